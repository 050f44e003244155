"""What a figure is for, told by the words beside it.

Two figures are compared only where they have the same role: 每年缺口约8万元 does not contradict
每人每月5元, and 8月31日以前出生 is no deadline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.text.figures.chinese_numbers import chinese_number
from kit.text.figures.figure import Clock, FigureKind, Role
from kit.text.figures.patterns import (
    AFTER_DATE,
    BIRTH_AFTER,
    DEADLINE_AFTER,
    DEADLINE_BEFORE,
    EFFECT_AFTER,
    RANGE,
    START_AFTER,
    START_BEFORE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.figures.figure import Figure


def with_halves_of_day(found: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """Return the figures with the end of 下午2点半到5点半 in the afternoon too."""
    done: list[Figure] = []
    for figure in found:
        before = done[-1] if done else None
        if (
            before is not None
            and isinstance(before.value, Clock)
            and isinstance(figure.value, Clock)
            and before.value.sure
            and not figure.value.sure
            and RANGE.fullmatch(text, before.end, figure.start)
        ):
            noon = 720 if figure.value.minutes < before.value.minutes else 0
            figure = replace(figure, value=Clock((figure.value.minutes + noon) % 1440, sure=True))
        done.append(figure)
    return tuple(done)


def with_roles(found: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """Return the figures, each date with what it is for."""
    parts = [figure.range_part for figure in found]
    dates = [i for i, figure in enumerate(found) if figure.kind is FigureKind.DATE]
    for first, last in pairwise(dates):
        # 11月23日12时到11月26日20时: times stand between the days of a range.
        gap = AFTER_DATE.match(text, found[first].end)
        if gap and RANGE.fullmatch(text, gap.end(), found[last].start):
            parts[first], parts[last] = "first", "last"
    return tuple(
        replace(figure, range_part=part, role=_date_role(figure, part, text))
        if figure.kind is FigureKind.DATE
        else figure
        for figure, part in zip(found, parts, strict=True)
    )


def _date_role(figure: Figure, part: str, text: str) -> Role:
    gap = AFTER_DATE.match(text, figure.end)
    after = gap.end() if gap else figure.end
    if BIRTH_AFTER.match(text, figure.end):
        return Role.BIRTH
    if EFFECT_AFTER.match(text, figure.end):
        return Role.EFFECT
    if part == "first":
        return Role.START
    if part == "last":
        return Role.END
    if DEADLINE_AFTER.match(text, after):
        return Role.DEADLINE
    start = max(0, figure.start - 12)
    if DEADLINE_BEFORE.search(text, start, figure.start):
        return Role.DEADLINE
    begins = START_AFTER.match(text, after) or START_BEFORE.search(text, start, figure.start)
    return Role.START if begins else Role.NONE


class Likeness(Enum):
    """How sure it is that two amounts are the same one."""

    SAME = 1
    """The words before them are the same."""
    LIKELY = 2
    """Both are 每人, or both are totals; nothing else tells them apart."""
    MAYBE = 3
    """One of them names a group of people."""
    DIFFERENT = 4


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """The words before an amount: 80岁以上每月100元 has the head 80岁以上, per 每月."""

    head: str
    per: tuple[str, ...]
    total: bool
    """It is a sum: 合计, 一共."""


_CLAUSE_END = re.compile(r"[，。；：！？、,;:!?\n（）()“”|]|(?<=[\d百千万亿])元")
_UNITS = (
    "平方米|立方米|平方公里|公里|学期|季度|季|人|户|亩|月|年|天|日|次|个|口|名|位|头|只|株|棵|份|斤|公斤|吨|"
    "车|场|班|本|张|方|度|孩子|学生"
)
_PER = re.compile(rf"(?:每一?(?:{_UNITS})|人均|户均)+$")
_PER_EACH = re.compile(rf"每一?({_UNITS})|([人户])均")
_PER_AFTER = re.compile(rf"\s?[/／每]\s?({_UNITS})")
_TOTAL = re.compile(r"合计|共计|总计|一共|总共|总额|总数|总的")
_FILLER = re.compile(
    r"(?:大约|约|共|为|是|要|须|需|应|可以|可|能|领取|领|得|缴纳|缴费|收费|费用|交|缴|收取|收|补助|补贴|补|发放|发|给|付|"
    r"人民币|拟|暂定|达到|达|有|各|花了|花|了|标准|：|:|\s)+$"
)
# Before 每人 a verb tells amounts apart: 补助每人670元 is not what each one pays.
_NEUTRAL = re.compile(r"(?:大约|约|共|为|是|拟|暂定|人民币|标准|：|:|\s)+$")
# Words that name a group of people: 低保户每人200元 is another amount than 每人400元.
_GROUP = re.compile(
    r"(?:户|人员|者|老人|老年人|对象|学生|儿童|孤儿|家庭|群体|职工|军人|残疾人|村民|居民|以上|以下|以内|类|级|档)"
    r"(?:的)?$"
)
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百]{2,}")


def money_words(text: str, start: int, end: int) -> MoneyWords:
    """Return what the words around an amount say it is for."""
    clause = _CLAUSE_END.split(text[max(0, start - 24) : start])[-1]
    total = bool(_TOTAL.search(clause))
    clause = _FILLER.sub("", clause)
    after = _PER_AFTER.match(text, end)
    per = [after[1]] if after else []
    if match := _PER.search(clause):
        per += [a or b for a, b in _PER_EACH.findall(match[0])]
        clause = clause[: match.start()]
        clause = _NEUTRAL.sub("", clause)
    return MoneyWords(clause, tuple(sorted(per)), total)


def likeness(one: MoneyWords, other: MoneyWords) -> Likeness:
    """Return whether two amounts are the same one, judged by the words before them."""
    if one.per != other.per and one.per and other.per:
        return Likeness.DIFFERENT
    numbers, others = _numbers(one.head), _numbers(other.head)
    if numbers and others:
        return Likeness.SAME if numbers == others else Likeness.DIFFERENT
    if one.per != other.per:
        return Likeness.DIFFERENT
    same_words = len(one.head) > 1 and one.head[-2:] == other.head[-2:]
    if same_words or (one.per and not one.head and not other.head):
        return Likeness.SAME
    if one.per:
        groups = _GROUP.search(one.head) or _GROUP.search(other.head)
        return Likeness.MAYBE if groups else Likeness.LIKELY
    return Likeness.LIKELY if one.total and other.total else Likeness.DIFFERENT


def _numbers(head: str) -> frozenset[str]:
    return frozenset(
        str(chinese_number(found) or found) if not found.isdigit() else found
        for found in _NUMBERS.findall(head)
    )
