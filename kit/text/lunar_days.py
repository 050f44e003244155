"""Days of the old calendar as days of ours."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_EARLIEST, _LATEST = timedelta(days=-60), timedelta(days=320)
"""How far from publication a lunar date without its year may lie."""


@lru_cache(maxsize=1024)
def solar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """Return the day of a lunar date; None where that year has no such day or leap month."""
    from borax.calendars.lunardate import LunarDate

    try:
        solar: date = LunarDate(year, month, day, 1 if leap else 0).to_solar_date()
    except ValueError:
        return None
    return solar


def nearest_solar_day(near: date, month: int, day: int, *, leap: bool = False) -> date | None:
    """Return the day a lunar date without a year means to who reads it at ``near``."""
    for year in (near.year, near.year - 1, near.year + 1):
        solar = solar_day(year, month, day, leap=leap)
        if solar is not None and _EARLIEST <= solar - near <= _LATEST:
            return solar
    return None


def has_leap_month(year: int, month: int) -> bool:
    """Return whether ``month`` comes twice in the lunar ``year``."""
    return solar_day(year, month, 1, leap=True) is not None
