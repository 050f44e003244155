"""Products that stand in a row: 面积×标准=金额, told from headings and units."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.checks.sums import cell_number
from kit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.checks.table_numbers import TableNumbers
    from kit.model.item import Amount

_PER = re.compile(r"每(亩|人|户|月|年|天|日|头|只|株|棵|次|台|盏|方|吨|公斤|斤)")
_ROUNDINGS = (ROUND_HALF_UP, ROUND_FLOOR, ROUND_CEILING)
_NEAR = 4
"""Columns within which a quantity belongs to a rate that names no unit."""
_LEAST_ROWS, _LEAST_COUNTS = 3, 2
"""So many rows must follow one rate, and differ, before another row is taken for a slip."""
_NET = re.compile(r"实[发付补缴收]|自[缴筹付]|扣|减|已|尚|余")


@dataclass(frozen=True)
class _Product:
    """Columns whose product, times ``rate``, a row's amount should be."""

    numbers: TableNumbers
    factors: tuple[int, ...]
    target: int
    rates: tuple[Decimal, ...]
    """Amounts of the item, any of which may be the rate; 1 where the rate is a column."""
    sure: bool
    """Whether headings and units alone say so; else the rows must show it."""
    rate_name: str = ""

    @property
    def written(self) -> str:
        """The product as the clerk would write it: 面积×80元."""
        names = [self.numbers.headings[index].name for index in self.factors]
        return "×".join([*names, *([self.rate_name] if self.rate_name else [])])

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows in which all its cells are numbers."""
        return tuple(
            row
            for row in self.numbers.leaves
            if all(
                not self.numbers.is_blank(row, index)
                and cell_number(self.numbers.cell(row, index)) is not None
                for index in (*self.factors, self.target)
            )
        )

    def results(self, row: int) -> tuple[Decimal, ...]:
        """Return what the amount of a row may be, before it is rounded."""
        result = Decimal(1)
        for index in self.factors:
            result *= self.numbers.number(row, index)
        if any("元" in self.numbers.headings[index].unit for index in self.factors):
            result *= max(self.numbers.unit_of(index) for index in self.factors)
        return tuple(result * rate / self.numbers.unit_of(self.target) for rate in self.rates)

    @cached_property
    def wrong(self) -> tuple[int, ...]:
        """Rows that hold another amount, however the office rounds."""
        return min((self._wrong(rounding) for rounding in _ROUNDINGS), key=len)

    @cached_property
    def has_other_factor(self) -> bool:
        """Whether all rows are the same multiple of it: half a year, a share of eighty per cent."""
        ratios = {
            self.numbers.number(row, self.target) / result
            for row in self.rows
            for result in self.results(row)
            if result
        }
        return len(self.rows) > 1 and len(ratios) == 1

    def _wrong(self, rounding: str) -> tuple[int, ...]:
        written = {row: self.numbers.number(row, self.target) for row in self.rows}
        places = min((int(v.normalize().as_tuple().exponent) for v in written.values()), default=0)
        last = Decimal(1).scaleb(min(places, 0))
        return tuple(
            row
            for row, value in written.items()
            if value not in {one.quantize(last, rounding) for one in self.results(row)}
        )


def products(
    numbers: TableNumbers, amounts: Sequence[Amount], left_out: frozenset[int]
) -> Iterator[Fault]:
    """Stop a row whose amount is not the product that headings and units say."""
    rates = [i for i in numbers.figures if numbers.headings[i].is_rate]
    found = [
        [one for one in _of_rate(rate, numbers) if one.target not in left_out] for rate in rates
    ]
    found += [
        list(_of_heading(index, numbers)) if index not in left_out else []
        for index in numbers.figures
        if numbers.headings[index].rate
    ]
    if not found:
        found = [[p for p in _of_amounts(numbers, amounts) if p.target not in left_out]]
    if not any(one.rows for candidates in found for one in candidates):
        found = [[one] for one in _of_equal_rates(numbers) if one.target not in left_out]
    for candidates in found:
        tried = [one for one in candidates if one.rows]
        if tried:
            yield from _faults(min(tried, key=lambda one: len(one.wrong)))


def _of_rate(rate: int, numbers: TableNumbers) -> Iterator[_Product]:
    """Give the products of a column of rates: of what its unit names, or of what stands beside."""
    target = _target(rate, numbers)
    if target is None:
        return
    counted = [
        index
        for index in numbers.added
        if index not in (rate, target) and not numbers.headings[index].is_money
    ]
    per = sorted(numbers.headings[rate].per)
    by_unit = [[i for i in counted if numbers.headings[i].unit == unit] for unit in per]
    known = [columns for columns in by_unit if columns]
    if per and not known:  # an amount a year or a head, and no column says how many
        return
    beside = [index for index in counted if abs(index - rate) <= _NEAR]
    chosen = list(product(*known)) if known else [(index,) for index in beside]
    sure = _is_gross(target, numbers) and (bool(known) or len(beside) == 1)
    for columns in chosen:
        # A count of days or months that the rate's unit leaves out may be a factor, too.
        others = [(), *((index,) for index in beside if index not in columns)]
        for more in others:
            factors = (*columns, *more, rate)
            yield _Product(numbers, factors, target, (Decimal(1),), sure=sure)


def _of_heading(index: int, numbers: TableNumbers) -> Iterator[_Product]:
    """Give the product of a column whose heading says the rate itself: 金额（150元/亩）."""
    heading = numbers.headings[index]
    for unit in heading.per:
        factor = _nearest(index, unit, numbers)
        if factor is not None:
            rates, name = (Decimal(heading.rate),), f"{heading.rate}元"
            yield _Product(numbers, (factor,), index, rates, sure=True, rate_name=name)


def _of_amounts(numbers: TableNumbers, amounts: Sequence[Amount]) -> Iterator[_Product]:
    """Give the products of a quantity and the item's own amount for one: 每亩80元."""
    by_unit: dict[str, list[Amount]] = {}
    for amount in amounts:
        for unit in _PER.findall(amount.written):
            if amount.yuan is not None:
                by_unit.setdefault(unit, []).append(amount)
    money = [i for i in numbers.added if numbers.headings[i].is_money]
    for unit, rates in by_unit.items():
        for index in numbers.added:
            after = [i for i in money if i > index]
            if numbers.headings[index].unit == unit and after:
                values = tuple(rate.yuan for rate in rates if rate.yuan is not None)
                name = "或".join(rate.figure for rate in rates)
                yield _Product(numbers, (index,), after[0], values, sure=False, rate_name=name)


