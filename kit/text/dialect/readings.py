"""How a dialect reads each character of a text, where that is open, and what nobody knows.

Words win over characters; a reading that a named local confirmed wins over any book, the
newest over the older; a book of the voice's own locality wins over its neighbour's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HOLE = "□"
"""Stands in a text for a spoken syllable that has no agreed character."""
_READ = re.compile(f"[\u3400-\u4dbf一-鿿\U00020000-\U0003ffff{HOLE}]")
_BORROWED = "训"
"""A reading taken from a word of the same meaning: used where there is no other."""
_REGISTER_ORDER = ("", "常", "文", "白", _BORROWED)


class Confidence(StrEnum):
    """Who stands for a reading."""

    LOCAL = "local-verified"
    ATTESTED = "attested"
    INFERRED = "inferred"

    @property
    def label(self) -> str:
        """What the clerk reads."""
        return {"local-verified": "本地人确认", "attested": "书上有", "inferred": "推测"}[
            self.value
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DialectReading:
    """A word or a character and one way to say it."""

    text: str
    ipa: str = ""
    """Syllables parted by blanks, each with its tone class; empty where only letters are known."""
    spelling: str = ""
    register: str = ""
    locality: str = ""
    source: str
    confidence: Confidence
    verified_by: str = ""
    verified_on: str = ""
    note: str = ""

    @property
    def sound(self) -> str:
        """What tells two readings apart."""
        return self.ipa or self.spelling

    def shown(self, *, ipa: bool) -> str:
        """Return the syllables as they are set above the text."""
        return (self.ipa or self.spelling) if ipa else (self.spelling or self.ipa)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Characters ``start`` to before ``end`` of a text and how they are said.

    No reading means that nobody has given one; several mean that the reader must choose.
    """

    start: int
    end: int
    readings: tuple[DialectReading, ...]

    @property
    def missing(self) -> bool:
        """Whether nobody has given a reading."""
        return not self.readings

    @property
    def several(self) -> bool:
        """Whether the reader must choose."""
        return len(self.readings) > 1


@dataclass(frozen=True)
class ReadingTable:
    """All readings of a voice, those added last at the end."""

    entries: tuple[DialectReading, ...] = ()
    locality: str = ""

    @cached_property
    def by_text(self) -> Mapping[str, tuple[DialectReading, ...]]:
        """The readings of each word that count, the likeliest first."""
        found: dict[str, list[DialectReading]] = {}
        for entry in self.entries:
            found.setdefault(entry.text, []).append(entry)
        return {text: self._counting(entries) for text, entries in found.items()}

    @cached_property
    def longest(self) -> int:
        """Characters of the longest word."""
        return max(map(len, self.by_text), default=0)

    def _counting(self, entries: Sequence[DialectReading]) -> tuple[DialectReading, ...]:
        local = [entry for entry in entries if entry.confidence is Confidence.LOCAL]
        if local:
            # The last word is the newest: whoever mends a reading adds a line.
            return (local[-1],)
        near = [entry for entry in entries if entry.locality == self.locality] or list(entries)
        own = [entry for entry in near if entry.register != _BORROWED] or near
        own.sort(key=lambda entry: _rank(entry.register))
        return tuple({entry.sound: entry for entry in reversed(own)}.values())[::-1]

    def read(self, text: str) -> tuple[Spoken, ...]:
        """Return every Chinese word or character of ``text`` with its readings."""
        return tuple(self._spoken(text))

    def _spoken(self, text: str) -> Iterator[Spoken]:
        start = 0
        while start < len(text):
            # The longest word first: 重 in 重阳 is read as the word is.
            ends = range(min(len(text), start + self.longest), start, -1)
            word = next((text[start:end] for end in ends if text[start:end] in self.by_text), "")
            end = start + (len(word) or 1)
            if word or _READ.match(text[start]):
                yield Spoken(start, end, self.by_text.get(word, ()))
            start = end


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of some texts a table can read, counted in characters."""

    characters: int
    missing: Counter[str]
    several: Counter[str]
    """Words and characters with more than one reading, and how often they stand there."""
    sources: Counter[str]
    """Characters read, by where the reading comes from."""
    words: int
    """Words of more than one character that have a reading of their own."""

    @property
    def read(self) -> int:
        """Characters that have a reading."""
        return self.characters - sum(self.missing.values())

    @property
    def share(self) -> float:
        """The part of all characters that can be read, 0 to 1; 1 for no text at all."""
        return self.read / self.characters if self.characters else 1.0


def coverage(texts: Iterable[str], table: ReadingTable) -> Coverage:
    """Return how much of ``texts`` the table can read."""
    missing: Counter[str] = Counter()
    several: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    characters = words = 0
    for text in texts:
        for spoken in table.read(text):
            said = text[spoken.start : spoken.end]
            characters += len(said)
            words += len(said) > 1
            if spoken.missing:
                missing[said] += 1
                continue
            first = spoken.readings[0]
            sources[f"{first.source}（{first.confidence.label}）"] += len(said)
            several[said] += spoken.several
    return Coverage(characters, missing, +several, sources, words)


def _rank(register: str) -> int:
    return _REGISTER_ORDER.index(register) if register in _REGISTER_ORDER else 2
