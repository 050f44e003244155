"""The account says what was public in which wording, what was done with it, and what is missing."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import Manifest
from kit.errors import RequestError, SourceError
from kit.office.account import MISSING, account, take_back
from kit.office.account_csv import HEAD, account_csv
from kit.returns.returns_log import Return, ReturnKind, append_returns
from kit.source.codes import CodeEntry, write_codes
from tests.made_editions import WEEK, at, down, item, pdf, publish, township

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kit.office.account import Account, AccountRow

ONE, TWO = "样例一村公开栏", "样例二村公开栏"
MEDICAL, OLD = "DX-2026-004", "DX-2026-001"
POSTER, MORNING = "1要打印/公开栏/DX-2026-004_交医保_A3.pdf", "2要播放/01_0700.MP3"
SHEET = "2要播放/播出单.pdf"
PROGRAMME = {
    "name": "早间",
    "at": "07:00",
    "file": MORNING,
    "seconds": 60.0,
    "first": "2026-11-23",
    "last": "2026-11-29",
    "villages": [],
    "is_alert": False,
    "all_clear": "",
    "items": [MEDICAL],
}


def revision(folder: Path, number: int, wording: str) -> None:
    entry = item(
        "交｜医保", "26W48-04", wording, villages="样例一村、样例二村", publish="2026-11-23"
    )
    manifest = Manifest(
        week=WEEK,
        revision=number,
        township="",
        files=(),
        items={MEDICAL: entry},
        posted={OLD: down(item("旧公示", "26W44-01", "AAAA", villages="样例一村"), "2026-11-24")},
        written=number,
    )
    publish(
        folder,
        {SHEET: pdf("sheet"), MORNING: b"sound", POSTER: pdf(wording)},
        manifest,
        figures={SHEET: {"programmes": [PROGRAMME]}},
        about={POSTER: (MEDICAL,), MORNING: (MEDICAL,)},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = township(tmp_path / "daxi")
    revision(made, 1, "85WA")
    revision(made, 2, "9XYZ")
    write_codes(made, (CodeEntry(code="26W48-04", item_id=MEDICAL),))
    return made


def note(folder: Path, kind: ReturnKind, on_day: int, hour: int = 9, **more: Any) -> Return:
    told = {"items": {MEDICAL: "9XYZ-0000"}, "week": WEEK, **more}
    one = Return(kind=kind, by="样例甲", at=at(on_day, hour), **told)
    return append_returns(folder / "returns.jsonl", lambda _: (one,))[0]


def on(folder: Path, day: int, **period: Any) -> Account:
    return account(folder, lambda: at(day, 12), **period)


def row(found: Account, wording: str) -> AccountRow:
    return next(one for one in found.rows if one.wording == f"{wording}-0000")


def test_every_wording_has_its_row_with_who_signed_and_the_editions_it_stood_in(
    folder: Path,
) -> None:
    found = on(folder, 23)

    assert found.label == "2026年11月23—29日"
    assert [(one.item_id, one.wording, one.editions) for one in found.rows] == [
        (MEDICAL, "85WA-0000", (f"{WEEK}/r01",)),
        (MEDICAL, "9XYZ-0000", (f"{WEEK}/r02",)),
    ]
    now = row(found, "9XYZ")
    assert (now.title, now.number, now.signers) == (
        "交医保",
        "26W48-04-9XYZ",
        "终审 样例乙 2026-11-20",
    )


def test_what_was_done_stands_with_hour_place_and_name(folder: Path) -> None:
    note(folder, ReturnKind.PRINTED, 23, file=POSTER, places=(ONE, TWO), copies=2)
    note(folder, ReturnKind.NOT_PLAYED, 23, 8, slot="早间 07:00", file=MORNING, why="停电")

    deeds = row(on(folder, 23), "9XYZ").deeds
    assert [(one.kind, one.at.hour, one.by, one.what, one.copies, one.why) for one in deeds] == [
        ("没播成", 8, "样例甲", "早间 07:00", 0, "停电"),
        ("已印", 9, "样例甲", POSTER, 2, ""),
    ]
    assert deeds[1].places == (ONE, TWO)


def test_what_nobody_noted_is_told_as_missing(folder: Path) -> None:
    played: dict[str, Any] = {"file": MORNING, "slot": "早间 07:00"}
    note(folder, ReturnKind.PLAYED, 23, **played, day=at(23, 7).date())
    note(folder, ReturnKind.NOT_PLAYED, 24, **played, day=at(24, 7).date(), why="停电")
    note(folder, ReturnKind.PHOTO, 24, places=(ONE,))

    missing = row(on(folder, 26), "9XYZ").gaps
    assert missing == (
        f"没有印的记录：{ONE}、{TWO}",
        f"没有贴出的照片或记录：{TWO}",
        "11月23—29日该播 3 次，没播成 1 次，没有记 1 次",
    )
    (old,) = (one for one in on(folder, 26).rows if one.item_id == OLD)
    assert old.gaps == (f"没有摘下的记录：{ONE}",)
    assert row(on(folder, 26), "85WA").gaps == ()


def test_what_was_done_as_it_should_be_leaves_no_gap(folder: Path) -> None:
    note(folder, ReturnKind.PRINTED, 23, places=(ONE, TWO))
    note(folder, ReturnKind.HUNG, 23, places=(ONE, TWO))
    note(folder, ReturnKind.PLAYED, 23, file=MORNING, day=at(23, 7).date())
    note(folder, ReturnKind.TAKEN_DOWN, 24, places=(ONE,), items={OLD: "AAAA-0000"})

    found = on(folder, 24)
    assert [one.gaps for one in found.rows] == [(), (), ()]


def test_before_the_log_was_begun_nothing_is_missing(folder: Path) -> None:
    assert [one.gaps for one in on(folder, 29).rows] == [(), ()]
    note(folder, ReturnKind.PRINTED, 30, week="2026-W49", items={})
    assert [one.gaps for one in on(folder, 30, week=WEEK).rows] == [(), ()]


def test_a_log_that_was_cut_short_is_told_by_what_an_edition_had_seen(folder: Path) -> None:
    first = note(folder, ReturnKind.PRINTED, 23)
    last = note(folder, ReturnKind.HUNG, 23)
    for number, seal in enumerate((first.sha256, last.sha256), start=3):
        manifest = Manifest(
            week=WEEK, revision=number, township="", files=(), returns_head=seal, written=number
        )
        publish(folder, {}, manifest)
    assert on(folder, 23).notes == ()

    log = folder / "returns.jsonl"
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    (told,) = on(folder, 23).notes
    assert f"做 {WEEK}/r04 的时候已经记下的回执" in told


def test_what_concerns_no_item_stands_by_itself(folder: Path) -> None:
    note(folder, ReturnKind.PRINTED, 23, file="1要打印/公开栏/本周公开一览_A3.pdf", items={})

    assert [one.what for one in on(folder, 23).others] == ["1要打印/公开栏/本周公开一览_A3.pdf"]


def test_the_numbers_count_every_note_once(folder: Path) -> None:
    both = {MEDICAL: "9XYZ-0000", OLD: "AAAA-0000"}
    line = note(folder, ReturnKind.PLAYED, 23, items=both, file="2要播放/X.MP3")
    note(folder, ReturnKind.PRINTED, 23, items={})
    wrong = note(folder, ReturnKind.PLAYED, 23)
    take_back(folder, lambda: at(23, 10), wrong.sha256[:8], by="样例乙", why="点错了")

    counts = on(folder, 23).counts
    assert line.items == both
    assert {kind: count for kind, count in counts.items() if kind != MISSING} == {
        "播了": 1,
        "已印": 1,
    }
    assert counts[MISSING] == sum(len(one.gaps) for one in on(folder, 23).rows) > 0


def test_a_tick_taken_back_is_shown_and_counts_no_more(folder: Path) -> None:
    line = note(folder, ReturnKind.PRINTED, 23, places=(ONE, TWO))
    take_back(folder, lambda: at(23, 10), line.sha256, by="样例乙", why="卡纸了")

    now = row(on(folder, 23), "9XYZ")
    assert [one.taken_back for one in now.deeds] == ["样例乙：卡纸了"]
    assert f"没有印的记录：{ONE}、{TWO}" in now.gaps
    with pytest.raises(RequestError, match="已经划掉"):
        take_back(folder, lambda: at(23, 10), line.sha256, by="样例乙", why="卡纸了")


def test_an_item_is_followed_from_its_first_week_and_a_month_through_its_days(
    folder: Path,
) -> None:
    note(folder, ReturnKind.PRINTED, 23)

    assert {one.item_id for one in on(folder, 30, item_id=MEDICAL).rows} == {MEDICAL}
    assert on(folder, 30, item_id=MEDICAL).label == MEDICAL
    month = on(folder, 30, month="2026-11")
    assert month.label == "2026年11月"
    assert len(row(month, "9XYZ").deeds) == 1
    assert on(folder, 30, month="2026-10").rows == ()


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ({"month": "2026-13"}, "不是一个月"),
        ({"month": "11月"}, "不是一个月"),
        ({"week": "W99"}, "不是一个星期"),
    ],
)
def test_what_is_no_period_is_told(folder: Path, period: dict[str, str], told: str) -> None:
    with pytest.raises(RequestError, match=told):
        on(folder, 23, **period)


def test_an_item_that_was_never_public_is_told(folder: Path) -> None:
    with pytest.raises(SourceError, match="没有公开过"):
        on(folder, 23, item_id="DX-2026-999")


def test_the_csv_has_a_line_for_everything_and_no_formula(folder: Path) -> None:
    note(folder, ReturnKind.NOT_PLAYED, 23, slot="早间 07:00", why="=1+1")
    note(folder, ReturnKind.PRINTED, 23, items={}, file="本周公开一览")

    data = account_csv(on(folder, 23))
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert lines[0] == list(HEAD)
    assert all(len(line) == len(HEAD) for line in lines)
    assert "'=1+1" in lines[2]
    assert lines[-1][11:17] == ["已印", "2026-11-23", "09:00", "样例甲", "", "本周公开一览"]


@pytest.mark.parametrize(
    ("off", "reason", "last", "ended"),
    [
        ("2026-11-25", "已撤回", "2026-11-24", "已撤回"),
        ("2026-11-23", "已撤回", "2026-11-23", "已撤回"),
        ("2027-01-01", "到期", "2026-12-31", ""),
        ("2027-01-04", "到期", "2026-12-31", ""),
    ],
    ids=["withdrawn", "on its first day", "over", "over, and told later"],
)
def test_what_came_off_early_is_said_to_have_hung_no_longer(
    folder: Path, off: str, reason: str, last: str, ended: str
) -> None:
    gone = item("交｜医保", "26W48-04", "9XYZ", publish="2026-11-23", expire="2026-12-31")
    posted = {MEDICAL: down(gone, off, reason)}
    publish(folder, {}, Manifest(week=WEEK, revision=3, township="", files=(), posted=posted))
    found = row(on(folder, 30, item_id=MEDICAL), "9XYZ")

    assert (str(found.expire), found.ended) == (last, ended)
