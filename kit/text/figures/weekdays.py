"""Days of the week and parts of the day in words, against the days and hours of the item."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import DETAILS, SUMMARIES
from kit.text.figures.own_times import own_days, resolved
from kit.text.figures.quantity import Day
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import SENTENCE_END
from kit.text.written_days import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

Placed = tuple[int, int, "Verdict"]

_WEEKDAY = re.compile(
    r"(?<![一二两三四五六七八九十几\d])(?:星期|周|礼拜)(?P<day>[一二三四五六日天])"
    r"(?![一二三四五六七八九十]*(?:个|天(?![,。])|斤|次|人|期|常|边|年|岁))"
)
_NOT_ONE_DAY = re.compile(r"(?:[本这那下上]个?|双|单)$|[到至~-]$")
_EVERY = re.compile(r"[每逢]个?(?:(?:星期|周|礼拜)?[一二三四五六日天][、和,])*$")
_GOES_ON = re.compile(r"[到至~-](?:星期|周|礼拜)?[一二三四五六日天](?![一-鿿]?[月日号点])")
_STRETCH = re.compile(
    r"(?:星期|周|礼拜)(?P<first>[一二三四五六])[到至~-](?:星期|周|礼拜)?(?P<last>[一二三四五六日天])"
)
_WORKDAYS = range(5)
_CLAUSE_ENDS = re.compile(r"[,。;!?)]|$|截止|为止|那天|这天|当天|是?最后")
_CLOSED = re.compile(r"[^,。;]{0,4}(?:不|休|没|停|除外|放假)")
_BESIDE, _CLAUSE_AWAY, _LIST = 2, 8, 16
_A_WEEK_DAYS = 7

_HALF = re.compile(
    r"(?<![整全半每])(?P<part>上午|早上|下午|傍晚|晚上)(?![^,。;!?]{0,3}[\d一二三四五六七八九十两零:点])"
)
_BEFORE_NOON = frozenset(("上午", "早上"))
_NOON, _MORNING, _EVENING = 720, 480, 1140


def judge_weekdays(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give each day of the week that is not that of the date beside it, or of no day of the item.

    What stands directly behind a date is judged with the date.
    """
    for match in _WEEKDAY.finditer(said.text):
        if _NOT_ONE_DAY.search(said.text, max(0, match.start() - 2), match.start()):
            continue
        if _GOES_ON.match(said.text, match.end()):
            yield match.start(), match.end(), listed("另外的日子")
            continue
        number = _number(match["day"])
        if _EVERY.search(said.text, max(0, match.start() - _LIST), match.start()):
            own = _named_in_time(facts)
            if own and number not in own and said.label in SUMMARIES:
                days = "、".join(f"星期{WEEKDAYS[one]}" for one in sorted(own))
                why = f"“时间”里写的是{days}"
                yield match.start(), match.end(), stop(why, "请核对是星期几。")
            continue
        day = _date_beside(facts, said, match)
        if day is not None:
            if day.weekday() != number:
                right = f"{day.month}月{day.day}日是星期{WEEKDAYS[day.weekday()]}"
                yield match.start(), match.end(), stop(right, "请核对日期和星期。")
            continue
        verdict = _of_no_day(facts, said, match, number)
        if verdict is not None:
            yield match.start(), match.end(), verdict


def _date_beside(facts: Facts, said: Said, match: re.Match[str]) -> date | None:
    """Return the date that a day of the week belongs to: 12月31日，星期三; 礼拜一，2月1日."""
    text = said.text
    ends_clause = _CLAUSE_ENDS.match(text, match.end())
    dated = [one for one in said.quantities if isinstance(one.value, Day)]
    for one in reversed(dated):
        if one.end > match.start():
            continue
        gap = text[one.end : match.start()]
        comma = re.search("[,、]", gap)
        if SENTENCE_END.search(gap) or len(gap) > _CLAUSE_AWAY or (comma and not ends_clause):
            break
        return _day_of(facts, one)
    for one in dated:
        if 0 <= one.start - match.end() <= _BESIDE and ends_clause is None:
            return _day_of(facts, one)
    return None


def _day_of(facts: Facts, quantity: Quantity) -> date | None:
    day = resolved(quantity, facts.near)
    if day is None and isinstance(quantity.value, Day) and quantity.value.month is None:
        same = [own for own in facts.days if own.day == quantity.value.day]
        return same[0] if len(same) == 1 else None
    return day


def _of_no_day(facts: Facts, said: Said, match: re.Match[str], number: int) -> Verdict | None:
    told = _told_in_time(facts)
    if not told or number in told or said.label not in SUMMARIES | DETAILS:
        return None
    if said.label in DETAILS or _CLOSED.match(said.text, match.end()):
        return listed("另外的日子")
    days = "、".join(f"星期{WEEKDAYS[one]}" for one in sorted(told))
    return stop(f"要点里的日子是{days}", "请核对是星期几，最好把日子也写上。")


def _named_in_time(facts: Facts) -> frozenset[int]:
    """Return the days of the week that 时间 names: 每周二、周五; 周一到周五; 工作日."""
    found: set[int] = set()
    for text in (said.text for said in facts.texts if said.label == "时间"):
        found |= {_number(match["day"]) for match in _WEEKDAY.finditer(text)}
        for match in _STRETCH.finditer(text):
            found |= set(range(_number(match["first"]), _number(match["last"]) + 1))
        found |= set(_WORKDAYS if "工作日" in text else ())
    return frozenset(found)


def _number(day: str) -> int:
    return WEEKDAYS.index(day.replace("天", "日"))


def _told_in_time(facts: Facts) -> frozenset[int]:
    """Return the days of the week that 时间 and 截止 name; empty where they name none, or all."""
    ends = [day for day in (facts.item.deadline,) if day]
    told = set(_named_in_time(facts))
    for said in facts.texts:
        if said.label != "时间":
            continue
        if "每天" in said.text and "工作日" not in said.text:
            return frozenset()
        if own := [day for one in own_days(said) if (day := _day_of(facts, one))]:
            length = min((max(own) - min(own)).days, _A_WEEK_DAYS)
            ends += [min(own) + timedelta(days) for days in range(length + 1)]
        dated = (one for one in said.quantities if isinstance(one.value, Day))
        ends += [day for one in dated if (day := _day_of(facts, one))]
    found = frozenset(told | {day.weekday() for day in ends})
    return frozenset() if len(found) == _A_WEEK_DAYS else found


def _halves_of_time(facts: Facts) -> list[int]:
    """Return an hour of each half that 时间 names where it names no hour: 12月5日上午."""
    named = "".join(said.text for said in facts.texts if said.label == "时间")
    parts = [] if facts.clocks else [match["part"] for match in _HALF.finditer(named)]
    return [_MORNING if part in _BEFORE_NOON else _EVENING for part in parts]


def judge_halves(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 下午 without an hour where 时间 has only hours of the morning, and the other way."""
    if said.label not in SUMMARIES:
        return
    minutes = [one.minutes for one in facts.clocks if one.half_told] or _halves_of_time(facts)
    if not minutes:
        return
    morning = min(minutes) < _NOON
    if morning and max(minutes) > _NOON:
        return
    for match in _HALF.finditer(said.text):
        before_noon = match["part"] in _BEFORE_NOON
        if before_noon == morning or _CLOSED.match(said.text, match.end()):
            continue
        own = "上午" if morning else "下午或晚上"
        why = f"“时间”里的钟点都在{own}"
        yield match.start(), match.end(), stop(why, "请核对后和“时间”写成一样的。")
