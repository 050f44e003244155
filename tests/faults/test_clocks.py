"""A clock that is wrong: an empty battery, a wrong year, the ends of years and of the century."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.edition.request import Options
from kit.errors import KitError
from kit.office.check import check
from kit.plan.week import Week
from tests.faults.conftest import ALL
from tests.faults.small_township import build_week, faults_of_editions, seen_by_people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.small_township import SmallTownship

MOMENTS = (
    *("1970-01-01T00:00", "1980-01-01T00:00", "2016-11-23T09:00", "2026-11-22T23:59"),
    *("2026-11-23T08:00", "2026-12-31T23:59", "2027-01-03T09:00", "2027-01-04T00:00"),
    *("2036-11-23T09:00", "2099-12-31T23:59", "2100-02-28T23:59", "2100-03-01T00:00"),
)
"""2026 has a week 53, to 3 January; 2100 is no leap year; old PCs wake in 1980."""
HISTORY = ("output/site/", "/网页/", "/manifest.")


def built_at(folder: Path, moment: datetime) -> str:
    """Check and build as the clock says; return what staff were told."""
    options = Options(week=Week.of(moment.date()), now=moment, workers=1)
    try:
        check(folder, lambda: moment)
        return "".join(build_week(folder, options).notes)
    except KitError as error:
        return str(error)


@pytest.mark.parametrize("written", MOMENTS if ALL else MOMENTS[1::4])
def test_under_a_wrong_clock_nothing_is_mixed_and_under_the_right_one_all_is_as_ever(
    written: str, small: SmallTownship, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    folder = small.copy(tmp_path / "样例乡")

    built_at(folder, datetime.fromisoformat(written).astimezone())

    assert not faults_of_editions(folder)
    build_week(folder)
    assert not faults_of_editions(folder)
    seen = seen_by_people(folder)
    changed = {path for path in small.clean if seen.get(path) != small.clean[path]}
    if seen.keys() == small.clean.keys():
        assert not changed
    # What went out under the wrong clock did go out: the pages have its wording in their history.
    assert all(any(part in path for part in HISTORY) for path in changed)
    tried("wrong clocks", 1)
