"""The sums of an item's table (K04); the language is told in ``kit.checks.sums``."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.checks.sums import (
    BadSum,
    Cell,
    Name,
    Operation,
    Sum,
    Unchecked,
    Unique,
    equal_as_written,
    has_sum,
    names_in,
    read_sum,
    value_of,
)
from kit.checks.table_days import days
from kit.checks.table_numbers import TableNumbers
from kit.checks.table_patterns import capitals, patterns, ranks
from kit.checks.table_products import products
from kit.checks.table_serials import doubled_rows, serials
from kit.checks.table_totals import row_sums, totals
from kit.model.finding import Severity
from kit.text.figures.quantity import Kind
from kit.text.references import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from kit.checks.subject import Subject
    from kit.checks.sums import Equation, Expression
    from kit.model.item import Item

_MOST_TOLD = 5
_HELP = "写法如：合计 = sum(项目)、金额 = 面积 * 80、金额 = 合计.决算数。"


def sums(subject: Subject) -> Iterator[Fault]:
    """Stop a table whose figures do not add up."""
    table = subject.item.table
    if table is None:
        return
    numbers = TableNumbers(table)
    told: list[Fault] = []
    left_out: set[int] = set()
    for line in table.checks:
        try:
            check = read_sum(fill_numbers(line, subject.item))
            if isinstance(check, Unchecked):
                left_out.add(numbers.column(check.column))
                yield _unchecked(check)
            else:
                told += _first_few(list(_faults(check, line, numbers, subject)))
        except BadSum as error:
            told.append(Fault("表格", f"核对“{line}”看不懂：{error}。", _HELP))
    yield from told
    if not told:  # what nobody asked for would say the same in other words
        yield from _unasked(numbers, subject.item, frozenset(left_out))


def _unasked(numbers: TableNumbers, item: Item, left_out: frozenset[int]) -> Iterator[Fault]:
    """Tell what does not add up in a table of the usual form, though nobody asked."""
    for found in (
        totals(numbers, left_out),
        row_sums(numbers, left_out),
        products(numbers, item.amounts, left_out),
        capitals(numbers),
        patterns(numbers, left_out),
        days(numbers, item.dates.publish),
        ranks(numbers, left_out),
        serials(numbers, left_out),
        doubled_rows(numbers),
    ):
        yield from _first_few(list(found))


def _unchecked(check: Unchecked) -> Fault:
    return Fault(
        "表格",
        f"“{check.column}”一列没有核对：{check.reason}。",
        "请签字的人看一看。",
        Severity.INFO,
    )


def fill_numbers(line: str, item: Item) -> str:
    """Return a line of 核对 with {金额} as a bare number in 元."""
    for number, amount in enumerate(item.amounts, start=1):
        if amount.yuan is not None:
            value = f"{amount.yuan:f}"
            line = line.replace(f"{{金额{number}}}", value).replace("{金额}", value)
    return line


def _first_few(faults: list[Fault]) -> Iterator[Fault]:
    yield from faults[:_MOST_TOLD]
    if len(faults) > _MOST_TOLD:
        more = len(faults) - _MOST_TOLD
        yield Fault(
            "表格", f"同样的问题还有{more}处。", "请把整张表重新核对一遍。", faults[0].severity
        )


def _faults(
    check: Equation | Unique, line: str, cells: TableNumbers, subject: Subject
) -> Iterator[Fault]:
    if isinstance(check, Unique):
        yield from _doubles(check, cells)
        return
    names = [*names_in(check.left), *names_in(check.right)]
    if any(name in cells.columns for name in names):
        yield from _row_by_row(check, line, cells)
    elif has_sum(check.left) or has_sum(check.right) or any(name in cells.rows for name in names):
        yield from _column_by_column(check, line, cells)
    else:
        yield from _once(check, line, cells, subject)


def _row_by_row(check: Equation, line: str, cells: TableNumbers) -> Iterator[Fault]:
    # What is only added and taken away holds of sums and parts as it does of the other rows.
    is_linear = _is_linear(check.left) and _is_linear(check.right)
    for number in _filled(check, cells) if is_linear else cells.leaves:

        def look_up(name: Name | Cell | Sum, number: int = number) -> Decimal:
            if isinstance(name, Name):
                return cells.number(number, cells.column(name.name))
            return _from_cells(name, cells)

        yield from _compare(check, line, f"第 {cells.table.row_number(number)} 行", look_up)


def _is_linear(expression: Expression) -> bool:
    if isinstance(expression, Operation):
        parts = (expression.left, expression.right)
        return expression.sign in "+-" and all(map(_is_linear, parts))
    return isinstance(expression, Name)


def _filled(check: Equation, cells: TableNumbers) -> Iterator[int]:
    """Give the rows to compare: all that sum up nothing, and others in which no number lacks."""
    columns = [cells.column(name) for side in (check.left, check.right) for name in names_in(side)]
    for number in range(len(cells.table.rows)):
        if number in cells.leaves or not any(cells.is_blank(number, one) for one in columns):
            yield number


def _column_by_column(check: Equation, line: str, cells: TableNumbers) -> Iterator[Fault]:
    for index in cells.added:

        def look_up(name: Name | Cell | Sum, index: int = index) -> Decimal:
            if isinstance(name, Name):
                return cells.number(cells.row(name.name), index)
            if isinstance(name, Sum):
                return _sum_of(index, cells)
            return _from_cells(name, cells)

        yield from _compare(check, line, f"“{cells.table.columns[index].name}”一列", look_up)


def _sum_of(index: int, cells: TableNumbers) -> Decimal:
    return cells.sum_over(cells.leaves, index)


def _from_cells(name: Cell | Sum, cells: TableNumbers) -> Decimal:
    if isinstance(name, Sum):
        return _sum_of(cells.column(name.over), cells)
    return cells.number(cells.row(name.row), cells.column(name.column))


def _compare(
    check: Equation, line: str, where: str, look_up: Callable[[Name | Cell | Sum], Decimal]
) -> Iterator[Fault]:
    left, right = value_of(check.left, look_up), value_of(check.right, look_up)
    if not equal_as_written(left, right):
        yield Fault(
            "表格",
            f"表格{where}对不上“{line}”：表里是{left:f}，算出来是{right.normalize():f}。",
            "请核对这些数字，改正后再检查一遍。",
        )


def _once(check: Equation, line: str, cells: TableNumbers, subject: Subject) -> Iterator[Fault]:
    """Compare a fact or a sentence of the item with a cell, both in 元."""
    if not subject.item.amounts and "金额" in {*names_in(check.left), *names_in(check.right)}:
        yield Fault("金额", f"核对“{line}”要拿金额来比，金额还没有填。", "请填写金额。")
        return

    def in_yuan(name: Name | Cell | Sum) -> Decimal:
        if isinstance(name, Cell):
            column = cells.column(name.column)
            return cells.number(cells.row(name.row), column) * cells.unit_of(column)
        if isinstance(name, Sum):
            return _from_cells(name, cells)
        return _amount(name.name, subject.item)

    if isinstance(check.left, Name) and check.left.name.startswith("大白话"):
        yield from _said(check.left.name, value_of(check.right, in_yuan), line, subject)
        return
    left, right = value_of(check.left, in_yuan), value_of(check.right, in_yuan)
    if left != right:
        yield Fault(
            "金额",
            f"核对“{line}”不成立：一边是{left.normalize():f}元，一边是{right.normalize():f}元。",
            "请核对金额和表格，改正不对的一处。",
        )


def _amount(name: str, item: Item) -> Decimal:
    figure = fill(f"{{{name}}}", item)
    amounts = [a.yuan for a in item.amounts if a.yuan is not None and a.figure == figure]
    if not amounts:
        raise BadSum(f"表里和要点里都没有“{name}”")
    return amounts[0]


def _said(name: str, value: Decimal, line: str, subject: Subject) -> Iterator[Fault]:
    number = name.removeprefix("大白话") or "1"
    for text in subject.labelled("大白话"):
        if str(text.passage.number) != number:
            continue
        kinds = (Kind.MONEY, Kind.COUNT, Kind.SHARE)
        said = [one.value for one in text.quantities if one.kind in kinds]
        if value not in said:
            yield Fault(
                "大白话",
                f"{text.place}里没有表格的数{value.normalize():f}（核对“{line}”）。",
                "请把这一句的数字改成和表格一样，最好写成{金额}。",
            )
        return
    raise BadSum(f"没有“{name}”这一句")


def _doubles(check: Unique, cells: TableNumbers) -> Iterator[Fault]:
    column = cells.column(check.column)
    group = cells.column(check.group) if check.group else None
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(cells.table.rows):
        if column < len(row) and row[column].strip():
            key = row[group].strip() if group is not None and group < len(row) else ""
            seen[key, row[column].strip()].append(number)
    for rows in seen.values():
        if len(rows) > 1:
            # The entry may be a name or a card number: only the rows are told.
            yield Fault(
                "表格",
                f"“{check.column}”在{cells.table.rows_told(rows)}重复。",
                "请核对是不是同一户登记了两次。",
            )
