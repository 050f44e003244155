"""The groups of a list (村民小组, 类别): a heading above their rows instead of a column beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from kit.text.headings import heading_of, sum_label

if TYPE_CHECKING:
    from kit.compose.paper.grid import Grid

# A shorter table is seen at one glance: its groups are read in their column.
_FEWEST_ROWS = 12
# Groups smaller than this, taken together, would be more headings than rows.
_LEAST_ROWS_A_GROUP = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that follow one another and belong together."""

    name: str
    """Empty where the table has no groups."""
    first: int
    last: int
    """The row after its last one."""
    counted: int
    """How many of its rows are no sums."""


def grouped(grid: Grid) -> tuple[Grid, tuple[Group, ...]]:
    """Return the grid without its column of groups, and the groups; else itself as one group.

    Where every group's name stands in its first row only, as merged cells are in Excel, the
    blank ones below say the same; blanks among repeated names say nothing, so nothing is grouped.
    """
    whole = (Group("", 0, len(grid.rows), len(grid.rows) - len(grid.sums)),)
    if len(grid.rows) < _FEWEST_ROWS or len(grid.columns) < 3:
        return grid, whole
    for index, column in enumerate(grid.columns):
        if heading_of(column.name).is_group:
            names = _names(grid, index)
            kept = _without(grid, index)
            groups = _groups(names, grid)
            if kept is not None and _is_worth_it(groups, len(grid.rows)):
                return kept, groups
    return grid, whole


def _names(grid: Grid, index: int) -> list[str]:
    """Return the group of every row; a sum belongs to the rows above it."""
    cells = ["" if n in grid.sums else row[index] for n, row in enumerate(grid.rows)]
    said = [cell for cell in cells if cell]
    merged = len(set(said)) == len(said)
    names: list[str] = []
    for number, cell in enumerate(cells):
        blank = merged or number in grid.sums
        names.append(cell or (names[-1] if names and blank else ""))
    return names


def _without(grid: Grid, index: int) -> Grid | None:
    """Return the grid without a column; a sum's label that stood in it goes where there is room.

    None where there is none: no word of a table may be lost.
    """
    rows = []
    for number, row in enumerate(grid.rows):
        label, rest = row[index], [*row[:index], *row[index + 1 :]]
        if number in grid.sums and label:
            blank = next((place for place, cell in enumerate(rest) if not cell), None)
            if blank is None:
                return None
            rest[blank] = label
        rows.append(tuple(rest))
    columns = (*grid.columns[:index], *grid.columns[index + 1 :])
    return replace(grid, columns=columns, rows=tuple(rows))


def _groups(names: list[str], grid: Grid) -> tuple[Group, ...]:
    found, first = [], 0
    for name, run in groupby(names):
        last = first + len(list(run))
        sums = sum(first <= number < last for number in grid.sums)
        found.append(Group(name, first, last, last - first - sums))
        first = last
    return tuple(found)


def _is_worth_it(groups: tuple[Group, ...], rows: int) -> bool:
    names = [group.name for group in groups]
    return (
        1 < len(groups) <= rows / _LEAST_ROWS_A_GROUP
        and all(names)
        and len(set(names)) == len(names)
    )


def sums_below(grid: Grid) -> int:
    """Return the number of the first of the sums that end a table, or of its rows without any."""
    first = len(grid.rows)
    while first - 1 in grid.sums and any(
        label.rank > 1 for cell in grid.rows[first - 1] if (label := sum_label(cell))
    ):
        first -= 1
    return first
