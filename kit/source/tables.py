"""The table beside an item: a csv file as Excel or WPS saved it."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from kit.model.item import Column, ColumnType, Table
from kit.source.attachments import read_attachment
from kit.source.problems import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.source.attachments import Beside
    from kit.source.problems import Problems

LABEL = "表格"
MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 40
MOST_CELL = 2_000
"""Characters of a cell; a longer one is no cell of a table."""
_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_INTEGER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)")
_BLANK = frozenset({"", "-", "—", "——", "/", "无"})
# What Excel makes of an account or identity number: its last digits are gone for good.
_SPOILT = re.compile(r"\d(?:\.\d+)?E\+\d{2,}", re.IGNORECASE)


class _BrokenRow(Exception):  # noqa: N818 - a place, caught where the table is read
    """A row that no table has, and the line where it begins."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


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
        rows = list(_rows(_text(data, name, line, problems)))
    except _BrokenRow as broken:
        problems.stop(
            Rule.TABLE,
            f"{name} 第 {broken.number} 行起读不下去：有一格太长，多半是少了一个引号。",
            "请用 Excel 或 WPS 打开它，核对这一行，另存为“CSV UTF-8”。",
            line=line,
            label=LABEL,
        )
        return None
    if len(rows) < 2:
        problems.stop(
            Rule.TABLE,
            f"{name} 里没有数据。",
            "第一行写各列的名称，下面每行写一条。",
            line=line,
            label=LABEL,
        )
        return None
    (_, header), *body = rows
    columns = _columns(header, spec.get("columns", ()), name, line, problems)
    _check_shape(header, body, name, line, problems)
    _check_cells(columns, body, name, line, problems)
    return Table(
        file=name,
        columns=columns,
        rows=tuple(row for _, row in body),
        caption=spec.get("caption", ""),
        unit=spec.get("unit", ""),
        checks=spec.get("checks", ()),
    )


def _text(data: bytes, name: str, line: int, problems: Problems) -> str:
    """Return the csv's text; Excel on a Chinese PC saves GBK, and cannot be told otherwise."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.note(
            Rule.MENDED,
            f"{name} 不是 UTF-8 编码，已按 GBK 读。",
            "请核对表里的汉字；或在 Excel 里另存为“CSV UTF-8”。",
            line=line,
            label=LABEL,
        )
        return data.decode("gb18030", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line numbers and rows; the blank rows and columns Excel leaves behind are dropped."""
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    rows = list(_numbered(text, delimiter))
    written = [(number, row) for number, row in rows if any(row)]
    width = max((len(row) - _blank_tail(row) for _, row in written), default=0)
    for number, row in written:
        yield number, tuple(row[:width])


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and rows; a quote that is not closed takes in all that follows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    first = 1
    try:
        for row in reader:
            if max(map(len, row), default=0) > MOST_CELL:
                raise _BrokenRow(first)
            yield reader.line_num, [cell.strip() for cell in row]
            first = reader.line_num + 1
    except csv.Error:
        raise _BrokenRow(first) from None


def _blank_tail(row: list[str]) -> int:
    return next((count for count, cell in enumerate(reversed(row)) if cell), len(row))


def _columns(
    header: tuple[str, ...],
    described: tuple[dict[str, Any], ...],
    name: str,
    line: int,
    problems: Problems,
) -> tuple[Column, ...]:
    """Return the columns in the order of the csv, as the item describes them."""
    by_name = {column["name"]: Column(**column) for column in described if column.get("name")}
    missing = [column for column in by_name if column not in header]
    unknown = [column for column in header if by_name and column not in by_name]
    if missing or unknown:
        problems.stop(
            Rule.TABLE,
            f"{name} 第一行的列名和“列”里写的不一样："
            f"{'、'.join(missing or unknown) or '空列名'}{'没有' if missing else '多出来'}。",
            "请把两处改成一样。",
            line=line,
            label=LABEL,
        )
    if len(set(header)) < len(header) or "" in header:
        problems.stop(
            Rule.TABLE,
            f"{name} 第一行有重复的或空的列名。",
            "请给每一列一个不同的名称。",
            line=line,
            label=LABEL,
        )
    return tuple(by_name.get(column) or Column(name=column) for column in header)


def _check_shape(
    header: tuple[str, ...],
    body: list[tuple[int, tuple[str, ...]]],
    name: str,
    line: int,
    problems: Problems,
) -> None:
    ragged = [f"第 {number} 行 {len(row)} 列" for number, row in body if len(row) != len(header)]
    if ragged:
        problems.stop(
            Rule.TABLE,
            f"{name} 第一行有 {len(header)} 列，{_some(ragged)}，对不齐。",
            "请补齐或删去多出的逗号；内容里有逗号的，用 Excel 另存一次。",
            line=line,
            label=LABEL,
        )
    if len(body) > MOST_ROWS or len(header) > MOST_COLUMNS:
        problems.stop(
            Rule.TABLE,
            f"{name} 有 {len(body)} 行 {len(header)} 列，最多 {MOST_ROWS} 行 {MOST_COLUMNS} 列。",
            "请分成几个事项。",
            line=line,
            label=LABEL,
        )


def _check_cells(
    columns: tuple[Column, ...],
    body: list[tuple[int, tuple[str, ...]]],
    name: str,
    line: int,
    problems: Problems,
) -> None:
    """Tell cells that are not what their column says; the cells themselves are not repeated."""
    forms = {ColumnType.MONEY: _NUMBER, ColumnType.INTEGER: _INTEGER}
    wrong, spoilt = [], []
    for number, row in body:
        for column, cell in zip(columns, row, strict=False):
            form = forms.get(column.type) if column.type else None
            if _SPOILT.fullmatch(cell):
                spoilt.append(f"第 {number} 行“{column.name}”")
            elif form and cell not in _BLANK and not form.fullmatch(cell):
                wrong.append(f"第 {number} 行“{column.name}”")
    if spoilt:
        problems.stop(
            Rule.TABLE,
            f"{name} {_some(spoilt)}的长号码被 Excel 改成了科学记数，后几位已经丢失。",
            "请把这一列设为“文本”格式，重新填入号码，再另存。",
            line=line,
            label=LABEL,
        )
    if wrong:
        problems.stop(
            Rule.TABLE,
            f"{name} {_some(wrong)}不是数。",
            "金额和整数的列只填数字，单位写在列名里。",
            line=line,
            label=LABEL,
        )


def _some(places: list[str]) -> str:
    """Return the first few of many places."""
    return "、".join(places[:3]) + (f"等 {len(places)} 处" if len(places) > 3 else "")
