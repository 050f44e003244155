"""Workbooks for other offices: text alone, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_AS_TEXT = "@"
_MADE = (1980, 1, 1, 0, 0, 0)
"""Of each part: a zip knows no earlier day, and the kit asks no clock here."""
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
# What XML cannot hold, and what Excel would read back as something else.
_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_MOST_NAME = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """A sheet to be written; every cell is text, whatever it begins with."""

    name: str
    rows: Sequence[Sequence[str]]
    widths: Mapping[int, int]
    """By column, the first being 1: characters of its width, where it is not the usual one."""
    head: int = 1
    """The row of the names; it stays in sight."""
    frozen: int = 0
    """How many columns stay in sight."""
    text_columns: int = 0
    """So many columns stay text when somebody types into empty rows: 1-2 is no day."""


def workbook_bytes(sheets: Sequence[NewSheet]) -> bytes:
    """Return a workbook of these sheets, in their order."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    names: set[str] = set()
    for sheet in sheets:
        name = _free_name(sheet.name, names)
        names.add(name.lower())
        _write(book.create_sheet(name), sheet)
    return _same_bytes(book)


def _free_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel takes: short, without some signs, not there already."""
    plain = _NO_NAME.sub("_", wanted)[:_MOST_NAME] or "_"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _MOST_NAME - 4]}_{number}"
    return name


def _write(place: Worksheet, sheet: NewSheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(sheet.rows, start=1):
        for column, text in enumerate(row, start=1):
            if not text:
                continue
            cell = place.cell(number, column)
            cell.value = _ESCAPED.sub(_as_code, text)
            # A text that begins with = is a text: nobody's formula runs here.
            cell.data_type = "s"
            cell.number_format = _AS_TEXT
            cell.alignment = wrapped
            if number == sheet.head:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DDE6F0")
    for column in range(1, sheet.text_columns + 1):
        place.column_dimensions[get_column_letter(column)].number_format = _AS_TEXT
    for column, width in sheet.widths.items():
        place.column_dimensions[get_column_letter(column)].width = width
    place.freeze_panes = place.cell(sheet.head + 1, sheet.frozen + 1)


def _as_code(match: re.Match[str]) -> str:
    return f"_x{ord(match.group()):04X}_"


def _same_bytes(book: Workbook) -> bytes:
    """Return the file without the hour at which it was made."""
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w") as after:
        for name in sorted(before.namelist()):
            data = before.read(name)
            if name == "docProps/core.xml":
                data = _CHANGED.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on Linux and Windows
            after.writestr(entry, data)
    return out.getvalue()
