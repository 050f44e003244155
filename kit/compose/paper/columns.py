"""A long table run down columns beside one another, page after page, as a newspaper's.

Every column has the headings. A group's heading stands above its rows with how many they are,
and again where it goes on (接上). No row of a group stands alone at either end of a column, and
a sum never without the row above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kit.errors import LayoutError

if TYPE_CHECKING:
    from kit.compose.paper.groups import Group
    from kit.compose.paper.table import SetTable
    from kit.text.typeset.metrics import Metrics

# Rows of a group that stand together at an end of a column.
_TOGETHER = 2
# Fewer rows than this below the facts look lost: then the table begins on the next sheet.
_FEWEST_ROWS = 3
_WORTH_SHARE = 0.6
"""Fewer rows are worth it all the same where they fill so much of the room."""
# A sheet ends with a group where that leaves no more than this of its last column white.
_TURN_SHARE = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Where a listing may stand: the width of the sheets, and the height each leaves it."""

    width_mm: float
    gap_mm: float
    """Between two columns."""
    first_mm: float
    """On the first sheet, below its facts."""
    next_mm: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one column, from ``first`` to before ``last``."""

    first: int
    last: int


PageRows: TypeAlias = tuple[Stretch, ...]
"""The columns of one sheet; none where its facts leave the table no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table set to the width of a column, and how it runs down the sheets."""

    table: SetTable
    groups: tuple[Group, ...]
    sums: tuple[tuple[tuple[str, str], ...], ...]
    """Sums that stand below all columns: for every one its figures, each with its heading."""
    begun: frozenset[int]
    """The first row of every group."""
    abreast: int
    counts: str
    """What its rows are counted in: 户, 人, 条."""
    pad_x_em: float
    rooms: Rooms
    metrics: Metrics

    @property
    def named(self) -> bool:
        """Whether the rows stand in groups."""
        return len(self.groups) > 1

    @property
    def single_mm(self) -> float:
        """Height of a row of one line, and of a group's heading."""
        table = self.table
        return table.kind.pitch_mm + 2 * table.pad_y_em * table.kind.em_mm

    def headed(self, stretch: Stretch) -> frozenset[int]:
        """Return the rows of a column that stand below a group's heading."""
        if not self.named:
            return frozenset()
        inside = range(stretch.first, stretch.last)
        return frozenset({stretch.first, *(row for row in self.begun if row in inside)})

    @property
    def sums_mm(self) -> float:
        """Height of the sums below the columns."""
        return 1.15 * self.single_mm * len(self.sums)

    def group_of(self, row: int) -> Group:
        """Return the group a row belongs to."""
        return next(one for one in self.groups if one.first <= row < one.last)

    def column_mm(self, stretch: Stretch) -> float:
        """Return the height of a column, its headings included."""
        rows = self.table.rows[stretch.first : stretch.last]
        heads_mm = self.single_mm * len(self.headed(stretch))
        return self.table.header_mm + heads_mm + sum(row.height_mm for row in rows)

    def height_mm(self, page: PageRows) -> float:
        """Return the height of a sheet's columns, with the sums where they end the table."""
        ends = bool(page) and page[-1].last == len(self.table.rows)
        return max(map(self.column_mm, page), default=0.0) + self.sums_mm * ends

    def _may_part(self, first: int, cut: int) -> bool:
        """Whether a column that begins with ``first`` may end before row ``cut``."""
        if cut in self.table.sums:
            return False
        group = self.group_of(cut - 1)
        above = cut - max(group.first, first)
        if cut == group.last:
            return group.first <= first or above >= min(_TOGETHER, group.last - group.first)
        return above >= _TOGETHER and group.last - cut >= _TOGETHER

    def _end(self, first: int, room_mm: float, *, at_turn: bool) -> int:
        """Return the row after the last one of a column."""
        head_mm = self.single_mm if self.named else 0.0
        left_mm, last = room_mm - self.table.header_mm, first
        for row in self.table.rows[first:]:
            headed = last == first or last in self.begun
            left_mm -= row.height_mm + (head_mm if headed else 0.0)
            if left_mm < -1e-6:
                break
            last += 1
        if last in (first, len(self.table.rows)):
            return last
        down = range(last, first, -1)
        if at_turn:
            turn = next(
                (cut for cut in down if cut in self.begun and self._may_part(first, cut)), 0
            )
            white_mm = self.column_mm(Stretch(first, last)) - self.column_mm(Stretch(first, turn))
            if turn and white_mm <= _TURN_SHARE * room_mm:
                return turn
        return next((cut for cut in down if self._may_part(first, cut)), last)

    def _sheet(self, first: int, room_mm: float, *, turns: bool) -> PageRows:
        columns: list[Stretch] = []
        for place in range(self.abreast):
            at_turn = turns and place == self.abreast - 1
            last = self._end(first, room_mm, at_turn=at_turn)
            if last == first:
                break
            columns.append(Stretch(first, last))
            first = last
        return tuple(columns)

    def _is_lost(self, page: PageRows) -> bool:
        """Whether too little of the table would stand below the facts to be worth its heading."""
        if not page:
            return True
        few = page[-1].last < min(_FEWEST_ROWS, len(self.table.rows))
        return few and self.height_mm(page) < _WORTH_SHARE * self.rooms.first_mm

    def _ends(self, page: PageRows) -> bool:
        return bool(page) and page[-1].last == len(self.table.rows)

    def level(self, page: PageRows, room_mm: float) -> PageRows:
        """Return the same rows in columns as equal as they can be."""
        if not page:
            return page
        first, last = page[0].first, page[-1].last
        room_mm -= self.sums_mm * self._ends(page)
        least, most = 0.0, room_mm
        for _ in range(10):
            middle = (least + most) / 2
            tried = self._sheet(first, middle, turns=False)
            fits = bool(tried) and tried[-1].last >= last
            least, most = (least, middle) if fits else (middle, most)
        equal = self._sheet(first, most, turns=False)
        return equal if equal and equal[-1].last == last else page

    def pages(self, *, turns: bool) -> tuple[PageRows, ...]:
        """Return the columns of every sheet; ``turns``: sheets end with a group where they can.

        Raises:
            LayoutError: A row is taller than a sheet.
        """
        done: list[PageRows] = []
        first, room_mm = 0, self.rooms.first_mm
        while first < len(self.table.rows):
            page = self._sheet(first, room_mm, turns=turns)
            if self._ends(page):
                page = self._sheet(first, room_mm - self.sums_mm, turns=turns)
            if not done and self._is_lost(page):
                page = ()
            elif not page:
                raise LayoutError(
                    f"表格第 {first + 1} 行太高，一张纸放不下。",
                    "请把这一行的字缩短，或改用更大的纸。",
                )
            done.append(page)
            first, room_mm = page[-1].last if page else first, self.rooms.next_mm
        return tuple(done)
