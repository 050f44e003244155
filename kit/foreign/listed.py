"""A list out of a sheet as offices lay it out: titles above, merged cells, sums, signatures.

Only what a reader of the printed sheet would do without asking is done here, and all of it is
told. Sums stay in their places, marked: the check of tables holds them against the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.filled_cells import FilledCells, is_figure
from kit.foreign.xlsx.sheet_cells import letters_of
from kit.text.headings import folded, sum_label

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kit.foreign.xlsx.sheet_cells import Sheet

_MOST_ABOVE = 12
"""Rows of titles and remarks above the columns' names."""
_MOST_DEEP = 3
MOST_ROWS = 5_000
_MOST_CAPTION = 60
_UNIT = re.compile(r"(?:^|[^\u4e00-\u9fff])(?:金额)?单位\s*[:：]\s*([\u4e00-\u9fff]{1,4})")
_UNIT_IN_BRACKETS = re.compile(r"[（(]\s*(?:金额)?单位\s*[:：][^）)]*[）)]")
_NO_CAPTION = re.compile(r"[：:]|^附[件表]|^\d+年\d+月(?:\d+日)?$")
_SIGNED = re.compile(
    r"[^：:]{0,6}(?:制表|填表|审核|复核|负责人|经办|盖章|填报|日期)[^：:]{0,4}[：:]|(?:备注|说明|注)[：:]"
)
_FORMULA = re.compile(r"[=@]|[+-](?=[^\d.])")
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A row of a list under the number by which Excel shows it."""

    number: int
    cells: tuple[str, ...]
    is_sum: bool = False
    """小计, 合计, 总计: it sums up others, and is nobody's row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignList:
    """A list from elsewhere, and all that was done to it."""

    sheet: str
    caption: str
    unit: str
    """单位 above the table: 元, 万元."""
    names: tuple[str, ...]
    """One name a column; of two rows of names both, joined."""
    rows: tuple[ListRow, ...]
    notes: tuple[str, ...]
    """What stands above and below and is no row: 填表人, 制表日期."""
    told: tuple[str, ...]


