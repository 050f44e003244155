"""A document as the lines of a notice: numbers apart, forms as label and value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.foreign.blocks import Grid
from kit.foreign.notice.patterns import OPENED_BY_NUMBER, undecorated, unspread
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.blocks import Document, Paragraph

MOST_LINES = 400
"""A notice has fewer than a hundred; what follows costs more with each."""
MOST_IN_LINE = 1_000
MOST_LOOKED_AT = 12_000
"""Characters of all lines; a notice has fewer than three thousand."""
_LARGE_PT = 20.0
"""Titles are set in 22 points, the text in 16."""
_FORM_KEYS = re.compile(
    "时间|地点|地址|范围|路段|对象|电话|原因|内容|事实|文号|类别|名称|机关|日期|期限|当事人|标准|金额|单位|方式|办法"
    "|材料|事由|依据|备注|级别|条件|联系人|负责人"
)
_MOST_KEY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a notice as a person reads it."""

    text: str
    """Without blanks around it, its number included."""
    bare: str
    """Without its number and the signs before it."""
    number: str = ""
    centred: bool = False
    cell: bool = False
    """It comes out of a table."""


def lines_of(document: Document) -> tuple[tuple[Line, ...], bool]:
    """Return the lines of a notice, and whether there are more than are looked at."""
    lines: list[Line] = []
    size = 0
    for block in document.blocks:
        for line in _of_grid(block) if isinstance(block, Grid) else _of_paragraph(block):
            size += len(line.text)
            if len(lines) >= MOST_LINES or size > MOST_LOOKED_AT:
                return tuple(lines), True
            lines.append(line)
    return tuple(lines), False


def is_form(grid: Grid) -> bool:
    """Return whether a table is a form, label beside value, and no list."""
    rows = [_each_once(row) for row in grid.rows]
    keys = [key for row in rows for key in row[::2]]
    return (
        bool(rows)
        and all(len(row) in (2, 4) for row in rows)
        and all(len(key) <= _MOST_KEY and not re.search(r"\d", key) for key in keys)
        and sum(bool(_FORM_KEYS.search(key)) for key in keys) * 2 >= len(keys)
    )


def _each_once(row: tuple[str, ...]) -> list[str]:
    """Return a row without the copies of a cell that spans columns."""
    return [cell for place, cell in enumerate(row) if not place or cell != row[place - 1]]


def _of_grid(grid: Grid) -> Iterator[Line]:
    if is_form(grid):
        for cells in map(_each_once, grid.rows):
            for key, cell in zip(cells[::2], cells[1::2], strict=True):
                label = re.sub(r"\s", "", key)
                for one in cell.split("\n"):
                    said = f"{label}：{one.strip()}"[:MOST_IN_LINE]
                    yield Line(text=said, bare=said, cell=True)
        return
    for row in grid.rows[1:MOST_LINES]:
        for cell in dict.fromkeys(row):
            said = cell[:MOST_IN_LINE]
            if any(one.kind is Kind.MONEY for one in read(said)):
                yield Line(text=said, bare=said, cell=True)


def _of_paragraph(paragraph: Paragraph) -> Iterator[Line]:
    for place, raw in enumerate(paragraph.text.split("\n")):
        text = unspread(raw.strip(" \u3000\t\u00a0")[:MOST_IN_LINE])
        if not text:
            continue
        drawn = "" if place else paragraph.number
        plain = undecorated(text)
        opened = None if drawn else OPENED_BY_NUMBER.match(plain)
        yield Line(
            text=drawn + text,
            bare=plain[opened.end() :] if opened else plain,
            number=drawn or (opened[0].strip() if opened else ""),
            centred=paragraph.centred or paragraph.boxed or paragraph.size_pt >= _LARGE_PT,
        )
