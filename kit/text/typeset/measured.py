"""A paragraph measured once in em: where everything stands on an endless line, and what may give.

The widths are prefix sums, so the breaker asks for the width, the shrink and the stretch of
any line in constant time, at any type size.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, cycle, pairwise, repeat
from operator import add
from typing import TYPE_CHECKING

from kit.text.typeset.bonds import Bond, bonds_in, cuts_in
from kit.text.typeset.classes import (
    BLANK_BEHIND,
    FULL_WIDTH_MARKS,
    Edge,
    Kind,
    edge_of,
    kind_of,
)
from kit.text.typeset.gaps import (
    FULL_WIDTH_EM,
    HALF_EM,
    HAN_LATIN_EM,
    NARROW,
    TIGHT,
    Give,
    give_between,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.typeset.metrics import Metrics
    from kit.text.typeset.pieces import Span

RUBY_SCALE = 0.5
_RUBY_APART_EM = 0.12
_BLANKS = "\t\r\v\f"
# Plain numbers: flags of the enum are slow to combine, and this is done for every character.
_NOT_AT_START, _NOT_AT_END = int(Edge.NOT_AT_START), int(Edge.NOT_AT_END)
_JOINED, _BINDS, _WORDLY = int(Edge.JOINED), int(Edge.BINDS), int(Edge.WORDLY)
_SOLID = frozenset({Kind.HAN, Kind.LATIN})
_TWO_MARKS = re.compile("(?<![？！])[？！]{2}(?![？！])")


@dataclass(frozen=True, slots=True)
class Base:
    """Characters ``first`` to ``last`` and the reading above them."""

    first: int
    last: int
    reading: str
    offsets_em: tuple[float, ...]
    width_em: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(slots=True)
class _Draft:
    """The paragraph while it is being measured."""

    text: str
    weights: list[int]
    forced: frozenset[int]
    rubies: list[tuple[int, int, str]]
    """First and last character of a base, and its reading."""
    kinds: list[Kind] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    shifts: list[float] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)


def measure(
    spans: Sequence[Span], metrics: Metrics, *, han_latin_em: float = HAN_LATIN_EM
) -> Measured:
    """Return ``spans`` measured, without control characters and outer white space.

    A line feed ends the line; other white space is kept where it stands inside a line.
    Kept for a while: fitting asks for the same words again and again, at other sizes.
    """
    return _measured(tuple(spans), metrics, han_latin_em)


@lru_cache(maxsize=512)
def _measured(spans: tuple[Span, ...], metrics: Metrics, han_latin_em: float) -> Measured:
    draft = _joined(spans) or _cleaned(spans)
    text = draft.text
    quotes = _straight_quotes(text)
    draft.kinds = [kind_of(character) for character in text]
    for place, kind in quotes.items():
        draft.kinds[place] = kind
    _set_boxes(draft, metrics)
    draft.bonds = _bonds(text, quotes)
    if " " in text or "\u00a0" in text or "\u202f" in text:
        _set_spaces(draft)
    for pair in ("——", "……", "――", "⋯⋯"):
        if pair in text:
            _join_pairs(draft, pair, metrics)
    bases = _set_ruby(draft, metrics) if draft.rubies else ()
    return _summed(draft, _gives(draft, han_latin_em), bases)


def _joined(spans: Sequence[Span]) -> _Draft | None:
    """Return the spans joined, or None where something must be cleaned away first."""
    text = "".join(span.text for span in spans)
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        return None
    weights: list[int] = []
    rubies = []
    for span in spans:
        if span.ruby.strip() and span.text:
            rubies.append((len(weights), len(weights) + len(span.text) - 1, span.ruby))
        weights += [span.weight] * len(span.text)
    return _Draft(text, weights, frozenset(), rubies)


def _cleaned(spans: Sequence[Span]) -> _Draft:
    """Return the spans without control characters and without white space around lines."""
    kept: list[str] = []
    weights: list[int] = []
    forced: set[int] = set()
    rubies: list[tuple[int, int, str]] = []
    for span in spans:
        first = len(kept)
        for character in span.text:
            if character in "\n\u2028\u2029":
                _strip(kept, weights, forced)
                forced.add(len(kept) - 1)
                continue
            blank = character in _BLANKS or kind_of(character) is Kind.SPACE
            if blank and (not kept or len(kept) - 1 in forced or character == " " == kept[-1]):
                continue
            if blank or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}:
                kept.append(" " if character in _BLANKS else character)
                weights.append(span.weight)
        if span.ruby.strip() and len(kept) > first:
            rubies.append((first, len(kept) - 1, span.ruby))
    _strip(kept, weights, forced)
    last = len(kept) - 1
    rubies = [(first, min(end, last), ruby) for first, end, ruby in rubies if first <= last]
    return _Draft("".join(kept), weights, frozenset(forced - {-1, last}), rubies)


def _strip(kept: list[str], weights: list[int], forced: set[int]) -> None:
    """Take the white space off the end of the line that is being written."""
    while kept and kind_of(kept[-1]) is Kind.SPACE and len(kept) - 1 not in forced:
        kept.pop()
        weights.pop()


def _set_boxes(draft: _Draft, metrics: Metrics) -> None:
    """Set how wide each character's box is and where its origin stands in it."""
    boxes = list(map(_box, draft.text, draft.weights, repeat(metrics)))
    draft.advances = [advance_em for advance_em, _ in boxes]
    draft.shifts = [shift_em for _, shift_em in boxes]


