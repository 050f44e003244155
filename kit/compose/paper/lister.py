"""How large and how many abreast a table hangs: the fewest sheets first, then large, then loose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.paper.cells import CellSetter
from kit.compose.paper.columns import Listing
from kit.compose.paper.grid import UNBROKEN, grid_of
from kit.compose.paper.groups import Group, grouped, sums_below
from kit.compose.paper.table import Ruling, padded, set_cells, set_or_turned
from kit.errors import LayoutError
from kit.text.headings import heading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.columns import PageRows, Rooms
    from kit.compose.paper.grid import Grid
    from kit.compose.paper.strip import Type
    from kit.model.item import Table
    from kit.text.typeset.metrics import Metrics

_MOST_ABREAST = 3
# Wider rows than this are read across, not down: they stand one abreast.
_MOST_COLUMNS = 4
# Fewer rows would be broken in two where one glance takes them in.
_FEWEST_ABREAST = 12
# Two abreast are worth a smaller type: the eye goes less far from the name to the figure.
_WORTH_OF_ABREAST = 0.2
# Headings are read once, figures every time.
_HEAD_SCALE, _SERIAL_SCALE = 0.72, 0.72
_PAD_X_EM = 0.35
_HAN_LATIN_EM = 0.125
# Between the lines of a cell that is broken.
_LEADING = 1.2
# Air above and below the words of a row, in em: from the least to a loose table's.
_LEAST_PAD_EM, _MOST_PAD_EM = 0.04, 0.42
_EASY_PAD_EM = 0.13
"""That larger type leaves alone."""
_WHOLE_PAD_EM = 0.24
"""Of a table that stands whole below its facts."""
_PAD_STEPS = 12
_TABLES_KEPT = 16
"""While its notice is written, a table stays the same from key to key."""
_COUNTED = (("户", "户"), ("姓名", "人"), ("名字", "人"))


@lru_cache(maxsize=_TABLES_KEPT)
def lister_of(table: Table, metrics: Metrics, kind: Type) -> Lister:
    """Return what sets an item's table; only what may be shown of it is in it.

    Raises:
        LayoutError: No column may be shown.
    """
    return Lister(grid_of(table), metrics, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """A listing on its sheets."""

    listing: Listing
    pages: tuple[PageRows, ...]

    def sheet(self, number: int) -> tuple[Listing, PageRows]:
        """Return the columns of sheet ``number``, counted from 1, as loose as it has room."""
        listing, rooms, table = self.listing, self.listing.rooms, self.listing.table
        room_mm = rooms.first_mm if number == 1 else rooms.next_mm
        page = listing.level(self.pages[number - 1], room_mm)
        if not page or len(self.pages) == 1:
            # The facts above a whole table take what room there is.
            return listing, page
        left_mm = room_mm - listing.height_mm(page)
        rows = max(stretch.last - stretch.first + len(listing.headed(stretch)) for stretch in page)
        rows += len(listing.sums)
        more_em = max(0.0, left_mm) / (rows + 1) / 2 / table.kind.em_mm
        pad_em = min(max(_MOST_PAD_EM, table.pad_y_em), table.pad_y_em + more_em)
        return replace(listing, table=padded(table, pad_em)), page


@dataclass(frozen=True, slots=True)
class _Arranged:
    """A table's cells, to be set at any size so many abreast."""

    setter: CellSetter
    groups: tuple[Group, ...]
    sums: tuple[tuple[tuple[str, str], ...], ...]
    abreast: int


class Lister:
    """Sets one item's table as a listing; its cells are measured once."""

    def __init__(self, grid: Grid, metrics: Metrics, kind: Type) -> None:
        self._metrics = metrics
        self._kind = kind
        kept, groups = grouped(_small_heads(grid))
        whole = CellSetter(kept, metrics, weight=kind.weight, bold=kind.bold)
        self._ways = [_Arranged(whole, groups, (), 1)]
        if len(kept.columns) <= _MOST_COLUMNS and len(kept.rows) >= _FEWEST_ABREAST:
            end = sums_below(kept)
            above = replace(kept, rows=kept.rows[:end], sums=frozenset(range(end)) & kept.sums)
            cut = tuple(replace(one, last=min(one.last, end)) for one in groups)
            sums = tuple(_told(kept, row) for row in kept.rows[end:])
            narrow = whole.of(above)
            self._ways += [
                _Arranged(narrow, cut, sums, count) for count in range(2, _MOST_ABREAST + 1)
            ]

    def hung(self, rooms: Rooms, sizes_pt: Sequence[float]) -> Hung:
        """Return the table on the fewest sheets, then as large, then as loose as it can be.

        ``sizes_pt`` are tried from the smallest on.

        Raises:
            LayoutError: It is too wide for the sheet, or a row too tall.
        """
        smallest = [self._at(way, rooms, sizes_pt[0]) for way in self._ways]
        ways = [(way, one) for way, one in zip(self._ways, smallest, strict=True) if one]
        fewest = min((len(one.pages) for _, one in ways), default=0)
        if not fewest:
            # Says what is wrong.
            return _hung(_listing(self._ways[0], rooms, self._metrics, self._kind))
        grown = [
            self._grown(way, one, sizes_pt[1:]) for way, one in ways if len(one.pages) == fewest
        ]
        return _loosened(max(grown, key=_worth))

    def _at(
        self, way: _Arranged, rooms: Rooms, size_pt: float, pad_em: float = _LEAST_PAD_EM
    ) -> Hung | None:
        kind = replace(self._kind, size_pt=size_pt)
        try:
            return _hung(_listing(way, rooms, self._metrics, kind, pad_em))
        except LayoutError:
            return None

    def _grown(self, way: _Arranged, smallest: Hung, sizes_pt: Sequence[float]) -> Hung:
        best = smallest
        for size_pt in sizes_pt:
            tried = self._at(way, best.listing.rooms, size_pt, _EASY_PAD_EM)
            # A table turned on its side is for narrow paper, not for larger type.
            if tried is None or tried.listing.table.header is None:
                break
            # Nor is it worth cells that break.
            if len(tried.pages) > len(best.pages) or _lines(tried) > _lines(best):
                break
            best = tried
        return best


