"""An official paper on A4: running text, and tables of merged cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Heading, Paragraph, Run
from kit.compose.paper.flow import Panel as Drawn
from kit.compose.paper.form import FormPaper, Running, compose_flow, form_style
from kit.compose.paper.page import Box, Ink, Tag
from kit.compose.paper.strip import Strip, Type, line_marks
from kit.duty.official import PaperHeading, PaperTitle, SpanTable
from kit.duty.report_tables import OPEN
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document, Mark
    from kit.duty.official import PaperBlock, SpanCell
    from kit.text.typeset.linebreak import Line
    from kit.text.typeset.metrics import Metrics

_SHEET = FormPaper(left_mm=24.0, right_mm=22.0, top_mm=16.0, bottom_mm=16.0)
_SIZE_PT = 14.0
_CELLS = Type(size_pt=9.0, leading=1.25)
_HEADS = Type(size_pt=9.0, leading=1.25, weight=700)
_FORM_PT = 12.0
_PAD_MM, _SIDE_MM = 1.1, 0.8
_RULE_MM = 0.25


def compose_official(title: str, blocks: Sequence[PaperBlock], metrics: Metrics) -> Document:
    """Return a paper over as many sheets as it needs; a table is never cut.

    Raises:
        LayoutError: A text has signs that cannot be printed.
    """
    elements = [part for block in blocks for part in _elements(block, metrics)]
    return compose_flow(
        elements,
        metrics,
        style=form_style(_SIZE_PT),
        running=Running(title=title),
        sheet=_SHEET,
    )


def _elements(block: PaperBlock, metrics: Metrics) -> Iterator[Element]:
    if isinstance(block, SpanTable):
        yield Drawn(strips=(_Setter(block, metrics).strip(),))
    elif isinstance(block, PaperTitle):
        yield Heading(text=printable(block.text, "标题"), level=1)
    elif isinstance(block, PaperHeading):
        yield Heading(text=block.text, level=1 + block.level)
    else:
        runs = (Run(printable(block.text, "正文")),)
        indent_em = 0.0 if block.signs or block.is_address else 2.0
        gap_em = 2.5 if block.is_apart else None
        yield Paragraph(runs=runs, flush_right=block.signs, indent_em=indent_em, gap_em=gap_em)


@dataclass(frozen=True, slots=True)
class _Setter:
    """A table with the lines of its cells set, as high as they need."""

    table: SpanTable
    metrics: Metrics

    def strip(self) -> Strip:
        """Return the table as one strip: no page break parts what adds up."""
        set_cells = [(cell, self._lines(cell)) for cell in self.table.cells]
        heights_mm = self._heights(set_cells)
        tops_mm = [sum(heights_mm[:row]) for row in range(self.table.rows + 1)]
        marks: list[Mark] = []
        for cell, lines in sorted(set_cells, key=lambda one: (one[0].top, one[0].left)):
            left_mm, width_mm = self._across(cell)
            top_mm = tops_mm[cell.top]
            height_mm = tops_mm[cell.top + cell.rows] - top_mm
            marks.append(
                Box(
                    x_mm=left_mm,
                    y_mm=top_mm,
                    width_mm=width_mm,
                    height_mm=height_mm,
                    stroke=Ink.BLACK,
                    stroke_mm=_RULE_MM,
                )
            )
            kind = self._kind(cell)
            first_mm = top_mm + (height_mm - len(lines) * kind.pitch_mm) / 2
            for number, line in enumerate(lines):
                spare_mm = width_mm - line.width_em * kind.em_mm
                x_mm = left_mm + (_SIDE_MM if cell.at_left else spare_mm / 2)
                base_mm = first_mm + number * kind.pitch_mm + kind.base_mm
                place = (cell.top, cell.left)
                marks += line_marks(line, kind, x_mm=x_mm, baseline_mm=base_mm, cell=place)
        return Strip(height_mm=tops_mm[-1], marks=tuple(marks), tag=Tag.TABLE, gap_mm=2.0)

    def _lines(self, cell: SpanCell) -> Sequence[Line]:
        kind = self._kind(cell)
        measure = (self._across(cell)[1] - 2 * _SIDE_MM) / kind.em_mm
        spans = (Span(printable(cell.text, "表格"), weight=kind.weight),)
        return set_paragraph(spans, self.metrics, measure_em=measure, align=Align.LEFT)

    def _kind(self, cell: SpanCell) -> Type:
        """Return the type of a cell; what is open stays on one line, however narrow it is.

        Else a table with nothing filled in would be higher than a page.
        """
        if cell.is_head or cell.text != OPEN:
            kind = _HEADS if cell.is_head else _CELLS
            return replace(kind, size_pt=_FORM_PT) if self.table.is_form else kind
        room_pt = (self._across(cell)[1] - 2 * _SIDE_MM) / MM_PER_PT / (len(OPEN) + 0.01)
        return replace(_CELLS, size_pt=min(_CELLS.size_pt, room_pt))

    def _across(self, cell: SpanCell) -> tuple[float, float]:
        """Return where a cell begins, and how wide it is; the table stands in the middle."""
        widths_mm = self.table.widths_mm
        scale = min(1.0, _SHEET.text_width_mm / sum(widths_mm))
        start_mm = (_SHEET.text_width_mm - scale * sum(widths_mm)) / 2
        left_mm = start_mm + scale * sum(widths_mm[: cell.left])
        return left_mm, scale * sum(widths_mm[cell.left : cell.left + cell.columns])

    def _heights(self, set_cells: Sequence[tuple[SpanCell, Sequence[Line]]]) -> list[float]:
        least_mm = max(_CELLS.pitch_mm + 2 * _PAD_MM, self.table.least_row_mm)
        heights_mm = [least_mm] * self.table.rows
        for cell, lines in sorted(set_cells, key=lambda one: one[0].rows):
            needed_mm = len(lines) * self._kind(cell).pitch_mm + 2 * _PAD_MM
            there_mm = sum(heights_mm[cell.top : cell.top + cell.rows])
            if needed_mm > there_mm:
                heights_mm[cell.top + cell.rows - 1] += needed_mm - there_mm
        return heights_mm
