from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import RequestError
from kit.plan.week import Week


def test_a_week_is_named_by_its_number_or_by_any_of_its_days() -> None:
    assert Week.parse("2026-W48") == Week.parse("2026-11-23") == Week.parse("2026-11-29")


def test_the_week_of_the_sample_runs_from_monday_to_sunday() -> None:
    week = Week.parse("2026-W48")

    assert (week.monday, week.sunday) == (date(2026, 11, 23), date(2026, 11, 29))
    assert (week.name, week.code, week.label) == ("2026-W48", "26W48", "11月23—29日")


def test_a_week_over_two_months_names_both() -> None:
    assert Week.parse("2026-12-01").label == "11月30日—12月6日"


def test_the_last_days_of_a_year_may_belong_to_week_53() -> None:
    assert Week.parse("2027-01-01").name == "2026-W53"


@pytest.mark.parametrize(
    "text",
    [
        "", "第48周", "2026-W60", "2026-13-01", "2026W", "26-48",
        "9999-W52", "9999-12-31", "0001-W01", "9" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_week_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(RequestError, match="2026-W48") as refused:
        Week.parse(text)

    assert len(str(refused.value)) < 100


@given(st.dates(date(1949, 1, 1), date(2050, 12, 31)))
def test_every_day_lies_in_the_week_that_is_named_after_it(day: date) -> None:
    week = Week.of(day)

    assert day in week.days
    assert Week.parse(week.name) == week
    assert week.sunday - week.monday == timedelta(days=6)
