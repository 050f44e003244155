"""Marks across a sheet that must not be taken for the real thing: 样例, 送审稿."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING

from kit.compose.paper.frames import one_line, width_em
from kit.compose.paper.page import Block, Ink, Tag
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
