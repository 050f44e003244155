"""The cells of a table as Excel and WPS leave them: mended where that is plain, else told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.model.finding import Severity
from kit.model.item import Blank, ColumnType
from kit.text.headings import heading_of, sum_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.model.item import Column, Table

_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_INTEGER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)")
_FIGURES = {ColumnType.MONEY: _NUMBER, ColumnType.INTEGER: _INTEGER}
_BLANK = frozenset({"", "-", "—", "——", "/", "无"})
_DITTO = frozenset({"〃", "″", "同上", "''", '"', "〞"})
_FULL_WIDTH = re.compile("[０-９]+")
# What Excel makes of an account or identity number: its last digits are gone for good.
_SPOILT = re.compile(r"\d(?:\.\d+)?E\+\d{2,}", re.IGNORECASE)
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|#{2,}|=.+|nan|null|none|undefined",
    re.IGNORECASE,
)
_LONG_FRACTION = re.compile(r"-?\d+\.\d{7,}")
_DUST = Decimal("1e-11")
"""How far a sum of binary fractions is off, in shares of itself: 256.00000000000006."""
_PLACES = Decimal("1e-6")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = re.compile(
    rf"\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}-(?:{_MONTHS})(?:-\d\d)?|(?:{_MONTHS})-\d\d"
    r"|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?",
    re.IGNORECASE,
)
_CODE = re.compile(r"\d+-\d+(?:-\d+)?")
_SERIAL_DAYS = range(18_264, 73_050)
"""Days since 1900, as Excel counts them: 1950 to 2099."""
_NOTE = re.compile(r"制表|填表|审核|复核|负责人|经办|单位盖章|填报|说明|备注|注[:：]|日期[:：]")
# Below a table: 制表人：, 单位负责人：.
_SIGNED = re.compile(
    r"[^：:]{0,6}(?:制表|填表|审核|复核|负责人|经办|盖章|填报)[^：:]{0,4}[：:]|注[:：]"
)
_SOME = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a table; the file's name stands before it."""

    message: str
    remedy: str
    severity: Severity = Severity.STOP


def some(places: Sequence[str]) -> str:
    """Return the first few of many places."""
    return "、".join(places[:_SOME]) + (f"等 {len(places)} 处" if len(places) > _SOME else "")


def mend_cells(table: Table) -> tuple[Table, list[Remark]]:
    """Return the table with figures as they were meant, and what was mended."""
    half_width, rounded = [], []
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=False)):
            plain = _half_width(cell)
            if plain != cell:
                half_width.append(table.cell_place(number, index))
            clean = plain if column.type is ColumnType.TEXT else _without_dust(plain)
            if clean != plain:
                rounded.append(f"{table.cell_place(number, index)} {plain}→{clean}")
            cells.append(clean)
        rows.append((*cells, *row[len(cells) :]))
    remarks = []
    if half_width:
        remarks.append(
            Remark(
                f"{some(half_width)}的数字是全角的，已按半角读。", "不用改；请核对。", Severity.INFO
            )
        )
    if rounded:
        remarks.append(
            Remark(
                f"{some(rounded)}：多出来的尾数是 Excel 算出来的，已经去掉。",
                "请核对；要改的，在 Excel 里用 ROUND 取两位小数，再另存。",
                Severity.INFO,
            )
        )
    return replace(table, rows=tuple(rows)), remarks


def _half_width(cell: str) -> str:
    if cell.isascii():
        return cell
    whole = normalize("NFKC", cell)
    if _NUMBER.fullmatch(whole):
        return whole
    return _FULL_WIDTH.sub(lambda match: normalize("NFKC", match[0]), cell)


def _without_dust(cell: str) -> str:
    if not _LONG_FRACTION.fullmatch(cell):
        return cell
    value = Decimal(cell)
    meant = value.quantize(_PLACES)
    if abs(value - meant) > _DUST * max(abs(value), Decimal(1)):
        return cell
    return f"{meant.normalize():f}"


def is_sum_row(row: Sequence[str]) -> bool:
    """Return whether a row sums up others; its label may stand in any of the first cells."""
    return any(sum_label(cell) for cell in row if cell)


