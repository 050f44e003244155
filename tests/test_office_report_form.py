"""Offices fill in a form, and what they wrote comes in row by row, each told by its place."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kit.errors import RequestError
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS
from kit.foreign.xlsx.workbook import Workbook, read_workbook
from kit.model.finding import Severity
from kit.model.item import Channel, Kind
from kit.office.import_rows import read_rows_of
from kit.office.not_sent import who_has_sent
from kit.office.report_form import form_fields, write_report_form
from kit.office.set_up import set_up
from kit.office.take_rows import take_rows
from kit.source.item_rows import item_table
from kit.source.workspace import open_workspace
from tests.workbooks import saved

if TYPE_CHECKING:
    from kit.office.rows_read import RowsRead

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LABELS = [field.label for field in form_fields()]
WATER = {
    "类型": "通知",
    "标题": "停水一天",
    "谁": "街上的住户",
    "截止": "无",
    "金额": "无",
    "时间": "11月28日8点到17点",
    "地点": "街上",
    "带什么": "无",
    "怎么办": "请提前存水",
    "电话": "乡环保站 0597-2345678",
    "大白话": "11月28日白天停水，请提前存水。",
    "正文": "因管道检修，街上11月28日8点到17点停水。",
    "承办": "乡环保站",
    "发布单位": "大溪乡人民政府",
    "依据": "政府信息公开条例第二十条",
    "成文": "2026-11-24",
    "贴出": "2026-11-25",
    "摘下": "2026-11-28",
    "渠道": "公开栏、广播",
}


def clock() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    set_up(tmp_path / "乡", sample=True, now=NOW)
    return tmp_path / "乡"


@pytest.fixture
def form(folder: Path, tmp_path: Path) -> Path:
    return write_report_form(folder, tmp_path / "报送单.xlsx")


def workbook(path: Path) -> Workbook:
    return read_workbook(open_foreign(path.read_bytes()), NO_WORDS)


def filled(form: Path, *rows: dict[str, Any], sheet: str = "报送单") -> Path:
    """The form as an office sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(form.read_bytes()))
    place: Any = book["报送单"]
    for number, row in enumerate(rows, start=2):
        for label, text in row.items():
            place.cell(number, LABELS.index(label) + 1).value = text
    place.title = sheet
    form.write_bytes(saved(book))
    return form


def read(folder: Path, path: Path) -> RowsRead:
    book = workbook(path)
    table = item_table(book)
    assert table is not None
    return read_rows_of(folder, book, table, clock)


def test_the_form_asks_in_the_clerk_s_words_and_order(form: Path) -> None:
    first, second = workbook(form).sheets

    assert list(first.rows[0].cells.values()) == LABELS
    assert LABELS[:3] == ["类型", "标题", "文号"]
    assert "编号" not in LABELS
    told = {row.cells[1]: row.cells for row in second.rows if 2 in row.cells}
    assert set(LABELS) < set(told)
    assert told["标题"][2] == "必填"
    assert "预公开必填" in told["意见办法"][2]
    assert all(kind in told["类型"][3] for kind in Kind)
    assert all(channel in told["渠道"][3] for channel in Channel)


def test_a_row_becomes_a_new_item_that_can_be_sent_for_review(folder: Path, form: Path) -> None:
    found = read(folder, filled(form, WATER))
    (row,) = found.rows

    assert (row.is_new, row.stops, found.refused) == (True, (), ())
    assert row.item is not None
    assert row.item.channels == (Channel.BOARD, Channel.LOUDSPEAKER)
    take_rows(folder, found)
    items = {item.item_id: item for item in open_workspace(folder).items}
    assert items[row.item_id].title == "停水一天"
    assert items[row.item_id].dates.formed == date(2026, 11, 24)


def test_faults_are_named_by_row_and_column_as_excel_shows_them(folder: Path, form: Path) -> None:
    wrong = WATER | {"标题": "又停水一天", "截止": "月底", "电话": "0123456", "渠道": "公告栏"}
    wrong = {label: text for label, text in wrong.items() if label != "承办"}
    found = read(folder, filled(form, WATER, wrong))

    places = [one.place for one in found.rows[1].stops]
    letters = {label: openpyxl.utils.get_column_letter(n + 1) for n, label in enumerate(LABELS)}
    for label in ("截止", "电话", "渠道", "承办"):
        assert f"第 3 行 {letters[label]} 列“{label}”" in places
    assert found.rows[0].stops == ()


def test_days_typed_as_days_and_a_renamed_sheet_are_no_matter(folder: Path, form: Path) -> None:
    row = WATER | {"成文": date(2026, 11, 24), "贴出": datetime(2026, 11, 25)}  # noqa: DTZ001
    found = read(folder, filled(form, row, sheet="环保站11月"))

    assert found.rows[0].stops == ()


