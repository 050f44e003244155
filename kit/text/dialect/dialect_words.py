"""A dialect's words for Mandarin ones: suggested, shown beside the original, never put in silently.

The longest entry wins at each place. Words on the protect list are matched with the entries
and stay as they are, so that 其他 keeps its 他 and 重要 its 要: with single characters alone,
every second suggestion in an official text would be wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Without 分 and the 一 of 一起: 给 is 分, and 一起 is 共下.
_FIGURES = re.compile(
    "[0-9零〇二两三四五六七八九十百千万亿半廿卅元角毛亩]|一(?![起共点滴样定直路下齐切般])"
)


class Status(StrEnum):
    """How well an entry is known (可靠)."""

    LOCAL = "local"
    ATTESTED = "yongding"
    SPLIT = "yongding-split"
    GENERAL = "general"
    VERIFY = "verify"

    @property
    def label(self) -> str:
        """What the clerk reads."""
        return _LABELS[self]


_LABELS = {
    Status.LOCAL: "本地人确认",
    Status.ATTESTED: "有据",
    Status.SPLIT: "各地说法不同",
    Status.GENERAL: "通用",
    Status.VERIFY: "待核对",
}


class Scope(StrEnum):
    """Whether an entry is suggested by itself (范围)."""

    WORD = "word"
    PHRASE = "phrase"
    REFERENCE = "reference"
    """To be looked up only: which of its senses is meant, or how it is written, is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingEntry:
    """A Mandarin word and what the dialect says for it."""

    mandarin: str
    forms: tuple[str, ...]
    """The first is suggested; others are said elsewhere."""
    scope: Scope
    status: Status
    reading: str = ""
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A voice's words, by their Mandarin, and the words that stay as they are."""

    entries: Mapping[str, WordingEntry]
    protected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """One suggestion: characters ``start`` to before ``end`` of the suggested text."""

    start: int
    end: int
    entry: WordingEntry


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A Mandarin sentence, the sentence suggested for it, and every place that differs."""

    mandarin: str
    text: str
    changes: tuple[Change, ...]


def suggest(mandarin: str, wording: Wording) -> Suggestion:
    """Return the dialect sentence suggested for a Mandarin one.

    Where an entry and a protected word are equally long, the protected word wins.
    """
    parts: list[str] = []
    changes: list[Change] = []
    length = 0
    for word, entry in _words(mandarin, wording):
        said = entry.forms[0] if entry else word
        if entry:
            changes.append(Change(length, length + len(said), entry))
        parts.append(said)
        length += len(said)
    text = "".join(parts)
    if _FIGURES.findall(text) != _FIGURES.findall(mandarin):
        return Suggestion(mandarin, mandarin, ())  # words that met made another figure
    return Suggestion(mandarin, text, tuple(changes))


def keeps_figures(entry: WordingEntry) -> bool:
    """Return whether the dialect's word has the figures of the Mandarin one.

    The table stands outside the signed text: a neighbour must not read five hundred for four.
    """
    return all(_FIGURES.findall(form) == _FIGURES.findall(entry.mandarin) for form in entry.forms)


def _words(mandarin: str, wording: Wording) -> Iterator[tuple[str, WordingEntry | None]]:
    """Yield the sentence in words; with an entry where another word is suggested."""
    suggested = {
        word: entry
        for word, entry in wording.entries.items()
        if entry.scope is not Scope.REFERENCE and entry.forms[0] != word and keeps_figures(entry)
    }
    longest = max(map(len, (*suggested, *wording.protected)), default=0)
    start = 0
    while start < len(mandarin):
        ends = range(min(len(mandarin), start + longest), start, -1)
        pieces = (mandarin[start:end] for end in ends)
        word = next((p for p in pieces if p in wording.protected or p in suggested), "")
        yield (
            word or mandarin[start],
            suggested.get(word) if word not in wording.protected else None,
        )
        start += len(word) or 1
