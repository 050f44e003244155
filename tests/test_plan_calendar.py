from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from kit.model.township import Cycle, MarketCycle, ShortMonth
from kit.plan.calendar import lunar_date, market_days
from kit.text.written_days import weekday

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "十月十五"),
        (date(2026, 12, 31), "十一月廿三"),
        (date(2027, 2, 6), "正月初一"),
        (date(2026, 2, 16), "十二月廿九"),
        (date(2025, 7, 25), "闰六月初一"),
        (date(2026, 11, 28), "十月二十"),
        (date(2026, 12, 8), "十月三十"),
    ],
)
def test_lunar_dates_are_said_as_villagers_say_them(day: date, said: str) -> None:
    assert lunar_date(day) == said


def test_the_day_of_the_week_is_named() -> None:
    assert weekday(date(2026, 12, 31)) == "星期四"


def test_a_lunar_market_of_one_and_six_comes_every_five_days() -> None:
    cycle = MarketCycle(cycle=Cycle.LUNAR, digits=(1, 6))

    days = market_days(cycle, *NOVEMBER)

    assert all(lunar_date(day)[-1] in "一六" for day in days)
    assert {(b - a).days for a, b in itertools.pairwise(days)} <= {4, 5}


def test_a_lunar_market_of_ten_falls_on_the_29th_of_a_short_month_if_the_rule_says_so() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    plain = market_days(MarketCycle(cycle=Cycle.LUNAR, digits=(5, 10)), *year)
    moved = market_days(
        MarketCycle(cycle=Cycle.LUNAR, digits=(5, 10), short_month=ShortMonth.LAST_DAY), *year
    )

    added = set(moved) - set(plain)
    assert added
    assert all(lunar_date(day).endswith("廿九") for day in added)
    assert max((b - a).days for a, b in itertools.pairwise(moved)) <= 5


def test_a_solar_market_of_one_skips_the_31st() -> None:
    days = market_days(
        MarketCycle(cycle=Cycle.SOLAR, digits=(1,)), date(2026, 12, 1), date(2027, 1, 1)
    )

    assert [day.day for day in days] == [1, 11, 21, 1]


def test_a_weekly_market_keeps_to_its_days_and_to_the_exceptions() -> None:
    cycle = MarketCycle(
        cycle=Cycle.WEEKDAY,
        digits=(7,),
        extra=(date(2026, 11, 25),),
        skip=(date(2026, 11, 29),),
    )

    days = market_days(cycle, *NOVEMBER)

    assert date(2026, 11, 25) in days
    assert date(2026, 11, 29) not in days
    assert all(day.isoweekday() == 7 for day in days if day != date(2026, 11, 25))


def test_every_lunar_month_has_29_or_30_days() -> None:
    first_days = [
        day
        for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(1461))
        if lunar_date(day).endswith("初一")
    ]

    assert {(b - a).days for a, b in itertools.pairwise(first_days)} == {29, 30}
