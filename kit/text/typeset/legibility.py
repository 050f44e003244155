"""How far away a type size can be read, and which size a distance asks for.

Source: K. Sagawa and K. Kurakata, "Estimation of legible font size for elderly people",
Synthesiology 6(1), 2013 (AIST), the basis of JIS S 0032: the smallest legible size of a
single character (80 % read right, 100 cd/m2) is P = 8.1·D/V + 3.4 points for sans-serif
kanji of 5 to 10 strokes, with D the viewing distance in metres and V the decimal acuity at
that distance. It is a threshold, not comfort: distances printed from it say 约.
"""

from __future__ import annotations

ELDER_ACUITY = 0.5
"""An elder without good glasses; also the step DIN 1450 adds 40 % of size for."""

_PT_PER_M = 8.1
_SMALLEST_PT = 3.4


def reading_distance_m(
    size_pt: float, acuity: float = ELDER_ACUITY, complexity: float = 1.0
) -> float:
    """Return about how far off ``size_pt`` is read: D = V·(P/k − 3.4)/8.1, never below 0.

    ``complexity`` k is 1 for plain characters, 1.15 for those of many strokes (thresholds of
    5.93 against 5.18 arc minutes in Zhang et al. 2020, Optometry and Vision Science 97).
    """
    return max(0.0, acuity * (size_pt / complexity - _SMALLEST_PT) / _PT_PER_M)


def size_pt_for(distance_m: float, acuity: float = ELDER_ACUITY, complexity: float = 1.0) -> float:
    """Return the size in points that is read from ``distance_m``: P = k·(8.1·D/V + 3.4)."""
    return complexity * (_PT_PER_M * distance_m / acuity + _SMALLEST_PT)
