"""The numbers of a table by row and column, and which of its rows sum up which others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kit.checks.sums import BadSum, cell_number
from kit.model.item import ColumnType
from kit.text.headings import heading_of, plain_name, sum_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.item import Table
    from kit.text.headings import Heading, SumLabel

_FIGURES = (ColumnType.MONEY, ColumnType.INTEGER)
_NO_NUMBER = frozenset({"", "-", "—", "——", "/", "无"})
_MULTIPLES = {"亿元": 100_000_000, "万元": 10_000, "千元": 1_000}
_PART = re.compile(r"\s*其中")
# Rows that say something of the others and are none of them.
_ASIDE = re.compile(r"平均|均值|[人户亩]均|最高|最低|同比|占比|增减|比上年|大写|备注|说明|注[:：]")
# 一、 has parts numbered （一）, and these 1.
_OUTLINE = (
    re.compile(r"[一二三四五六七八九十]+(?:、|$)"),
    re.compile(r"[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"\d+(?:[.、．](?!\d)|$)"),
)


@dataclass(frozen=True, slots=True)
class Total:
    """A row that sums up others, and which: one of ``scopes``, the likeliest first."""

    row: int
    label: str
    scopes: tuple[tuple[int, ...], ...]
    certain: bool = True
    """Whether the table's form leaves no doubt what is added up."""


