"""Sums that stand in a table though nobody asked for a check: 合计 of rows and of columns."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.checks.sums import BadSum
from kit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.checks.table_numbers import TableNumbers, Total

_WAY_OUT = "本来就不是相加得来的，在“核对”里写一行：{} 不核对 原因。"
_ROUNDED_UNITS = Decimal(1_000)
"""From 千元 on, rows are rounded one by one and may miss their sum by a little."""
_MOSTLY = 3
_COUNTED = re.compile(r"共?(\d+)(户|人|名)")


def totals(numbers: TableNumbers, left_out: frozenset[int]) -> Iterator[Fault]:
    """Stop a row 合计, 小计 or 总计 that is not the sum of its rows."""
    for total in numbers.totals:
        wrong = [_wrong_columns(total, scope, numbers, left_out) for scope in total.scopes]
        columns = min(wrong, key=len)
        scope = total.scopes[wrong.index(columns)]
        for index in columns:
            yield _total_fault(total, scope, index, numbers)
        yield from _miscounted(total, numbers)


def _wrong_columns(
    total: Total, scope: Sequence[int], numbers: TableNumbers, left_out: frozenset[int]
) -> list[int]:
    wrong = []
    for index in numbers.added:
        if index in left_out or numbers.is_blank(total.row, index):
            continue
        try:
            written = numbers.number(total.row, index)
            # What is left at the end is no sum of what was left in between.
            is_left = numbers.headings[index].is_left
            if is_left and written == numbers.number(scope[-1], index):
                continue
            if written != numbers.sum_over(scope, index):
                wrong.append(index)
        except BadSum:
            continue  # reading the table told of it
    return wrong


def _total_fault(total: Total, scope: Sequence[int], index: int, numbers: TableNumbers) -> Fault:
    written, right = numbers.number(total.row, index), numbers.sum_over(scope, index)
    place = numbers.table.cell_place(total.row, index)
    name = numbers.headings[index].name
    last = Decimal(1).scaleb(min(int(written.as_tuple().exponent), 0))
    is_rounding = numbers.unit_of(index) >= _ROUNDED_UNITS and abs(written - right) <= last / 2 * (
        len(scope) + 1
    )
    hint = "，像是四舍五入差的" if is_rounding else ""
    return Fault(
        "表格",
        f"{place}的{total.label}写的是 {written:f}，{_span(scope, numbers)}相加是 {right:f}，"
        f"差 {abs(written - right):f}{hint}。",
        f"请核对这一列和{total.label}。{_WAY_OUT.format(name)}",
        Severity.STOP if total.certain and not is_rounding else Severity.WARN,
    )


def _span(scope: Sequence[int], numbers: TableNumbers) -> str:
    first, last = (numbers.table.row_number(row) for row in (scope[0], scope[-1]))
    return f"第 {first}～{last} 行" if last > first else f"第 {first} 行"


def _miscounted(total: Total, numbers: TableNumbers) -> Iterator[Fault]:
    """Ask about 共48户 in a sum of rows that are not so many."""
    for index in range(len(numbers.table.columns)):
        match = _COUNTED.search(numbers.cell(total.row, index))
        if match is None or index in numbers.figures:
            continue
        counts = {len(scope) for scope in total.scopes} | {
            len({numbers.cell(row, column) for row in scope} - {""})
            for scope in total.scopes
            for column in range(len(numbers.table.columns))
        }
        if int(match[1]) not in counts:
            yield Fault(
                "表格",
                f"{numbers.table.cell_place(total.row, index)}写的是{match[1]}{match[2]}，"
                f"表里是 {len(total.scopes[0])} 行。",
                "请核对是不是少了或多了人。",
                Severity.WARN,
            )


def row_sums(numbers: TableNumbers, left_out: frozenset[int]) -> Iterator[Fault]:
    """Stop a cell in a column 合计 that is not the sum of its row, as the other rows' are."""
    for index in numbers.added:
        if not numbers.headings[index].is_sum or index in left_out:
            continue
        best = min(
            (_wrong_rows(index, parts, numbers) for parts in _parts_of(index, numbers)),
            key=lambda rows: len(rows[1]),
            default=((), []),
        )
        parts, wrong = best
        # What is added up here is shown by the rows in which it is right.
        if not parts or len(numbers.leaves) < _MOSTLY * len(wrong) or len(numbers.leaves) < 2:
            continue
        names = "＋".join(numbers.headings[part].name for part in parts)
        for row in wrong:
            total = sum((numbers.number(row, part) for part in parts), Decimal(0))
            yield Fault(
                "表格",
                f"{numbers.table.cell_place(row, index)}写的是 {numbers.number(row, index):f}，"
                f"{names}是 {total:f}。",
                f"请核对这一行。{_WAY_OUT.format(numbers.headings[index].name)}",
            )


def _parts_of(index: int, numbers: TableNumbers) -> Iterator[tuple[int, ...]]:
    """Give the columns that a column 合计 may sum up: those to its left, or to its right."""
    unit = numbers.headings[index].unit
    for columns in (range(index - 1, 0, -1), range(index + 1, len(numbers.headings))):
        beside: list[int] = []
        for column in columns:
            if column not in numbers.figures or numbers.headings[column].is_sum:
                break
            if column in numbers.added:
                beside.append(column)
        same_unit = [column for column in beside if numbers.headings[column].unit == unit]
        money = [column for column in beside if numbers.headings[column].is_money]
        for parts in (beside, same_unit, money):
            if len(parts) > 1:
                yield tuple(sorted(parts))
    sums = [c for c in numbers.added if c != index and numbers.headings[c].is_sum]
    if len(sums) > 1:
        yield tuple(sums)


def _wrong_rows(
    index: int, parts: tuple[int, ...], numbers: TableNumbers
) -> tuple[tuple[int, ...], list[int]]:
    wrong = []
    for row in numbers.leaves:
        if numbers.is_blank(row, index):
            continue
        try:
            total = sum((numbers.number(row, part) for part in parts), Decimal(0))
            if total != numbers.number(row, index):
                wrong.append(row)
        except BadSum:
            continue
    return parts, wrong
