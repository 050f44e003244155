"""Opening an item, reading what is not saved yet, saving, and new numbers: what a desk asks."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.errors import SourceError
from kit.model.item import Kind
from kit.office.find import find, open_items
from kit.office.look import look_at, open_to_look
from kit.office.new import new_item
from kit.office.open import open_item, read_unsaved, save

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "DX-2026-004"
TITLE = "标题: 交明年的居民医保"


def now() -> datetime:
    return datetime(2026, 11, 23, 9).astimezone()


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


def text_of(workspace: Path) -> str:
    return (workspace / "items" / f"{NOTICE}.md").read_text("utf-8")


@pytest.mark.parametrize("typed", ["DX-2026-004", "dx-2026-4", "004", "4"])
def test_an_item_is_opened_however_its_number_is_typed(workspace: Path, typed: str) -> None:
    opened = open_item(workspace, typed)

    assert (opened.item_id, opened.file) == (NOTICE, f"items/{NOTICE}.md")
    assert opened.written["标题"] == "交明年的居民医保"
    assert opened.item is not None


def test_a_file_with_a_fault_is_opened_with_what_stands_in_it(workspace: Path) -> None:
    path = workspace / "items" / f"{NOTICE}.md"
    path.write_text(text_of(workspace).replace("截止: 2026-12-31", "截止: 年底"), "utf-8")

    opened = open_item(workspace, NOTICE)

    assert opened.item is None
    assert opened.written["截止"] == "年底"
    assert [one.field for one in opened.findings] == ["截止"]


def test_a_number_nobody_has_is_refused(workspace: Path) -> None:
    with pytest.raises(SourceError, match="没有编号是 DX-2026-099"):
        open_item(workspace, "DX-2026-099")


def test_saving_replaces_only_the_field_and_the_digest_follows(workspace: Path) -> None:
    before, opened = find(workspace, NOTICE), open_item(workspace, NOTICE)
    text = text_of(workspace)

    saved = save(workspace, NOTICE, {"标题": "交医保"}, opened.seen)

    assert text_of(workspace) == text.replace(TITLE, "标题: 交医保")
    assert saved.item is not None
    assert saved.item.title == "交医保"
    assert find(workspace, NOTICE).check_code != before.check_code


def test_what_somebody_else_saved_meanwhile_is_not_written_over(workspace: Path) -> None:
    opened = open_item(workspace, NOTICE)
    save(workspace, NOTICE, {"标题": "交医保"}, opened.seen)

    with pytest.raises(SourceError, match="被别人改过"):
        save(workspace, NOTICE, {"标题": "缴医保"}, opened.seen)

    assert "标题: 交医保" in text_of(workspace)


def test_what_is_not_saved_is_checked_and_looked_at_as_it_would_be_read(workspace: Path) -> None:
    text = text_of(workspace).replace("每人{金额}，", "每人450元，")
    before = sorted((workspace / "items").iterdir())

    draft = read_unsaved(workspace, f"items/{NOTICE}.md", text, now)

    assert [one.code for one in draft.findings if one.field == "大白话"] == ["K03"]
    assert draft.item is not None
    assert look_at(open_to_look(workspace, now), draft.item, "poster-a3").picture
    assert sorted((workspace / "items").iterdir()) == before
    assert "450" not in text_of(workspace)


def test_a_draft_is_seen_beside_the_other_items(workspace: Path) -> None:
    text = text_of(workspace).replace("状态: 有效", "替代:\n  - DX-2026-999\n状态: 有效")

    draft = read_unsaved(workspace, f"items/{NOTICE}.md", text, now)

    assert any("DX-2026-999" in one.message for one in draft.findings)
    assert not any(one.item_id != NOTICE for one in draft.findings if one.item_id)


def test_a_draft_that_cannot_be_read_is_told_like_a_file(workspace: Path) -> None:
    draft = read_unsaved(workspace, f"items/{NOTICE}.md", "标题 交医保\n", now)

    assert draft.item is None
    assert draft.findings


def test_a_new_item_never_gets_a_number_that_any_register_mentions(workspace: Path) -> None:
    (workspace / "codes.tsv").write_text("26W48-90\tDX-2026-090\t2026-11-23\n", "utf-8")
    archived = workspace / "output" / "2026-W30" / "r01"
    archived.mkdir(parents=True)
    (archived / "manifest.json").write_text('{"items": {"DX-2026-120": {}}}', "utf-8")

    path = new_item(workspace, Kind.NOTICE, "交水费", now)

    assert path.name == "DX-2026-121.md"
    assert "标题: 交水费" in path.read_text("utf-8")


def test_every_item_is_told_with_how_far_it_is_signed(workspace: Path) -> None:
    found = open_items(workspace)

    assert len(found) == 13
    assert all(one.state.next_step is not None for one in found)
