"""A table as it will stand on paper: which columns, how aligned, how wide."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, chain, pairwise
from math import inf, sqrt
from typing import TYPE_CHECKING

from kit.errors import LayoutError
from kit.model.item import ColumnType
from kit.text.headings import sum_label
from kit.text.privacy.mask import visible_columns, visible_rows
from kit.text.typeset.sense import sense_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.model.item import Column, Table


@dataclass(frozen=True, slots=True)
class Patience:
    """How narrow columns may become before a table is refused, in em."""

    heading: float
    """Headings are not broken into lines shorter than this."""
    words: float
    """Nor are words: narrower ones read like a ladder."""
    unbroken: float
    """Longer runs of letters and digits (a web address) may be broken inside."""
    sense: float = 0.0
    """Units of sense up to this stand on one line: 土地管理所, 12月31日."""


# From comfortable to the last resort.
PATIENCES = (
    Patience(heading=4.0, words=4.0, unbroken=14.0, sense=8.0),
    Patience(heading=4.0, words=4.0, unbroken=14.0, sense=6.0),
    Patience(heading=4.0, words=4.0, unbroken=14.0),
    Patience(heading=2.0, words=4.0, unbroken=14.0),
    Patience(heading=2.0, words=3.0, unbroken=14.0),
    Patience(heading=2.0, words=3.0, unbroken=6.0),
)
UNBROKEN = Patience(heading=2.0, words=inf, unbroken=inf)
"""For rows that stand beside one another: no cell is broken, only headings are."""
# So much of the width the column that names the rows may keep for itself.
_FIRM_SHARE = 0.4
# Air beside the words of a cell, in em of the table's type.
_PAD_X_EM = 0.6
_NUMBER = re.compile(r"[-+−]?[\d,，]+(?:\.\d+)?(?:亿元|万元|元|%|％)?")
# A document number or a masked name alone in its cell: broken, neither is recognised.
_WHOLE = re.compile(
    r"[\u4e00-\u9fff]{1,10}[〔\[［]\d{4}[〕\]］]第?\d+号|[\u4e00-\u9fff]{0,2}\*+[\u4e00-\u9fff]?"
)
_UNBROKEN = re.compile(r"(?:[0-9A-Za-z.,:/*~\-−〔〕%％]+[年月日时分元号]?)+")


class CellAlign(StrEnum):
    """Where the words of a column stand."""

    START = "start"
    CENTRE = "centre"
    END = "end"
    POINT = "point"
    """Right, with the decimal points below one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """A column on paper."""

    name: str
    align: CellAlign = CellAlign.START
    width_mm: float | None = None
    """Wanted width; None means by content."""
    bold: bool = False
    grows: bool = True
    """Whether it takes a share of the width that is left over."""
    firm: bool = False
    """Whether its cells stay on one line where that leaves the others enough: it names the rows."""
    scale: float = 1.0
    """Size of its cells as a part of the table's type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows ready to be set: nothing hidden is left in it, nothing to mask unmasked."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    header: bool = True
    least_row_mm: float = 0.0
    """Room to write by hand."""
    han_latin_em: float = 0.25
    """Space between a character and a figure beside it."""
    is_list: bool = False
    """Whether its rows stand for themselves and may be set beside one another."""
    abreast: int = 1
    """How many rows of the list stand in each row of the grid."""
    sums: frozenset[int] = frozenset()
    """Which rows sum up others (合计, 小计), the first being 0."""
    head_scale: float = 1.0
    """Size of the headings as a part of the table's type."""
    pad_x_em: float = _PAD_X_EM


# A name or a number broken over two lines is misread.
_FIRM = frozenset(
    {ColumnType.INTEGER, ColumnType.NAME, ColumnType.ID_NUMBER, ColumnType.PHONE, ColumnType.BANK}
)
_ALIGN = {
    ColumnType.MONEY: CellAlign.POINT,
    ColumnType.INTEGER: CellAlign.END,
}


def grid_of(table: Table) -> Grid:
    """Return what may be shown of an item's table, masked where the clerk said so.

    Raises:
        LayoutError: No column may be shown.
    """
    if not visible_columns(table):
        raise LayoutError(
            f"表格“{table.caption or table.file}”没有一列可以公开。",
            "请在“列”里至少留一列，显示写“全部”或“遮盖”。",
        )
    rows = tuple(tuple(cell.strip() for cell in row) for row in visible_rows(table))
    sums = sums_in(rows)
    return Grid(
        columns=tuple(
            GridColumn(
                name=column.name,
                align=_alignment(column, [row[i] for row in rows]),
                grows=column.type not in _FIRM,
            )
            for i, column in enumerate(visible_columns(table))
        ),
        rows=rows,
        # The quarter em of running text tears the short words of a list apart (3组).
        han_latin_em=0.125,
        # A total is looked for at the end of its column.
        is_list=not table.checks and not sums,
        sums=sums,
    )


