"""What the sum row of a table says beside the sum that stands large: the budget, last year's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kit.compose.paper.grid import grid_of
from kit.model.item import Kind
from kit.text.headings import heading_of, plain_name

if TYPE_CHECKING:
    from kit.model.item import Amount, Item


def own_sum(item: Item, amount: Amount) -> str:
    """Return what the sum of accounts is of, such as 决算数; empty if that is not plain."""
    same = [sum_ for sum_ in _sums(item) if sum_.is_of(amount)]
    return same[0].name if len(same) == 1 else ""


def other_sum(item: Item, amount: Amount) -> tuple[str, str] | None:
    """Return heading and figure that the sum of accounts is compared with; None if none is plain.

    Nothing is computed: both figures stand in the table's one sum row, and exactly one of them
    is the amount.
    """
    sums = [one for one in _sums(item) if one.unit == amount.unit]
    others = [one for one in sums if not one.is_of(amount)]
    if len(sums) != len(others) + 1 or len(others) != 1:
        return None
    return others[0].name, others[0].written


def only_sum(item: Item) -> tuple[str, str] | None:
    """Return what a table without an amount comes to: heading and figure of its only sum."""
    sums = _sums(item)
    return (sums[0].name, sums[0].written) if len(sums) == 1 and not item.amounts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """A cell of the sum row."""

    name: str
    cell: str
    value: Decimal
    unit: str

    @property
    def written(self) -> str:
        return f"{self.cell}{self.unit}"

    def is_of(self, amount: Amount) -> bool:
        return (self.value, self.unit) == (amount.value, amount.unit)


def _sums(item: Item) -> list[_Sum]:
    """Return the cells of the table's sum row; none where it has not exactly one."""
    if item.table is None or item.kind is not Kind.TABLE:
        return []
    grid = grid_of(item.table)
    if len(grid.sums) != 1:
        return []
    cells = zip(grid.columns, grid.rows[next(iter(grid.sums))], strict=True)
    return [
        _Sum(
            name=plain_name(column.name),
            cell=cell,
            value=value,
            unit=heading_of(column.name).unit or item.table.unit,
        )
        for column, cell in cells
        if (value := _value(cell)) is not None
    ]


def _value(cell: str) -> Decimal | None:
    try:
        return Decimal(cell.replace(",", ""))
    except InvalidOperation:
        return None
