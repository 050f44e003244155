"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like ``word``, or an empty text when none is like it."""
    # Labels have two to four characters: one right character of two is already a hint.
    # English keys share letters by chance.
    alike = 0.7 if word.isascii() else 0.4
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=alike)), "")