def sums_in(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return which rows sum up others, as 合计 and 小计 say."""
    return frozenset(n for n, row in enumerate(rows) if any(map(sum_label, filter(None, row))))


def _alignment(column: Column, cells: Sequence[str]) -> CellAlign:
    if column.type is not None:
        return _ALIGN.get(column.type, CellAlign.START)
    filled = [cell for cell in cells if cell]
    if filled and all(_NUMBER.fullmatch(cell) for cell in filled):
        return CellAlign.POINT
    return CellAlign.START


def is_number(cell: str) -> bool:
    """Whether the cell is a figure that can stand on a decimal point."""
    return _NUMBER.fullmatch(cell) is not None


def is_whole(cell: str) -> bool:
    """Whether the cell must never be broken: a document number (文号), a masked name."""
    return _WHOLE.fullmatch(cell) is not None


def turned(grid: Grid) -> Grid:
    """Return the table on its side: a column for every row, its old headings in front.

    For tables with many columns and few rows, which no sheet is wide enough for.
    """
    columns = (
        GridColumn(name="", bold=True, grows=False),
        *(GridColumn(name="") for _ in grid.rows),
    )
    heads = tuple(column.name for column in grid.columns)
    return replace(
        grid, columns=columns, rows=tuple(zip(heads, *grid.rows, strict=True)), header=False
    )


def abreast(grid: Grid, count: int) -> Grid:
    """Return a list with ``count`` of its rows in each row, read across as names are called."""
    blank = ("",) * len(grid.columns)
    rows = [grid.rows[start : start + count] for start in range(0, len(grid.rows), count)]
    filled = (row + (blank,) * (count - len(row)) for row in rows)
    return replace(
        grid,
        columns=grid.columns * count,
        rows=tuple(tuple(chain.from_iterable(row)) for row in filled),
        abreast=count,
    )


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for, in em: least, and all its cells on one line."""

    least: float
    natural: float
    grows: bool = True
    firm: bool = False


def least_width(
    text: str, widths: Iterable[float], *, floor_em: float, patience: Patience
) -> float:
    """Return the narrowest measure in em for ``text``, whose characters have ``widths``."""
    ends = [0.0]
    for width in widths:
        ends.append(ends[-1] + width)
    runs = (ends[m.end()] - ends[m.start()] for m in _UNBROKEN.finditer(text))
    longest = max((min(run, patience.unbroken) for run in runs), default=0.0)
    if patience.sense > floor_em:
        units = pairwise((0, *accumulate(map(len, sense_units(text)))))
        whole = (ends[stop] - ends[start] for start, stop in units)
        longest = max((longest, *(unit for unit in whole if unit <= patience.sense)))
    return max(longest, floor_em)


def share_width(needs: Sequence[Need], width_em: float) -> tuple[float, ...]:
    """Return the column widths that fill ``width_em``.

    Columns whose words fit on one line get them so; long ones share the rest by the square
    root of their length, which keeps the rows about as low as they can be.

    Raises:
        LayoutError: Not even the narrowest columns fit side by side.
    """
    least = sum(need.least for need in needs)
    if least > width_em + 1e-6:
        raise LayoutError(
            f"表格有 {len(needs)} 列，至少要 {least:.0f} 个字宽，纸上只有 {width_em:.0f} 个字宽。",
            "请把不用公开的列设为“不公开”，或分成两张表，或换更大的纸。",
        )
    natural = sum(need.natural for need in needs)
    if natural <= width_em:
        growing = [need for need in needs if need.grows] or list(needs)
        spare = (width_em - natural) / sum(need.natural + 2 for need in growing)
        return tuple(
            need.natural + (spare * (need.natural + 2) if need in growing else 0.0)
            for need in needs
        )
    # Columns that shall not grow shall not shrink either, as long as the others can.
    most = _FIRM_SHARE * width_em
    firm = [
        replace(need, least=need.natural)
        if not need.grows or (need.firm and need.natural <= most)
        else need
        for need in needs
    ]
    able = sum(need.least for need in firm) <= width_em
    return _squeezed(firm if able else needs, width_em)


def _squeezed(needs: Sequence[Need], width_em: float) -> tuple[float, ...]:
    widths: dict[int, float] = {}
    while len(widths) < len(needs):
        open_columns = [i for i in range(len(needs)) if i not in widths]
        rest = width_em - sum(widths.values())
        total = sum(sqrt(needs[i].natural) for i in open_columns)
        target = {i: rest * sqrt(needs[i].natural) / total for i in open_columns}
        # The narrow ones first: what they are given at least must not be shared out.
        fixed = {i: needs[i].least for i in open_columns if target[i] < needs[i].least}
        if not fixed:
            fixed = {i: needs[i].natural for i in open_columns if target[i] > needs[i].natural}
        widths |= fixed or target
    # What columns held to their least and to their natural width leave over goes to those
    # that still lack; together they lack more than that.
    lacking = [need.natural - widths[i] for i, need in enumerate(needs)]
    spare = (width_em - sum(widths.values())) / (sum(lacking) or 1.0)
    return tuple(widths[i] + spare * lack for i, lack in enumerate(lacking))
