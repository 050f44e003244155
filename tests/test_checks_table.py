"""The sums of a table hold, or the item is stopped with the place of the fault."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.checks.sums import BadSum, cell_number, equal_as_written, read_sum
from kit.model.item import Amount, Column, ColumnType, Item, Table
from tests.checked import changed, findings

SPENDING = Table(
    file="items/DX-2026-007.csv",
    columns=(
        Column(name="项目", type=ColumnType.TEXT),
        Column(name="预算数", type=ColumnType.MONEY),
        Column(name="决算数（万元）", type=ColumnType.MONEY),
    ),
    rows=(
        ("车辆", "9.00", "8.20"),
        ("接待", "9.00", "6.40"),
        ("合计", "18.00", "14.60"),
    ),
    unit="万元",
)
SUBSIDY = Table(
    file="items/DX-2026-011.csv",
    columns=(
        Column(name="户号", type=ColumnType.INTEGER),
        Column(name="村民小组", type=ColumnType.TEXT),
        Column(name="面积（亩）", type=ColumnType.MONEY),
        Column(name="金额（元）", type=ColumnType.MONEY),
    ),
    rows=(
        ("1", "第一组", "3.20", "256.00"),
        ("2", "第一组", "1.85", "148.00"),
        ("1", "第二组", "4.00", "320.00"),
        ("合计", "", "9.05", "724.00"),
    ),
)
TOTAL = (Amount(label="合计", value=Decimal("14.60"), unit="万元"),)


def with_table(table: Table, *checks: str, **changes: object) -> Item:
    facts: dict[str, object] = {"amounts": TOTAL, "plain": ("看看钱花在哪里。",)}
    return changed(**(facts | {"table": replace(table, checks=checks)} | changes))


def faults(item: Item) -> list[str]:
    return [f.message for f in findings(item) if f.code == "K04"]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (SPENDING, "合计 = sum(项目)"),
        (SPENDING, "合计＝总和（项目）"),
        (SPENDING, "合计 = 车辆 + 接待"),
        (SPENDING, "接待 = 合计 - 车辆"),
        (SPENDING, "金额 = 合计.决算数"),
        (SPENDING, "合计.决算数 = 车辆.决算数 + 接待.决算数"),
        (SPENDING, "{金额} = 合计.决算数"),
        (SUBSIDY, "金额 = 面积 * 80"),
        (SUBSIDY, "金额（元） = 面积（亩） × 80"),
        (SUBSIDY, "金额 = (面积 + 面积) * 80 / 2"),
        (SUBSIDY, "户号 唯一 within 村民小组"),
        (SUBSIDY, "户号 在 村民小组 内唯一"),
    ],
)
def test_a_sum_that_holds_is_silent(table: Table, line: str) -> None:
    assert faults(with_table(table, line)) == []


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        (SPENDING, "合计 = 车辆 + 车辆", "“决算数（万元）”一列"),
        (SPENDING, "金额 = 合计.预算数", "一边是146000元，一边是180000元"),
        (SUBSIDY, "金额 = 面积 * 90", "第 2 行对不上"),
        (SUBSIDY, "户号 唯一", "“户号”在第 2、4 行重复"),
        (SPENDING, "合计 = sum(项目", "少了“)”"),
        (SPENDING, "合计 = ", "少了一项"),
        (SPENDING, "合计 = * 3", "“*”前面少了一项"),
        (SPENDING, "合计 = 3 3", "这里看不懂"),
        (SPENDING, "合计", "等号要有一个"),
        (SPENDING, "合计 = 车辆 = 接待", "等号要有一个"),
        (SPENDING, "合计 = 没有这行", "没有“没有这行”"),
        (SPENDING, "金额 = 合计.没有这列", "没有“没有这列”这一列"),
        (SPENDING, "金额 = 小计.决算数", "没有“小计”这一行"),
        (SPENDING, "余额 = 3", "都没有“余额”"),
        (SPENDING, "户号 唯一", "没有“户号”这一列"),
        (SPENDING, "合计 = 车辆 / 0", "除数是0"),
        (SPENDING, "__import__('os') = 1", "看不懂"),
        (SPENDING, "大白话5 = 合计.决算数", "没有“大白话5”这一句"),
    ],
)
def test_a_sum_that_fails_or_cannot_be_read_is_told(table: Table, line: str, told: str) -> None:
    messages = faults(with_table(table, line))

    assert any(told in message for message in messages), messages


def test_a_sentence_must_say_the_figure_of_its_cell() -> None:
    right = with_table(SPENDING, "plain[0] 数字 = 合计.决算数", plain=("一共花了{金额}。",))
    wrong = with_table(SPENDING, "大白话1 = 合计.预算数", plain=("一共花了{金额}。",))

    assert faults(right) == []
    assert "大白话第1句里没有表格的数180000" in faults(wrong)[0]


def test_the_amount_of_the_item_may_be_a_factor() -> None:
    each = (Amount(label="每亩", value=Decimal(80), unit="元"),)
    other = (Amount(label="每亩", value=Decimal(81), unit="元"),)

    assert faults(with_table(SUBSIDY, "金额 = 面积 * {金额}", amounts=each)) == []
    assert len(faults(with_table(SUBSIDY, "金额 = 面积 * {金额}", amounts=other))) == 3


def test_a_cell_without_a_number_is_told_with_its_row() -> None:
    rows = (("车辆", "九", "8.20"), ("合计", "9.00", "8.20"))
    table = Table(file="x.csv", columns=SPENDING.columns, rows=rows, unit="万元")

    assert "第 2 行 B 列“预算数”不是数字" in faults(with_table(table, "合计 = sum(项目)"))[0]


def test_blank_cells_count_as_nothing() -> None:
    rows = (("车辆", "", "8.20"), ("接待", "—"), ("合计", "0", "8.20"))
    table = Table(file="x.csv", columns=SPENDING.columns, rows=rows, unit="万元")

    assert faults(with_table(table, "合计 = sum(项目)")) == []


def test_many_faults_are_counted_not_listed() -> None:
    rows = tuple((str(n), "第一组", "1.00", "81.00") for n in range(20))
    table = Table(file="x.csv", columns=SUBSIDY.columns, rows=rows)

    messages = faults(with_table(table, "金额 = 面积 * 80"))

    assert len(messages) == 6
    assert messages[-1] == "同样的问题还有15处。"


def test_a_figure_in_the_body_beside_a_column_name_is_held_against_the_column() -> None:
    right = with_table(SPENDING, body="预算18.00万元，决算14.60万元，少3.40万元。")
    wrong = with_table(SPENDING, body="预算18.00万元，决算14.70万元。")

    assert [f for f in findings(right) if f.code == "K03"] == []
    assert any("14.70万元" in f.message for f in findings(wrong))


def test_a_summary_may_tell_a_difference_or_a_share_of_the_table() -> None:
    said = with_table(SPENDING, plain=("比预算少了3.40万元。", "花了预算的81.1%。"))
    swapped = with_table(SPENDING, plain=("比预算少了6.40万元。",))
    share = with_table(SPENDING, plain=("花了预算的82.1%。",))

    assert [f.message for f in findings(said) if f.code == "K03"] == []
    assert any(f.code == "K03" for f in findings(swapped))
    assert any(f.code == "K03" for f in findings(share))


def test_a_row_count_is_a_source_for_a_summary() -> None:
    assert not any(f.code == "K03" for f in findings(with_table(SPENDING, plain=("一共两项。",))))
    assert any(f.code == "K03" for f in findings(with_table(SPENDING, plain=("一共三项。",))))


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1,234.50", "1234.50"), ("256.00元", "256.00"), ("-3", "-3"), ("甲", None), ("NaN", None)],
)
def test_cells_are_numbers_however_excel_writes_them(cell: str, value: str | None) -> None:
    assert cell_number(cell) == (None if value is None else Decimal(value))


def test_results_are_rounded_half_up_to_what_the_cell_shows() -> None:
    assert equal_as_written(Decimal("0.13"), Decimal("0.125"))
    assert not equal_as_written(Decimal("0.12"), Decimal("0.125"))
    assert equal_as_written(Decimal(3), Decimal("2.5"))


@given(st.text(alphabet="合计金额 =+-*/().（）sum唯一within{}0123456789×÷“”", max_size=30))
@settings(max_examples=200)
def test_any_line_is_read_or_refused_but_never_breaks(line: str) -> None:
    with suppress(BadSum):
        read_sum(line)


@pytest.mark.parametrize("cell", ["1O0", "2oo", "l2", "3.2.1", "12,5", "20O元"])
def test_a_cell_that_looks_like_a_figure_and_is_none_stops(cell: str) -> None:
    found = findings(changed(table=figures("200", cell, "300")))

    assert any("看不懂是多少" in f.message and "第 " in f.message for f in found)


@pytest.mark.parametrize("cell", ["1,200", "0.50", "-", "", "约20", "一百二", "免费", "12%"])
def test_a_cell_that_can_be_read_goes_on(cell: str) -> None:
    found = findings(changed(table=figures("200", cell, "300")))

    assert not [f for f in found if "看不懂是多少" in f.message]


def figures(*cells: str) -> Table:
    rows = tuple((name, cell) for name, cell in zip("甲乙丙", cells, strict=True))
    columns = (Column(name="项目"), Column(name="金额（元）"))
    return Table(file="items/a.csv", columns=columns, rows=rows)
