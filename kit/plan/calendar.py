"""Market days and lunar dates."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.model.township import Cycle, ShortMonth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kit.model.township import MarketCycle

NEXT_MARKET = "下(?:一个|个|一)?(?:墟天|墟日|墟期|圩天|圩日|圩期|墟|圩)"
"""How the next market day is named in an item, as a pattern."""
_LONGEST_WAIT_DAYS = 31
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DIGITS = "一二三四五六七八九十"


@lru_cache(maxsize=1024)
def _lunar(day: date) -> tuple[int, int, bool, int]:
    """Return lunar month, day, whether the month is a leap one, and its length."""
    from borax.calendars.lunardate import LunarDate

    lunar = LunarDate.from_solar(day)
    thirtieth = LunarDate.from_solar(day + timedelta(days=30 - lunar.day))
    return lunar.month, lunar.day, bool(lunar.leap), 30 if thirtieth.day == 30 else 29


def lunar_date(day: date) -> str:
    """Return the lunar date of ``day`` as it is said, such as 十月十五 or 闰六月初一."""
    month, number, leap, _ = _lunar(day)
    return f"{'闰' if leap else ''}{_MONTHS[month - 1]}月{_lunar_day(number)}"


def _lunar_day(number: int) -> str:
    if number <= 10:
        return "初" + _DIGITS[number - 1]
    if number == 20:
        return "二十"
    if number == 30:
        return "三十"
    return ("十" if number < 20 else "廿") + _DIGITS[number % 10 - 1]


def market_days(cycle: MarketCycle, first: date, last: date) -> tuple[date, ...]:
    """Return the market days (墟天) from ``first`` to ``last``, both included."""
    return tuple(day for day in _span(first, last) if _is_market_day(cycle, day))


def next_market(cycle: MarketCycle | None, day: date) -> date | None:
    """Return the first market day after ``day``; None where there is none within a month."""
    if cycle is None:
        return None
    first, last = day + timedelta(days=1), day + timedelta(days=_LONGEST_WAIT_DAYS)
    return next((one for one in _span(first, last) if _is_market_day(cycle, one)), None)


def _span(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _is_market_day(cycle: MarketCycle, day: date) -> bool:
    if day in cycle.skip:
        return False
    if day in cycle.extra:
        return True
    if cycle.cycle is Cycle.WEEKDAY:
        return day.isoweekday() in cycle.digits
    number, length = _day_and_length(cycle, day)
    last_digits = {digit % 10 for digit in cycle.digits}
    if number % 10 in last_digits:
        return number <= 30  # nobody holds a market on the 31st and again on the 1st
    moved = cycle.short_month is ShortMonth.LAST_DAY and length < 30
    return moved and number == length and 0 in last_digits


def _day_and_length(cycle: MarketCycle, day: date) -> tuple[int, int]:
    if cycle.cycle is Cycle.LUNAR:
        _, number, _, length = _lunar(day)
        return number, length
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day.day, (following - timedelta(days=1)).day
