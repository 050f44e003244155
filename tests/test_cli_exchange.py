"""What other offices send is shown first, and written only when that is said."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner

from kit.cli import main
from kit.errors import ExitCode
from kit.office.set_up import set_up
from tests.workbooks import SENT

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    set_up(tmp_path / "乡", sample=True, now=datetime(2026, 11, 23, tzinfo=UTC))
    return tmp_path / "乡"


@pytest.fixture
def sent(tmp_path: Path) -> str:
    path = tmp_path / "低保.xlsx"
    path.write_bytes(SENT["低保"].data)
    return str(path)


def kit(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_list_is_shown_and_nothing_is_written(folder: Path, sent: str) -> None:
    before = sorted(folder.rglob("*"))
    result = kit("import", sent, "--in", str(folder))

    assert result.exit_code == 0
    assert "表名：样例乡2026年11月城乡低保发放名单（单位：元）" in result.output
    assert "户主姓名（姓名）" in result.output
    assert "1 │ 样例一村 │ 甲某某 │ 3 │ 650" in result.output
    assert "再加 --write" in result.output
    assert sorted(folder.rglob("*")) == before


def test_a_list_becomes_a_new_item_or_the_table_of_one(folder: Path, sent: str) -> None:
    new = kit("import", sent, "--in", str(folder), "--write")
    other = kit("import", sent, "--in", str(folder), "--write", "--for", "11")
    again = kit("import", sent, "--in", str(folder), "--write", "--for", "11", "--replace")

    assert "新建了" in new.output
    assert other.exit_code == ExitCode.USAGE
    assert "已经有了" in other.output
    assert "放好了" in again.output


def test_an_attached_workbook_is_told_how_it_comes_in(folder: Path) -> None:
    path = folder / "items" / "DX-2026-011.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("文件: DX-2026-011.csv", "文件: 名单.xlsx"), encoding="utf-8")

    assert "kit import 名单.xlsx --for 编号 --write" in kit("check", str(folder)).output


def test_what_cannot_be_read_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "老表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    result = kit("import", str(tmp_path / "老表.xls"), "--in", str(folder))

    assert result.exit_code == ExitCode.REFUSED
    assert "另存为" in result.output
    assert kit("import", str(tmp_path / "没有.xlsx")).exit_code == ExitCode.REFUSED


def test_all_items_go_out_and_come_back_corrected(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "事项.xlsx"
    out = kit("export", str(path), "--in", str(folder))
    book = openpyxl.load_workbook(path)
    sheet: Any = book["事项"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(5, heads.index("地点") + 1).value = "村部"
    sheet.cell(6, heads.index("截止") + 1).value = "过几天"
    book.save(path)

    shown = kit("import", str(path), "--in", str(folder))
    written = kit("import", str(path), "--in", str(folder), "--write")
    again = kit("import", str(path), "--in", str(folder), "--write")

    assert out.exit_code == 0
    assert "导出了 13 条、4 份名单" in out.output
    number = sheet.cell(5, heads.index("编号") + 1).value
    assert f"第 5 行：改 {number}" in shown.output
    assert "不收：第 6 行" in shown.output
    assert "写好了 1 个文件" in written.output
    assert {one.exit_code for one in (shown, written, again)} == {ExitCode.FINDINGS}
    assert "新的 0 条，要改的 0 条" in again.output


def test_the_form_goes_out_and_a_filled_one_comes_in(folder: Path, tmp_path: Path) -> None:
    out = kit("export", "--template", str(tmp_path), "--in", str(folder))
    (path,) = tmp_path.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet: Any = book["报送单"]
    for column, text in enumerate(["通知", "停水一天"], start=1):
        sheet.cell(2, column).value = text
    book.save(path)
    read = kit("import", str(path), "--in", str(folder), "--write")

    assert "报送单" in out.output
    assert "第 2 行：新建 DX-2026-013 停水一天（类型、标题）" in read.output
    assert "不能发布 第 2 行 J 列“带什么”" in read.output
    assert (folder / "items" / "DX-2026-013.md").is_file()
    assert kit("import", str(path), "--in", str(folder), "--for", "3").exit_code == ExitCode.USAGE


def test_who_has_not_sent_is_told_by_week_and_month(folder: Path) -> None:
    month = kit("export", "--missing", "--month", "2026-11", "--in", str(folder))
    week = kit("export", "--missing", "--week", "2020-W01", "--in", str(folder), "--json")

    assert "没有报：" in month.output
    assert "报了：乡劳保所" in month.output
    assert len(json.loads(week.output)["missing"]) > 5
    assert kit("export", "--missing", "--template").exit_code == ExitCode.USAGE
