"""The csv beside an item as a sheet of a workbook, and back."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.source.csv_rows import BrokenRow, read_rows
from kit.source.item_folders import ITEMS
from kit.source.prepare import clean
from kit.source.xlsx_bytes import NewSheet

if TYPE_CHECKING:
    from kit.foreign.xlsx.sheet_cells import Sheet

HEAD = "表格文件（这一行不要改）"
_FILE = re.compile(rf"{ITEMS}/(?:\d{{4}}/)?[^/\\:.][^/\\:]*\.csv", re.IGNORECASE)
_WIDE = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """A table as it stands in a workbook."""

    sheet: str
    file: str
    """Path inside the workspace."""
    seen: str
    """SHA-256 of the file it was made from."""
    rows: tuple[tuple[str, ...], ...]

    @property
    def csv(self) -> bytes:
        """The table as a csv file, as Excel saves it in UTF-8."""
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(self.rows)
        return stream.getvalue().encode("utf-8-sig")

    def says_as(self, data: bytes) -> bool:
        """Return whether the csv file ``data`` holds the same cells."""
        try:
            return self.rows == _cells(data)
        except BrokenRow:
            return False


def sheet_of_table(file: str, data: bytes) -> NewSheet | None:
    """Return the sheet of a csv file; None where it cannot be read."""
    try:
        rows = _cells(data)
    except BrokenRow:
        return None
    width = max(map(len, rows), default=1)
    return NewSheet(
        name=file.rpartition("/")[2],
        rows=[[HEAD, file, sha256(data).hexdigest()], *rows],
        widths=dict.fromkeys(range(1, width + 1), _WIDE),
        head=2,
        text_columns=width,
    )


def table_in(sheet: Sheet) -> TableSheet | None:
    """Return the table of a sheet that :func:`sheet_of_table` made; None of any other."""
    first = sheet.rows[0] if sheet.rows else None
    if first is None or first.number != 1 or first.cells.get(1, "").strip() != HEAD:
        return None
    file = first.cells.get(2, "").strip()
    if not _FILE.fullmatch(file):
        return None
    width = max((max(row.cells) for row in sheet.rows[1:]), default=0)
    rows = (
        tuple(clean(row.cells.get(column, "")).strip() for column in range(1, width + 1))
        for row in sheet.rows[1:]
    )
    return TableSheet(
        sheet=sheet.name,
        file=file,
        seen=first.cells.get(3, "").strip(),
        rows=tuple(row for row in rows if any(row)),
    )


def _cells(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return a csv's cells as a sheet gives them back, each row as long as the longest."""
    rows = [tuple(clean(cell).strip() for cell in row) for _, row in read_rows(data).rows]
    filled = [row for row in rows if any(row)]
    width = max((_length(row) for row in filled), default=0)
    return tuple((row + ("",) * width)[:width] for row in filled)


def _length(row: tuple[str, ...]) -> int:
    return max((at for at, cell in enumerate(row, start=1) if cell), default=0)
