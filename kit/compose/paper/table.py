"""Tables: cells wrapped and aligned, rows kept whole, the header on every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from kit.compose.paper.cells import CellSetter
from kit.compose.paper.grid import PATIENCES, abreast, share_width, turned
from kit.compose.paper.page import Rule, Tag
from kit.compose.paper.strip import Strip, line_marks, tick_box
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.cells import Cells
    from kit.compose.paper.grid import Grid, Patience
    from kit.compose.paper.page import Mark
    from kit.compose.paper.strip import Type
    from kit.text.typeset.metrics import Metrics

# Air above and below the words of a cell, in em of the table's type.
PAD_Y_EM = 0.22
_LOW_PAD_EM = 0.18
THICK_MM = 0.5
THIN_MM = 0.2
# More rows than this would be too many columns when the table is turned on its side.
_MOST_TURNED_ROWS = 4
# A list that fills more than a sheet at a poster's type.
_LONG_LIST = 30
_MOST_ABREAST = 4


class Ruling(StrEnum):
    """Which lines a table shows."""

    ROWS = "rows"
    """Between the rows only: quiet, for notices."""
    GRID = "grid"
    """Round every cell: for forms to write in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow:
    """A row: for every cell its lines, placed across but not yet down the page."""

    cells: Cells
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
    head: Type
    """Of the headings."""
    ruling: Ruling
    pad_y_em: float = PAD_Y_EM
    abreast: int = 1
    """How many rows of a list stand beside one another."""
    sums: frozenset[int] = frozenset()
    """Which rows sum up others, the first being 0."""

    @property
    def width_mm(self) -> float:
        """Width of the whole table."""
        return self.edges_mm[-1]

    @property
    def header_mm(self) -> float:
        """Height of the header, 0 without one."""
        return self.header.height_mm if self.header else 0.0


def set_wide(
    grid: Grid, metrics: Metrics, kind: Type, *, width_mm: float, ruling: Ruling
) -> SetTable:
    """Return the grid, turned on its side where it has many columns and few rows.

    A long list of narrow rows has several of them beside one another: five hundred names one
    below the other are twenty sheets of white paper.

    Raises:
        LayoutError: Its columns do not fit side by side, not even when turned.
    """
    setter = CellSetter(grid, metrics, weight=kind.weight, bold=kind.bold)
    count = _abreast(setter, kind, width_mm)
    if count > 1:
        setter = setter.of(abreast(grid, count))
    return set_or_turned(setter, kind, width_mm=width_mm, ruling=ruling)


def set_or_turned(setter: CellSetter, kind: Type, *, width_mm: float, ruling: Ruling) -> SetTable:
    """Return the table, turned on its side where it has many columns and few rows.

    Raises:
        LayoutError: Its columns do not fit side by side, not even when turned.
    """
    try:
        return set_cells(setter, kind, width_mm=width_mm, ruling=ruling)
    except LayoutError:
        if len(setter.grid.rows) > _MOST_TURNED_ROWS:
            raise
        return set_cells(setter.of(turned(setter.grid)), kind, width_mm=width_mm, ruling=ruling)


def _abreast(setter: CellSetter, kind: Type, width_mm: float) -> int:
    """Return how many rows of a long list fit beside one another with no cell broken."""
    grid = setter.grid
    if not grid.is_list or len(grid.rows) < _LONG_LIST:
        return 1
    natural_mm = sum(need.natural for need in setter.needs(PATIENCES[0])) * kind.em_mm
    return max(1, min(_MOST_ABREAST, int(width_mm / natural_mm)))


def set_cells(
    setter: CellSetter,
    kind: Type,
    *,
    width_mm: float,
    ruling: Ruling,
    patiences: Sequence[Patience] = PATIENCES,
) -> SetTable:
    """Return the table set to ``width_mm``, its columns as narrow as ``patiences`` allow.

    Raises:
        LayoutError: Its columns do not fit side by side.
    """
    grid = setter.grid
    widths = _column_widths(setter, patiences, width_mm=width_mm, em_mm=kind.em_mm)
    edges = tuple(accumulate(widths, initial=0.0))
    places = tuple(zip(edges, widths, strict=False))
    head = replace(kind, size_pt=kind.size_pt * grid.head_scale)
    header = _row(setter.head(places, head.em_mm), head, PAD_Y_EM)
    rows = (setter.row(n, places, kind.em_mm) for n in range(len(grid.rows)))
    return SetTable(
        edges_mm=edges,
        header=header if grid.header else None,
        rows=tuple(_row(cells, kind, PAD_Y_EM, grid.least_row_mm) for cells in rows),
        kind=kind,
        head=head,
        ruling=ruling,
        abreast=grid.abreast,
        sums=grid.sums,
    )


def _column_widths(
    setter: CellSetter, patiences: Sequence[Patience], *, width_mm: float, em_mm: float
) -> tuple[float, ...]:
    """Return the widths in millimetres; a column that names its width gets just that.

    Headings and words are broken only in need.
    """
    named = [column.width_mm for column in setter.grid.columns]
    room_em = (width_mm - sum(width or 0.0 for width in named)) / em_mm
    for patience in patiences:
        asked = zip(named, setter.needs(patience), strict=True)
        needs = [need for width, need in asked if width is None]
        if sum(need.least for need in needs) <= room_em:
            break
    shared = iter(share_width(needs, room_em))
    return tuple(next(shared) * em_mm if width is None else width for width in named)


