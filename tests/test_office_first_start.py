"""The first start: an empty folder becomes a workspace, and every step shows what it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kit.errors import SourceError
from kit.office.first_start import make_ready
from kit.office.market_days import next_market_days
from kit.office.sample_sheet import sample_sheet
from kit.office.township_form import first_unfinished, open_part
from kit.office.voice_sample import voice_sample
from tests.beeper import use_beeper
from tests.test_office_township_form import typed, with_values

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.market_days import NextMarketDays
    from kit.office.setting_values import Typed

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    make_ready(tmp_path / "新乡", NOW)
    return tmp_path / "新乡"


def days(folder: Path, **values: Typed) -> NextMarketDays:
    rows = with_values(typed(open_part(folder, "market")), "market", 0, **values)
    return next_market_days(folder, rows, lambda: NOW)


def test_an_empty_folder_becomes_a_workspace_that_asks_for_the_township(empty: Path) -> None:
    assert first_unfinished(empty) == "township"

    before = (empty / "kit.toml").read_bytes()
    make_ready(empty, NOW)
    assert (empty / "kit.toml").read_bytes() == before


def test_a_folder_that_a_desk_left_half_made_is_taken_and_a_strangers_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "甲" / ".kit").mkdir(parents=True)
    make_ready(tmp_path / "甲", NOW)
    assert (tmp_path / "甲" / "items").is_dir()

    (tmp_path / "乙").mkdir()
    (tmp_path / "乙" / "照片.jpg").write_bytes(b"x")
    with pytest.raises(SourceError, match="不是工作夹"):
        make_ready(tmp_path / "乙", NOW)
    assert [path.name for path in (tmp_path / "乙").iterdir()] == ["照片.jpg"]


def test_the_next_ten_market_days_are_shown_while_the_rule_is_chosen(empty: Path) -> None:
    shown = days(empty, cycle="lunar", digits=("1", "6"))

    assert [f"{one.day:%m-%d}" for one in shown.days][:3] == ["11-24", "11-29", "12-04"]
    assert len(shown.days) == 10
    assert shown.days[0].lunar == "十月十六"
    rare = days(empty, cycle="lunar", digits=("0",), skip="2026-12-08")
    assert len(rare.days) == 10
    assert all(one.lunar.endswith(("初十", "二十", "三十")) for one in rare.days)


def test_why_there_are_no_market_days_is_said(empty: Path) -> None:
    assert days(empty, digits=()).findings == ("还没有填。",)
    assert days(empty, cycle="weekday", digits=("9",)).findings
    assert not days(empty, cycle="").has_rule


def test_a_poster_is_shown_before_anything_but_the_workspace_is_there(empty: Path) -> None:
    first = sample_sheet(empty, lambda: NOW)
    assert first
    assert first.picture.startswith(b"\x89PNG")
    assert not first.findings

    far = sample_sheet(empty, lambda: NOW, paper="A4", read_from_m=10)
    assert far
    assert "10 米" in far.findings[0].message
    odd = sample_sheet(empty, lambda: NOW, paper="A0", read_from_m=-1)
    assert odd == first


def test_nothing_is_made_up_over_what_is_wrong(empty: Path) -> None:
    path = empty / "kit.toml"
    path.write_text(path.read_text("utf-8").replace("speed = 0.9", "speed = 9"), "utf-8")

    assert sample_sheet(empty, lambda: NOW) is None


def test_a_sentence_is_spoken_in_the_voice_that_is_being_chosen(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_beeper(monkeypatch)

    sound = voice_sample(empty, lambda: NOW, speed=1.1, preset="indoor")

    assert sound[:3] == b"ID3"
    assert "试听/20261123100000".encode("utf-16-le") in sound


def test_a_long_row_of_made_up_values_never_reaches_the_file(empty: Path) -> None:
    before = (empty / "kit.toml").read_bytes()
    rows = typed(open_part(empty, "market"))
    rows["market"] = [replace(rows["market"][0], was=0)]

    sample_sheet(empty, lambda: NOW)
    next_market_days(empty, rows, lambda: NOW)

    assert (empty / "kit.toml").read_bytes() == before
