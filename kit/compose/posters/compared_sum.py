"""What the sum row of a table says beside the sum that stands large: the budget, last year's."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kit.compose.paper.grid import grid_of
from kit.model.item import Kind
from kit.text.headings import heading_of, plain_name

if TYPE_CHECKING:
    from kit.model.item import Amount, Item


def other_sum(item: Item, amount: Amount) -> tuple[str, str] | None:
    """Return heading and figure that the sum of accounts is compared with; None if none is plain.

    Nothing is computed: both figures stand in the table's one sum row, and exactly one of them
    is the amount.
    """
    if item.table is None or item.kind is not Kind.TABLE:
        return None
    grid = grid_of(item.table)
    if len(grid.sums) != 1:
        return None
    row = grid.rows[next(iter(grid.sums))]
    same: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for column, cell in zip(grid.columns, row, strict=True):
        unit = heading_of(column.name).unit or item.table.unit
        value = _value(cell)
        if value is None or unit != amount.unit:
            continue
        (same if value == amount.value else others).append((plain_name(column.name), cell))
    if len(same) != 1 or len(others) != 1:
        return None
    name, cell = others[0]
    return name, f"{cell}{amount.unit}"


def _value(cell: str) -> Decimal | None:
    try:
        return Decimal(cell.replace(",", ""))
    except InvalidOperation:
        return None
