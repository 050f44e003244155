"""The code of a list's sheet, with the number of its page and the host below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.paper.page import Block, Box, Code, Ink, Tag
from kit.compose.posters.panel import (
    Panel,
    stacked,
)
from kit.compose.posters.space import line_panel

if TYPE_CHECKING:
    from kit.compose.posters.space import PartSpace

_BOLD = 900


def code_panel(space: PartSpace) -> Panel:
    """Return the code with the number of its page and the host below, to be compared."""
    side_mm = space.layout.code_mm
    code = Code(x_mm=0, y_mm=0, side_mm=side_mm, payload=space.context.payload)
    under = replace(space, width_mm=side_mm)
    host = space.context.township.page_host
    serial = line_panel(under, space.context.code_id, "serial", centred=True, weight=_BOLD)
    address = line_panel(under, host, "host", centred=True)
    figure = Panel(
        height_mm=side_mm,
        blocks=(Block(tag=Tag.FIGURE, marks=(code,), alt=f"二维码：{space.context.payload}"),),
    )
    lines = [panel for panel in (serial, address) if panel.height_mm]
    column = stacked([figure, *lines], gap_mm=1.2 * space.unit)
    # White below it all: a stamp across the sheet must touch neither modules nor number.
    ground = Box(x_mm=0, y_mm=0, width_mm=side_mm, height_mm=column.height_mm, fill=Ink.WHITE)
    return replace(column, blocks=(Block(tag=Tag.ARTIFACT, marks=(ground,)), *column.blocks))
