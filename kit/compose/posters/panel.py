"""Finished parts of a sheet, and how they are put beside and below one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.paper.frames import moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.layouts.layout import Style
    from kit.compose.paper.page import Block, FrameReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A finished part; its marks count from its own top left corner."""

    height_mm: float
    blocks: tuple[Block, ...]
    frames: tuple[FrameReport, ...] = ()


def size_at(style: Style, share: float) -> float:
    """Return the type size at a share of the style's growth, in half points."""
    fit = style.fit
    return int((fit.smallest_pt + (fit.largest_pt - fit.smallest_pt) * share) * 2) / 2


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
