"""The card with which villagers mark the township's openness (评议卡): four on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.handouts.imposed import copies_at_mm, cut_apart
from kit.compose.layouts.layout import SHEET_MM
from kit.compose.paper.flow import Flow, FlowStyle, Heading, Panel, middle, ragged
from kit.compose.paper.page import Document, Page, Rule, Tag
from kit.compose.paper.strip import TICK_BOX, Strip, Type, stacked
from kit.errors import LayoutError
from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.sheet_context import SheetContext

TITLE = "政务公开评议卡"
NUMBER_PT = 11.0
_EDGE_MM = 8.0
_NUMBER_MM = (12.0, 4.5)
"""From the right upper corner inside the edge: beside the title."""
_LINE_MM = 8.5
_LINES = 3
_BODY = Type(size_pt=12.0, leading=1.3)
_STYLE = FlowStyle(
    body=_BODY,
    cells=_BODY,
    headings=(Type(size_pt=20.0, leading=1.2, weight=900),),
    gap_em=0.2,
    heading_gap_em=0.4,
)


def compose_survey_card(
    questions: Sequence[str], answers: Sequence[str], context: SheetContext
) -> Document:
    """Return one side of A4 with the cards to be cut apart.

    Raises:
        LayoutError: A question has signs that cannot be printed, or they do not fit the card.
    """
    width_mm, height_mm = SHEET_MM[Paper.A6]
    flow = Flow(
        style=_STYLE,
        metrics=context.metrics,
        width_mm=width_mm - 2 * _EDGE_MM,
        page_mm=height_mm - 2 * _EDGE_MM,
    )
    pages = flow.pages(list(_elements(questions, answers, context, flow.width_mm)))
    if len(pages) > 1:
        raise LayoutError("评议卡放不下。", "请少问一题，或把问题写短。")
    card = Page(
        width_mm=width_mm,
        height_mm=height_mm,
        blocks=tuple(stacked(pages[0], x_mm=_EDGE_MM, y_mm=_EDGE_MM)),
        stamp=context.stamp,
    )
    return Document(title=TITLE, pages=cut_apart((card,)))


def numbers_at_mm() -> tuple[tuple[float, float], ...]:
    """Return where the number of each card begins on the sheet of A4."""
    width_mm, height_mm = SHEET_MM[Paper.A6]
    from_right_mm, down_mm = _NUMBER_MM
    x_mm = width_mm - _EDGE_MM - from_right_mm
    return tuple(
        (left + x_mm, top + _EDGE_MM + down_mm) for left, top in copies_at_mm(width_mm, height_mm)
    )


def _elements(
    questions: Sequence[str], answers: Sequence[str], context: SheetContext, width_mm: float
) -> Iterator[Element]:
    stamp = f"（{context.stamp}）" if context.stamp else ""
    yield Heading(text=TITLE, level=1)
    yield middle(f"{context.township.government}{stamp}　不用写姓名")
    boxes = "  ".join(f"{TICK_BOX}{answer}" for answer in answers)
    for number, question in enumerate(questions, 1):
        yield ragged(f"{number}. {question}", bold=True, gap_em=0.8)
        yield ragged(boxes)
    yield ragged("还想说的：", bold=True, gap_em=0.5)
    rules = tuple(
        Rule(x1_mm=0.0, y1_mm=y_mm, x2_mm=width_mm, y2_mm=y_mm, width_mm=0.3)
        for y_mm in (_LINE_MM * number for number in range(1, _LINES + 1))
    )
    yield Panel(strips=(Strip(height_mm=_LINES * _LINE_MM, marks=rules, tag=Tag.ARTIFACT),))
    yield ragged("写好投进意见箱，或交给摊位、村委会。", gap_em=0.6)
