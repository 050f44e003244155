"""The inner pages of a handout: as large as fits, and no paragraph parted where that helps."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kit.compose.handouts.back_page import flow_style, text_frame
from kit.compose.paper.flow import Flow
from kit.compose.paper.pagination import paginate, unparted_strips
from kit.compose.paper.strip import height_of
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.flow import Element
    from kit.compose.paper.strip import Strip
    from kit.compose.sheet_context import SheetContext

_STEP_PT, _SMALLER_STEPS = 0.5, 4


def largest(
    elements: Sequence[Element], layout: Layout, context: SheetContext, room_mm: float, count: int
) -> tuple[tuple[tuple[Strip, ...], ...], float] | None:
    """Return the strips by page at the largest size, ``room_mm`` free on the last, or None.

    A paragraph goes over to the next page whole where type a little smaller allows it.
    """
    fit = layout.styles["body"].fit
    steps = range(int((fit.largest_pt - fit.smallest_pt) / _STEP_PT) + 1)
    sizes_pt = [fit.largest_pt - step * _STEP_PT for step in steps]

    def tried(size_pt: float, most: int, *, unparted: bool) -> tuple[tuple[Strip, ...], ...] | None:
        pages = _pages(elements, layout, context, size_pt, unparted=unparted)
        height_mm = text_frame(layout).height_mm
        used_mm = height_of(pages[-1]) if pages and len(pages) == count else 0.0
        fits = pages and len(pages) <= most and room_mm <= height_mm - used_mm
        return pages if fits else None

    for number, size_pt in enumerate(sizes_pt):
        pages = tried(size_pt, count, unparted=False)
        if pages is None:
            continue
        for smaller_pt in sizes_pt[number : number + _SMALLER_STEPS]:
            whole = tried(smaller_pt, len(pages), unparted=True)
            if whole is not None:
                return whole, smaller_pt
        return pages, size_pt
    return None


def _pages(
    elements: Sequence[Element],
    layout: Layout,
    context: SheetContext,
    size_pt: float,
    *,
    unparted: bool,
) -> tuple[tuple[Strip, ...], ...]:
    """Return the strips by page at a size; none where something does not fit a page.

    A title too long beside its stamp may fit smaller; a table too wide for half a sheet, a
    picture do at no size: the gist stands here instead.
    """
    frame = text_frame(layout)
    flow = Flow(
        style=flow_style(layout, context, size_pt),
        metrics=context.metrics,
        width_mm=frame.width_mm,
        page_mm=frame.height_mm,
    )
    with suppress(LayoutError):
        strips = flow.strips(elements)
        strips = unparted_strips(strips, frame.height_mm) if unparted else strips
        return paginate(strips, page_mm=frame.height_mm)
    return ()
