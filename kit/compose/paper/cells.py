"""Cells of a table: measured once, broken where their column is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.grid import (
    CellAlign,
    Need,
    is_number,
    is_whole,
    least_width,
)
from kit.compose.paper.strip import TICK_BOX, line_marks, tick_box
from kit.text.typeset.linebreak import Align, Line, Span, measure, set_measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.grid import (
        Grid,
        GridColumn,
        Patience,
    )
    from kit.compose.paper.page import Mark
    from kit.compose.paper.strip import Type
    from kit.text.typeset.linebreak import Measured
    from kit.text.typeset.metrics import Metrics

# Air beside the words of a cell, in em of the table's type.
PAD_X_EM = 0.6
# From the edge of a box to tick to the words beside it.
_TICK_EM = 1.25
# A measure nothing short reaches: tells how wide a cell is on one line.
_ONE_LINE_EM = 4000.0


class CellSetter:
    """Sets the cells of one table; remembers each different text, for most repeat."""

    def __init__(self, metrics: Metrics, kind: Type, *, han_latin_em: float) -> None:
        self._metrics = metrics
        self._kind = kind
        self._han_latin_em = han_latin_em
        self._single: dict[tuple[str, int], Line] = {}
        self._measured: dict[tuple[str, int], Measured] = {}

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
            measured = measure(spans, self._metrics, han_latin_em=self._han_latin_em)
            self._measured[text, weight] = measured
        return set_measured(measured, measure_em=measure_em, align=Align.LEFT)

    def weight(self, column: GridColumn) -> int:
        """Return the weight of a column's cells."""
        return self._kind.bold if column.bold else self._kind.weight

    def tail_em(self, cell: str, weight: int) -> float:
        """Return the width from a figure's decimal point on."""
        whole, _, _ = cell.partition(".")
        return sum(self._metrics.advance_em(c, weight) for c in cell[len(whole) :])

    def longest_tail_em(self, grid: Grid, index: int) -> float:
        """Return the room a column needs from the decimal point on."""
        if grid.columns[index].align is not CellAlign.POINT:
            return 0.0
        weight = self.weight(grid.columns[index])
        figures = (row[index] for row in grid.rows if is_number(row[index]))
        return max((self.tail_em(cell, weight) for cell in figures), default=0.0)

    def need(self, grid: Grid, index: int, patience: Patience) -> Need:
        """Return what a column asks for, its air included."""
        column = grid.columns[index]
        weight = self.weight(column)
        least, natural = [0.0], [0.0]
        tail = self.longest_tail_em(grid, index)
        for cell in {row[index] for row in grid.rows}:
            if column.align in (CellAlign.END, CellAlign.POINT) and is_number(cell):
                width = self.single(cell, weight).width_em
                # Figures are never broken, and all of them hang on one decimal point.
                width += max(0.0, tail - self.tail_em(cell, weight))
                least.append(width)
                natural.append(width)
            else:
                least.append(self._least_em(cell, weight, patience.words, patience))
                natural.append(self._natural_em(cell, weight))
        if grid.header:
            least.append(self._least_em(column.name, self._kind.bold, patience.heading, patience))
            natural.append(self._natural_em(column.name, self._kind.bold))
        return Need(
            least=max(least) + 2 * PAD_X_EM,
            natural=max(natural) + 2 * PAD_X_EM,
            grows=column.grows,
        )

    def _natural_em(self, text: str, weight: int) -> float:
        return max(self.single(part, weight).width_em for part in text.split("\n"))

    def _least_em(self, text: str, weight: int, floor_em: float, patience: Patience) -> float:
        return max(
            self._least_of_line(part, weight, floor_em, patience) for part in text.split("\n")
        )

    def _least_of_line(self, text: str, weight: int, floor_em: float, patience: Patience) -> float:
        whole = self.single(text, weight).width_em
        if is_whole(text):
            return whole
        least = least_width(
            text,
            (self._metrics.advance_em(c, weight) for c in text),
            floor_em=floor_em,
            unbroken_em=patience.unbroken,
        )
        return min(whole, least)

    def lines(
        self, text: str, column: GridColumn, *, left_mm: float, width_mm: float, tail_em: float
    ) -> tuple[tuple[Mark, ...], ...]:
        """Return the marks of a cell's lines, each from the top of its own line.

        ``tail_em`` is the room its column keeps from the decimal point on.
        """
        em = self._kind.em_mm
        weight = self.weight(column)
        room = width_mm / em - 2 * PAD_X_EM
        hanging = tail_em - self.tail_em(text, weight) if tail_em and is_number(text) else 0.0
        left_mm += PAD_X_EM * em
        lines: list[tuple[Mark, ...]] = []
        for part in text.split("\n"):
            if part.startswith(TICK_BOX):
                lines += self._ticked(part[1:], weight, left_mm=left_mm, room_em=room)
                continue
            for line in self._fitting(part, weight, room):
                x_mm = left_mm + em * _shift_em(column, room, line, hanging)
                lines.append(self._marks(line, x_mm))
        return tuple(lines)

    def _fitting(self, text: str, weight: int, room_em: float) -> tuple[Line, ...]:
        whole = self.single(text, weight)
        fits = whole.width_em <= room_em + 1e-6
        return (whole,) if fits else self._broken(text, weight, room_em)

    def _ticked(
        self, text: str, weight: int, *, left_mm: float, room_em: float
    ) -> list[tuple[Mark, ...]]:
        """Return a point of a checklist: a box to tick, its words hanging beside it."""
        em = self._kind.em_mm
        lines = self._fitting(text.strip(), weight, room_em - _TICK_EM)
        marks = [self._marks(line, left_mm + _TICK_EM * em) for line in lines]
        return [(tick_box(left_mm, self._kind.base_mm, em), *marks[0]), *marks[1:]]

    def _marks(self, line: Line, x_mm: float) -> tuple[Mark, ...]:
        return line_marks(line, self._kind, x_mm=x_mm, baseline_mm=self._kind.base_mm)


def _shift_em(column: GridColumn, room_em: float, line: Line, hanging_em: float) -> float:
    """Return how far the line stands from its cell's left edge."""
    spare = max(0.0, room_em - line.width_em)
    if column.align is CellAlign.START:
        return 0.0
    return spare / 2 if column.align is CellAlign.CENTRE else max(0.0, spare - hanging_em)


def column_tails(grid: Grid, setter: CellSetter) -> Sequence[float]:
    """Return for every column the room it keeps from the decimal point on."""
    return [setter.longest_tail_em(grid, index) for index in range(len(grid.columns))]