@dataclass(frozen=True)
class TableNumbers:
    """A table with its columns and rows by name."""

    table: Table

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """What the heading of each column says."""
        return tuple(heading_of(column.name) for column in self.table.columns)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Column numbers by heading, with and without the unit."""
        names: dict[str, int] = {}
        for index, column in enumerate(self.table.columns):
            names.setdefault(plain_name(column.name), index)
            names.setdefault(column.name, index)
        return names

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row numbers by the text of the first cell, or by the label of a sum in any other."""
        numbers = {sum_row.label: sum_row.row for sum_row in reversed(self.totals)}
        for number, row in reversed(list(enumerate(self.table.rows))):
            if row:
                numbers[plain_name(row[0])] = number
        return numbers

    @cached_property
    def figures(self) -> tuple[int, ...]:
        """Columns of figures: typed so, or filled with figures only."""
        return tuple(i for i, column in enumerate(self.table.columns) if self._is_figures(i))

    def _is_figures(self, index: int) -> bool:
        kind = self.table.columns[index].type
        if kind in _FIGURES:
            return True
        if kind not in (None, ColumnType.TEXT):
            return False
        cells = [self.cell(n, index) for n, row in enumerate(self.table.rows)]
        cells = [cell for cell in cells if cell not in _NO_NUMBER and not sum_label(cell)]
        return bool(cells) and all(cell_number(cell) is not None for cell in cells)

    @cached_property
    def added(self) -> tuple[int, ...]:
        """Columns of figures that may be added up."""
        return tuple(i for i in self.figures if i and self.headings[i].is_added)

    def cell(self, row: int, column: int) -> str:
        """Return a cell's text."""
        cells = self.table.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def is_blank(self, row: int, column: int) -> bool:
        """Return whether no number stands in a cell and none is meant to."""
        return self.cell(row, column) in _NO_NUMBER

    def number(self, row: int, column: int) -> Decimal:
        """Return a cell's value; a blank is nothing, so 0."""
        if self.is_blank(row, column):
            return Decimal(0)
        value = cell_number(self.cell(row, column))
        if value is None:
            raise BadSum(f"{self.table.cell_place(row, column)}不是数字")
        return value

    def sum_over(self, rows: Sequence[int], column: int) -> Decimal:
        """Return the sum of a column's cells in these rows."""
        return sum((self.number(row, column) for row in rows), Decimal(0))

    def column(self, name: str) -> int:
        """Return the number of a column."""
        if plain_name(name) not in self.columns:
            raise BadSum(f"表里没有“{name}”这一列")
        return self.columns[plain_name(name)]

    def row(self, name: str) -> int:
        """Return the number of a row."""
        if plain_name(name) not in self.rows:
            raise BadSum(f"表里没有“{name}”这一行")
        return self.rows[plain_name(name)]

    def unit_of(self, column: int) -> Decimal:
        """Return how many 元 one of this column is: 10000 where it says 万元."""
        for text in (self.table.columns[column].name, self.table.unit):
            for unit, multiple in _MULTIPLES.items():
                if unit in text:
                    return Decimal(multiple)
        return Decimal(1)

    @cached_property
    def _labels(self) -> dict[int, SumLabel]:
        """Rows that sum up others, by their label in any column."""
        found = {}
        for number, row in enumerate(self.table.rows):
            label = next(filter(None, (sum_label(cell) for cell in row if cell)), None)
            if label and not label.of.startswith("其中"):
                found[number] = label
        return found

    @cached_property
    def _depths(self) -> dict[int, int]:
        """How deep the rows of an outline stand; empty where the table is none."""
        found = {}
        for number, row in enumerate(self.table.rows):
            if number not in self._labels:
                text = next((cell for cell in row[:2] if cell), "")
                depth = next((d for d, form in enumerate(_OUTLINE) if form.match(text)), None)
                if depth is not None:
                    found[number] = depth
        return found if len(set(found.values())) > 1 else {}

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """Rows that sum up nothing: neither 合计, nor a part (其中), nor the head of a part."""
        return tuple(
            number
            for number, row in enumerate(self.table.rows)
            if number not in self._labels
            if any(row) and not any(_PART.match(cell) or _ASIDE.match(cell) for cell in row[:2])
            if not self._parts(number)
        )

    def _parts(self, number: int) -> tuple[int, ...]:
        """Return the rows directly below a row of an outline."""
        depth = self._depths.get(number)
        if depth is None:
            return ()
        below: list[int] = []
        for row, other in sorted(self._depths.items()):
            if row > number:
                if other <= depth:
                    break
                below.append(row)
        least = min((self._depths[row] for row in below), default=0)
        return tuple(row for row in below if self._depths[row] == least)

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """Every row that sums up others, with the rows it must sum up."""
        has_parts = any(_PART.match(cell) for row in self.table.rows for cell in row[:2])
        heads = [
            Total(number, f"第 {self.table.row_number(number)} 行", (parts,), certain=False)
            for number in self._depths
            if (parts := self._parts(number))
        ]
        rows = [self._total(number, certain=not has_parts) for number in self._labels]
        return tuple(total for total in (*rows, *heads) if any(total.scopes))

    def _total(self, number: int, *, certain: bool) -> Total:
        label = self._labels[number]
        top = max(other.rank for other in self._labels.values())
        alone = sum(other.rank == top for other in self._labels.values()) == 1
        if label.rank == top and alone:
            scopes = [self.leaves, self._outermost()]
        else:
            block = self._block(number, label.rank)
            if not block and label.rank == top:
                block = self.leaves
            scopes = [block, self._of_group(label, block), self._of_part(number, block)]
            groups = {cell for row in self.leaves for cell in self.table.rows[row]}
            certain = certain and (not label.of or label.of in groups or label.rank > 1)
        # 本年累计 counts months that stand in other tables.
        if label.word == "累计" and len(self._labels) > 1:
            certain = False
        name = f"{label.of}{label.word}"
        return Total(number, name, tuple(filter(None, dict.fromkeys(scopes))), certain)

    def _outermost(self) -> tuple[int, ...]:
        return tuple(row for row, depth in self._depths.items() if not depth)

    @cached_property
    def _heads_first(self) -> bool:
        """Whether sums stand above what they sum up."""
        top = max(label.rank for label in self._labels.values())
        inner = [row for row, label in self._labels.items() if label.rank < top]
        first = min(inner or self._labels)
        return bool(self.leaves) and first < self.leaves[0]

    def _block(self, number: int, rank: int) -> tuple[int, ...]:
        """Return the rows between this sum and the next of its rank or above it."""
        bounds = [row for row, label in self._labels.items() if label.rank >= rank]
        if self._heads_first:
            end = min((row for row in bounds if row > number), default=len(self.table.rows))
            return tuple(row for row in self.leaves if number < row < end)
        start = max((row for row in bounds if row < number), default=-1)
        return tuple(row for row in self.leaves if start < row < number)

    def _of_part(self, number: int, block: tuple[int, ...]) -> tuple[int, ...]:
        """Return those of the block below the last head of an outline: 一、收入 above 收入合计."""
        heads = [row for row, depth in self._depths.items() if not depth and row < number]
        return tuple(row for row in block if heads and row > heads[-1])

    def _of_group(self, label: SumLabel, block: tuple[int, ...]) -> tuple[int, ...]:
        """Return those of the block that belong to the group beside the sum, or named in it."""
        if not block or label.rank > 1:
            return ()
        near = self.table.rows[block[0] if self._heads_first else block[-1]]
        for index, heading in enumerate(self.headings):
            if heading.is_group and index < len(near):
                name = label.of or near[index]
                return tuple(row for row in block if self.cell(row, index) == name)
        return ()