def test_days_that_an_office_left_open_are_asked_and_not_guessed(folder: Path, form: Path) -> None:
    row = {label: text for label, text in WATER.items() if label not in ("成文", "贴出")}
    found = read(folder, filled(form, row)).rows[0]

    assert {one.place.rpartition("列")[2] for one in found.stops} == {"“成文”", "“贴出”"}
    assert b"2026-11-25" not in found.data.replace(b"2026-11-20", b"")


def test_a_form_that_comes_twice_makes_no_item_twice(folder: Path, form: Path) -> None:
    found = read(folder, filled(form, WATER, WATER))
    take_rows(folder, found)
    again = read(folder, form)

    assert (len(found.rows), len(found.refused)) == (1, 1)
    assert again.rows == ()
    assert all("已经有了" in one.message for one in again.refused)


def test_what_recurs_every_year_is_not_the_same(folder: Path, form: Path) -> None:
    last_year = WATER | {"成文": "2025-11-24", "贴出": "2025-11-25", "摘下": "2025-11-28"}
    take_rows(folder, read(folder, filled(form, last_year)))

    assert len(read(folder, filled(form, WATER)).rows) == 1
    no_day = {label: text for label, text in WATER.items() if label != "成文"}
    assert len(read(folder, filled(form, no_day | {"成文": None})).rows) == 1


def test_a_faulty_form_that_is_sent_again_makes_no_second_item(folder: Path, form: Path) -> None:
    faulty = {"标题": "停水一天", "类型": "通知", "截止": "月底"}
    assert len(take_rows(folder, read(folder, filled(form, faulty, faulty))).files) == 1

    again = read(folder, filled(form, WATER, dict.fromkeys(LABELS)))
    assert again.rows == ()
    assert "已经有了：DX-2026-013" in again.refused[0].message


def test_rows_of_one_form_get_one_number_each(folder: Path, form: Path) -> None:
    rows = [WATER | {"标题": f"第{n}件事情"} for n in "一二三"]
    found = read(folder, filled(form, *rows))

    assert [one.item_id[-3:] for one in found.rows] == ["013", "014", "015"]
    assert len(take_rows(folder, found).files) == 3


def test_an_empty_form_proposes_nothing(folder: Path, form: Path) -> None:
    found = read(folder, form)

    assert (found.rows, found.refused) == ((), ())


def test_columns_that_nobody_knows_are_told(folder: Path, form: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form.read_bytes()))
    book.worksheets[0].cell(1, len(LABELS) + 1).value = "领导批示"
    form.write_bytes(saved(book))

    assert "领导批示" in "".join(read(folder, form).told)


def test_what_the_checks_say_of_a_row_is_said_with_its_place(folder: Path, form: Path) -> None:
    row = WATER | {"正文": "请找甲某某，身份证 110101199003070011。"}
    found = read(folder, filled(form, row)).rows[0]
    privately = [one for one in found.findings if "身份证" in one.message]

    assert privately
    assert privately[0].severity is Severity.STOP
    assert privately[0].place.endswith("列“正文”")
    assert "110101" not in privately[0].message


def test_offices_that_sent_nothing_this_week_or_month_are_named(folder: Path, form: Path) -> None:
    take_rows(
        folder, read(folder, filled(form, WATER | {"成文": "2026-12-02", "贴出": "2026-12-03"}))
    )

    week = who_has_sent(folder, clock, week="2026-W49")
    assert (week.first, week.last) == (date(2026, 11, 30), date(2026, 12, 6))
    assert week.sent == {"乡环保站": 1}
    assert "乡劳保所" in week.missing
    november = who_has_sent(folder, clock, month="2026-11")
    assert (november.first.day, november.last.day) == (1, 30)
    assert "乡劳保所" in november.sent
    assert november.others == ()
    assert who_has_sent(folder, clock).first == date(2026, 11, 23)


def test_what_came_and_cannot_be_used_yet_has_come(folder: Path) -> None:
    path = folder / "items" / "DX-2026-030.md"
    path.write_text("---\n承办: 乡应急办\n成文: 2027-01-05\n贴出: 某天\n---\n", encoding="utf-8")

    assert who_has_sent(folder, clock, month="2027-01").sent == {"乡应急办": 1}

    path.write_text("---\n承办: 乡应急办公室\n成文: 2027-01-05\n---\n", encoding="utf-8")
    found = who_has_sent(folder, clock, month="2027-01")
    assert (found.sent, found.others) == ({}, ("乡应急办公室",))


@pytest.mark.parametrize(
    ("week", "month"), [("", "11月"), ("", "2026-13"), ("2026-W48", "2026-11")]
)
def test_a_period_that_is_none_is_refused(folder: Path, week: str, month: str) -> None:
    with pytest.raises(RequestError):
        who_has_sent(folder, clock, week=week, month=month)
