"""Cells of figures that cannot be read (K04): 1O0, 3.2.1, 12百."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model.item import Show
from kit.text.figures.fold import folded
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Kind
from kit.text.headings import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject
    from kit.model.item import Table

_PLAIN = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%元]?")
_NOTHING = re.compile(r"[-—－/无\s]*")
_MIXED = re.compile(r"(?=.*\d)[\dOoIl|.,]*[OoIl|][\dOoIl|.,]*[元%]?")
_TWO_POINTS = re.compile(r"\d+\.\d+\.\d+|\d+\.\.\d+|\d+,\d{1,2}(?!\d)(?:\.\d+)?|\d+\. ?元?")
_DATED = re.compile(r"(?:19|20)\d\d\.\d{1,2}(?:\.\d{1,2})?")
_NUMBERED = re.compile("序号|编号|编码|号码|代码|条款|章节|日期|时间|电话|版本")
_SHARE = 0.5


def unread_cells(subject: Subject) -> Iterator[Fault]:
    """Stop cells of a column of figures that look like a figure and are none."""
    table = subject.item.table
    if table is None:
        return
    for index, column in enumerate(table.columns):
        if column.show is Show.HIDE or not _holds_figures(table, index):
            continue
        rows = [row for row, cell in enumerate(table.cells_of(index)) if _is_unread(cell)]
        if rows:
            yield Fault(
                "表格",
                f"表格“{column.name}”一列{table.rows_told(rows)}看不懂是多少。",
                "请对着原件改成数字；字母 O、l 混在里面的，改成 0、1。",
            )


def _holds_figures(table: Table, index: int) -> bool:
    if _NUMBERED.search(folded(table.columns[index].name)):
        return False
    filled = [cell for cell in map(folded, table.cells_of(index)) if not _NOTHING.fullmatch(cell)]
    plain = sum(bool(_PLAIN.fullmatch(cell)) for cell in filled)
    named = bool(heading_of(table.columns[index].name).unit)
    return named or (bool(filled) and plain >= _SHARE * len(filled))


def _is_unread(cell: str) -> bool:
    text = folded(cell).strip()
    if any(form.fullmatch(text) for form in (_PLAIN, _NOTHING, _DATED)):
        return False
    if _MIXED.fullmatch(text) or _TWO_POINTS.fullmatch(text):
        return True
    return any(one.kind is Kind.UNREAD for one in read(text))