@lru_cache(maxsize=16384)
def _box(character: str, weight: int, metrics: Metrics) -> tuple[float, float]:
    kind, advance_em = kind_of(character), metrics.advance_em(character, weight)
    if kind is Kind.DOT and advance_em >= FULL_WIDTH_EM:
        return HALF_EM, (HALF_EM - advance_em) / 2
    if kind is Kind.DASH and character != "⸺":
        # 5.1.6: a single dash between figures takes one em; faces draw it a little narrower.
        return 1.0, (1.0 - advance_em) / 2
    return advance_em, 0.0


def _set_spaces(draft: _Draft) -> None:
    """Give every space the width its neighbours ask for."""
    kinds = draft.kinds
    for place, kind in enumerate(kinds):
        if kind is not Kind.SPACE or draft.text[place] == "\u3000":
            continue
        before = kinds[place - 1] if place else Kind.SPACE
        after = kinds[place + 1] if place + 1 < len(kinds) else Kind.SPACE
        if before in FULL_WIDTH_MARKS or after in FULL_WIDTH_MARKS:
            draft.advances[place] = 0.0  # the mark carries its own blank half
        elif before is after is Kind.HAN:
            draft.advances[place] = HALF_EM  # the writer sets words apart, such as two names
        else:
            draft.advances[place] = HAN_LATIN_EM


def _straight_quotes(text: str) -> dict[int, Kind]:
    """Return what each typewriter quote (") is: they open and close in turn."""
    if '"' not in text:
        return {}
    places = [place for place, character in enumerate(text) if character == '"']
    turns = cycle((Kind.LATIN_OPENING, Kind.LATIN_CLOSING))
    return dict(zip(places, turns, strict=False))


def bonds_between(text: str) -> list[Bond]:
    """Return the bond between each character and the next, that of marks included."""
    return _bonds(text, _straight_quotes(text))


def _bonds(text: str, quotes: dict[int, Kind]) -> list[Bond]:
    bonds = bonds_in(text)
    edges = [edge_of(character) for character in text]
    for place, kind in quotes.items():
        edges[place] |= _NOT_AT_END if kind is Kind.LATIN_OPENING else _NOT_AT_START
    for place, (one, two) in enumerate(pairwise(edges)):
        if not one | two:
            continue  # two ideographs, most often
        if (two & _NOT_AT_START) or (one & _NOT_AT_END):
            bonds[place] = Bond.MARK
        elif two & _JOINED:
            bonds[place] = Bond.WHOLE
        elif one & two & _WORDLY and not _sentence_mark(text, place):
            bonds[place] = max(bonds[place], Bond.WORD)
        elif one & _BINDS:
            bonds[place] = Bond.WORD
    for place in cuts_in(text):
        bonds[place] = Bond.SOFT
    return bonds


def _sentence_mark(text: str, place: int) -> bool:
    """Whether a half-width mark here ends a clause (办事,Tel), not a part of a number or word."""
    return text[place] in ",;!?)]}" and not (
        place and text[place - 1].isascii() and text[place + 1].isdigit()
    )


