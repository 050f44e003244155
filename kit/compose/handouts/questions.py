"""Questions and answers (政策简明问答): large type for the hand, with phone and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import amounts_of, sheet_title
from kit.compose.handouts.back_text import asked
from kit.compose.handouts.hand_parts import QUESTIONS_BAND, foot_panels, head_panel
from kit.compose.handouts.imposed import cut_apart
from kit.compose.paper.flow import Flow, FlowStyle, ragged
from kit.compose.paper.page import Document, reported
from kit.compose.paper.strip import Type, height_of
from kit.compose.paper.strip import stacked as stacked_strips
from kit.compose.posters.panel import stacked
from kit.compose.posters.space import PartSpace
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Page
    from kit.compose.paper.strip import Strip
    from kit.compose.posters.panel import Panel
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

KIND = QUESTIONS_BAND.word
# The title's and the date's share of their growth: the questions are what is read.
_SHARE = 0.35
_STEP_PT = 0.5


def compose_questions(item: Item, layout: Layout, context: SheetContext) -> Document:
    """Return the item's questions and answers on A4, copies to be cut apart.

    On one side where they fit it, else on both; many go on over a second leaf.

    Raises:
        LayoutError: The item has none, or an answer is taller than a page.
    """
    if not item.faq:
        raise LayoutError(f"“{item.plain_title}”没有问答。", "请在“问答”一栏写上。")
    space = PartSpace(layout=layout, context=context, width_mm=layout.frames["body"].width_mm)
    head, contact = (
        head_panel(space, item, QUESTIONS_BAND, _SHARE),
        foot_panels(space, item, _SHARE),
    )
    sides, size_pt = _fitted(space, item, head, contact)
    pages = [
        _page(
            space,
            strips,
            head=head if number == 0 else None,
            contact=contact if number == len(sides) - 1 else None,
            size_pt=size_pt,
        )
        for number, strips in enumerate(sides)
    ]
    return Document(title=sheet_title(item, KIND), pages=cut_apart(pages))


def _fitted(
    space: PartSpace, item: Item, head: Panel, contact: Panel
) -> tuple[tuple[tuple[Strip, ...], ...], float]:
    """Return the strips by side and their size: as large as fits the fewest sides."""
    frame, fit = space.layout.frames["body"], space.style("body").fit
    first_mm = frame.height_mm - head.height_mm - frame.gap_mm
    fewest, best = 0, None
    size_pt = fit.smallest_pt
    while size_pt <= fit.largest_pt:
        sides = _sides(space, item, size_pt, first_mm)
        rooms = [first_mm, *[frame.height_mm] * (len(sides) - 1)]
        if height_of(sides[-1]) + frame.gap_mm + contact.height_mm > rooms[-1]:
            sides = (*sides, ())
        fewest = fewest or len(sides)
        if len(sides) > fewest:
            break
        best = sides, size_pt
        size_pt += _STEP_PT
    assert best is not None
    return best


def _elements(item: Item) -> Iterator[Element]:
    amounts = "；".join(amounts_of(item))
    if amounts:
        yield ragged(amounts, bold=True)
    yield from asked(item)


def _sides(
    space: PartSpace, item: Item, size_pt: float, first_mm: float
) -> tuple[tuple[Strip, ...], ...]:
    frame, style = space.layout.frames["body"], space.style("body")
    body = Type(size_pt=size_pt, leading=style.leading, weight=style.weight, bold=900)
    kind = FlowStyle(body=body, cells=body, headings=(body,), gap_em=style.paragraph_gap_em)
    flow = Flow(style=kind, metrics=space.metrics, width_mm=frame.width_mm, page_mm=frame.height_mm)
    return flow.pages(tuple(_elements(item)), first_mm=first_mm)


def _page(
    space: PartSpace,
    strips: tuple[Strip, ...],
    *,
    head: Panel | None,
    contact: Panel | None,
    size_pt: float,
) -> Page:
    """Return a side: the head above its text, the phones at its foot."""
    layout, frame = space.layout, space.layout.frames["body"]
    y_mm = frame.y_mm + (head.height_mm + frame.gap_mm if head else 0.0)
    placed = [stacked([head], x_mm=frame.x_mm, y_mm=frame.y_mm, gap_mm=0)] if head else []
    if contact:
        foot_mm = frame.bottom_mm - contact.height_mm
        placed.append(stacked([contact], x_mm=frame.x_mm, y_mm=foot_mm, gap_mm=0))
    above = placed[0].blocks if head else ()
    below = placed[-1].blocks if contact else ()
    text = stacked_strips(strips, x_mm=frame.x_mm, y_mm=y_mm)
    reports = (*(frame for panel in placed for frame in panel.frames), reported("body", size_pt))
    return space.context.page(layout, (*above, *text, *below), frames=reports)
