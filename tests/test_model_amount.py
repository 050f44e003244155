from __future__ import annotations

from decimal import Decimal

import pytest

from kit.model.item import Amount


@pytest.mark.parametrize(
    ("unit", "yuan"), [("元", "14.60"), ("万元", "146000"), ("亿元", "1460000000")]
)
def test_an_amount_is_counted_in_yuan_whatever_its_unit(unit: str, yuan: str) -> None:
    assert Amount(label="", value=Decimal("14.60"), unit=unit).yuan == Decimal(yuan)


def test_words_without_a_figure_are_all_there_is_of_an_amount() -> None:
    free = Amount(label="不收学费")

    assert (free.figure, free.written, free.short, free.yuan) == ("", "不收学费", "不收学费", None)


def test_the_short_amount_leaves_out_what_only_explains_it() -> None:
    amount = Amount(label="每人", value=Decimal(400), unit="元", tail="一年，过期要等三个月")

    assert amount.written == "每人400元一年，过期要等三个月"
    assert amount.short == "每人400元一年"


@pytest.mark.parametrize("joint", ["，", "；", "　", ""])
def test_the_condition_stands_alone_without_its_joint(joint: str) -> None:
    amount = Amount(label="每人", value=Decimal(400), unit="元", tail=f"{joint}（学生）")

    assert amount.condition == "（学生）"
