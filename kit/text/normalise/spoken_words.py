"""What comes out of the normaliser: words, each tied to the characters it was written with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match, Pattern


class WordKind(StrEnum):
    """What a spoken word stands for."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    MONEY = "money"
    NUMBER = "number"
    PHONE = "phone"
    CODE = "code"
    LABEL = "label"
    """Number of a heading or list entry: no figure of the notice."""
    LETTERS = "letters"
    MARK = "mark"

    @property
    def is_figure(self) -> bool:
        """Whether a listener must keep it in mind."""
        return self in _FIGURES


_FIGURES = frozenset(
    {
        WordKind.DATE,
        WordKind.TIME,
        WordKind.MONEY,
        WordKind.NUMBER,
        WordKind.PHONE,
        WordKind.CODE,
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """What is said for ``written[written_start:written_end]``; empty where nothing is said."""

    written_start: int
    written_end: int
    spoken: str
    kind: WordKind = WordKind.TEXT


@dataclass(frozen=True, slots=True)
class Problem:
    """Characters that cannot be read aloud without guessing; nothing is said for them."""

    written_start: int
    written_end: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is spoken: Chinese characters, Latin letters and pauses, no digit.

    The words cover the written text from end to end in order, and their spoken parts
    together are ``spoken``.
    """

    spoken: str
    words: tuple[Word, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def figures(self) -> tuple[Word, ...]:
        """Figures in the order they are heard."""
        return tuple(word for word in self.words if word.kind.is_figure)


@dataclass(frozen=True, slots=True)
class Said:
    """How a rule reads what it matched."""

    spoken: str
    kind: WordKind


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a rule refuses what it matched."""

    message: str
    remedy: str


Reading: TypeAlias = Said | Unreadable | None
"""None means: not mine, let the next rule look."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing and how it is read."""

    pattern: Pattern[str]
    read: Callable[[Match[str]], Reading]


def before(match: Match[str], characters: int = 14) -> str:
    """Return the text that stands before a match."""
    return match.string[max(0, match.start() - characters) : match.start()]


def after(match: Match[str], characters: int = 6) -> str:
    """Return the text that stands behind a match."""
    return match.string[match.end() : match.end() + characters]
