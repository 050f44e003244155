"""The codes of a sheet: what they say, and whether they are scanned from where people stand."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING

from kit.compose.paper.page import Code, Inset
from kit.compose.paper.tile import SMALLEST_JOINED
from kit.errors import LayoutError
from kit.model.township import Paper
from kit.render.qr import module_mm, scan_distance_m
from kit.units import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from kit.compose.paper.page import Document, Page

STANDS_AT_M: Mapping[Paper, float] = {
    Paper.A6: 0.3,
    Paper.A5: 0.3,
    Paper.A4: 0.3,
    Paper.A3: 0.5,
    Paper.A2: 0.7,
    Paper.A1: 1.0,
}
"""How near people come to scan: a sheet in the hand, an arm's length, behind glass or a ditch."""

# zxing reads clean pages from 2 pixels a module on (144 of 144 codes of versions 3 to 11 at
# random places; at 1.5 it lost 12); half as many again, and no page coarser than its large codes.
_PIXELS_A_MODULE = 3
_COARSEST_DPI, _FINEST_DPI = 50, 150

TEXT_HELD_AT_M = 0.2
"""A text code is finer; who wants it holds the phone closer."""


def payloads(page: Page) -> tuple[str, ...]:
    """Return what the codes seen whole on a page say, on pages drawn into it too."""
    return tuple(sorted({code.payload for code, _ in _codes(page)}))


def cut_payloads(page: Page) -> tuple[str, ...]:
    """Return what the codes say that a sheet's edge cuts, and no code seen whole says.

    A reader may make them out all the same: where only the quiet zone is cut, or a corner.
    """
    insets = (mark for block in page.blocks for mark in block.marks if isinstance(mark, Inset))
    shown = {
        code.payload for inset in insets for code in _codes_in(inset.page) if _is_cut(code, inset)
    }
    return tuple(sorted(shown.difference(payloads(page))))


def inspection_dpi(page: Page) -> int:
    """Return the resolution at which every code of a page is read back with certainty."""
    modules = [module_mm(code.payload, code.side_mm) * scale for code, scale in _codes(page)]
    wanted = _PIXELS_A_MODULE * MM_PER_INCH / min(modules, default=inf)
    return ceil(min(max(wanted, _COARSEST_DPI), _FINEST_DPI))


def scan_figures(document: Document, paper: Paper) -> dict[str, Any]:
    """Return the width of the finest module and from how far a phone reads it; none is empty.

    Text codes are only checked: what is stated is from where a page is opened.

    The small picture of the whole that comes with tiles is for gluing, not for scanning.

    Raises:
        LayoutError: A printer cannot print its modules, or people would have to come nearer.
    """
    sizes = {
        (code.payload, code.side_mm * scale)
        for page in document.pages
        for code, scale in _codes(page)
        if scale >= SMALLEST_JOINED
    }
    for payload, side_mm in sizes:
        stands_at_m = STANDS_AT_M[paper] if payload.isascii() else TEXT_HELD_AT_M
        _refuse_what_is_too_fine(payload, side_mm, stands_at_m)
    addresses = [module_mm(payload, side_mm) for payload, side_mm in sizes if payload.isascii()]
    if not addresses:
        return {}
    finest_mm = min(addresses)
    return {
        "module_mm": round(finest_mm, 3),
        "scan_distance_m": round(scan_distance_m(finest_mm), 2),
    }


def _refuse_what_is_too_fine(payload: str, side_mm: float, stands_at_m: float) -> None:
    reached_m = scan_distance_m(module_mm(payload, side_mm))
    if reached_m < stands_at_m:
        wanted_mm = side_mm * stands_at_m / reached_m
        raise LayoutError(
            f"二维码宽 {side_mm:g} 毫米，{stands_at_m:g} 米外扫不出（最远 {reached_m:.2f} 米）。",
            f"请在版式里把 code_mm 改成 {wanted_mm + 0.5:.0f} 以上，或换短一些的网址。",
        )


def _codes(page: Page) -> Iterator[tuple[Code, float]]:
    """Yield every code seen whole on a page, with the scale it is drawn at."""
    for block in page.blocks:
        for mark in block.marks:
            if isinstance(mark, Code):
                yield mark, 1.0
            elif isinstance(mark, Inset):
                codes = _codes_in(mark.page)
                yield from ((code, mark.scale) for code in codes if _is_whole(code, mark))


def _codes_in(page: Page) -> Iterator[Code]:
    return (mark for block in page.blocks for mark in block.marks if isinstance(mark, Code))


def _is_whole(code: Code, inset: Inset) -> bool:
    """Return whether the inset's clip frame leaves the code, its quiet zone included, whole."""
    left, top, right, bottom = _beyond_mm(code, inset)
    return max(left, top, right, bottom) <= 0


def _is_cut(code: Code, inset: Inset) -> bool:
    """Return whether the inset's clip frame leaves a part of the code."""
    beyond_mm = _beyond_mm(code, inset)
    return 0 < max(beyond_mm) < code.side_mm * inset.scale


def _beyond_mm(code: Code, inset: Inset) -> tuple[float, float, float, float]:
    """Return how far a code reaches beyond each edge of the inset's clip frame."""
    if inset.clip_mm is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, width, height = inset.clip_mm
    x, y = inset.x_mm + code.x_mm * inset.scale, inset.y_mm + code.y_mm * inset.scale
    side = code.side_mm * inset.scale
    return left - x, top - y, x + side - left - width, y + side - top - height
