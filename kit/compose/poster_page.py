"""Filled frames made into the page that hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.contact import foot_panel
from kit.compose.page import Page
from kit.compose.panel import spread
from kit.compose.stamp import stamp_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.page import Block
    from kit.compose.panel import Panel
    from kit.compose.parts import Bench
    from kit.model.item import Item


def poster_page(
    bench: Bench,
    item: Item,
    upper: Sequence[Panel],
    lower: Sequence[Panel],
    *,
    beneath: Sequence[Block] = (),
    page_of: tuple[int, int] = (1, 1),
) -> Page:
    """Return the page with its upper and lower frame filled, the foot and the stamp.

    ``beneath`` is drawn first, below everything; ``page_of`` is the page's number and how
    many there are.
    """
    layout = bench.layout
    halves = [
        spread(panels, x_mm=frame.x_mm, y_mm=frame.y_mm, height_mm=frame.height_mm)
        for panels, frame in ((upper, layout.frames["head"]), (lower, layout.frames["lines"]))
        if panels
    ]
    last = layout.frames["foot"]
    foot = foot_panel(bench, item, x_mm=last.x_mm, y_mm=last.y_mm, page_of=page_of)
    stamps = stamp_blocks(
        bench.setting.stamp,
        bench.metrics,
        width_mm=layout.width_mm,
        height_mm=layout.height_mm,
    )
    whole = [*halves, foot]
    return Page(
        width_mm=layout.width_mm,
        height_mm=layout.height_mm,
        blocks=(*beneath, *stamps, *(block for panel in whole for block in panel.blocks)),
        frames=tuple(frame for panel in whole for frame in panel.frames),
    )
