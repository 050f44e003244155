"""Every figure of an item against its key facts, in every field that is seen or heard.

A closed world: a figure is silent only if it equals a key fact of its kind or follows from one.
It stops the item otherwise, unless its own words say that it is of another thing, or it stands
in no second place and nothing can be held against it; then the signers read it on the review
sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import (
    DETAILS,
    KEYS,
    SOURCES,
    facts_of,
)
from kit.text.figures.judge_codes import (
    judge_code,
    judge_document,
    judge_level,
    judge_number,
    judge_order,
    judge_phone,
)
from kit.text.figures.judge_counts import judge_count
from kit.text.figures.judge_days import is_overnight, judge_clock, judge_day
from kit.text.figures.judge_money import judge_money
from kit.text.figures.judge_shares import judge_share
from kit.text.figures.own_times import resolved
from kit.text.figures.quantity import Clock, Day, Kind
from kit.text.figures.said import plain_value
from kit.text.figures.told_in_words import judged_in_words
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kit.model.item import Item
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Answer, Verdict
    from kit.text.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure that is told to the clerk or the signers."""

    passage: Passage
    kind: Kind
    text: str
    """As it is written."""
    answer: Answer
    why: str
    remedy: str
    lines_before: int = 0


_JUDGES: dict[Kind, Callable[[Facts, Said, int], Verdict | None]] = {
    Kind.MONEY: judge_money,
    Kind.DATE: judge_day,
    Kind.TIME: judge_clock,
    Kind.PHONE: judge_phone,
    Kind.COUNT: judge_count,
    Kind.SPAN: judge_count,
    Kind.SHARE: judge_share,
    Kind.TEMPERATURE: judge_count,
    Kind.ORDER: judge_order,
    Kind.NUMBER: judge_number,
    Kind.CODE: judge_code,
    Kind.LEVEL: judge_level,
    Kind.DOCUMENT: judge_document,
}
_IN_SOURCES = (Kind.MONEY, Kind.PHONE)
"""What names of papers and offices do not hold by themselves."""
ONLY_HERE = "别处没有这个数"
"""Why a figure is listed that contradicts nothing, and that nothing vouches for."""
_SHORT_FACTS = KEYS - {"怎么办"}
_UNVOUCHED = (Kind.MONEY, Kind.COUNT, Kind.SPAN, Kind.SHARE, Kind.TEMPERATURE, Kind.NUMBER)
_TO = re.compile(r" *(?:到|至|-+|~|起至) *")
_IN_BRACKETS = re.compile(r" *\((?:小写|大写|即|¥)?[::]? *")
_NEXT_TO = 3


def compare(
    item: Item, *, phones: Iterable[str] = (), villages: tuple[str, ...] = ()
) -> tuple[Told, ...]:
    """Return every figure that stops the item or that its signers must read.

    ``phones`` and ``villages`` are those of the township.
    """
    facts = facts_of(item, phones=phones, villages=villages)
    return tuple(dict.fromkeys(one for said in facts.texts for one in _judged(facts, said)))


def _judged(facts: Facts, said: Said) -> Iterator[Told]:
    for index, quantity in enumerate(said.quantities):
        verdict = _verdict(facts, said, index)
        if verdict is not None:
            yield _told(said, quantity.kind, quantity.start, quantity.end, verdict)
    if said.label not in SOURCES:
        yield from _contradictions(facts, said)
        for kind, place, verdict in judged_in_words(facts, said):
            yield _told_in_words(facts, said, kind, place, verdict)


def _verdict(facts: Facts, said: Said, index: int) -> Verdict | None:
    quantity = said.quantities[index]
    if quantity.kind is Kind.UNREAD:
        return stop(quantity.why, "请改成看得懂的写法。")
    if said.label in SOURCES and quantity.kind not in _IN_SOURCES:
        return None
    verdict = _JUDGES[quantity.kind](facts, said, index)
    if verdict is not None and (what := _declared(facts, said, quantity)):
        return listed(what)
    if verdict is None and _stands_only_here(facts, said, quantity):
        return listed(ONLY_HERE)
    return verdict


