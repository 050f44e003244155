"""Workbooks are read as Excel shows them, and no workbook takes the kit with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from kit.errors import ForeignFileError
from kit.foreign.child import read_foreign
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS
from kit.foreign.listed import list_in
from kit.foreign.xlsx.cell_formats import CellFormat, Shown, format_of, shown_number
from kit.foreign.xlsx.sheet_cells import column_of, letters_of
from kit.foreign.xlsx.workbook import Workbook, read_workbook
from tests.foreign_files import BILLION, packed, with_password_bit, with_size_told
from tests.workbooks import SENT, book_of, raw_book, rows_of, shared_texts, with_part_changed

MOST_S, MOST_MB = 5.0, 300


def workbook(data: bytes) -> Workbook:
    return read_workbook(open_foreign(data), NO_WORDS)


def lists(data: bytes) -> list[object]:
    return [list_in(sheet) for sheet in workbook(data).sheets]


def cell(data: bytes, column: int = 1) -> str:
    return workbook(data).sheets[0].rows[0].cells[column]


@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        ("yyyy/m/d", "46329", "2026-11-03"),
        ('yyyy"年"m"月"d"日"', "46329", "2026-11-03"),
        ("[$-804]yyyy\\-mm\\-dd;@", "46329", "2026-11-03"),
        ('m"月"d"日"', "46329", "2026-11-03"),
        ('yyyy"年"m"月"', "46329", "2026年11月"),
        ("yyyy/m/d h:mm", "46329.354166666664", "2026-11-03 08:30"),
        ("h:mm", "0.354166666666667", "08:30"),
        ("[h]:mm", "1.5", "36:00"),
        ("yyyy-mm-dd", "59", "1900-02-28"),
        ("yyyy-mm-dd", "61", "1900-03-01"),
        ("0.0%", "0.985", "98.5%"),
        ("0%", "0.07", "7%"),
        ("#,##0.00", "650", "650.00"),
        ('#,##0.00"元"', "650", "650.00"),
        ("0_ ;[Red]\\-0\\ ", "-12", "-12"),
        ('0"日"', "3", "3"),
        ('#,##0.00"元/月"', "800", "800.00"),
        ("[$-F800]dddd, mmmm dd, yyyy", "46329", "2026-11-03"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "46329", "2026-11-03"),
        ('上午/下午h"时"mm"分"', "0.354166666666667", "08:30"),
        ("mm:ss.0", "0.354166666666667", "08:30"),
        ('General"户"', "12", "12"),
        ("General", "0.1", "0.1"),
        ("General", "256.00000000000006", "256"),
        ("General", "1E-05", "0.00001"),
        ("@", "3.20", "3.2"),
        ("yyyy-mm-dd", "-1", "-1"),
        ("yyyy-mm-dd", "9999999", "9999999"),
    ],
)
def test_a_number_is_shown_as_its_cell_shows_it(code: str, stored: str, shown: str) -> None:
    assert shown_number(stored, format_of(176, code), from_1904=False).text == shown


@given(st.dates(date(1900, 3, 1), date(2099, 12, 31)), st.booleans())
def test_every_day_is_the_day_excel_shows(day: date, from_1904: bool) -> None:
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    days = (day - first).days
    shown = shown_number(str(days), CellFormat(Shown.DAY), from_1904=from_1904)

    assert days < 0 or shown.text == day.isoformat()


@given(st.integers(367 * 24 * 60, 73_000 * 24 * 60))
def test_every_minute_is_the_minute_excel_shows(minutes: int) -> None:
    stored = repr(minutes / (24 * 60))
    shown = shown_number(stored, CellFormat(Shown.MOMENT), from_1904=False).text

    moment = datetime.fromisoformat("1899-12-30") + timedelta(minutes=minutes)
    assert datetime.fromisoformat(shown) == moment


@given(st.decimals(-(10**9), 10**9, places=2))
def test_no_amount_changes_on_its_way(amount: object) -> None:
    stored = repr(float(str(amount)))

    assert float(shown_number(stored, format_of(0, None), from_1904=False).text) == float(stored)


@given(st.integers(1, 18_000))
def test_columns_are_named_as_excel_names_them(column: int) -> None:
    assert column_of(letters_of(column)) == column


def test_codes_are_whole_or_told() -> None:
    whole = raw_book('<sheetData><row r="1"><c r="A1"><v>999999195001011</v></c></row></sheetData>')
    lost = raw_book(
        '<sheetData><row r="1"><c r="A1"><v>9.99999195001011E+17</v></c></row></sheetData>'
    )

    assert cell(whole) == "999999195001011"
    assert cell(lost) == "9.99999195001011E+17"
    assert "A1 1 格的长号码" in workbook(lost).sheets[0].told[0]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>某某</t></r></is></c>', "甲某某"),
        ('<c r="A1" t="s"><v>0</v></c>', "甲某某"),
        ('<c r="A1" t="str"><f>B1</f><v>乙_x000D_\n某</v></c>', "乙\n某"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="d"><v>2026-11-03T00:00:00</v></c>', "2026-11-03"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1"><f>SUM(B1:B2)</f></c>', "=SUM(B1:B2)"),
        ('<c r="A1" t="str"><f>B1</f><v></v></c><c r="B1"><v>5</v></c>', None),
        ("<c><v>7</v></c>", "7"),
    ],
)
def test_every_kind_of_cell_is_read(inside: str, shown: str | None) -> None:
    texts = shared_texts('<si><r><t>甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh><t>某某</t></si>')
    data = raw_book(f'<sheetData><row r="1">{inside}</row></sheetData>', texts=texts)

    assert workbook(data).sheets[0].rows[0].cells.get(1) == shown


@pytest.mark.parametrize(
    ("code", "shown", "told"),
    [
        (";;;", None, "设成了不显示"),
        ("#,##0,", "130000", "A1（130000） 1 格显示时缩小了"),
        ('0!.0,"万元"', "130000", "缩小了"),
        ("0.0,,", "130000.0", "缩小了"),
        ("#,##0", "130000", ""),
    ],
)
def test_a_format_that_shows_something_else_is_told(
    code: str, shown: str | None, told: str
) -> None:
    def form(sheet: Any) -> None:
        sheet.cell(1, 1).number_format = code

    sheet = workbook(book_of([[130000, "甲"]], change=form)).sheets[0]

    assert sheet.rows[0].cells.get(1) == shown
    assert told in "".join(sheet.told)
    assert bool(told) == bool(sheet.told)


def test_what_is_drawn_to_nothing_is_hidden() -> None:
    cells = '<c r="A{0}"><v>1</v></c><c r="B{0}"><v>2</v></c>'
    rows = f'<row r="1">{cells.format(1)}</row><row r="2" ht="0">{cells.format(2)}</row>'
    cols = '<cols><col min="2" max="16384" width="0"/></cols>'
    sheet = workbook(raw_book(f"{cols}<sheetData>{rows}</sheetData>")).sheets[0]

    assert [row.hidden for row in sheet.rows] == [False, True]
    assert sheet.hidden_columns[:2] == (2, 3)


def test_a_picture_of_wps_is_left_out_and_told() -> None:
    picture = '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    sheet = workbook(raw_book(f'<sheetData><row r="1">{picture}</row></sheetData>')).sheets[0]

    assert sheet.rows == ()
    assert "A1 1 格里是图片" in sheet.told[0]


def test_days_of_a_macintosh_and_strict_files_are_read() -> None:
    data = book_of([[date(2026, 11, 3)]])
    early = with_part_changed(data, "<workbookPr/", '<workbookPr date1904="1"/', "xl/workbook.xml")
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = with_part_changed(data, space, "http://purl.oclc.org/ooxml/spreadsheetml/main")

    assert (cell(data), cell(early), cell(strict)) == ("2026-11-03", "2030-11-04", "2026-11-03")


def test_remarks_and_pictures_are_told() -> None:
    def remark(sheet: Any) -> None:
        sheet.cell(1, 1).comment = Comment("请核对", "甲某某")

    assert workbook(book_of([["姓名"]], change=remark)).told == ("表里有批注，没有读。",)


def test_a_chart_is_no_table_and_told() -> None:
    relations = "xl/_rels/workbook.xml.rels"
    book = workbook(with_part_changed(book_of([[1]]), '/worksheet"', '/chartsheet"', relations))

    assert book.sheets == ()
    assert "不是表格" in book.told[0]


def test_what_the_child_says_is_what_the_reader_read() -> None:
    data = SENT["筛选"].data

    assert read_foreign(data).as_type(Workbook) == workbook(data)


HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c><c r="B1"><v>1</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ALL = "<mergeCells>{}</mergeCells>".format('<mergeCell ref="A1:XFD1048576"/>' * 4000)
STRIPES = "<mergeCells>{}</mergeCells>".format('<mergeCell ref="A1:A5000"/>' * 4000)
ONE_TEXT = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
GOOD = SENT["低保"].data
UTF16 = '<?xml version="1.0" encoding="UTF-16"?>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb of 200 MB": (lambda: raw_book("A" * 200_000_000), "展开后大得不正常"),
    "size that lies": (lambda: with_size_told(raw_book("A" * 60_000_000), 1000), "坏|不正常"),
    "entities": (
        lambda: raw_book("<sheetData/>", texts=BILLION + "<sst><si><t>&i;</t></si></sst>"),
        "DOCTYPE",
    ),
    "entities in UTF-16": (
        lambda: raw_book((UTF16 + BILLION + "<worksheet/>").encode("utf-16")),
        "DOCTYPE|坏",
    ),
    "file of the machine": (
        lambda: raw_book(
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet>&e;</worksheet>'
        ),
        "DOCTYPE",
    ),
    "a million rows": (lambda: raw_book(rows_of(1_000_000)), "不正常|超过"),
    "a quarter of a million cells": (
        lambda: raw_book(rows_of(19_000, "ABCDEFGHIJKLM")),
        "超过 10 万格",
    ),
    "as many cells as may be": (lambda: raw_book(rows_of(8_300, "ABCDEFGHIJKL")), ""),
    "the furthest cell": (lambda: raw_book(f"<sheetData>{HEAD}{FAR}</sheetData>"), "太远了"),
    "merges of everything": (
        lambda: raw_book(f"<sheetData>{HEAD}</sheetData>{ALL}", stored=True),
        "",
    ),
    "merges one over the other": (
        lambda: raw_book(rows_of(4_900) + STRIPES, stored=True),
        "合并的格子多得不正常",
    ),
    "too many merges": (
        lambda: raw_book(f"<sheetData/>{ALL * 2}", stored=True),
        "合并的格子多得不正常",
    ),
    "a million texts": (
        lambda: raw_book(
            "<sheetData/>", texts=shared_texts("<si><t/></si>" * 400_000), stored=True
        ),
        "不正常",
    ),
    "an index beyond the texts": (
        lambda: raw_book('<sheetData><row r="1"><c t="s"><v>9</v></c></row></sheetData>'),
        "坏",
    ),
    "a row that is none": (
        lambda: raw_book('<sheetData><row r="x"><c><v>1</v></c></row></sheetData>'),
        "坏",
    ),
    "a number that is none": (
        lambda: raw_book('<sheetData><row r="1"><c r="A1"><v>1x</v></c></row></sheetData>'),
        "坏",
    ),
    "infinity": (
        lambda: raw_book('<sheetData><row r="1"><c r="A1"><v>1e999</v></c></row></sheetData>'),
        "坏",
    ),
    "a cell nowhere": (
        lambda: raw_book('<sheetData><row r="1"><c r="一"><v>1</v></c></row></sheetData>'),
        "坏",
    ),
    "a cell of two million signs": (
        lambda: raw_book(
            f"<sheetData>{ONE_TEXT.format('字' * 2_000_000)}</sheetData>", stored=True
        ),
        "一格有两千多字",
    ),
    "depth": (lambda: raw_book("<a>" * 5000 + "</a>" * 5000, stored=True), "不正常"),
    "macros": (
        lambda: packed({"xl/workbook.xml": "<workbook/>", "xl/vbaProject.bin": b"x"}),
        "带宏",
    ),
    "a password bit": (lambda: with_password_bit(GOOD), "密码"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "坏"),
    "bits turned": (
        lambda: bytes(b ^ (16 if n % 97 == 0 else 0) for n, b in enumerate(GOOD)),
        "坏|密码",
    ),
    "no sheets": (lambda: packed({"xl/workbook.xml": "<workbook/>"}), ""),
    "relations to anywhere": (
        lambda: packed(
            {
                "xl/workbook.xml": "<workbook/>",
                "xl/_rels/workbook.xml.rels": '<a><b Id="rId1" Target="../../../etc/passwd"/></a>',
            }
        ),
        "",
    ),
    "a part that is no XML": (lambda: raw_book(b"\x00\x01<worksheet"), "坏"),
    "an old workbook": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
        "旧格式",
    ),
    "a repair of nothing": (lambda: b"PK\x03\x04" + bytes(5000), "坏"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_read_or_refused_within_seconds(name: str) -> None:
    make, said = HOSTILE[name]
    data = make()
    began = time.process_time()

    if said:
        with pytest.raises(ForeignFileError, match=said) as caught:
            lists(data)
        assert caught.value.remedy
    else:
        lists(data)

    assert time.process_time() - began < MOST_S