def _of_equal_rates(numbers: TableNumbers) -> Iterator[_Product]:
    """Give the product that all rows but one follow, though no heading names a rate."""
    money = [i for i in numbers.added if numbers.headings[i].is_money]
    for target, index in product(money, numbers.added):
        heading = numbers.headings[index]
        if heading.is_money or index > target or target - index > _NEAR:
            continue
        found = _Product(numbers, (index,), target, (Decimal(1),), sure=False)
        rates = Counter(
            numbers.number(row, target) / numbers.number(row, index)
            for row in found.rows
            if numbers.number(row, index)
        )
        counts = {numbers.number(row, index) for row in found.rows}
        for rate, rows in rates.most_common(1):
            if rows >= _LEAST_ROWS and rows == len(found.rows) - 1 and len(counts) > _LEAST_COUNTS:
                name = f"{rate.normalize():f}"
                yield _Product(numbers, (index,), target, (rate,), sure=False, rate_name=name)


def _target(rate: int, numbers: TableNumbers) -> int | None:
    """Return the column of amounts that belongs to a rate: the next one, or the only one."""
    money = [i for i in numbers.added if numbers.headings[i].is_money]
    following = [i for i in money if i > rate]
    if following:
        return following[0]
    return money[0] if len(money) == 1 else None


def _nearest(rate: int, unit: str, numbers: TableNumbers) -> int | None:
    counted = [i for i in numbers.added if numbers.headings[i].unit == unit]
    return min(counted, key=lambda i: (abs(i - rate), i), default=None)


def _is_gross(target: int, numbers: TableNumbers) -> bool:
    """Return whether nothing is taken off an amount before it stands in its column."""
    return not _NET.search(numbers.headings[target].name)


def _faults(found: _Product) -> Iterator[Fault]:
    numbers, wrong = found.numbers, found.wrong
    name = numbers.headings[found.target].name
    way_out = f"另有算法的，在“核对”里写一行：{name} 不核对 原因。"
    if wrong and 2 * len(wrong) > len(found.rows):
        # Most rows do not follow: the headings mean something else, or all are wrong.
        yield Fault(
            "表格",
            f"“{name}”多数不等于{found.written}，如{_told(found, wrong[0])}。",
            f"请核对。{way_out}",
            Severity.STOP if found.sure and not found.has_other_factor else Severity.WARN,
        )
        return
    for row in wrong:
        yield Fault("表格", f"{_told(found, row)}。", f"请核对这一行。{way_out}")


def _told(found: _Product, row: int) -> str:
    numbers = found.numbers
    place = numbers.table.cell_place(row, found.target)
    right = "或".join(f"{one.normalize():f}" for one in dict.fromkeys(found.results(row)))
    return f"{place}写的是 {numbers.cell(row, found.target)}，{found.written}是 {right}"
