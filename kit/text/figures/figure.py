"""What a figure in a text is: its kind, its value, where it stands and what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class FigureKind(StrEnum):
    """What a figure is."""

    MONEY = "金额"
    DATE = "日期"
    LUNAR = "农历"
    TIME = "时刻"
    PHONE = "电话"
    PERCENT = "百分比"
    COUNT = "数量"
    DOCUMENT = "文号"


class Role(StrEnum):
    """What a date is for, told by the words beside it."""

    NONE = ""
    DEADLINE = "截止"
    START = "起"
    END = "止"
    BIRTH = "出生"
    EFFECT = "施行"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is written: any part may be left out (12月31日, 2026年, 2026年9月)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def agrees_with(self, other: Day | date) -> bool:
        """Return whether no part that both name differs."""
        return all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes; ``sure`` is False where 上午 or 下午 is left open."""

    minutes: int
    sure: bool

    def agrees_with(self, other: Clock) -> bool:
        """Return whether both may be the same time."""
        if self.sure and other.sure:
            return self.minutes == other.minutes
        return self.minutes % 720 == other.minutes % 720


Value = Decimal | Day | Clock | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: what it is, where it stands, what it says, and the words around it."""

    kind: FigureKind
    text: str
    start: int
    end: int
    value: Value
    """Money in 元, percentages and counts as Decimal; phones and file numbers as digits."""
    unit: str = ""
    """元, 万元 … for money; the measure word for a count."""
    range_part: str = ""
    """``first`` or ``last`` of a range such as 11月23日到29日."""
    role: Role = Role.NONE
    """For dates; the words of money are told by ``kit.text.figures.roles``."""
