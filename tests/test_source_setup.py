"""New workspaces and new item files."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kit.errors import SourceError
from kit.model.fields import BY_LABEL, FIELDS
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.source.item_file import read_item
from kit.source.setup import create_workspace, empty_settings
from kit.source.template import new_item_text
from kit.source.workspace import open_workspace
from kit.text.nearest import nearest

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)


def test_the_sample_workspace_is_the_example(tmp_path: Path, example: Path) -> None:
    create_workspace(tmp_path / "乡", sample=True)

    made, given = open_workspace(tmp_path / "乡"), open_workspace(example)
    assert (made.items, made.township) == (given.items, given.township)


def test_an_empty_workspace_asks_for_what_is_the_townships_own(tmp_path: Path) -> None:
    create_workspace(tmp_path, sample=False)

    text = (tmp_path / "kit.toml").read_text(encoding="utf-8")
    assert "样例一村" not in text
    assert "0597" not in text
    assert "# 乡镇名" in text
    assert list((tmp_path / "items").iterdir()) == []
    with pytest.raises(SourceError) as caught:
        open_workspace(tmp_path)
    for key in ("name", "county", "government", "id_prefix", "villages", "digits"):
        assert f"{key} 还没有填" in caught.value.message


def test_an_empty_workspace_shows_how_to_list_signers_and_lists_none(
    tmp_path: Path, example: Path
) -> None:
    text = empty_settings((example / "kit.toml").read_text("utf-8"))
    assert text.count("[[signer]]") == 1
    assert "样例甲" not in text

    text = text.partition("# [[site]]")[0]
    shown = re.sub(r"^# (?=\[\[signer|name =|posts =|from =|until =)", "", text, flags=re.MULTILINE)

    (signer,) = tomllib.loads(shown)["signer"]
    assert list(signer) == ["name", "posts", "from", "until"]
    assert "signer" not in tomllib.loads(text)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(b"x")

    with pytest.raises(SourceError, match="已经有文件"):
        create_workspace(tmp_path, sample=True)
    with pytest.raises(SourceError, match="是一个文件"):
        create_workspace(tmp_path / "通知.docx", sample=True)
    assert [path.name for path in tmp_path.iterdir()] == ["通知.docx"]


@pytest.mark.parametrize("kind", Kind)
def test_a_new_item_lacks_only_what_the_clerk_must_fill_in(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "DX-2026-013.md"
    path.write_text(new_item_text(kind, "交明年的医保", "DX-2026-013", TODAY), encoding="utf-8")

    reading = read_item(path)

    told = {finding.field.partition("·")[0] for finding in reading.findings}
    must = {field.label for field in FIELDS if field.demanded_of(kind)}
    filled = {"类型", "标题", "成文", "贴出"}
    # A record whose parts may stay empty is told by its own check, not here.
    assert told - {"表格"} == must - filled - {"预警", "表格"}
    assert {finding.severity for finding in reading.findings} == {Severity.STOP}
    assert {finding.code for finding in reading.findings} <= {"F04", "F06"}


def test_a_new_item_shows_the_fields_of_its_kind_only() -> None:
    notice = new_item_text(Kind.NOTICE, "", "DX-2026-013", TODAY)
    alert = new_item_text(Kind.EMERGENCY, "", "DX-2026-013", TODAY)

    assert "预警:" not in notice
    assert "预警:" in alert
    assert "播几遍: 3" in alert


def test_labels_and_attributes_are_each_used_once() -> None:
    assert len(BY_LABEL) == len(FIELDS)
    assert len({field.attribute for field in FIELDS}) == len(FIELDS)
    assert all(field.help for field in FIELDS)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("截至", "截止"), ("联系电话", "电话"), ("题目", "标题"), ("承办单位", "承办"), ("xyz", "")],
)
def test_a_slip_finds_its_label(slip: str, meant: str) -> None:
    assert nearest(slip, BY_LABEL) == meant
