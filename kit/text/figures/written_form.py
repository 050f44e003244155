"""A form in which quantities are written, and what its reader gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kit.text.figures.quantity import Kind
from kit.text.figures.written_numbers import CHINESE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from kit.text.figures.quantity import Value

NUMERIC = "0123456789." + CHINESE
TO = r"(?:到|至|起至|~|-{1,2})"
"""What stands between the ends of a range, in folded text."""

NUMBERED = (
    "窗口|楼|院|会议室|房|机|门|柜|桥|墩|闸|泵|井|塔|杆|桩|池|仓|库|坝|渠|沟|摊|展位|车|站|点位|卡口|考场|教室|台区"
    "|变压器|地块|山场|林班|小班|宗地|厂|棚|栏|线|路口|公交|船|码头|令|栋"
)
"""What bears numbers: 1-3号桥墩 are no days."""


class Read(NamedTuple):
    """One quantity as a form's reader gives it; the scanner adds place and words around it."""

    kind: Kind
    value: Value
    unit: str = ""
    part: str = ""
    why: str = ""
    about: bool = False


@dataclass(frozen=True)
class Form:
    """One written form: its pattern on folded text, its reader, and what it can begin with."""

    pattern: str
    read: Callable[[re.Match[str], date | None], Iterator[Read]]
    begins: str = NUMERIC
    """First characters; a form is tried only where one of these stands."""
    accepts: Callable[[re.Match[str]], bool] | None = None
    """What the words around must say, where the pattern alone does not tell."""
    compiled: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern))


def unread(match: re.Match[str], why: str) -> Read:
    """Return what stands for a quantity that cannot be read."""
    return Read(Kind.UNREAD, match[0], why=why)


def nothing(_match: re.Match[str], _near: date | None) -> Iterator[Read]:
    """Give nothing: what is read here is no quantity, and no part of it may be taken for one."""
    return iter(())
