"""A script line by line, with when each sounds and the words that could be read wrong."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.spoken.broadcast import SPOKEN_A_MINUTE
from kit.speech.township_voice import township_voice
from kit.text.normalise.lexicon import (
    lexicon_of,
    other_readings,
    polyphones,
    readings,
    with_tone_mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.source.workspace import Workspace
    from kit.speech.engine import MachineVoice
    from kit.text.normalise.lexicon import Lexicon, Polyphone, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A word of a written line that somebody should listen to."""

    start: int
    """Of the doubtful character in the written line."""
    word: str
    """It and its neighbour: what a reading is written for."""
    readings: tuple[str, ...]
    """How the word may be read, such as ``biàn mín``; the first is what the voice says now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """A sentence of the script."""

    at_s: float
    """When it begins."""
    written: str
    spoken: str
    doubts: tuple[Doubt, ...]


def spoken_lines(script: Script, workspace: Workspace) -> tuple[SpokenLine, ...]:
    """Return a script's sentences with their seconds and doubtful words.

    Raises:
        SourceError: A table of readings cannot be read.
    """
    voice = township_voice(workspace.folder, workspace.township.voice)
    lines, at_s = [], 0.0
    for sentence in script.sentences:
        lines.append(
            SpokenLine(
                at_s=at_s,
                written=sentence.written,
                spoken=sentence.spoken,
                doubts=_doubts(sentence, voice, script.readings),
            )
        )
        at_s += _seconds(sentence)
    return tuple(lines)


@lru_cache(maxsize=2)
def _table_of(voice: MachineVoice) -> Lexicon:
    """Return the voice's readings, read once: every pause in typing asks for them."""
    return voice.lexicon()


def _seconds(sentence: Sentence) -> float:
    characters = sum(character.isalnum() for character in sentence.spoken)
    return characters * 60 / SPOKEN_A_MINUTE + sentence.pause_s


@lru_cache(maxsize=2048)
def _doubts(
    sentence: Sentence, voice: MachineVoice, own: tuple[tuple[str, str], ...]
) -> tuple[Doubt, ...]:
    """Return a sentence's doubtful words; between two keys most sentences stay the same."""
    lexicon = _table_of(voice).with_words(lexicon_of(own, "“读音”一栏"))
    return tuple(_found(sentence, lexicon))


def _found(sentence: Sentence, lexicon: Lexicon) -> Iterator[Doubt]:
    unsure = [one for one in polyphones(sentence.spoken, lexicon) if not one.sure and one.others]
    if not unsure:
        return
    places = _places(sentence)
    said = readings(sentence.spoken, lexicon)
    for one in unsure:
        if one.position in places:
            yield _doubt(one, places[one.position], said)


def _places(sentence: Sentence) -> dict[int, int]:
    """Return where the spoken characters stand in the written line; those of figures do not."""
    matcher = SequenceMatcher(None, sentence.spoken, sentence.written, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _doubt(one: Polyphone, start: int, said: tuple[Reading, ...]) -> Doubt:
    first, last = one.position, one.position + 1
    if last < len(said) and said[last].pinyin:
        last += 1
    elif first > 0 and said[first - 1].pinyin:
        first -= 1
    word = said[first:last]
    own = one.position - first
    ways = dict.fromkeys((one.pinyin, *other_readings(one.character)))
    return Doubt(
        start=start,
        word="".join(reading.character for reading in word),
        readings=tuple(
            " ".join(
                with_tone_mark(way if at == own else reading.pinyin)
                for at, reading in enumerate(word)
            )
            for way in ways
        ),
    )
