"""What a sheet that must not be taken for the real thing says, reversed in a box: 样例, 送审稿."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.frames import one_line, width_mm
from kit.compose.paper.page import Box
from kit.compose.paper.scale import centre_drop_mm

if TYPE_CHECKING:
    from kit.compose.paper.page import Ink, Mark
    from kit.text.typeset.metrics import Metrics

_TAG_PT, _TAG_HIGH_MM = 24.0, 12.0


def tag_marks(
    words: str,
    *,
    x_mm: float,
    y_mm: float,
    high_mm: float,
    fill: Ink,
    ink: Ink,
    metrics: Metrics,
) -> tuple[tuple[Mark, ...], float]:
    """Return words reversed in a box from (x, y) on, and the box's width."""
    size_pt = _TAG_PT / _TAG_HIGH_MM * high_mm
    wide_mm = width_mm_of_tag(words, high_mm, metrics)
    box = Box(x_mm=x_mm, y_mm=y_mm, width_mm=wide_mm, height_mm=high_mm, fill=fill)
    text = one_line(
        words,
        x_mm=x_mm + high_mm / 4,
        y_mm=y_mm + high_mm / 2 + centre_drop_mm(size_pt),
        size_pt=size_pt,
        weight=900,
        metrics=metrics,
        ink=ink,
    )
    return (box, text), wide_mm


def width_mm_of_tag(words: str, high_mm: float, metrics: Metrics) -> float:
    """Return the width of a tag so high."""
    return width_mm(words, _TAG_PT / _TAG_HIGH_MM * high_mm, 900, metrics) + high_mm / 2
