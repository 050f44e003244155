"""Rows left out or entered twice: their numbers (序号), and rows that say the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.checks.table_numbers import TableNumbers

_TOLD = 5
_FIRST_OF_NEXT_SHEET = 10


def serials(numbers: TableNumbers, left_out: frozenset[int]) -> Iterator[Fault]:
    """Ask about numbers of rows that are missing or stand twice."""
    for index, heading in enumerate(numbers.headings):
        if heading.is_serial and index not in left_out:
            yield from _numbering(index, numbers)


def _numbering(index: int, numbers: TableNumbers) -> Iterator[Fault]:
    table, name = numbers.table, numbers.table.columns[index].name
    written = [
        (row, int(cell))
        for row in range(len(table.rows))
        if (cell := numbers.cell(row, index)).isdecimal()
    ]
    runs = _runs(written, numbers)
    doubled = [row for run in runs for row in _doubled(run)]
    if doubled:
        yield _asked(f"“{name}”在{table.rows_told(doubled)}重复。", "请核对是不是重了一行。")
    missing = [number for run in runs for number in _missing(run)]
    if missing:
        more = f" 等 {len(missing)} 个" if len(missing) > _TOLD else ""
        yield _asked(
            f"“{name}”里没有 {'、'.join(map(str, missing[:_TOLD]))}{more}。",
            f"请核对是不是筛选以后漏了行；本来就不连着的，在“核对”里写一行：{name} 不核对 原因。",
        )
    blank = [row for row in numbers.leaves if not numbers.cell(row, index)]
    # One number for several rows is a merged cell: then about as many are blank as not.
    if written and 0 < len(blank) <= len(written) // 3:
        last = written[-1][0]
        many = [row for row in blank if row < last and sum(map(bool, table.rows[row])) > 1]
        if many:
            yield _asked(f"{table.rows_told(many)}没有{name}。", "请补上。")


def _runs(written: Sequence[tuple[int, int]], numbers: TableNumbers) -> list[dict[int, list[int]]]:
    """Return the rows by number; numbers may begin again where another group begins."""
    runs: list[dict[int, list[int]]] = []
    before: int | None = None
    for row, number in written:
        if not runs or (number == 1 and before is not None and _other_group(before, row, numbers)):
            runs.append(defaultdict(list))
        runs[-1][number].append(row)
        before = row
    return runs


def _other_group(before: int, row: int, numbers: TableNumbers) -> bool:
    """Return whether a new group begins at ``row``: another name, or a heading or sum between."""
    between = range(before + 1, row)
    groups = [i for i, heading in enumerate(numbers.headings) if heading.is_group]
    return bool(between) or any(numbers.cell(before, i) != numbers.cell(row, i) for i in groups)


def _doubled(run: dict[int, list[int]]) -> Iterator[int]:
    for rows in run.values():
        if len(rows) > 1:
            yield from rows


def _missing(run: dict[int, list[int]]) -> Iterator[int]:
    # A list of many sheets goes on with 51; codes that only look like numbers leave most out.
    least = min(run)
    wanted = range(1 if least < _FIRST_OF_NEXT_SHEET else least, max(run) + 1)
    if len(run) * 2 >= len(wanted):
        yield from (number for number in wanted if number not in run)


def doubled_rows(numbers: TableNumbers) -> Iterator[Fault]:
    """Ask about rows that say the same but for their number."""
    kept = [i for i, heading in enumerate(numbers.headings) if not heading.is_serial]
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in numbers.leaves:
        cells = tuple(numbers.cell(row, index) for index in kept)
        if sum(map(bool, cells)) > 1:
            same[cells].append(row)
    doubles = [rows for rows in same.values() if len(rows) > 1]
    for rows in doubles[:_TOLD]:
        yield _asked(f"{numbers.table.rows_told(rows)}一模一样。", "请核对是不是登记了两次。")


def _asked(message: str, remedy: str) -> Fault:
    return Fault("表格", message, remedy, Severity.WARN)
