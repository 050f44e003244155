"""The codes on a finished PDF: where they stand, how coarse they are, and what is around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.render.picture import opened, rendered
from kit.render.qr import code_matrix
from kit.units import PT_PER_MM
from tests.reach.readers import zxing_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reach.camera import Grey

_FIND_DPI = 150
_PX_A_MODULE = 10
_AROUND = 0.45
"""How much of the sheet around a code is photographed with it, as a share of its side."""
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A code with the print around it, ten pixels a module."""

    page: int
    payload: str
    module_mm: float
    """As it came out on the page, measured there."""
    picture: Grey
    code_px: tuple[float, float, float]
    """Left, top and side of the code without its quiet zone."""

    module_px: float = _PX_A_MODULE

    @property
    def px_a_mm(self) -> float:
        """Scale of the picture."""
        return self.module_px / self.module_mm


def page_picture(pdf: bytes, page: int, dpi: float) -> Grey:
    """Return a page in grey."""
    with opened(pdf) as document:
        return np.asarray(rendered(document, page, dpi=dpi, grey=True).convert("L"))


def code_views(pdf: bytes) -> tuple[CodeView, ...]:
    """Return every code of a PDF that zxing finds at 150 dpi."""
    with opened(pdf) as document:
        return tuple(view for page in range(len(document)) for view in _views_on(document, page))


def _views_on(document: Any, index: int) -> Iterator[CodeView]:
    small = np.asarray(rendered(document, index, dpi=_FIND_DPI, grey=True).convert("L"))
    for code in zxing_codes(small):
        corners = [
            (corner.x * _MM_PER_INCH / _FIND_DPI, corner.y * _MM_PER_INCH / _FIND_DPI)
            for corner in (code.position.top_left, code.position.bottom_right)
        ]
        (left, top), (right, bottom) = corners
        side_mm = (right - left + bottom - top) / 2
        module_mm = side_mm / len(code_matrix(code.text))
        around = _AROUND * side_mm
        picture, left_mm, top_mm = _part(
            document,
            index,
            (left - around, top - around, right + around, bottom + around),
            _PX_A_MODULE / module_mm,
        )
        scale = _PX_A_MODULE / module_mm
        yield CodeView(
            page=index,
            payload=code.text,
            module_mm=module_mm,
            picture=picture,
            code_px=((left - left_mm) * scale, (top - top_mm) * scale, side_mm * scale),
        )


def _part(
    document: Any, index: int, box_mm: tuple[float, float, float, float], px_a_mm: float
) -> tuple[Grey, float, float]:
    """Return a part of a page, cut off at the page's edges, and its left top corner."""
    page = document[index]
    width_mm, height_mm = page.get_width() / PT_PER_MM, page.get_height() / PT_PER_MM
    left, top = max(0.0, box_mm[0]), max(0.0, box_mm[1])
    right, bottom = min(width_mm, box_mm[2]), min(height_mm, box_mm[3])
    crop = tuple(edge * PT_PER_MM for edge in (left, height_mm - bottom, width_mm - right, top))
    image = page.render(scale=px_a_mm / PT_PER_MM, crop=crop, grayscale=True).to_pil()
    page.close()
    return np.asarray(image.convert("L")), left, top
