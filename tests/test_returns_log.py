"""What was printed, played and taken down is only ever added, and no line can be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import RequestError, SourceError
from kit.returns.returns_log import (
    Return,
    ReturnKind,
    ReturnsLog,
    append_returns,
    read_returns,
)

AT = datetime(2026, 11, 23, 7, 4, tzinfo=UTC)
PLAYED = Return(
    kind=ReturnKind.PLAYED,
    by="样例甲",
    at=AT,
    week="2026-W48",
    revision=1,
    file="2要播放/01_0700.MP3",
    content="ab" * 32,
    items={"DX-2026-004": "85WA-1111"},
    places=("样例一村",),
    slot="早间 07:00",
    day=date(2026, 11, 23),
)


def add(path: Path, *added: Return) -> tuple[Return, ...]:
    return append_returns(path, lambda _: added)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "returns.jsonl"
    for name in ("样例甲", "样例乙", "样例丙"):
        add(path, replace(PLAYED, by=name))
    return path


def test_no_log_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert read_returns(tmp_path / "returns.jsonl") == ReturnsLog()


def test_what_is_added_is_read_back_with_its_seal(log: Path) -> None:
    (added,) = add(log, replace(PLAYED, kind=ReturnKind.NOT_PLAYED, why="停电"))

    read = read_returns(log)
    assert read.lines[-1] == added
    assert replace(added, previous="", sha256="") == replace(
        PLAYED, kind=ReturnKind.NOT_PLAYED, why="停电"
    )
    assert [one.previous for one in read.lines] == ["", *(one.sha256 for one in read.lines[:-1])]


@given(
    copies=st.integers(0, 999),
    why=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40),
    items=st.dictionaries(st.text("DX-0129", min_size=1), st.text("85WA", min_size=4)),
    places=st.lists(st.sampled_from(["样例一村公开栏", '引"号', "反\\斜"])),
)
def test_whatever_is_written_is_read_back(
    copies: int, why: str, items: dict[str, str], places: list[str]
) -> None:
    one = replace(PLAYED, copies=copies, why=why.strip(), items=items, places=tuple(places))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "returns.jsonl"
        add(path, one)

        (read,) = read_returns(path).lines
    assert replace(read, previous="", sha256="") == one


def test_lines_of_another_kind_or_week_are_not_asked_for(log: Path) -> None:
    add(log, replace(PLAYED, kind=ReturnKind.PRINTED, week="2026-W49"), PLAYED)

    printed = read_returns(log, ReturnKind.PRINTED)
    assert [one.kind for one in printed] == [ReturnKind.PLAYED, ReturnKind.PRINTED]
    assert printed.of(ReturnKind.PRINTED) == read_returns(log).of(ReturnKind.PRINTED)
    assert [one.week for one in read_returns(log, week="2026-W49")] == ["2026-W48", "2026-W49"]


def test_of_a_damaged_log_the_lines_before_count_and_the_damage_is_told(log: Path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[1].replace("样例乙".encode(), "样例丁".encode()) + lines[2])

    read = read_returns(log)

    assert [one.by for one in read] == ["样例甲"]
    assert "returns.jsonl 第 2 行被改过" in read.damage
    assert "备份" in read.damage
    with pytest.raises(SourceError, match="第 2 行"):
        add(log, PLAYED)


def test_a_tick_is_taken_back_by_a_line_of_its_own(log: Path) -> None:
    wrong = read_returns(log).lines[1]
    add(
        log,
        Return(kind=ReturnKind.VOID, by="样例甲", at=AT, week="", why="看错", voids=wrong.sha256),
    )

    read = read_returns(log)
    assert [one.by for one in read.of(ReturnKind.PLAYED)] == ["样例甲", "样例丙"]
    assert len(read.lines) == 4


@pytest.mark.parametrize(
    "unclear",
    [
        replace(PLAYED, by="  "),
        replace(PLAYED, by="甲" * 31),
        replace(PLAYED, by="甲\n乙"),
        replace(PLAYED, kind=ReturnKind.NOT_PLAYED),
    ],
)
def test_who_did_it_and_why_it_was_not_done_are_asked_for(tmp_path: Path, unclear: Return) -> None:
    path = tmp_path / "returns.jsonl"

    with pytest.raises(RequestError):
        add(path, PLAYED, unclear)
    assert not path.exists()


def test_who_adds_sees_what_stands_there(log: Path) -> None:
    seen: list[str] = []

    def decide(there: ReturnsLog) -> list[Return]:
        seen.extend(one.by for one in there)
        return []

    before = log.read_bytes()
    assert append_returns(log, decide) == ()
    assert seen == ["样例甲", "样例乙", "样例丙"]
    assert log.read_bytes() == before
