"""A table of readings stands outside what is signed: it may never say another figure."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.edition.unread import mandarin_lexicon, scripts_of
from kit.model.finding import Severity
from kit.office.check import check
from kit.source.workspace import open_workspace
from kit.speech.engine import pinyin_of, utterances

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding

DAY = datetime(2026, 11, 23).astimezone()


@pytest.fixture
def workspace(tmp_path: Path, example: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


def put_table(workspace: Path, text: str) -> None:
    folder = workspace / "voices" / "mandarin"
    folder.mkdir(parents=True)
    (folder / "lexicon.tsv").write_text(text, encoding="utf-8")


def told(workspace: Path) -> list[Finding]:
    return [one for one in check(workspace, lambda: DAY).findings if one.code == "L09"]


def heard(folder: Path) -> list[object]:
    """Return all that the voice is asked for, with the readings it is given."""
    workspace = open_workspace(folder)
    lexicon = mandarin_lexicon(workspace)
    return [
        (one, pinyin_of(one, lexicon))
        for _, script in scripts_of(workspace)
        for one in utterances(script)
    ]


def test_a_table_that_says_another_figure_changes_nothing_heard_and_is_told(
    workspace: Path,
) -> None:
    before = heard(workspace)
    assert not told(workspace)

    put_table(workspace, "四百\twǔ bǎi\n十二月\tshí èr rì\n")

    assert heard(workspace) == before
    assert [one.severity for one in told(workspace)] == [Severity.WARN] * 2
    assert "四百" in told(workspace)[0].message


def test_a_table_that_cannot_be_read_is_told_before_anything_is_signed(workspace: Path) -> None:
    put_table(workspace, "便民\tbiàn\n")

    (finding,) = told(workspace)
    assert finding.severity is Severity.STOP
    assert "第 1 行" in finding.message


def test_a_place_name_is_read_as_the_table_says_and_nothing_is_told(workspace: Path) -> None:
    put_table(workspace, "样例一村\tyàng lì yī cūn\n")

    assert not told(workspace)
