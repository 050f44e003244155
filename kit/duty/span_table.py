"""The three tables of the annual report with their merged cells, as its form lays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.duty.official import SpanCell, SpanTable
from kit.duty.report_forms import (
    ANSWER_GROUPS,
    CARRIED_IN,
    CARRIED_ON,
    NEW,
    PART_THREE_COLUMNS,
    PART_TWO,
    RESULTS,
    part_three,
)
from kit.duty.report_tables import OPEN

if TYPE_CHECKING:
    from kit.duty.report_tables import ReportTables

_SLOTS = 6
"""Columns beside the names in part two: one, two or three figures share them."""
_NUMERALS = "一二三四五六七"


def table_two(tables: ReportTables) -> SpanTable:
    """Return part two: for each article its columns and rows."""
    cells: list[SpanCell] = []
    row = 0
    for group in PART_TWO[tables.form]:
        wide = _SLOTS // len(group.columns)
        cells.append(
            SpanCell(top=row, left=0, columns=1 + _SLOTS, text=group.article, is_head=True)
        )
        cells.append(SpanCell(top=row + 1, left=0, text="信息内容", is_head=True))
        for number, column in enumerate(group.columns):
            left = 1 + number * wide
            cells.append(SpanCell(top=row + 1, left=left, columns=wide, text=column, is_head=True))
        for line, name in enumerate(group.rows, row + 2):
            cells.append(SpanCell(top=line, left=0, text=name))
            figures = tables.two.get(name) or (OPEN,) * len(group.columns)
            for number, figure in enumerate(figures):
                cells.append(SpanCell(top=line, left=1 + number * wide, columns=wide, text=figure))
        row += 2 + len(group.rows)
    return SpanTable(widths_mm=(42.0, *(19.0,) * _SLOTS), rows=row, cells=tuple(cells))


def table_three(tables: ReportTables) -> SpanTable:
    """Return part three: who asked across, what became of it down."""
    told = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    cells = [
        SpanCell(top=0, left=0, rows=3, columns=3, text=told, at_left=True),
        SpanCell(top=0, left=3, columns=7, text="申请人情况", is_head=True),
        SpanCell(top=1, left=3, rows=2, text="自然人", is_head=True),
        SpanCell(top=1, left=4, columns=5, text="法人或其他组织", is_head=True),
        SpanCell(top=1, left=9, rows=2, text="总计", is_head=True),
    ]
    for place, name in enumerate(PART_THREE_COLUMNS[1:6]):
        cells.append(SpanCell(top=2, left=4 + place, text=name, is_head=True))
    rows = part_three(tables.form)
    for line, (number, label) in enumerate(rows.items(), 3):
        cells += _labels(tables, line, number, label)
        figures = tables.three.get(number) or (OPEN,) * len(PART_THREE_COLUMNS)
        for column, figure in enumerate(figures):
            cells.append(SpanCell(top=line, left=3 + column, text=figure))
    widths_mm = (12.0, 16.0, 52.0, 11.4, *(10.7,) * 6)
    return SpanTable(widths_mm=widths_mm, rows=3 + len(rows), cells=tuple(cells), head_rows=3)


def _labels(tables: ReportTables, line: int, number: str, label: str) -> list[SpanCell]:
    """Return what stands before the figures of a row, and the groups that begin with it."""
    whole = {NEW: "一、", CARRIED_IN: "二、", CARRIED_ON: "四、"}
    if number in whole:
        return [SpanCell(top=line, left=0, columns=3, text=whole[number] + label, at_left=True)]
    numbers = list(part_three(tables.form))
    cells = []
    if number == "3.1":
        rows = sum(one.startswith("3.") for one in numbers)
        cells.append(SpanCell(top=line, left=0, rows=rows, text="三、本年度办理结果"))
    group, _, last = number.rpartition(".")
    if group not in ANSWER_GROUPS:
        place = _NUMERALS[int(number[2]) - 1]
        text = f"（{place}）{label}"
        return [*cells, SpanCell(top=line, left=1, columns=2, text=text, at_left=True)]
    if last == "1":
        rows = sum(one.startswith(f"{group}.") for one in numbers)
        text = f"（{_NUMERALS[int(group[2]) - 1]}）{ANSWER_GROUPS[group]}"
        cells.append(SpanCell(top=line, left=1, rows=rows, text=text))
    return [*cells, SpanCell(top=line, left=2, text=f"{last}.{label}", at_left=True)]


def table_four(tables: ReportTables) -> SpanTable:
    """Return part four: reviews and lawsuits side by side, in one row of figures."""
    cells = [
        SpanCell(top=0, left=0, columns=5, text="行政复议", is_head=True),
        SpanCell(top=0, left=5, columns=10, text="行政诉讼", is_head=True),
        SpanCell(top=1, left=5, columns=5, text="未经复议直接起诉", is_head=True),
        SpanCell(top=1, left=10, columns=5, text="复议后起诉", is_head=True),
    ]
    count = 3 * len(RESULTS)
    figures = tables.four or (OPEN,) * count
    for column in range(count):
        top = 1 if column < len(RESULTS) else 2
        text = RESULTS[column % len(RESULTS)]
        cells.append(SpanCell(top=top, left=column, rows=3 - top, text=text, is_head=True))
        cells.append(SpanCell(top=3, left=column, text=figures[column]))
    return SpanTable(widths_mm=(10.4,) * count, rows=4, cells=tuple(cells), head_rows=3)
