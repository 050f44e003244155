"""The posters' band at the head of a page: its word, its colour, and the colour of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.colours import RGB, type_on
from kit.compose.posters.alert_sheet import sheet_band

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compose.paper.page import Ink
    from kit.model.item import Item


def band_values(item: Item) -> Mapping[str, str]:
    """Return what the templates of an item's pages show in the band."""
    band = sheet_band(item)
    return {
        "word": band.word,
        "ground": _hex(band.ground),
        "ink": _hex(type_on(band.ground)),
    }


def _hex(ink: Ink) -> str:
    """Return an ink as pages write a colour: #18345c."""
    return "#" + "".join(f"{part:02x}" for part in RGB[ink])
