"""A reading for the whole township: written once, heard in every item, never a lent one."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from kit.errors import SourceError
from kit.office.drafts import text_of, with_changes
from kit.office.item_preview import preview
from kit.office.kept_open import keep_open
from kit.office.township_reading import learn_township_reading
from kit.office.unsaved import Text

if TYPE_CHECKING:
    from pathlib import Path

FILE = "items/DX-2026-004.md"
DAY = date(2026, 11, 23)


def now() -> datetime:
    return datetime(2026, 11, 23, 9).astimezone()


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


def learn(workspace: Path, word: str, pinyin: str) -> str:
    path = learn_township_reading(workspace, word, pinyin, by="业务员", day=DAY)
    return path.read_text("utf-8")


def doubtful(workspace: Path) -> set[str]:
    text = with_changes(FILE, text_of(workspace, FILE)[0], {"大白话": ["12月31日以前大家琢磨。"]})
    seen = preview(keep_open(workspace, now), Text(file=FILE, text=text))
    return {one.word for line in seen.script for one in line.doubts}


def test_what_was_learnt_is_doubted_no_more(workspace: Path) -> None:
    assert "琢磨" in doubtful(workspace)

    learn(workspace, "琢磨", "zuó mo")

    assert "琢磨" not in doubtful(workspace)


def test_a_word_has_one_line_and_other_lines_stay(workspace: Path) -> None:
    learn(workspace, "大埔", "dà bù")
    learn(workspace, "要交", "yāo jiāo")

    text = learn(workspace, "要交", "yào jiāo")

    assert text.count("要交") == 1
    assert "大埔\tdà bù\t业务员，2026-11-23" in text


@pytest.mark.parametrize(
    ("word", "pinyin"),
    [("四百", "wǔ bǎi"), ("要交", "yào"), ("要交", "nihao ma"), ("", ""), ("要\n交", "yào jiāo")],
)
def test_what_is_no_reading_of_these_characters_is_refused(
    workspace: Path, word: str, pinyin: str
) -> None:
    with pytest.raises(SourceError):
        learn(workspace, word, pinyin)

    assert not (workspace / "voices").exists()
