"""What a person reads of an item, sentence by sentence, in Mandarin or in a dialect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.dialect_text import own_sentences, read_aloud

if TYPE_CHECKING:
    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.source.voices import DialectVoice

SAMPLE_WORDS = ("样例", "演练")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A sentence to be read, and the rest after it."""

    written: str
    read: str
    pause_s: float


def read_lines(item: Item, script: Script, voice: DialectVoice | None) -> tuple[ReadLine, ...]:
    """Return what is to be read; without a voice that is the Mandarin script."""
    if voice is None:
        said = tuple(one.spoken.replace("幺", "一") for one in script.sentences)
        sentences = script.sentences
    else:
        said = read_aloud(item, script, voice)
        sentences = own_sentences(item) or script.sentences
    return tuple(
        ReadLine(written=one.written, read=read, pause_s=one.pause_s)
        for one, read in zip(sentences, said, strict=True)
    )


def says_it_is_a_sample(lines: tuple[ReadLine, ...]) -> bool:
    """Return whether the first and the last sentence tell that it is not real."""
    ends = (lines[0].read, lines[-1].read) if lines else ("",)
    return all(any(word in end for word in SAMPLE_WORDS) for end in ends)
