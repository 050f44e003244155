"""A text for a voice that takes no readings: told characters give way to ones of the same sound.

The online service reads as it likes. Where a table says otherwise than our reader would, or the
reader itself is in doubt, it is sent a character that nobody reads otherwise (单家 as 善家): what
staff were told a doubtful word sounds like is what is heard. Only what is sent changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.text.readings.reader import readings
from kit.text.readings.reading_tables import Lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.speech.sound import Pinyin

_TABLE = Path(__file__).with_name("same_sound.txt")


@dataclass(frozen=True, slots=True)
class Respelt:
    """A sentence as it is sent, character by character in the places of the written one."""

    text: str
    left: tuple[int, ...]
    """Places that the voice may read wrong: no character has that sound alone."""


def respelt(sentence: str, pinyin: Pinyin) -> Respelt:
    """Return ``sentence`` with every character replaced that may be read otherwise.

    ``pinyin`` may be empty: then nothing is known, and nothing is replaced.
    """
    sent, left = list(sentence), []
    same = same_sound()
    for at in _told(sentence, pinyin) if pinyin else ():
        if pinyin[at] in same:
            sent[at] = same[pinyin[at]]
        else:
            left.append(at)
    return Respelt("".join(sent), tuple(left))


@cache
def same_sound() -> Mapping[str, str]:
    """Return a character for each syllable such as ``shan4``, one that has no other reading."""
    lines = _TABLE.read_text("utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {syllable: character for syllable, _, character in rows}


def _told(sentence: str, pinyin: Pinyin) -> list[int]:
    """Return where a reading is told: it differs from what all would say, or that is in doubt."""
    usual = readings(sentence, Lexicon())
    return [
        at
        for at, (syllable, reading) in enumerate(zip(pinyin, usual, strict=True))
        if syllable
        and (reading.or_else or syllable not in {reading.pinyin, _unstressed(reading.pinyin)})
    ]


def _unstressed(syllable: str) -> str:
    """Return a syllable without its tone: which are said so every voice has its own way."""
    return f"{syllable[:-1]}5"
