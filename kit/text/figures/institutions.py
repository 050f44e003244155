"""Institutions and places to go to: when one name is another said short, and when it is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import SUMMARIES

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said

PLACE = (
    r"(?:卫生院|卫生[室所]|兽医站|服务中心|便民中心|村委会|居委会|村部|中学|小学|幼儿园|派出所|信用社|农商行|"
    r"邮局|供电所|文化站|敬老院|祠堂|广场|操场|农技站|林业站|财政所|民政办|劳保所|司法所|仓库|食堂|"
    r"[^\W\d]{0,2}保健院|中医院|法院|检察院|防疫站|畜牧站|水利站|自然资源所|税务所|市场监管所|文化馆|图书馆|体育馆|车站|"
    r"礼堂|会议室|避灾点|安置点|墟场|市场|水厂|粮站|服务站|[\u4e00-\u9fff]{2}局|医院|学校|银行|活动中心|政务大厅|卫生所)"
)
_SAME_SORT = {"学校": "[中小]学|幼儿园", "医院": "卫生院", "银行": "信用社|农商行|信用联社"}
"""Who says one may mean the other."""
IN_BRACKETS = re.compile(r"\([^)]*\)")
APART = re.compile(r"[、,;/和或]|以及")
_LEVEL = re.compile("[省市县区乡镇村]")


def is_rival(place: str, where: str) -> bool:
    """Return whether a place is of a sort with one of 地点, and another: 乡卫生院, 县妇幼保健院.

    They end in the same noun, or in one of another level: 县农技站 for 乡农技站.
    """
    told = re.search(rf"[\u4e00-\u9fff]{{0,6}}{PLACE}$", place)
    own = [one for one in APART.split(IN_BRACKETS.sub("", where)) if re.search(PLACE, one)]
    if told is None or not own:
        return False
    of_sort = [
        one
        for one in own
        if re.search(f"{told[0][-1]}(?:[^\u4e00-\u9fff]|[一二三四五六七八九]楼|$)", one)
    ]
    return bool(of_sort) and not any(_are_of_one_name(told[0], one) for one in of_sort)


def _are_of_one_name(one: str, other: str) -> bool:
    """Return whether one is the other said short, at no other level: 卫生院, 乡中心卫生院."""
    levels = {_level_of(one), _level_of(other)} - {""}
    within = is_within(_without_level(one), other) or is_within(_without_level(other), one)
    return within and len(levels) < 2


def _level_of(place: str) -> str:
    found = _LEVEL.findall(re.split(PLACE, place)[0])
    return found[-1] if found else ""


def _without_level(place: str) -> str:
    level = _level_of(place)
    return place.partition(level)[2] if level else place


def is_named(place: str, facts: Facts, said: Said, *, by_label: bool) -> bool:
    """Return whether another field names a place at no other level.

    ``by_label``: 承办 and whose phone it is name it, too.
    """
    tail = re.search(rf"[\u4e00-\u9fff]{{0,1}}{PLACE}$", place)
    name = tail[0] if tail else place
    others = [
        one.text
        for one in facts.texts
        if one is not said and one.label not in SUMMARIES and (by_label or one.label != "电话")
    ]
    others += [facts.item.dept, facts.item.issuer] if by_label else []
    alike, level = _SAME_SORT.get(name[-2:]), _level_of(place)
    return any(
        name in text
        or _at_level(name[1:], level, text)
        or (alike and _at_level(alike, level, text))
        for text in others
    )


def _at_level(name: str, level: str, text: str) -> bool:
    """Return whether a text names it, at this level if both say one."""
    before = [
        _LEVEL.findall(text[max(0, m.start() - 3) : m.start()]) for m in re.finditer(name, text)
    ]
    return any(not level or not levels or levels[-1] == level for levels in before)


def is_within(short: str, long: str) -> bool:
    """Return whether all characters of one stand in the other, in their order."""
    rest = iter(long)
    return all(character in rest for character in short)
