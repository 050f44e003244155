"""What may be read in two ways is told before it is signed, with both readings."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kit.compose.spoken.script import broadcast_scripts
from kit.edition.unread import doubted_findings
from kit.model.finding import Severity
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding

ITEM = "items/DX-2026-004.md"


def findings(folder: Path) -> list[Finding]:
    workspace = open_workspace(folder)
    scripts = broadcast_scripts(workspace.items, workspace.township)
    return [one for one in doubted_findings(workspace, scripts) if one.file == ITEM]


def with_title(example: Path, folder: Path, reading: str = "") -> Path:
    workspace = shutil.copytree(example, folder)
    path = workspace / ITEM
    text = path.read_text("utf-8").replace("标题: 交明年的居民医保", "标题: 请大家琢磨")
    text = text.replace("读音:\n", f"读音:\n  琢磨: {reading}\n" if reading else "读音:\n")
    path.write_text(text, encoding="utf-8")
    return workspace


def test_a_doubtful_word_is_told_once_with_both_readings(example: Path, tmp_path: Path) -> None:
    (told,) = [
        one for one in findings(with_title(example, tmp_path / "a")) if "琢磨" in one.message
    ]

    assert (told.code, told.severity) == ("L10", Severity.INFO)
    assert "zhuó" in told.message
    assert "zuó" in told.message
    assert "读音" in told.remedy


def test_what_the_item_says_itself_is_not_asked(example: Path, tmp_path: Path) -> None:
    told = findings(with_title(example, tmp_path / "a", reading="zuó mo"))

    assert not [one for one in told if "琢磨" in one.message]
