"""A script line by line, with when each sounds and the words that could be read wrong."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.spoken.broadcast import SPOKEN_A_MINUTE
from kit.speech.township_voice import township_voice
from kit.text.readings.doubted import doubted_words
from kit.text.readings.reading_tables import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.source.workspace import Workspace
    from kit.speech.engine import MachineVoice
    from kit.text.readings.reading_tables import Lexicon


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
    doubted = tuple(doubted_words(sentence.spoken, lexicon))
    places = _places(sentence) if doubted else {}
    for one in doubted:
        if one.position in places:
            yield Doubt(start=places[one.position], word=one.word, readings=one.ways)


def _places(sentence: Sentence) -> dict[int, int]:
    """Return where the spoken characters stand in the written line; those of figures do not."""
    matcher = SequenceMatcher(None, sentence.spoken, sentence.written, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
