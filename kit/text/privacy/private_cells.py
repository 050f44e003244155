"""Private numbers in a table as it is shown: in a cell, or in pieces over neighbouring ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from kit.model.item import ColumnType
from kit.text.headings import heading_of
from kit.text.privacy.mask import visible_columns, visible_rows
from kit.text.privacy.private_kinds import PrivateKind
from kit.text.privacy.private_numbers import find_private

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from kit.model.item import Column, Table

_FIGURES = frozenset({ColumnType.MONEY, ColumnType.INTEGER})
_SHORTEST = 6
"""Signs of the shortest number that is somebody's: a QQ number with its word."""
_MOST_ROWS = 2


@dataclass(frozen=True, slots=True)
class PrivateCell:
    """Where a private number begins in a table, both from 0, and its kind."""

    row: int
    column: int
    kind: PrivateKind


def private_cells(table: Table, known: Container[str] = ()) -> tuple[PrivateCell, ...]:
    """Return the private numbers of what a table shows: hidden cells out, masked ones masked."""
    columns = visible_columns(table)
    places = [index for index, column in enumerate(table.columns) if column in columns]
    rows = visible_rows(table)
    found = [*_in_cells(columns, rows, known), *_over_cells(columns, rows, known)]
    hits = dict.fromkeys(PrivateCell(row, places[column], kind) for row, column, kind in found)
    return tuple(sorted(hits, key=lambda hit: (hit.row, hit.column)))


def _in_cells(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], known: Container[str]
) -> Iterator[tuple[int, int, PrivateKind]]:
    # What a number is, its heading says: 项目编码, 卡号.
    before = [f"{''.join(column.name.split())}：" for column in columns]
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if len(cell) >= _SHORTEST:
                for found in find_private(f"{before[index]}{cell}", known=known):
                    if found.end > len(before[index]):
                        yield number, index, found.kind


def _over_cells(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], known: Container[str]
) -> Iterator[tuple[int, int, PrivateKind]]:
    """Yield numbers whose pieces stand side by side, or one below the other.

    Three figures in a row look like the pieces of a mobile: figures are no pieces of one.
    """
    words = [index for index, column in enumerate(columns) if not _is_figures(column)]
    for number, row in enumerate(rows):
        for index, kind in _spanning(row, "\n", known):
            if kind is PrivateKind.ID_NUMBER:
                yield number, index, kind
        for index, kind in _spanning([row[word] for word in words], " ", known):
            if kind in {PrivateKind.ID_NUMBER, PrivateKind.MOBILE, PrivateKind.BANK}:
                yield number, words[index], kind
    for word in words:
        cells = [row[word] for row in rows]
        for number, kind in _spanning(cells, "\n", known, most=_MOST_ROWS):
            if kind is PrivateKind.ID_NUMBER:
                yield number, word, kind


def _is_figures(column: Column) -> bool:
    return column.type in _FIGURES or bool(heading_of(column.name).unit)


def _spanning(
    cells: Sequence[str], between: str, known: Container[str], most: int = 0
) -> Iterator[tuple[int, PrivateKind]]:
    """Yield in which cell a number begins that ends in another one."""
    ends = list(accumulate(len(cell) + 1 for cell in cells))
    for found in find_private(between.join(cells), known=known):
        first = next(n for n, end in enumerate(ends) if found.start < end)
        last = next(n for n, end in enumerate(ends) if found.end <= end)
        if first < last and (not most or last - first < most):
            yield first, found.kind
