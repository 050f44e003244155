"""Marks across a sheet that must not be taken for the real thing: 样例, 送审稿."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING

from kit.compose.paper.frames import one_line, width_em, width_mm
from kit.compose.paper.page import Block, Box, Ink, Tag
from kit.compose.paper.scale import centre_drop_mm
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from kit.compose.paper.page import Mark
    from kit.text.typeset.metrics import Metrics

# Pale: in full red, thin as a hair, it turned 0.00 into 8.00 for a reader at the stated
# distance (docs/benchmarks.md, reach). The meaning is in the words, never in the colour alone.
WEIGHT = 300
ANGLE_DEG = 30.0
# As a part of the sheet's shorter side: small enough for thin strokes, large enough to be
# seen at a glance from where the poster is read.
SIZE = 0.09
# Every sheet carries it this often, so that no part of a cut or tiled sheet goes without.
ROWS, COLUMNS = 5, 2
_TAG_PT, _TAG_HIGH_MM = 24.0, 12.0


def stamp_blocks(
    stamp: str, metrics: Metrics, *, width_mm: float, height_mm: float
) -> tuple[Block, ...]:
    """Return the stamp's words across the sheet, to be drawn before everything else.

    Drawn first, they lie below the text, the black band and the white ground of the code.
    """
    if not stamp:
        return ()
    length_em = width_em(stamp, WEIGHT, metrics)
    size_mm = min(min(width_mm, height_mm) * SIZE, width_mm / COLUMNS * 0.8 / length_em)
    run_mm = length_em * size_mm * cos(radians(ANGLE_DEG))
    rise_mm = length_em * size_mm * sin(radians(ANGLE_DEG))
    marks: list[Mark] = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            # Every second row is moved by half a step, as on a bank note.
            middle_x = width_mm * (column + (0.32 if row % 2 else 0.68)) / COLUMNS
            middle_y = height_mm * (row + 0.5) / ROWS
            marks.append(
                one_line(
                    stamp,
                    x_mm=middle_x - run_mm / 2,
                    y_mm=middle_y + rise_mm / 2,
                    size_pt=int(size_mm * PT_PER_MM * 2) / 2,
                    weight=WEIGHT,
                    metrics=metrics,
                    ink=Ink.PALE,
                    angle_deg=ANGLE_DEG,
                )
            )
    return (Block(tag=Tag.ARTIFACT, marks=tuple(marks)),)


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
