"""Pictograms (图标): closed outlines in a square of one, drawn as they are at any size.

From Phosphor, by ``tools/pictograms.py``. They stand beside a word and never for it: nobody is
asked to know what a picture means.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Step: TypeAlias = "tuple[str, tuple[float, ...]]"
"""M, L, C or Z, and the points it goes through."""

BAN_RING = "ban-ring"
"""Laid over the pictogram of what is forbidden."""

DISC = "disc"
"""Behind a number."""

_FILE = Path(__file__).with_name("pictograms.tsv")
_STEP = re.compile(r"([MLCZ])([^MLCZ]*)")
_SIDE = 1000


@cache
def outline_of(name: str) -> tuple[Step, ...]:
    """Return a pictogram's outline, from 0 to 1, y downwards; it is filled where it is wound.

    Raises:
        KeyError: There is no such pictogram.
    """
    return tuple(
        (letter, tuple(float(number) / _SIDE for number in numbers.split()))
        for letter, numbers in _STEP.findall(_written()[name])
    )


def pictogram_names() -> frozenset[str]:
    """Return the names of all pictograms."""
    return frozenset(_written())


@cache
def _written() -> Mapping[str, str]:
    lines = (line for line in _FILE.read_text("utf-8").splitlines() if line[:1] != "#")
    return dict(line.split("\t") for line in lines)
