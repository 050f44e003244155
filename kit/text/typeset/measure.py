"""A paragraph measured once in em: where everything stands on an endless line, and what may give.

The widths are prefix sums, so the breaker asks for the width, the shrink and the stretch of
any line in constant time, at any type size.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kit.text.typeset.classes import FULL_WIDTH_MARKS, NOT_AT_END, NOT_AT_START, Kind, kind_of
from kit.text.typeset.units import Bond, bonds_in, cuts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.metrics import Metrics
    from kit.text.typeset.pieces import Span

HAN_LATIN_EM = 0.25
"""CLREQ: up to a quarter em between Han and Latin or digits."""
RUBY_SCALE = 0.5
_RUBY_APART_EM = 0.12

# A mark narrower than this has no blank half to give (a Latin ” of another typeface).
_FULL_WIDTH_EM = 0.9
_HALF_EM = 0.5
_EASY_WORD_SPACE_EM = 0.25  # CLREQ: a word space grows to half an em
_EASY_HAN_LATIN = 1 / 3  # of the quarter em: CLREQ's note, many styles stop at a third of an em


class Give(NamedTuple):
    """What the gap after a character may give, and in which order (CLREQ, line adjustment)."""

    natural_em: float = 0.0
    shrink_em: float = 0.0
    shrink_turn: int = 0
    """0 brackets, 1 commas, 2 Han beside Latin, 3 stops: a lower turn shrinks first."""
    easy_em: float = 0.0
    """Stretch of word spaces and of Han beside Latin, used before all gaps stretch."""
    loose: bool = False
    """Whether the gap takes its equal share when all gaps stretch."""


LAST_TURN = 3
_TIGHT = Give()
_LOOSE = Give(loose=True)


@dataclass(frozen=True, slots=True)
class Base:
    """Characters ``first`` to ``last`` and the reading above them."""

    first: int
    last: int
    reading: str
    offsets_em: tuple[float, ...]
    width_em: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A paragraph of n characters; every tuple has n entries unless it says otherwise."""

    text: str
    weights: tuple[int, ...]
    advances: tuple[float, ...]
    shifts: tuple[float, ...]
    """From the left edge of a character's box to its origin."""
    gives: tuple[Give, ...]
    starts: tuple[float, ...]
    """Left edge of each character's box on an endless line."""
    left: tuple[float, ...]
    """Left edge of a line beginning here: an opening mark leaves its blank half outside."""
    right: tuple[float, ...]
    """Right edge of a line ending here: trailing spaces and blank halves stay outside."""
    shrink: tuple[float, ...]
    """Shrink of all gaps before the character."""
    easy: tuple[float, ...]
    loose: tuple[int, ...]
    content: tuple[int, ...]
    """Characters before this one that are neither marks nor spaces; n + 1 entries."""
    bonds: tuple[Bond, ...]
    forced: frozenset[int]
    """Places of characters after which the writer ended the line."""
    bases: tuple[Base, ...]


def measure(
    spans: Sequence[Span], metrics: Metrics, *, han_latin_em: float = HAN_LATIN_EM
) -> Measured:
    """Return ``spans`` measured, without control characters and outer white space.

    A line feed ends the line; other white space is kept where it stands inside a line.
    """
    text, weights, forced, rubies = _clean(spans)
    kinds = [kind_of(character) for character in text]
    boxes = [
        _box(character, kind, metrics.advance_em(character, weight))
        for character, kind, weight in zip(text, kinds, weights, strict=True)
    ]
    advances = [box[0] for box in boxes]
    shifts = [box[1] for box in boxes]
    _set_spaces(kinds, text, advances)
    bonds = _bonds(text, kinds)
    _join_pairs(text, weights, metrics, advances, shifts, bonds)
    bases = _set_ruby(rubies, weights, metrics, advances, shifts, bonds)
    gives = _gives(text, kinds, advances, han_latin_em)
    return _summed(text, weights, kinds, advances, shifts, gives, bonds, forced, bases)


def _clean(
    spans: Sequence[Span],
) -> tuple[str, list[int], frozenset[int], list[tuple[int, int, str]]]:
    """Return characters, their weights, places of forced ends, and (first, last, reading)."""
    kept: list[str] = []
    weights: list[int] = []
    forced: set[int] = set()
    rubies: list[tuple[int, int, str]] = []
    fresh = True

    def end_line() -> None:
        while kept and kind_of(kept[-1]) is Kind.SPACE and len(kept) - 1 not in forced:
            kept.pop()
            weights.pop()

    for span in spans:
        first = len(kept)
        for character in span.text:
            if character in "\n\u2028\u2029":
                end_line()
                if kept:
                    forced.add(len(kept) - 1)
                fresh = True
                continue
            if character in "\t\r\v\f":
                character = " "
            elif unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
                continue
            if kind_of(character) is Kind.SPACE and (fresh or character == " " == kept[-1]):
                continue
            kept.append(character)
            weights.append(span.weight)
            fresh = False
        if span.ruby.strip() and len(kept) > first:
            rubies.append((first, len(kept) - 1, span.ruby.strip()))
    end_line()
    last = len(kept) - 1
    rubies = [(first, min(end, last), ruby) for first, end, ruby in rubies if first <= last]
    return "".join(kept), weights, frozenset(forced - {last}), rubies


