"""What a quantity is: one value for checks, inspections, normaliser and spoken self-check."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Kind(StrEnum):
    """What a quantity measures or names."""

    MONEY = "金额"
    DATE = "日期"
    TIME = "钟点"
    SPAN = "时长"
    SHARE = "比例"
    COUNT = "数量"
    TEMPERATURE = "温度"
    PHONE = "电话"
    DOCUMENT = "文号"
    ORDER = "序号"
    """第五十条, 二楼, 3号窗口: which one, not how many."""
    CODE = "编号"
    """What is told apart by its digits and letters: 图斑号1023, A-08, 3栋501室."""
    LEVEL = "级别"
    """Colour or type of an alert: 橙, 暴雨."""
    NUMBER = "数"
    """A number without anything that says of what."""
    UNREAD = "看不懂的数"
    """Looks like a quantity and is none: always told, never passed over."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is written; what is left out is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    lunar: bool = False
    """Month and day are of the old calendar."""
    leap: bool = False

    def may_be(self, other: date) -> bool:
        """Return whether no part that is written differs from ``other``."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``half_told`` where 上午 or 下午 is said, or the hour says it."""

    minutes: int
    half_told: bool = False

    def may_be(self, other: Clock) -> bool:
        """Return whether both may be the same time."""
        if self.half_told and other.half_told:
            return self.minutes % 1440 == other.minutes % 1440
        return self.minutes % 720 == other.minutes % 720


Value = Decimal | Day | Clock | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity: what it is, what it says, and where it stands in the text as written."""

    kind: Kind
    value: Value
    start: int
    end: int
    text: str
    unit: str = ""
    per: frozenset[str] = frozenset()
    """What an amount is for one of: 人 户 亩 月 年 次."""
    about: bool = False
    """约, 近, 多, 来, 左右: never equal to an exact amount."""
    part: str = ""
    """``first`` or ``last`` of a range."""
    why: str = ""
    """Of what is unread: what is wrong, for the clerk."""
