"""Places in words against those of the item: villages, groups, roads, and where to go."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.text.figures.institutions import (
    APART,
    IN_BRACKETS,
    PLACE,
    is_named,
    is_rival,
    is_within,
)
from kit.text.figures.item_facts import KEYS, SUMMARIES
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import one_slip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

Placed = tuple[int, int, "Verdict"]

_LONG_ENOUGH = 3
_WORDS_BEHIND = 2
_VILLAGE_FIELDS = SUMMARIES | {"地点", "谁", "全称", "怎么办", "时间"}
_GROUP = re.compile(r"(?<![\u4e00-\u9fff]{6})[\u4e00-\u9fff]{2}组(?![织长成建装合件团员])")
_LEFT_OUT = re.compile(
    r"(?:不含|不包括|不包含|除了?)(?P<name>[\u4e00-\u9fff、]{2,12}?)(?:除外|以外|之外|外)?(?=[),。;]|$)"
)
_NOT_IN = re.compile(r"(?:不含|不包括|不包含|除了?)[^,。;]{0,8}$")
_NOT_BEHIND = re.compile(r"[^,。;]{0,6}(?:不|没|除外|以外|照常|除)")
_ROAD = re.compile(
    r"(?<![A-Za-z\d])(?P<sort>[GSXYC])(?P<number>\d{1,4})(?=[线道国省县乡公]|K\d|[^\w]|$)"
)
_STAKE = re.compile(r"(?<![A-Za-z\d])K(?P<number>\d+\+\d{1,3})(?!\d)")
_WHERE = re.compile(r"(?:地点|地址)(?:[:是为在]|设在|位于)+(?P<place>[^,，。;\n]{3,30})")
_LABELLED = re.compile(r"地[点址]:(?P<place>[^,，。;\n]{3,40})")
_OPPOSITES = ("出入", "东西", "南北", "左右", "上下", "前后", "里外", "内外", "新旧", "新老")
# A stretch begins a clause or follows 从: 小学的村民到村部 is none.
_STRETCH = re.compile(
    r"(?:(?<=[,。;:、(从由自])|(?<![\s\S]))(?:[从由自])?(?P<first>(?:(?![从由自到至往])[\u4e00-\u9fff]){2,8})"
    r"(?:[往向]?[东西南北])?(?P<to>[到至~-])(?P<last>(?:(?![从由自到至往])[\u4e00-\u9fff]){2,8}?)"
    r"(?=的|路?段|之间|一带|沿线|这一|封|停|断|施工|交通|禁|限|绕|[,。;()]|$)"
)
_ROAD_BEHIND = re.compile("路?段|之间|沿线")
_WAY = re.compile(
    r"(?P<mark>[\u4e00-\u9fff]{2})(?:往|向|朝|以)(?P<way>[东西南北左右])(?![面部]?[方亚欧非])"
)
_CLAUSE_ENDS = re.compile(r"[,。;!?)]|$")
_HELD_AT = re.compile("(?:地点|会场|地址)[^,。;!?]{0,3}$")
_STANDS_AT = re.compile("(?P<what>[一-鿿]{3})(?:就?设?[在是]|位于|搬[到至])$")
"""Before a village: what stands there."""
_SENT_BY = re.compile(
    "由(?P<who>[一-鿿]{2,12}?(?:气象[台局]|应急(?:管理)?局|指挥部))(?:联合|统一)?发布"
)
_ONE_OF_SEVERAL = re.compile("(?:先|再|然后|也可以?|可以|或者?|还可以?|另外)$")
_DEED = (
    "(?:办|交|领|报名|登记|打针|体检|集合|开会|缴|申请|咨询|接种|检查|鉴定|面试|考试|上课|抽签"
    "|抽血|复查)"
)
_GO_THERE = re.compile(
    rf"(?:(?P<deed>{_DEED})[^,。;!?]{{0,3}})?(?:到|去|在|往)(?P<place>[\u4e00-\u9fff]{{0,6}}?{PLACE})"
    rf"(?P<purpose>[^,。;!?]{{0,6}}?{_DEED})?"
)


def judge_places(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give each place that is none of the item's, or differs from it in little."""
    yield from _other_villages(facts, said)
    yield from _other_groups(facts, said)
    yield from _left_out(facts, said)
    yield from _other_roads(facts, said)
    yield from _elsewhere(facts, said)
    yield from _on_the_other_side(facts, said)
    yield from _of_another_village(facts, said)
    yield from _other_stretches(facts, said)
    yield from _other_ways(facts, said)
    yield from _other_sender(facts, said)


