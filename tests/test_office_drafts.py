"""Two people's texts of one item put together, and a draft saved over the file it began from."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kit.errors import SourceError
from kit.office.drafts import merge, save_draft, table_name, text_of, with_changes, written_in

if TYPE_CHECKING:
    from pathlib import Path

    from kit.source.head import Written

FILE = "items/DX-2026-004.md"


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


@pytest.fixture
def text(workspace: Path) -> str:
    return text_of(workspace, FILE)[0]


def changed(text: str, **changes: Written | None) -> str:
    return with_changes(FILE, text, changes)


def test_what_each_changed_stands_in_the_text_of_both(text: str) -> None:
    both = merge(FILE, text, changed(text, 标题="交医保"), changed(text, 地点="一楼大厅"))

    assert not both.clashes
    assert written_in(FILE, both.text)["标题"] == "交医保"
    assert written_in(FILE, both.text)["地点"] == "一楼大厅"


def test_where_both_changed_one_field_both_texts_are_handed_back(text: str) -> None:
    both = merge(FILE, text, changed(text, 地点="二楼", 标题="甲"), changed(text, 地点="三楼"))

    assert [(one.label, one.mine, one.theirs) for one in both.clashes] == [("地点", "二楼", "三楼")]
    assert written_in(FILE, both.text)["地点"] == "三楼"
    assert written_in(FILE, both.text)["标题"] == "甲"


def test_the_same_change_made_twice_is_no_clash(text: str) -> None:
    same = changed(text, 标题="交医保", 广播稿=None)

    assert merge(FILE, text, same, same).text == same


def test_a_field_taken_out_by_one_and_changed_by_the_other_is_a_clash(text: str) -> None:
    both = merge(FILE, text, changed(text, 全称=None), changed(text, 全称="新的全称"))

    assert [(one.label, one.mine) for one in both.clashes] == [("全称", None)]


def test_a_draft_is_saved_with_its_table_and_the_file_must_be_the_one_it_began_from(
    workspace: Path, text: str
) -> None:
    seen = text_of(workspace, FILE)[1]
    (workspace / FILE).write_text(text + "\n别人加的一句。\n", "utf-8")

    with pytest.raises(SourceError, match="被别人改过"):
        save_draft(workspace, FILE, changed(text, 标题="甲"), seen=seen)
    assert "别人加的一句" in text_of(workspace, FILE)[0]

    seen = text_of(workspace, FILE)[1]
    save_draft(workspace, FILE, changed(text, 标题="甲"), seen=seen, table=b"a,b\n1,2\n")
    assert written_in(FILE, text_of(workspace, FILE)[0])["标题"] == "甲"
    assert (workspace / "items" / "DX-2026-004.csv").read_bytes() == b"a,b\n1,2\n"


@pytest.mark.parametrize("name", ["../kit.toml", "a/b.csv", "C:\\a.csv", "名单.xlsx"])
def test_a_table_elsewhere_is_never_written(text: str, name: str) -> None:
    with pytest.raises(SourceError, match="csv"):
        table_name(FILE, changed(text, 表格={"文件": name}))


def test_a_file_in_another_coding_is_not_touched(workspace: Path, text: str) -> None:
    (workspace / FILE).write_bytes(text.encode("gb18030"))

    with pytest.raises(SourceError, match="UTF-8"):
        text_of(workspace, FILE)
