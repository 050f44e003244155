"""A dialect that nobody has heard of, made as docs/guide/voices.md walks through it."""

from __future__ import annotations

import re
import shutil
import textwrap
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kit.cli.app import main
from kit.errors import ExitCode
from kit.office.dialect_desk import dialect_desk, dialect_sheet
from kit.render.readback import read_text_of

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9).astimezone()
NAME = "minnan-yangli"
WRITTEN, SUGGESTED = "DX-2026-005", "DX-2026-004"


def blocks(root: Path) -> list[str]:
    """Return the texts to be typed, in the order of the steps."""
    guide = (root / "docs/guide/voices.md").read_text("utf-8")
    walk = guide.partition("### 走一遍")[2].partition("\n录音、听审")[0]
    found = re.findall(r"```(?:toml|tsv|text)\n(.*?)```", walk, re.DOTALL)
    return [textwrap.dedent(one) for one in found]


@pytest.fixture
def workspace(root: Path, example: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "daxi"
    shutil.copytree(example, folder)
    description, wording, protected, lexicon, choice = blocks(root)
    voice = folder / "voices" / NAME
    voice.mkdir(parents=True)
    (voice / "voice.toml").write_text(description, encoding="utf-8")
    (voice / "wording.tsv").write_text(wording, encoding="utf-8")
    (voice / "protect.txt").write_text(protected, encoding="utf-8")
    (voice / "lexicon.tsv").write_text(lexicon, encoding="utf-8")
    config = folder / "kit.toml"
    config.write_text(f"{config.read_text('utf-8')}\n{choice}", encoding="utf-8")
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["voice", *map(str, words)])


def sheet(workspace: Path, item: str) -> str:
    return "".join(read_text_of(dialect_sheet(workspace, item, lambda: NOW))).replace("\n", "")


def test_it_is_listed_beside_the_kit_s_own(workspace: Path) -> None:
    listed = run("list", "--in", workspace).output

    assert (
        f"{NAME}　闽南话　闽南话（样里村，未经本地人核对）　真人念：读音 3 条，用词 4 条" in listed
    )
    assert "hakka-yongding" in listed


def test_its_words_are_suggested_but_not_within_words_that_are_protected(workspace: Path) -> None:
    drafted = run("draft", SUGGESTED, "--in", workspace)

    assert drafted.exit_code == ExitCode.OK, drafted.output
    assert "毋是" in drafted.output
    assert "闽南话　" in drafted.output
    assert "不是 → 毋是（通用）" in drafted.output
    protected = run("draft", WRITTEN, "--in", workspace).output
    assert "高龄老人补贴" in protected
    assert "老人 → 老大人（待核对；也说 老岁仔）" in protected


def test_its_readings_are_counted_and_what_is_missing_is_named(workspace: Path) -> None:
    told = run("coverage", SUGGESTED, "--in", workspace).output

    assert "样里村老人口述（本地人确认）" in told
    assert "没有读音：" in told


def test_a_sheet_of_suggestions_has_the_mandarin_above_and_the_readings_on_the_words(
    workspace: Path,
) -> None:
    text = sheet(workspace, SUGGESTED)

    assert "闽南话提词稿" in text
    assert "还没有人改过" in text
    assert "不是真的通知" in text
    assert "m7" in text


def test_a_sheet_of_somebody_s_own_words_has_the_mandarin_above_as_well(workspace: Path) -> None:
    item = workspace / "items" / f"{WRITTEN}.md"
    text = re.sub(
        r"客家话稿: \|\n(?:  .*\n)+",
        "客家话稿: |\n  大溪乡人民政府报知。\n  满80岁的老大人，逐月有{金额}。\n",
        item.read_text("utf-8"),
    )
    item.write_text(text, encoding="utf-8")
    printed = sheet(workspace, WRITTEN)

    assert "大溪乡人民政府报知" in printed
    assert "满 80 岁的老人每月有 100 元" in re.sub(r"\s+", " ", printed) or "老人每月有" in printed
    assert "这里没有念到" in printed
    desk = dialect_desk(workspace)
    assert desk is not None
    assert [one.item.item_id for one in desk.rows if one.written] == [WRITTEN]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("wording.tsv", "general", "sure", "第 2 行“不是”的可靠程度"),
        ("wording.tsv", "毋是", "", "第 2 行“不是”没有普通话，或没有方言说法"),
        ("lexicon.tsv", "tak8 gueh8", "tak8", "第 3 行“逐月”有 2 个字，读音有 1 个音节"),
        ("lexicon.tsv", "local-verified\t样甲", "local-verified\t", "没有写是谁"),
        ("voice.toml", 'label = "闽南话"', "label = 闽南话", "第 2 行"),
    ],
)
def test_a_slip_in_it_is_told_by_file_and_line(
    file: str, old: str, new: str, says: str, workspace: Path
) -> None:
    path = workspace / "voices" / NAME / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = run("list", "--in", workspace)

    assert told.exit_code == ExitCode.REFUSED
    assert f"{NAME}/{file}" in told.output
    assert says in told.output
