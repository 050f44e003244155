"""Titles broken at sense: where the writer set ｜, else between the words of township notices.

A title is not a paragraph: its lines need not be full, but each must be a group of words
(GB/T 9704-2012, 7.3.1 asks for whole words and even lines). The largest type wins, less what
a poor break costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from kit.model.item import BREAK_MARK
from kit.text.near_words import divided
from kit.text.typeset.bonds import Bond
from kit.text.typeset.measured import bonds_between
from kit.text.typeset.sense_words import LEADING, TRAILING, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.text.typeset.measured import Measured

"""Where the writer allows the title to be broken; not printed."""

_LONGEST = max(map(len, WORDS))
_COUNTED_UP = re.compile(r"(?:(?<=[、，。；：])|^)\w{2,7}(?=、)|(?<=、)\w{2,7}(?=[，。；]|$)")
_KNOWN = WORDS | LEADING | TRAILING
# In parts of the type size: for a torn word, half of it would be given up.
_POOR, _FAIR, _GOOD = 0.25, 0.06, 0.0
_TORN = 0.5
_SINGLE = 0.4
_PER_LINE = 0.02
_UNEVEN = 0.06
_MOST_WAYS = 600  # a few milliseconds
_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Broken:
    """One way to break a title: where each line begins, and what part of the size it costs."""

    starts: tuple[int, ...]
    cost: float
    width_em: float
    """Of the widest line."""


def plain_title(title: str) -> str:
    """Return ``title`` without its break marks, as it is spoken, searched and listed."""
    return title.replace(BREAK_MARK, "")


def marks_in(title: str) -> frozenset[int]:
    """Return before which characters of the plain title the writer set ｜."""
    parts = title.split(BREAK_MARK)
    places, place = set(), 0
    for part in parts[:-1]:
        place += len(part)
        places.add(place)
    return frozenset(places - {0, sum(map(len, parts))})


@lru_cache(maxsize=1024)
def sense_units(text: str) -> tuple[str, ...]:
    """Return a text in the pieces between which a line may end where no typeface is known.

    Together they are the text to the letter, but for the marks ｜ of a title: a title is cut
    there alone. A word, a number with its unit, a day or a phone is never cut.
    """
    plain = plain_title(text)
    places = sorted(marks_in(text) or between_words(plain))
    return tuple(plain[start:stop] for start, stop in pairwise((0, *places, len(plain))))


@lru_cache(maxsize=1024)
def between_words(text: str) -> frozenset[int]:
    """Return before which characters a line may begin: no word of either list is torn there.

    The words of notices are few and never wrong; common words divide the rest.
    """
    bonds = bonds_between(text)
    places = {place for place in range(1, len(text)) if bonds[place - 1] is Bond.FREE}
    for words in (_words(text), [word for _, word in divided(text)]):
        starts, start = set(), 0
        for word, following in pairwise(words):
            start += len(word)
            if word not in LEADING and following not in TRAILING:
                starts.add(start)
        places &= starts
    return frozenset(places)


@lru_cache(maxsize=64)
def ways_to_break(paragraph: Measured, marks: frozenset[int], lines: int) -> tuple[Broken, ...]:
    """Return the ways to set a title in ``lines`` lines worth weighing, the cheapest first."""
    costs = _costs(paragraph, marks)
    ways = []
    for chosen in product(*_windows(paragraph, costs, lines)):
        if any(after <= before for before, after in pairwise(chosen)):
            continue
        starts = (0, *chosen)
        widths = _widths(paragraph, starts)
        cost = sum(costs[place] for place in chosen) + _PER_LINE * (lines - 1)
        if lines > 1:
            cost += _shape_cost(paragraph, starts, widths)
        ways.append(Broken(starts, cost, max(widths)))
    return tuple(sorted(ways, key=lambda way: way.cost))


def _windows(paragraph: Measured, costs: Mapping[int, float], lines: int) -> list[list[int]]:
    """Return for every break the places worth trying: those near where even lines would end."""
    if lines == 1:
        return []
    # More lines, fewer places for each: all together they are tried in a moment.
    size = min(_MOST_PLACES, int(_MOST_WAYS ** (1 / (lines - 1))))
    even_em = paragraph.right[-1] / lines

    def merit(place: int, wanted_em: float) -> float:
        return costs[place] + abs(paragraph.starts[place] - wanted_em) / even_em

    return [
        sorted(costs, key=lambda place: merit(place, line * even_em))[:size]
        for line in range(1, lines)
    ]


def _widths(paragraph: Measured, starts: tuple[int, ...]) -> list[float]:
    stops = (*starts[1:], len(paragraph.text))
    return [
        paragraph.right[stop - 1] - paragraph.left[start]
        for start, stop in zip(starts, stops, strict=True)
    ]


def _shape_cost(paragraph: Measured, starts: tuple[int, ...], widths: list[float]) -> float:
    stops = (*starts[1:], len(paragraph.text))
    single = sum(
        paragraph.content[stop] - paragraph.content[start] < 2
        for start, stop in zip(starts, stops, strict=True)
    )
    return _SINGLE * single + _UNEVEN * (1 - min(widths) / max(widths))


def _costs(paragraph: Measured, marks: frozenset[int]) -> Mapping[int, float]:
    """Return what a break before each character costs; nothing where none may be."""
    text, bonds = paragraph.text, paragraph.bonds
    if marks:
        return dict.fromkeys(marks, 0.0)
    torn, costs = torn_places(text), {}
    place = 0
    for word, following in pairwise(_words(text)):
        place += len(word)
        costs[place] = _cost_between(word, following)
    return {
        place: _TORN if place in torn else costs[place]
        for place in range(1, len(text))
        if bonds[place - 1] is Bond.FREE
    }


def _cost_between(word: str, following: str) -> float:
    if word in LEADING or following in TRAILING:
        return _POOR
    if not word[-1].isalnum() or not following[0].isalnum() or word == "的":
        return _GOOD
    unknown = (word not in WORDS and word not in TRAILING) + (
        following not in WORDS and following not in LEADING
    )
    return (_GOOD, _FAIR, _POOR / 2)[unknown]


@lru_cache(maxsize=1024)
def torn_places(text: str) -> frozenset[int]:
    """Return before which characters a line may not begin without tearing a word or a number.

    Between two of the notices' own words a line may always end; of what these do not know, the
    common words say what belongs together.
    """
    bonds = bonds_between(text)
    firm = {place for place in range(1, len(text)) if bonds[place - 1] is not Bond.FREE}
    common = {
        place for start, word in divided(text) for place in range(start + 1, start + len(word))
    }
    place = 0
    for word, following in pairwise(_words(text)):
        place += len(word)
        if word in _KNOWN and following in _KNOWN:
            common.discard(place)
    return frozenset(firm | common) | inside_words(text)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of ``text``; what is not in the list comes out character by character.

    From the right: Chinese heads stand last, so 坑头村道路 is 坑头村 + 道路, not 村道 + 路.
    What is counted up with 、 is one word each: 户口本、土地承包合同.
    """
    counted_up = {match.end(): len(match[0]) for match in _COUNTED_UP.finditer(text)}
    words, end = [], len(text)
    while end:
        lengths = range(min(end, _LONGEST), 1, -1)
        listed = next((n for n in lengths if text[end - n : end] in WORDS), 1)
        length = counted_up.get(end, listed)
        words.append(text[end - length : end])
        end -= length
    return tuple(words[::-1])


@lru_cache(maxsize=64)
def inside_words(text: str) -> frozenset[int]:
    """Return the places inside known words: before which characters no line should begin."""
    inside: set[int] = set()
    place = 0
    for word in _words(text):
        inside.update(range(place + 1, place + len(word)))
        place += len(word)
    return frozenset(inside)
