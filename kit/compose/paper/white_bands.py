"""Where a page is white from edge to edge, and what of it is printed at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.frames import Area, bounds, covered
from kit.compose.paper.page import Code, Outline, Picture, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.page import Mark, Page

# A thinner band is within a line of characters that do not fill their squares.
_LEAST_BAND_MM = 2.0


def printed_area(page: Page) -> Area:
    """Return what is printed; stamps may lose a corner, so they do not count."""
    marks = [mark for mark in _marks(page) if not (isinstance(mark, Text) and mark.angle_deg)]
    return covered(marks) or Area(
        x_mm=0.0, y_mm=0.0, width_mm=page.width_mm, height_mm=page.height_mm
    )


def _marks(page: Page) -> Iterator[Mark]:
    for block in page.blocks:
        yield from block.marks


def white_bands(page: Page) -> Iterator[tuple[float, float]]:
    """Yield top and bottom of every band no text, code or picture stands in, from edge to edge.

    Boxes and rules may cross it.
    """
    areas = sorted(
        (bounds(mark) for mark in _marks(page) if _is_seen(mark)), key=lambda area: area.y_mm
    )
    below_mm = areas[0].bottom_mm if areas else 0.0
    for area in areas[1:]:
        if area.y_mm - below_mm >= _LEAST_BAND_MM:
            yield below_mm, area.y_mm
        below_mm = max(below_mm, area.bottom_mm)


def _is_seen(mark: Mark) -> bool:
    upright = not getattr(mark, "angle_deg", 0.0)
    return isinstance(mark, Text | Code | Picture | Outline) and upright
