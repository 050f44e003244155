"""Fixed words of notices written with a character that sounds or looks like the right one.

A text is first divided into common words. What stays single, and would be a fixed word but for
one character of like sound or shape, was probably meant to be it: 务|毕 for 务必.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.text.common_words import how_often
from kit.text.pypinyin_tables import characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FIXED = Path(__file__).with_name("notice_words.txt")
_SHAPES = Path(__file__).with_name("like_shapes.txt")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_HAN = re.compile("[\u4e00-\u9fff]+")
_LONGEST = 4
_ALL = 18.0
"""The logarithm of how often all words together are met."""
_UNKNOWN = -28.0
"""What a character alone costs that is no common word; 14 less, the more often it is met."""
_ALONE = -3.0
_FIXED_WORD = -10.0
_OFTEN = -12.7
_MET_OFTEN = {2: -12.5, 3: -13.0, 4: -14.0}
_GAIN, _GAIN_OF_FREE, _GAIN_OF_FIXED = 16.0, 15.5, 13.0
"""By how much a word must be likelier than what is written: none of 18,000 right words is told."""
_NUMERALS = frozenset("一二三四五六七八九十百千万零两壹贰叁肆伍陆柒捌玖拾佰仟廿卅几元")
# Words of one character that stand beside anything: 年第, 时至 and 日起 are no slips.
_STANDS_ALONE = frozenset(
    "的了是在和与及或请于为到由向对把被将从各本每其该我您他它不也都就可须应需有无上下前后内外中以之所个"
    "一二三四五六七八九十百千万亿零两几多来去说要会能给让再又还并但如若凡自至起第省市县乡镇村组户人日月年时分元里只着没除生长字号站发"
)


@dataclass(frozen=True, slots=True)
class NearWord:
    """What stands in a text at ``start``, and the word that was probably meant."""

    written: str
    meant: str
    start: int


@cache
def _common() -> Mapping[str, float]:
    """Return the common words, and how likely each is met: the logarithm of its share."""
    found = {word: often - _ALL for word, often in how_often().items()}
    right = _FIXED.read_text("utf-8").partition("[right]")[2].split()
    for word in (*_fixed()[0], *right):
        found.setdefault(word, _FIXED_WORD)
    return found


@cache
def _fixed() -> tuple[frozenset[str], Mapping[str, str]]:
    """Return the fixed words of notices, and for a character those that look like it."""
    whole = _FIXED.read_text("utf-8").partition("[words]")[2]
    words, _, shapes = whole.partition("[right]")[0].partition("[look-alikes]")
    alike: dict[str, str] = defaultdict(str)
    for group in shapes.split():
        for character in group:
            alike[character] += group
    return frozenset(words.split()), alike


@cache
def _with_gaps() -> Mapping[str, tuple[str, ...]]:
    """Return the fixed words by what is left of them without one character."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for word in _fixed()[0]:
        for place in range(len(word)):
            found[f"{word[:place]}*{word[place + 1 :]}"] += (word,)
    return found


@cache
def _sounds(character: str) -> frozenset[str]:
    """Return how a character may sound as people type: no tones, zh as z, ing as in."""
    readings = characters().get(str(ord(character)), character)
    plain = normalize("NFC", _TONES.sub("", normalize("NFD", readings))).replace("ü", "v")
    return frozenset(
        re.sub("ng$", "n", re.sub("^([zcs])h", r"\1", one)) for one in plain.split(",")
    )


def is_common(words: str) -> bool:
    """Return whether these characters are a word that people often meet."""
    return _common().get(words, _UNKNOWN) > _OFTEN


def stands_alone(character: str) -> bool:
    """Return whether a character is a word by itself that stands beside anything: 的, 请, 于."""
    return character in _STANDS_ALONE


def _is_like(one: str, other: str) -> bool:
    return other in _fixed()[1].get(one, "") or not _sounds(one).isdisjoint(_sounds(other))


@cache
def _shapes() -> Mapping[str, str]:
    """Return the characters that look like each other in print."""
    lines = _SHAPES.read_text("utf-8").splitlines()
    return {line[0]: line[2:] for line in lines if not line.startswith("#")}


@cache
def _common_with_gaps() -> Mapping[str, Sequence[str]]:
    """Return the words often met, the likeliest first, by what is left without a character."""
    common, found = _common(), defaultdict[str, list[str]](list)
    # Sorted once, and not gap by gap: there are eighty thousand of these.
    for word in sorted(common, key=common.__getitem__, reverse=True):
        if len(word) > 1 and common[word] >= _MET_OFTEN.get(len(word), 0.0):
            for place in range(len(word)):
                found[f"{word[:place]}*{word[place + 1 :]}"].append(word)
    return found


def near_words(text: str) -> Iterator[NearWord]:
    """Give what is nearly a fixed word, or has a character of one twice: 登记记."""
    for run in _HAN.finditer(text):
        for start, written, meant in _near(run[0]):
            yield NearWord(written, meant, run.start() + start)