def _box(character: str, kind: Kind, advance_em: float) -> tuple[float, float]:
    """Return the width a character takes and where its origin stands in it."""
    if kind is Kind.DOT and advance_em >= _FULL_WIDTH_EM:
        return _HALF_EM, (_HALF_EM - advance_em) / 2
    if kind is Kind.DASH and character != "⸺":
        # 5.1.6: a single dash between figures takes one em; faces draw it a little narrower.
        return 1.0, (1.0 - advance_em) / 2
    return advance_em, 0.0


def _set_spaces(kinds: list[Kind], text: str, advances: list[float]) -> None:
    """Give every space the width its neighbours ask for."""
    for place, kind in enumerate(kinds):
        if kind is not Kind.SPACE or text[place] == "\u3000":
            continue
        before = kinds[place - 1] if place else Kind.SPACE
        after = kinds[place + 1] if place + 1 < len(kinds) else Kind.SPACE
        if before in FULL_WIDTH_MARKS or after in FULL_WIDTH_MARKS:
            advances[place] = 0.0  # the mark carries its own blank half
        elif before is after is Kind.HAN:
            advances[place] = _HALF_EM  # the writer sets words apart, such as two names
        else:
            advances[place] = HAN_LATIN_EM


def _bonds(text: str, kinds: list[Kind]) -> list[Bond]:
    bonds = bonds_in(text)
    cuts = cuts_in(text)
    latin = {Kind.LATIN, Kind.LATIN_OPENING, Kind.LATIN_CLOSING, Kind.DOT}
    for place, (one, two) in enumerate(pairwise(text)):
        kind, following = kinds[place], kinds[place + 1]
        if following is Kind.COMBINING:
            bonds[place] = Bond.WHOLE
        elif place in cuts:
            bonds[place] = Bond.SOFT
        elif two in NOT_AT_START or one in NOT_AT_END or following is Kind.SPACE:
            bonds[place] = Bond.MARK
        elif kind is Kind.SPACE and one in "\u00a0\u202f":
            bonds[place] = Bond.WORD
        elif kind in latin and following in latin and not _sentence_mark(text, place):
            bonds[place] = max(bonds[place], Bond.WORD)
    return bonds


def _sentence_mark(text: str, place: int) -> bool:
    """Whether a half-width mark here ends a clause (办事,Tel), not a part of a number or word."""
    return text[place] in ",;!?)]}" and not (
        place and text[place - 1].isascii() and text[place + 1].isdigit()
    )


def _join_pairs(
    text: str,
    weights: list[int],
    metrics: Metrics,
    advances: list[float],
    shifts: list[float],
    bonds: list[Bond],
) -> None:
    """Make —— and …… one sign of two em, the dash as the two-em dash stands in them."""
    place = 0
    while place + 1 < len(text):
        if text[place] in "—―…⋯" and text[place + 1] == text[place]:
            bonds[place] = Bond.WHOLE
            advances[place] = advances[place + 1] = 1.0
            if text[place] == "—":
                shifts[place] = 1.0 - metrics.advance_em("⸺", weights[place]) / 2
                shifts[place + 1] = 0.0
            place += 1
        place += 1


def _set_ruby(
    rubies: list[tuple[int, int, str]],
    weights: list[int],
    metrics: Metrics,
    advances: list[float],
    shifts: list[float],
    bonds: list[Bond],
) -> tuple[Base, ...]:
    """Return the readings, and make room for those wider than their base."""
    bases = []
    for first, last, reading in rubies:
        syllables = reading.split()
        if len(syllables) == last - first + 1:
            parts = [(first + i, first + i, syllable) for i, syllable in enumerate(syllables)]
        else:
            parts = [(first, last, reading)]
            for place in range(first, last):
                bonds[place] = max(bonds[place], Bond.WORD)
        for start, end, part in parts:
            widths = [metrics.advance_em(c, weights[start]) for c in part]
            base = Base(start, end, part, tuple(accumulate([0.0, *widths[:-1]])), sum(widths))
            wanted = base.width_em * RUBY_SCALE + _RUBY_APART_EM
            room = (wanted - sum(advances[start : end + 1])) / 2
            if room > 0:
                advances[start] += room
                shifts[start] += room
                advances[end] += room
            bases.append(base)
    return tuple(bases)


