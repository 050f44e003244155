"""A list from another office: read, and put beside an item as its table."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError, RequestError
from kit.foreign.child import bytes_of, read_foreign
from kit.foreign.gate import Kind as FileKind
from kit.foreign.gate import open_foreign
from kit.foreign.listed import MOST_ROWS, list_in
from kit.foreign.plain_text import decoded
from kit.foreign.xlsx.sheet_cells import MOST_CELLS, Sheet, SheetRow
from kit.foreign.xlsx.workbook import Workbook
from kit.model.item import Kind
from kit.office.new import new_item
from kit.office.open import open_item, save
from kit.source.csv_rows import BrokenRow, read_rows
from kit.source.files import write_atomic
from kit.text.column_types import column_type
from kit.text.headings import folded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.foreign.listed import ForeignList
    from kit.model.item import ColumnType
    from kit.progress import Clock
    from kit.source.head import Written

_TABLE = "表格"
_MOST_CAPTION = 60
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
    data = bytes_of(path)
    if is_csv(path) and open_foreign(data).kind is FileKind.TEXT:
        return Workbook(sheets=(_sheet_of(data),))
    content = read_foreign(data)
    if content.kind is not FileKind.XLSX:
        raise ForeignFileError(f"“{path.name}”不是表格。", "请放 .xlsx 或 .csv 文件。")
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


def new_list_item(folder: Path, found: ListRead, clock: Clock) -> Path:
    """Return a new item file (名单公示) with the list beside it, to be filled in.

    Raises:
        SourceError: The workspace cannot be read.
        StorageError: The disk does not take it.
    """
    path = new_item(folder, Kind.LIST, "", clock)
    put_beside(folder, path.stem, found, replace=False)
    if found.caption:
        opened = open_item(folder, path.stem)
        save(folder, path.stem, {"全称": found.caption}, opened.seen)
    return path


def put_beside(folder: Path, item_id: str, found: ListRead, *, replace: bool) -> Path:
    """Return the csv beside the item, after its 表格 says what stands in each column.

    What the item says of a column of the same name (显示, 理由, 空格) is kept.

    Raises:
        SourceError: There is no such item, or its file was changed meanwhile.
        RequestError: There is another table already and ``replace`` does not say to take its place.
        StorageError: The disk does not take it.
    """
    opened = open_item(folder, item_id)
    spec = opened.written.get(_TABLE)
    spec = dict(spec) if isinstance(spec, dict) else {}
    written = spec.get("文件")
    name = written if isinstance(written, str) and is_name_of_csv(written) else ""
    path = (folder / opened.file).parent / (name or f"{opened.item_id}.csv")
    if path.exists() and not replace and path.read_bytes() != found.csv:
        raise RequestError(
            f"{path.name} 已经有了，内容不一样。", "要换成新的，请加 --replace；旧的请先留一份。"
        )
    write_atomic(path, found.csv)
    save(folder, opened.item_id, {_TABLE: _spec(spec, path.name, found)}, opened.seen)
    return path


def is_name_of_csv(name: str) -> bool:
    """Return whether ``name`` can be a csv file beside an item."""
    return name.lower().endswith(".csv") and not any(sign in name for sign in "/\\:")


def _spec(before: Mapping[str, Written], name: str, found: ListRead) -> dict[str, Written]:
    """Return 表格 with its columns as they are now; what was said of it before stays."""
    spec: dict[str, Written] = {"文件": name}
    if found.caption and len(found.caption) <= _MOST_CAPTION:
        spec["标题"] = found.caption
    if found.unit:
        spec["单位"] = found.unit
    spec |= {key: value for key, value in before.items() if value and key not in {"文件", "列"}}
    said = before.get("列")
    known = {
        folded(str(one["名称"])): one
        for one in (said if isinstance(said, list) else ())
        if isinstance(one, dict) and "名称" in one
    }
    spec["列"] = [
        known.get(folded(column), {"名称": column, **({"类型": kind.value} if kind else {})})
        for column, kind in found.columns
    ]
    return spec
