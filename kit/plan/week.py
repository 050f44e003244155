"""The week an edition is made for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kit.errors import RequestError
from kit.source.values import FIRST_YEAR, LAST_YEAR
from kit.text.written_days import short_day

_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week from Monday to Sunday (ISO 8601)."""

    monday: date

    @classmethod
    def parse(cls, text: str) -> Week:
        """Return the week written as ``2026-W48``, or the week of a day ``2026-11-23``.

        Raises:
            RequestError: It is neither, or lies where no item's day may lie.
        """
        try:
            if match := _ISO_WEEK.fullmatch(text.strip()):
                day = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            else:
                day = date.fromisoformat(text.strip())
        except ValueError:
            day = None
        # A calendar has a last day, from which nothing is counted on; and 1949 began in a week
        # of 1948.
        if day is None or not FIRST_YEAR - 1 <= day.year <= LAST_YEAR:
            raise RequestError(
                f"“{text[:_MOST_SHOWN]}”不是一个星期。",
                "请写成 2026-W48，或这一周里任何一天，如 2026-11-23。",
            )
        return cls.of(day)

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week that ``day`` lies in."""
        return cls(day - timedelta(days=day.weekday()))

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def left_from(self, today: date | None) -> date:
        """Return the first day of it that is still to come, ``today`` counted.

        Of a week that has not begun, or is past and made again, that is Monday.
        """
        return today if today and self.monday <= today <= self.sunday else self.monday

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    @property
    def name(self) -> str:
        """Its name in folders, such as ``2026-W48``."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def code(self) -> str:
        """Its part of a printed number, such as ``26W48``."""
        year, number, _ = self.monday.isocalendar()
        return f"{year % 100:02}W{number:02}"

    @property
    def label(self) -> str:
        """Its days as a clerk says them, such as ``11月23—29日``."""
        first, last = self.monday, self.sunday
        if first.month == last.month:
            return f"{first.month}月{first.day}—{last.day}日"
        return f"{short_day(first)}—{short_day(last)}"
