"""A week's sheet that came back signed is entered in one go, row by row, and harmlessly twice."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kit.cli import main
from kit.errors import ExitCode, KitError, RequestError, ReviewError, SourceError
from kit.office.enter_sheet import SheetEntered, enter_sheet
from kit.office.find import open_items
from kit.office.sheet import write_review_sheet
from kit.review.digest import chain_digest, digest
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.sheets import FOLDER, PrintedSheet, keep_sheet, read_sheet, row_numbers
from kit.source.workspace import open_workspace
from tests.rosters import anybody_signs

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ITEMS = ("DX-2026-004", "DX-2026-005", "DX-2026-007")
STEPS = ("提交", "保密审查", "初审", "二审", "再审", "终审")
ALL = tuple((step, f"样例{n}号") for n, step in enumerate(STEPS))


@pytest.fixture
def workspace(tmp_path: Path, example: Path) -> Path:
    folder = shutil.copytree(example, tmp_path / "daxi")
    for item in (folder / "items").iterdir():
        if not item.name.startswith(ITEMS):
            item.unlink()
    return anybody_signs(folder)


@pytest.fixture
def printed(workspace: Path) -> str:
    """Return the code of a sheet of three items, as if it had been printed."""
    here = open_workspace(workspace)
    sheet = PrintedSheet(
        week="2026-W48",
        rows=tuple((item.item_id, digest(item)) for item in here.items),
        chain=chain_digest(here.township.chain),
        definitions="as it was",
    )
    keep_sheet(workspace, sheet)
    return sheet.code


def enter(
    folder: Path, code: str, rows: str = "", signatures: tuple[tuple[str, str], ...] = ALL
) -> SheetEntered:
    return enter_sheet(folder, code, lambda: NOW, signatures=signatures, rows=rows)


def complete(folder: Path) -> list[str]:
    return [one.item.item_id for one in open_items(folder) if one.state.complete]


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.slow
def test_the_week_is_printed_signed_and_entered_with_one_command(
    workspace: Path, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.cli.review.now", NOW.astimezone)
    # An alert that went out on one signature waits for its review like the others.
    shutil.copy(example / "items" / "DX-2026-008.md", workspace / "items")
    here = ["--in", str(workspace)]
    run = CliRunner().invoke
    urgent = ["sign", "8", "--step", "应急签发", "--by", "样例甲"]
    assert run(main, [*urgent, *here]).exit_code == ExitCode.OK
    assert run(main, ["sign", "--sheet", *here]).exit_code == ExitCode.OK
    (kept,) = (workspace / FOLDER).iterdir()
    signatures = [word for step, by in ALL for word in ("--step", step, "--by", by)]
    asked = ["sign", "--from-sheet", kept.stem.lower(), "--all", *signatures, *here]

    result = run(main, asked)

    assert result.exit_code == ExitCode.OK, result.output
    assert f"审核表 {kept.stem}：录进 24 个签字，早就录过 0 个，没有录 0 个。" in result.output
    assert complete(workspace) == [*ITEMS, "DX-2026-008"]
    assert "早就录过 24 个" in run(main, asked).output


def test_a_week_with_one_item_that_waits_has_a_number_too(workspace: Path) -> None:
    for path in (workspace / "items").iterdir():
        if not path.name.startswith("DX-2026-004"):
            path.unlink()

    write_review_sheet(workspace, "", lambda: NOW)

    (kept,) = (workspace / FOLDER).iterdir()
    assert enter(workspace, kept.stem).entered


def test_a_sheet_entered_twice_changes_nothing_and_says_so(workspace: Path, printed: str) -> None:
    enter(workspace, printed)
    before = (workspace / LEDGER).read_bytes()

    again = enter(workspace, printed)

    assert (again.entered, again.again, again.refused) == (0, 18, 0)
    assert (workspace / LEDGER).read_bytes() == before


def test_only_the_rows_that_were_agreed_to_are_entered(workspace: Path, printed: str) -> None:
    enter(workspace, printed, "1、3")

    assert complete(workspace) == [ITEMS[0], ITEMS[2]]
    assert not read_ledger(workspace / LEDGER).of(ITEMS[1])


def test_a_row_whose_item_was_changed_or_is_gone_is_refused_and_the_rest_entered(
    workspace: Path, printed: str
) -> None:
    edit(workspace / "items" / f"{ITEMS[0]}.md", "标题: 交", "标题: 快交")
    (workspace / "items" / f"{ITEMS[1]}.md").unlink()

    done = enter(workspace, printed)

    assert [row.refused for row in done.rows[:2]] == [True, True]
    assert re.search(r"打印以后内容改过，表上核对版本 .{4}-.{4}，现在 .{4}-.{4}", done.rows[0].said)
    assert "现在读不出" in done.rows[1].said
    assert (done.entered, done.refused) == (6, 2)
    assert complete(workspace) == [ITEMS[2]]


def test_each_refused_signature_is_named_with_who_may_sign(workspace: Path, printed: str) -> None:
    twice = (*ALL[:2], ("初审", ALL[0][1]), *ALL[3:])

    done = enter(workspace, printed, "2", twice)

    assert [row.entered for row in done.rows] == [True, True, False, False, False, False]
    assert "已经签了“提交”，一个人不能再签“初审”" in done.rows[2].said
    assert "现在轮到“初审”" in done.rows[3].said


def test_what_was_entered_one_by_one_before_is_not_entered_again(
    workspace: Path, printed: str
) -> None:
    enter(workspace, printed, "1", ALL[:2])

    done = enter(workspace, printed)

    assert (done.entered, done.again) == (16, 2)
    assert complete(workspace) == list(ITEMS)


def test_a_sheet_of_another_chain_is_refused_as_a_whole(workspace: Path, printed: str) -> None:
    edit(workspace / "kit.toml", 'post = "分管领导"', 'post = "办事员"')

    with pytest.raises(ReviewError, match="打印以后，审核的步骤改过"):
        enter(workspace, printed)
    assert not (workspace / LEDGER).exists()


def test_what_prints_and_speaks_changed_since_the_print_is_told(
    workspace: Path, printed: str
) -> None:
    assert "版式、读音表或设置改过" in enter(workspace, printed).note


@pytest.mark.parametrize("rows", ["4", "0", "1-4", "3-1", "a", "1,,x", "1-2-3", "二"])
def test_a_row_that_is_not_on_the_sheet_enters_nothing(
    workspace: Path, printed: str, rows: str
) -> None:
    with pytest.raises(RequestError, match="不是表上的行"):
        enter(workspace, printed, rows)
    assert not (workspace / LEDGER).exists()


def test_a_sheet_is_found_by_its_file_and_by_a_code_read_from_paper(
    workspace: Path, printed: str, tmp_path: Path
) -> None:
    wanted = read_sheet(workspace, printed)
    copy = shutil.copy(workspace / FOLDER / f"{printed}.json", tmp_path / f"{printed}.json")

    assert read_sheet(workspace, str(copy)) == wanted
    misread = printed.replace("0", "o").replace("1", "I").replace("-", " ").lower()
    assert read_sheet(workspace, misread) == wanted


def test_a_sheet_that_was_never_printed_here_is_told(workspace: Path) -> None:
    with pytest.raises(SourceError, match="没有打印过“7K3M-9QXT”"):
        read_sheet(workspace, "7K3M-9QXT")


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", "null", "\x00" * 40, "[" * 20_000, '{"week":"2026-W48"}']
)
def test_a_kept_sheet_that_is_damaged_is_told(workspace: Path, printed: str, text: str) -> None:
    (workspace / FOLDER / f"{printed}.json").write_text(text, encoding="utf-8")

    with pytest.raises(SourceError, match="不完整或被改过"):
        read_sheet(workspace, printed)


def test_another_items_row_cannot_be_slipped_into_a_kept_sheet(
    workspace: Path, printed: str
) -> None:
    edit(workspace / FOLDER / f"{printed}.json", ITEMS[0], "DX-2026-099")

    with pytest.raises(SourceError, match="不完整或被改过"):
        enter(workspace, printed)


@pytest.mark.parametrize(
    "options",
    [
        ["--step", "提交"],
        ["--step", "提交", "--by", "样例甲"],
        ["--all"],
        ["--rows", "1"],
        ["--all", "--reject", "不好", "--step", "提交", "--by", "样例甲"],
        ["--all", "4", "--step", "提交", "--by", "样例甲"],
    ],
)
def test_who_signs_what_must_be_said(workspace: Path, printed: str, options: list[str]) -> None:
    asked = ["sign", "--from-sheet", printed, *options, "--in", str(workspace)]

    assert CliRunner().invoke(main, asked).exit_code == ExitCode.USAGE


@given(st.text("0123456789-,，、; ", max_size=8), st.integers(1, 20))
def test_rows_are_rows_of_the_sheet_or_are_refused(text: str, count: int) -> None:
    try:
        found = row_numbers(text, count)
    except KitError:
        return
    assert found == tuple(sorted(set(found)))
    assert set(found) <= set(range(1, count + 1))
    assert found