def _row(cells: Cells, kind: Type, pad_y_em: float, least_mm: float = 0.0) -> SetRow:
    most = max((len(lines) for lines in cells), default=1)
    height = most * kind.pitch_mm + 2 * pad_y_em * kind.em_mm
    return SetRow(cells=cells, height_mm=max(height, least_mm))


def padded(table: SetTable, pad_y_em: float) -> SetTable:
    """Return the table with other air above and below the words of its rows, headings low."""
    rows = tuple(_row(row.cells, table.kind, pad_y_em) for row in table.rows)
    header = _row(table.header.cells, table.head, _LOW_PAD_EM) if table.header else None
    return replace(table, header=header, rows=rows, pad_y_em=pad_y_em)


def row_words(
    row: SetRow, kind: Type, number: int, *, x_mm: float = 0.0, y_mm: float = 0.0
) -> Iterator[Mark]:
    """Yield a row's words, its top left corner being at ``x_mm`` and ``y_mm``.

    ``number`` is 0 for the header; it tells who reads by ear which words are one cell.
    """
    for column, lines in enumerate(row.cells):
        base = y_mm + (row.height_mm - len(lines) * kind.pitch_mm) / 2 + kind.base_mm
        for place, line in enumerate(lines):
            own = kind if line.scale == 1.0 else replace(kind, size_pt=kind.size_pt * line.scale)
            y = base + place * kind.pitch_mm
            if line.box_mm is not None:
                yield tick_box(x_mm + line.box_mm, y, own.em_mm)
            left = x_mm + line.left_mm
            yield from line_marks(line.line, own, x_mm=left, baseline_mm=y, cell=(number, column))


def row_marks(table: SetTable, row: SetRow, number: int) -> tuple[Mark, ...]:
    """Return a row's words and lines, counted from its top left corner.

    ``number`` is 0 for the header; it tells who reads by ear which words are one cell.
    """
    kind = table.kind if number else table.head
    return (*row_words(row, kind, number), *_ruling(table, row.height_mm, number))


def _ruling(table: SetTable, height_mm: float, number: int) -> Iterator[Mark]:
    width = table.width_mm
    edges: Sequence[float] = table.edges_mm
    header, quiet = number == 0, table.ruling is Ruling.ROWS
    if quiet:
        # Lines stand between the rows of a list that are beside one another.
        step = (len(edges) - 1) // table.abreast
        edges = edges[step:-1:step]
    for x in edges:
        yield Rule(x1_mm=x, y1_mm=0, x2_mm=x, y2_mm=height_mm, width_mm=THIN_MM)
    # A row without a header above it draws its own upper line, and a sum a thick one.
    summed = number - 1 in table.sums
    if header or table.header is None or summed:
        thick = THICK_MM if (header and quiet) or summed else THIN_MM
        yield Rule(x1_mm=0, y1_mm=0, x2_mm=width, y2_mm=0, width_mm=thick)
    lower = THICK_MM * 0.7 if header and quiet else THIN_MM
    yield Rule(x1_mm=0, y1_mm=height_mm, x2_mm=width, y2_mm=height_mm, width_mm=lower)


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
        slices.append(_row(cells, table.kind, PAD_Y_EM))
    return tuple(slices)


def table_strips(table: SetTable, *, page_mm: float, gap_mm: float = 0.0) -> tuple[Strip, ...]:
    """Return the table as strips: one a row, the header repeated where a page begins.

    A sum stands on the page of the row above it, and no row alone below the header.
    """
    header: tuple[Strip, ...] = ()
    if table.header is not None:
        first = _row_strip(table, table.header, 0)
        header = (replace(first, with_next=True, gap_mm=gap_mm),)
    rows = [
        (part, number)
        for number, row in enumerate(table.rows, start=1)
        for part in cut_row(table, row, page_mm - table.header_mm)
    ]
    repeated = tuple(replace(strip, gap_mm=0.0) for strip in header)
    strips = [
        replace(
            _row_strip(table, row, number),
            continues=bool(header) or place > 0,
            gap_mm=gap_mm if not header and place == 0 else 0.0,
            header=repeated,
            # The next row's place, counted from 0, is this one's counted from 1.
            with_next=number in table.sums,
        )
        for place, (row, number) in enumerate(rows)
    ]
    if strips and table.ruling is Ruling.ROWS and header:
        last = strips[-1]
        right, y = table.width_mm, last.height_mm
        end = Rule(x1_mm=0.0, y1_mm=y, x2_mm=right, y2_mm=y, width_mm=THICK_MM)
        strips[-1] = replace(last, marks=(*last.marks, end))
    return (*header, *strips)


def _row_strip(table: SetTable, row: SetRow, number: int) -> Strip:
    return Strip(height_mm=row.height_mm, marks=row_marks(table, row, number), tag=Tag.TABLE)
