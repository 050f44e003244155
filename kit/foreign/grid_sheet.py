"""A table of a document as a sheet, so that lists are found in both in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.foreign.xlsx.sheet_cells import Merge, Sheet, SheetRow

if TYPE_CHECKING:
    from kit.foreign.blocks import Grid


def sheet_of(grid: Grid) -> Sheet:
    """Return a table of a document as a sheet: what is merged stands in its first cell alone."""
    below = {
        (row, column)
        for one in grid.merged
        for row in range(one.top, one.bottom + 1)
        for column in range(one.left, one.right + 1)
        if (row, column) != (one.top, one.left)
    }
    rows = (
        SheetRow(
            number=number + 1,
            cells={
                column + 1: cell.replace("\n", "")
                for column, cell in enumerate(row)
                if cell and (number, column) not in below
            },
        )
        for number, row in enumerate(grid.rows)
    )
    merges = (
        Merge(top=one.top + 1, left=one.left + 1, bottom=one.bottom + 1, right=one.right + 1)
        for one in grid.merged
    )
    return Sheet(name="", rows=tuple(rows), merges=tuple(merges))
