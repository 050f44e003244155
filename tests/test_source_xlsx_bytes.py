"""Workbooks that go out hold text alone, and come back letter by letter."""

from __future__ import annotations

import io
import time
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS
from kit.foreign.plain_text import plain
from kit.foreign.xlsx.workbook import Workbook, read_workbook
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

SIGNS = "金额元 　=+-@_x000D_\n\t<>&\"'0123456789.,%\x01\ufffe\U00020bb7"
TEXTS = st.text(SIGNS, max_size=20) | st.text(max_size=12)


def read(*sheets: NewSheet) -> Workbook:
    return read_workbook(open_foreign(workbook_bytes(sheets)), NO_WORDS)


def sheet(rows: list[list[str]], name: str = "事项") -> NewSheet:
    return NewSheet(name=name, rows=rows, widths={1: 20}, frozen=1, text_columns=3)


@settings(max_examples=80)
@given(st.lists(st.lists(TEXTS, max_size=4), max_size=4))
def test_every_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    (found,) = read(sheet(rows)).sheets

    wanted = {
        (n, c): plain(text.encode("utf-8", "ignore").decode())
        for n, row in enumerate(rows, start=1)
        for c, text in enumerate(row, start=1)
    }
    there = {(row.number, c): text for row in found.rows for c, text in row.cells.items()}
    assert there == {place: text for place, text in wanted.items() if text.strip()}


def test_nothing_that_looks_like_a_formula_is_one() -> None:
    data = workbook_bytes([sheet([["标题"], ["=1+1"], ["@SUM(A1)"], ["-3"], ["007"]])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in page
    assert page.count('t="inlineStr"') == 5


def test_the_same_content_has_the_same_bytes() -> None:
    first = workbook_bytes([sheet([["标题", "谁"], ["一", "二"]])])
    time.sleep(1.1)

    assert workbook_bytes([sheet([["标题", "谁"], ["一", "二"]])]) == first


def test_names_of_sheets_are_what_excel_takes() -> None:
    names = ["a/b", "a:b", "a?b" * 20, "", "A_B"]
    found = read(*(sheet([["x"]], name) for name in names)).sheets

    assert len({one.name.lower() for one in found}) == len(names)
    assert max(len(one.name) for one in found) <= 31
