"""A table beside an item as a grid to be typed into, and what was typed as csv and 表格 again."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from kit.errors import RequestError
from kit.model.item import Blank, ColumnType, Show
from kit.source.csv_rows import BrokenRow, read_rows
from kit.text.column_types import column_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.source.head import Written

TABLE = "表格"
_NAME, _COLUMNS = "名称", "列"
_PARTS = {"type": "类型", "show": "显示", "reason": "理由", "blank": "空格"}
MOST_CELLS = 60_000
"""More is no list that somebody types."""
CHOICES = {
    "type": tuple(one.value for one in ColumnType),
    "show": tuple(one.value for one in Show),
    "blank": tuple(one.value for one in Blank),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """A column as the clerk decides about it."""

    name: str
    type: str = ""
    show: str = ""
    reason: str = ""
    blank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableGrid:
    """A table and what stands around it."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    unit: str = ""
    readable: bool = True
    """Its file can be shown as a grid; else it is mended in Excel or WPS."""


def grid_in(data: bytes | None, written: Mapping[str, Written]) -> TableGrid:
    """Return the grid of a csv file; an empty one where there is none yet.

    What the item says of a column stands beside its name.
    """
    spec = _spec(written)
    said = {str(one.get(_NAME, "")): one for one in _records(spec)}
    caption, unit = str(spec.get("标题", "") or ""), str(spec.get("单位", "") or "")
    try:
        rows = [row for _, row in read_rows(data).rows] if data else []
    except BrokenRow:
        return TableGrid(columns=(), rows=(), caption=caption, unit=unit, readable=False)
    head, *body = rows or [tuple(said)]
    width = len(head)
    return TableGrid(
        columns=tuple(_column(name, said.get(name, {})) for name in head),
        rows=tuple((*row, *("",) * width)[:width] for row in body),
        caption=caption,
        unit=unit,
        readable=all(len(row) <= width for row in body),
    )


def csv_of(grid: TableGrid) -> bytes:
    """Return the grid as a csv file, as Excel saves it; empty rows at its end are left out."""
    rows = list(grid.rows)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([[column.name for column in grid.columns], *rows])
    return stream.getvalue().encode("utf-8-sig")


def spec_of(grid: TableGrid, written: Mapping[str, Written]) -> dict[str, Written]:
    """Return 表格 as the grid has it; what a grid does not show (文件, 核对) stays."""
    before = _spec(written)
    said = {str(one.get(_NAME, "")): one for one in _records(before)}
    spec: dict[str, Written] = {
        label: value for label, value in before.items() if label not in ("标题", "单位", _COLUMNS)
    }
    if grid.caption.strip():
        spec["标题"] = grid.caption.strip()
    if grid.unit.strip():
        spec["单位"] = grid.unit.strip()
    columns: list[Written] = [_record(one, said.get(one.name, {})) for one in grid.columns]
    if said or any(isinstance(one, dict) and len(one) > 1 for one in columns):
        spec[_COLUMNS] = columns
    return {label: value for label, value in spec.items() if value}


def grid_from(posted: object) -> TableGrid:
    """Return the grid that a page sends as JSON.

    Raises:
        RequestError: It is none.
    """
    try:
        grid = msgspec.convert(posted, type=_Posted)
    except msgspec.ValidationError as error:
        raise RequestError("表格没有存上。", "刷新这一页，再改一次。") from error
    width = len(grid.columns)
    if width * len(grid.rows) > MOST_CELLS:
        raise RequestError(f"表格超过 {MOST_CELLS} 格，没有存。", "请分成几件。")
    columns = tuple(
        GridColumn(**{key: getattr(one, key) for key in ("name", *_PARTS)}) for one in grid.columns
    )
    rows = tuple((*row, *("",) * width)[:width] for row in grid.rows)
    return TableGrid(columns=columns, rows=rows, caption=grid.caption, unit=grid.unit)


class _PostedColumn(msgspec.Struct):
    name: str
    type: str = ""
    show: str = ""
    reason: str = ""
    blank: str = ""


class _Posted(msgspec.Struct):
    columns: list[_PostedColumn]
    rows: list[list[str]]
    caption: str = ""
    unit: str = ""


def likely_types(grid: TableGrid) -> tuple[str, ...]:
    """Return what each column seems to hold, by its heading and cells; empty where unclear."""
    found = (
        column_type(one.name, [row[at] for row in grid.rows]) for at, one in enumerate(grid.columns)
    )
    return tuple(one.value if one else "" for one in found)


def _spec(written: Mapping[str, Written]) -> dict[str, Written]:
    spec = written.get(TABLE)
    return dict(spec) if isinstance(spec, dict) else {}


def _records(spec: Mapping[str, Written]) -> Sequence[dict[str, Written]]:
    found = spec.get(_COLUMNS)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _column(name: str, said: Mapping[str, Written]) -> GridColumn:
    parts = {key: str(said.get(label, "") or "") for key, label in _PARTS.items()}
    return GridColumn(name=name, **parts)


def _record(column: GridColumn, said: Mapping[str, Written]) -> dict[str, Written]:
    """Return a column's record; labels that a grid does not show stay."""
    known = {_NAME, *_PARTS.values()}
    record: dict[str, Written] = {_NAME: column.name}
    record |= {
        label: value for key, label in _PARTS.items() if (value := getattr(column, key).strip())
    }
    return record | {label: value for label, value in said.items() if label not in known}
