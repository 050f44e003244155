"""Cells of a table: measured once, broken where their column is too narrow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from kit.compose.paper.grid import (
    CellAlign,
    Need,
    is_number,
    is_whole,
    least_width,
)
from kit.compose.paper.strip import TICK_BOX
from kit.text.typeset.linebreak import Align, Line, Span, measure, set_measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.grid import (
        Grid,
        GridColumn,
        Patience,
    )
    from kit.text.typeset.linebreak import Measured
    from kit.text.typeset.metrics import Metrics

# From the edge of a box to tick to the words beside it.
_TICK_EM = 1.25
# A measure nothing short reaches: tells how wide a cell is on one line.
_ONE_LINE_EM = 4000.0


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a cell: its characters, and where they begin across the table."""

    line: Line
    left_mm: float
    scale: float
    """Its size as a part of the table's."""
    box_mm: float | None = None
    """Left edge of a box to tick that stands before it."""


Cells: TypeAlias = "tuple[tuple[CellLine, ...], ...]"
"""For every cell of a row its lines."""
Places: TypeAlias = "Sequence[tuple[float, float]]"
"""Left edge and width of every column, in millimetres."""


@dataclass(frozen=True, slots=True)
class _In:
    """Where a cell's words stand, its air left out; ``row`` is None for a heading."""

    row: int | None
    column: int
    left_mm: float
    width_mm: float
    em_mm: float