def _listing(
    way: _Arranged, rooms: Rooms, metrics: Metrics, kind: Type, pad_em: float = _LEAST_PAD_EM
) -> Listing:
    """Return the table set so many abreast.

    Raises:
        LayoutError: Its columns do not fit.
    """
    width_mm = (rooms.width_mm - rooms.gap_mm * (way.abreast - 1)) / way.abreast
    if way.abreast > 1:
        table = set_cells(
            way.setter, kind, width_mm=width_mm, ruling=Ruling.ROWS, patiences=(UNBROKEN,)
        )
    else:
        table = set_or_turned(way.setter, kind, width_mm=width_mm, ruling=Ruling.ROWS)
    if any(row.lines > 1 for row in table.rows):
        table = replace(table, kind=replace(table.kind, leading=_LEADING))
    table = padded(table, pad_em)
    groups = way.groups
    if table.header is None:
        groups = (Group("", 0, len(table.rows), len(table.rows)),)
    return Listing(
        table=table,
        groups=groups,
        sums=way.sums,
        begun=frozenset(group.first for group in groups),
        abreast=way.abreast,
        counts=_counts(way.setter.grid),
        pad_x_em=way.setter.grid.pad_x_em,
        rooms=rooms,
        metrics=metrics,
    )


def _hung(listing: Listing) -> Hung:
    return Hung(listing=listing, pages=listing.pages(turns=False))


def _lines(hung: Hung) -> int:
    table = hung.listing.table
    heads = table.header.lines if table.header else 0
    return heads + sum(row.lines for row in table.rows)


def _worth(hung: Hung) -> float:
    listing = hung.listing
    return listing.table.kind.size_pt * (1 + _WORTH_OF_ABREAST * (listing.abreast > 1))


def _loosened(hung: Hung) -> Hung:
    """Return the listing with as much air in its rows as its sheets have room for.

    Sheets end with a group where that takes no further sheet.
    """
    most_em = _MOST_PAD_EM if len(hung.pages) > 1 else _WHOLE_PAD_EM
    for turns in (True, False):
        best, least, most = None, 0, _PAD_STEPS
        while least <= most:
            middle = (least + most) // 2
            pad_em = _LEAST_PAD_EM + (most_em - _LEAST_PAD_EM) * middle / _PAD_STEPS
            listing = replace(hung.listing, table=padded(hung.listing.table, pad_em))
            pages = listing.pages(turns=turns)
            if len(pages) <= len(hung.pages):
                best, least = Hung(listing=listing, pages=pages), middle + 1
            else:
                most = middle - 1
        if best is not None:
            return best
    return hung


def _small_heads(grid: Grid) -> Grid:
    """Return the grid as a listing shows it: small headings and numbers, little air beside."""
    serial = [heading_of(column.name).is_serial for column in grid.columns]
    names = next((index for index, one in enumerate(serial) if not one), 0)
    columns = tuple(
        replace(column, scale=_SERIAL_SCALE if serial[index] else 1.0, firm=index == names)
        for index, column in enumerate(grid.columns)
    )
    return replace(
        grid,
        columns=columns,
        head_scale=_HEAD_SCALE,
        pad_x_em=_PAD_X_EM,
        # The quarter em of running text tears the short words of a list apart (3组).
        han_latin_em=_HAN_LATIN_EM,
    )


def _told(grid: Grid, row: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return a sum's cells that are not blank, each with the heading of its column."""
    names = (column.name for column in grid.columns)
    return tuple((name, cell) for name, cell in zip(names, row, strict=True) if cell)


def _counts(grid: Grid) -> str:
    """Return the word that counts a list's rows."""
    headings = "".join(column.name for column in grid.columns)
    return next((word for sign, word in _COUNTED if sign in headings), "条")
