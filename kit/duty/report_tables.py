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
    from collections.abc import Iterator, Mapping, Sequence

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
        """What is still open, as a clerk finds it: a whole table, a whole row, or a cell."""
        two = {
            f"表二“{name}”行": tuple(place_two(self.form, name, at) for at in _open(cells))
            for name, cells in self.two.items()
        }
        three = {
            f"表三“{row_name(self.form, row)}”行": tuple(
                place_three(self.form, row, at) for at in _open(cells)
            )
            for row, cells in self.three.items()
        }
        four = tuple(place_four(at) for at in _open(self.four))
        return (
            *_summed("表二", two, sum(map(len, self.two.values()))),
            *_summed("表三", three, sum(map(len, self.three.values()))),
            *(("表四（整张）",) if len(four) == len(self.four) and four else four),
        )


def _open(cells: Sequence[str]) -> tuple[int, ...]:
    return tuple(at for at, cell in enumerate(cells) if cell == OPEN)


def _summed(table: str, rows: Mapping[str, tuple[str, ...]], cells: int) -> Iterator[str]:
    """Yield a table that is open as a whole, else its rows and cells that are."""
    if cells and sum(map(len, rows.values())) == cells:
        yield f"{table}（整张）"
        return
    for row, places in rows.items():
        yield from (row,) if len(places) > 3 else places


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
