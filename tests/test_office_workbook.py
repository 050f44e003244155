"""All items in a workbook: looked through, corrected in Excel, and taken back without harm."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import RequestError
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS
from kit.foreign.xlsx.workbook import Workbook, read_workbook
from kit.model.fields import FIELDS
from kit.office.export_workbook import export_workbook
from kit.office.import_rows import read_rows_of
from kit.office.rows_read import RowsRead
from kit.office.set_up import set_up
from kit.office.take_rows import take_rows
from kit.review.digest import digest
from kit.source.item_file import read_item_text
from kit.source.item_rows import (
    ELSEWHERE,
    LABELS,
    VERSION,
    ItemRow,
    ItemTable,
    Version,
    item_table,
    item_texts,
    values_of,
)
from kit.source.workspace import open_workspace
from kit.source.writer import with_fields
from kit.source.xlsx_bytes import NewSheet, workbook_bytes
from tests.test_source_writer import EXAMPLES, beside
from tests.test_source_writer import values_of as drawn
from tests.workbooks import saved

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
COLUMN = {label: column for column, label in enumerate([*LABELS, VERSION], start=1)}


def clock() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    set_up(tmp_path / "乡", sample=True, now=NOW)
    return tmp_path / "乡"


@pytest.fixture
def exported(folder: Path, tmp_path: Path) -> Path:
    return export_workbook(folder, tmp_path / "事项.xlsx", clock).path


def digests(folder: Path) -> dict[str, str]:
    return {item.item_id: digest(item) for item in open_workspace(folder).items}


def read(folder: Path, path: Path) -> RowsRead:
    book = read_workbook(open_foreign(path.read_bytes()), NO_WORDS)
    table = item_table(book)
    assert table is not None
    return read_rows_of(folder, book, table, clock)


def edited(path: Path, change: Callable[[Any], object]) -> None:
    """What somebody does in Excel, and saves."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    change(book)
    path.write_bytes(saved(book))


def row_of(sheet: Any, number: str) -> int:
    return next(row for row in range(2, 99) if sheet.cell(row, COLUMN["编号"]).value == number)


def put(path: Path, number: str, label: str, text: str | None) -> None:
    def change(book: Any) -> None:
        sheet = book["事项"]
        sheet.cell(row_of(sheet, number), COLUMN[label]).value = text

    edited(path, change)


def test_what_was_exported_changes_nothing(folder: Path, exported: Path) -> None:
    edited(exported, lambda _book: None)  # opened and saved
    found = read(folder, exported)

    assert (found.rows, found.tables, found.refused) == ((), (), ())
    assert found.unchanged == len(list(folder.glob("items/*.md")))


def test_a_new_workspace_gets_equal_items(folder: Path, exported: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一台"
    set_up(other, sample=False, now=NOW)
    shutil.copy(folder / "kit.toml", other / "kit.toml")

    taken = take_rows(other, read(other, exported))

    assert taken.refused == ()
    assert digests(other) == digests(folder)
    assert digests(folder)


@settings(max_examples=30)
@given(st.data())
def test_every_item_is_the_same_after_its_way_through_a_workbook(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(EXAMPLES))
    fields = data.draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=4))
    changes = {one.label: data.draw(drawn(one)) for one in fields if one.label != "编号"}
    text = with_fields(path.name, path.read_bytes(), changes)  # type: ignore[arg-type]
    texts = item_texts(path.name, text)
    rows = [[*LABELS, VERSION], [*(texts.get(label, "") for label in LABELS), "items/x"]]
    book = workbook_bytes([NewSheet(name="事项", rows=rows, widths={})])
    table = item_table(read_workbook(open_foreign(book), NO_WORDS))
    assert table is not None
    assert ELSEWHERE not in texts.values()

    (row,) = table.rows
    bare = f"---\n编号: {path.stem}\n---\n".encode()
    after = with_fields(path.name, bare, values_of(row.cells))

    before, again = (
        read_item_text(f"items/{path.name}", one.decode(), beside(path)) for one in (text, after)
    )
    assert (before.item is None) == (again.item is None)
    if before.item is not None and again.item is not None:
        assert digest(again.item) == digest(before.item)