def _gives(text: str, kinds: list[Kind], advances: list[float], han_latin_em: float) -> list[Give]:
    gives = [
        _give(kinds[place], kinds[place + 1], advances[place], advances[place + 1], han_latin_em)
        for place in range(len(text) - 1)
    ]
    gives.append(_TIGHT)
    for place in range(len(text) - 1):
        # 5.1.2: ！！ and ？！ take one em, three marks two.
        if text[place] in "？！" and text[place + 1] in "？！":
            alone = place == 0 or text[place - 1] not in "？！"
            last = place + 2 == len(text) or text[place + 2] not in "？！"
            if alone and last and gives[place + 1].natural_em > -_HALF_EM:
                gives[place + 1] = Give(natural_em=-_HALF_EM, loose=gives[place + 1].loose)
    return gives


def _give(
    kind: Kind, following: Kind, advance_em: float, next_advance_em: float, han_latin_em: float
) -> Give:
    """Return what stands between two neighbours and what it may give."""
    if kind is following is Kind.HAN:
        return _LOOSE
    if Kind.SPACE in {kind, following}:
        if kind is Kind.SPACE and following is not Kind.SPACE:
            return Give(easy_em=_EASY_WORD_SPACE_EM, loose=True)
        return _TIGHT
    behind = advance_em >= _FULL_WIDTH_EM and kind in {Kind.CLOSING, Kind.COMMA, Kind.STOP}
    before = next_advance_em >= _FULL_WIDTH_EM and following is Kind.OPENING
    if behind or before:
        if kind in FULL_WIDTH_MARKS and following in FULL_WIDTH_MARKS:
            both = behind and before
            return Give(-_HALF_EM, 0.25 if both else 0.0, 0, loose=both)
        if before or kind is Kind.CLOSING:
            return Give(0.0, _HALF_EM, 0, loose=True)
        return (
            Give(0.0, 0.25, 3, loose=True) if kind is Kind.STOP else Give(0.0, 0.5, 1, loose=True)
        )
    return _give_without_blank(kind, following, han_latin_em)


def _give_without_blank(kind: Kind, following: Kind, han_latin_em: float) -> Give:
    han, latin = {Kind.HAN, Kind.ELLIPSIS}, {Kind.LATIN, Kind.LATIN_OPENING, Kind.LATIN_CLOSING}
    if (kind in han and following in {Kind.LATIN, Kind.LATIN_OPENING}) or (
        kind in latin - {Kind.LATIN_OPENING} and following in han
    ):
        easy = han_latin_em * _EASY_HAN_LATIN
        return Give(han_latin_em, han_latin_em / 2, 2, easy, loose=True)
    stiff = {Kind.DOT, Kind.DASH, Kind.CONNECTOR, Kind.COMBINING, *latin}
    if kind in stiff or following in stiff or kind is following:
        return _TIGHT
    # Nothing comes between a text and the marks around it.
    if kind is Kind.OPENING or following in FULL_WIDTH_MARKS:
        return _TIGHT
    return _LOOSE


def _summed(
    text: str,
    weights: list[int],
    kinds: list[Kind],
    advances: list[float],
    shifts: list[float],
    gives: list[Give],
    bonds: list[Bond],
    forced: frozenset[int],
    bases: tuple[Base, ...],
) -> Measured:
    steps = [advance + give.natural_em for advance, give in zip(advances, gives, strict=True)]
    starts = list(accumulate(steps, initial=0.0))[: len(text)]
    left: list[float] = []
    right: list[float] = []
    for place, kind in enumerate(kinds):
        wide = advances[place] >= _FULL_WIDTH_EM
        left.append(starts[place] + (_HALF_EM if wide and kind is Kind.OPENING else 0.0))
        if kind is Kind.SPACE and place:
            right.append(right[-1])
            continue
        ends_half = wide and kind in {Kind.CLOSING, Kind.COMMA, Kind.STOP}
        right.append(starts[place] + advances[place] - (_HALF_EM if ends_half else 0.0))
    solid = [kind in {Kind.HAN, Kind.LATIN} for kind in kinds]
    return Measured(
        text=text,
        weights=tuple(weights),
        advances=tuple(advances),
        shifts=tuple(shifts),
        gives=tuple(gives),
        starts=tuple(starts),
        left=tuple(left),
        right=tuple(right),
        shrink=tuple(accumulate((give.shrink_em for give in gives), initial=0.0))[: len(text)],
        easy=tuple(accumulate((give.easy_em for give in gives), initial=0.0))[: len(text)],
        loose=tuple(accumulate((give.loose for give in gives), initial=0))[: len(text)],
        content=tuple(accumulate(solid, initial=0)),
        bonds=tuple(bonds),
        forced=forced,
        bases=bases,
    )
