"""Pages of a PDF as pictures, for tests that look at ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.render.picture import opened, rendered

if TYPE_CHECKING:
    from PIL.Image import Image


def page_image(pdf: bytes, page_index: int, dpi: float) -> Image:
    with opened(pdf) as document:
        return rendered(document, page_index, dpi=dpi).convert("RGB")
