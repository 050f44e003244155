"""What the sums of an annual report's tables say (勾稽), in decimals.

A wrong cell of part three breaks a row and a column, and both by the same difference: then the
cell itself is named and what it should be. What does not fit together that way is told by row
and by column.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.duty.report_forms import (
    CARRIED_IN,
    CARRIED_ON,
    COURTS,
    DONE,
    NEW,
    PART_THREE_COLUMNS,
    PART_TWO,
    RESULTS,
    Form,
    answers,
    part_three,
)
from kit.duty.report_tables import (
    OPEN,
    decimal_of,
    place_four,
    place_three,
    place_two,
    row_name,
)
from kit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.duty.report_tables import ReportTables

_LAST = len(PART_THREE_COLUMNS) - 1
_COPY = "请照登记簿核对这几个数，改正写错的一个。"


def stop(code: str, place: str, message: str, remedy: str) -> Finding:
    """Return a fault with which no report may go out."""
    return Finding(code=code, severity=Severity.STOP, field=place, message=message, remedy=remedy)


def warn(code: str, place: str, message: str, remedy: str) -> Finding:
    """Return what somebody has to look at."""
    return Finding(code=code, severity=Severity.WARN, field=place, message=message, remedy=remedy)


def sum_faults(tables: ReportTables) -> Iterator[Finding]:
    """Yield everything in the tables that is no figure, is missing, or does not add up."""
    faults = [*_unread(tables)]
    yield from faults
    if not any(fault.code == "AR00" for fault in faults):
        yield from _part_three(tables)
    yield from _part_four(tables)
    yield from _part_two(tables)


def _unread(tables: ReportTables) -> Iterator[Finding]:
    for label in tables.unknown:
        yield stop(
            "AR00", "表格", f"格式里没有“{label}”这一行。", "请照格式的原样，不加行、不改名。"
        )
    wanted = part_three(tables.form)
    missing = [row_name(tables.form, row) for row in wanted if row not in tables.three]
    if missing and tables.three:
        yield stop("AR00", "表三", f"缺 {'、'.join(missing)} {len(missing)} 行。", "请照格式补上。")
    for row, cells in tables.three.items():
        if len(cells) != _LAST + 1:
            place = f"表三“{row_name(tables.form, row)}”行"
            yield stop("AR00", place, f"有 {len(cells)} 个数，要 7 个。", "没有的写 0，不空着。")
        yield from _cells(cells, lambda at, row=row: place_three(tables.form, row, at))
    if not tables.three:
        yield stop("AR00", "第三部分", "没有找到申请情况的表。", "请照格式放上，没有申请的都写 0。")
    if len(tables.four) != len(COURTS) * len(RESULTS):
        yield stop(
            "AR00", "表四", f"有 {len(tables.four)} 个数，要 15 个。", "没有的写 0，不空着。"
        )
    else:
        yield from _cells(tables.four, place_four)
    for group in PART_TWO[tables.form]:
        for name in group.rows:
            cells = tables.two.get(name, ())
            if len(cells) != len(group.columns):
                place, remedy = f"表二“{name}”行", "没有的写 0，不空着。"
                told = f"有 {len(cells)} 个数，要 {len(group.columns)} 个。"
                yield stop("AR00", place, told, remedy)
            else:
                yield from _cells(
                    cells, lambda at, name=name: place_two(tables.form, name, at), whole=False
                )


def _cells(cells: Sequence[str], place_of: object, *, whole: bool = True) -> Iterator[Finding]:
    assert callable(place_of)
    for at, cell in enumerate(cells):
        figure = decimal_of(cell)
        if cell == OPEN:
            yield stop("AR00", place_of(at), "还没有填。", "请填上；没有的写 0。")
        elif figure is None:
            shown = f"写的“{cell}”不是数。" if cell else "空着。"
            yield stop("AR00", place_of(at), shown, "没有的写 0。")
        elif whole and (figure < 0 or figure != int(figure)):
            yield stop("AR00", place_of(at), f"写的是 {cell}，件数要是整数。", "请核对。")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Part three as figures, every row and every column of it whole."""

    form: Form
    rows: dict[str, list[Decimal]]

    def row_error(self, row: str) -> Decimal:
        """Return by how much the six applicants exceed what stands as their total."""
        return sum(self.rows[row][:_LAST], Decimal()) - self.rows[row][_LAST]

    def balance(self, column: int) -> Decimal:
        """Return by how much 一 + 二 exceeds 三之总计 + 四."""
        rows = self.rows
        came = rows[NEW][column] + rows[CARRIED_IN][column]
        return came - rows[DONE][column] - rows[CARRIED_ON][column]

    def answered(self, column: int) -> Decimal:
        """Return by how much the kinds of answer exceed what stands as their total."""
        return (
            sum((self.rows[row][column] for row in answers(self.form)), Decimal())
            - (self.rows[DONE][column])
        )

    def explained_by(self, row: str, column: int) -> Decimal | None:
        """Return what one cell would have to be, if it alone made its row and column wrong."""
        error = self.row_error(row) * (1 if column < _LAST else -1)
        in_balance = {NEW: 1, CARRIED_IN: 1, DONE: -1, CARRIED_ON: -1}.get(row, 0)
        in_answers = -1 if row == DONE else int(row not in (NEW, CARRIED_IN, CARRIED_ON))
        fits = (
            error != 0
            and self.balance(column) == error * in_balance
            and self.answered(column) == error * in_answers
        )
        right = self.rows[row][column] - error
        return right if fits and right >= 0 else None