def _holds_data(row: Sequence[str]) -> bool:
    """Return whether a row is neither a sum nor a heading or note across the table."""
    filled = [cell for cell in row if cell]
    is_note = any(_SIGNED.match(cell) for cell in filled)
    return len(filled) > 1 and not is_note and not is_sum_row(row)


def fill_merged(table: Table) -> tuple[Table, list[Remark]]:
    """Return the table with merged cells filled down, where the clerk says so or it is plain."""
    data = [_holds_data(row) for row in table.rows]
    filled: dict[int, list[str]] = {}
    remarks = []
    for index, column in enumerate(table.columns):
        written = [row[index] if index < len(row) else "" for row in table.rows]
        open_rows = [n for n, cell in enumerate(written) if data[n] and cell in {"", *_DITTO}]
        if not open_rows or column.blank is Blank.EMPTY:
            continue
        full = _filled_down(written, data, across_sums=column.blank is Blank.AS_ABOVE)
        if column.blank is Blank.AS_ABOVE or all(written[n] in _DITTO for n in open_rows):
            filled[index] = full
        elif _is_plainly_merged(column, written, full, open_rows, data):
            filled[index] = full
            remarks.append(_filled_remark(table, index, open_rows))
        elif any(written) and (column.type is ColumnType.NAME or heading_of(column.name).is_group):
            remarks.append(_blank_remark(table, index, open_rows))
    rows = tuple(
        tuple(filled[i][n] if i in filled and i < len(row) else cell for i, cell in enumerate(row))
        for n, row in enumerate(table.rows)
    )
    return replace(table, rows=rows), remarks


def _filled_down(written: Sequence[str], data: Sequence[bool], *, across_sums: bool) -> list[str]:
    above, full = "", []
    for cell, holds_data in zip(written, data, strict=True):
        if not holds_data:
            # A group usually ends with its sum; then what stood above holds no longer.
            above = above if across_sums else ""
            full.append(cell)
            continue
        above = above if cell in {"", *_DITTO} else cell
        full.append(above or cell)
    return full


def _is_plainly_merged(
    column: Column,
    written: Sequence[str],
    full: Sequence[str],
    open_rows: Sequence[int],
    data: Sequence[bool],
) -> bool:
    """Return whether blanks can only be merged cells: each group named once, most rows blank."""
    heading = heading_of(column.name)
    names = [cell for cell, is_data in zip(written, data, strict=True) if is_data and cell]
    return (
        (heading.is_group or heading.is_rate)
        and all(full[n] for n in open_rows)
        and len(set(names)) == len(names)
        and len(open_rows) >= len(names)
    )


def _filled_remark(table: Table, index: int, rows: Sequence[int]) -> Remark:
    name = table.columns[index].name
    return Remark(
        f"“{name}”一列{table.rows_told(rows)}空着，像是合并过的单元格，已照上面一格补上。",
        f"请核对。对的，在“列”里给“{name}”写上 空格: 同上；本来就空的，写 空格: 留空。",
        Severity.WARN,
    )


def _blank_remark(table: Table, index: int, rows: Sequence[int]) -> Remark:
    name = table.columns[index].name
    return Remark(
        f"“{name}”一列{table.rows_told(rows)}空着，看不出是合并过的还是漏填的。",
        "请填上。合并过的，在“列”里给这一列写 空格: 同上；本来就空的，写 空格: 留空。",
        Severity.WARN,
    )


