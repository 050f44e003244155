"""Days as they are printed: 12月31日, 星期四."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

WEEKDAYS = "一二三四五六日"
# What a village calls the hours of a day; each name holds until the hour beside it.
_PARTS_OF_DAY = ((6, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def written_day(day: date, *, near: date | None = None) -> str:
    """Return a day as villagers read it, without its year when ``near`` is in the same one."""
    year = f"{day.year}年" if near is None or day.year != near.year else ""
    return f"{year}{short_day(day)}"


def written_hour(moment: datetime, *, near: date | None = None) -> str:
    """Return an hour with its day as an authority writes it: 11月26日20时, 11月26日20时30分."""
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{written_day(moment.date(), near=near)}{moment.hour}时{minutes}"


def told_hour(moment: datetime, *, near: date | None = None) -> str:
    """Return an hour with its day as a village says it: 11月26日晚上8点."""
    part = next(name for hour, name in _PARTS_OF_DAY if moment.hour < hour)
    hour = moment.hour - 12 if moment.hour > 12 else moment.hour
    minutes = {0: "", 30: "半"}.get(moment.minute, f"{moment.minute:02}分")
    return f"{written_day(moment.date(), near=near)}{part}{hour}点{minutes}"


def short_day(day: date) -> str:
    """Return a day without its year, such as 12月31日."""
    return f"{day.month}月{day.day}日"


def weekdays(days: Iterable[date]) -> str:
    """Return days of one week by their names, such as 星期一、四、日."""
    return "星期" + "、".join(WEEKDAYS[day.weekday()] for day in days)


def weekday(day: date) -> str:
    """Return the day of the week, such as 星期四."""
    return "星期" + WEEKDAYS[day.weekday()]
