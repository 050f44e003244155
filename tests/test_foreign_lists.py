"""Lists as offices send them are read as a person reads them, and nothing goes unsaid."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import ForeignFileError
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS
from kit.foreign.listed import ForeignList, list_in
from kit.foreign.xlsx.workbook import Workbook, read_workbook
from kit.text.column_types import column_type
from tests.sent_manners import MANNERS, Manner
from tests.workbooks import SENT, SentList, book_of


def workbook(data: bytes) -> Workbook:
    return read_workbook(open_foreign(data), NO_WORDS)


def listed(data: bytes) -> ForeignList:
    found = list_in(workbook(data).sheets[0])
    assert found is not None
    return found


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_a_list_is_read_as_a_person_reads_it(sent: SentList) -> None:
    book = workbook(sent.data)
    found = listed(sent.data)

    rows = [row.cells for row in found.rows if not row.is_sum]
    assert (found.caption, found.unit, found.names) == (sent.caption, sent.unit, sent.names)
    assert (rows[0], rows[-1]) == (sent.first, sent.last)
    assert (len(rows), len(found.rows) - len(rows)) == (sent.people, sent.sums)
    said = "".join((*book.told, *found.told))
    assert [one for one in sent.told if one not in said] == []


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
def test_other_manners_are_read_too(manner: Manner) -> None:
    found = listed(manner.data)

    rows = [row.cells for row in found.rows if not row.is_sum]
    assert (found.caption, found.names) == (manner.caption, manner.names)
    assert (rows[0], len(rows), len(found.rows) - len(rows)) == (
        manner.first,
        manner.people,
        manner.sums,
    )
    assert manner.told in "".join((*found.told, *found.notes))


NAMES = st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1, max_size=12)


@settings(max_examples=60)
@given(NAMES, st.integers(0, 3), st.booleans(), st.booleans(), st.data())
def test_no_row_and_no_figure_is_lost(
    names: list[str], titles: int, merged: bool, again: bool, data: st.DataObject
) -> None:
    sums = [data.draw(st.integers(1, 99_999)) for _ in names]
    head: list[object] = ["序号", "村", "姓名", "金额"]
    rows: list[list[object]] = [[f"第{n}行标题"] for n in range(titles)]
    rows.append(head)
    first = len(rows) + 1
    rows += [
        [n, None if merged and n > 1 else "样例一村", f"{name}某某", money]
        for n, (name, money) in enumerate(zip(names, sums, strict=True), start=1)
    ]
    last = len(rows)
    rows += [head] * again + [["合计", None, None, sum(sums)], ["填表人：某某某"]]
    areas = [f"B{first}:B{last}"] if merged and last > first else []

    found = listed(book_of(rows, merged=areas))

    people = [row.cells for row in found.rows if not row.is_sum]
    assert people == [
        (str(n), "样例一村", f"{name}某某", str(money))
        for n, (name, money) in enumerate(zip(names, sums, strict=True), start=1)
    ]
    assert [row.cells[-1] for row in found.rows if row.is_sum] == [str(sum(sums))]
    assert found.notes[-1] == "填表人：某某某"


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_headings_say_what_columns_hold(sent: SentList) -> None:
    found = listed(sent.data)

    rows = [row.cells for row in found.rows if not row.is_sum]
    cells = dict(zip(found.names, zip(*rows, strict=True), strict=True))
    types = {name: column_type(name, column) for name, column in cells.items()}

    assert {name: types[name] for name in sent.types} == sent.types


def test_what_is_no_list_is_none() -> None:
    assert list_in(workbook(book_of([["只有一句话"]])).sheets[0]) is None
    assert list_in(workbook(book_of([[1, 2, 3], [4, 5, 6]])).sheets[0]) is None
    assert list_in(workbook(book_of([])).sheets[0]) is None


def test_a_village_that_stands_above_its_rows_is_told_and_not_lost() -> None:
    rows: list[list[object]] = [
        ["序号", "姓名", "金额"],
        ["样例一村"],
        [1, "甲某某", 100],
        [2, "乙某某", 200],
    ]
    found = listed(book_of(rows))

    assert found.notes == ("样例一村",)
    assert "第 2 行“样例一村”" in "".join(found.told)


def test_rows_keep_the_numbers_by_which_excel_shows_them() -> None:
    rows: list[list[object]] = [
        ["名单"],
        [],
        ["序号", "姓名"],
        [],
        [1, "甲某某"],
        [],
        [2, "乙某某"],
    ]

    assert [row.number for row in listed(book_of(rows, merged=["A1:C1"])).rows] == [5, 7]


def test_cells_that_excel_would_run_are_told() -> None:
    rows: list[list[object]] = [
        ["序号", "姓名", "备注"],
        [1, "甲某某", "-5"],
        [2, "乙某某", "@SUM(A1)"],
    ]

    assert "C3 1 格以 = + - @ 开头" in "".join(listed(book_of(rows)).told)


def test_a_formula_that_was_never_worked_out_is_stopped_by_the_check_of_tables() -> None:
    sums = [row for row in listed(SENT["缴费率"].data).rows if row.is_sum]

    assert sums[0].cells == ("合计", "=SUM(B2:B3)", "=AVERAGE(C2:C3)")


def test_pages_in_a_cell_are_no_list() -> None:
    with pytest.raises(ForeignFileError, match="B2 一格有两千多字"):
        listed(book_of([["序号", "内容"], [1, "字" * 2001]]))
