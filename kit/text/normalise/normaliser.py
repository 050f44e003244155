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

from kit.text.normalise.doubts import DOUBT_RULES, MISTYPED_RULES
from kit.text.normalise.folded import fold
from kit.text.normalise.say_codes import (
    BRACKET_CODE_RULES,
    CODE_RULES,
    HYPHEN_RULES,
    PLATE_RULES,
    known_phone,
    phone_words,
)
from kit.text.normalise.say_dates import DATE_RULES
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
from kit.text.normalise.say_numbers import (
    CURRENCY_RULES,
    NUMBER_RULES,
    PER_RULES,
    POINT_RULES,
    SIGN_RULES,
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
    from collections.abc import Sequence

    from kit.text.normalise.spoken_words import Rule

__all__ = ["Normalised", "Problem", "Word", "WordKind", "normalise"]

_OPAQUE = re.compile(r"[^一-鿿㐀-䶿\U00020000-\U0003ffff，。！？、；]")
_SPOKEN_DAY = re.compile(r"(月[一二三四五六七八九十]{1,3})日")
_DOUBLED = re.compile("[，、；。！？]{2,}")
_STRENGTH = {"、": 1, "，": 1, "：": 2, "；": 2, "。": 3, "！": 3, "？": 3}

_DIGIT_RULES = (
    *MISTYPED_RULES,
    *LABEL_RULES,
    *HYPHEN_RULES,
    *DATE_RULES,
    *CODE_RULES,
    *DOUBT_RULES,
    *NUMBER_RULES,
)
_LETTER_RULES = (*PLATE_RULES, *MISTYPED_RULES, *LETTER_RULES)
_RULES: dict[str, Sequence[Rule]] = {
    **dict.fromkeys("0123456789", _DIGIT_RULES),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", _LETTER_RULES),
    **dict.fromkeys("¥$€£", (*CURRENCY_RULES, *OTHER_RULES)),
    **dict.fromkeys("?？", OTHER_RULES),
    **dict.fromkeys("HRCU", (*CURRENCY_RULES, *_LETTER_RULES)),
    "（": (*BRACKET_CODE_RULES, *BRACKET_RULES),
    "）": BRACKET_RULES,
    "-": (*SIGN_RULES, *DASH_RULES),
    "~": DASH_RULES,
    "+": (*HYPHEN_RULES, *MORE_RULES, *SIGN_RULES, *OTHER_RULES),
    "±": (*SIGN_RULES, *OTHER_RULES),
    " ": (*DASH_RULES[1:], *OTHER_RULES),
    "/": (*PER_RULES, *SLASH_RULES),
    ".": (*POINT_RULES, *STOP_RULES),
    "\n": STOP_RULES,
}


def normalise(text: str, *, day_word: str = "日", phones: tuple[str, ...] = ()) -> Normalised:
    """Return ``text`` as it is spoken, its words and what could not be read.

    ``day_word`` "号" says dates as they are said in a village: 十二月三十一号. ``phones`` are
    numbers known to be phones: they are read as such wherever they stand, however short.
    """
    folded = fold(text)
    known = tuple(map(fold, phones))
    words: list[Word] = []
    problems: list[Problem] = []
    position = 0
    while position < len(folded):
        found = _OPAQUE.search(folded, position)
        start = found.start() if found else len(folded)
        if start > position:
            words.append(_plain(folded, position, start, day_word))
        if not found:
            break
        phone = known_phone(folded, start, known)
        if phone and (said := phone_words(phone)):
            position = start + len(phone)
            words.append(Word(start, position, said, WordKind.PHONE))
            continue
        position = _read_at(folded, start, day_word, words, problems)
    settled = _settle_pauses(words)
    spoken = "".join(word.spoken for word in settled)
    if not problems and (difference := misheard(text, spoken, phones)):
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
    folded: str, start: int, day_word: str, words: list[Word], problems: list[Problem]
) -> int:
    """Append what is said at ``start`` to ``words`` and return where reading goes on."""
    for rule in _RULES.get(folded[start], OTHER_RULES):
        match = rule.pattern.match(folded, start)
        if match is None:
            continue
        reading = rule.read(match, day_word)
        if isinstance(reading, Said):
            words.append(Word(start, match.end(), reading.spoken, reading.kind))
            return match.end()
        if isinstance(reading, Unreadable):
            words.append(Word(start, match.end(), "", WordKind.MARK))
            problems.append(Problem(start, match.end(), reading.message, reading.remedy))
            return match.end()
    words.append(Word(start, start + 1, "", WordKind.MARK))
    problems.append(Problem(start, start + 1, f"“{folded[start]}”不知道怎么读。", "请改写成中文。"))
    return start + 1


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