def _join_pairs(draft: _Draft, pair: str, metrics: Metrics) -> None:
    """Make every ``pair`` one sign of two em, ready for the two-em dash to be drawn in it."""
    place = draft.text.find(pair)
    while place >= 0:
        draft.bonds[place] = Bond.WHOLE
        draft.advances[place : place + 2] = (1.0, 1.0)
        if pair == "——":
            dash_em = metrics.advance_em("⸺", draft.weights[place])
            draft.shifts[place : place + 2] = (1.0 - dash_em / 2, 0.0)
        place = draft.text.find(pair, place + 2)


def _set_ruby(draft: _Draft, metrics: Metrics) -> tuple[Base, ...]:
    """Return the readings, and make room for those wider than their base."""
    bases = []
    for first, last, reading in draft.rubies:
        syllables = reading.split()
        parts = [(first, last, reading.strip())]
        if len(syllables) == last - first + 1:
            parts = [(first + i, first + i, syllable) for i, syllable in enumerate(syllables)]
        else:
            for place in range(first, last):
                draft.bonds[place] = max(draft.bonds[place], Bond.WORD)
        for start, end, part in parts:
            widths = [metrics.advance_em(c, draft.weights[start]) for c in part]
            base = Base(start, end, part, tuple(accumulate([0.0, *widths[:-1]])), sum(widths))
            wanted = base.width_em * RUBY_SCALE + _RUBY_APART_EM
            room = (wanted - sum(draft.advances[start : end + 1])) / 2
            if room > 0:
                draft.advances[start] += room
                draft.shifts[start] += room
                draft.advances[end] += room
            bases.append(base)
    return tuple(bases)


def _gives(draft: _Draft, han_latin_em: float) -> list[Give]:
    text = draft.text
    # A mark narrower than full width has no blank half to give.
    codes = [
        kind if advance >= FULL_WIDTH_EM else kind + NARROW
        for kind, advance in zip(draft.kinds, draft.advances, strict=True)
    ]
    gives = [give_between(one, two, han_latin_em) for one, two in pairwise(codes)]
    gives += [TIGHT] * bool(text)
    for match in _TWO_MARKS.finditer(text):
        # 5.1.2: ！！ and ？！ take one em, three marks two.
        last = match.end() - 1
        if last < len(text) - 1 and gives[last].natural_em > -HALF_EM:
            gives[last] = Give(natural_em=-HALF_EM, loose=gives[last].loose)
    return gives


def _summed(draft: _Draft, gives: list[Give], bases: tuple[Base, ...]) -> Measured:
    size = len(draft.text)
    naturals, shrinks, _, easies, looses = zip(*gives, strict=True) if size else ((),) * 5
    steps = map(add, draft.advances, naturals)
    starts = tuple(accumulate(steps, initial=0.0))[:size]
    left, right = _edges(draft, starts)
    solid = map(_SOLID.__contains__, draft.kinds)
    return Measured(
        text=draft.text,
        weights=tuple(draft.weights),
        advances=tuple(draft.advances),
        shifts=tuple(draft.shifts),
        gives=tuple(gives),
        starts=starts,
        left=tuple(left),
        right=tuple(right),
        shrink=tuple(accumulate(shrinks, initial=0.0)),
        easy=tuple(accumulate(easies, initial=0.0)),
        loose=tuple(accumulate(looses, initial=0)),
        content=tuple(accumulate(solid, initial=0)),
        bonds=tuple(draft.bonds),
        forced=draft.forced,
        bases=bases,
    )


def _edges(draft: _Draft, starts: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return the edges of the lines that would begin and end at each character."""
    left = list(starts)
    right = list(map(add, starts, draft.advances))
    for place in [place for place, kind in enumerate(draft.kinds) if kind not in _SOLID]:
        kind = draft.kinds[place]
        if kind is Kind.SPACE:
            if place:
                right[place] = right[place - 1]
        elif draft.advances[place] >= FULL_WIDTH_EM:
            if kind is Kind.OPENING:
                left[place] += HALF_EM
            elif kind in BLANK_BEHIND:
                right[place] -= HALF_EM
    return left, right