def _stands_only_here(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether a figure in words has none of its value beside it in any other field."""
    if said.label in _SHORT_FACTS or quantity.kind not in _UNVOUCHED:
        return False
    return not any(
        one.kind is quantity.kind and plain_value(one) == plain_value(quantity)
        for other in facts.texts
        if other.label != said.label
        for one in other.quantities
    )


def _declared(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return what 另外的数 says of a figure; empty where it does not speak of this one.

    In a detail the value is enough. Where people look and listen the words around it must be the
    declared ones too, so that 去年的380元 is let pass and 每人380元 is not.
    """
    for own, line in facts.declared:
        if own.kind is not quantity.kind or plain_value(own) != plain_value(quantity):
            continue
        words = "".join(around(said.text, quantity.start, quantity.end, 24, 24))
        shares = any(a + b in words for a, b in pairwise(line[own.end :].strip("，、：: ")))
        if said.label in DETAILS or shares:
            return line
    return ""


def _told(said: Said, kind: Kind, start: int, end: int, verdict: Verdict) -> Told:
    return Told(
        passage=said.passage,
        kind=kind,
        text=said.written(start, end),
        answer=verdict.answer,
        why=verdict.why,
        remedy=verdict.remedy,
        lines_before=said.lines_before(start),
    )


def _told_in_words(
    facts: Facts, said: Said, kind: Kind, place: tuple[int, int], verdict: Verdict
) -> Told:
    """Return what no number holds; 另外的数 may begin with the words: 下午 打完针观察的时候."""
    written = said.written(*place)
    declared = next((one for one in facts.item.other_figures if one.startswith(written)), "")
    if declared:
        return _told(said, kind, *place, listed(declared))
    remedy = f"{verdict.remedy}说的若是别的，请在“另外的数”里加一行：先写“{written}”，再写是什么。"
    return _told(said, kind, *place, replace(verdict, remedy=remedy))


def _contradictions(facts: Facts, said: Said) -> Iterator[Told]:
    """Give what cannot be right in itself: reversed ranges, two amounts in words and digits."""
    for first, last in pairwise(said.quantities):
        gap = said.text[first.end : last.start]
        verdict = None
        if first.kind is last.kind is Kind.MONEY and _IN_BRACKETS.fullmatch(gap):
            if first.value != last.value and first.per == last.per:
                verdict = stop("大写和数字不一样", "请核对是哪个数，改成一样的。")
        elif _TO.fullmatch(gap):
            verdict = _reversed(facts, said, first, last)
        if verdict is not None:
            yield _told(said, first.kind, first.start, last.end, verdict)
        if _TO.fullmatch(gap):
            yield from _wrong_lengths(said, first, last)


def _reversed(facts: Facts, said: Said, first: Quantity, last: Quantity) -> Verdict | None:
    wrong = stop("结束比开始还早", "请核对从什么时候到什么时候。")
    one, other = first.value, last.value
    if isinstance(one, Clock) and isinstance(other, Clock):
        told = one.half_told and other.half_told and not is_overnight(facts, said, one, other, last)
        return wrong if told and one.minutes >= other.minutes else None
    begin, end = resolved(first, said.near), resolved(last, said.near)
    if begin is None or end is None or begin <= end:
        return None
    if facts.days_in_period and (end, begin) == (facts.days_in_period[0], facts.days_in_period[-1]):
        return wrong  # the item's own ends, turned round
    over_new_year = isinstance(other, Day) and other.year is None and end.month < begin.month
    return None if over_new_year else wrong


def _wrong_lengths(said: Said, first: Quantity, last: Quantity) -> Iterator[Told]:
    """Give 3天 beside 12月1日到5日."""
    begin, end = resolved(first, said.near), resolved(last, said.near)
    if begin is None or end is None or begin >= end or said.label == "救济":
        return
    days = (end - begin).days + 1
    for one in said.quantities:
        if one.kind is not Kind.SPAN or one.unit != "天" or one.part or one.value == days:
            continue
        if min(abs(one.end - first.start), abs(one.start - last.end)) <= _NEXT_TO:
            why = f"{said.written(first.start, last.end)}是{days}天"
            yield _told(said, one.kind, one.start, one.end, stop(why, "请核对天数和日子。"))
