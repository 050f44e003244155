"""Ticked sheets come back: once, by somebody, and what had no tick is told to whoever inspects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.edition.published.manifest import Manifest
from kit.errors import RequestError, SourceError
from kit.office.account import account
from kit.office.back_sheets import back_sheets, record_back
from tests.desks import open_test_desk
from tests.made_editions import WEEK, at, item, pdf, publish, township

if TYPE_CHECKING:
    from pathlib import Path

VILLAGE, DOORS = "1要打印/各村一张/样例一村.pdf", "1要打印/入户/送到了_样例一村.pdf"
WORK = ["贴　交明年的居民医保", "播　早上 07:00"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = township(tmp_path / "daxi")
    files = {VILLAGE: pdf("week"), DOORS: pdf("doors"), "1要打印/公开栏/x_A3.pdf": pdf("poster")}
    manifest = Manifest(
        week=WEEK,
        revision=1,
        township="",
        files=(),
        items={"DX-2026-004": item("交明年的居民医保", "26W48-04", "AAAA")},
    )
    figures = {
        VILLAGE: {"sheet": "样例一村这一周", "work": WORK},
        DOORS: {"sheet": "样例一村送到了", "work": []},
    }
    publish(made, files, manifest, figures)
    return made


def test_only_the_sheets_that_are_ticked_are_waited_for(folder: Path) -> None:
    found = back_sheets(folder)

    assert {one.title for one in found.sheets} == {"样例一村这一周", "样例一村送到了"}
    assert found.missing == 2


def test_a_sheet_comes_back_with_what_had_no_tick_and_the_account_tells_it(folder: Path) -> None:
    record_back(folder, lambda: at(28, 9), VILLAGE, by="李四", not_done=WORK[1:])

    (sheet,) = (one for one in back_sheets(folder).sheets if one.file == VILLAGE)
    assert sheet.done_by == "李四 11月28日"
    assert sheet.not_done == "没做：播　早上 07:00"
    (deed,) = account(folder, lambda: at(28, 10)).others
    assert (deed.kind, deed.by, deed.places) == ("交单", "李四", ("样例一村这一周",))
    assert deed.why == "没做：播　早上 07:00"


@pytest.mark.parametrize(
    ("file", "by", "lines", "told"),
    [
        ("1要打印/公开栏/x_A3.pdf", "李四", (), "没有要交的"),
        (VILLAGE, " ", (), "谁做的"),
        (VILLAGE, "李四", ("贴　别的",), "没有“贴　别的”"),
    ],
)
def test_what_cannot_be_noted_is_refused_by_name(
    folder: Path, file: str, by: str, lines: tuple[str, ...], told: str
) -> None:
    with pytest.raises(RequestError, match=told):
        record_back(folder, lambda: at(28, 9), file, by=by, not_done=lines)


def test_a_sheet_comes_back_once(folder: Path) -> None:
    record_back(folder, lambda: at(28, 9), DOORS, by="李四")

    with pytest.raises(RequestError, match="已经记过"):
        record_back(folder, lambda: at(28, 10), DOORS, by="李四")


def test_before_anything_is_made_nothing_can_come_back(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        back_sheets(township(tmp_path / "daxi"))


def test_the_command_names_sheets_as_they_are_titled(folder: Path) -> None:
    asked = ["returns", "sheet", "样例一村这一周", "--by", "李四", "--but", WORK[0]]
    result = CliRunner().invoke(main, [*asked, "--week", WEEK, "--in", str(folder)])

    assert result.exit_code == 0, result.output
    assert "没交 1 张" in result.output
    assert "没做：贴　交明年的居民医保" in result.output


def test_the_desk_ticks_a_sheet_and_shows_what_is_still_out(folder: Path) -> None:
    clerk = open_test_desk(folder, at(28, 9)).clerk()
    before = clerk.get("/boards/").content.decode()
    told = {"file": VILLAGE, "week": WEEK, "not_done": WORK[:1]}
    answer = clerk.post("/boards/back/", told)
    after = clerk.get("/boards/").content.decode()

    assert answer.status_code == 302
    assert before.count("没交") == 2
    assert after.count("没交") == 1
    assert "没做：贴　交明年的居民医保" in after
