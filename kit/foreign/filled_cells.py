"""A sheet's cells with merged ones filled, as far as that makes no figure twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.xlsx.sheet_cells import letters_of
from kit.text.headings import sum_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.foreign.xlsx.sheet_cells import Merge, Sheet

MOST_CELL = 2_000
"""Characters of a cell; a longer one is no cell of a list."""
_MOST_MERGED = 200_000
"""Cells under merges, counted as often as merges lie over them."""
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?%?|=.*")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledCells:
    """Cells by row and column, and which of them were merged or are hidden."""

    cells: Mapping[int, Mapping[int, str]]
    numbers: tuple[int, ...]
    """Of rows with anything in them."""
    columns: tuple[int, ...]
    """Of all that are not hidden."""
    hidden_rows: frozenset[int]
    hidden_columns: tuple[int, ...]
    broad: frozenset[int]
    """Rows of a title: merged over nearly all columns."""
    merges: tuple[Merge, ...]
    filled: tuple[int, ...]
    """Rows of the cells that were filled, one for each."""
    open_figures: tuple[str, ...]
    """Places of merged figures: whose they are stands nowhere."""

    @staticmethod
    def of(sheet: Sheet) -> FilledCells:
        """Return the cells of a sheet; a figure merged over several rows stays in the first.

        Raises:
            ForeignFileError: A cell holds pages, or cells are merged beyond measure.
        """
        cells = {row.number: dict(row.cells) for row in sheet.rows}
        _refuse_pages(sheet.name, cells)
        width = max((max(row) for row in cells.values()), default=0)
        last = max(cells, default=0)
        broad: set[int] = set()
        open_figures: list[str] = []
        filled: list[int] = []
        area = 0
        for merge in sheet.merges:
            text = cells.get(merge.top, {}).get(merge.left, "").strip()
            if not text:
                continue
            area += _area(merge, last, width)
            if area > _MOST_MERGED:
                raise ForeignFileError(
                    "合并的格子多得不正常，没有读。", "请取消合并，另存一份再放进来。"
                )
            if min(merge.right, width) - merge.left + 1 >= max(3, width - 1):
                broad.update(range(merge.top, min(merge.bottom, last) + 1))
            elif is_figure(text):
                open_figures.append(f"{letters_of(merge.left)}{merge.top}")
            elif not sum_label(text) or merge.bottom > merge.top:
                filled += _fill(cells, merge, text, last, width)
        hidden = frozenset(row.number for row in sheet.rows if row.hidden)
        return FilledCells(
            cells=cells,
            numbers=tuple(sorted(number for number, row in cells.items() if row)),
            columns=tuple(c for c in range(1, width + 1) if c not in sheet.hidden_columns),
            hidden_rows=hidden,
            hidden_columns=tuple(c for c in sheet.hidden_columns if c <= width),
            broad=frozenset(broad),
            merges=sheet.merges,
            filled=tuple(filled),
            open_figures=tuple(open_figures),
        )

    def cell(self, row: int, column: int) -> str:
        """Return a cell's text, its blanks and line ends as one blank."""
        return " ".join(self.cells.get(row, {}).get(column, "").split())

    def row(self, number: int, columns: Sequence[int]) -> list[str]:
        """Return the texts of a row in these columns."""
        return [self.cell(number, column) for column in columns]


def _refuse_pages(name: str, cells: Mapping[int, Mapping[int, str]]) -> None:
    for number, row in cells.items():
        for column, cell in row.items():
            if len(cell) > MOST_CELL:
                raise ForeignFileError(
                    f"“{name}”{letters_of(column)}{number} 一格有两千多字，不像名单。",
                    "长的文字请放进正文。",
                )


def _area(merge: Merge, last: int, width: int) -> int:
    rows = min(merge.bottom, last) - merge.top + 1
    return max(rows, 1) * max(min(merge.right, width) - merge.left + 1, 1)


def _fill(
    cells: dict[int, dict[int, str]], merge: Merge, text: str, last: int, width: int
) -> Iterator[int]:
    """Put a merged cell's text into all its cells; yield the row of each."""
    for row in range(merge.top, min(merge.bottom, last) + 1):
        for column in range(merge.left, min(merge.right, width) + 1):
            if not cells.setdefault(row, {}).get(column):
                cells[row][column] = text
                yield row


def is_figure(cell: str) -> bool:
    """Return whether a cell is a number, and no year that names a column."""
    return bool(_NUMBER.fullmatch(cell)) and not _YEAR.fullmatch(cell)