def _other_villages(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give a village of the township that is none of the item's, and one that is nearly its own."""
    own = facts.item.villages
    named = own or tuple(v for v in facts.villages if v in facts.key_words)
    for village in facts.villages if named else ():
        place = said.text.find(village)
        if place < 0 or any(village in one for one in named):
            continue
        end = place + len(village)
        if own:
            why = f"“村”里写的是{'、'.join(own)}"
            verdict = stop(why, "请核对是哪个村；都要的，请在“村”里都写上。")
            if said.label not in _VILLAGE_FIELDS and not _is_held_at(facts, said, place):
                verdict = listed("别的村")
            yield place, end, verdict
        elif said.label not in KEYS:
            behind = said.text[end : end + _WORDS_BEHIND]
            same = [v for v in named if len(behind) == 2 and f"{v}{behind}" in facts.key_words]
            why = f"要点里写的是{'、'.join(same or named)}"
            wrong = same or _is_held_at(facts, said, place)
            verdict = stop(why, "请核对是哪个村。") if wrong else listed("别的村")
            yield place, end, verdict
    for start, village in _nearly(said.text, "村", own or facts.villages, facts.villages):
        verdict = stop(f"乡里有的是{village}", "请核对村名。")
        yield start, start + len(village), verdict


def _is_held_at(facts: Facts, said: Said, place: int) -> bool:
    """Return whether the words before name the item's own place: 会议地点设在, 新墟场在."""
    stands = _STANDS_AT.search(said.text, 0, place)
    held = _HELD_AT.search(said.text, 0, place)
    return bool(held or (stands and stands["what"] in facts.where))


def _other_sender(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give whoever is said to have sent the alert and does not stand in its 发布."""
    own = facts.item.emergency.sender if facts.item.emergency else ""
    for match in _SENT_BY.finditer(said.text) if own else ():
        if match["who"] not in own:
            verdict = stop(f"预警的“发布”写的是{own}", "请照预警原文改成一样的。")
            yield *match.span("who"), verdict


def _nearly(
    text: str, last: str, own: Iterable[str], known: Iterable[str]
) -> Iterator[tuple[int, str]]:
    """Give places of names that differ from an own one in one character: 上洋村 for 下洋村."""
    names = frozenset(known)
    ends = [place for place, character in enumerate(text, 1) if character == last]
    for name in own:
        size = len(name)
        for end in ends if size >= _LONG_ENOUGH else ():
            told = text[max(0, end - size) : end]
            differ = sum(a != b for a, b in zip(told, name, strict=False))
            if len(told) == size and differ == 1 and told not in names:
                yield end - size, name


def _other_groups(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 中坪组 where the key facts have 上坪组 and 下坪组."""
    if said.label in KEYS:
        return
    own = frozenset(match[0] for match in _GROUP.finditer(facts.key_words))
    for start, group in _nearly(said.text, "组", sorted(own), own):
        told = said.text[start : start + len(group)]
        if _GROUP.fullmatch(told):
            yield start, start + len(group), stop(f"要点里写的是{group}", "请核对是哪个组。")


def _left_out(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give a place that the key facts leave out (不含下洋组) and this text does not."""
    if said.label in KEYS:
        return
    for match in _LEFT_OUT.finditer(facts.key_words):
        for name in match["name"].split("、"):
            start = said.text.find(name)
            if start < 0 or _NOT_IN.search(said.text[:start]):
                continue
            if not _NOT_BEHIND.match(said.text, start + len(name)):
                why = f"要点里写的是“{match[0]}”"
                yield start, start + len(name), stop(why, "请核对包不包括这里。")


def _other_roads(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give the number of a road, or a place on it, that other fields say a little otherwise."""
    for pattern in (_ROAD, _STAKE):
        found = list(pattern.finditer(said.text))
        elsewhere = [one.text for one in facts.texts if found and one.label != said.label]
        known = {match[0] for text in elsewhere for match in pattern.finditer(text)}
        for match in found:
            if match[0] in known:
                continue
            near = sorted(one for one in known if _is_near(match[0], one))
            if near:
                verdict = stop(f"别处写的是{near[0]}", "请核对路线编号和里程桩号。")
                yield match.start(), match.end(), verdict
            elif known and pattern is _STAKE:
                yield match.start(), match.end(), listed("另外的里程")


def _is_near(one: str, other: str) -> bool:
    same_road = one[0] == other[0] and one.partition("+")[0] == other.partition("+")[0]
    return (same_road and "+" in one) or (one[0] == other[0] and one_slip(one[1:], other[1:]))


def _elsewhere(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give a place to go to that 地点 does not name, and one that differs from it in a part."""
    where = facts.where
    if not where or said.label in KEYS:
        return
    for match in _WHERE.finditer(said.text):
        parts = [part for part in APART.split(match["place"]) if len(part) >= _LONG_ENOUGH]
        if parts and all(_differs_in_part(p, where) or is_rival(p, where) for p in parts):
            start, end = match.span("place")
            yield start, end, stop(f"“地点”写的是“{facts.item.where}”", "请核对是在哪里。")
    if said.label not in SUMMARIES:
        return
    for match in _GO_THERE.finditer(said.text):
        start, end = match.span("place")
        rival = is_rival(match["place"], where)
        if is_named(match["place"], facts, said, by_label=not rival):
            continue
        several = _ONE_OF_SEVERAL.search(said.text, 0, match.start())
        goes = match["purpose"] or match["deed"] or (rival and _CLAUSE_ENDS.match(said.text, end))
        if goes and re.search(PLACE, where) and not several:
            yield start, end, stop(f"“地点”写的是“{facts.item.where}”", "请核对是到哪里去办。")
        else:
            yield start, end, listed("别处没有写这个地方")


def _on_the_other_side(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 墟场出口 for 墟场入口: the place of 地点, but for one character that is its opposite.

    A place behind 地点: is held against the field's whole, if both are of one sort (小学).
    """
    if not facts.where or said.label in KEYS:
        return
    why = f"“地点”写的是“{facts.item.where}”"
    for other in _across(facts.where):
        start = said.text.find(other)
        if start >= 0:
            yield start, start + len(other), stop(why, "请核对是哪一边。")
    match = _LABELLED.search(said.text)
    place, where = match["place"] if match else "", IN_BRACKETS.sub("", facts.where)
    sort = re.search(rf"{PLACE}$", place)
    alike = sort and where.endswith(sort[0]) and not APART.search(place + where)
    if match and alike and not is_within(place, where) and not is_within(where, place):
        yield *match.span("place"), stop(why, "请核对是在哪里。")


@lru_cache(maxsize=64)
def _across(where: str) -> tuple[str, ...]:
    """Return each place of 地点 with one character of it turned into its opposite."""
    turned = [(pair[at], pair[1 - at]) for pair in _OPPOSITES for at in (0, 1)]
    return tuple(
        own[:place] + b + own[place + 1 :]
        for own in re.split(r"[、,;()]", where)
        if len(own) > _LONG_ENOUGH
        for place, character in enumerate(own)
        for a, b in turned
        if a == character
    )


def _of_another_village(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give a village that is sent elsewhere than 地点 sends it: 样例二村到仓库, 样例三村到村部."""
    if said.label in KEYS or not facts.villages:
        return
    own = {village: place for village, place, _ in _sent(facts.villages, facts.where)}
    for village, place, start in _sent(facts.villages, said.text) if own else ():
        if place in set(own.values()) and own.get(village, place) != place:
            why = f"“地点”里{village}是到{own[village]}"
            yield start, start + len(village), stop(why, "请核对是哪个村到哪里。")


def _other_stretches(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 桥头到中学 where 地点 has 桥头至小学: one end is the same, the other is not."""
    own = [(one["first"], one["last"]) for one in _stretches(facts.where)]
    if not own or said.label in KEYS:
        return
    for match in _stretches(said.text):
        told = match["first"], match["last"]
        alike = [_ends_alike(told, one) for one in (*own, *(one[::-1] for one in own))]
        if max(alike) == 1 or (not max(alike) and any(_tails_alike(told, one) for one in own)):
            why = f"“地点”写的是“{facts.item.where}”"
            yield *match.span(), stop(why, "请核对是从哪里到哪里。")


def _stretches(text: str) -> Iterator[re.Match[str]]:
    """Give what is told from one end to the other; 上洋村到乡仓库 is where a village goes."""
    for match in _STRETCH.finditer(text):
        goes = match["to"] == "到" and match["first"][-1] in "村组户民众"
        if not goes or _ROAD_BEHIND.match(text, match.end()):
            yield match


def _ends_alike(told: tuple[str, str], own: tuple[str, str]) -> int:
    """Return how many ends of two stretches are one place: 小学 and 大溪小学 are."""
    return sum(is_within(a, b) or is_within(b, a) for a, b in zip(told, own, strict=True))


def _tails_alike(told: tuple[str, str], own: tuple[str, str]) -> bool:
    """Return whether 莒溪水坝—坑头大桥 has the ends of 坑头水坝到莒溪大桥, but for their names."""
    tails = [one[-2:] for one in own]
    return [one[-2:] for one in told] in (tails, tails[::-1])


def _other_ways(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 桥头往西 where 地点 has 桥头往东."""
    if said.label in KEYS:
        return
    own = {(one["mark"], one["way"]) for one in _WAY.finditer(facts.where)}
    for match in _WAY.finditer(said.text) if own else ():
        ways = {way for mark, way in own if mark == match["mark"]}
        if ways and match["way"] not in ways:
            why = f"“地点”写的是“{facts.item.where}”"
            yield *match.span(), stop(why, "请核对是往哪一边。")


def _sent(villages: tuple[str, ...], text: str) -> Iterator[tuple[str, str, int]]:
    """Give each village, where it is sent, and where in the text it stands."""
    name = "|".join(map(re.escape, sorted(villages, key=len, reverse=True)))
    who = rf"(?P<who>(?:{name})(?:[、和及](?:{name}))*)的?(?:村民|群众)?"
    sent = rf"{who}[到去在:](?P<place>[^,。;、]{{2,20}})"
    for match in re.finditer(sent, text):
        for one in re.finditer(name, match["who"]):
            yield one[0], match["place"], match.start("who") + one.start()


def _differs_in_part(part: str, where: str) -> bool:
    """Return whether it ends as a place of 地点 does, and begins otherwise.

    村小学避灾点 for 村部避灾点, but not 便民服务中心 for 乡便民服务中心一楼.
    """
    where = IN_BRACKETS.sub("", where)
    others = [other for other in APART.split(where) if len(other) >= _LONG_ENOUGH]
    if any(is_within(part, other) or is_within(other, part) for other in others):
        return False
    return any(part[-2:] == other[-2:] and part[0] == other[0] for other in others)
