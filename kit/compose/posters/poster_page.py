"""Filled frames made into the page that hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.posters.foot import foot_panel
from kit.compose.posters.panel import spread
from kit.compose.posters.space import ink_mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Block, Page
    from kit.compose.posters.panel import Panel
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item


def poster_page(
    space: PartSpace,
    item: Item,
    upper: Sequence[Panel],
    lower: Sequence[Panel],
    *,
    beneath: Sequence[Block] = (),
    page_of: tuple[int, int] = (1, 1),
) -> Page:
    """Return the page with its frames filled, and the stamp below all.

    ``beneath`` is drawn first, below everything; ``page_of`` is the page's number and how
    many there are.
    """
    layout = space.layout
    halves = [
        spread(panels, x_mm=frame.x_mm, y_mm=frame.y_mm, height_mm=frame.height_mm)
        for panels, frame in ((upper, layout.frames["head"]), (lower, layout.frames["lines"]))
        if panels
    ]
    if "foot" in layout.frames:
        last = layout.frames["foot"]
        high_pt = last.height_mm / ink_mm(1.0)
        foot = foot_panel(space, item, page_of=page_of, largest_pt=high_pt)
        halves.append(spread([foot], x_mm=last.x_mm, y_mm=last.y_mm, height_mm=last.height_mm))
    return space.context.page(
        layout,
        (block for panel in halves for block in panel.blocks),
        beneath=beneath,
        frames=(frame for panel in halves for frame in panel.frames),
    )
