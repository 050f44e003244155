"""A workbook of items read: what would change in item files, what is new, what is refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.edition.checked import checked
from kit.errors import KitError, SourceError
from kit.office.new_rows import NewFiles
from kit.office.rows_read import RowRead, RowsRead, TableRead, placed, refusal
from kit.office.sent_before import sent_before, sent_item
from kit.source.attachments import files_in
from kit.source.item_file import read_item_bytes
from kit.source.item_rows import NUMBER, changed_values
from kit.source.table_sheets import table_in
from kit.source.workspace import in_township, open_workspace
from kit.source.writer import with_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kit.foreign.xlsx.workbook import Workbook
    from kit.office.rows_read import RowFinding
    from kit.office.sent_before import SentItem
    from kit.progress import Clock
    from kit.source.attachments import Fault
    from kit.source.item_file import ItemFile
    from kit.source.item_rows import ItemRow, ItemTable
    from kit.source.table_sheets import TableSheet
    from kit.source.workspace import Workspace

MOST_NEW = 300
"""New items of one workbook; an office sends ten."""


def read_rows_of(folder: Path, book: Workbook, table: ItemTable, clock: Clock) -> RowsRead:
    """Return what the rows of ``table`` would do to the item files in ``folder``.

    An item is changed only where its file is still as it was when the workbook was made; an
    item without a row stays.

    Raises:
        SourceError: The workspace cannot be read.
    """
    today = clock().date()
    workspace = open_workspace(folder)
    sheets = [one for sheet in book.sheets if (one := table_in(sheet)) is not None]
    reading = _Reading(
        workspace=workspace,
        table=table,
        given={one.file: one.csv for one in sheets if _is_taken(folder / one.file, one)},
        new=NewFiles(workspace, today),
        before=sent_before(workspace),
        year=today.year,
    )
    for row in reading.one_each():
        try:
            reading.read(row)
        except KitError as error:
            reading.refused.append(refusal(table.place(row, ""), error))
    rows = _checked(reading, today)
    tables = list(_tables(reading, sheets))
    return RowsRead(
        rows=tuple(rows),
        tables=tuple(tables),
        refused=tuple(reading.refused),
        unchanged=reading.unchanged,
        told=tuple(_told(book, table)),
    )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """How far the rows were read."""

    workspace: Workspace
    table: ItemTable
    given: Mapping[str, bytes]
    """Tables of the workbook as csv, by their path."""
    new: NewFiles
    before: list[SentItem]
    year: int
    rows: list[tuple[ItemRow, RowRead]] = field(default_factory=list)
    refused: list[RowFinding] = field(default_factory=list)
    unchanged: int = 0

    def one_each(self) -> Iterator[ItemRow]:
        """Yield the rows; two of one file contradict each other, and neither is taken."""
        files = Counter(row.version.file for row in self.table.rows if row.version)
        for row in self.table.rows:
            if row.version and files[row.version.file] > 1:
                error = SourceError(f"{row.version.item_id} 有两行。", "请只留一行。")
                self.refused.append(refusal(self.table.place(row, ""), error))
            else:
                yield row

    def read(self, row: ItemRow) -> None:
        """Take a row in, as a change or as a new item.

        Raises:
            SourceError: It is neither, or contradicts its file.
        """
        number = row.cells.get(NUMBER, "").strip()
        version = row.version
        if version is None:
            if number:
                raise SourceError(
                    f"编号是 {number}，看不出是从哪个文件来的。",
                    "新的一条，编号请空着；要改已有的，请先 kit export，在导出的表里改。",
                )
            if len(self.rows) >= MOST_NEW:
                raise SourceError(
                    f"一次最多收 {MOST_NEW} 条新的。", "请把收好的先写进去，再放一次。"
                )
            self._refuse_double(row)
        elif number != version.item_id:
            raise SourceError(
                f"编号改成了“{number}”，原来是 {version.item_id}。", "编号不能改，请改回来。"
            )
        elif (self.workspace.folder / version.file).is_file():
            self._change(row, version.file, version.seen)
            return
        file, data = self.new.of_row(row)
        self.rows.append((row, self._row_read(row, file, data, tuple(row.cells))))

    def _refuse_double(self, row: ItemRow) -> None:
        """Refuse a new row whose item is there already: the same file was sent twice."""
        new = sent_item(row.cells, self.table.place(row, ""))
        for one in self.before:
            if one.is_same(new, self.year):
                raise SourceError(
                    f"“{new.title}”{f'（{new.dept}）' if new.dept else ''}已经有了：{one.name}。",
                    "是同一件事的，要改请打开那一条改；不是的，请换一个标题。",
                )
        self.before.append(new)

    def _change(self, row: ItemRow, file: str, seen: str) -> None:
        data = (self.workspace.folder / file).read_bytes()
        changes = changed_values(row.cells, file, data, self.table.columns)
        if not changes:
            self.unchanged += 1
            return
        if sha256(data).hexdigest() != seen:
            raise SourceError(
                f"{file} 导出以后又改过，这一行（{'、'.join(changes)}）没有照改。",
                "请重新导出一份，在新的里面改。",
            )
        changed = with_fields(file, data, changes)
        read = self._row_read(row, file, changed, tuple(changes), seen)
        if read.item is None and self._as_read(file, data).item is not None:
            # What can be published today is not made unusable by a slip in a cell.
            self.refused += read.stops
        else:
            self.rows.append((row, read))

    def _as_read(self, file: str, data: bytes) -> ItemFile:
        """Return an item file as it would be read with the workbook's tables beside it."""
        folder = file.rpartition("/")[0]
        on_disk = files_in(self.workspace.folder / folder)

        def beside(name: str, most_bytes: int) -> bytes | Fault:
            given = self.given.get(f"{folder}/{name}")
            return on_disk(name, most_bytes) if given is None else given

        township = self.workspace.township
        domains = {one.name: one.duty for one in township.departments}
        return in_township(read_item_bytes(file, data, beside, domains=domains), township)

    def _row_read(
        self, row: ItemRow, file: str, data: bytes, labels: tuple[str, ...], seen: str = ""
    ) -> RowRead:
        read = self._as_read(file, data)
        return RowRead(
            row=row.number,
            item_id=read.item_id,
            title=read.title,
            file=read.file,
            labels=labels,
            data=data,
            seen=seen,
            item=read.item,
            findings=tuple(placed(self.table, row, one) for one in read.findings),
        )


