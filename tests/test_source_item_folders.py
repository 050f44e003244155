"""Folders a year in items: all in them is read, and what else lies there is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kit.errors import SourceError
from kit.model.finding import Finding, Severity
from kit.review.digest import digest
from kit.source.item_file import ItemFile, read_item, read_item_text
from kit.source.numbers import next_item_id
from kit.source.workspace import Workspace, open_workspace


@pytest.fixture
def folder(tmp_path: Path, example: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


def move(folder: Path, number: str, to: str) -> Path:
    """Move an item and what lies beside it into a folder of items."""
    target = folder / "items" / to
    target.mkdir(exist_ok=True)
    for path in list((folder / "items").glob(f"{number}.*")):
        path.rename(target / path.name)
    return target


def told(workspace: Workspace, file: str) -> list[Finding]:
    return [finding for finding in workspace.findings if finding.file == file]


def test_items_in_folders_of_years_are_read_as_if_they_stood_above(folder: Path) -> None:
    before = {item.item_id: digest(item) for item in open_workspace(folder).items}
    move(folder, "DX-2021-001", "2021")
    for number in range(1, 12):
        move(folder, f"DX-2026-{number:03}", "2026")

    workspace = open_workspace(folder)

    assert {item.item_id: digest(item) for item in workspace.items} == before
    assert workspace.findings == ()
    assert workspace.refused == ()
    places = {item.item_id: item.place.file for item in workspace.items}
    assert places["DX-2021-001"] == "items/2021/DX-2021-001.md"
    assert places["DX-2026-012"] == "items/DX-2026-012.md"


def test_an_item_of_a_year_folder_has_its_faults_told_there(folder: Path) -> None:
    target = move(folder, "DX-2026-002", "2026")
    (target / "DX-2026-002.csv").unlink()

    workspace = open_workspace(folder)

    (finding,) = told(workspace, "items/2026/DX-2026-002.md")
    assert "找不到 DX-2026-002.csv" in finding.message
    assert [one.file for one in workspace.refused] == ["items/2026/DX-2026-002.md"]


def test_hundreds_of_items_are_read_and_the_next_number_follows(folder: Path) -> None:
    text = (folder / "items/DX-2026-005.md").read_text("utf-8")
    (folder / "items/2025").mkdir()
    for number in range(1, 301):
        name = f"DX-2025-{number:03}"
        path = folder / "items/2025" / f"{name}.md"
        path.write_text(text.replace("DX-2026-005", name), encoding="utf-8")

    workspace = open_workspace(folder)

    assert len(workspace.items) == 313
    assert workspace.findings == ()
    assert next_item_id(workspace, 2025) == "DX-2025-301"


def test_two_files_with_one_number_across_folders_are_both_told(folder: Path) -> None:
    (folder / "items/2026").mkdir()
    shutil.copy(folder / "items/DX-2026-005.md", folder / "items/2026")

    workspace = open_workspace(folder)

    for here, there in (("items/", "items/2026/"), ("items/2026/", "items/")):
        (finding,) = told(workspace, f"{here}DX-2026-005.md")
        assert finding.severity is Severity.STOP
        assert f"在 {there}DX-2026-005.md 里也有" in finding.message
        assert "删去一个文件" in finding.remedy
    assert "DX-2026-005" not in {item.item_id for item in workspace.items}


def test_a_number_written_with_one_more_nought_is_the_same_number(folder: Path) -> None:
    text = (folder / "items/DX-2026-005.md").read_text("utf-8")
    other = folder / "items/DX-2026-0005.md"
    other.write_text(text.replace("DX-2026-005", "DX-2026-0005"), encoding="utf-8")

    workspace = open_workspace(folder)

    assert "里也有" in told(workspace, "items/DX-2026-0005.md")[0].message
    assert "里也有" in told(workspace, "items/DX-2026-005.md")[0].message


def test_a_folder_that_is_a_link_is_not_read_and_stops(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(folder / "items/DX-2026-005.md", tmp_path / "elsewhere/DX-2025-001.md")
    try:
        (folder / "items/2025").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        return  # Windows gives links to administrators only

    workspace = open_workspace(folder)

    (finding,) = told(workspace, "items/2025")
    assert finding.severity is Severity.STOP
    assert "链接" in finding.message
    assert len(workspace.items) == 13


@pytest.mark.parametrize(
    ("name", "severity", "says"),
    [
        ("旧通知.docx", Severity.WARN, "不会当作事项读"),
        ("DX-2025-001.md.txt", Severity.STOP, "请改名为 DX-2025-001.md"),
        ("没人用.csv", Severity.INFO, "没有事项用到"),
        ("备份.zip", Severity.INFO, "用不上"),
    ],
)
def test_a_stray_file_in_a_year_folder_is_told(
    folder: Path, name: str, severity: Severity, says: str
) -> None:
    (folder / "items/2025").mkdir()
    (folder / "items/2025" / name).write_bytes(b"x")

    (finding,) = told(open_workspace(folder), f"items/2025/{name}")

    assert finding.severity is severity
    assert says in finding.message + finding.remedy


@pytest.mark.parametrize("name", ["存档", "2026/旧的", "2026年"])
def test_items_in_other_folders_are_not_read_and_told(folder: Path, name: str) -> None:
    (folder / "items" / name).mkdir(parents=True)
    (folder / "items/DX-2026-004.md").rename(folder / "items" / name / "DX-2026-004.md")

    workspace = open_workspace(folder)

    (finding,) = told(workspace, f"items/{name}")
    assert "1 个事项，没有读" in finding.message
    assert "items/2025" in finding.remedy
    assert "DX-2026-004" not in {item.item_id for item in workspace.items}


def test_what_is_no_file_but_named_like_an_item_is_told_at_once(folder: Path) -> None:
    (folder / "items/DX-2026-020.md").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "items/DX-2026-021.md")

    workspace = open_workspace(folder)

    for number in (20, 21) if hasattr(os, "mkfifo") else (20,):
        (finding,) = told(workspace, f"items/DX-2026-0{number}.md")
        assert "这不是文件" in finding.message
    assert len(workspace.items) == 13


def test_a_year_that_cannot_be_read_stops_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "items/2025").mkdir()
    iterdir = Path.iterdir

    def broken(path: Path) -> object:
        if path.name == "2025":
            raise OSError(5, "输入/输出错误")
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", broken)
    with pytest.raises(SourceError, match="2025"):
        open_workspace(folder)


def same_but_for_place(one: ItemFile, other: ItemFile) -> bool:
    return (one.item, one.findings, one.title, one.beside, one.written) == (
        other.item, other.findings, other.title, other.beside, other.written,
    )  # fmt: skip


def test_text_is_read_as_the_file_with_it_would_be(example: Path) -> None:
    for path in sorted((example / "items").glob("*.md")):
        table = path.with_suffix(".csv")
        beside = {table.name: table.read_bytes()} if table.is_file() else {}
        text = path.read_text(encoding="utf-8")

        assert same_but_for_place(
            read_item_text(f"items/{path.name}", text, beside), read_item(path)
        )


def test_a_draft_lacks_the_table_that_is_not_given_and_opens_nothing(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (example / "items/DX-2026-002.md").read_text(encoding="utf-8")
    monkeypatch.chdir(example / "items")

    (finding,) = read_item_text("items/DX-2026-002.md", text, {}).findings
    assert "找不到 DX-2026-002.csv" in finding.message
    (finding,) = read_item_text("items/DX-2026-002.md", text, {"DX-2026-002.csv": b""}).findings
    assert "是空的" in finding.message
    (finding,) = read_item_text(
        "items/DX-2026-002.md", text, {"DX-2026-002.csv": b"a" * 5_000_001}
    ).findings
    assert "最大 5 MB" in finding.message
    (finding, *_) = read_item_text("items/DX-2026-002.md", "\ud800", {}).findings
    assert "不是 UTF-8" in finding.message


def test_what_is_written_is_there_for_forms_whatever_is_wrong_with_it() -> None:
    text = (
        "---\n标题: 交医保\n截止: 明年\n带什么: 身份证、户口本\n电话:\n  - 乡里 12393\n"
        "意见办法:\n  办法: 电话\n不认识: 1\n---\n\n正文一段。\n"
    )

    read = read_item_text("items/DX-2026-004.md", text, {})

    assert read.item is None
    assert read.written == {
        "标题": "交医保",
        "截止": "明年",
        "带什么": "身份证、户口本",
        "电话": ["乡里 12393"],
        "意见办法": {"办法": "电话"},
        "正文": "正文一段。",
    }
