"""A dialect's syllables in IPA and in a spelling of plain letters, there and back.

IPA with the tone class is what a reading table keeps; the spelling is derived, because few
readers know IPA and no keyboard has it. The tables of letters come with the voice's folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TONE = re.compile(r"(?P<sounds>[^\s0-9]+)(?P<tone>[0-9])")
NO_INITIAL = "0"
"""How character tables write a syllable that begins with its vowel."""


@dataclass(frozen=True, slots=True, order=True)
class Syllable:
    """One syllable in IPA; ``tone`` is the number of its class (1 阴平 … 8 阳入)."""

    initial: str
    final: str
    tone: int

    @property
    def ipa(self) -> str:
        """Such as ``tsʰɛn3``."""
        return f"{self.initial}{self.final}{self.tone}"


@dataclass(frozen=True, slots=True)
class Spelling:
    """Letters for the initials, finals and tone classes of one locality."""

    initials: Mapping[str, str] = field(default_factory=dict)
    finals: Mapping[str, str] = field(default_factory=dict)
    tones: Mapping[str, str] = field(default_factory=dict)
    """Digits by tone class."""

    def __post_init__(self) -> None:
        """Refuse letters that stand for two sounds.

        Raises:
            SourceError: Two initials, finals or tones have the same letters.
        """
        for what, table in (("声母", self.initials), ("韵母", self.finals), ("声调", self.tones)):
            letters = list(table.values())
            doubled = sorted({one for one in letters if letters.count(one) > 1})
            if doubled:
                raise SourceError(
                    f"拼写表里，{what}“{'、'.join(doubled)}”用了两次。",
                    "请在 voice.toml 里给它们不同的字母。",
                )

    def syllable(self, ipa: str) -> Syllable | None:
        """Return the syllable of ``ipa`` such as ``tsʰɛn3``; None where the tables lack it."""
        match = _TONE.fullmatch(ipa)
        if match is None or match["tone"] not in self.tones:
            return None
        sounds = match["sounds"]
        # Longest first, as in letters: tsʰ before ts before t.
        for initial in sorted((*self.initials, ""), key=len, reverse=True):
            final = sounds.removeprefix(initial)
            if sounds.startswith(initial) and final in self.finals:
                return Syllable(initial, final, int(match["tone"]))
        return None

    def spell(self, ipa: str) -> str:
        """Return a reading of one or more syllables in letters; empty where one is unknown."""
        syllables = [self.syllable(one) for one in ipa.split()]
        if not syllables or None in syllables:
            return ""
        return " ".join(self._letters(one) for one in syllables if one is not None)

    def parse(self, letters: str) -> Syllable | None:
        """Return the syllable of ``letters`` such as ``caen3``; None where there is none.

        The longest initial that leaves a final wins, so ``nga1`` begins with ng.
        """
        tones = {digit: tone for tone, digit in self.tones.items()}
        finals = {spelt: final for final, spelt in self.finals.items()}
        initials = {spelt: initial for initial, spelt in self.initials.items()} | {"": ""}
        word, digit = letters[:-1], letters[-1:]
        if digit not in tones:
            return None
        for spelt in sorted(initials, key=len, reverse=True):
            final = finals.get(word.removeprefix(spelt))
            if word.startswith(spelt) and final is not None:
                return Syllable(initials[spelt], final, int(tones[digit]))
        return None

    def _letters(self, one: Syllable) -> str:
        initial = self.initials[one.initial] if one.initial else ""
        return f"{initial}{self.finals[one.final]}{self.tones[str(one.tone)]}"
