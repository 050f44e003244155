"""The tables of an annual report as figures: what was read of one, or what the kit makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kit.duty.report_forms import (
    ANSWER_GROUPS,
    COURTS,
    PART_THREE_COLUMNS,
    PART_TWO,
    RESULTS,
    part_three,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.duty.report_forms import Form

OPEN = "【待填】"
"""What nobody knows yet; it is printed as it is, and never guessed."""
_WIDE = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTables:
    """Cells as they are written, by row; a table that is not there has no rows."""

    form: Form
    two: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the row's name: its figures."""
    three: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the row's number, 3.3.1: its seven figures."""
    four: tuple[str, ...] = ()
    """Three groups of five."""
    unknown: tuple[str, ...] = ()
    """Rows that no form has."""

    def figure(self, row: str, column: int) -> Decimal | None:
        """Return a figure of part three, or None where none can be read."""
        cells = self.three.get(row, ())
        return decimal_of(cells[column]) if column < len(cells) else None

    @property
    def open_places(self) -> tuple[str, ...]:
        """Every cell that is still open, as a clerk finds it."""
        places = [
            place_two(self.form, name, column)
            for name, cells in self.two.items()
            for column, cell in enumerate(cells)
            if cell == OPEN
        ]
        places += [
            place_three(self.form, row, column)
            for row, cells in self.three.items()
            for column, cell in enumerate(cells)
            if cell == OPEN
        ]
        places += [place_four(column) for column, cell in enumerate(self.four) if cell == OPEN]
        return tuple(places)


def decimal_of(cell: str) -> Decimal | None:
    """Return the figure in a cell, or None where it is none; thousands may be parted."""
    plain = cell.strip().translate(_WIDE).replace(",", "")
    if not plain or plain.lower().lstrip("+-")[:1] in ("n", "i", "s", ""):
        return None  # NaN and Infinity are decimals too
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def place_two(form: Form, name: str, column: int) -> str:
    """Return how a cell of part two is named to a clerk."""
    for group in PART_TWO[form]:
        if name in group.rows and column < len(group.columns):
            return f"表二“{name}”行“{group.columns[column]}”"
    return f"表二“{name}”行第 {column + 1} 个数"


def row_name(form: Form, row: str) -> str:
    """Return how a row of part three is named to a clerk: 不予公开·属于国家秘密."""
    label = part_three(form)[row].partition("（")[0]
    above = ANSWER_GROUPS.get(row.rpartition(".")[0], "")
    return f"{above}·{label}" if above else ("办理结果总计" if row == "3.7" else label)


def place_three(form: Form, row: str, column: int) -> str:
    """Return how a cell of part three is named to a clerk."""
    return f"表三“{row_name(form, row)}”行“{PART_THREE_COLUMNS[column]}”列"


def place_four(column: int) -> str:
    """Return how a cell of part four is named to a clerk."""
    return f"表四“{COURTS[column // 5]}”的“{RESULTS[column % 5]}”"
