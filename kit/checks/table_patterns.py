"""What the rows of a table show to hold, and the few rows in which it does not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.checks.sums import cell_number
from kit.model.finding import Severity
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Clock, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.checks.table_numbers import TableNumbers

_MOST_FIGURES = 8
_DAY_MINUTES = 24 * 60
_CHANGE = re.compile(r"增长率|增幅|增速|同比")
_LENGTH = re.compile(r"时长|小时数|时数")
_OPEN = re.compile(r"差额|增减|未[交缴领完办]|尚")
_CAPITAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟]")
_FEW_RATIO_ROWS = 4


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What a column's cells are by the others: a value for each row, in words ``says``."""

    column: int
    says: str
    values: Mapping[int, Decimal]

    def wrong(self, numbers: TableNumbers) -> list[int]:
        """Return the rows that hold something else, to the decimals they are written with."""
        return [
            row
            for row, value in self.values.items()
            if (written := cell_number(numbers.cell(row, self.column))) is not None
            and _rounded(value, written) != written
        ]


def patterns(numbers: TableNumbers, left_out: frozenset[int]) -> Iterator[Fault]:
    """Ask about a share, a running total or a fixed ratio that one row alone does not follow."""
    if len(numbers.figures) > _MOST_FIGURES:
        return
    for index, heading in enumerate(numbers.headings):
        if index in left_out:
            continue
        if heading.is_share:
            yield from _told(numbers, list(_shares(index, numbers)))
        elif "累计" in heading.name:
            yield from _told(numbers, list(_running(index, numbers)))
        elif _LENGTH.search(heading.name):
            yield from _told(numbers, list(_lengths(index, numbers)))
        elif heading.is_left or _OPEN.search(heading.name):
            yield from _told(numbers, list(_differences(index, numbers)))
    if not any(heading.is_rate for heading in numbers.headings):
        yield from _ratios(numbers, left_out)


def _told(numbers: TableNumbers, found: list[_Pattern]) -> Iterator[Fault]:
    tried = [(pattern, pattern.wrong(numbers)) for pattern in found if pattern.values]
    if not tried:
        return
    pattern, wrong = min(tried, key=lambda one: len(one[1]))
    right = len(pattern.values) - len(wrong)
    if right < 2 * len(wrong) and not (_CHANGE.search(pattern.says) and right):
        return
    for row in wrong:
        written = numbers.cell(row, pattern.column)
        value = _rounded(pattern.values[row], cell_number(written) or Decimal(0))
        yield Fault(
            "表格",
            f"{numbers.table.cell_place(row, pattern.column)}写的是 {written}，"
            f"照别的行，{pattern.says}是 {value:f}。",
            "请核对这一行。",
            Severity.WARN,
        )


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    places = Decimal(1).scaleb(min(0, int(like.as_tuple().exponent)))
    return value.quantize(places, ROUND_HALF_UP)


def _shares(index: int, numbers: TableNumbers) -> Iterator[_Pattern]:
    """Give what a share may be of: one column of another, of its sum, of the row above."""
    name = numbers.headings[index].name
    rows = [*numbers.leaves, *(total.row for total in numbers.totals)]
    beside = [
        column
        for column in numbers.figures
        if column not in (0, index) and not numbers.headings[column].is_share
    ]
    for part, whole in permutations(beside, 2):
        says = f"{numbers.headings[part].name}÷{numbers.headings[whole].name}"
        yield _pattern(index, says, rows, part, whole, numbers)
    for part in beside:
        said = numbers.headings[part].name
        total = numbers.sum_over(numbers.leaves, part) if _is_whole(part, numbers) else Decimal(0)
        if total:
            shares = {
                row: numbers.number(row, part) / total * 100
                for row in numbers.leaves
                if not numbers.is_blank(row, index)
            }
            yield _Pattern(index, f"{said}占合计", shares)
        if _CHANGE.search(name) and _is_whole(part, numbers):
            pairs = pairwise(numbers.leaves)
            changes = {
                row: (numbers.number(row, part) / before - 1) * 100
                for above, row in pairs
                if (before := numbers.number(above, part)) and not numbers.is_blank(row, index)
            }
            yield _Pattern(index, f"{said}的{name}", changes)


def _is_whole(column: int, numbers: TableNumbers) -> bool:
    return all(
        cell_number(numbers.cell(row, column)) is not None or numbers.is_blank(row, column)
        for row in numbers.leaves
    )


def _pattern(
    index: int, says: str, rows: Sequence[int], part: int, whole: int, numbers: TableNumbers
) -> _Pattern:
    values = {}
    for row in rows:
        one = cell_number(numbers.cell(row, part))
        other = cell_number(numbers.cell(row, whole))
        if one is not None and other and not numbers.is_blank(row, index):
            values[row] = one / other * 100
    return _Pattern(index, says, values)


