"""The large facts: the black band with the last day, the amounts, and the rows below."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.compose.paper.frames import width_em
from kit.compose.paper.page import Block, Ink, Rule, Tag, reported
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import Panel, beside, size_at, stacked
from kit.compose.posters.parts import display
from kit.compose.posters.space import base_mm, ink_mm, line_panel, on_black, text_panel
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.fact_words import Band, Row
    from kit.compose.paper.page import Mark
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Amount
    from kit.text.typeset.linebreak import Line

# More amounts than this are listed one below the other.
_MOST_SIDE_BY_SIDE = 2
_BOLD = 900
# A row of more lines reads as a paragraph, and every way to break it would be tried.
_MOST_AT_SENSE = 6
# Space between a label and the words beside it.
_LABEL_GAP_EM = 0.55
_ROW_GAP_EM = 0.3
# A quarter em between Han and digits, right for a book, is a hole in type this large.
_HAN_LATIN_EM = 0.125


def band_part(space: PartSpace, band: Band, share: float) -> Panel:
    """Return the black band: the last day white on black, weekday and lunar date above it."""
    pad_mm = 5.5 * space.unit
    inside = space.narrower(2 * pad_mm)
    label = _label(inside, band.label, share, ink=Ink.WHITE)
    if band.is_date:
        words = _centred_line(inside, band.text, "date", share, ink=Ink.WHITE)
    else:
        words = display(inside, band.text, "lead", share, field="时间", ink=Ink.WHITE)
    panel = on_black(space, [label, words], pad_mm=pad_mm, gap_mm=4.5 * space.unit)
    return replace(panel, frames=(*words.frames, *label.frames))


def _label(space: PartSpace, text: str, share: float, *, ink: Ink = Ink.BLACK) -> Panel:
    """Return a label centred, on a second line what would make it too small to read."""
    style = space.style("label")
    smallest_mm = space.wide_mm(text, style.fit.smallest_pt, style.weight)
    first, gap, rest = text.partition("　")
    if smallest_mm <= space.width_mm or not gap:
        return _centred_line(space, text, "label", share, ink=ink)
    lines = [_centred_line(space, part, "label", share, ink=ink) for part in (first, rest)]
    return stacked(lines, gap_mm=2.5 * space.unit)


def _centred_line(space: PartSpace, text: str, name: str, share: float, *, ink: Ink) -> Panel:
    """Return a text centred on one line, without space between Han and digits."""
    largest_pt = size_at(space.style(name), share)
    return line_panel(space, text, name, largest_pt=largest_pt, centred=True, ink=ink)


def amounts_part(space: PartSpace, amounts: Sequence[Amount], share: float) -> Panel:
    """Return the amounts: one large, two side by side, more below one another."""
    if len(amounts) == 1:
        return _one_amount(space, amounts[0], "figure", share)
    if len(amounts) <= _MOST_SIDE_BY_SIDE and all(amount.figure for amount in amounts):
        return _side_by_side(space, amounts, share)
    panels = [_one_amount(space, amount, "pair", share) for amount in amounts]
    return stacked(panels, gap_mm=4 * space.unit)


def _one_amount(space: PartSpace, amount: Amount, style: str, share: float) -> Panel:
    """Return 每人 400元 on one line, the condition that follows it below."""
    if not amount.figure:
        return display(space, amount.written, "words", share, field="金额")
    panels = [_figure_line(space, amount.label, amount.figure, style, share)]
    if amount.condition:
        panels.append(_label(space, amount.condition, share))
    return stacked(panels, gap_mm=4 * space.unit)


def _figure_line(space: PartSpace, label: str, figure: str, style_name: str, share: float) -> Panel:
    """Return the label and the figure on one base line; a long label goes above the figure."""
    style, label_style = space.style(style_name), space.style("label")
    figure_em = width_em(figure, style.weight, space.metrics)
    size_pt = size_at(style, share)
    label_pt = min(label_style.fit.largest_pt * 1.5, size_pt * 0.4)
    label_mm = space.wide_mm(label, label_pt, label_style.weight)
    gap_mm = 0.25 * label_pt * MM_PER_PT if label else 0.0
    figure_mm = figure_em * size_pt * MM_PER_PT
    if label and label_mm + gap_mm + figure_mm > space.width_mm:
        above = _label(space, label, share)
        below = _figure_line(space, "", figure, style_name, share)
        return stacked([above, below], gap_mm=3 * space.unit)
    if figure_mm > space.width_mm:
        size_pt = int(space.width_mm / (figure_em * MM_PER_PT) * 2) / 2
        figure_mm = figure_em * size_pt * MM_PER_PT
    left = (space.width_mm - label_mm - gap_mm - figure_mm) / 2
    y = base_mm(size_pt)
    marks = [space.line(figure, size_pt, style.weight, x_mm=left + label_mm + gap_mm)]
    if label:
        marks.insert(0, space.line(label, label_pt, label_style.weight, x_mm=left, y_mm=y))
    return text_panel("amount", size_pt, marks)


def _side_by_side(space: PartSpace, amounts: Sequence[Amount], share: float) -> Panel:
    """Return two amounts in two columns with a line between them, labels above the figures."""
    column_mm = space.width_mm / len(amounts)
    inside = replace(space, width_mm=column_mm - 8 * space.unit)
    columns = [_amount_column(inside, amount, share) for amount in amounts]
    lefts = [index * column_mm + 4 * space.unit for index in range(len(columns))]
    panel = beside(columns, *lefts)
    x, width_mm = column_mm, 0.7 * space.unit
    line = Rule(x1_mm=x, y1_mm=0, x2_mm=x, y2_mm=panel.height_mm, width_mm=width_mm)
    blocks = (*panel.blocks, Block(tag=Tag.ARTIFACT, marks=(line,)))
    return replace(panel, blocks=blocks)


def _amount_column(space: PartSpace, amount: Amount, share: float) -> Panel:
    panels = []
    if amount.label:
        panels.append(_label(space, amount.label, share))
    panels.append(_figure_line(space, "", amount.figure, "pair", share))
    if amount.condition:
        panels.append(_label(space, amount.condition, share))
    return stacked(panels, gap_mm=4 * space.unit)


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
