"""Working days (工作日): Monday to Friday, but for what the State Council moved that year."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.text.toml_text import parse_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN_FILE = "workdays.toml"
"""In the workspace, for years that the kit does not know yet."""
_FILE = Path(__file__).with_name("workdays.toml")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Until:
    """The day on which a time runs out."""

    day: date
    sure: bool
    """False where it reaches into a year whose holidays are not known: 暂定."""

    def __str__(self) -> str:
        """Return the day as it is told."""
        return f"{self.day}{'' if self.sure else '（暂定）'}"


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days off and the days worked instead, of the years that are known."""

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Return whether offices are open; of years that are not known, by the weekday."""
        return day in self.worked or (day.isoweekday() <= 5 and day not in self.off)

    def after(self, day: date, count: int) -> Until:
        """Return the day that is ``count`` working days after ``day``, which does not count."""
        sure = True
        while count:
            day += _DAY
            sure = sure and day.year in self.years
            count -= self.is_workday(day)
        return Until(day, sure)

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after ``first`` up to ``last``."""
        days = ((first + _DAY * n) for n in range(1, (last - first).days + 1))
        return sum(map(self.is_workday, days))


def read_workdays(folder: Path) -> Workdays:
    """Return the working days as the kit knows them, and as the workspace adds to them.

    Raises:
        SourceError: The workspace's own file cannot be read.
    """
    own = folder / OWN_FILE
    if not own.is_file():
        return known_workdays()
    try:
        years = parse_toml(own.read_text("utf-8-sig"))
        added = _workdays({year: dict(years[year]) for year in years})
    except (OSError, UnicodeDecodeError, ValueError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{OWN_FILE} 读不懂（{error}）。", '请写成：[2027] 下面 off = ["01-01"]，worked = []。'
        ) from error
    known = known_workdays()
    return Workdays(
        off=frozenset(d for d in known.off if d.year not in added.years) | added.off,
        worked=frozenset(d for d in known.worked if d.year not in added.years) | added.worked,
        years=known.years | added.years,
    )


@cache
def known_workdays() -> Workdays:
    """Return the working days as the kit knows them."""
    return _workdays(tomllib.loads(_FILE.read_text("utf-8")))


def _workdays(years: Mapping[str, Mapping[str, list[str]]]) -> Workdays:
    def days(what: str) -> frozenset[date]:
        return frozenset(
            date.fromisoformat(f"{year}-{day}")
            for year, moved in years.items()
            for day in moved.get(what, ())
        )

    return Workdays(days("off"), days("worked"), frozenset(map(int, years)))
