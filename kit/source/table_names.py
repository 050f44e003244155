"""The columns of a table that hold people's names: masked, unless the clerk decided otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.model.finding import Severity
from kit.model.item import ColumnType, Show
from kit.source.table_cells import Remark
from kit.text.privacy.names import Names, names_in_column

if TYPE_CHECKING:
    from collections.abc import Container

    from kit.model.item import Column, Table

_MASKED = (Show.MASK, Show.OWN_BOARD)
_MAY_BE_NAMES = frozenset({None, ColumnType.TEXT, ColumnType.NAME})


def mask_names(table: Table, decided: Container[str]) -> tuple[Table, list[Remark]]:
    """Return the table with names masked, and which were known by their cells alone.

    ``decided`` names the columns whose 显示 the clerk wrote.
    """
    columns, by_cells = [], []
    for index, column in enumerate(table.columns):
        named = column.type in _MAY_BE_NAMES and _holds_names(table, index, column)
        if named and column.name not in decided:
            if column.type is not ColumnType.NAME and not names_in_column(column.name, ()):
                by_cells.append(column.name)
            columns.append(replace(column, type=ColumnType.NAME, show=Show.MASK))
        elif named and column.show in _MASKED:
            columns.append(replace(column, type=ColumnType.NAME))
        else:
            columns.append(column)
    remarks = [
        Remark(
            f"“{name}”一列像是人名，已经遮盖（张*、李*明）。",
            "不用改。要写全名、或不是人名的，在“列”里给它写 显示: 全部，再写上 理由。",
            Severity.INFO,
        )
        for name in by_cells
    ]
    return replace(table, columns=tuple(columns)), remarks


def _holds_names(table: Table, index: int, column: Column) -> bool:
    if column.type is ColumnType.NAME:
        return True
    return names_in_column(column.name, table.cells_of(index)) is Names.PERSONS
