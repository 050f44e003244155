"""A notice of another office becomes an item: nothing unseen, nothing that was not confirmed."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kit.cli.app import main
from kit.errors import ExitCode, ForeignFileError, RequestError
from kit.model.item import Kind
from kit.office.import_file import is_list
from kit.office.import_notice import NoticeRead, read_notice, sure_fields
from kit.office.open import open_item
from kit.office.take_over import take_over
from kit.source.remarks import with_remarks
from kit.source.template import new_item_text
from kit.source.writer import with_fields
from tests.foreign_files import OLD_FORMAT, packed
from tests.word_notices import NOTICES, SUBSIDY_LIST, WATER, MadeNotice

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
PASTED = "停水通知\n因抢修，11月30日8:00至18:00停水。\n大溪水厂\n2026年11月28日\n"


def clock() -> datetime:
    return NOW


@pytest.fixture
def workspace(tmp_path: Path, example: Path) -> Path:
    folder = tmp_path / "大溪"
    folder.mkdir()
    shutil.copy(example / "kit.toml", folder)
    (folder / "items").mkdir()
    return folder


def arrived(folder: Path, notice: MadeNotice) -> Path:
    path = folder.parent / f"{notice.name}.docx"
    path.write_bytes(notice.data)
    return path


def read(folder: Path, notice: MadeNotice) -> NoticeRead:
    return read_notice(folder, arrived(folder, notice), clock)


def test_a_notice_comes_back_from_the_child_with_all_that_is_left_to_do(workspace: Path) -> None:
    notice = read(workspace, WATER)

    assert notice.kind is Kind.WATER
    assert tuple(one.value for one in notice.proposals if one.field in ("全称", "发布单位")) == (
        "停水通知",
        "大溪水厂",
    )
    assert {"大白话", "承办", "截止"} <= set(notice.left_open)
    assert not {"摘下", "渠道", "贴出"} & set(notice.left_open)
    assert "停水范围 | 样例一村、样例三村" in notice.body
    assert not list((workspace / "items").iterdir())


@pytest.mark.parametrize("notice", NOTICES, ids=lambda one: one.name)
def test_what_was_sure_stands_in_the_new_item_and_reads_back(
    notice: MadeNotice, workspace: Path
) -> None:
    found = read(workspace, notice)
    fields, remarks = sure_fields(found)

    taken = take_over(workspace, fields, clock, body=found.body, lists=found.lists, remarks=remarks)

    opened = open_item(workspace, taken.path.stem)
    asked = {label: value for label, value in fields.items() if label in opened.written}
    assert {label: opened.written[label] for label in asked} == asked
    assert len(fields) - len(asked) == sum("没有“" in one for one in taken.told)
    unread = {one.message for one in opened.findings if one.field in fields}
    assert not unread


def test_what_nobody_confirmed_stays_open_the_day_of_the_paper_too(workspace: Path) -> None:
    path = take_over(workspace, {"类型": "通知", "标题": "停水"}, clock).path

    written = open_item(workspace, path.stem).written
    assert written["标题"] == "停水"
    assert not written.get("成文")
    assert "成文:\n" in path.read_text("utf-8")


def test_the_sentence_stands_above_its_field_and_what_is_unsure_in_remarks_alone(
    workspace: Path,
) -> None:
    found = read(workspace, SUBSIDY_LIST)
    fields, remarks = sure_fields(found)
    text = take_over(workspace, fields, clock, remarks=remarks).path.read_text("utf-8")

    assert "# 原文：公示期：2026年11月24日至11月30日。\n截止: 2026-11-30\n" in text
    assert "# 也许是（中）：农户 原文：根据《耕地地力保护补贴实施办法》" in text
    assert "\n谁:\n" in text


def test_a_list_goes_beside_the_item_and_its_sum_keeps_its_place(workspace: Path) -> None:
    found = read(workspace, SUBSIDY_LIST)
    fields, _ = sure_fields(found)
    path = take_over(workspace, fields, clock, lists=found.lists).path

    rows = path.with_suffix(".csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "村,户主,面积（亩）,金额（元）"
    assert rows[2].startswith("样例一村,乙某某")
    item_table = open_item(workspace, path.stem).written["表格"]
    assert isinstance(item_table, dict)
    assert item_table["标题"] == "2026年耕地地力保护补贴名单"


def test_a_list_that_a_kind_does_not_take_is_told_and_not_lost_without_a_word(
    workspace: Path,
) -> None:
    found = read(workspace, SUBSIDY_LIST)
    taken = take_over(workspace, {"类型": "通知", "起": "2026-11-24"}, clock, lists=found.lists)

    assert not taken.path.with_suffix(".csv").exists()
    assert "“通知”没有“起”这一栏" in taken.told[0]
    assert "请另立一条“名单公示”" in taken.told[1]


def test_a_kind_that_is_none_is_refused_with_those_there_are(workspace: Path) -> None:
    with pytest.raises(RequestError, match="没有“告示”这一类") as refused:
        take_over(workspace, {"类型": "告示"}, clock)

    assert "名单公示" in refused.value.remedy


def test_a_workbook_is_a_list_whatever_it_is_called(workspace: Path) -> None:
    path = workspace / "名单.docx"
    path.write_bytes(packed({"xl/workbook.xml": "<workbook/>"}))

    assert is_list(path)
    assert not is_list(arrived(workspace, WATER))
    with pytest.raises(ForeignFileError):
        read_notice(workspace, path, clock)


HEAD = new_item_text(Kind.NOTICE, "停水", "DX-2026-001", NOW.date())


@given(st.dictionaries(st.sampled_from(["谁", "截止", "电话", "全称", "起"]), st.lists(st.text())))
def test_no_remark_becomes_a_line_of_the_head(remarks: dict[str, list[str]]) -> None:
    text = with_remarks(HEAD, remarks)

    assert with_fields("a.md", text.encode("utf-8", "replace"), {"标题": "停水"}).startswith(b"---")
    kept = [line for line in text.split("\n") if line in HEAD.split("\n")]
    assert [line for line in HEAD.split("\n") if not line.startswith("#")] == [
        line for line in kept if not line.startswith("#")
    ]


def run(*words: str, text: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(main, [*words], input=text.encode())
    return result.exit_code, result.output


def test_the_command_shows_each_field_beside_its_sentence_and_writes_nothing(
    workspace: Path,
) -> None:
    code, output = run("import", str(arrived(workspace, WATER)), "--in", str(workspace))

    assert code == ExitCode.OK
    assert "地点（高）：样例一村、样例三村\n    原文：停水范围：样例一村、样例三村" in output
    assert "文件里没有找到：" in output
    assert "--write" in output
    assert not list((workspace / "items").iterdir())


def test_a_pasted_text_comes_from_stdin_and_is_written_when_asked(workspace: Path) -> None:
    code, output = run("import", "-", "--write", "--in", str(workspace), text=PASTED)

    (path,) = (workspace / "items").iterdir()
    assert code == ExitCode.OK
    assert path.name in output
    assert "发布单位: 大溪水厂" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLD_FORMAT + "WordDocument".encode("utf-16-le"), "另存为"),
        (b"%PDF-1.7", "粘贴"),
        (b"", "空的"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_to_bring_it(
    data: bytes, said: str, workspace: Path
) -> None:
    path = workspace / "通知.doc"
    path.write_bytes(data)

    code, output = run("import", str(path), "--in", str(workspace))

    assert code == ExitCode.REFUSED
    assert said in output


def test_options_for_lists_are_no_options_for_a_notice(workspace: Path) -> None:
    code, output = run("import", "-", "--for", "1", "--in", str(workspace), text=PASTED)

    assert code == ExitCode.USAGE
    assert "只用于名单" in output
