"""Words that somebody should listen to, with the ways they may be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.text.readings.pinyin import with_tone_mark
from kit.text.readings.reader import polyphones, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.readings.reader import Polyphone, Reading
    from kit.text.readings.reading_tables import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtedWord:
    """A doubtful character and its neighbour: what a reading is written for."""

    position: int
    """Of the character in the spoken sentence."""
    character: str
    word: str
    ways: tuple[str, ...]
    """How the word may be read, such as ``biàn mín``: as it is said now, and the likeliest other
    way next."""
    sounds: tuple[str, str]
    """The character alone: as it is said now, and otherwise."""


def doubted_words(spoken: str, lexicon: Lexicon) -> Iterator[DoubtedWord]:
    """Yield the doubtful words of a spoken sentence."""
    unsure = [one for one in polyphones(spoken, lexicon) if not one.sure and one.others]
    if not unsure:
        return
    said = readings(spoken, lexicon)
    for one in unsure:
        yield _word(one, said)


def _word(one: Polyphone, said: tuple[Reading, ...]) -> DoubtedWord:
    first, last = one.position, one.position + 1
    if last < len(said) and said[last].pinyin:
        last += 1
    elif first > 0 and said[first - 1].pinyin:
        first -= 1
    word, own = said[first:last], one.position - first
    return DoubtedWord(
        position=one.position,
        character=one.character,
        word="".join(reading.character for reading in word),
        ways=tuple(
            " ".join(
                with_tone_mark(way if at == own else reading.pinyin)
                for at, reading in enumerate(word)
            )
            for way in (one.pinyin, *one.others)
        ),
        sounds=(with_tone_mark(one.pinyin), with_tone_mark(one.others[0])),
    )
