"""What may, must or need not be done, how often and how it is paid, in the other fields' sense."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.model.item import Amount, Question
from kit.text.figures.comparison import compare
from kit.text.figures.verdict import Answer
from tests.checked import changed

if TYPE_CHECKING:
    from kit.text.figures.comparison import Told


def stops(**changes: Any) -> list[Told]:
    usual = {"body": "请大家互相转告。", "how": "打电话问", "plain": ("请来办。",), "bring": ()}
    item = changed(**{**usual, **changes})
    return [told for told in compare(item) if told.answer is Answer.STOP]


@settings(max_examples=80)
@given(
    deed=st.sampled_from(["代办", "补办", "上山", "转让", "退款"]),
    pair=st.sampled_from([("可以", "不能"), ("能", "不得"), ("要", "不用"), ("必须", "无需")]),
    own=st.integers(0, 1),
    told=st.integers(0, 1),
)
def test_what_may_be_done_is_not_forbidden_elsewhere(
    deed: str, pair: tuple[str, str], own: int, told: int
) -> None:
    found = stops(body=f"村民{pair[own]}{deed}。", plain=(f"大家{pair[told]}{deed}。",))

    assert bool(found) == (own != told), found


@pytest.mark.parametrize(
    "sentence",
    ["12月31日以后不能补办。", "没有身份证的不能补办。", "不能转让。", "可以补办，不能转让。"],
)
def test_another_case_and_another_deed_go_on(sentence: str) -> None:
    assert not stops(body="丢了的可以补办。", plain=(sentence,))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": "按月发到社保卡。"}, "到村委会领现金。"),
        ({"body": "按月发到社保卡。"}, "三个月发一次。"),
        ({"who": "没有参加职工医保的村民"}, "参加职工医保的村民也要登记。"),
        ({"amounts": (Amount(label="不收学费"),)}, "要收费，请带钱。"),
        ({"bring": ("身份证",)}, "请带户口本来办。"),
    ],
)
def test_the_way_of_paying_and_those_left_out_are_the_item_s_own(
    change: dict[str, Any], sentence: str
) -> None:
    assert stops(**change, plain=(sentence,))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": "按月发到社保卡。"}, "每月打到卡上，一个月发一次。"),
        ({"body": "发现金，也可以打到卡上。"}, "到村委会领现金。"),
        ({"who": "没有参加职工医保的村民"}, "参加职工医保的村民不用登记。"),
    ],
)
def test_the_same_way_in_other_words_goes_on(change: dict[str, Any], sentence: str) -> None:
    assert not stops(**change, plain=(sentence,))


@pytest.mark.parametrize("question", ["能不能补办？", "不能补办吗？", "需不需要登记？"])
def test_what_is_asked_is_not_said(question: str) -> None:
    asked = (Question(question=question, answer="打电话问。"),)

    assert not stops(body="丢了可以补办，大家都要登记。", faq=asked)


def test_an_amount_behind_the_same_words_is_the_same() -> None:
    money = (Amount(label="每人每月", value=Decimal(5), unit="元"),)

    assert stops(amounts=money, body="垃圾清运每年缺口约8万元。\n垃圾清运每年缺口18万元。")
    assert not stops(amounts=money, body="垃圾清运每年缺口约8万元。去年每年缺口6万元。")


def test_every_family_is_every_household() -> None:
    money = (Amount(label="每人", value=Decimal(400), unit="元"),)

    assert [one.why for one in stops(amounts=money, plain=("每家交四百元。",)) if "每户" in one.why]
