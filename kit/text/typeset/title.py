"""Titles set as large as their frame allows, broken where the sense allows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from kit.errors import LayoutError
from kit.model.item import BREAK_MARK
from kit.text.typeset.linebreak import Align, Span, measure
from kit.text.typeset.place import place_lines
from kit.text.typeset.sense import marks_in, plain_title, ways_to_break
from kit.units import MM_PER_PT, PT_PER_MM

if TYPE_CHECKING:
    from kit.text.typeset.measured import Measured
    from kit.text.typeset.metrics import Metrics
    from kit.text.typeset.pieces import Line
    from kit.text.typeset.sense import Broken

TITLE_HAN_LATIN_EM = 0.125
"""A quarter em of display type is a hole; CLREQ sets no lower limit but an eighth."""

STEP_PT = 0.5
"""Printers and eyes do not tell finer steps apart."""

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTitle:
    """A title at the size that fits its frame."""

    size_pt: float
    lines: tuple[Line, ...]
    """In em of ``size_pt``."""
    height_mm: float
    """From the top of the first line's squares to the bottom of the last line's."""


def fit_title(  # noqa: PLR0913 - a frame, a text and a style, all by name
    text: str,
    metrics: Metrics,
    *,
    width_mm: float,
    height_mm: float,
    largest_pt: float,
    smallest_pt: float,
    most_lines: int = 2,
    weight: int = 900,
    leading: float = 1.2,
    align: Align = Align.CENTER,
    what: str = "标题",
) -> SetTitle:
    """Return the title as large as its frame allows, broken at sense into ``most_lines`` or fewer.

    ``｜`` in the text says where it may be broken, and is not printed. Sizes go by half points.

    Raises:
        LayoutError: It does not fit at ``smallest_pt``.
    """
    frame = _Frame(width_mm, height_mm, largest_pt, smallest_pt, most_lines, leading)
    fitted = _fitted(text, weight, metrics, frame, align)
    if fitted is None:
        raise _too_long(plain_title(text), weight, metrics, frame, what)
    return fitted


def lines_at_sense(
    text: str, metrics: Metrics, *, width_mm: float, size_pt: float, most_lines: int, weight: int
) -> tuple[Line, ...]:
    """Return a text's lines at one size, from the left edge; none where it needs more of them."""
    frame = _Frame(width_mm, inf, size_pt, size_pt, most_lines, 1.0)
    fitted = _fitted(text, weight, metrics, frame, Align.LEFT)
    return fitted.lines if fitted is not None else ()


def _fitted(
    text: str, weight: int, metrics: Metrics, frame: _Frame, align: Align
) -> SetTitle | None:
    """Return the title as its frame allows; None where it does not fit."""
    paragraph = measure([Span(plain_title(text), weight)], metrics, han_latin_em=TITLE_HAN_LATIN_EM)
    if not paragraph.text:
        return SetTitle(size_pt=frame.largest_pt, lines=(), height_mm=0.0)
    best = _best(paragraph, marks_in(text), frame)
    if best is None and BREAK_MARK in text:
        # The writer's places do not do: any place of sense is better than refusing the title.
        best = _best(paragraph, frozenset(), frame)
    if best is None:
        return None
    size_pt, way = best
    ranges = tuple(pairwise((*way.starts, len(paragraph.text))))
    return SetTitle(
        size_pt=size_pt,
        lines=place_lines(paragraph, ranges, frame.width_mm * PT_PER_MM / size_pt, align=align),
        height_mm=((len(ranges) - 1) * frame.leading + 1) * size_pt * MM_PER_PT,
    )


class _Frame(NamedTuple):
    width_mm: float
    height_mm: float
    largest_pt: float
    smallest_pt: float
    most_lines: int
    leading: float


def _best(paragraph: Measured, marks: frozenset[int], frame: _Frame) -> tuple[float, Broken] | None:
    """Return the size and the breaks of the title that reads furthest and breaks best."""
    best: tuple[float, float, Broken] | None = None
    width_pt = frame.width_mm * PT_PER_MM
    widest_em = (1 + _EPSILON) * width_pt / frame.smallest_pt
    for lines in range(1, frame.most_lines + 1):
        by_height_pt = frame.height_mm * PT_PER_MM / ((lines - 1) * frame.leading + 1)
        most_pt = min(by_height_pt, frame.largest_pt)
        for way in ways_to_break(paragraph, marks, lines):
            # The cheapest come first: what cannot be better at the largest size ends the search.
            if best is not None and most_pt * max(1 - way.cost, 0.0) <= best[0]:
                break
            if way.width_em > widest_em:
                continue
            size_pt = _step_down(min(most_pt, width_pt / way.width_em))
            score = size_pt * (1 - way.cost)
            if size_pt >= frame.smallest_pt and (best is None or score > best[0]):
                best = score, size_pt, way
    return best[1:] if best else None


def _step_down(size_pt: float) -> float:
    return int(size_pt / STEP_PT + _EPSILON) * STEP_PT


def _too_long(text: str, weight: int, metrics: Metrics, frame: _Frame, what: str) -> LayoutError:
    """Return the error that says how many characters to cut, counted by cutting them."""
    message = (
        f"{what} {len(text)} 字，用最小的 {frame.smallest_pt:g} 磅、"
        f"排 {frame.most_lines} 行也放不下。"
    )
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        kept = measure([Span(text[:middle], weight)], metrics, han_latin_em=TITLE_HAN_LATIN_EM)
        fits = _best(kept, frozenset(), frame) is not None
        low, high = (middle, high) if fits else (low, middle - 1)
    if low == 0:
        return LayoutError(message, "请改用更大的纸，或在版式里把这一框放大。")
    return LayoutError(message, f"请删去约 {len(text) - low} 字，或改用更大的纸。")