def list_in(sheet: Sheet) -> ForeignList | None:
    """Return the list that stands in a sheet, or None where there is none.

    Raises:
        ForeignFileError: A cell holds pages, or cells are merged beyond measure.
    """
    grid = FilledCells.of(sheet)
    head = _head_row(grid)
    if head is None:
        return None
    if len(grid.numbers) > MOST_ROWS:
        raise ForeignFileError(
            f"“{sheet.name}”有 {len(grid.numbers)} 行，最多 {MOST_ROWS} 行。",
            "请分成几份再放进来。",
        )
    last = _last_head_row(grid, head)
    columns = tuple(_columns(grid, head))
    heads = _heads(grid, range(head, last + 1), columns)
    names = tuple(map(_joined, zip(*heads, strict=True)))
    body = _Body(names, {names, *heads, *(tuple(grid.row(n, columns)) for n in (head, last))})
    for number in grid.numbers:
        if number > last:
            body.add(number, tuple(grid.row(number, columns)), grid)
    above = _Above.of([grid.row(number, grid.columns) for number in grid.numbers if number < head])
    return ForeignList(
        sheet=sheet.name,
        caption=above.caption,
        unit=above.unit,
        names=names,
        rows=tuple(body.rows),
        notes=(*above.notes, *body.notes),
        told=(*sheet.told, *_told(grid, head, last, columns, names), *body.remarks()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Above:
    """What stands above the columns' names."""

    caption: str
    unit: str
    notes: tuple[str, ...]

    @staticmethod
    def of(rows: Sequence[Sequence[str]]) -> _Above:
        words = [cell for row in rows for cell in dict.fromkeys(row) if cell]
        units = [match[1] for one in words if (match := _UNIT.search(one))]
        titles = [_UNIT_IN_BRACKETS.sub("", one) for one in words]
        captions = [one for one in titles if not _NO_CAPTION.search(one)]
        caption = max((one for one in captions if len(one) <= _MOST_CAPTION), key=len, default="")
        notes = tuple(
            word
            for word, title in zip(words, titles, strict=True)
            if title != caption and not _UNIT.search(word)
        )
        return _Above(caption=caption, unit=units[0] if units else "", notes=notes)


def _head_row(grid: FilledCells) -> int | None:
    """Return the row of the columns' names: the first that is no title and has no figures."""
    width = len(grid.columns)
    for number in grid.numbers[:_MOST_ABOVE]:
        row = [cell for cell in grid.row(number, grid.columns) if cell]
        distinct = set(row)
        if number in grid.broad or number in grid.hidden_rows or len(distinct) < 2:
            continue
        if any("：" in cell or ":" in cell for cell in row) and 4 * len(distinct) < 3 * width:
            continue
        if 2 * len(row) <= width:
            continue
        if any(map(is_figure, row)):
            return None
        return number
    return None


def _last_head_row(grid: FilledCells, head: int) -> int:
    """Return the last row of names: as far down as names are merged, or stand below a wide one."""
    last = head
    for merge in grid.merges:
        if merge.top != head:
            continue
        is_wide = merge.right > merge.left
        last = max(last, merge.bottom + (1 if is_wide and merge.bottom == head else 0))
    if last == head and _names_go_on(grid, head):
        last = head + 1
    last = min(last, head + _MOST_DEEP - 1)
    while last > head and (
        last not in grid.cells or any(map(is_figure, grid.row(last, grid.columns)))
    ):
        last -= 1
    return last


def _names_go_on(grid: FilledCells, head: int) -> bool:
    """Return whether names stand below all that have none, though nothing was merged."""
    upper, lower = grid.cells[head], grid.cells.get(head + 1, {})
    blank = [column for column in _columns(grid, head) if column not in upper]
    return (
        bool(blank)
        and all(column in lower for column in blank)
        and any(column not in lower for column in upper)
    )


def _heads(
    grid: FilledCells, numbers: Iterable[int], columns: Sequence[int]
) -> list[tuple[str, ...]]:
    """Return the rows of names; a name set over several columns stands over each of them."""
    rows = [grid.row(number, columns) for number in numbers]
    for upper, lower in pairwise(rows):
        over = ""
        for column, name in enumerate(upper):
            over = name or over
            if not name and lower[column]:
                upper[column] = over
    return [tuple(row) for row in rows]


def _columns(grid: FilledCells, head: int) -> Iterator[int]:
    used = {column for number in grid.numbers if number >= head for column in grid.cells[number]}
    yield from (column for column in grid.columns if column in used)


def _joined(parts: Sequence[str]) -> str:
    """Return one name of those that stand above each other: 早稻 over 面积 is 早稻面积."""
    names = [re.sub(r"\s+", "" if not part.isascii() else " ", part) for part in parts if part]
    return "".join(dict.fromkeys(names))


class _Body:
    """The rows below the names, sorted into rows, sums and remarks."""

    def __init__(self, names: Sequence[str], heads: Container[tuple[str, ...]]) -> None:
        self._names = names
        self._heads = heads
        self.rows: list[ListRow] = []
        self.notes: list[str] = []
        self._apart: list[str] = []
        self._hidden = 0
        self._again = 0
        self._other_from = 0
        """Where another list begins, with names of its own."""

    def add(self, number: int, cells: tuple[str, ...], grid: FilledCells) -> None:
        """Take in the next row."""
        filled = [cell for cell in cells if cell]
        if not filled or self._other_from:
            return
        if number in grid.hidden_rows:
            self._hidden += 1
        elif cells in self._heads:
            self._again += 1
        elif self._names_another_list(filled):
            self._other_from = number
        elif any(sum_label(cell) for cell in filled[:3]):
            self.rows.append(ListRow(number=number, cells=cells, is_sum=True))
        elif self._is_remark(number, filled, grid):
            text = " ".join(dict.fromkeys(filled))
            self.notes.append(text)
            self._apart.append(f"第 {number} 行“{text[:20]}”")
        else:
            self.rows.append(ListRow(number=number, cells=cells))

    def _is_remark(self, number: int, filled: Sequence[str], grid: FilledCells) -> bool:
        if len(self._names) < 3:
            return False
        return (
            number in grid.broad
            or len(filled) == 1
            or (bool(_SIGNED.match(filled[0])) and 2 * len(filled) <= len(self._names) + 1)
        )

    def _names_another_list(self, filled: Sequence[str]) -> bool:
        same = sum(cell in self._names for cell in filled)
        return len(filled) > 2 and 2 * same >= len(filled) and not any(map(is_figure, filled))

    def remarks(self) -> Iterator[str]:
        """Yield what was done with rows that are none of the list."""
        if self._other_from:
            yield f"第 {self._other_from} 行起是另一张表，没有读。请另存成一个文件再放。"
        if self._apart:
            some = "、".join(self._apart[:_TOLD]) + "等" * (len(self._apart) > _TOLD)
            yield f"{some}不是一条一条的名单，没有放进表里；要紧的请写进正文。"
        if self._again:
            yield f"表头又印了 {self._again} 遍（每页一遍），已经去掉。"
        if self._hidden:
            yield f"{self._hidden} 行是隐藏的（多半是筛选过），没有读。要的话，请取消筛选再放进来。"


def _told(
    grid: FilledCells, head: int, last: int, columns: Sequence[int], names: Sequence[str]
) -> Iterator[str]:
    below = [(number, grid.cells[number]) for number in grid.numbers if number >= head]
    hidden = [
        grid.cell(head, column) or f"{letters_of(column)} 列"
        for column in grid.hidden_columns
        if any(column in row for _, row in below)
    ]
    if hidden:
        yield f"{len(hidden)} 列是隐藏的，没有读：{'、'.join(hidden)}。"
    if last > head:
        yield f"列名有 {last - head + 1} 层，已并成一层：{'、'.join(names)}。"
    filled = sum(number > last for number in grid.filled)
    if filled:
        yield f"合并的格子拆开填了 {filled} 格，请看一遍。"
    if grid.open_figures:
        some = "、".join(grid.open_figures[:_TOLD]) + "等" * (len(grid.open_figures) > _TOLD)
        yield f"{some} {len(grid.open_figures)} 处合并的格子里是数，没有拆开填；请核对各是多少。"
    if len(set(map(folded, names))) < len(columns) or "" in names:
        yield "有重复的或空的列名，请给每一列一个不同的名称。"
    codes = [
        f"{letters_of(column)}{number}"
        for number, row in below
        for column, cell in row.items()
        if column in columns and _FORMULA.match(cell)
    ]
    if codes:
        some = "、".join(codes[:_TOLD]) + "等" * (len(codes) > _TOLD)
        yield f"{some} {len(codes)} 格以 = + - @ 开头，用 Excel 打开会当成公式，请核对。"
