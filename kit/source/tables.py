"""The table beside an item: a csv file as Excel or WPS saved it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.model.finding import Severity
from kit.model.item import Column, Table
from kit.source.attachments import read_attachment
from kit.source.csv_rows import BrokenRow, read_rows
from kit.source.problems import Rule
from kit.source.table_cells import Remark, fill_merged, is_sum_row, mend_cells, some, wrong_cells
from kit.source.table_names import mask_names
from kit.text.headings import folded, is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.source.attachments import Beside
    from kit.source.csv_rows import Row, Sheet
    from kit.source.problems import Problems

LABEL = "表格"
MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 40
_MOST_TITLE_ROWS = 6
_MOST_CAPTION = 60
_UNIT = re.compile(r"(?:^|[^\u4e00-\u9fff])(?:金额)?单位\s*[:：]\s*([\u4e00-\u9fff]{1,4})")
_NO_CAPTION = re.compile(r"[：:]|^附[件表]|^\d+年\d+月(?:\d+日)?$")
_SOME = 3


def read_table(
    beside: Beside, spec: dict[str, Any], default_file: str, line: int, problems: Problems
) -> Table | None:
    """Return the table described by ``spec``, or None with what is wrong with it told."""
    name = spec.get("file") or default_file
    data = read_attachment(
        beside,
        name,
        (".csv",),
        MOST_BYTES,
        rule=Rule.TABLE,
        label=LABEL,
        line=line,
        problems=problems,
    )
    if data is None:
        return None
    try:
        table, remarks = _read(name, read_rows(data), spec)
    except BrokenRow as broken:
        table, remarks = None, [_broken(broken.number)]
    for remark in remarks:
        rule = Rule.MENDED if remark.severity is Severity.INFO else Rule.TABLE
        message = f"{name} {remark.message}"
        problems.at(line, LABEL).add(remark.severity, rule, message, remark.remedy)
    return table


def _read(name: str, sheet: Sheet, spec: dict[str, Any]) -> tuple[Table | None, list[Remark]]:
    if len(sheet.rows) < 2:
        return None, [
            Remark("里没有数据。", "第一行写各列的名称，下面每行写一条。"),
        ]
    described = [column for column in spec.get("columns", ()) if column.get("name")]
    first = _heading_row(sheet.rows, [column["name"] for column in described])
    above = [row for row in sheet.rows[:first] if not _is_sum(row[1])]
    (_, upper), *body = sheet.rows[first:]
    header, body = _joined(upper, body)
    # A sum above the names is the first row of the table all the same.
    body = [row for row in sheet.rows[:first] if _is_sum(row[1])] + body
    titles = _titles(above)
    table = Table(
        file=name,
        columns=_columns(header, described),
        rows=tuple(row for _, row in body),
        caption=spec.get("caption", "") or titles.caption,
        unit=spec.get("unit", "") or titles.unit,
        checks=spec.get("checks", ()),
        row_numbers=tuple(number for number, _ in body),
    )
    remarks = [
        *_of_file(sheet),
        *_of_titles(above, sheet.rows[first][0], titles, table),
        *_of_headings(header, described),
        *_of_shape(header, body),
    ]
    if header is not upper:
        remarks.append(_joined_remark(header))
    for step in (mend_cells, fill_merged):
        table, found = step(table)
        remarks += found
    shown = {folded(column["name"]) for column in described if "show" in column}
    decided = {column.name for column in table.columns if folded(column.name) in shown}
    table, found = mask_names(table, decided)
    return table, [*remarks, *found, *wrong_cells(table)]


def _broken(number: int) -> Remark:
    return Remark(
        f"第 {number} 行起读不下去：有一格太长，多半是少了一个引号。",
        "请用 Excel 或 WPS 打开它，核对这一行，另存为“CSV UTF-8”。",
    )


def _of_file(sheet: Sheet) -> Iterator[Remark]:
    if sheet.was_gbk:
        yield Remark(
            "不是 UTF-8 编码，已按 GBK 读。",
            "请核对表里的汉字；或在 Excel 里另存为“CSV UTF-8”。",
            Severity.INFO,
        )


def _heading_row(rows: Sequence[Row], described: list[str]) -> int:
    """Return which of the first rows has the columns' names: titles may stand above it."""
    wanted = {folded(name) for name in described}
    head = [row for _, row in rows[:_MOST_TITLE_ROWS]]
    if wanted:
        for index, row in enumerate(head):
            if wanted <= {folded(cell) for cell in row}:
                return index
    width = max(map(len, head))
    for index, row in enumerate(head[:-1]):
        if not _is_title(row, width) and not _is_sum(row):
            return index
    return 0


def _is_title(row: Sequence[str], width: int) -> bool:
    """Return whether a row is a table's title, or its “单位：元” and “2026年11月”."""
    filled = [cell for cell in row if cell]
    marks = any(mark in cell for cell in filled for mark in "：:")
    return width > 1 and (len(filled) == 1 or (marks and 2 * len(filled) <= width))


def _is_sum(row: Sequence[str]) -> bool:
    """Return whether a row sums up others, and does not only name a column 合计."""
    return is_sum_row(row) and any(re.fullmatch(r"[\d,.]+", cell) for cell in row)


@dataclass(frozen=True, slots=True)
class _Titles:
    """What stands above the columns' names, and belongs beside the table."""

    caption: str = ""
    unit: str = ""


def _titles(rows: Sequence[Row]) -> _Titles:
    cells = [cell for _, row in rows for cell in row if cell]
    units = [match[1] for cell in cells if (match := _UNIT.search(cell))]
    names = [cell for cell in cells if not _NO_CAPTION.search(cell) and len(cell) <= _MOST_CAPTION]
    return _Titles(max(names, key=len, default=""), units[0] if units else "")


