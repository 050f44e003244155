"""Chinese words by how often they are met: ``tools/common_words.py`` tells where from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = Path(__file__).with_name("common_words.txt")


@cache
def how_often() -> Mapping[str, float]:
    """Return the common words, and the logarithm of how often each is met."""
    found: dict[str, float] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        number, *words = line.split()
        if number != "#":
            found.update(dict.fromkeys(words, int(number) / 2))
    return found
