"""A typeface for tests: ideographs and marks one em, Latin narrower, as in Noto Sans SC."""

from __future__ import annotations

from kit.text.typeset.classes import Kind, kind_of

NARROW = {" ": 0.225, "—": 0.9, "⸺": 1.687, "–": 0.54, "-": 0.36, "%": 0.94, "/": 0.39}


class Squares:
    """Widths that can be checked by counting: digits and letters 0.6 em, Latin marks 0.3 em."""

    def advance_em(self, character: str, weight: int) -> float:
        assert 100 <= weight <= 900
        if character in NARROW:
            return NARROW[character]
        kind = kind_of(character)
        if kind is Kind.COMBINING:
            return 0.0
        if kind in {Kind.LATIN_OPENING, Kind.LATIN_CLOSING}:
            return 0.3
        return 0.6 if kind is Kind.LATIN else 1.0


SQUARES = Squares()
