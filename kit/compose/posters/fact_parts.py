"""Rows of labels and words, set at many sizes while a sheet is fitted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.compose.paper.frames import width_em
from kit.compose.paper.page import Block, Tag, reported
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import Panel
from kit.compose.posters.space import base_mm, ink_mm
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from kit.compose.fact_words import Row
    from kit.compose.paper.page import Mark
    from kit.compose.posters.space import PartSpace
    from kit.text.typeset.linebreak import Line

_BOLD = 900
# A row of more lines reads as a paragraph, and every way to break it would be tried.
_MOST_AT_SENSE = 6
# Space between a label and the words beside it.
_LABEL_GAP_EM = 0.55
_ROW_GAP_EM = 0.3
# A quarter em between Han and digits, right for a book, is a hole in type this large.
_HAN_LATIN_EM = 0.125


@dataclass
class RowSetter:
    """Sets the rows at many sizes while a poster is fitted; remembers what it has set."""

    space: PartSpace
    rows: tuple[Row, ...]
    beside: bool = True
    """Labels in a column of their own; else each runs into its text, which saves width."""
    _made: dict[tuple[int, float], tuple[Line, ...]] = field(default_factory=dict)

    @property
    def label_em(self) -> float:
        """Width of the label column."""
        if not self.beside:
            return 0.0
        widest = max(width_em(row.label, _BOLD, self.space.metrics) for row in self.rows)
        return widest + _LABEL_GAP_EM

    def lines(self, index: int, size_pt: float) -> tuple[Line, ...]:
        """Return the lines of a row's text."""
        key = (index, size_pt)
        if key not in self._made:
            self._made[key] = self._set(self.rows[index], size_pt)
        return self._made[key]

    def _set(self, row: Row, size_pt: float) -> tuple[Line, ...]:
        weight = self.space.style("rows").weight
        spans = [Span(row.text, weight)]
        if not self.beside:
            spans.insert(0, Span(row.label + "　", _BOLD))
        measure_em = self.space.width_mm / (size_pt * MM_PER_PT) - self.label_em
        return set_paragraph(
            spans,
            self.space.metrics,
            measure_em=measure_em,
            align=Align.LEFT,
            han_latin_em=_HAN_LATIN_EM,
        )

    def _at_sense(self, index: int, size_pt: float) -> tuple[Line, ...]:
        """Return a row's lines, broken between words where that takes no more of them."""
        row, lines = self.rows[index], self.lines(index, size_pt)
        if not 1 < len(lines) <= _MOST_AT_SENSE or not self.beside:
            return lines
        measure_em = self.space.width_mm / (size_pt * MM_PER_PT) - self.label_em
        try:
            fitted = fit_title(
                row.text,
                self.space.metrics,
                width_mm=measure_em * size_pt * MM_PER_PT,
                height_mm=self.space.layout.height_mm,
                largest_pt=size_pt,
                smallest_pt=size_pt,
                most_lines=len(lines),
                weight=self.space.style("rows").weight,
                leading=self.space.style("rows").leading,
                align=Align.LEFT,
            )
        except LayoutError:
            return lines
        return fitted.lines

    def part(self, first: int, last: int, size_pt: float) -> RowsPart:
        """Return rows ``first`` to before ``last`` as a part of one size; its gaps grow."""
        style = self.space.style("rows")
        em_mm = size_pt * MM_PER_PT
        lines = sum(len(self.lines(index, size_pt)) - 1 for index in range(first, last))
        ink = lines * style.leading * em_mm + (last - first) * ink_mm(size_pt)
        return RowsPart(setter=self, first=first, last=last, size_pt=size_pt, ink_mm=ink)

    def gap_mm(self, size_pt: float, share: float) -> float:
        """Return the space between two rows."""
        return (_ROW_GAP_EM + 0.56 * share) * size_pt * MM_PER_PT

    def panel(self, first: int, last: int, size_pt: float, share: float) -> Panel:
        """Return rows ``first`` to before ``last``, a thin line between each two."""
        blocks: list[Block] = []
        y = 0.0
        gap_mm = self.gap_mm(size_pt, share)
        for index in range(first, last):
            if index > first:
                blocks.append(self.space.rule(0.3, y - gap_mm / 2))
            marks, height = self._row(index, size_pt, y)
            blocks.append(Block(tag=Tag.PARAGRAPH, marks=marks))
            y += height + gap_mm
        return Panel(
            height_mm=max(0.0, y - gap_mm),
            blocks=tuple(blocks),
            frames=(reported("rows", size_pt),),
        )

    def _row(self, index: int, size_pt: float, y_mm: float) -> tuple[tuple[Mark, ...], float]:
        style = self.space.style("rows")
        em_mm = size_pt * MM_PER_PT
        kind = Type(size_pt=size_pt, leading=style.leading)
        marks: list[Mark] = []
        if self.beside:
            label, base = self.rows[index].label, y_mm + base_mm(size_pt)
            marks.append(self.space.line(label, size_pt, _BOLD, y_mm=base))
        lines = self._at_sense(index, size_pt)
        for number, line in enumerate(lines):
            baseline = y_mm + base_mm(size_pt) + number * style.leading * em_mm
            left = self.label_em * em_mm
            marks += line_marks(line, kind, x_mm=left, baseline_mm=baseline)
        height = ink_mm(size_pt) + (len(lines) - 1) * style.leading * em_mm
        return tuple(marks), height


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPart:
    """Some rows at one size, measured once for all the gaps that are tried."""

    setter: RowSetter
    first: int
    last: int
    size_pt: float
    ink_mm: float

    def height_mm(self, share: float, /) -> float:
        """Return the height of the panel at this share."""
        gaps = max(0, self.last - self.first - 1)
        return self.ink_mm + gaps * self.setter.gap_mm(self.size_pt, share)

    def __call__(self, share: float, /) -> Panel:
        """Return the rows, the space between them at this share of its growth."""
        return self.setter.panel(self.first, self.last, self.size_pt, share)
