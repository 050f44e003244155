"""How a sentence is spoken, character by character, and where somebody should listen.

What speaks, in order: the tables; rules of neighbours that are strong; words of the dictionary;
weak rules; words that dictionaries dispute; the character's usual reading; a small network. Who
speaks first is right. Where as much speaks against it as for it, the character is doubted (拿不准).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kit.text.characters import is_chinese, is_rare
from kit.text.common_words import how_often
from kit.text.normalise.spoken_words import Problem
from kit.text.readings.bound import is_bound
from kit.text.readings.dictionary import disputes, reading_of, words
from kit.text.readings.neighbours import Strength, by_neighbours, readings_by_rule
from kit.text.readings.pinyin import own_readings
from kit.text.readings.reading_tables import number_places
from kit.text.readings.second_opinion import opinions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.readings.reading_tables import Lexicon
    from kit.text.readings.second_opinion import Opinion

_SURE = 0.9
"""From this weight on the network's opinion counts as much as a word of the dictionary."""
_SELDOM = 7.5
"""The logarithm of how often a character is met below which the network alone is not enough."""
_OFTEN = 9.6
"""The same, below which the usual reading of a character standing alone is not enough."""
_LONG = 3
"""Words of this many characters stand before strong rules."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A character and its pinyin, such as ``zhong4``; empty where it is no Chinese character."""

    character: str
    pinyin: str
    or_else: str = ""
    """How it may be read as well, where somebody should listen; empty where it is sure."""


@dataclass(frozen=True, slots=True)
class Polyphone:
    """A character to look at before a broadcast: it has other readings, or few know it."""

    position: int
    character: str
    pinyin: str
    others: tuple[str, ...]
    """Its other readings, the likeliest first."""
    rare: bool
    sure: bool
    """Whether nobody need listen for it."""


class _Voice(NamedTuple):
    """Somebody's opinion of one character, and how much it counts for or against another's."""

    pinyin: str
    weight: float


class _Word(NamedTuple):
    """A character's reading in the word it stands in, the word's length, and where it stands."""

    pinyin: str = ""
    length: int = 1
    disputed: bool = False
    is_end: bool = False


