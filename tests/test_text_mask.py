from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.model.item import Column, ColumnType, Show, Table
from kit.text.privacy.mask import mask_cell, visible_columns, visible_rows

NUMBERED = st.text(alphabet="0123456789", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("column_type", "cell", "shown"),
    [
        (ColumnType.ID_NUMBER, "350000190001010123", "35*************123"),
        (ColumnType.ID_NUMBER, "350000900101123", "35**********123"),
        (ColumnType.ID_NUMBER, "1234", "***"),
        (ColumnType.PHONE, "13800001234", "138****1234"),
        (ColumnType.PHONE, "138 0000 1234", "138****1234"),
        (ColumnType.PHONE, "0597-0000012", "****12"),
        (ColumnType.PHONE, "1234", "***"),
        (ColumnType.NAME, "样例甲", "样*甲"),
        (ColumnType.NAME, "样甲", "样*"),
        (ColumnType.NAME, "样例丙某", "样**某"),
        (ColumnType.NAME, "样", "*"),
        (ColumnType.BANK, "6200000000000000018", "****0018"),
        (ColumnType.BANK, "0018", "***"),
        (ColumnType.ADDRESS, "某省某市某区样例乡样例村3组12号", "某省某市某区样例乡"),
        (ColumnType.ADDRESS, "景德镇市某县样例镇东街5号", "景德镇市某县样例镇"),
        (ColumnType.ADDRESS, "第一组", "***"),
        (ColumnType.MONEY, "256.00", "***"),
        (None, "样例甲", "***"),
        (ColumnType.NAME, "  ", ""),
    ],
)
def test_a_masked_cell_keeps_only_the_customary_part(
    column_type: ColumnType | None, cell: str, shown: str
) -> None:
    assert mask_cell(column_type, cell) == shown


@settings(max_examples=60)
@given(st.sampled_from([ColumnType.ID_NUMBER, ColumnType.BANK, ColumnType.PHONE]), NUMBERED)
def test_a_masked_number_never_shows_more_than_seven_digits(kind: ColumnType, cell: str) -> None:
    shown = mask_cell(kind, cell)

    assert "*" in shown
    assert sum(character.isdigit() for character in shown) <= 7


def test_hidden_columns_are_left_out_and_short_rows_are_filled() -> None:
    table = Table(
        file="items/DX-2026-011.csv",
        columns=(
            Column(name="序号", type=ColumnType.INTEGER),
            Column(name="户主", type=ColumnType.NAME, show=Show.MASK),
            Column(name="身份证号", type=ColumnType.ID_NUMBER, show=Show.HIDE),
            Column(name="金额（元）", type=ColumnType.MONEY),
        ),
        rows=(("1", "样例甲", "350000190001010123", "256.00"), ("2", "样例乙")),
    )

    assert [column.name for column in visible_columns(table)] == ["序号", "户主", "金额（元）"]
    assert visible_rows(table) == (("1", "样*甲", "256.00"), ("2", "样*乙", ""))
