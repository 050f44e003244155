"""How much of a sheet its ink covers, told before anything is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.colours import RGB
from kit.compose.paper.page import Box, Code, Ink, Outline, Rule, Text
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from kit.compose.paper.page import Mark, Page

MOST_INK = 0.275
"""Of a poster: above 28 of 100 it is a dark sheet, wet from an inkjet, and the toner soon empty."""

# Measured on Noto Sans SC: of the square of a Han character, at weight 500, and what each step
# of weight adds; digits, Latin and the signs between words cover about half.
_AT_500, _A_STEP, _NARROW = 0.33, 0.000375, 0.48
_OF_CODE, _OF_OUTLINE = 0.4, 0.5


def ink_share(page: Page) -> float:
    """Return what part of the page is dark, from 0 to 1, to about a part in a hundred.

    White type takes away what it covers of the ground it stands on.
    """
    inked_mm2 = sum(_ink_mm2(mark) for block in page.blocks for mark in block.marks)
    return inked_mm2 / (page.width_mm * page.height_mm)


def _ink_mm2(mark: Mark) -> float:
    match mark:
        case Text():
            em_mm2 = (mark.size_pt * MM_PER_PT) ** 2
            share = _AT_500 + _A_STEP * (mark.weight - 500)
            narrow = sum(c.isascii() or not c.isalpha() for c in mark.characters)
            squares = len(mark.characters) - narrow + _NARROW * narrow
            return squares * share * em_mm2 * _dark(mark.ink)
        case Box(fill=fill) if fill is not None:
            return mark.width_mm * mark.height_mm * max(0.0, _dark(fill))
        case Code():
            return _OF_CODE * mark.side_mm**2
        case Outline():
            return _OF_OUTLINE * mark.side_mm**2 * _dark(mark.ink)
        case Rule():
            return abs(mark.x2_mm - mark.x1_mm + mark.y2_mm - mark.y1_mm) * mark.width_mm
        case _:
            return 0.0


def _dark(ink: Ink) -> float:
    """Return how dark an ink is; white on a dark ground takes ink away."""
    red, green, blue = RGB[ink]
    return -1.0 if ink is Ink.WHITE else 1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
