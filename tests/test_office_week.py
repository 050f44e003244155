"""The week on one page, before and after it is made."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kit.edition.request import Options
from kit.errors import RequestError, SourceError
from kit.office.build import is_building
from kit.office.print_desk import print_desk
from kit.office.printed import Chosen, record_printed
from kit.office.set_up import set_up
from kit.office.take_down import record_taken_down, to_take_down
from kit.office.today_round import today_round
from kit.office.week import view_week
from kit.plan.week import Week
from kit.review.signing import sign_samples
from kit.source.private import LOCK, PRIVATE
from kit.source.workspace import open_workspace
from tests.built_once import build_once

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.week import WeekView

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
FEE, STALL, ALERT, LATE = "DX-2026-004", "DX-2026-002", "DX-2026-008", "DX-2026-006"


def make(folder: Path, now: datetime = NOW) -> None:
    sign_samples(open_workspace(folder), at=now)
    options = Options(week=Week.parse("2026-W48"), now=now, workers=1)
    build_once(folder, options)


def view(folder: Path, now: datetime = NOW, week: str = "") -> WeekView:
    return view_week(folder, week, lambda: now)


def reword(folder: Path, old: str = "不会用手机的，", new: str = "不用手机的，") -> None:
    path = folder / "items" / f"{FEE}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def unbuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of a fee, a market day, an alert and one that nobody signed."""
    folder = tmp_path_factory.mktemp("week") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if path.stem not in {FEE, STALL, ALERT, LATE}:
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def built(unbuilt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workspace with its first edition; tests that change it copy it."""
    folder = shutil.copytree(unbuilt, tmp_path_factory.mktemp("week") / "daxi")
    make(folder)
    return folder


def test_a_week_tells_its_days_with_market_days_and_what_is_done_on_them(unbuilt: Path) -> None:
    seen = view(unbuilt)
    monday, tuesday, *_, thursday, friday, _, _ = seen.days

    assert (monday.weekday, monday.lunar, monday.is_today, monday.hang) == ("周一", "十五", True, 3)
    assert (tuesday.is_market, tuesday.hand_out) == (True, len(seen.hand_out))
    assert (monday.alert, thursday.alert, friday.alert) == ("随时", "到期", "")
    assert (friday.down, seen.market_soon) == (1, "明天")


def test_before_the_first_edition_all_is_new_and_the_unsigned_one_is_named(unbuilt: Path) -> None:
    seen = view(unbuilt)

    assert seen.made is None
    assert {one.item_id for one in seen.ready} == {FEE, STALL, ALERT}
    assert [one.item_id for one in seen.left_out] == [LATE]
    hall, villages = seen.boards
    assert villages.where == "样例一村、样例二村、样例三村、样例四村公开栏"
    assert "交明年的居民医保" in hall.new
    assert [(one.title, one.weekday) for one in hall.down] == [("森林火险橙色预警", "周五")]


def test_a_week_with_nothing_to_make_is_no_error(unbuilt: Path) -> None:
    assert view(unbuilt, week="2020-W10").is_empty
    assert str(view(unbuilt, week="2020-W10").nearest) == "2026-11-16"
    assert str(view(unbuilt, week="2028-W10").nearest) == "2026-11-23"
    with pytest.raises(RequestError):
        view(unbuilt, week="some week")


def test_no_workspace_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"kit\.toml"):
        view(tmp_path)


def test_a_made_week_says_so_and_shows_what_it_changed(built: Path) -> None:
    made = view(built).made

    assert made is not None
    assert (made.edition, made.is_first) == ("2026-W48/r01", True)
    assert [one.item_id for one in made.left_out] == [LATE]
    assert "交明年的居民医保" in view(built).boards[0].new


def test_an_alert_that_ended_by_its_own_date_does_not_ask_for_another_edition(built: Path) -> None:
    friday = NOW + timedelta(days=4)

    assert view(built, friday).made is not None


def test_a_signed_correction_asks_for_another_edition_and_one_sheet(
    built: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(built, tmp_path / "daxi")
    reword(folder)
    sign_samples(open_workspace(folder), at=NOW)
    before = view(folder)

    assert before.made is None
    assert before.boards[0].again == ("交明年的居民医保",)
    assert before.boards[0].new == ()

    make(folder)
    after = view(folder)
    assert after.made is not None
    assert not after.made.is_first
    assert after.boards[0].again == ("交明年的居民医保",)


def test_an_unsigned_change_takes_the_item_out_of_what_is_ready(
    built: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(built, tmp_path / "daxi")
    reword(folder)
    seen = view(folder)

    assert FEE not in {one.item_id for one in seen.ready}
    assert seen.made is None


def up(folder: Path, now: datetime = NOW) -> set[str]:
    return {one.item_id for one in today_round(folder, view(folder, now), lambda: now).hang}


def off(folder: Path, now: datetime) -> list[tuple[str, str]]:
    left = today_round(folder, view(folder, now), lambda: now).down
    return [(one.item_id, one.where) for one in left]


def print_all(folder: Path, now: datetime) -> None:
    for job in (one for one in print_desk(folder, "2026-W48").jobs if one.to_print):
        chosen = Chosen(paper=job.paper, week="2026-W48", revision=1)
        record_printed(folder, chosen, lambda: now, by="样例甲")


def test_what_is_printed_for_every_board_is_no_more_to_be_hung(built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(built, tmp_path / "daxi")
    assert up(folder) == {FEE, STALL, ALERT}

    print_all(folder, NOW)
    assert view(folder).days[0].hang == 3
    assert up(folder) == set()

    reword(folder)
    sign_samples(open_workspace(folder), at=NOW)
    assert up(folder) == {FEE}


def test_without_an_edition_or_with_a_damaged_one_all_is_to_be_hung(
    unbuilt: Path, built: Path, tmp_path: Path
) -> None:
    assert up(unbuilt) == {FEE, STALL, ALERT}

    folder = shutil.copytree(built, tmp_path / "daxi")
    print_all(folder, NOW)
    next((folder / "output" / "2026-W48").glob("r*/*.sig")).write_bytes(b"")
    assert up(folder) == {FEE, STALL, ALERT}


def test_what_comes_off_is_told_until_the_last_board_is_ticked(built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(built, tmp_path / "daxi")
    friday, saturday = NOW + timedelta(days=4), NOW + timedelta(days=5)
    boards = [stop.board for stop in to_take_down(folder, lambda: friday).stops]
    assert off(folder, NOW) == []
    assert off(folder, friday)[0][0] == ALERT

    ticked = [(board, ALERT) for board in boards[1:]]
    record_taken_down(folder, lambda: friday, ticked, by="样例甲")
    assert off(folder, friday) == [(ALERT, boards[0])]
    assert off(folder, saturday) == [(ALERT, boards[0])]

    record_taken_down(folder, lambda: friday, [(boards[0], ALERT)], by="样例甲")
    assert off(folder, friday) == []


def test_what_no_list_tells_yet_comes_off_by_the_plan(unbuilt: Path) -> None:
    assert [item_id for item_id, _ in off(unbuilt, NOW + timedelta(days=4))] == [ALERT]


def test_another_week_has_no_round_today(unbuilt: Path) -> None:
    other = today_round(unbuilt, view(unbuilt, week="2026-W50"), lambda: NOW)

    assert (other.hang, other.down) == ((), ())


def test_whoever_builds_is_seen_from_every_window(built: Path) -> None:
    from filelock import FileLock

    assert not is_building(built)
    with FileLock(built / PRIVATE / LOCK):
        assert is_building(built)