def test_a_change_in_a_cell_is_one_in_the_file_and_nothing_else(
    folder: Path, exported: Path
) -> None:
    file = folder / "items" / "DX-2026-004.md"
    before = file.read_text(encoding="utf-8")
    put(exported, "DX-2026-004", "地点", "样例一村村部")

    found = read(folder, exported)
    assert [(one.item_id, one.labels, one.is_new) for one in found.rows] == [
        ("DX-2026-004", ("地点",), False)
    ]
    assert file.read_text(encoding="utf-8") == before

    assert take_rows(folder, found).files == ("items/DX-2026-004.md",)
    after = file.read_text(encoding="utf-8")
    differ = [(a, b) for a, b in zip(before.split("\n"), after.split("\n"), strict=True) if a != b]
    assert [b for _, b in differ] == ["地点: 样例一村村部"]


def test_a_file_that_changed_since_is_never_written_over(folder: Path, exported: Path) -> None:
    file = folder / "items" / "DX-2026-004.md"
    put(exported, "DX-2026-004", "地点", "样例一村村部")
    read_before = read(folder, exported)
    file.write_text(file.read_text(encoding="utf-8") + "\n再说一句。\n", encoding="utf-8")
    now = file.read_bytes()

    (refused,) = read(folder, exported).refused
    assert "导出以后又改过" in refused.message
    (late,) = take_rows(folder, read_before).refused
    assert "刚才被别人改过" in late.message
    assert file.read_bytes() == now


def test_rows_taken_out_of_the_workbook_take_nothing_away(folder: Path, exported: Path) -> None:
    before = digests(folder)
    edited(exported, lambda book: book["事项"].delete_rows(3, 5))

    take_rows(folder, read(folder, exported))

    assert digests(folder) == before


def test_a_slip_in_a_cell_is_told_by_row_and_column_and_not_written(
    folder: Path, exported: Path
) -> None:
    put(exported, "DX-2026-004", "截止", "2026-13-41")
    found = read(folder, exported)

    assert found.rows == ()
    assert found.refused[0].place.endswith("J 列“截止”")
    assert "没有“2026-13-41”这一天" in found.refused[0].message


def test_an_emptied_cell_takes_out_what_may_be_left_out(folder: Path, exported: Path) -> None:
    put(exported, "DX-2026-004", "全称", None)
    put(exported, "DX-2026-006", "标题", None)
    found = read(folder, exported)

    assert [(one.item_id, one.labels) for one in found.rows] == [("DX-2026-004", ("全称",))]
    assert "缺“标题”" in found.refused[0].message


def test_numbers_are_given_by_the_kit_alone(folder: Path, exported: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["事项"]
        sheet.cell(row_of(sheet, "DX-2026-004"), COLUMN["编号"]).value = "DX-2026-777"
        sheet.cell(row_of(sheet, "DX-2026-006"), COLUMN[VERSION]).value = None
        last = sheet.max_row
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last + 1, column).value = sheet.cell(last, column).value

    edited(exported, change)
    found = read(folder, exported)

    assert found.rows == ()
    said = "".join(one.message for one in found.refused)
    assert "编号改成了“DX-2026-777”" in said
    assert "看不出是从哪个文件来的" in said
    assert said.count("有两行") == 2


