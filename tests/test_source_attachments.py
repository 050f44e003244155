"""Tables and pictures beside an item, as Excel, WPS and cameras leave them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.model.finding import Severity
from kit.model.item import ColumnType
from kit.source.attachments import files_in
from kit.source.pictures import picture_size_px, read_picture
from kit.source.problems import Problems
from kit.source.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Table

HEAD = "户主,面积,金额\n"
SPEC = {
    "columns": (
        {"name": "户主", "type": ColumnType.NAME},
        {"name": "面积", "type": ColumnType.MONEY},
        {"name": "金额", "type": ColumnType.MONEY},
    )
}


def table(folder: Path, data: str | bytes) -> tuple[Table | None, Problems]:
    problems = Problems("items/DX-2026-011.md", "DX-2026-011")
    (folder / "a.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(files_in(folder), {**SPEC, "file": "a.csv"}, "b.csv", 20, problems), problems


def test_a_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    found, problems = table(tmp_path, HEAD + '样例甲,3.20,256.00\n"样例乙",1.85,"1,148.00"\n')

    assert problems.found == ()
    assert found is not None
    assert found.rows == (("样例甲", "3.20", "256.00"), ("样例乙", "1.85", "1,148.00"))
    assert found.columns[0].type is ColumnType.NAME


def test_what_excel_leaves_around_a_table_is_dropped(tmp_path: Path) -> None:
    found, problems = table(tmp_path, "\ufeff户主,面积,金额,,\r\n甲,1,2,,\r\n,,,,\r\n")

    assert problems.found == ()
    assert found is not None
    assert found.rows == (("甲", "1", "2"),)


def test_a_gbk_table_is_read_and_told(tmp_path: Path) -> None:
    found, problems = table(tmp_path, (HEAD + "样例甲,1,2\n").encode("gbk"))

    assert found is not None
    assert found.rows[0][0] == "样例甲"
    (finding,) = problems.found
    assert finding.severity is Severity.INFO
    assert "按 GBK 读" in finding.message


def test_a_table_of_tabs_is_read(tmp_path: Path) -> None:
    found, _ = table(tmp_path, "户主\t面积\t金额\n甲\t1\t2\n".encode("utf-16"))

    assert found is not None
    assert found.rows == (("甲", "1", "2"),)


@pytest.mark.parametrize(
    ("rows", "message", "remedy"),
    [
        ("甲,1\n乙,1,2\n", "第 2 行 2 列，对不齐", "补齐"),
        ("甲,1,2,3\n", "对不齐", "逗号"),
        ("", "没有数据", "第一行写各列的名称"),
        ("甲,1,二百\n", "第 2 行 C 列“金额”不是数", "只填数字"),
        ("甲,1,256元\n", "第 2 行 C 列“金额”不是数", "单位写在列名里"),
        ("6.2E+18,1,2\n", "后几位已经丢失", "“文本”格式"),
    ],
)
def test_a_damaged_table_is_told_with_its_row(
    tmp_path: Path, rows: str, message: str, remedy: str
) -> None:
    _, problems = table(tmp_path, HEAD + rows)

    assert problems.stopped
    told = [finding for finding in problems.found if message in finding.message]
    assert told, problems.found
    assert remedy in told[0].remedy
    assert "a.csv" in told[0].message
    assert (told[0].file, told[0].line, told[0].field) == ("items/DX-2026-011.md", 20, "表格")


def test_columns_must_be_those_described(tmp_path: Path) -> None:
    _, problems = table(tmp_path, "户主,亩数,金额\n甲,1,2\n")

    assert "面积没有" in problems.found[0].message


def test_a_cell_is_not_repeated_in_a_finding(tmp_path: Path) -> None:
    _, problems = table(tmp_path, HEAD + "甲,1,99999919500101001X\n")

    assert problems.stopped
    assert "999999" not in str(problems.found)


@pytest.mark.parametrize("name", ["../a.csv", "子/a.csv", "C:a.csv", "\\\\server\\a.csv", ".a.csv"])
def test_nothing_from_elsewhere_is_read(tmp_path: Path, name: str) -> None:
    problems = Problems("items/x.md", "x")
    (tmp_path.parent / "a.csv").write_text(HEAD, encoding="utf-8")

    assert read_table(files_in(tmp_path), {"file": name}, "x.csv", 1, problems) is None
    assert "只写文件名" in problems.found[0].remedy


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.XLS", "名单.et"])
def test_a_workbook_is_told_how_to_become_a_table(tmp_path: Path, name: str) -> None:
    problems = Problems("items/x.md", "x")

    assert read_table(files_in(tmp_path), {"file": name}, "x.csv", 1, problems) is None
    assert "另存为“CSV UTF-8" in problems.found[0].remedy


def test_a_linked_table_is_refused(tmp_path: Path) -> None:
    problems = Problems("items/x.md", "x")
    (tmp_path / "x.csv").symlink_to(tmp_path / "y.csv")

    assert read_table(files_in(tmp_path), {}, "x.csv", 1, problems) is None
    assert "快捷方式" in problems.found[0].message


def png(width_px: int, height_px: int) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width_px, height_px)
    return head + b"\x08\x02\x00\x00\x00" + bytes(4) + struct.pack(">I4sI", 0, b"IEND", 0xAE426082)


def jpeg(width_px: int, height_px: int) -> bytes:
    frame = struct.pack(">2sHBHHB", b"\xff\xc0", 11, 8, height_px, width_px, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\xff\xda\x00\x02data\xff\xd9"


def test_a_picture_of_few_pixels_is_read_and_told(tmp_path: Path) -> None:
    problems = Problems("items/DX-2026-011.md", "DX-2026-011")
    (tmp_path / "小.png").write_bytes(png(300, 200))
    (tmp_path / "大.png").write_bytes(png(480, 200))

    assert read_picture(files_in(tmp_path), "大.png", 3, problems)
    assert not problems.found
    assert read_picture(files_in(tmp_path), "小.png", 3, problems)
    (told,) = problems.found
    assert told.severity is Severity.WARN
    assert "300×200" in told.message
    assert "换原图" in told.remedy


@pytest.mark.parametrize("data", [png(640, 480), jpeg(640, 480)])
def test_a_picture_is_measured_without_opening_it(data: bytes) -> None:
    assert picture_size_px(data) == (640, 480)


@pytest.mark.parametrize("data", [png(640, 480), jpeg(640, 480)])
def test_a_picture_cut_off_anywhere_is_refused(data: bytes) -> None:
    assert all(picture_size_px(data[:end]) is None for end in range(len(data) - 13))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"GIF89a" + bytes(40), "不是完整的 jpg 或 png"),
        (png(640, 480)[:30], "不是完整的 jpg 或 png"),
        (png(30_000, 30_000), "太大了"),
        (b"", "是空的"),
    ],
)
def test_an_unreadable_picture_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    problems = Problems("items/x.md", "x")
    (tmp_path / "a.png").write_bytes(data)

    assert read_picture(files_in(tmp_path), "a.png", 9, problems) is None
    (finding,) = problems.found
    assert message in finding.message
    assert "a.png" in finding.message
    assert finding.line == 9


def test_a_missing_picture_is_told(tmp_path: Path) -> None:
    problems = Problems("items/x.md", "x")

    assert read_picture(files_in(tmp_path), "a.png", 9, problems) is None
    assert "找不到 a.png" in problems.found[0].message


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (HEAD + "甲,1,2\n" + "乙" * 131_073 + ",3,4\n", 3),
        (HEAD + '甲,1,2\n乙,3,4\n"丙,5,6\n' + "丁,7,8\n" * 60_000, 4),
        (HEAD + "甲," + "9" * 2001 + ",2\n", 2),
        ('"' + HEAD + "甲,1,2\n" * 60_000, 1),
    ],
    ids=["a cell without end", "a quote not closed", "a long cell", "a quote in the heading"],
)
def test_a_row_that_swallows_the_table_is_told_with_its_line(
    tmp_path: Path, data: str, line: int
) -> None:
    found, problems = table(tmp_path, data)

    assert found is None
    (finding,) = problems.found
    assert finding.severity is Severity.STOP
    assert f"a.csv 第 {line} 行起读不下去" in finding.message
    assert "另存为" in finding.remedy


@given(st.binary(max_size=300) | st.text("\"',;\t\r\n甲1. \0", max_size=300).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_a_table_has_it_is_read_or_told(tmp_path: Path, data: bytes) -> None:
    found, problems = table(tmp_path, data)

    assert found is not None or problems.stopped
