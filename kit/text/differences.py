"""Two wordings set beside each other: what went, what came, with figures always whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# 12月16日 against 12月31日: who reads “3” struck out and “6” put in reads no date. So a figure
# with its unit is one part, a Latin word is one, and every other character.
_PART = re.compile(
    r"[0-9０-９]+(?:[.,:：\-—/年月日时点分][0-9０-９]+)*(?:万元|亿元|[年月日号时点分元块名人户亩%％])?"
    r"|[A-Za-z]+|.",
    re.DOTALL,
)
_SHORTEST_SAME = 2
"""Characters: a lone one that stayed between two changes only tears the words apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters that stayed, went or came."""

    text: str
    went: bool = False
    came: bool = False

    @property
    def stayed(self) -> bool:
        """Whether it stands in both wordings."""
        return not (self.went or self.came)


def pieces(before: str, now: str) -> tuple[Piece, ...]:
    """Return one line as it was and is: joined without what came it is ``before``, and so on."""
    old, new = _PART.findall(before), _PART.findall(now)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("".join(old[a:b])))
        else:
            found += [Piece("".join(old[a:b]), went=True), Piece("".join(new[c:d]), came=True)]
    return tuple(_joined(_whole(found)))


def changed_lines(
    before: Sequence[str], now: Sequence[str]
) -> tuple[tuple[int, tuple[Piece, ...]], ...]:
    """Return the lines that are not as before, each with its number in ``now`` from 1.

    A line that went has the number of the one that stands in its place.
    """
    first, last = _ends(before, now)
    old, new = before[first : len(before) - last], now[first : len(now) - last]
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(old[a:b], new[c:d], fillvalue="")
        found += [(first + c + n, pieces(was, its)) for n, (was, its) in enumerate(pairs, start=1)]
    return tuple(found)


def _ends(before: Sequence[str], now: Sequence[str]) -> tuple[int, int]:
    """Return how many lines stayed at the beginning and at the end: mostly all but one."""
    most = min(len(before), len(now))
    first = next((n for n in range(most) if before[n] != now[n]), most)
    rest = most - first
    last = next((n for n in range(rest) if before[-1 - n] != now[-1 - n]), rest)
    return first, last


def _whole(found: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those that stayed but are too short to be read taken into the change."""
    for number, one in enumerate(found):
        inside = 0 < number < len(found) - 1
        if one.stayed and inside and len(one.text) < _SHORTEST_SAME:
            yield Piece(one.text, went=True)
            yield Piece(one.text, came=True)
        else:
            yield one


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """Yield what went before what came, each in one piece between two that stayed."""
    for stayed, run in groupby(found, key=lambda one: one.stayed):
        parts = list(run)
        if stayed:
            yield Piece("".join(one.text for one in parts))
            continue
        went = "".join(one.text for one in parts if one.went)
        came = "".join(one.text for one in parts if one.came)
        if went:
            yield Piece(went, went=True)
        if came:
            yield Piece(came, came=True)
