"""An item's pictures made fit to be printed, for the sheets that show them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.paper.page import PictureFile
from kit.edition.make.sheet import sheet_context_of
from kit.errors import SourceError

if TYPE_CHECKING:
    from kit.compose.sheet_context import SheetContext
    from kit.edition.make.sheet import PaperOrder

_LEAST_PX = 100
"""Less is a dot or a hair on paper, saved by mistake."""
_KEPT = 6
"""While its notice is written, a picture stays the same from key to key."""


def pictured_context(order: PaperOrder) -> SheetContext:
    """Return what the composer of the order's sheet is handed, with the item's pictures.

    Raises:
        SourceError: A picture is broken, or but a dot.
    """
    two_tone = order.township.black_only
    pictures = {
        name: _printable(name, data, two_tone=two_tone) for name, data in order.pictures.items()
    }
    return replace(sheet_context_of(order), pictures=pictures)


@lru_cache(maxsize=_KEPT)
def _printable(name: str, data: bytes, *, two_tone: bool) -> PictureFile:
    from kit.render.picture import in_two_tones, picture_size_px, safe_picture

    safe = in_two_tones(safe_picture(data, 1200)) if two_tone else safe_picture(data, 2000)
    width_px, height_px = picture_size_px(safe)
    if min(width_px, height_px) < _LEAST_PX:
        raise SourceError(
            f"图片“{name}”只有 {width_px}×{height_px} 像素，印出来看不清。",
            "请换成没有缩小过的原图，或从“图片”里去掉。",
        )
    return PictureFile(data=safe, width_px=width_px, height_px=height_px)
