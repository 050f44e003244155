"""What stands between two neighbours on a line, and what it may give (CLREQ, line adjustment)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kit.text.typeset.classes import BLANK_BEHIND, FULL_WIDTH_MARKS, Kind

HAN_LATIN_EM = 0.25
"""CLREQ: up to a quarter em between Han and Latin or digits."""

FULL_WIDTH_EM = 0.9
"""A mark narrower than this has no blank half to give (a Latin ” of another typeface)."""
HALF_EM = 0.5
NARROW = 64
"""Added to a kind for a character narrower than full width."""

LAST_TURN = 3

_EASY_WORD_SPACE_EM = 0.25  # CLREQ: a word space grows to half an em
_EASY_HAN_LATIN = 1 / 3  # of the quarter em: CLREQ's note, many styles stop at a third of an em
_LATIN = frozenset({Kind.LATIN, Kind.LATIN_OPENING, Kind.LATIN_CLOSING})
_HAN = frozenset({Kind.HAN, Kind.ELLIPSIS})
_STIFF = frozenset({Kind.DOT, Kind.DASH, Kind.CONNECTOR, Kind.COMBINING, *_LATIN})


class Give(NamedTuple):
    """The gap after a character, and what it may give."""

    natural_em: float = 0.0
    shrink_em: float = 0.0
    shrink_turn: int = 0
    """0 brackets, 1 commas, 2 Han beside Latin, 3 stops: a lower turn shrinks first."""
    easy_em: float = 0.0
    """Stretch of word spaces and of Han beside Latin, used before all gaps stretch."""
    loose: bool = False
    """Whether the gap takes its equal share when all gaps stretch."""


TIGHT = Give()
_LOOSE = Give(loose=True)


@lru_cache(maxsize=2048)
def give_between(one: int, two: int, han_latin_em: float) -> Give:
    """Return the gap between two kinds, either of them plus ``NARROW``."""
    kind, following = Kind(one % NARROW), Kind(two % NARROW)
    if kind is following is Kind.HAN:
        return _LOOSE
    if Kind.SPACE in {kind, following}:
        if kind is Kind.SPACE and following is not Kind.SPACE:
            return Give(easy_em=_EASY_WORD_SPACE_EM, loose=True)
        return TIGHT
    behind = one < NARROW and kind in BLANK_BEHIND
    before = two < NARROW and following is Kind.OPENING
    if behind or before:
        return _beside_blank(kind, following, both=behind and before, before=before)
    return _without_blank(kind, following, han_latin_em)


def _beside_blank(kind: Kind, following: Kind, *, both: bool, before: bool) -> Give:
    """Return the gap where a mark turns a blank half to its neighbour."""
    if kind in FULL_WIDTH_MARKS and following in FULL_WIDTH_MARKS:
        # Two marks of two em together take one and a half; 》《 and ，“ keep half an em apart.
        return Give(-HALF_EM, 0.25 if both else 0.0, 0, loose=both)
    if before or kind is Kind.CLOSING:
        return Give(0.0, HALF_EM, 0, loose=True)
    if kind is Kind.STOP:
        # The end of a sentence stays seen: CLREQ allows half an em, some styles nothing.
        return Give(0.0, HALF_EM / 2, LAST_TURN, loose=True)
    return Give(0.0, HALF_EM, 1, loose=True)


def _without_blank(kind: Kind, following: Kind, han_latin_em: float) -> Give:
    han_then_latin = kind in _HAN and following in {Kind.LATIN, Kind.LATIN_OPENING}
    latin_then_han = kind in {Kind.LATIN, Kind.LATIN_CLOSING} and following in _HAN
    if han_then_latin or latin_then_han:
        easy_em = han_latin_em * _EASY_HAN_LATIN
        return Give(han_latin_em, han_latin_em / 2, 2, easy_em, loose=True)
    # CLREQ: nothing is put beside interpuncts, connectors and solidi, nor inside a word.
    if kind in _STIFF or following in _STIFF or kind is following:
        return TIGHT
    # Nothing comes between a text and the marks around it.
    if kind is Kind.OPENING or following in FULL_WIDTH_MARKS:
        return TIGHT
    return _LOOSE