def test_a_new_row_is_a_new_item_with_a_new_number(folder: Path, exported: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["事项"]
        row = sheet.max_row + 1
        source = row_of(sheet, "DX-2026-004")
        for label, column in COLUMN.items():
            if label not in ("编号", VERSION):
                sheet.cell(row, column).value = sheet.cell(source, column).value
        sheet.cell(row, COLUMN["标题"]).value = "另外一件事"

    edited(exported, change)
    found = read(folder, exported)
    (new,) = found.rows

    assert (new.is_new, new.item is not None, new.item_id) == (True, True, "DX-2026-013")
    take_rows(folder, found)
    assert "DX-2026-013" in digests(folder)
    assert "已经有了" in read(folder, exported).refused[0].message


def test_a_number_that_was_given_once_is_not_given_by_a_workbook(
    folder: Path, exported: Path
) -> None:
    (folder / "items" / "DX-2026-012.md").rename(folder / "DX-2026-012.old")
    found = read(folder, exported)

    assert found.rows == ()
    assert "编号也不能再用" in found.refused[0].message


def test_a_table_is_corrected_in_its_sheet(folder: Path, exported: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["DX-2026-002.csv"]
        sheet.cell(3, 3).value = "失效"

    before = digests(folder)
    file = folder / "items" / "DX-2026-002.csv"
    rows = file.read_text(encoding="utf-8-sig").splitlines()
    edited(exported, change)
    found = read(folder, exported)

    assert [one.file for one in found.tables] == ["items/DX-2026-002.csv"]
    take_rows(folder, found)
    after = file.read_text(encoding="utf-8-sig").splitlines()
    assert [b for a, b in zip(rows, after, strict=True) if a != b] == [
        rows[1].rpartition(",")[0] + ",失效"
    ]
    changed = {key for key, value in digests(folder).items() if before[key] != value}
    assert changed <= {"DX-2026-002"}


def test_a_table_of_elsewhere_is_written_nowhere(folder: Path, exported: Path) -> None:
    def change(book: Any) -> None:
        book["DX-2026-002.csv"].cell(1, 2).value = "items/../../外面.csv"
        book["DX-2026-007.csv"].cell(1, 2).value = "items/没有人用.csv"

    edited(exported, change)
    found = read(folder, exported)

    assert found.tables == ()
    assert "没有事项用到" in found.refused[0].message


def test_a_workbook_that_is_there_is_not_written_over(folder: Path, exported: Path) -> None:
    with pytest.raises(RequestError, match="已经有了"):
        export_workbook(folder, exported, clock)
    with pytest.raises(RequestError, match="不是年份"):
        export_workbook(folder, exported.with_name("二"), clock, year="26")
    with pytest.raises(RequestError, match="没有可以导出"):
        export_workbook(folder, exported.with_name("二"), clock, year="2019")
    one_year = export_workbook(folder, exported.parent, clock, year="2021")
    assert (one_year.path.name, one_year.items) == ("公开事项2021_2026-11-23.xlsx", 1)


def test_the_same_items_make_the_same_workbook(folder: Path, exported: Path) -> None:
    again = export_workbook(folder, exported.with_name("又一份.xlsx"), clock).path

    assert again.read_bytes() == exported.read_bytes()


def test_a_file_that_cannot_be_read_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "items" / "DX-2026-030.md").write_text("没有栏目", encoding="utf-8")

    found = export_workbook(folder, tmp_path, clock)

    assert "DX-2026-030.md" in found.left_out[0]


WILD = st.text("[{-?:#|>&*!%@`,'\" \n　0123456789年月日元金额无.=+\t\u200b\ud800", max_size=30)
WILD |= st.text(max_size=20) | st.sampled_from(["[" * 400, "- " * 900, "字" * 30_000, "无", ""])


@settings(max_examples=20)
@given(st.dictionaries(st.sampled_from(LABELS), WILD, min_size=1, max_size=5), st.booleans())
def test_whatever_somebody_types_is_a_change_or_a_refusal(
    example: Path, typed: dict[str, str], is_new: bool
) -> None:
    path = example / "items" / "DX-2026-004.md"
    data = path.read_bytes()
    cells = {**item_texts(path.name, data), **typed}
    version = Version(
        file="items/DX-2026-004.md", item_id="DX-2026-004", seen=sha256(data).hexdigest()
    )
    cells["编号"] = "" if is_new else cells["编号"]
    row = ItemRow(
        number=2,
        cells={label: text for label, text in cells.items() if text.strip()},
        version=None if is_new else version,
    )
    table = ItemTable(
        sheet="事项", columns=COLUMN, rows=(row,), is_export=True, unknown=(), hidden=0
    )

    found = read_rows_of(example, Workbook(sheets=()), table, clock)

    assert len(found.rows) + bool(found.refused) + found.unchanged >= 1
    assert all(one.remedy and one.place.startswith("第 2 行") for one in found.refused)
    for one in found.rows:
        assert is_new or one.item is not None
    assert path.read_bytes() == data
