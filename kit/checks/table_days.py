"""Days in a table: those that do not exist, and weekdays that are not theirs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.table_numbers import TableNumbers

_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_LEAP_YEAR = 2024
_MAY_BE_DAY = re.compile(r"\d[-/.年月]\d|月")


def days(numbers: TableNumbers, near: date) -> Iterator[Fault]:
    """Stop a day that no calendar has, and a weekday that is not the day's in its row."""
    for row, cells in enumerate(numbers.table.rows):
        known: list[date] = []
        for index, cell in enumerate(cells):
            if not _MAY_BE_DAY.search(cell):
                continue
            for one in read(cell, near=near):
                if one.kind is Kind.DATE and isinstance(one.value, Day):
                    yield from _impossible(row, index, one.value, numbers)
                    known += _whole(one.value, near)
        said = [(i, match[1]) for i, cell in enumerate(cells) for match in _WEEKDAY.finditer(cell)]
        if len(set(known)) != 1 or len(said) != 1:
            continue
        (index, name), day = said[0], known[0]
        right = "一二三四五六日"[day.weekday()]
        if name.replace("天", "日") != right:
            yield Fault(
                "表格",
                f"{numbers.table.cell_place(row, index)}写的是星期{name}，"
                f"{day.month}月{day.day}日是星期{right}。",
                "请核对日期和星期。",
            )


def _impossible(row: int, index: int, day: Day, numbers: TableNumbers) -> Iterator[Fault]:
    if day.lunar or not day.month or not day.day:
        return
    try:
        date(day.year or _LEAP_YEAR, day.month, day.day)
    except ValueError:
        yield Fault(
            "表格",
            f"{numbers.table.cell_place(row, index)}写的{day.month}月{day.day}日，没有这一天。",
            "请核对月份和日子。",
        )


def _whole(day: Day, near: date) -> Iterator[date]:
    """Give the day with its year; without one it is that of the day of publication."""
    if day.lunar or not day.month or not day.day:
        return
    try:
        yield date(day.year or near.year, day.month, day.day)
    except ValueError:
        return
