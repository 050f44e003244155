"""A table of readings stands outside what is signed: it may never say another figure."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.compose.spoken.script import broadcast_scripts
from kit.edition.unread import table_findings
from kit.model.finding import Severity
from kit.source.voices import read_dialect
from kit.source.workspace import open_workspace
from kit.speech.engine import pinyin_of, utterances
from kit.speech.township_voice import mandarin_lexicon
from kit.text.dialect.dialect_words import keeps_figures, suggest

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
    return list(table_findings(open_workspace(workspace)))


def heard(folder: Path) -> list[object]:
    """Return all that the voice is asked for, with the readings it is given."""
    workspace = open_workspace(folder)
    lexicon = mandarin_lexicon(workspace)
    return [
        (one, pinyin_of(one, lexicon))
        for _, script in broadcast_scripts(workspace.items, workspace.township)
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


@pytest.mark.parametrize(
    ("mandarin", "dialect"),
    [
        ("四百", "五百"),
        ("十一月", "十月"),
        ("月一日", "月底"),
        ("元", "角"),
        ("一", "三"),
        ("每人", "每半人"),
    ],
)
def test_a_dialects_words_never_change_a_figure(
    workspace: Path, mandarin: str, dialect: str
) -> None:
    edit_settings(workspace, "# [dialect]\n# voice", "[dialect]\nvoice")
    folder = workspace / "voices" / "hakka-yongding"
    folder.mkdir(parents=True)
    columns = "zh\thakka\tscope\tstatus\tevidence\n"
    row = f"{mandarin}\t{dialect}\tword\tlocal\t样例\n"
    (folder / "wording.tsv").write_text(columns + row, encoding="utf-8")

    (finding,) = told(workspace)

    assert mandarin in finding.message
    wording = read_dialect("hakka-yongding", workspace).wording
    sentence = "十一月一日，每人交四百元。"
    assert suggest(sentence, wording) == suggest(
        sentence, read_dialect("hakka-yongding", None).wording
    )


def test_the_kits_own_dialect_words_keep_their_figures() -> None:
    entries = read_dialect("hakka-yongding", None).wording.entries.values()

    assert entries
    assert all(map(keeps_figures, entries))


def edit_settings(workspace: Path, before: str, after: str) -> None:
    settings = workspace / "kit.toml"
    text = settings.read_text("utf-8")
    assert before in text
    settings.write_text(text.replace(before, after), encoding="utf-8")
