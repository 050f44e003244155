"""Items as rows of a workbook: one an item, the fields' own labels above, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.foreign.xlsx.sheet_cells import letters_of
from kit.model.fields import BY_LABEL, FIELDS
from kit.source.item_folders import ITEMS
from kit.source.item_id import ITEM_ID
from kit.source.prepare import clean
from kit.source.value_text import read_value, value_text
from kit.source.writer import written_fields
from kit.text.headings import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.foreign.xlsx.sheet_cells import Sheet
    from kit.foreign.xlsx.workbook import Workbook
    from kit.source.head import Written

VERSION = "版本（不要改）"
"""The column that says from which file, and from which bytes of it, a row was made."""
ELSEWHERE = "（这一栏请在事项文件里改）"
"""Stands where no cell can hold a value; a row that still says so changes nothing."""
NUMBER = "编号"
_VERSION = re.compile(
    rf"(?P<file>{ITEMS}/(?:\d{{4}}/)?(?P<number>{ITEM_ID.pattern})\.md) (?P<seen>[0-9a-f]{{64}})"
)
_MOST_ABOVE = 12
_LEAST_LABELS = 6
_NEEDED = frozenset({"标题", "类型"})
LABELS = tuple(field.label for field in FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """From which file a row was made."""

    file: str
    """Path inside the workspace."""
    item_id: str
    seen: str
    """SHA-256 of the file as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A row that somebody filled in."""

    number: int
    """As Excel shows it."""
    cells: Mapping[str, str]
    """By label; what was left blank is not there."""
    version: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTable:
    """A sheet of items: rows under the fields' labels."""

    sheet: str
    columns: Mapping[str, int]
    """By label: where it stands, the first column being 1."""
    rows: tuple[ItemRow, ...]
    is_export: bool
    """It was made from item files, and is not a form that an office filled in."""
    unknown: tuple[str, ...]
    """Headings that are no label: what stands below is not read."""
    hidden: int
    """Rows that somebody hid; they are read like all others."""

    def place(self, row: ItemRow, label: str) -> str:
        """Return where Excel shows a field, for a message: 第 5 行 F 列“截止”."""
        column = self.columns.get(label)
        where = f" {letters_of(column)} 列" if column else ""
        return f"第 {row.number} 行{where}" + (f"“{label}”" if label else "")


def version_of(file: str, data: bytes) -> str:
    """Return what stands in a row's last cell."""
    return f"{file} {sha256(data).hexdigest()}"


def item_texts(name: str, data: bytes) -> dict[str, str]:
    """Return the texts of an item file's row by label.

    Raises:
        SourceError: The file cannot be read.
    """
    texts = {}
    for label, value in written_fields(name, data).items():
        if value not in (None, "", [], {}):
            text = value_text(BY_LABEL[label], value)
            texts[label] = ELSEWHERE if text is None else text
    return texts


def values_of(cells: Mapping[str, str]) -> dict[str, Written]:
    """Return what a row's cells say, as it would stand in an item file."""
    return {
        label: read_value(BY_LABEL[label], clean(text))
        for label, text in cells.items()
        if text != ELSEWHERE
    }


def changed_values(
    cells: Mapping[str, str], name: str, data: bytes, columns: Mapping[str, int]
) -> dict[str, Written | None]:
    """Return what a row says otherwise than the file; None where its cell was emptied.

    What has no column in the sheet is not emptied.

    Raises:
        SourceError: The file cannot be read.
    """
    before = item_texts(name, data)
    new = {label: text for label, text in cells.items() if not _is_alike(text, before.get(label))}
    emptied = [label for label in before if label in columns and label not in cells]
    return {**values_of(new), **dict.fromkeys(emptied)}


def _is_alike(text: str, before: str | None) -> bool:
    # Excel and WPS give back line ends and blanks at the ends as they please.
    return before is not None and clean(text).strip() == before.strip()


def item_table(book: Workbook) -> ItemTable | None:
    """Return the first sheet of items in a workbook; None where it is a list, or something else."""
    return next((found for sheet in book.sheets if (found := _table(sheet)) is not None), None)


def _table(sheet: Sheet) -> ItemTable | None:
    known = {folded(label): label for label in (*LABELS, VERSION)}
    for index, row in enumerate(sheet.rows[:_MOST_ABOVE]):
        heads = {column: known.get(folded(text)) for column, text in row.cells.items()}
        columns = {label: column for column, label in heads.items() if label}
        if len(columns) < _LEAST_LABELS or not columns.keys() >= _NEEDED:
            continue
        rows = [_row(one.number, one.cells, columns) for one in sheet.rows[index + 1 :]]
        return ItemTable(
            sheet=sheet.name,
            columns=columns,
            rows=tuple(one for one in rows if one.cells or one.version),
            is_export=VERSION in columns,
            unknown=tuple(
                row.cells[column].strip() for column, label in heads.items() if not label
            ),
            hidden=sum(one.hidden for one in sheet.rows[index + 1 :]),
        )
    return None


def _row(number: int, cells: Mapping[int, str], columns: Mapping[str, int]) -> ItemRow:
    there = {label: cells[column] for label, column in columns.items() if column in cells}
    match = _VERSION.fullmatch(there.pop(VERSION, "").strip())
    version = (
        Version(file=match["file"], item_id=match["number"], seen=match["seen"]) if match else None
    )
    return ItemRow(number=number, cells=there, version=version)
