"""A list that an office sent becomes the table beside an item, through the door of every csv."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kit.errors import ForeignFileError, KitError, RequestError
from kit.model.item import ColumnType, Show
from kit.office.import_list import new_list_item, put_beside
from kit.office.new import new_item
from kit.office.open import open_item, read_unsaved, save
from kit.office.sent_lists import read_list
from kit.office.set_up import set_up
from tests.workbooks import SENT, book_of, saved

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    set_up(tmp_path / "乡", sample=True, now=NOW)
    return tmp_path / "乡"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "低保.xlsx"
    path.write_bytes(SENT["低保"].data)
    return path


def test_a_list_becomes_a_new_item_with_its_table(folder: Path, sent: Path) -> None:
    path = new_list_item(folder, read_list(sent), clock)

    opened = open_item(folder, path.stem)
    table: Any = opened.written["表格"]
    assert (table["文件"], table["单位"]) == (f"{path.stem}.csv", "元")
    assert table["列"][2] == {"名称": "户主姓名", "类型": "姓名"}
    assert path.with_suffix(".csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not [one for one in opened.findings if one.field == "表格"]
    assert opened.item is None  # the clerk has yet to say the rest


def test_the_table_of_an_item_is_checked_like_every_other(folder: Path, sent: Path) -> None:
    put_beside(folder, "DX-2026-011", read_list(sent), replace=True)

    item = open_item(folder, "DX-2026-011").item
    assert item is not None
    assert item.table is not None
    assert len(item.table.rows) == 6
    name = next(one for one in item.table.columns if one.name == "户主姓名")
    assert (name.type, name.show) == (ColumnType.NAME, Show.MASK)


def test_a_list_that_somebody_filtered_is_stopped_by_its_own_sum(
    folder: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "筛选.xlsx"
    sent.write_bytes(SENT["筛选"].data)
    opened = open_item(folder, "DX-2026-011")
    save(folder, "DX-2026-011", {"表格": {"文件": "DX-2026-011.csv"}}, opened.seen)
    put_beside(folder, "DX-2026-011", read_list(sent), replace=True)
    file = "items/DX-2026-011.md"

    text = (folder / file).read_text(encoding="utf-8")
    found = read_unsaved(folder, file, text, lambda: NOW).findings
    assert any("合计写的是 300，第 2～3 行相加是 200" in one.message for one in found)


def test_a_table_that_is_there_is_replaced_only_when_that_is_said(folder: Path, sent: Path) -> None:
    path = folder / "items" / "DX-2026-011.csv"
    before = path.read_bytes()

    with pytest.raises(RequestError, match="已经有了"):
        put_beside(folder, "DX-2026-011", read_list(sent), replace=False)
    assert path.read_bytes() == before

    put_beside(folder, "DX-2026-011", read_list(sent), replace=True)
    put_beside(folder, "DX-2026-011", read_list(sent), replace=False)  # the same once more


def test_what_was_said_of_a_column_is_kept(folder: Path, sent: Path) -> None:
    path = new_list_item(folder, read_list(sent), clock)
    opened = open_item(folder, path.stem)
    said = {"名称": "村别", "类型": "文字", "空格": "同上"}
    spec: dict[str, object] = {"标题": "自己的标题", "列": [said], "核对": ["金额 = 2940"]}
    save(folder, path.stem, {"表格": spec}, opened.seen)  # type: ignore[dict-item]

    put_beside(folder, path.stem, read_list(sent), replace=False)

    table: Any = open_item(folder, path.stem).written["表格"]
    assert (table["标题"], table["核对"]) == ("自己的标题", ["金额 = 2940"])
    assert table["列"][1] == said
    assert len(table["列"]) == 5


def test_telephones_and_identity_numbers_come_without_a_word_on_showing_them(
    folder: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "证号.xlsx"
    sent.write_bytes(SENT["证号"].data)
    path = new_list_item(folder, read_list(sent), clock)

    table: Any = open_item(folder, path.stem).written["表格"]
    assert not any("显示" in column for column in table["列"])
    found = open_item(folder, path.stem).findings
    assert any("科学记数" in one.message for one in found)


def test_of_several_sheets_one_is_named(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name in ("一村", "二村"):
        sheet = book.create_sheet(name)
        for row in (["序号", "姓名"], [1, "甲某某"], [2, name]):
            sheet.append(row)
    path = tmp_path / "两张.xlsx"
    path.write_bytes(saved(book))

    with pytest.raises(RequestError, match="一村、二村"):
        read_list(path)
    assert read_list(path, "二村").rows[-1] == ("2", "二村")
    with pytest.raises(ForeignFileError, match="“三村”里没有找到名单"):
        read_list(path, "三村")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_a_list_in_every_encoding_of_excel(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes("低保名单,,\n序号,姓名,金额\n1,𠮷某某,100\n合计,,100\n".encode(encoding))
    found = read_list(path)

    assert (found.caption, found.sums) == ("低保名单", 1)
    assert found.rows[0] == ("1", "𠮷某某", "100")


HOSTILE = {
    "nothing": (b"", "空的"),
    "zeros": (bytes(5000), "不是文字文件"),
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(99), "图片"),
    "no encoding": (b"\xff\xfe\xfd,\x81\n" * 99, "编码|没有找到名单"),
    "a million rows": (b"1,2\n" * 1_000_000, "超过 5000 行"),
    "a row of a million": (b"a," * 1_000_000, "行"),
    "a quote that is not closed": (
        '序号,姓名\n1,"甲\n'.encode() + "2,乙\n".encode() * 900,
        "少了一个引号",
    ),
    "one word": ("名单".encode(), "没有找到名单"),
    "a workbook by another name": (SENT["筛选"].data, ""),
    "megabytes": (b"x" * 11_000_000, "最大 10 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_csv_is_read_or_refused(name: str, tmp_path: Path) -> None:
    data, said = HOSTILE[name]
    path = tmp_path / "名单.csv"
    path.write_bytes(data)

    if not said:
        assert read_list(path).rows
        return
    with pytest.raises(ForeignFileError, match=said) as caught:
        read_list(path)
    assert caught.value.remedy


def test_a_notice_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("停水通知\n", encoding="utf-8")

    with pytest.raises(ForeignFileError, match="不是表格"):
        read_list(path)


def test_a_list_without_rows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(book_of([["序号", "姓名", "金额"]]))

    with pytest.raises(ForeignFileError, match="没有找到名单"):
        read_list(path)


def test_an_item_written_new_has_the_next_number(folder: Path, sent: Path) -> None:
    from kit.model.item import Kind

    first = new_item(folder, Kind.NOTICE, "一", clock)
    second = new_list_item(folder, read_list(sent), clock)

    assert int(second.stem[-3:]) == int(first.stem[-3:]) + 1


def test_a_table_of_an_item_that_cannot_be_read_is_left_alone(folder: Path, sent: Path) -> None:
    item, table = (folder / "items" / f"DX-2026-011.{end}" for end in ("md", "csv"))
    item.write_text(item.read_text(encoding="utf-8").removeprefix("---"), "utf-8")
    before = table.read_bytes()

    with pytest.raises(KitError):
        put_beside(folder, "DX-2026-011", read_list(sent), replace=True)
    assert table.read_bytes() == before
