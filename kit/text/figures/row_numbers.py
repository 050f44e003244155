"""The numbers of an item's table."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.item import Table

_NOT_IN_CELL = re.compile(r"[,，\s元%]")


def numbers_of(table: Table) -> Iterator[tuple[Decimal, ...]]:
    """Give the numbers of each row, those in 万元 in 元 too."""
    named = f"{table.unit}{''.join(column.name for column in table.columns)}"
    units = (Decimal(10_000), Decimal(1)) if "万元" in named else (Decimal(1),)
    for row in table.rows:
        numbers = [value for cell in row if (value := _number(cell)) is not None]
        yield tuple(value * unit for unit in units for value in numbers)


def _number(cell: str) -> Decimal | None:
    try:
        value = Decimal(_NOT_IN_CELL.sub("", cell))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