def _part_three(tables: ReportTables) -> Iterator[Finding]:
    rows = {
        row: [decimal_of(cell) or Decimal() for cell in cells]
        for row, cells in tables.three.items()
    }
    sheet = _Sheet(tables.form, rows)
    for row, cells in sheet.rows.items():
        for column in range(_LAST + 1):
            right = sheet.explained_by(row, column)
            if right is not None:
                place = place_three(tables.form, row, column)
                told = f"写的是 {cells[column]}，照横竖两边的合计应当是 {right}。"
                yield stop("AR03", place, told, "请照登记簿核对；是这一格错了，就改成这个数。")
                cells[column] = right
    yield from _rows_and_columns(sheet)


def _rows_and_columns(sheet: _Sheet) -> Iterator[Finding]:
    for row, cells in sheet.rows.items():
        if error := sheet.row_error(row):
            place = f"表三“{row_name(sheet.form, row)}”行"
            total = cells[_LAST]
            yield stop("AR03", place, f"前六列合计 {total + error}，总计写的是 {total}。", _COPY)
    for column, name in enumerate(PART_THREE_COLUMNS):
        place = f"表三“{name}”列"
        if error := sheet.answered(column):
            done = sheet.rows[DONE][column]
            told = f"各种办理结果合计 {done + error}，（七）总计写的是 {done}。"
            yield stop("AR02", place, told, _COPY)
        if sheet.balance(column):
            new, before, done, after = (
                sheet.rows[row][column] for row in (NEW, CARRIED_IN, DONE, CARRIED_ON)
            )
            told = f"第一项加第二项是 {new + before}，第三项加第四项是 {done + after}，要相等。"
            yield stop("AR01", place, told, _COPY)


def _part_four(tables: ReportTables) -> Iterator[Finding]:
    figures = [decimal_of(cell) for cell in tables.four]
    for number, name in enumerate(COURTS):
        group = [one for one in figures[5 * number : 5 * number + 5] if one is not None]
        if len(group) == len(RESULTS) and sum(group[:4]) != group[4]:
            told = f"前四项合计 {sum(group[:4])}，总计写的是 {group[4]}。"
            yield stop("AR04", f"表四“{name}”", told, "请照文书核对，改正写错的一个。")


def _part_two(tables: ReportTables) -> Iterator[Finding]:
    if tables.form is not Form.OF_2019:
        return
    hard = []
    for name in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"):
        figures = [decimal_of(cell) for cell in tables.two.get(name, ())]
        if len(figures) == 3 and figures[1] and figures[2] == 0:
            hard.append(f"{name} 上一年 {figures[0]}、增减 {figures[1]}、处理 0")
    if hard:
        yield warn(
            "AR13",
            "表二",
            f"项目增减了，却一件也没有处理：{'；'.join(hard)}。",
            "请照权责清单和处理决定核对；有处罚、许可决定的要公示（谁执法谁公示）。",
        )
    for name in ("规章", "规范性文件"):
        figures = [decimal_of(cell) for cell in tables.two.get(name, ())]
        if len(figures) == 3 and figures[1] is not None and (figures[2] or 0) < figures[1]:
            place = place_two(tables.form, name, 2)
            told = f"写的是 {figures[2]}，比本年新公开的 {figures[1]} 还少。"
            yield stop("AR06", place, told, "对外公开总数量要包含本年新公开的。")


def carried_faults(tables: ReportTables, before: ReportTables) -> Iterator[Finding]:
    """Yield where a report does not go on from the last year's: carried requests, valid papers."""
    for column, name in enumerate(PART_THREE_COLUMNS):
        now, then = tables.figure(CARRIED_IN, column), before.figure(CARRIED_ON, column)
        if now is not None and then is not None and now != then:
            place = place_three(tables.form, CARRIED_IN, column)
            told = f"写的是 {now}，上一年年报结转的“{name}”是 {then}。"
            yield stop("AR05", place, told, "两年的要一样：请照上一年年报核对。")
    if tables.form is not Form.OF_2021 or before.form is not Form.OF_2021:
        return
    for name in ("规章", "行政规范性文件"):
        now3, then3 = (
            [decimal_of(cell) for cell in one.two.get(name, ())] for one in (tables, before)
        )
        if len(now3) == len(then3) == 3 and None not in (*now3, then3[2]):
            made, ended, valid = (one or Decimal() for one in now3)
            right = (then3[2] or Decimal()) + made - ended
            if valid != right:
                place = place_two(tables.form, name, 2)
                told = (
                    f"写的是 {valid}；上年有效 {then3[2]} 加制发 {made} 减废止 {ended} 是 {right}。"
                )
                yield stop("AR06", place, told, "请照文件目录核对，改正写错的一个。")