def readings(sentence: str, lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return every character of ``sentence`` with its reading."""
    settled = lexicon.settled(sentence)
    return tuple(
        Reading(one.character, settled[at]) if at in settled else one
        for at, one in enumerate(_read(sentence))
    )


def polyphones(sentence: str, lexicon: Lexicon) -> tuple[Polyphone, ...]:
    """Return the characters of ``sentence`` that somebody should look at before a broadcast."""
    return tuple(
        Polyphone(
            at, one.character, one.pinyin, _others(one), is_rare(one.character), not one.or_else
        )
        for at, one in enumerate(readings(sentence, lexicon))
        if one.or_else or is_rare(one.character) or readings_by_rule(one.character)
    )


def _others(reading: Reading) -> tuple[str, ...]:
    likely = dict.fromkeys((reading.or_else, *own_readings(reading.character)))
    return tuple(one for one in likely if one and one != reading.pinyin)


def unknown_characters(sentence: str, lexicon: Lexicon) -> tuple[Problem, ...]:
    """Return the Chinese characters without any reading: no voice can say them."""
    settled = lexicon.settled(sentence)
    return tuple(
        Problem(
            at,
            at + 1,
            f"“{character}”没有读音。",
            "请在“读音”一栏或读音表里给它注音，或换一个字。",
        )
        for at, character in enumerate(sentence)
        if is_rare(character) and at not in settled and not own_readings(character)
    )


@lru_cache(maxsize=4096)
def _read(sentence: str) -> tuple[Reading, ...]:
    """Return how a sentence is read where no table speaks."""
    numbers = number_places(sentence)
    network = opinions(sentence)
    in_words = list(_in_words(sentence))
    return tuple(
        Reading(character, own_readings(character)[0])
        if at in numbers
        else _judged(sentence, at, in_words[at], network.get(at))
        for at, character in enumerate(sentence)
    )


def _in_words(sentence: str) -> Iterator[_Word]:
    """Yield for every character what the word it stands in says of it."""
    for start, end in words(sentence):
        word = sentence[start:end]
        pinyin = reading_of(word) or ("",) * len(word)
        for at, (character, syllable) in enumerate(zip(word, pinyin, strict=True), start=1):
            is_end = 1 < at == len(word)
            yield _Word(syllable, len(word), disputes(word, character), is_end)


def _judged(sentence: str, at: int, word: _Word, network: Opinion | None) -> Reading:
    character = sentence[at]
    if not is_chinese(character):
        return Reading(character, "")
    voices = list(_voices(sentence, at, word))
    if network and is_bound(character, network[0]) and not _is_said(network[0], voices):
        network = None
    if network:
        voices.append(_Voice(network[0], 1.0 if network[1] >= _SURE else 0.5))
    own = own_readings(character)
    if not voices:
        return Reading(character, own[0] if own else "")
    said = voices[0].pinyin
    if len(voices) == 1 and network:
        known = how_often().get(character, 0.0) >= _SELDOM and not _may_be_else(character, said)
        usual = _is_alike(said, own[0], word)
        sure = voices[0].weight == 1.0 and usual and (known or word.length > 1)
    else:
        against = sum(one.weight for one in voices if not _is_alike(one.pinyin, said, word))
        sure = against < sum(one.weight for one in voices) - against
        sure = sure and not _is_weak(sentence, at, word, voices)
    return Reading(character, said, "" if sure else _second(character, said, voices))


def _voices(sentence: str, at: int, word: _Word) -> Iterator[_Voice]:
    """Yield what rules and words say of a character, who is right first."""
    strong = by_neighbours(sentence, at, Strength.STRONG, ends_word=word.is_end)
    said = word.pinyin and not word.disputed
    if strong and word.length < _LONG:
        yield _Voice(strong, 1.0)
    if said:
        yield _Voice(word.pinyin, 1.0)
    if strong and word.length >= _LONG:
        yield _Voice(strong, 1.0)
    weak = by_neighbours(sentence, at, Strength.WEAK, ends_word=word.is_end)
    if weak and not strong:
        yield _Voice(weak, 1.0)
    if word.disputed:
        yield _Voice(word.pinyin, 0.5)
    usual = by_neighbours(sentence, at, Strength.USUAL) or by_neighbours(
        sentence, at, Strength.UNSURE
    )
    if usual:
        yield _Voice(usual, 0.5)


def _is_weak(sentence: str, at: int, word: _Word, voices: list[_Voice]) -> bool:
    """Return whether what speaks first is known to fail.

    A word against which a rule of neighbours stands, one that may be read so or so, or only the
    custom of a character that stands alone and is met seldom.
    """
    said = voices[0].pinyin
    if voices[0].weight == 1.0:
        rule = by_neighbours(sentence, at, Strength.WEAK, ends_word=word.is_end)
        return said == word.pinyin and not _is_alike(rule or said, said, word)
    if word.length > 1:
        return word.disputed
    if by_neighbours(sentence, at, Strength.UNSURE):
        return True
    often = how_often().get(sentence[at], 0.0) >= _OFTEN
    return not often and _may_be_else(sentence[at], said)


def _may_be_else(character: str, said: str) -> bool:
    """Return whether rules give a character a free reading beside this one."""
    return any(one != said and not is_bound(character, one) for one in readings_by_rule(character))


def _is_said(pinyin: str, voices: list[_Voice]) -> bool:
    return any(one.pinyin == pinyin for one in voices)


def _is_alike(one: str, other: str, word: _Word) -> bool:
    """Return whether two readings differ at most by a neutral tone inside a word."""
    inside = word.pinyin or word.length > 1
    neutral = inside and one[:-1] == other[:-1] and "5" in (one[-1:], other[-1:])
    return one == other or bool(neutral)


def _second(character: str, said: str, voices: list[_Voice]) -> str:
    """Return the likeliest other reading of a doubted character; itself if it has no other."""
    others = (
        *(one.pinyin for one in voices),
        *readings_by_rule(character),
        *own_readings(character),
    )
    return next((one for one in others if one != said), "")
