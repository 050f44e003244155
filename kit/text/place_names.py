"""Names of places in a text, known by a list: left over from another office's notice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.text.near_words import is_common

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).with_name("place_names.txt")
# A name ends here, unless the next character makes another word of it: 县道, 市场, 乡村, 镇静.
_END = re.compile(
    r"自治州|地区|街道(?!两侧|两旁|上|口|边)|县(?![道乡级域直内外]|城(?!乡))|区(?![域别间分块划内外级])"
    r"|市(?![场区里级价容内外]|民(?!政|族|主))|省(?![级略钱电力心道事时内外])"
    r"|乡(?![亲土下间里道])(?!村(?!民|委|两委|党|干部))|镇(?![静压痛定区内外])|[旗盟](?![下帜舰])"
)
_LONGEST = 16
_SHORTEST = 3
"""Characters of a name; of two there are too many that end a word: 成县, 和县."""
_VILLAGE = re.compile(
    r"((?:(?!村)[\u4e00-\u9fff]){1,3}村)(?=村?(?:民委员会|委会|委|两委|党支部|党总支|支部|务公开|部)"
    r"|村民|公开栏|卫生[所室]|支书|主任|党员|小学|老人|全体|境内)"
)
_COUNTED = re.compile(r"[一二三四五六七八九十两几各全](?:[乡个]镇|个乡)")
# Of a longer word: 繁华城镇, 上山下乡, 农村集镇.
_ENDS_A_WORD = re.compile(r"[城集村市]镇|下乡|[一二三四五六七八九十]镇")
_BEGINS = re.compile(r"(?:^|[^\u4e00-\u9fff]|[到在是由向和与及、从给的])$")
_BEFORE = re.compile(
    r".*[到在请向由和与及给往去从是为的找按至于将把让对经过问报交本该各全届次些使镇乡县区市道会]"
)
_TOWNSHIP = re.compile(
    r"((?:(?![乡镇])[\u4e00-\u9fff]){2,4}[乡镇])(?=人民政府|政府|党委|党政办|文化站|财政所|司法所|林业站"
    r"|农业(?:服务中心|站)|便民服务|派出所|中心小学|卫生院|民政办|纪委)"
)
# 各乡镇, 有关乡镇: some or a kind of them, not one.
_SOME_TOWNSHIP = re.compile(
    r"(?:[各全本我该每你贵他外邻县区市驻在原几个一二三两]|有关|相关|所在|当地|附近|周边|城|集|建制|少数民族|乡)[乡镇]$"
)
# 各村, 行政村, 空心村: some or a kind of them, not one.
_NO_VILLAGE = re.compile(
    r"[各全本我该每你您其他外邻同驻进农乡行政自然中心贫困脱重点空新老旧山渔所在原几个一二两三四五六七八九十"
    r"示范有关相属当地邻近周边某移民城文明美丽]*村"
)


class PlaceKind(StrEnum):
    """What a name stands for."""

    COUNTY = "县市区"
    """A county, or a city or province above one."""
    GONE = "旧县名"
    TOWNSHIP = "乡镇"
    VILLAGE = "村"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place's name in a text."""

    name: str
    kind: PlaceKind
    start: int


@cache
def _known() -> dict[str, PlaceKind]:
    """Return every name and what it stands for."""
    known: dict[str, PlaceKind] = {}
    not_names = {word for section, words in _lines() if section == "words" for word in words}
    for section, words in _lines():
        kind = {"now": PlaceKind.COUNTY, "gone": PlaceKind.GONE}.get(section, PlaceKind.TOWNSHIP)
        names = (
            words if section in {"now", "words"} else [f"{stem}{words[0]}" for stem in words[1:]]
        )
        known.update(
            (name, kind) for name in names if len(name) >= _SHORTEST and name not in not_names
        )
    return known


def _lines() -> Iterator[tuple[str, list[str]]]:
    section = ""
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            yield section, line.split()


@cache
def places_above(county: str) -> frozenset[str]:
    """Return the cities and provinces in which a county of this name lies; two have the same."""
    return frozenset(
        name
        for section, words in _lines()
        if section == "now" and county in words
        for name in words[: words.index(county)][:2]
    )


def other_places(text: str, own: frozenset[str]) -> Iterator[FoundPlace]:
    """Give the places named in ``text`` but for ``own``, each as long as its name can be."""
    known = _known()
    for match in _END.finditer(text):
        end = match.end()
        for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
            name = text[start:end]
            if name in own:
                break
            if name in known and not _is_word(text, start, name):
                yield FoundPlace(name, known[name], start)
                break
    yield from _townships(text, own)
    yield from _villages(text, own)


def _is_word(text: str, start: int, name: str) -> bool:
    """Return whether what looks like a name is part of a word or counts townships: 三乡镇."""
    if len(name) > _SHORTEST:
        return False
    is_end = _ENDS_A_WORD.search(name) and not _BEGINS.search(text[:start])
    return bool(is_end) or bool(_COUNTED.fullmatch(name))


def _townships(text: str, own: frozenset[str]) -> Iterator[FoundPlace]:
    """Give townships that no list has, where one of their offices is named: 东样乡文化站."""
    for match in _TOWNSHIP.finditer(text):
        name = f"{_BEFORE.sub('', match[1][:-1])}{match[1][-1]}"
        is_own = any(match[1].endswith(one) or one.endswith(name) for one in own)
        is_word = (
            _SOME_TOWNSHIP.search(match[1])
            or _ENDS_A_WORD.search(name)
            or is_common(name[-3:-1])  # 公开乡党委的文件
        )
        if len(name) >= _SHORTEST and not is_own and not is_word and name not in _known():
            yield FoundPlace(name, PlaceKind.TOWNSHIP, match.end() - len(name))


def _villages(text: str, own: frozenset[str]) -> Iterator[FoundPlace]:
    """Give villages, which no list has, where their office or people are named: 坑头村村委会."""
    for match in _VILLAGE.finditer(text):
        name = _BEFORE.sub("", match[1])
        is_own = any(match[1].endswith(one) or one.endswith(match[1]) for one in own)
        if len(name) >= _SHORTEST and not is_own and not _NO_VILLAGE.fullmatch(name):
            yield FoundPlace(name, PlaceKind.VILLAGE, match.end() - len(name))