# While somebody types in one place, all others are asked again at every pause.
@lru_cache(maxsize=4096)
def _near(run: str) -> tuple[tuple[int, str, str], ...]:
    words = divided(run)
    told: set[int] = set()
    found = []
    for start, written, meant in (*_misspelt(words), *_doubled(words), *_unlikely(words)):
        places = range(start, start + len(written))
        if told.isdisjoint(places):
            told.update(places)
            found.append((start, written, meant))
    return tuple(found)


def divided(text: str) -> list[tuple[int, str]]:
    """Return the likeliest division of Chinese text into words, each with its place."""
    common = _common()
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for start in reversed(range(len(text))):
        single = common.get(text[start], _UNKNOWN / 2) + _ALONE
        best[start] = (single + best[start + 1][0], start + 1)
        for end in range(start + 2, min(start + _LONGEST, len(text)) + 1):
            likely = common.get(text[start:end])
            if likely is not None:
                best[start] = max(best[start], (likely + best[end][0], end))
    words, start = [], 0
    while start < len(text):
        end = best[start][1]
        words.append((start, text[start:end]))
        start = end
    return words


def _misspelt(words: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    common = _common()
    after = 0
    for number, (start, _) in enumerate(words):
        if start < after:
            continue
        for end in range(min(number + _LONGEST, len(words)), number + 1, -1):
            parts = [word for _, word in words[number:end]]
            written = "".join(parts)
            if len(written) > _LONGEST or written in common:
                continue
            if len(written) == 2 and (
                not _STANDS_ALONE.isdisjoint(written) or _is_long_unknown(words, number)
            ):
                continue
            meant = nearly(parts)
            if meant:
                yield start, written, meant
                after = start + len(written)
                break


def _unlikely(words: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    """Give what is far less likely as it stands than with another character: 高度|重|示 for 重视.

    A noisy channel: what one common word gains over the pieces must outweigh that people seldom
    mistype. A fixed word of notices needs less than any other.
    """
    after = 0
    for number, (start, _) in enumerate(words):
        best: tuple[float, str, str] | None = None
        for end in range(min(number + _LONGEST, len(words)), number + 1, -1):
            parts = tuple(word for _, word in words[number:end])
            written = "".join(parts)
            if start < after or len(written) > _LONGEST or written in _common():
                continue
            if _NUMERALS.isdisjoint(written):
                best = max(filter(None, (best, _likelier(parts))), default=None)
        if best is not None:
            _, written, meant = best
            yield start, written, meant
            after = start + len(written)


@lru_cache(maxsize=1 << 16)
def _likelier(parts: tuple[str, ...]) -> tuple[float, str, str] | None:
    """Return how much likelier a common word is than these parts, the parts and the word."""
    common, written, place = _common(), "".join(parts), 0
    cost = sum(_likelihood(part) for part in parts)
    found = []
    for part in parts:
        gap = f"{written[:place]}*{written[place + 1 :]}"
        for word in _common_with_gaps().get(gap, ()) if len(part) == 1 else ():
            gain = common[word] - cost
            if gain < _GAIN_OF_FIXED:
                break
            kept = f"{written[:place]}{written[place + 1 :]}"
            free = len(word) == 2 and stands_alone(kept)  # 会印: any word may follow 会
            least = (_GAIN_OF_FREE if free else _GAIN_OF_FIXED) if word in _fixed()[0] else _GAIN
            if gain >= least and word != written and _looks_or_sounds(part, word[place]):
                found.append((gain, written, word))
        place += len(part)
    return max(found, default=None)


def _looks_or_sounds(one: str, other: str) -> bool:
    return other in _shapes().get(one, "") or _is_like(one, other)


def _likelihood(part: str) -> float:
    if len(part) == 1:
        return _common().get(part, _UNKNOWN / 2) + _ALONE
    return _common().get(part, _UNKNOWN)


def _is_long_unknown(words: Sequence[tuple[int, str]], number: int) -> bool:
    """Return whether three strange characters stand together: a name such as 游某某, no slip."""
    before = words[number - 1][1] if number else ""
    return len(before) == 1 and before not in _STANDS_ALONE


def nearly(parts: Sequence[str]) -> str | None:
    """Return the fixed word that the parts are nearly; the odd character is one of its own."""
    written, place = "".join(parts), 0
    for part in parts:
        if len(part) == 1:
            for word in _with_gaps().get(f"{written[:place]}*{written[place + 1 :]}", ()):
                if _is_like(part, word[place]):
                    return word
        place += len(part)
    return None


def _doubled(words: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    fixed = _fixed()[0]
    for (start, one), (_, other) in pairwise(words):
        if (one in fixed and other in {one, one[-1]}) or (
            other in fixed and one == other[0] and one not in _STANDS_ALONE
        ):
            yield start, f"{one}{other}", one if one in fixed else other
