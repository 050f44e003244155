"""Written government text to words for the ear (归一), with a map back to what was written.

The text is walked from left to right. Chinese characters and Chinese punctuation pass as
they are; every other character starts a search through the rules for its class, and the
first rule that accepts what stands there reads it. What no rule accepts is a problem, never
a guess, and so is what the self-check does not find again in what was written: a wrong figure
must not reach the loudspeaker.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.quantity import Kind
from kit.text.figures.share_forms import RATIO
from kit.text.normalise.doubts import BARE_RULES, DOUBT_RULES, MISTYPED_RULES
from kit.text.normalise.figure import OPAQUE, figures_in
from kit.text.normalise.folded import fold
from kit.text.normalise.say_figures import known_phone, phone_words, say
from kit.text.normalise.say_marks import (
    BRACKET_RULES,
    DASH_RULES,
    LABEL_RULES,
    LETTER_RULES,
    MORE_RULES,
    OTHER_RULES,
    SLASH_RULES,
    STOP_RULES,
)
from kit.text.normalise.self_check import misheard
from kit.text.normalise.spoken_words import (
    Normalised,
    Problem,
    Said,
    Unreadable,
    Word,
    WordKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.text.normalise.figure import Figure
    from kit.text.normalise.spoken_words import Rule

__all__ = ["Normalised", "Problem", "Word", "WordKind", "normalise"]

_SPOKEN_DAY = re.compile(r"(月[一二三四五六七八九十]{1,3})日")
_DOUBLED = re.compile("[，、；。！？]{2,}")
_STRENGTH = {"、": 1, "，": 1, "：": 2, "；": 2, "。": 3, "！": 3, "？": 3}

_DIGITS, _LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# What is told before a figure is said: slips of the keyboard, numbers of a list.
_FIRST: dict[str, Sequence[Rule]] = {
    **dict.fromkeys(_DIGITS, (*MISTYPED_RULES, *LABEL_RULES)),
    **dict.fromkeys(_LETTERS, MISTYPED_RULES),
}
_RULES: dict[str, Sequence[Rule]] = {
    **dict.fromkeys(_LETTERS, LETTER_RULES),
    "（": BRACKET_RULES,
    "）": BRACKET_RULES,
    "-": DASH_RULES,
    "~": DASH_RULES,
    "+": (*MORE_RULES, *OTHER_RULES),
    " ": (DASH_RULES[0], *DASH_RULES[2:], *OTHER_RULES),
    "/": SLASH_RULES,
    ".": STOP_RULES,
    "\n": STOP_RULES,
}
# Their words or their shape leave no doubt; of the others some may be two things.
_SURE = frozenset((Kind.PHONE, Kind.DOCUMENT, Kind.CODE, Kind.TIME, Kind.DATE, Kind.ORDER))


def normalise(
    text: str,
    *,
    day_word: str = "日",
    phones: tuple[str, ...] = (),
    start: int = 0,
    end: int | None = None,
) -> Normalised:
    """Return ``text`` as it is spoken, its words and what could not be read.

    ``start`` and ``end`` take a part of it: the rest is not said, but tells how the part is read.

    ``day_word`` "号" says dates as they are said in a village: 十二月三十一号. ``phones`` are
    numbers known to be phones: they are read as such wherever they stand, however short.
    """
    folded = fold(text)
    known = tuple(map(fold, phones))
    figures = figures_in(text, folded)
    words: list[Word] = []
    problems: list[Problem] = []
    last = len(folded) if end is None else end
    reading: Said | Unreadable
    position = start
    while position < last:
        found = OPAQUE.search(folded, position, last)
        place = found.start() if found else last
        if place > position:
            words.append(_plain(folded, position, place, day_word))
        if not found:
            break
        if phone := known_phone(folded, place, known):
            position, reading = place + len(phone), Said(phone_words(phone), WordKind.PHONE)
        else:
            position, reading = _read_at(folded, place, figures, day_word)
        if isinstance(reading, Said):
            words.append(Word(place, position, reading.spoken, reading.kind))
        else:
            words.append(Word(place, position, "", WordKind.MARK))
            problems.append(Problem(place, position, reading.message, reading.remedy))
    settled = _settle_pauses(words)
    spoken = "".join(word.spoken for word in settled)
    if not problems and (difference := misheard(text, spoken, phones, start=start, end=last)):
        problems.append(difference)
    return Normalised(spoken, settled, tuple(problems))


def _strongest(pauses: re.Match[str]) -> str:
    return max(pauses[0], key=_STRENGTH.__getitem__)


def _plain(folded: str, start: int, end: int, day_word: str) -> Word:
    spoken = _DOUBLED.sub(_strongest, folded[start:end])
    if day_word != "日":
        spoken = _SPOKEN_DAY.sub(rf"\1{day_word}", spoken)
    return Word(start, end, spoken)


def _read_at(
    folded: str, start: int, figures: Mapping[int, Figure], day_word: str
) -> tuple[int, Said | Unreadable]:
    """Return where reading goes on behind ``start``, and what is said until there."""
    character = folded[start]
    if character == " " and start + 1 in figures:
        return start + 1, Said("", WordKind.MARK)  # its sign belongs to the figure
    figure = figures.get(start)
    for match, reading in _readings(_FIRST.get(character, ()), folded, start):
        return match.end(), reading
    if figure is not None:
        for match, reading in _readings(_doubts(figure), folded, start):
            return match.end(), reading
        if said := say(figure, day_word):
            return figure.end, said
    for match, reading in _readings(_RULES.get(character, OTHER_RULES), folded, start):
        return match.end(), reading
    return start + 1, Unreadable(f"“{character}”不知道怎么读。", "请改写成中文。")


def _doubts(figure: Figure) -> Sequence[Rule]:
    """Return the rules that may still refuse what was found; 12.1 may be a day or a decimal."""
    if figure.quantities[0].unit == RATIO:
        return ()
    if figure.kind is Kind.NUMBER or re.fullmatch(r"\d+[./]\d+", figure.written):
        return (*BARE_RULES, *DOUBT_RULES)
    return () if figure.kind in _SURE else DOUBT_RULES


def _readings(
    rules: Sequence[Rule], folded: str, start: int
) -> Iterator[tuple[re.Match[str], Said | Unreadable]]:
    for rule in rules:
        match = rule.pattern.match(folded, start)
        if match and (reading := rule.read(match)):
            yield match, reading


def _settle_pauses(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words with one pause where several meet, the strongest, and none in front."""
    settled: list[Word] = []
    last = "，"  # as if a pause stood before the text: none is wanted in front
    holder = -1
    for word in words:
        spoken = word.spoken
        kept = spoken.lstrip("，、；：。！？")
        pauses = spoken[: len(spoken) - len(kept)]
        if pauses and last in _STRENGTH:
            strongest = max((*pauses, last), key=_STRENGTH.__getitem__)
            if holder >= 0 and _STRENGTH[strongest] > _STRENGTH[last]:
                held = settled[holder]
                settled[holder] = _with_spoken(held, held.spoken[:-1] + strongest)
                last = strongest
            spoken = kept
        settled.append(_with_spoken(word, spoken))
        if spoken:
            last, holder = spoken[-1], len(settled) - 1
    return tuple(settled)


def _with_spoken(word: Word, spoken: str) -> Word:
    if spoken == word.spoken:
        return word
    return Word(word.written_start, word.written_end, spoken, word.kind)
