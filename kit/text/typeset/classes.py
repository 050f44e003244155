"""Which characters may not begin or end a line, and how each behaves beside its neighbours.

Sources: GB/T 15834-2011, 5.1.1 to 5.1.10; CLREQ, prohibition rules for line start and line
end, strict level (a dash or an ellipsis does not begin a line either); for the rarer marks, what
CSS Text 3 forbids Chinese under ``line-break: strict``.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum, IntFlag
from functools import lru_cache


class Kind(IntEnum):
    """What a character is to the line."""

    HAN = 0
    """One em, breakable on both sides: ideographs, kana, wide signs and emoji."""
    OPENING = 1
    CLOSING = 2
    COMMA = 3
    STOP = 4
    DOT = 5
    """Interpunct, half an em (5.1.7)."""
    DASH = 6
    ELLIPSIS = 7
    CONNECTOR = 8
    """Ranges, solidi and what joins the parts of a name (样**某, 医保_A3): nothing is put or
    stretched beside them (CLREQ, space expansion)."""
    LATIN = 9
    """Letters and digits of proportional width: a word breaks only in an emergency."""
    LATIN_OPENING = 10
    LATIN_CLOSING = 11
    SPACE = 12
    COMBINING = 13


OPENING = "“‘（《〈「『【〔［｛〖〘〚｟"
CLOSING = "”’）》〉」』】〕］｝〗〙〛｠"
COMMAS = "，、；："
STOPS = "。．！？"
DOTS = "·・‧"
DASHES = "—―⸺"
ELLIPSES = "…⋯"
CONNECTORS = "–－～〜／"
NAME_PARTS = "*_"
LATIN_CLOSING = ",.:;!?)]}%‰°′″»›"
LATIN_OPENING = "([{$¥£€#№«‹"
SELDOM_SEEN = "･‐゠․‥︙𐫶ゝゞヽヾ‵﹪￠"
"""Come in with pasted text: half-width and Japanese dots and hyphens, leaders, repetition signs
of kana, a prime and two unit signs. CSS Text 3, 5.3: kept from a line's start in Chinese too."""

BLANK_BEHIND = frozenset({Kind.CLOSING, Kind.COMMA, Kind.STOP})
"""Marks whose right half is empty."""
FULL_WIDTH_MARKS = BLANK_BEHIND | {Kind.OPENING}

NOT_AT_START = frozenset(
    CLOSING
    + COMMAS
    + STOPS
    + DOTS
    + DASHES
    + ELLIPSES
    + CONNECTORS
    + LATIN_CLOSING
    # Unit and repetition signs belong to what stands before them.
    + "％℃℉㎡々〻ー-~/‼⁇⁈⁉"
    + SELDOM_SEEN
)
# 5.1.9: a solidus (分隔号) neither begins nor ends a line. Signs belong to the figure after them.
NOT_AT_END = frozenset(OPENING + LATIN_OPENING + "／/￥＄＃±≥≤")

_BY_CHARACTER: dict[str, Kind] = {
    character: kind
    for characters, kind in (
        (OPENING, Kind.OPENING),
        (CLOSING, Kind.CLOSING),
        (COMMAS, Kind.COMMA),
        (STOPS, Kind.STOP),
        (DOTS, Kind.DOT),
        (DASHES, Kind.DASH),
        (ELLIPSES, Kind.ELLIPSIS),
        (CONNECTORS + NAME_PARTS, Kind.CONNECTOR),
        (LATIN_OPENING, Kind.LATIN_OPENING),
        (LATIN_CLOSING, Kind.LATIN_CLOSING),
        (" \u00a0\u202f\u3000", Kind.SPACE),
    )
    for character in characters
}


@lru_cache(maxsize=4096)
def kind_of(character: str) -> Kind:
    """Return how ``character`` behaves on a line."""
    kind = _BY_CHARACTER.get(character)
    if kind is not None:
        return kind
    category = unicodedata.category(character)
    if category in {"Mn", "Me"}:
        return Kind.COMBINING
    wide = unicodedata.east_asian_width(character)
    # Ambiguous width: letters (é, α) are set as Latin, signs (①, ×, ■) as Han.
    if wide in "WF" or (wide == "A" and category[0] not in "LM"):
        return Kind.HAN
    return Kind.LATIN


class Edge(IntFlag):
    """What a character forbids at the breaks on its two sides."""

    NOT_AT_START = 1
    NOT_AT_END = 2
    JOINED = 4
    """Never parted from the character before it."""
    BINDS = 8
    """A space that does not break."""
    WORDLY = 16
    """Part of a word with its like."""


@lru_cache(maxsize=4096)
def edge_of(character: str) -> int:
    """Return the flags of ``character``, 0 for an ideograph."""
    kind = kind_of(character)
    flags = 0
    if character in NOT_AT_START or kind is Kind.SPACE:
        flags |= Edge.NOT_AT_START
    if character in NOT_AT_END:
        flags |= Edge.NOT_AT_END
    if kind is Kind.COMBINING:
        flags |= Edge.JOINED
    if character in "\u00a0\u202f":
        flags |= Edge.BINDS
    if kind in {Kind.LATIN, Kind.LATIN_OPENING, Kind.LATIN_CLOSING, Kind.DOT} or (
        character in NAME_PARTS
    ):
        flags |= Edge.WORDLY
    return int(flags)
