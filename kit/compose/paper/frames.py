"""Placing text into frames: lines from the breaker become marks in millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING

from kit.compose.paper.page import Box, Code, Ink, Inset, Outline, Picture, Rule, Text
from kit.text.typeset.linebreak import Span, measure
from kit.units import MM_PER_PT, PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.compose.paper.page import Mark
    from kit.text.typeset.metrics import Metrics

# Noto Sans CJK draws 国 from 0.84 em above the base line to 0.08 em below it. Optical centring
# goes by this ink, not by the square of 0.88 and 0.12 em that the character stands in.
INK_TOP_EM = 0.84
INK_BOTTOM_EM = -0.08
CAPITAL_EM = 0.73
"""Height of digits and Latin capitals."""
_TAIL_EM = -0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle: where marks may stand, or where they do."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    @property
    def right_mm(self) -> float:
        """The x of its right edge."""
        return self.x_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """The y of its lower edge."""
        return self.y_mm + self.height_mm


def width_em(text: str, weight: int, metrics: Metrics) -> float:
    """Return the natural width of ``text`` on one line, in em."""
    return _places_em(text, weight, metrics)[-1]


@lru_cache(maxsize=512)
def _places_em(text: str, weight: int, metrics: Metrics) -> tuple[float, ...]:
    """Return where every character of a line begins, and where the line ends.

    Neighbouring marks, as in ）（, share their blank halves as they do in a paragraph; between
    Han and digits there is nothing. Kept, because a few words are tried at many sizes.
    """
    measured = measure((Span(text, weight),), metrics, han_latin_em=0.0)
    if measured.text == text and text:
        places = map(add, measured.starts, measured.shifts)
        return (*places, measured.starts[-1] + measured.advances[-1])
    # White space at its ends or control characters: every character keeps its own width.
    return tuple(accumulate((metrics.advance_em(c, weight) for c in text), initial=0.0))


def width_mm(text: str, size_pt: float, weight: int, metrics: Metrics) -> float:
    """Return the natural width of ``text`` on one line, in millimetres."""
    return width_em(text, weight, metrics) * size_pt * MM_PER_PT


def one_line(
    text: str,
    *,
    x_mm: float,
    y_mm: float,
    size_pt: float,
    weight: int,
    metrics: Metrics,
    ink: Ink = Ink.BLACK,
    angle_deg: float = 0.0,
) -> Text:
    """Return ``text`` set naturally on the base line ``y_mm``, starting at ``x_mm``."""
    places_em = _places_em(text, weight, metrics)
    return Text(
        x_mm=x_mm,
        y_mm=y_mm,
        characters=text,
        offsets_em=tuple(round(place, 4) for place in places_em[:-1]),
        size_pt=size_pt,
        weight=weight,
        ink=ink,
        angle_deg=angle_deg,
    )


def largest_size(
    text: str, *, weight: int, metrics: Metrics, within_mm: float, largest_pt: float
) -> float:
    """Return the largest size, in half points, at which ``text`` fits on one line."""
    if not text:
        return largest_pt
    size_pt = within_mm * PT_PER_MM / width_em(text, weight, metrics)
    return int(min(largest_pt, size_pt) * 2) / 2


def moved(mark: Mark, x_mm: float, y_mm: float) -> Mark:
    """Return the mark shifted by ``x_mm`` and ``y_mm``."""
    if isinstance(mark, Text):
        # Nearly all marks are texts, and ``replace`` asks for every field by its name.
        return Text(
            x_mm=mark.x_mm + x_mm,
            y_mm=mark.y_mm + y_mm,
            characters=mark.characters,
            offsets_em=mark.offsets_em,
            size_pt=mark.size_pt,
            weight=mark.weight,
            ink=mark.ink,
            angle_deg=mark.angle_deg,
            cell=mark.cell,
        )
    if isinstance(mark, Rule):
        return replace(
            mark,
            x1_mm=mark.x1_mm + x_mm,
            x2_mm=mark.x2_mm + x_mm,
            y1_mm=mark.y1_mm + y_mm,
            y2_mm=mark.y2_mm + y_mm,
        )
    if isinstance(mark, Inset) and mark.clip_mm is not None:
        left, top, width, height = mark.clip_mm
        mark = replace(mark, clip_mm=(left + x_mm, top + y_mm, width, height))
    return replace(mark, x_mm=mark.x_mm + x_mm, y_mm=mark.y_mm + y_mm)


def bounds(mark: Mark) -> Area:
    """Return the rectangle a mark covers, stamps (turned text) as if they lay flat."""
    if isinstance(mark, Text):
        em_mm = mark.size_pt * MM_PER_PT
        above, below = _ink_em(mark)
        # The last character's own width is not kept: a full square is never too little.
        first_em = mark.offsets_em[0] if mark.offsets_em else 0.0
        # An opening mark has its ink in the right half of its square.
        first_em += 0.5 if mark.characters[:1] in OPENING else 0.0
        last_em = (mark.offsets_em[-1] if mark.offsets_em else 0.0) + _last_width_em(mark)
        return Area(
            x_mm=mark.x_mm + first_em * em_mm,
            y_mm=mark.y_mm - above * em_mm,
            width_mm=(last_em - first_em) * em_mm,
            height_mm=(above - below) * em_mm,
        )
    if isinstance(mark, Rule):
        left, right = sorted((mark.x1_mm, mark.x2_mm))
        top, bottom = sorted((mark.y1_mm, mark.y2_mm))
        return Area(x_mm=left, y_mm=top, width_mm=right - left, height_mm=bottom - top)
    if isinstance(mark, Code | Outline):
        side_mm = mark.side_mm
        return Area(x_mm=mark.x_mm, y_mm=mark.y_mm, width_mm=side_mm, height_mm=side_mm)
    if isinstance(mark, Box | Picture):
        return Area(
            x_mm=mark.x_mm, y_mm=mark.y_mm, width_mm=mark.width_mm, height_mm=mark.height_mm
        )
    if mark.clip_mm is not None:
        left, top, width, height = mark.clip_mm
        return Area(x_mm=left, y_mm=top, width_mm=width, height_mm=height)
    return Area(
        x_mm=mark.x_mm,
        y_mm=mark.y_mm,
        width_mm=mark.page.width_mm * mark.scale,
        height_mm=mark.page.height_mm * mark.scale,
    )


def _last_width_em(text: Text) -> float:
    """Return the width to count for the last character.

    Digits and Latin are narrower than a square; a closing mark has its ink in the left half.
    """
    last = text.characters[-1:] or " "
    if last.isascii():
        return 0.6
    return 0.5 if last in _CLOSING else 1.0


_CLOSING = tuple("，。、；：）》〉」』】〕”’")
OPENING = tuple("（《〈「『【〔“‘")


def _ink_em(text: Text) -> tuple[float, float]:
    """Return how far ink reaches above and below the base line."""
    if not text.characters.isascii():
        return INK_TOP_EM, INK_BOTTOM_EM
    # Figures and capitals stand on the line; small letters such as y hang below it.
    below = 0.0 if text.characters.upper() == text.characters else _TAIL_EM
    return CAPITAL_EM, below


def covered(marks: Iterable[Mark]) -> Area | None:
    """Return the smallest rectangle around the marks, or None without any."""
    areas = [bounds(mark) for mark in marks]
    if not areas:
        return None
    left, top = min(a.x_mm for a in areas), min(a.y_mm for a in areas)
    right, bottom = max(a.right_mm for a in areas), max(a.bottom_mm for a in areas)
    return Area(x_mm=left, y_mm=top, width_mm=right - left, height_mm=bottom - top)
