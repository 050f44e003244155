"""A small table among the words of a poster, as one of its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.column_blocks import listing_blocks
from kit.compose.paper.columns import Rooms
from kit.compose.paper.lister import Lister
from kit.compose.paper.page import reported
from kit.compose.paper.strip import Type
from kit.compose.posters.panel import Panel, size_at
from kit.compose.posters.stack import Section

if TYPE_CHECKING:
    from kit.compose.paper.grid import Grid
    from kit.compose.posters.space import PartSpace

_COLUMN_GAP_U = 9.0
# Taller than any sheet: the sections' own sum tells whether the table fits.
_ANY_MM = 10_000.0


def grid_section(space: PartSpace, grid: Grid, *, gap_mm: float) -> Section:
    """Return the table, its type growing with the style of the text as far as no cell breaks.

    Raises:
        LayoutError: It is too wide for the sheet.
    """
    style = space.style("body")
    lister = Lister(grid, space.metrics, Type(size_pt=style.fit.smallest_pt, leading=1.08))
    gap = _COLUMN_GAP_U * space.unit
    rooms = Rooms(width_mm=space.width_mm, gap_mm=gap, first_mm=_ANY_MM, next_mm=_ANY_MM)
    lister.hung(rooms, (style.fit.smallest_pt,))

    def make(share: float, _pad_mm: float) -> Panel:
        least_pt = style.fit.smallest_pt
        hung = lister.hung(rooms, sorted({least_pt, size_at(style, share)}))
        listing, page = hung.sheet(1)
        return Panel(
            height_mm=listing.height_mm(page),
            blocks=listing_blocks(listing, page, x_mm=0.0, y_mm=0.0, unit_mm=space.unit),
            frames=(reported("cells", listing.table.kind.size_pt),),
        )

    return Section(make=make, gap_mm=gap_mm)
