"""The example on any day: its week is the present one, and its dates stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.desk.settings import configure
from kit.office.practice import practice_clock, sample_week, signed_in_time
from kit.office.set_up import set_up
from kit.office.week import view_week
from kit.review.ledger import FILE, read_ledger
from kit.source.workspace import open_workspace
from tests.desk_at import MOMENT
from tests.desks import open_test_desk

if TYPE_CHECKING:
    from pathlib import Path

IN_WEEK = datetime.fromisoformat(MOMENT)
SPRING = datetime.fromisoformat("2027-03-03T15:20:00+08:00")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example as somebody makes it months after its week."""
    folder = tmp_path_factory.mktemp("practice") / "daxi"
    set_up(folder, sample=True, now=SPRING)
    return folder


@given(st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1)))  # noqa: DTZ001 - local
def test_on_any_day_it_is_the_same_weekday_and_hour_of_the_examples_week(
    later: Path, day: datetime
) -> None:
    moved = practice_clock(later, lambda: day)()

    assert (moved.weekday(), moved.time()) == (day.weekday(), day.time())
    assert timedelta() <= moved.date() - IN_WEEK.date() < timedelta(days=7)


def test_the_clock_goes_on_and_is_that_of_everybody_in_the_week_itself(later: Path) -> None:
    times = iter([SPRING, SPRING, SPRING + timedelta(minutes=1)])
    moved = practice_clock(later, lambda: next(times))

    assert [moved().minute, moved().minute] == [20, 21]
    assert practice_clock(later, in_week)() == IN_WEEK


def in_week() -> datetime:
    return IN_WEEK


def spring() -> datetime:
    return SPRING


def test_a_workspace_that_is_no_example_has_no_day_but_today(tmp_path: Path) -> None:
    set_up(tmp_path / "新", sample=False, now=SPRING)
    real = open_test_desk(tmp_path / "实").folder
    settings = (real / "kit.toml").read_text("utf-8")
    (real / "kit.toml").write_text(settings.replace("sample = true", "sample = false"), "utf-8")

    assert practice_clock(tmp_path / "新", spring) is spring
    assert practice_clock(real, spring) is spring


def test_months_later_the_example_is_as_lively_and_signed_in_its_own_week(later: Path) -> None:
    moved = practice_clock(later, spring)

    # On that day of the week the market is over, and its notice with it.
    assert len(view_week(later, "", moved).ready) == 10
    items, ledger = open_workspace(later).items, read_ledger(later / FILE)
    signed = [one.at for item in items for one in ledger.of(item.item_id)]
    assert len(signed) > 50
    assert max(signed) < moved()
    assert signed_in_time(items, IN_WEEK) == IN_WEEK
    assert sample_week(items).name == "2026-W48"


@pytest.mark.parametrize("practises", [True, False])
def test_every_page_says_which_day_is_practised(tmp_path: Path, *, practises: bool) -> None:
    desk = open_test_desk(tmp_path / "daxi")
    configure(replace(desk.place, practises=practises))

    for address in ("/", "/items/", "/settings/"):
        assert ("今天当作 2026年11月" in desk.clerk().get(address).content.decode()) == practises