def _running(index: int, numbers: TableNumbers) -> Iterator[_Pattern]:
    """Give the columns of which a column 累计 may be the running total."""
    for column in numbers.added:
        if column >= index or not _is_whole(column, numbers):
            continue
        total, values = Decimal(0), {}
        for row in numbers.leaves:
            total += numbers.number(row, column)
            values[row] = total
        yield _Pattern(index, f"{numbers.headings[column].name}逐行相加", values)


def _differences(index: int, numbers: TableNumbers) -> Iterator[_Pattern]:
    """Give the pairs of columns of which one may be what is left: 余额 = 收入 - 支出."""
    for one, other in permutations((c for c in numbers.added if c != index), 2):
        if _is_whole(one, numbers) and _is_whole(other, numbers):
            left = {
                row: numbers.number(row, one) - numbers.number(row, other)
                for row in numbers.leaves
                if not numbers.is_blank(row, index)
            }
            says = f"{numbers.headings[one].name}－{numbers.headings[other].name}"
            yield _Pattern(index, says, left)


def _lengths(index: int, numbers: TableNumbers) -> Iterator[_Pattern]:
    """Give the hours between two clocks of a row, the second of which may be past midnight."""
    values = {}
    for row in numbers.leaves:
        cells = [cell for i, cell in enumerate(numbers.table.rows[row]) if i != index]
        clocks = [
            one.value.minutes
            for cell in cells
            for one in read(cell)
            if isinstance(one.value, Clock)
        ]
        if len(clocks) == 2:
            values[row] = Decimal((clocks[1] - clocks[0]) % _DAY_MINUTES) / 60
    yield _Pattern(index, "起止之间", values)


def _ratios(numbers: TableNumbers, left_out: frozenset[int]) -> Iterator[Fault]:
    """Ask about the one row that does not follow a ratio all others have: 2毫升 a head."""
    for part in numbers.added:
        for whole in numbers.added:
            if part in left_out or whole >= part or numbers.headings[part].is_sum:
                continue
            pairs = {
                row: (one, other)
                for row in numbers.leaves
                if (one := cell_number(numbers.cell(row, part))) is not None
                and (other := cell_number(numbers.cell(row, whole)))
            }
            ratios = Counter(one / other for one, other in pairs.values())
            usual = max(ratios, key=ratios.__getitem__, default=Decimal(0))
            followed = {other for one, other in pairs.values() if one / other == usual}
            wrong = [row for row, (one, other) in pairs.items() if one / other != usual]
            if len(followed) < _FEW_RATIO_ROWS or len(wrong) != 1 or usual == 1:
                continue
            values = {row: usual * other for row, (_, other) in pairs.items()}
            says = f"{numbers.headings[whole].name}×{usual.normalize():f}"
            yield from _told(numbers, [_Pattern(part, says, values)])


def capitals(numbers: TableNumbers) -> Iterator[Fault]:
    """Stop an amount in capitals (大写) that is none of the sums beside it."""
    sums = {total.row for total in numbers.totals}
    for row, cells in enumerate(numbers.table.rows):
        for index, cell in enumerate(cells):
            if not _CAPITAL.search(cell):
                continue
            said = [one.value for one in read(cell) if one.kind is Kind.MONEY]
            known = {
                value
                for other in {row, *sums}
                for column in range(len(numbers.headings))
                if (value := cell_number(numbers.cell(other, column))) is not None
            }
            if said and known and said[0] not in known:
                yield Fault(
                    "表格",
                    f"{numbers.table.cell_place(row, index)}的大写是 {said[0]}，"
                    "和小写的合计不一样。",
                    "请核对大写和小写。",
                )


def ranks(numbers: TableNumbers, left_out: frozenset[int]) -> Iterator[Fault]:
    """Ask about a rank (名次) that the scores beside it contradict."""
    ranked = [i for i, h in enumerate(numbers.headings) if re.search(r"名次|排名", h.name)]
    scored = [
        i
        for i, h in enumerate(numbers.headings)
        if re.search(r"总成绩|总分|得分|成绩$|分数", h.name)
    ]
    if not ranked or not scored or ranked[0] in left_out:
        return
    rank, score = ranked[0], scored[-1]
    rows = [
        (number, value, row)
        for row in numbers.leaves
        if (number := cell_number(numbers.cell(row, rank))) is not None
        and (value := cell_number(numbers.cell(row, score))) is not None
    ]
    rows.sort(key=lambda one: one[:1])
    for (_, value, _), (_, below, row) in pairwise(rows):
        if below > value:
            yield Fault(
                "表格",
                f"{numbers.table.cell_place(row, rank)}和分数的高低不合。",
                "请核对名次和分数。",
                Severity.WARN,
            )
