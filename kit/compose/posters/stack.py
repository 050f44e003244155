"""Giving room: how the parts of a sheet share its height, by one rule for all sheets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.compose.posters.panel import Panel, shifted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kit.compose.paper.page import Block, FrameReport

PADDINGS_U = (2.0, 26.0)
"""From ink to rule, the least and the most: one value for all rows of a sheet."""

# Sizes between the least and the largest; finer steps cannot be seen from a board.
_STEPS = 24
# Ranks of the largest facts; they have so much of their growth before anything else grows.
LARGE_RANK, _FIRST = 3, 10
# On a crowded sheet they grow so much before its rows have more than their least padding.
_CROWDED = 2
# Padding that types leave alone when they grow, and the part of what is left that it takes then.
_EASY, _TO_PADDING = 0.1, 0.65
# Of fewer the most is less: a row alone between two wide whites looks lost.
_USUAL_PADDINGS = 4
# So much of the height may lie white, that around rows included, before another part is asked in.
_EMPTY = 0.16
# White may gather between parts, evenly, but no gap may become a hole.
_MOST_GAP = 0.2
_ROUNDING_MM = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a sheet; its types grow with a share from 0 to 1."""

    make: Callable[[float, float], Panel]
    """Makes the part at a share of its growth, with so many millimetres of padding."""
    gap_mm: float = 0.0
    """Least white above it; of none it stays joined to what is above."""
    paddings: int = 0
    """How often the padding stands in its height: twice in each row."""
    rank: int = 0
    """Sections of rank 1 and more grow alone once all have grown together, the lowest first."""
    spare: bool = False
    """Stands only where much of the sheet would be empty without it."""
    _made: dict[float, float] = field(default_factory=dict, repr=False)

    def height_mm(self, share: float, pad_mm: float) -> float:
        """Return the height; each share is made once, however often it is tried."""
        if share not in self._made:
            self._made[share] = self.make(share, 0.0).height_mm
        return self._made[share] + self.paddings * pad_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked:
    """A filled height."""

    panel: Panel
    share: float
    """What all types could grow in common: how roomy the sheet is."""
    left_mm: float
    """White that types and padding could not take, shared among the gaps."""
    white_mm: float
    """White that types could not take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shares:
    """How far each section has grown."""

    sections: tuple[Section, ...]
    steps: tuple[int, ...]
    pad_mm: float
    gaps: float
    """Times the least white between the sections."""

    @property
    def height_mm(self) -> float:
        sizes = zip(self.sections, self.steps, strict=True)
        gaps_mm = self.gaps * sum(section.gap_mm for section in self.sections[1:])
        return gaps_mm + sum(
            section.height_mm(step / _STEPS, self.pad_mm) for section, step in sizes
        )

    def all_at(self, step: int) -> _Shares:
        return replace(self, steps=(step,) * len(self.steps))

    def grown(self, index: int, step: int) -> _Shares:
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))


def fits(
    sections: Sequence[Section], *, height_mm: float, paddings_mm: tuple[float, float] = (0.0, 0.0)
) -> bool:
    """Return whether :func:`stack` would fill the height; nothing has to grow to tell."""
    return _begun(sections, height_mm, paddings_mm, gaps=1.0) is not None


def stack(
    sections: Sequence[Section],
    *,
    x_mm: float,
    y_mm: float,
    height_mm: float,
    paddings_mm: tuple[float, float] = (0.0, 0.0),
    gaps: float = 1.0,
    beyond: float = 1.0,
) -> Stacked | None:
    """Return the sections below one another from (x, y), or None where the least is too high.

    ``gaps``: times the least white between sections that types leave alone when they grow.
    ``beyond``: the share to which all types grow where little is said on much paper.

    The largest facts grow first, then all types in common; then one section after another
    alone, by rank; then the padding, one value for all rows, from the least to the most; then
    the gaps, evenly, and the last section stands at the foot. Where much is still empty, the
    next spare section is asked in and all begins again; what then is empty is given to type.
    """
    best = None
    most = round(beyond * _STEPS)
    held = [section for section in sections if not section.spare]
    for spare in (None, *(section for section in sections if section.spare)):
        tried = [s for s in sections if s in held or s is spare]
        filled = _filled(tried, x_mm, y_mm, height_mm, paddings_mm, gaps)
        if filled is None:
            continue
        best, held = filled, tried
        if filled.white_mm <= _EMPTY * height_mm:
            return best
    if best is None or most == _STEPS:
        return best
    return _filled(held, x_mm, y_mm, height_mm, paddings_mm, gaps, most=most)


def _filled(
    sections: Sequence[Section],
    x_mm: float,
    y_mm: float,
    height_mm: float,
    paddings_mm: tuple[float, float],
    gaps: float,
    *,
    most: int = _STEPS,
) -> Stacked | None:
    least_mm, most_mm = paddings_mm
    start = _begun(sections, height_mm, paddings_mm, gaps)
    if start is None:
        return None

    count, large = len(sections), _are_large(sections)
    first = _largest(0, lambda step: _of_large(start, large, step).height_mm <= height_mm, _FIRST)

    def together(step: int) -> _Shares:
        return replace(start, steps=tuple(max(step, first * is_large) for is_large in large))

    common = _largest(0, lambda step: together(step).height_mm <= height_mm)
    shares = together(common)
    ranked = sorted((i for i in range(count) if sections[i].rank), key=lambda i: sections[i].rank)
    for index in ranked:
        shares = _grown_alone(shares, index, height_mm)
    full = shares
    if all(step == _STEPS for step in full.steps):
        larger = _largest(_STEPS, lambda step: full.all_at(step).height_mm <= height_mm, most)
        shares = full.all_at(larger)
    paddings = sum(section.paddings for section in sections)
    white_mm = height_mm - shares.height_mm
    if paddings:
        most_mm = least_mm + (most_mm - least_mm) * min(1.0, paddings / _USUAL_PADDINGS)
        more_mm = _TO_PADDING * white_mm / paddings
        shares = replace(shares, pad_mm=max(shares.pad_mm, min(most_mm, shares.pad_mm + more_mm)))
    left_mm = height_mm - shares.height_mm
    gaps = sum(section.gap_mm > 0 for section in sections[1:])
    add_mm = min(left_mm / gaps, _MOST_GAP * height_mm) if gaps else 0.0
    return Stacked(
        panel=_placed(shares, x_mm, y_mm, add_mm, height_mm),
        share=common / _STEPS,
        left_mm=left_mm,
        white_mm=white_mm,
    )


def _begun(
    sections: Sequence[Section], height_mm: float, paddings_mm: tuple[float, float], gaps: float
) -> _Shares | None:
    """Return the sections before they grow; None where the least is too high."""
    least_mm, most_mm = paddings_mm
    easy_mm = least_mm + _EASY * (most_mm - least_mm)
    steps = (0,) * len(sections)
    smallest = _Shares(sections=tuple(sections), steps=steps, pad_mm=easy_mm, gaps=gaps)
    return _start(smallest, _are_large(sections), height_mm, least_mm)


def _are_large(sections: Sequence[Section]) -> tuple[bool, ...]:
    return tuple(0 < section.rank <= LARGE_RANK for section in sections)


def _start(
    smallest: _Shares, large: tuple[bool, ...], height_mm: float, least_mm: float
) -> _Shares | None:
    """Return where growing begins: with the smallest types, or how a crowded sheet fits best."""
    if smallest.height_mm <= height_mm:
        return smallest
    few = (_of_large(smallest, large, step) for step in range(_CROWDED, -1, -1))
    return next(filter(None, (_eased(one, height_mm, least_mm) for one in few)), None)


def _eased(shares: _Shares, height_mm: float, least_mm: float) -> _Shares | None:
    """Return the parts close together, their rows as far apart as they fit; None if they do not.

    The gaps give way first, then the padding, and only as much of it as must: type does not
    grow at the cost of the rows' air.
    """
    close = replace(shares, gaps=1.0)
    paddings = sum(section.paddings for section in close.sections)
    over_mm = max(0.0, close.height_mm - height_mm) + _ROUNDING_MM
    pad_mm = close.pad_mm - (over_mm / paddings if paddings else 0.0)
    eased = replace(close, pad_mm=max(pad_mm, least_mm))
    return eased if eased.height_mm <= height_mm + _ROUNDING_MM else None


def _of_large(shares: _Shares, large: tuple[bool, ...], step: int) -> _Shares:
    return replace(shares, steps=tuple(step * is_large for is_large in large))


def _grown_alone(shares: _Shares, index: int, height_mm: float) -> _Shares:
    step = _largest(
        shares.steps[index], lambda step: shares.grown(index, step).height_mm <= height_mm
    )
    return shares.grown(index, step)


def _placed(shares: _Shares, x_mm: float, y_mm: float, add_mm: float, height_mm: float) -> Panel:
    """Return the sections with their gaps; the last one stands at the foot."""
    blocks: list[Block] = []
    frames: list[FrameReport] = []
    y = y_mm
    for number, section in enumerate(shares.sections):
        y += shares.gaps * section.gap_mm + add_mm if number and section.gap_mm else 0.0
        panel = section.make(shares.steps[number] / _STEPS, shares.pad_mm)
        if number and number == len(shares.sections) - 1:
            y = y_mm + height_mm - panel.height_mm
        blocks += (shifted(block, x_mm, y) for block in panel.blocks)
        frames += panel.frames
        y += panel.height_mm
    return Panel(height_mm=y - y_mm, blocks=tuple(blocks), frames=tuple(frames))


def _largest(least: int, fits: Callable[[int], bool], most: int = _STEPS) -> int:
    """Return a step that fits, as large as halving finds one; ``least`` does."""
    low, high = least, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
