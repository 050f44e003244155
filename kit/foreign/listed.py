"""A list out of a sheet as offices lay it out: titles above, merged cells, sums, signatures.

Only what a reader of the printed sheet would do without asking is done here, and all of it is
told. Sums stay in their places, marked: the check of tables holds them against the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.xlsx.sheet_cells import letters_of
from kit.text.headings import folded, sum_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.foreign.xlsx.sheet_cells import Merge, Sheet

MOST_CELL = 2_000
"""Characters of a cell; a longer one is no cell of a list."""
_MOST_ABOVE = 12
"""Rows of titles and remarks above the columns' names."""
_MOST_DEEP = 3
_MOST_MERGED = 200_000
"""Cells under merges, counted as often as merges lie over them."""
MOST_ROWS = 5_000
_MOST_CAPTION = 60
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?%?|=.*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"(?:^|[^\u4e00-\u9fff])(?:金额)?单位\s*[:：]\s*([\u4e00-\u9fff]{1,4})")
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
    grid = _Grid.of(sheet)
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
    deep = range(head, last + 1)
    names = tuple(_joined([grid.cell(row, column) for row in deep]) for column in columns)
    above = [grid.row(number, grid.columns) for number in grid.numbers if number < head]
    body = _Body(names=names)
    heads = {tuple(grid.row(row, columns)) for row in range(head, last + 1)} | {names}
    for number in grid.numbers:
        if number > last:
            body.add(number, tuple(grid.row(number, columns)), grid, heads)
    words = [cell for row in above for cell in dict.fromkeys(row) if cell]
    captions = [one for one in words if not _NO_CAPTION.search(one) and len(one) <= _MOST_CAPTION]
    units = [match[1] for one in words if (match := _UNIT.search(one))]
    caption = max(captions, key=len, default="")
    return ForeignList(
        sheet=sheet.name,
        caption=caption,
        unit=units[0] if units else "",
        names=names,
        rows=tuple(body.rows),
        notes=(*(one for one in words if one != caption and not _UNIT.search(one)), *body.notes),
        told=(*sheet.told, *_told(grid, head, last, columns, names), *body.remarks()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """A sheet's cells with merged ones filled, as far as that makes no figure twice."""

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
    def of(sheet: Sheet) -> _Grid:
        cells = {row.number: dict(row.cells) for row in sheet.rows}
        long = next(
            (
                f"{letters_of(column)}{number}"
                for number, row in cells.items()
                for column, cell in row.items()
                if len(cell) > MOST_CELL
            ),
            "",
        )
        if long:
            raise ForeignFileError(
                f"“{sheet.name}”{long} 一格有两千多字，不像名单。", "长的文字请放进正文。"
            )
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
            elif _is_figure(text):
                open_figures.append(f"{letters_of(merge.left)}{merge.top}")
            elif not sum_label(text) or merge.bottom > merge.top:
                filled += _fill(cells, merge, text, last, width)
        hidden = frozenset(row.number for row in sheet.rows if row.hidden)
        return _Grid(
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
        return " ".join(self.cells.get(row, {}).get(column, "").split())

    def row(self, number: int, columns: Sequence[int]) -> list[str]:
        return [self.cell(number, column) for column in columns]


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


def _is_figure(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def _head_row(grid: _Grid) -> int | None:
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
        if any(map(_is_figure, row)):
            return None
        return number
    return None


def _last_head_row(grid: _Grid, head: int) -> int:
    """Return the last row of names: as far down as names are merged, or stand below a wide one."""
    last = head
    for merge in grid.merges:
        if merge.top != head:
            continue
        is_wide = merge.right > merge.left
        last = max(last, merge.bottom + (1 if is_wide and merge.bottom == head else 0))
    last = min(last, head + _MOST_DEEP - 1)
    while last > head and (
        last not in grid.cells or any(map(_is_figure, grid.row(last, grid.columns)))
    ):
        last -= 1
    return last


def _columns(grid: _Grid, head: int) -> Iterator[int]:
    used = {column for number in grid.numbers if number >= head for column in grid.cells[number]}
    yield from (column for column in grid.columns if column in used)


def _joined(parts: Sequence[str]) -> str:
    """Return one name of those that stand above each other: 早稻 over 面积 is 早稻面积."""
    names = [re.sub(r"\s+", "" if not part.isascii() else " ", part) for part in parts if part]
    return "".join(dict.fromkeys(names))


class _Body:
    """The rows below the names, sorted into rows, sums and remarks."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self.rows: list[ListRow] = []
        self.notes: list[str] = []
        self._apart: list[str] = []
        self._hidden = 0
        self._again = 0

    def add(
        self, number: int, cells: tuple[str, ...], grid: _Grid, heads: set[tuple[str, ...]]
    ) -> None:
        filled = [cell for cell in cells if cell]
        if not filled:
            return
        if number in grid.hidden_rows:
            self._hidden += 1
        elif cells in heads:
            self._again += 1
        elif any(sum_label(cell) for cell in filled[:3]):
            self.rows.append(ListRow(number=number, cells=cells, is_sum=True))
        elif self._is_remark(number, filled, grid):
            text = " ".join(dict.fromkeys(filled))
            self.notes.append(text)
            self._apart.append(f"第 {number} 行“{text[:20]}”")
        else:
            self.rows.append(ListRow(number=number, cells=cells))

    def _is_remark(self, number: int, filled: Sequence[str], grid: _Grid) -> bool:
        if len(self._names) < 3:
            return False
        return (
            number in grid.broad
            or len(filled) == 1
            or (bool(_SIGNED.match(filled[0])) and 2 * len(filled) <= len(self._names) + 1)
        )

    def remarks(self) -> Iterator[str]:
        if self._apart:
            some = "、".join(self._apart[:_TOLD]) + "等" * (len(self._apart) > _TOLD)
            yield f"{some}不是一条一条的名单，没有放进表里；要紧的请写进正文。"
        if self._again:
            yield f"表头又印了 {self._again} 遍（每页一遍），已经去掉。"
        if self._hidden:
            yield f"{self._hidden} 行是隐藏的（多半是筛选过），没有读。要的话，请取消筛选再放进来。"


def _told(
    grid: _Grid, head: int, last: int, columns: Sequence[int], names: Sequence[str]
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
