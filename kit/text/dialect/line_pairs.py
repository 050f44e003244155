"""Which Mandarin sentences a line of somebody's own dialect text says.

People shorten, join, split and reorder; no dictionary of the dialect is complete. But names,
figures and official words stay as they are, and the words known to differ are known: what is
suggested for a Mandarin sentence shares more with its own line than with any other.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_ALIKE = 0.25
"""Of two: below, they share no more than any two sentences of one notice."""
_NUMBER = re.compile("[零〇一二两三四五六七八九十百千万亿点]{2,}")
_LENGTH = 0.4
_FAR = 0.02
"""Taken off for every line of distance: of a sentence said twice the nearer is meant."""


def line_pairs(own: Sequence[str], suggested: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return for each of the ``own`` lines the places of the sentences that it says, in order.

    ``suggested`` are the Mandarin sentences in the dialect's words. One that no line says is
    nowhere; a line that says none has none.
    """
    if not own or not suggested:
        return ((),) * len(own)
    alike = [
        [
            _alike(line, said) - _FAR * _apart(i, j, own, suggested)
            for j, said in enumerate(suggested)
        ]
        for i, line in enumerate(own)
    ]
    found: list[set[int]] = [set() for _ in own]
    for place, said in enumerate(suggested):
        # Who says another figure, or none, does not say this sentence.
        lines = [at for at, line in enumerate(own) if _figures(said) <= _figures(line)]
        line = max(lines, key=lambda one: alike[one][place], default=None)
        if line is not None and alike[line][place] >= LEAST_ALIKE:
            found[line].add(place)
    for line, places in enumerate(found):
        # A sentence that was split stands above both its halves.
        best = max(range(len(suggested)), key=lambda place: alike[line][place])
        if not places and alike[line][best] >= LEAST_ALIKE:
            places.add(best)
    return tuple(tuple(sorted(places)) for places in found)


def _apart(i: int, j: int, own: Sequence[str], suggested: Sequence[str]) -> float:
    """Return how many lines lie between two places, were both texts of the same length."""
    return abs(i / len(own) - j / len(suggested)) * max(len(own), len(suggested))


def _alike(one: str, other: str) -> float:
    """Return the share of characters and of pairs of them that two sentences have in common.

    Against the shorter one, for a line that says half a sentence is that sentence's; a little
    against both, for of two that hold all of it the one of its own length is meant.
    """
    return sum(_common(_pieces(one, length), _pieces(other, length)) for length in (1, 2)) / 2


def _common(one: Counter[str], other: Counter[str]) -> float:
    common, shorter = (one & other).total(), min(one.total(), other.total())
    if not shorter:
        return 0.0
    against_both = 2 * common / (one.total() + other.total())
    return (1 - _LENGTH) * common / shorter + _LENGTH * against_both


def _figures(text: str) -> Counter[str]:
    """Return the numbers in words; a single one, as in 一遍 and 两样, is none to hold on to."""
    return Counter(_NUMBER.findall(_words(text)))


def _words(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _pieces(text: str, length: int) -> Counter[str]:
    words = _words(text)
    return Counter(words[at : at + length] for at in range(len(words) - length + 1))
