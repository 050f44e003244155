"""Which words of the dictionary a sentence is made of, and how they are read.

A sentence is divided where the product of the words' frequencies is greatest, so that a word is
not found across the border of two others: 在|中奖 and not 在中|奖.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.text.common_words import how_often
from kit.text.pypinyin_tables import phrase, phrases
from kit.text.readings.pinyin import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DISPUTED = Path(__file__).with_name("disputed_words.txt")
_LONGEST = 8
_MET_SELDOM = math.log(3)
"""What a phrase of the dictionary counts that the table of frequencies has not."""


def words(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield where each word of a sentence begins and ends, in order."""
    likely, total = how_often(), _all_together()
    known = phrases()
    size = len(sentence)
    best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
    for start in range(size - 1, -1, -1):
        ends = []
        for end in range(start + 1, min(size, start + _LONGEST) + 1):
            word = sentence[start:end]
            count = likely.get(word)
            if count is None:
                if end > start + 1 and word not in known:
                    continue
                count = _MET_SELDOM if end > start + 1 else 0.0
            ends.append((count - total + best[end][0], end))
        best[start] = max(ends)
    start = 0
    while start < size:
        end = best[start][1]
        yield start, end
        start = end


def disputes(word: str, character: str) -> bool:
    """Return whether dictionaries read this character of a word in two ways."""
    return character in _disputed().get(word, "")


@lru_cache(maxsize=4096)
def reading_of(word: str) -> tuple[str, ...]:
    """Return how the dictionary reads a word of several characters; empty if it has it not."""
    return tuple(map(numbered, phrase(word))) if len(word) > 1 else ()


@cache
def _all_together() -> float:
    return math.log(sum(map(math.exp, how_often().values())))


@cache
def _disputed() -> Mapping[str, str]:
    lines = _DISPUTED.read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))
