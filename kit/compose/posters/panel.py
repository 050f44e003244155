"""Parts of a sheet that grow together until they fill their frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kit.compose.paper.frames import moved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kit.compose.layouts.layout import Style
    from kit.compose.paper.page import Block, FrameReport

# Sizes between the least and the largest; finer steps cannot be seen from a board.
STEPS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A finished part; its marks count from its own top left corner."""

    height_mm: float
    blocks: tuple[Block, ...]
    frames: tuple[FrameReport, ...] = ()


Maker: TypeAlias = "Callable[[float], Panel]"
"""Makes a panel at a share of its growth."""


class Part(Protocol):
    """Makes a panel at a size between its least (0) and its largest (1)."""

    def __call__(self, share: float, /) -> Panel:
        """Return the panel at this share of its growth."""

    def height_mm(self, share: float, /) -> float:
        """Return the panel's height; most sizes are tried only to be left again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Parts that fit a height together; most are weighed and never made."""

    parts: tuple[Part, ...]
    height_mm: float
    gap_mm: float
    common: int
    """The step that all parts could grow to together."""

    @property
    def share(self) -> float:
        """What all parts could grow in common: how roomy the frame is."""
        return self.common / STEPS

    def holds(self, steps: Sequence[int]) -> bool:
        """Return whether the parts fit, each grown by so many steps."""
        tall = self.gap_mm * (len(steps) - 1)
        for part, step in zip(self.parts, steps, strict=True):
            tall += part.height_mm(step / STEPS)
        # A sum of millimetres is off by its last bits.
        return tall <= self.height_mm + 1e-6

    def panels(self) -> tuple[Panel, ...]:
        """Return the finished parts.

        Each in turn takes what is left, for one part may be held back by its width long
        before the others.
        """
        steps = [self.common] * len(self.parts)
        for index in range(len(steps)):

            def alone(step: int, index: int = index) -> bool:
                return self.holds([*steps[:index], step, *steps[index + 1 :]])

            steps[index] = _largest_step(self.common, alone)
        return tuple(part(step / STEPS) for part, step in zip(self.parts, steps, strict=True))


def size_at(style: Style, share: float) -> float:
    """Return the type size at a share of the style's growth, in half points."""
    fit = style.fit
    return int((fit.smallest_pt + (fit.largest_pt - fit.smallest_pt) * share) * 2) / 2


def fill(parts: Sequence[Part], *, height_mm: float, gap_mm: float) -> Filled | None:
    """Return the parts as large as they fit, or None where even the least does not.

    All grow in common, so that they keep their rank.
    """
    filled = Filled(parts=tuple(parts), height_mm=height_mm, gap_mm=gap_mm, common=0)
    count = len(filled.parts)
    if not filled.holds([0] * count):
        return None
    common = _largest_step(0, lambda step: filled.holds([step] * count))
    return replace(filled, common=common)


def _largest_step(least: int, fits: Callable[[int], bool]) -> int:
    """Return the largest step that fits; ``least`` does."""
    low, high = least, STEPS
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


@dataclass(frozen=True, slots=True)
class CachedPart:
    """A part that makes each size only once, however often it is tried."""

    make: Maker
    made: dict[float, Panel] = field(default_factory=dict)

    def __call__(self, share: float, /) -> Panel:
        """Return the panel at this share of its growth."""
        if share not in self.made:
            self.made[share] = self.make(share)
        return self.made[share]

    def height_mm(self, share: float, /) -> float:
        """Return the panel's height."""
        return self(share).height_mm


def fixed(panel: Panel) -> Part:
    """Return a finished panel as a part that does not grow."""
    return CachedPart(lambda _share: panel)


def spread(panels: Sequence[Panel], *, x_mm: float, y_mm: float, height_mm: float) -> Panel:
    """Return the panels as one, placed at (x, y), what is left shared between them."""
    left_mm = height_mm - sum(panel.height_mm for panel in panels)
    gap_mm = left_mm / (len(panels) - 1) if len(panels) > 1 else 0.0
    return stacked(panels, x_mm=x_mm, y_mm=y_mm, gap_mm=gap_mm)


def stacked(
    panels: Sequence[Panel], *, gap_mm: float, x_mm: float = 0.0, y_mm: float = 0.0
) -> Panel:
    """Return the panels as one, one below the other from (x, y)."""
    blocks: list[Block] = []
    y = y_mm
    for panel in panels:
        blocks += (shifted(block, x_mm, y) for block in panel.blocks)
        y += panel.height_mm + gap_mm
    return Panel(
        height_mm=y - gap_mm - y_mm if panels else 0.0,
        blocks=tuple(blocks),
        frames=tuple(frame for panel in panels for frame in panel.frames),
    )


def beside(panels: Sequence[Panel], *lefts_mm: float) -> Panel:
    """Return the panels side by side as one, each from its own left edge on."""
    return Panel(
        height_mm=max(panel.height_mm for panel in panels),
        blocks=tuple(
            shifted(block, left_mm, 0)
            for panel, left_mm in zip(panels, lefts_mm, strict=True)
            for block in panel.blocks
        ),
        frames=tuple(frame for panel in panels for frame in panel.frames),
    )


def shifted(block: Block, x_mm: float, y_mm: float) -> Block:
    """Return the block moved right and down."""
    if not x_mm and not y_mm:
        return block
    return replace(
        block,
        marks=tuple(moved(mark, x_mm, y_mm) for mark in block.marks),
        in_black=tuple(moved(mark, x_mm, y_mm) for mark in block.in_black),
    )