def wrong_cells(table: Table) -> Iterator[Remark]:
    """Tell cells that are not what their column says; the cells themselves are not repeated."""
    found: dict[str, list[str]] = {}
    data = [_holds_data(row) for row in table.rows]
    for index, column in enumerate(table.columns):
        cells = [(n, row[index]) for n, row in enumerate(table.rows) if index < len(row)]
        mixed = any(_CODE.fullmatch(cell) for _, cell in cells)
        form = _form(column, [cell for n, cell in cells if data[n]])
        for number, cell in cells:
            fault = _fault(cell, column, form, has_codes=mixed)
            # Labels of sums, titles of groups and amounts in capitals stand among figures, too.
            if fault == _NO_NUMBER and not data[number]:
                is_wrong = column.type and any(map(str.isdigit, cell)) and not sum_label(cell)
                fault = fault if is_wrong else None
            if fault:
                found.setdefault(fault, []).append(table.cell_place(number, index))
    for fault, places in found.items():
        yield Remark(f"{some(places)}{_FAULTS[fault][0]}", _FAULTS[fault][1])
    yield from _serial_days(table)
    notes = [n for n, row in enumerate(table.rows) if _is_alone(row) and _NOTE.search("".join(row))]
    if notes:
        yield Remark(
            f"{table.rows_told(notes)}只有一格有字，像是表下面的说明或签名。",
            "请删去，要说的写在正文里。",
            Severity.WARN,
        )


def _is_alone(row: Sequence[str]) -> bool:
    return len(row) > 2 and sum(map(bool, row)) == 1


_NO_NUMBER = "不是数"
_FAULTS = {
    "科学记数": (
        "的长号码被 Excel 改成了科学记数，后几位已经丢失。",
        "请把这一列设为“文本”格式，重新填入号码，再另存。",
    ),
    "错误值": (
        "是 Excel 的错误值（如 #N/A、####）或没有算出来的公式。",
        "请把列拉宽，改好公式或填上数，再另存。",
    ),
    "尾数": (
        "的小数太长，是公式没有取整。",
        "请在 Excel 里用 ROUND 取两位小数，再另存。",
    ),
    "日期": (
        "像是编号或数（如 1-2）被 Excel 改成了日期（1月2日）。",
        "请把这一列设为“文本”格式，重新填入，再另存。",
    ),
    "负数": ("是负数。", "面积、人数这样的数不会小于零，请核对。"),
    _NO_NUMBER: ("不是数。", "金额和整数的列只填数字，单位写在列名里。"),
}


def _form(column: Column, cells: Sequence[str]) -> re.Pattern[str] | None:
    """Return what cells of a column must be: by its type, or by heading and most of its cells."""
    if column.type is not None:
        return _FIGURES.get(column.type)
    heading = heading_of(column.name)
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
    is_figures = heading.is_money or heading.unit or heading.is_rate
    return _NUMBER if is_figures and 2 * numbers > len(cells) and numbers > 1 else None


def _fault(
    cell: str, column: Column, form: re.Pattern[str] | None, *, has_codes: bool
) -> str | None:
    if cell in _BLANK:
        return None
    if _SPOILT.fullmatch(cell):
        return "科学记数"
    if _ERROR.fullmatch(cell):
        return "错误值"
    heading = heading_of(column.name)
    if _DAY.fullmatch(cell) and (form or heading.is_code or (has_codes and not heading.is_day)):
        return "日期"
    if column.type is not ColumnType.TEXT and _LONG_FRACTION.fullmatch(cell):
        return "尾数"
    if form and cell.startswith("-") and heading.unit and not heading.is_money:
        return "负数"
    return _NO_NUMBER if form and not form.fullmatch(_without_unit(cell, column)) else None


def _without_unit(cell: str, column: Column) -> str:
    """Return a cell without the unit that a clerk who gave no types may write behind a number."""
    unit = heading_of(column.name).unit
    return cell if column.type is not None else cell.removesuffix(unit or "元").removesuffix("%")


def _serial_days(table: Table) -> Iterator[Remark]:
    """Stop days that Excel shows as numbers since 1900, in a column of days."""
    for index, column in enumerate(table.columns):
        if not heading_of(column.name).is_day or column.type in _FIGURES:
            continue
        wrong = [
            number
            for number, row in enumerate(table.rows)
            if index < len(row) and re.fullmatch(r"\d{5}", row[index])
            if int(row[index]) in _SERIAL_DAYS
        ]
        if wrong:
            places = [table.cell_place(row, index) for row in wrong]
            yield Remark(
                f"{some(places)}是 Excel 的日期数，不是日期（如 46023 就是2026年1月1日）。",
                "请把这一列设为“日期”格式，再另存。",
            )
