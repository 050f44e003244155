"""Tables: cells wrapped and aligned, rows kept whole, the header on every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.paper.cells import CellSetter, column_tails
from kit.compose.paper.frames import moved
from kit.compose.paper.grid import (
    PATIENCES,
    CellAlign,
    abreast,
    grid_of,
    share_width,
    turned,
)
from kit.compose.paper.page import Block, Rule, Tag, Text
from kit.compose.paper.strip import Strip, Type
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.grid import (
        Grid,
        GridColumn,
    )
    from kit.compose.paper.page import Mark
    from kit.model.item import Table
    from kit.text.typeset.metrics import Metrics

# Air above and below the words of a cell, in em of the table's type.
PAD_Y_EM = 0.22
THICK_MM = 0.5
THIN_MM = 0.2
# More rows than this would be too many columns when the table is turned on its side.
_MOST_TURNED_ROWS = 4
# A list that fills more than a sheet at a poster's type.
_LONG_LIST = 30
_MOST_ABREAST = 4
_TABLES_KEPT = 16
"""While its notice is written, a table stays the same from key to key."""


class Ruling(StrEnum):
    """Which lines a table shows."""

    ROWS = "rows"
    """Between the rows only: quiet, for notices."""
    GRID = "grid"
    """Round every cell: for forms to write in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow:
    """A row: for every cell its lines, placed across but not yet down the page."""

    cells: tuple[tuple[tuple[Mark, ...], ...], ...]
    height_mm: float

    @property
    def lines(self) -> int:
        """Lines of its tallest cell."""
        return max((len(cell) for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTable:
    """A table broken into lines: its rows and their heights."""

    edges_mm: tuple[float, ...]
    """Left edge of every column, and the right edge of the last."""
    header: SetRow | None
    rows: tuple[SetRow, ...]
    kind: Type
    ruling: Ruling
    abreast: int = 1
    """How many rows of a list stand beside one another."""

    @property
    def width_mm(self) -> float:
        """Width of the whole table."""
        return self.edges_mm[-1]

    @property
    def header_mm(self) -> float:
        """Height of the header, 0 without one."""
        return self.header.height_mm if self.header else 0.0


@lru_cache(maxsize=_TABLES_KEPT)
def set_table(
    table: Table,
    metrics: Metrics,
    *,
    width_mm: float,
    size_pt: float,
    leading: float = 1.3,
    weight: int = 500,
) -> SetTable:
    """Return an item's table, set to the full width; what is hidden or masked stays so.

    A table of few rows that is too wide is turned on its side.

    Raises:
        LayoutError: It has no column to show, or too many for the paper.
    """
    kind = Type(size_pt=size_pt, leading=leading, weight=weight)
    return set_wide(grid_of(table), metrics, kind, width_mm=width_mm, ruling=Ruling.ROWS)


def set_wide(
    grid: Grid, metrics: Metrics, kind: Type, *, width_mm: float, ruling: Ruling
) -> SetTable:
    """Return the grid, turned on its side where it has many columns and few rows.

    A long list of narrow rows has several of them beside one another: five hundred names one
    below the other are twenty sheets of white paper.

    Raises:
        LayoutError: Its columns do not fit side by side, not even when turned.
    """
    count = _abreast(grid, metrics, kind, width_mm)
    if count > 1:
        grid = abreast(grid, count)
    try:
        return set_grid(grid, metrics, kind, width_mm=width_mm, ruling=ruling)
    except LayoutError:
        if len(grid.rows) > _MOST_TURNED_ROWS:
            raise
        return set_grid(turned(grid), metrics, kind, width_mm=width_mm, ruling=ruling)


def _abreast(grid: Grid, metrics: Metrics, kind: Type, width_mm: float) -> int:
    """Return how many rows of a long list fit beside one another with no cell broken."""
    if not grid.is_list or len(grid.rows) < _LONG_LIST:
        return 1
    setter = CellSetter(metrics, kind, han_latin_em=grid.han_latin_em)
    needs = (setter.need(grid, index, PATIENCES[0]) for index in range(len(grid.columns)))
    natural_mm = sum(need.natural for need in needs) * kind.em_mm
    return max(1, min(_MOST_ABREAST, int(width_mm / natural_mm)))


def set_grid(
    grid: Grid, metrics: Metrics, kind: Type, *, width_mm: float, ruling: Ruling = Ruling.GRID
) -> SetTable:
    """Return the grid set to ``width_mm``.

    Raises:
        LayoutError: Its columns do not fit side by side.
    """
    setter = CellSetter(metrics, kind, han_latin_em=grid.han_latin_em)
    widths = _column_widths(grid, setter, width_mm=width_mm, em_mm=kind.em_mm)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    tails = column_tails(grid, setter)
    no_tails = [0.0] * len(tails)

    def row(
        cells: Sequence[str],
        columns: Sequence[GridColumn],
        tails: Sequence[float],
        least_mm: float = 0.0,
    ) -> SetRow:
        lines = tuple(
            setter.lines(cell, column, left_mm=left, width_mm=width, tail_em=tail)
            for cell, column, left, width, tail in zip(
                cells, columns, edges, widths, tails, strict=False
            )
        )
        return _row(lines, kind, least_mm)

    header = None
    if grid.header:
        columns = [_heading(column) for column in grid.columns]
        header = row([c.name for c in grid.columns], columns, no_tails)
    return SetTable(
        edges_mm=tuple(edges),
        header=header,
        rows=tuple(row(cells, grid.columns, tails, grid.least_row_mm) for cells in grid.rows),
        kind=kind,
        ruling=ruling,
        abreast=grid.abreast,
    )


def _column_widths(
    grid: Grid, setter: CellSetter, *, width_mm: float, em_mm: float
) -> tuple[float, ...]:
    """Return the widths in millimetres; a column that names its width gets just that."""
    fixed = sum(column.width_mm or 0.0 for column in grid.columns)
    shared = iter(_shared(grid, setter, (width_mm - fixed) / em_mm))
    return tuple(
        column.width_mm if column.width_mm is not None else next(shared) * em_mm
        for column in grid.columns
    )


def _shared(grid: Grid, setter: CellSetter, width_em: float) -> tuple[float, ...]:
    """Return the widths of the columns that go by content; headings broken only in need."""
    for patience in PATIENCES:
        needs = [
            setter.need(grid, index, patience)
            for index, column in enumerate(grid.columns)
            if column.width_mm is None
        ]
        if sum(need.least for need in needs) <= width_em:
            break
    return share_width(needs, width_em)


def _heading(column: GridColumn) -> GridColumn:
    """Return how a column's heading is set: over the figures where there are figures."""
    align = CellAlign.END if column.align is CellAlign.POINT else column.align
    return replace(column, align=align, bold=True)


def _row(cells: tuple[tuple[tuple[Mark, ...], ...], ...], kind: Type, least_mm: float) -> SetRow:
    most = max((len(lines) for lines in cells), default=1)
    height = most * kind.pitch_mm + 2 * PAD_Y_EM * kind.em_mm
    return SetRow(cells=cells, height_mm=max(height, least_mm))


def row_marks(table: SetTable, row: SetRow, number: int) -> tuple[Mark, ...]:
    """Return a row's words and lines, counted from its top left corner.

    ``number`` is 0 for the header; it tells who reads by ear which words are one cell.
    """
    marks: list[Mark] = []
    for column, lines in enumerate(row.cells):
        top = (row.height_mm - len(lines) * table.kind.pitch_mm) / 2
        for place, line in enumerate(lines):
            y = top + place * table.kind.pitch_mm
            marks += (_in_cell(moved(mark, 0.0, y), (number, column)) for mark in line)
    return (*marks, *_ruling(table, row.height_mm, header=number == 0))


def _in_cell(mark: Mark, cell: tuple[int, int]) -> Mark:
    return replace(mark, cell=cell) if isinstance(mark, Text) else mark


def _ruling(table: SetTable, height_mm: float, *, header: bool) -> Iterator[Mark]:
    width = table.width_mm
    edges: Sequence[float] = table.edges_mm
    if table.ruling is Ruling.ROWS:
        # Lines stand between the rows of a list that are beside one another.
        step = (len(edges) - 1) // table.abreast
        edges = edges[step:-1:step]
    for x in edges:
        yield Rule(x1_mm=x, y1_mm=0, x2_mm=x, y2_mm=height_mm, width_mm=THIN_MM)
    # A row without a header above it draws its own upper line.
    if header or table.header is None:
        thick = THICK_MM if header and table.ruling is Ruling.ROWS else THIN_MM
        yield Rule(x1_mm=0, y1_mm=0, x2_mm=width, y2_mm=0, width_mm=thick)
    lower = THICK_MM * 0.7 if header and table.ruling is Ruling.ROWS else THIN_MM
    yield Rule(x1_mm=0, y1_mm=height_mm, x2_mm=width, y2_mm=height_mm, width_mm=lower)


def rows_that_fit(table: SetTable, first: int, height_mm: float) -> int:
    """Return the number after the last row that fits with the header above row ``first``."""
    left = height_mm - table.header_mm
    last = first
    while last < len(table.rows) and table.rows[last].height_mm <= left + 1e-6:
        left -= table.rows[last].height_mm
        last += 1
    return last


def place_rows(table: SetTable, first: int, last: int, *, x_mm: float, y_mm: float) -> Block:
    """Return rows ``first`` to before ``last`` under their header, as one table block."""
    marks: list[Mark] = []
    y = y_mm
    if table.header is not None:
        marks += (moved(mark, x_mm, y) for mark in row_marks(table, table.header, 0))
        y += table.header_mm
    for number, row in enumerate(table.rows[first:last], start=first + 1):
        marks += (moved(mark, x_mm, y) for mark in row_marks(table, row, number))
        y += row.height_mm
    if table.ruling is Ruling.ROWS:
        marks.append(_thick(table, x_mm, y))
    return Block(tag=Tag.TABLE, marks=tuple(marks))


def cut_row(table: SetTable, row: SetRow, most_mm: float) -> tuple[SetRow, ...]:
    """Return the row in slices no higher than ``most_mm``.

    Only a row taller than a page is cut; its label, when short, stands in every slice.
    """
    room = most_mm - 2 * PAD_Y_EM * table.kind.em_mm
    most = max(1, int(room / table.kind.pitch_mm))
    if row.lines <= most:
        return (row,)
    slices = []
    for start in range(0, row.lines, most):
        cells = tuple(
            lines if index == 0 and len(lines) <= most else lines[start : start + most]
            for index, lines in enumerate(row.cells)
        )
        slices.append(_row(cells, table.kind, 0.0))
    return tuple(slices)


def table_strips(table: SetTable, *, page_mm: float, gap_mm: float = 0.0) -> tuple[Strip, ...]:
    """Return the table as strips: one a row, the header repeated where a page begins."""
    header: tuple[Strip, ...] = ()
    if table.header is not None:
        first = _row_strip(table, table.header, 0)
        header = (replace(first, with_next=True, gap_mm=gap_mm),)
    rows = [part for row in table.rows for part in cut_row(table, row, page_mm - table.header_mm)]
    repeated = tuple(replace(strip, gap_mm=0.0) for strip in header)
    strips = [
        replace(
            _row_strip(table, row, number),
            continues=bool(header) or number > 1,
            gap_mm=gap_mm if not header and number == 1 else 0.0,
            header=repeated,
        )
        for number, row in enumerate(rows, start=1)
    ]
    if strips and table.ruling is Ruling.ROWS and header:
        last = strips[-1]
        end = _thick(table, 0.0, last.height_mm)
        strips[-1] = replace(last, marks=(*last.marks, end))
    return (*header, *strips)


def _thick(table: SetTable, x_mm: float, y_mm: float) -> Rule:
    """Return the line that ends a table."""
    right = x_mm + table.width_mm
    return Rule(x1_mm=x_mm, y1_mm=y_mm, x2_mm=right, y2_mm=y_mm, width_mm=THICK_MM)


def _row_strip(table: SetTable, row: SetRow, number: int) -> Strip:
    return Strip(height_mm=row.height_mm, marks=row_marks(table, row, number), tag=Tag.TABLE)
