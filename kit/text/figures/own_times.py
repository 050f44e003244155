"""The days and hours that an item says of its own."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.text.figures.quantity import Clock, Day, Kind
from kit.text.figures.written_words import BY_THEN, EVENT, one_slip
from kit.text.lunar_days import nearest_solar_day, solar_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.item import Item
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said

NEXT_DAY = "(?:次日|翌日|隔[天日]|第二[天日]|明早|当[天日晚])?的?"
"""Behind 到: the end of a range that goes over midnight, or expressly does not."""
_JOINED = re.compile(rf" *(?:到|至|起至|-+|~|、|和|\(.{{0,4}}\))* *{NEXT_DAY}")
_OVERNIGHT = re.compile("次日|翌日|隔[天日]|第二[天日]|明早")
_TO = re.compile(rf" *(?:到|至|起至|-+|~) *{NEXT_DAY}")
_CLOCK_OR_HALF = re.compile(
    r"[\d一二三四五六七八九十两]+[点时:][\d半整分]*|上午|下午|中午|晚上|早上"
)
_SOMETHING_HAPPENS = re.compile(
    r"(?:\(.{2,8}?\))?(?:上午|下午|中午|晚上|早上)?[\d一二三四五六七八九十两]{1,3}[点时:][\d半整分]*"
    r"(?![止前到至截]|以前|之前|开始)[\u4e00-\u9fff]{2}"
    r"|(?:再|另|还|补|又)[\u4e00-\u9fff]"
)
"""Behind a day of 时间: 12月10日8时开闸 is what happens then, whatever 截止 says."""
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号](?:\(.{2,12}?\))?")
_BACK_DAYS, _AHEAD_DAYS = -120, 245
OF_ONE_DAY = re.compile(
    r"(?:\([^)]{2,12}\)|(?:星期|周|礼拜)[一二三四五六日天]|当天|的|,|凌晨|[上下中]午|早上?|晚上?)*"
)
"""Between a day and an hour that is of that day."""
_TO_AND_PART = 4
_FIRST_HOUR, _MORNING, _HALF_DAY = 60, 360, 720


def digits_of_day(day: date) -> str:
    """Return a day in eight digits, to be held against another digit by digit."""
    return day.isoformat().replace("-", "")


def days_of_fields(item: Item) -> tuple[set[date], set[date], list[Clock]]:
    """Return the days, the deadlines and the hours that stand in fields of their own."""
    dates, alert = item.dates, item.emergency
    clocks: list[Clock] = []
    days = {
        dates.publish,
        dates.expire,
        dates.formed,
        dates.period_start,
        dates.period_end,
        dates.effective,
        item.deadline,
    }
    deadlines = {item.deadline, dates.period_end}
    ends = [digits_of_day(day) for day in (item.deadline, dates.period_end) if day]
    if len(ends) == 2 and one_slip(*ends):
        deadlines = {item.deadline}  # 截止 and 止 are one day, and one of them is mistyped
    if alert is not None:
        moments = [at for at in (alert.onset, alert.sent, alert.expires) if at]
        days |= {at.date() for at in moments}
        clocks += [Clock(at.hour * 60 + at.minute, half_told=True) for at in moments]
        deadlines.add(alert.expires.date() if alert.expires else None)
    return _without_none(days), _without_none(deadlines), clocks


def _without_none(days: set[date | None]) -> set[date]:
    return {day for day in days if day is not None}


def days_in(said: Said) -> Iterator[tuple[Quantity, date]]:
    """Give the days of a passage, each with the day of ours that it is."""
    for one in said.quantities:
        if isinstance(one.value, Day) and (day := resolved(one, said.near)):
            yield one, day


def add_times(said: Said, days: set[date], deadlines: set[date], clocks: list[Clock]) -> None:
    """Add what 时间 says of its own: its first day or range, its first hours.

    What stands behind is held against them, so that 时间 cannot contradict itself.
    """
    first, ends = own_days(said)[:1], own_days(said)[1:]
    last = max(deadlines, default=None)
    for one, day in days_in(said):
        if EVENT.match(said.text, one.end, one.end + 2) or _SOMETHING_HAPPENS.match(
            said.text, one.end
        ):
            may = True
        elif BY_THEN.match(said.text, one.end):
            may = not last
        else:
            may = (one in first and not (last and day > last)) or (one in ends and not last)
        if may:
            days.add(day)
            if one in ends and not last:
                deadlines.add(day)
    if not clocks:  # an alert's own hours stand in its fields
        clocks += settled(said, list(_own_clocks(said)))


def own_days(said: Said) -> list[Quantity]:
    """Return the first day of 时间, and the one it is joined to."""
    found = [one for one in said.quantities if isinstance(one.value, Day)]
    if len(found) > 1:
        gap = _CLOCK_OR_HALF.sub("", said.text[found[0].end : found[1].start])
        if _JOINED.fullmatch(gap):
            return found[:2]
    return found[:1]


def _own_clocks(said: Said) -> Iterator[Quantity]:
    """Give the first clock of 时间, and all that stand in a range or a list."""
    found = [one for one in said.quantities if isinstance(one.value, Clock)]
    joined = {
        place
        for number, (one, other) in enumerate(pairwise(found))
        if _JOINED.fullmatch(_DAY.sub("", said.text[one.end : other.start]))
        for place in (number, number + 1)
    }
    yield from (one for place, one in enumerate(found) if place == 0 or place in joined)


def settled(said: Said, clocks: list[Quantity]) -> list[Clock]:
    """Return hours of 时间, each in the half of the day that is meant.

    From six to noon a bare hour is in the morning, and one that is earlier than the hour before
    it is after noon: 8时至5时半. One to five alone may be either.
    """
    found: list[Clock] = []
    before: Quantity | None = None
    for one in clocks:
        if not isinstance(one.value, Clock):
            continue
        minutes, told = one.value.minutes, one.value.half_told
        another_day = before and any(
            isinstance(day.value, Day) and before.end <= day.start < one.start
            for day in said.quantities
        )
        overnight = before and _OVERNIGHT.search(said.text, before.end, one.start)
        last = found[-1].minutes if found and not another_day and not overnight else 0
        if not told and minutes < last < minutes + _HALF_DAY:
            minutes, told = minutes + _HALF_DAY, True
        told = told or minutes < _FIRST_HOUR or minutes >= _MORNING or 0 < last < minutes
        found.append(Clock(minutes, told))
        before = one
    return found


def begins_and_ends(said: Said) -> tuple[tuple[Clock, ...], tuple[Clock, ...]]:
    """Return the hours of 时间 before a 到, and those behind one."""
    hours = [one for one in said.quantities if isinstance(one.value, Clock)]
    clocks = settled(said, hours)
    begins, ends = [], []
    for (first, last), (at, until) in zip(pairwise(hours), pairwise(clocks), strict=True):
        if _TO.fullmatch(_DAY.sub("", said.text[first.end : last.start])):
            begins.append(at)
            ends.append(until)
    return tuple(begins), tuple(ends)


def hours_beside_days(said: Said) -> Iterator[tuple[date, Clock]]:
    """Give each hour of 时间 that stands beside a day, and those it is joined to, with the day."""
    hours = [one for one in said.quantities if isinstance(one.value, Clock)]
    clocks = dict(zip((one.start for one in hours), settled(said, hours), strict=True))
    day: date | None = None
    for before, one in pairwise(said.quantities):
        if one.start not in clocks:
            continue
        gap = said.text[before.end : one.start]
        if isinstance(before.value, Day):
            day = resolved(before, said.near) if OF_ONE_DAY.fullmatch(gap) else None
        elif before.start not in clocks or len(gap) > _TO_AND_PART:
            day = None
        if day is not None:
            yield day, clocks[one.start]


def ends_of_spans(said: Said) -> Iterator[Clock]:
    """Give 21:20 for 18时20分起3小时."""
    for first, last in pairwise(said.quantities):
        if not isinstance(first.value, Clock) or last.kind is not Kind.SPAN:
            continue
        minutes = {"小时": 60, "分": 1}.get(last.unit, 0) * Decimal(str(last.value))
        if minutes and said.text[first.end : last.start] in ("起", "开始", "起的", "以后"):
            begin = settled(said, [first])[0]
            yield Clock((begin.minutes + int(minutes)) % 1440, begin.half_told)


def resolved(quantity: Quantity, near: date) -> date | None:
    """Return the day a written one means to who reads it at publication; None for no real day."""
    value = quantity.value
    if not isinstance(value, Day) or value.month is None or value.day is None:
        return None
    if value.lunar and value.year:
        return solar_day(value.year, value.month, value.day, leap=value.leap)
    if value.lunar:
        return nearest_solar_day(near, value.month, value.day, leap=value.leap)
    years = (value.year,) if value.year else (near.year, near.year + 1, near.year - 1)
    days = [day for year in years if (day := _real_day(year, value.month, value.day))]
    likely = (day for day in days if _BACK_DAYS <= (day - near).days <= _AHEAD_DAYS)
    return next(likely, days[0] if days else None)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