class CellSetter:
    """Sets the cells of one table at any size; measures each different text once, in em."""

    def __init__(self, grid: Grid, metrics: Metrics, *, weight: int, bold: int) -> None:
        self.grid = grid
        self._metrics = metrics
        self._weight = weight
        self._bold = bold
        self._single: dict[tuple[str, int], Line] = {}
        self._measured: dict[tuple[str, int], Measured] = {}
        self._broken_at: dict[tuple[str, int, float], tuple[Line, ...]] = {}
        self._needs: dict[Patience, tuple[Need, ...]] = {}

    def of(self, grid: Grid) -> CellSetter:
        """Return a setter for the same texts in another arrangement."""
        other = CellSetter(grid, self._metrics, weight=self._weight, bold=self._bold)
        other._single, other._measured = self._single, self._measured
        return other

    def single(self, text: str, weight: int) -> Line:
        """Return the text on one line, however long."""
        key = (text, weight)
        if key not in self._single:
            self._single[key] = self._broken(text, weight, _ONE_LINE_EM)[0]
        return self._single[key]

    def _broken(self, text: str, weight: int, measure_em: float) -> tuple[Line, ...]:
        if not text.strip():
            # A blank cell, and a blank line in one, keep their height.
            return (Line(pieces=(), width_em=0.0),)
        measured = self._measured.get((text, weight))
        if measured is None:
            spans = (Span(text, weight),)
            measured = measure(spans, self._metrics, han_latin_em=self.grid.han_latin_em)
            self._measured[text, weight] = measured
        return set_measured(measured, measure_em=measure_em, align=Align.LEFT)

    def _weight_of(self, column: GridColumn, row: int | None) -> int:
        """Return the weight of a column's cell; ``row`` is None for its heading."""
        bold = row is None or column.bold or row in self.grid.sums
        return self._bold if bold else self._weight

    def _tail_em(self, cell: str, weight: int) -> float:
        """Return the width from a figure's decimal point on."""
        whole, _, _ = cell.partition(".")
        return sum(self._metrics.advance_em(c, weight) for c in cell[len(whole) :])

    @cached_property
    def _tails_em(self) -> tuple[float, ...]:
        """The room every column keeps from the decimal point on."""
        return tuple(
            max(
                (self._tail_em(cell, weight) for cell, weight in cells if is_number(cell)),
                default=0.0,
            )
            if column.align is CellAlign.POINT
            else 0.0
            for column, cells in zip(self.grid.columns, self._different, strict=True)
        )

    @cached_property
    def _different(self) -> tuple[frozenset[tuple[str, int]], ...]:
        """Every column's different cells with their weights, for most repeat."""
        return tuple(
            frozenset(
                (row[index], self._weight_of(column, number))
                for number, row in enumerate(self.grid.rows)
            )
            for index, column in enumerate(self.grid.columns)
        )

    def needs(self, patience: Patience) -> tuple[Need, ...]:
        """Return what every column asks for, its air included, in em of the table's type."""
        if patience not in self._needs:
            self._needs[patience] = tuple(
                self._need(index, patience) for index in range(len(self.grid.columns))
            )
        return self._needs[patience]

    def _need(self, index: int, patience: Patience) -> Need:
        column, tail = self.grid.columns[index], self._tails_em[index]
        least, natural = [0.0], [0.0]
        for cell, weight in self._different[index]:
            if column.align in (CellAlign.END, CellAlign.POINT) and is_number(cell):
                width = self.single(cell, weight).width_em
                # Figures are never broken, and all of them hang on one decimal point.
                width += max(0.0, tail - self._tail_em(cell, weight))
                least.append(width * column.scale)
                natural.append(width * column.scale)
            else:
                words = self._least_em(cell, weight, patience.words, patience)
                least.append(words * column.scale)
                natural.append(self._natural_em(cell, weight) * column.scale)
        if self.grid.header:
            scale = self.grid.head_scale
            parted = _parted(column.name)
            name = self._least_em(parted, self._bold, patience.heading, patience)
            least.append(name * scale)
            natural.append(self._natural_em(column.name, self._bold) * scale)
        air = 2 * self.grid.pad_x_em
        return Need(
            least=max(least) + air,
            natural=max(natural) + air,
            grows=column.grows,
            firm=column.firm,
        )

    def _natural_em(self, text: str, weight: int) -> float:
        return max(self.single(part, weight).width_em for part in text.split("\n"))

    def _least_em(self, text: str, weight: int, floor_em: float, patience: Patience) -> float:
        return max(
            self._least_of_line(part, weight, floor_em, patience) for part in text.split("\n")
        )

    def _least_of_line(self, text: str, weight: int, floor_em: float, patience: Patience) -> float:
        line = self.single(text, weight)
        if line.width_em <= floor_em or is_whole(text):
            return line.width_em
        least = least_width(line.text, _widths_of(line), floor_em=floor_em, patience=patience)
        return min(line.width_em, least)

    def head(self, places: Places, em_mm: float) -> Cells:
        """Return the lines of the headings; ``em_mm`` is that of the headings' type."""
        # Air is counted in em of the table's type, whatever the size of the words.
        pad_mm = self.grid.pad_x_em * em_mm / self.grid.head_scale
        return tuple(
            self._lines(
                self._heading(column.name, (width - 2 * pad_mm) / em_mm),
                _In(None, index, left + pad_mm, width - 2 * pad_mm, em_mm),
            )
            for index, (column, (left, width)) in enumerate(
                zip(self.grid.columns, places, strict=True)
            )
        )

    def _heading(self, name: str, room_em: float) -> str:
        """Return a heading whole, or its unit on a line of its own where it has no room."""
        fits = self.single(name, self._bold).width_em <= room_em + 1e-6
        return name if fits else _parted(name)

    def row(self, number: int, places: Places, em_mm: float) -> Cells:
        """Return the lines of every cell of a row, placed across the table."""
        pad_mm = self.grid.pad_x_em * em_mm
        return tuple(
            self._lines(cell, _In(number, index, left + pad_mm, width - 2 * pad_mm, em_mm))
            for index, (cell, (left, width)) in enumerate(
                zip(self.grid.rows[number], places, strict=True)
            )
        )

    def _lines(self, text: str, place: _In) -> tuple[CellLine, ...]:
        column = self.grid.columns[place.column]
        weight = self._weight_of(column, place.row)
        scale = 1.0 if place.row is None else column.scale
        em_mm = place.em_mm * scale
        room_em = place.width_mm / em_mm
        lines: list[CellLine] = []
        for part in text.split("\n"):
            if part.startswith(TICK_BOX):
                words = self._fitting(part[1:].strip(), weight, room_em - _TICK_EM)
                left_mm = place.left_mm + _TICK_EM * em_mm
                first = CellLine(words[0], left_mm, scale, place.left_mm)
                lines += (first, *(CellLine(line, left_mm, scale) for line in words[1:]))
                continue
            hanging_em = self._hanging_em(text, weight, place)
            for line in self._fitting(part, weight, room_em):
                spare_em = max(0.0, room_em - line.width_em)
                shift_em = _shift_em(column, spare_em, hanging_em)
                lines.append(CellLine(line, place.left_mm + em_mm * shift_em, scale))
        return tuple(lines)

    def _hanging_em(self, text: str, weight: int, place: _In) -> float:
        """Return how far a figure ends before its column does; headings hang on no point."""
        tail_em = self._tails_em[place.column] if place.row is not None else 0.0
        return tail_em - self._tail_em(text, weight) if tail_em and is_number(text) else 0.0

    def _fitting(self, text: str, weight: int, room_em: float) -> tuple[Line, ...]:
        whole = self.single(text, weight)
        if whole.width_em <= room_em + 1e-6:
            return (whole,)
        key = (text, weight, round(room_em, 6))
        if key not in self._broken_at:
            self._broken_at[key] = self._broken(text, weight, room_em)
        return self._broken_at[key]


def _parted(heading: str) -> str:
    """Return 面积（亩） on two lines, its unit below."""
    return heading.replace("（", "\n（") if not heading.startswith("（") else heading


def _widths_of(line: Line) -> list[float]:
    """Return what every character takes, with the space before the next one."""
    starts = [offset for piece in line.pieces for offset in piece.offsets_em]
    return [end - start for start, end in pairwise((*starts, line.width_em))]


def _shift_em(column: GridColumn, spare_em: float, hanging_em: float) -> float:
    """Return how far a line stands from its cell's left edge."""
    if column.align is CellAlign.START:
        return 0.0
    if column.align is CellAlign.CENTRE:
        return spare_em / 2
    return max(0.0, spare_em - hanging_em)