def _of_titles(
    above: Sequence[Row], heading: int, titles: _Titles, table: Table
) -> Iterator[Remark]:
    """Say what became of the rows above the columns' names: “单位：万元” must not be lost."""
    if not above:
        return
    if not all(_is_title(row, len(table.columns)) for _, row in above):
        yield Remark(
            f"的列名有 {len(above) + 1} 层（到第 {heading} 行），多半是合并过的单元格。",
            "请并成一行，每列一个名称，如“早稻面积（亩）”，再另存。",
        )
        return
    if titles.unit and titles.unit != table.unit:
        yield Remark(
            f"列名上面写着单位“{titles.unit}”，“单位”一栏写的是“{table.unit}”。",
            "请核对，两处改成一样。",
        )
    first, last = above[0][0], above[-1][0]
    span = f"{first}～{last}" if last > first else f"{first}"
    used = [f"表名“{table.caption}”"] * bool(table.caption) + [f"单位“{table.unit}”"] * bool(
        table.unit
    )
    yield Remark(
        f"第 {span} 行是表的名称或说明，列名在第 {heading} 行："
        f"{'、'.join(used) or '表名'}照用，其余的没有放进来。",
        "请核对。要印的写在“标题”“单位”或正文里；这几行可以从 csv 里删去。",
        Severity.WARN,
    )


def _joined(upper: tuple[str, ...], body: list[Row]) -> tuple[tuple[str, ...], list[Row]]:
    """Return one row of names and the rest; two where a name above stood over several columns."""
    below = body[0][1]
    is_second = (
        len(body) > 1
        and not below[0]
        and len(below) == len(upper)
        and not any(cell[:1].isdigit() or cell[:1] in "-—" for cell in below if cell)
        and all(cell for cell, name in zip(below, upper, strict=True) if not name)
    )
    if len(body) > 1 and _are_units(below) and len(below) == len(upper):
        units = (f"（{cell.strip('（）()')}）" if cell else "" for cell in below)
        return tuple(map("".join, zip(upper, units, strict=True))), body[1:]
    if "" not in upper or not is_second:
        return upper, body
    over, names = "", []
    for name, cell in zip(upper, below, strict=True):
        over = name or over
        names.append(f"{over}{cell}")
    return tuple(names), body[1:]


def _are_units(row: Sequence[str]) -> bool:
    """Return whether a row below the names holds their units and nothing else."""
    filled = [cell.strip("（）()") for cell in row if cell]
    return bool(filled) and all(is_unit(cell) for cell in filled)


def _joined_remark(header: Sequence[str]) -> Remark:
    return Remark(
        f"的列名有两层，已并成一层：{'、'.join(map(_unbroken, header))}。",
        "请核对；“列”里的名称照这样写。",
        Severity.WARN,
    )


def _columns(header: Sequence[str], described: list[dict[str, Any]]) -> tuple[Column, ...]:
    """Return the columns in the order of the csv, as the item describes them."""
    by_name = {folded(column["name"]): Column(**column) for column in described}
    # Blanks in a heading are there to fill the cell, line breaks to make it narrow.
    return tuple(by_name.get(folded(cell)) or Column(name=_unbroken(cell)) for cell in header)


def _unbroken(heading: str) -> str:
    return "".join(heading.split()) if not heading.isascii() else " ".join(heading.split())


def _of_headings(header: Sequence[str], described: list[dict[str, Any]]) -> Iterator[Remark]:
    wanted = {folded(column["name"]): column["name"] for column in described}
    written = {folded(cell): cell for cell in header}
    missing = [name for fold, name in wanted.items() if fold not in written]
    unknown = [_unbroken(cell) for fold, cell in written.items() if wanted and fold not in wanted]
    if missing or unknown:
        yield Remark(
            f"第一行的列名和“列”里写的不一样："
            f"{'、'.join(missing or unknown) or '空列名'}{'没有' if missing else '多出来'}。",
            "请把两处改成一样。",
        )
    broken = [_unbroken(cell) for cell in header if any(blank in cell for blank in "\n 　\xa0")]
    if broken:
        yield Remark(
            f"的列名“{'、'.join(broken[:_SOME])}”里有换行或空格，已经去掉。",
            "不用改；要改的，在 Excel 里关掉“自动换行”，去掉空格。",
            Severity.INFO,
        )
    half = len(header) // 2
    if half and folded("".join(header[:half])) == folded("".join(header[-half:])):
        yield Remark(
            "是左右两栏并排的表。",
            "请把右边一栏接到左边一栏下面，只留一行列名；印的时候会自动分栏。",
        )
    elif len(written) < len(header) or "" in header:
        yield Remark("第一行有重复的或空的列名。", "请给每一列一个不同的名称。")


def _of_shape(header: Sequence[str], body: Sequence[Row]) -> Iterator[Remark]:
    ragged = [f"第 {number} 行 {len(row)} 列" for number, row in body if len(row) != len(header)]
    if ragged:
        yield Remark(
            f"第一行有 {len(header)} 列，{some(ragged)}，对不齐。",
            "请补齐或删去多出的逗号；内容里有逗号的，用 Excel 另存一次。",
        )
    again = [str(number) for number, row in body if tuple(row) == tuple(header)]
    if again:
        yield Remark(f"第 {'、'.join(again[:_SOME])} 行又写了一遍列名。", "请把这一行删掉。")
    if len(body) > MOST_ROWS or len(header) > MOST_COLUMNS:
        yield Remark(
            f"有 {len(body)} 行 {len(header)} 列，最多 {MOST_ROWS} 行 {MOST_COLUMNS} 列。",
            "请分成几个事项。",
        )
