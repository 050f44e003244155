"""Lists of other offices, read from their workbooks and csv files."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError, RequestError
from kit.foreign.child import bytes_of, read_foreign
from kit.foreign.gate import Kind, open_foreign
from kit.foreign.grid_sheet import sheet_of
from kit.foreign.listed import MOST_ROWS, list_in
from kit.foreign.plain_text import decoded
from kit.foreign.xlsx.sheet_cells import MOST_CELLS, Sheet, SheetRow
from kit.foreign.xlsx.workbook import Workbook
from kit.source.csv_rows import BrokenRow, read_rows
from kit.text.column_types import column_type

if TYPE_CHECKING:
    from pathlib import Path

    from kit.foreign.blocks import Grid
    from kit.foreign.listed import ForeignList
    from kit.model.item import ColumnType

_CSV = (".csv", ".tsv")
_MOST_CSV = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """A list as it would stand beside an item, and all that was done to it."""

    sheet: str
    """Name of the sheet; empty for a csv."""
    caption: str
    unit: str
    columns: tuple[tuple[str, ColumnType | None], ...]
    """Name and, where heading and cells say it plainly, type. 显示 is for the clerk to decide."""
    rows: tuple[tuple[str, ...], ...]
    sums: int
    """How many of the rows sum up others."""
    notes: tuple[str, ...]
    """What stands above and below the table and was not put into it."""
    told: tuple[str, ...]

    @property
    def csv(self) -> bytes:
        """The list as a csv file, as Excel saves it in UTF-8."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerows([[name for name, _ in self.columns], *self.rows])
        return stream.getvalue().encode("utf-8-sig")


def is_csv(path: Path) -> bool:
    """Return whether a text is meant as a table: only its name says so."""
    return path.suffix.lower() in _CSV


def read_book(path: Path) -> Workbook:
    """Return the sheets of a workbook or csv from elsewhere.

    Raises:
        ForeignFileError: It is none, or holds more than any list.
    """
    return book_of(path, bytes_of(path))


def book_of(name: Path, data: bytes) -> Workbook:
    """Return the sheets in ``data``, which somebody handed in under this ``name``.

    Raises:
        ForeignFileError: As :func:`read_book`.
    """
    if is_csv(name) and open_foreign(data).kind is Kind.TEXT:
        return Workbook(sheets=(_sheet_of(data),))
    content = read_foreign(data)
    if content.kind is not Kind.XLSX:
        raise ForeignFileError(f"“{name.name}”不是表格。", "请放 .xlsx 或 .csv 文件。")
    return content.as_type(Workbook)


def _sheet_of(data: bytes) -> Sheet:
    # Decoded here, strictly: what is read with gaps would be a wrong name on the board.
    text = decoded(data, most=_MOST_CSV)
    if text.count("\n") > MOST_ROWS or text.count(",") + text.count("\t") > MOST_CELLS:
        raise ForeignFileError(f"表格超过 {MOST_ROWS} 行，没有读。", "请分成几份再放进来。")
    try:
        rows = read_rows(text.encode()).rows
    except BrokenRow as broken:
        raise ForeignFileError(
            f"第 {broken.number} 行起读不下去：有一格太长，多半是少了一个引号。",
            "请用 Excel 或 WPS 打开它，核对这一行，另存一份再放。",
        ) from None
    filled = (
        SheetRow(number=n, cells={c: cell for c, cell in enumerate(row, start=1) if cell})
        for n, row in rows
    )
    return Sheet(name="", rows=tuple(filled))


def read_list(path: Path, sheet: str = "") -> ListRead:
    """Return the list in a workbook or csv; ``sheet`` says which, where there are several.

    Raises:
        ForeignFileError: The file is refused, or holds no list.
        RequestError: It holds several, and none was named.
    """
    return list_of(read_book(path), path.name, sheet)


def list_of(book: Workbook, name: str, sheet: str = "") -> ListRead:
    """Return the list in a workbook that was read.

    Raises:
        ForeignFileError: It holds no list.
        RequestError: It holds several, and none was named.
    """
    found = [one for one in map(list_in, book.sheets) if one is not None and one.rows]
    chosen = [one for one in found if one.sheet == sheet] if sheet else found
    if not chosen:
        place = f"“{name}”的“{sheet}”" if sheet else f"“{name}”"
        raise ForeignFileError(
            f"{place}里没有找到名单：要有一行列名，下面一行一条。",
            "请打开看看；名单在别的工作表里的，用 --sheet 写上它的名称。",
        )
    if len(chosen) > 1:
        names = "、".join(one.sheet for one in chosen)
        raise RequestError(
            f"“{name}”里有 {len(chosen)} 张表：{names}。", "请用 --sheet 写上要哪一张。"
        )
    return _as_read(chosen[0], book.told)


def list_in_grid(grid: Grid, name: str) -> ListRead:
    """Return the list in a table of a document.

    Raises:
        ForeignFileError: It holds no list.
    """
    return list_of(Workbook(sheets=(sheet_of(grid),)), name)


def _as_read(found: ForeignList, told: tuple[str, ...]) -> ListRead:
    people = [row.cells for row in found.rows if not row.is_sum]
    cells = list(zip(*people, strict=True)) or [()] * len(found.names)
    return ListRead(
        sheet=found.sheet,
        caption=found.caption,
        unit=found.unit,
        columns=tuple(
            (name, column_type(name, column))
            for name, column in zip(found.names, cells, strict=True)
        ),
        rows=tuple(row.cells for row in found.rows),
        sums=len(found.rows) - len(people),
        notes=found.notes,
        told=(*told, *found.told),
    )
