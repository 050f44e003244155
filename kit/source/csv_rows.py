"""The rows of a csv file, under the numbers by which Excel shows them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row: TypeAlias = tuple[int, tuple[str, ...]]
    """A row's number and its cells."""

MOST_CELL = 2_000
"""Characters of a cell; a longer one is no cell of a table."""


class BrokenRow(Exception):  # noqa: N818 - a place, caught where the table is read
    """A row that no table has, and its number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a csv file, without what Excel leaves around it."""

    rows: tuple[Row, ...]
    was_gbk: bool
    """Excel on a Chinese PC saves GBK, and cannot be told otherwise."""


def read_rows(data: bytes) -> Sheet:
    """Return the rows; blank ones, and blank columns at their end, are dropped.

    Raises:
        BrokenRow: A cell goes on for pages: a quote was not closed.
    """
    text, was_gbk = _decoded(data)
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    written = [(number, row) for number, row in _numbered(text, delimiter) if any(row)]
    width = max((len(row) - _blank_tail(row) for _, row in written), default=0)
    return Sheet(tuple((number, tuple(row[:width])) for number, row in written), was_gbk)


def _decoded(data: bytes) -> tuple[str, bool]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace"), True


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield numbers and rows; a quote that is not closed takes in all that follows."""
    # A cell may hold several lines of the file, but is one row for Excel: records are counted.
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            number += 1
            if max(map(len, row), default=0) > MOST_CELL:
                raise BrokenRow(number)
            yield number, [cell.strip() for cell in row]
    except csv.Error:
        raise BrokenRow(number + 1) from None


def _blank_tail(row: list[str]) -> int:
    return next((count for count, cell in enumerate(reversed(row)) if cell), len(row))
