"""The table in which a clerk enters what no item tells of a year (年报填报表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.duty.entered import (
    BEFORE_PUBLISHED,
    BEFORE_REQUESTS,
    COLUMNS,
    Entered,
    empty_rows,
    outside,
    read_entered,
)
from kit.duty.report_forms import Form, form_of
from kit.errors import RequestError, SourceError
from kit.foreign.listed import list_in
from kit.office.sent_lists import read_book
from kit.office.township_of import township_of
from kit.source.files import write_in_folder
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2008, 2100
_WIDTHS = {1: 44, 2: 40, 3: 50}


def year_of(text: str) -> int:
    """Return the year that was asked for.

    Raises:
        RequestError: It is none of which there is a report.
    """
    plain = text.strip().removesuffix("年")
    if not plain.isdecimal() or not FIRST_YEAR <= int(plain) <= LAST_YEAR:
        raise RequestError(f"“{text}”不是年份。", "请写四位数，如 2026。")
    return int(plain)


def entries_file(year: int) -> str:
    """Return the table's name in the workspace."""
    return f"年报填报表{year}.xlsx"


def entries_of(folder: Path, year: int) -> Entered:
    """Return what was entered for a year; nothing where there is no table yet.

    Raises:
        SourceError: The table has lost its columns.
        ForeignFileError: The file cannot be read.
    """
    path = folder / entries_file(year)
    if not path.is_file():
        return Entered()
    listed = next((one for sheet in read_book(path).sheets if (one := list_in(sheet))), None)
    if listed is None or tuple(listed.names[:2]) != COLUMNS[:2]:
        raise SourceError(
            f"{path.name} 的表头不对。", f"第一行请写：{'、'.join(COLUMNS)}；或改名以后重新做一份。"
        )
    return read_entered((row.number, row.cells) for row in listed.rows)


def new_entries(folder: Path, year: int, form: str = "") -> Path:
    """Return the table that was put into the workspace, filled with what last year's tells.

    Raises:
        SourceError: There is no workspace, or there is such a table already.
        StorageError: It cannot be written.
    """
    township_of(folder)
    path = folder / entries_file(year)
    if path.exists():
        raise SourceError(f"{path.name} 已经有了，没有动它。", "请直接用 Excel 或 WPS 打开它来填。")
    before = entries_of(folder, year - 1)
    there = outside(before)
    known = {
        BEFORE_PUBLISHED: "" if there is None else str(there),
        BEFORE_REQUESTS: before.figures.get(BEFORE_REQUESTS, ""),
    }
    rows = [COLUMNS, *empty_rows(Form(form) if form else form_of(year), known)]
    sheet = NewSheet(name=f"{year}年", rows=rows, widths=_WIDTHS, text_columns=len(COLUMNS))
    write_in_folder(path, workbook_bytes([sheet]), called=path.name)
    return path
