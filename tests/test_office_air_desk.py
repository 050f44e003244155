"""What is played today is told by the minute, and what was not played is noted with the reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import Manifest
from kit.errors import RequestError, SourceError
from kit.office.air_desk import AirState, air_desk
from kit.office.aired import record_not_played, record_played
from kit.returns.returns_log import ReturnKind, read_returns
from tests.made_editions import WEEK, at, item, pdf, publish, township

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.air_desk import AirDesk

MORNING, EVENING = "2要播放/U盘_样例一村/01_0700.MP3", "2要播放/U盘_样例一村/02_1800.MP3"
ALERT, ALL_CLEAR = "2要播放/应急/YJ26_008.MP3", "2要播放/解除/JIECHU.MP3"
LIMITED = "2要播放/限时/XS26_010.MP3"
SHEET = "2要播放/播出单.pdf"
MEDICAL, FIRE, SCHOOL = "DX-2026-004", "DX-2026-008", "DX-2026-010"


def told(
    name: str, hour: str, file: str, item_id: str, days: tuple[int, int], clear: str = ""
) -> dict[str, object]:
    return {
        "name": name,
        "at": hour,
        "file": file,
        "seconds": 95.0,
        "first": f"2026-11-{days[0]}",
        "last": f"2026-11-{days[1]}",
        "villages": ["样例一村"],
        "is_alert": name == "应急",
        "all_clear": clear,
        "items": [item_id],
    }


PROGRAMMES = [
    told("早间", "07:00", MORNING, MEDICAL, (23, 29)),
    told("傍晚", "18:00", EVENING, MEDICAL, (23, 29)),
    told("应急", "", ALERT, FIRE, (24, 25), ALL_CLEAR),
    told("限时", "", LIMITED, SCHOOL, (24, 24)),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = township(tmp_path / "daxi")
    sounds = {MORNING: MEDICAL, EVENING: MEDICAL, ALERT: FIRE, ALL_CLEAR: FIRE, LIMITED: SCHOOL}
    manifest = Manifest(
        week=WEEK,
        revision=1,
        township="",
        files=(),
        items={
            MEDICAL: item("交医保", "26W48-04", "85WA"),
            FIRE: item("森林火险｜橙色预警", "26W48-08", "X3CM", over="2026-11-25T20:00:00"),
            SCHOOL: item("学手艺", "26W48-10", "GB7Z"),
        },
        written=1,
    )
    publish(
        made,
        {SHEET: pdf("sheet"), **{path: path.encode() for path in sounds}},
        manifest,
        figures={SHEET: {"programmes": PROGRAMMES}},
        about={path: (item_id,) for path, item_id in sounds.items()},
    )
    return made


def desk_at(folder: Path, moment: datetime) -> AirDesk:
    return air_desk(folder, lambda: moment)


def states(folder: Path, moment: datetime) -> dict[str, AirState]:
    return {one.name: one.state for one in desk_at(folder, moment).airings}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(23, 6, 49), {"早间": AirState.EARLY, "傍晚": AirState.EARLY}),
        (at(23, 6, 50), {"早间": AirState.DUE, "傍晚": AirState.EARLY}),
        (at(23, 7, 59), {"早间": AirState.DUE, "傍晚": AirState.EARLY}),
        (at(23, 8, 0), {"早间": AirState.MISSED, "傍晚": AirState.EARLY}),
        (
            at(24, 23),
            {
                "应急": AirState.DUE,
                "早间": AirState.MISSED,
                "傍晚": AirState.MISSED,
                "限时": AirState.NIGHT,
            },
        ),
        (at(24, 17, 55), {"应急": AirState.DUE, "早间": AirState.MISSED, "傍晚": AirState.DUE}),
        (at(25, 19, 59), {"应急": AirState.DUE}),
        (at(25, 20, 0), {"应急": AirState.OVER}),
    ],
)
def test_every_programme_has_its_minute(
    folder: Path, moment: datetime, expected: dict[str, AirState]
) -> None:
    assert expected.items() <= states(folder, moment).items()


def test_alerts_come_first_then_the_hours(folder: Path) -> None:
    desk = desk_at(folder, at(24, 12))

    assert [one.name for one in desk.airings] == ["应急", "早间", "傍晚", "限时"]
    alert = desk.airings[0]
    assert alert.titles == ("森林火险橙色预警",)
    assert alert.over == datetime(2026, 11, 25, 20)  # noqa: DTZ001 - as the item has it
    assert alert.file.read_bytes() == ALERT.encode()
    assert (desk.edition, desk.day) == (f"{WEEK}/r01", date(2026, 11, 24))


def test_what_was_played_is_noted_with_file_wording_and_hour(folder: Path) -> None:
    one = record_played(folder, lambda: at(23, 7, 4), MORNING, by="样例甲")

    assert (one.kind, one.slot, one.day) == (ReturnKind.PLAYED, "早间 07:00", date(2026, 11, 23))
    assert one.items == {MEDICAL: "85WA-0000"}
    assert one.places == ("样例一村",)
    (morning, _) = desk_at(folder, at(23, 9)).airings
    assert morning.state is AirState.PLAYED
    assert [(a.by, a.played) for a in morning.answers] == [("样例甲", True)]
    assert states(folder, at(24, 7))["早间"] is AirState.DUE


def test_why_it_was_not_played_is_asked_for_and_kept(folder: Path) -> None:
    with pytest.raises(RequestError, match="为什么"):
        record_not_played(folder, lambda: at(23, 8), MORNING, by="样例甲", why="")
    record_not_played(folder, lambda: at(23, 8), MORNING, by="样例甲", why="停电")

    (morning, _) = desk_at(folder, at(23, 9)).airings
    assert morning.state is AirState.NOT_PLAYED
    assert morning.answers[0].why == "停电"


def test_it_can_be_played_after_all(folder: Path) -> None:
    record_not_played(folder, lambda: at(23, 7, 5), MORNING, by="样例甲", why="停电")
    record_played(folder, lambda: at(23, 9), MORNING, by="样例甲")

    assert states(folder, at(23, 9, 30))["早间"] is AirState.PLAYED


def test_yesterday_s_unanswered_programmes_are_asked_for_and_can_be_noted(folder: Path) -> None:
    record_played(folder, lambda: at(23, 7), MORNING, by="样例甲")

    missed = desk_at(folder, at(24, 7)).missed
    assert [(one.day.day, one.name) for one in missed] == [(23, "傍晚")]
    record_played(folder, lambda: at(24, 7), EVENING, by="样例甲", began=at(23, 18, 2))
    assert desk_at(folder, at(24, 7)).missed == ()
    assert read_returns(folder / "returns.jsonl").lines[-1].day == date(2026, 11, 23)


def test_before_anybody_noted_anything_nothing_is_missed(folder: Path) -> None:
    assert desk_at(folder, at(26, 12)).missed == ()


@pytest.mark.parametrize(
    ("moment", "path", "began", "told"),
    [
        (at(23, 6, 30), MORNING, None, "7:00 才播"),
        (at(25, 20, 5), ALERT, None, "20:00 就过了"),
        (at(23, 12), ALERT, None, "没有“"),
        (at(23, 12), "2要播放/../../kit.toml", None, "没有“"),
        (at(23, 12), MORNING, at(23, 13), "还没有到"),
    ],
)
def test_what_cannot_have_been_played_is_not_noted(
    folder: Path, moment: datetime, path: str, began: datetime | None, told: str
) -> None:
    with pytest.raises(RequestError, match=told):
        record_played(folder, lambda: moment, path, by="样例甲", began=began)
    assert not (folder / "returns.jsonl").exists()


def test_an_alert_played_in_time_can_be_noted_when_it_is_over_and_its_end_too(
    folder: Path,
) -> None:
    record_played(folder, lambda: at(25, 20, 30), ALERT, by="样例甲", began=at(25, 19, 40))
    end = record_played(folder, lambda: at(25, 20, 30), ALL_CLEAR, by="样例甲")

    assert end.slot == "解除 应急"
    alert = desk_at(folder, at(25, 21)).airings[0]
    assert [(a.at.hour, a.at.minute) for a in alert.answers] == [(19, 40)]


def test_of_a_week_that_is_not_made_only_last_week_s_alert_is_played(folder: Path) -> None:
    desk = desk_at(folder, at(30, 7))
    assert desk.airings == ()
    assert "这一周还没有做" in desk.notes[0]
    with pytest.raises(SourceError, match="还没有做"):
        air_desk(folder, lambda: at(30, 7).replace(month=12))


def test_an_alert_holds_beyond_its_week(tmp_path: Path) -> None:
    made = township(tmp_path / "daxi")
    manifest = Manifest(
        week=WEEK,
        revision=1,
        township="",
        files=(),
        items={FIRE: item("火险", "26W48-08", "X3CM", over="2026-11-30T20:00:00")},
        written=1,
    )
    publish(
        made,
        {SHEET: pdf("sheet"), ALERT: b"alert"},
        manifest,
        figures={SHEET: {"programmes": [told("应急", "", ALERT, FIRE, (28, 29))]}},
        about={ALERT: (FIRE,)},
    )

    assert states(made, at(30, 1)) == {"应急": AirState.DUE}
    assert states(made, at(30, 20)) == {"应急": AirState.OVER}
    record_played(made, lambda: at(30, 1), ALERT, by="样例甲")
    assert states(made, at(30, 2)) == {"应急": AirState.PLAYED}


def test_on_monday_last_sunday_is_asked_for(folder: Path) -> None:
    record_played(folder, lambda: at(28, 8), MORNING, by="样例甲")

    missed = {(one.day.day, one.name) for one in desk_at(folder, at(30, 7)).missed}
    assert missed == {(28, "傍晚"), (29, "早间"), (29, "傍晚")}


def test_a_damaged_log_keeps_no_alert_off_the_air(folder: Path) -> None:
    (folder / "returns.jsonl").write_text("{}\n", encoding="utf-8")

    desk = desk_at(folder, at(24, 12))
    assert desk.airings[0].state is AirState.DUE
    assert "第 1 行" in desk.notes[0]
