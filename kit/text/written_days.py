"""Days as they are printed: 12月31日, 星期四."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

WEEKDAYS = "一二三四五六日"


def written_day(day: date, *, near: date | None = None) -> str:
    """Return a day as villagers read it, without its year when ``near`` is in the same one."""
    year = f"{day.year}年" if near is None or day.year != near.year else ""
    return f"{year}{short_day(day)}"


def written_hour(moment: datetime, *, near: date | None = None) -> str:
    """Return an hour with its day, its minutes only where it has some: 11月26日20时."""
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{written_day(moment.date(), near=near)}{moment.hour}时{minutes}"


def short_day(day: date) -> str:
    """Return a day without its year, such as 12月31日."""
    return f"{day.month}月{day.day}日"


def weekdays(days: Iterable[date]) -> str:
    """Return days of one week by their names, such as 星期一、四、日."""
    return "星期" + "、".join(WEEKDAYS[day.weekday()] for day in days)


def weekday(day: date) -> str:
    """Return the day of the week, such as 星期四."""
    return "星期" + WEEKDAYS[day.weekday()]
