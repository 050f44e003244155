"""What comes down is told board by board until somebody ticks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import Manifest
from kit.errors import RequestError
from kit.office.take_down import record_taken_down, to_take_down
from kit.returns.returns_log import Return, ReturnKind, append_returns, read_returns
from tests.made_editions import at, down, item, publish, township

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

ONE, TWO, HALL = "样例一村公开栏", "样例二村公开栏", "乡政府公开栏"
OLD = item("旧公示｜名单", "26W44-01", "AAAA", villages="样例一村、样例二村")
FIRE = item("森林火险预警", "26W48-08", "BBBB", villages="样例一村")


def week(
    folder: Path,
    name: str,
    posted: dict[str, dict[str, str]],
    items: dict[str, dict[str, str]] | None = None,
) -> None:
    number = int(name[-2:])
    manifest = Manifest(
        week=name,
        revision=1,
        township="",
        files=(),
        items=items or {},
        posted=posted,
        written=number,
    )
    publish(folder, {}, manifest)


def begin_log(folder: Path, moment: datetime) -> None:
    one = Return(kind=ReturnKind.PRINTED, by="样例甲", at=moment, week="2026-W47")
    append_returns(folder / "returns.jsonl", lambda _: (one,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = township(tmp_path / "daxi")
    week(made, "2026-W47", {"DX-2026-001": down(OLD, "2026-11-19")})
    week(made, "2026-W48", {"DX-2026-008": down(FIRE, "2026-11-25", "解除（见 DX-2026-009）")})
    return made


def listed(folder: Path, moment: datetime) -> list[tuple[str, str, bool, bool]]:
    return [
        (stop.board, one.item_id, one.late, bool(one.done_by))
        for stop in to_take_down(folder, lambda: moment).stops
        for one in stop.sheets
    ]


def test_what_comes_down_is_told_with_board_day_and_reason(folder: Path) -> None:
    round_ = to_take_down(folder, lambda: at(24, 9))

    (stop,) = round_.stops
    assert (stop.board, stop.village, stop.place) == (ONE, "样例一村", stop.place)
    (sheet,) = stop.sheets
    assert (sheet.title, sheet.wording, sheet.reason) == (
        "森林火险预警",
        "BBBB-0000",
        "解除（见 DX-2026-009）",
    )
    assert not sheet.late
    assert round_.due == 0
    assert to_take_down(folder, lambda: at(25, 9)).due == 1


def test_before_the_first_tick_earlier_weeks_are_not_late(folder: Path) -> None:
    assert listed(folder, at(26, 9)) == [(ONE, "DX-2026-008", True, False)]


def test_what_an_earlier_list_told_is_late_until_it_is_ticked(folder: Path) -> None:
    begin_log(folder, at(18, 9))
    assert listed(folder, at(24, 9)) == [
        (ONE, "DX-2026-001", True, False),
        (ONE, "DX-2026-008", False, False),
        (TWO, "DX-2026-001", True, False),
    ]

    added = record_taken_down(folder, lambda: at(24, 9), [(ONE, "DX-2026-001")], by="样例甲")
    assert [(one.kind, one.week, one.items, one.places) for one in added] == [
        (ReturnKind.TAKEN_DOWN, "2026-W47", {"DX-2026-001": "AAAA-0000"}, (ONE,))
    ]
    assert listed(folder, at(24, 9)) == [
        (ONE, "DX-2026-008", False, False),
        (TWO, "DX-2026-001", True, False),
    ]


def test_this_week_s_ticks_stay_on_the_list_with_who_made_them(folder: Path) -> None:
    record_taken_down(folder, lambda: at(24, 9), [(ONE, "DX-2026-008")], by="样例甲")

    ((stop),) = to_take_down(folder, lambda: at(26, 9)).stops
    assert stop.sheets[0].done_by == "样例甲 11月24日"
    assert not stop.sheets[0].late


def test_what_hangs_again_is_not_to_be_taken_down(folder: Path) -> None:
    begin_log(folder, at(18, 9))
    draft = {**item("草稿", "26W48-09", "CCCC"), "draft": "是"}
    week(folder, "2026-W48", {}, items={"DX-2026-001": OLD, "DX-2026-002": draft})

    assert listed(folder, at(24, 9)) == []


def test_a_tick_taken_back_leaves_the_sheet_on_the_list(folder: Path) -> None:
    (tick,) = record_taken_down(folder, lambda: at(24, 9), [(ONE, "DX-2026-008")], by="样例甲")
    void = Return(
        kind=ReturnKind.VOID, by="样例甲", at=at(24, 10), week="", why="看错", voids=tick.sha256
    )
    append_returns(folder / "returns.jsonl", lambda _: (void,))

    assert listed(folder, at(26, 9)) == [(ONE, "DX-2026-008", True, False)]


@pytest.mark.parametrize("wrong", [[], [(TWO, "DX-2026-008")], [(ONE, "DX-2026-999")]])
def test_only_what_is_on_the_list_is_ticked(folder: Path, wrong: list[tuple[str, str]]) -> None:
    with pytest.raises(RequestError, match="单子上没有"):
        record_taken_down(folder, lambda: at(24, 9), wrong, by="样例甲")
    assert not read_returns(folder / "returns.jsonl").lines
