"""The grid and the scale every sheet is drawn on, and figures as groups.

All lengths are in units of the sheet, a 297th of its short side: A3 is 1, A1 2, A4 0.707, and
every ratio is kept. Types come from one scale, a step 1.36 times the one below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.compose.paper.frames import INK_BOTTOM_EM, INK_TOP_EM, one_line, width_mm
from kit.compose.paper.page import Ink
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.page import Text
    from kit.text.typeset.metrics import Metrics

DRAWN_FOR_MM = 297.0
SMALL_PT, FOOT_PT, LABEL_PT, HEAD_PT, ROW_PT, ROW_MOST_PT = 16.0, 20.0, 28.0, 34.0, 44.0, 60.0
TITLE_PT, FACT_PT, FACT_MOST_PT, HUGE_PT = 84.0, 112.0, 150.0, 200.0
"""The scale at A3."""

UNIT_OF_DIGITS = 0.70
"""Below two thirds an elder (and a machine) no longer reads 400 and 元 as one figure."""
FIGURE_GAP_EM = 0.08
RULE, HEAVY_RULE = 0.35, 0.9
"""Thickness in units: between rows; above the first and below the last."""

_RUN = re.compile(r"[0-9][0-9.,:：]*[0-9]|[0-9]|[^0-9]+")


def unit_mm(width_mm: float, height_mm: float) -> float:
    """Return the length of a unit on a sheet: 1 mm at A3."""
    return min(width_mm, height_mm) / DRAWN_FOR_MM


def centre_drop_mm(size_pt: float) -> float:
    """Return how far below the optical centre of a Han line its base line lies."""
    return (INK_TOP_EM + INK_BOTTOM_EM) / 2 * size_pt * MM_PER_PT


def figure_mm(text: str, size_pt: float, metrics: Metrics, *, weight: int = 900) -> float:
    """Return the width of :func:`figure_line`."""
    return sum(wide + gap for _, _, wide, gap in _runs(text, size_pt, weight, metrics))


def figure_line(
    text: str,
    *,
    x_mm: float,
    y_mm: float,
    size_pt: float,
    metrics: Metrics,
    weight: int = 900,
    ink: Ink = Ink.BLACK,
) -> tuple[Text, ...]:
    """Return 12月31日 on one base line: digits at ``size_pt``, the words at 0.7 of it."""
    marks = []
    for run, run_pt, wide_mm, gap_mm in _runs(text, size_pt, weight, metrics):
        marks.append(
            one_line(
                run,
                x_mm=x_mm,
                y_mm=y_mm,
                size_pt=run_pt,
                weight=weight,
                metrics=metrics,
                ink=ink,
            )
        )
        x_mm += wide_mm + gap_mm
    return tuple(marks)


def _runs(
    text: str, size_pt: float, weight: int, metrics: Metrics
) -> Iterator[tuple[str, float, float, float]]:
    """Yield every run with its size, its width and the gap after it."""
    runs = _RUN.findall(text)
    has_digits = any(run[0].isdigit() for run in runs)
    for number, run in enumerate(runs, start=1):
        run_pt = size_pt * (1.0 if run[0].isdigit() or not has_digits else UNIT_OF_DIGITS)
        gap_em = FIGURE_GAP_EM * UNIT_OF_DIGITS if number < len(runs) else 0.0
        yield run, run_pt, width_mm(run, run_pt, weight, metrics), gap_em * size_pt * MM_PER_PT
