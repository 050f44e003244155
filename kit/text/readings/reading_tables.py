"""Tables of readings: the kit's own, the township's, an item's 读音.

A table chooses among a character's own readings and never lends it another's: it stands
outside the signed text, and 四百 read as wǔ bǎi would be an unsigned figure on the air.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.text.characters import is_rare
from kit.text.readings.pinyin import is_syllable, numbered, own_readings, without_tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NUMBER = re.compile("[零〇一二两三四五六七八九十百千万亿幺点]{2,}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and the pinyin of their characters; longer words win over shorter ones."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_words(self, more: Lexicon) -> Lexicon:
        """Return both tables; where they differ, ``more`` is right."""
        return Lexicon({**self.words, **more.words})

    def places(self, text: str) -> dict[int, str]:
        """Return where words of this table stand in ``text``, the longest at each place."""
        longest = max(map(len, self.words), default=0)
        found: dict[int, str] = {}
        start = 0
        while start < len(text):
            ends = range(min(len(text), start + longest), start, -1)
            word = next((text[start:end] for end in ends if text[start:end] in self.words), "")
            if word:
                found[start] = word
            start += len(word) or 1
        return found

    def settled(self, text: str) -> dict[int, str]:
        """Return the places in ``text`` whose reading this table settles, and how.

        Inside a number it settles nothing, and it lends no character another's reading.
        """
        numbers = number_places(text)
        return {
            at: syllable
            for start, word in self.places(text).items()
            for at, syllable in enumerate(self.words[word], start)
            if at not in numbers and not _is_lent(text[at], syllable)
        }


# The township's tables are asked for by every script, clip and sheet of a week.
@lru_cache(maxsize=64)
def parse_lexicon(text: str, file: str) -> Lexicon:
    """Return the table of a ``.tsv`` file: word, pinyin with tone marks, where it comes from.

    Raises:
        SourceError: Lines that are no entry, all told at once.
    """
    words: dict[str, tuple[str, ...]] = {}
    faults: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition("\t")
        pinyin = _syllables(word.strip(), rest.partition("\t")[0])
        if pinyin is None:
            faults.append(f"第 {number} 行“{line.strip()}”")
        else:
            words[word.strip()] = pinyin
    if faults:
        raise SourceError(
            f"读音表 {file} 有读不懂的行：{'、'.join(faults)}。",
            "每行写“词、制表符、拼音”，一字一个音节，如“便民	biàn mín”。",
        )
    return Lexicon(words)


def lexicon_of(readings: Iterable[tuple[str, str]], owner: str) -> Lexicon:
    """Return the table of an item's own 读音; ``owner`` names the item in messages.

    Raises:
        SourceError: A reading is no pinyin, or its syllables do not match the characters.
    """
    return parse_lexicon("\n".join(f"{word}\t{pinyin}" for word, pinyin in readings), owner)


def lent_readings(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words whose entry would say something else in their place; nobody hears it."""
    return tuple(
        word
        for word, pinyin in lexicon.words.items()
        if any(map(_is_lent, word, pinyin)) or _renumbers(word, pinyin)
    )


def number_places(text: str) -> frozenset[int]:
    """Return the places inside numbers: there a character's first reading alone is heard."""
    return frozenset(at for number in _NUMBER.finditer(text) for at in range(*number.span()))


def _renumbers(word: str, pinyin: Sequence[str]) -> bool:
    """Return whether an entry reads a number otherwise than all do, such as 六百 lù bǎi."""
    return any(
        without_tone(own_readings(word[at])[0]) != without_tone(pinyin[at])
        for at in number_places(word)
    )


def _is_lent(character: str, syllable: str) -> bool:
    """Return whether a reading is another character's; tones are let pass, as locals differ.

    Of rare characters the dictionary does not know what the place that they name calls itself.
    """
    own = set(map(without_tone, own_readings(character)))
    return without_tone(syllable) not in own and not is_rare(character)


def _syllables(word: str, pinyin: str) -> tuple[str, ...] | None:
    """Return the syllables of an entry as ``bian4``; None where it is none."""
    found = tuple(map(numbered, pinyin.split()))
    if not word or len(found) != len(word) or not all(map(is_syllable, found)):
        return None
    return found