def _is_taken(path: Path, sheet: TableSheet) -> bool:
    """Return whether a table of the workbook takes the place of what is there."""
    return not path.is_file() or sha256(path.read_bytes()).hexdigest() == sheet.seen


def _checked(reading: _Reading, today: date) -> Iterator[RowRead]:
    """Yield the rows with what the checks say of their items, all of them together."""
    items = {read.item_id: read.item for _, read in reading.rows if read.item is not None}
    others = (one for one in reading.workspace.items if one.item_id not in items)
    together = replace(reading.workspace, items=(*others, *items.values()))
    findings = checked(together, list(items.values()), today).findings if items else ()
    for row, read in reading.rows:
        mine = [one for one in findings if one.item_id == read.item_id]
        if read.item is None:
            yield read
        else:
            more = (placed(reading.table, row, one) for one in mine)
            yield replace(read, findings=(*read.findings, *more))


def _tables(reading: _Reading, sheets: Sequence[TableSheet]) -> Iterator[TableRead]:
    """Yield the tables that changed; those of no item are refused."""
    new = {
        f"{read.file.rpartition('/')[0]}/{read.item.table.file}"
        for _, read in reading.rows
        if read.item is not None and read.item.table is not None and read.is_new
    }
    for sheet in sheets:
        path = reading.workspace.folder / sheet.file
        before = path.read_bytes() if path.is_file() else None
        if before is not None and sheet.says_as(before):
            continue
        if before is None and sheet.file not in new:
            error = SourceError(f"没有事项用到 {sheet.file}。", "请核对事项的“表格”一栏。")
        elif not _is_taken(path, sheet):
            error = SourceError(
                f"{sheet.file} 导出以后又改过，没有照改。", "请重新导出一份，在新的里面改。"
            )
        else:
            seen = sheet.seen if before is not None else ""
            yield TableRead(sheet=sheet.sheet, file=sheet.file, data=sheet.csv, seen=seen)
            continue
        reading.refused.append(refusal(f"工作表“{sheet.sheet}”", error))


def _told(book: Workbook, table: ItemTable) -> Iterator[str]:
    yield from book.told
    for sheet in book.sheets:
        yield from (f"“{sheet.name}”{one}" for one in sheet.told)
    if table.unknown:
        yield f"“{table.sheet}”里这几列不认识，没有读：{'、'.join(table.unknown)}。"
    if table.hidden:
        yield f"“{table.sheet}”里有 {table.hidden} 行是隐藏的，照样读了。"
