"""Times of day in every written form."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.quantity import Clock, Kind
from kit.text.figures.written_form import NUMERIC, Form, Read, unread
from kit.text.figures.written_numbers import ONE_TO_NINE, PLAIN_DIGITS, number

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

_AFTERNOON = ("下午", "傍晚", "晚上", "夜里", "晚", "夜间", "今晚", "明晚")
_MORNING = ("凌晨", "清晨", "早上", "早晨", "早", "上午")


def _clock(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    said = match.groupdict()
    hour = int(number(match["h"]) or 0)
    minute = int(number(said.get("mm") or "0") or 0)
    if said.get("half"):
        minute = 30
    elif said.get("quarter"):
        minute = {"一": 15, "三": 45}[said["quarter"] or ""]
    less = number(said.get("less") or "0") or Decimal(0)
    less = less * 15 if said.get("less_quarter") else less
    part = said.get("part") or ""
    if hour > 24 or _contradicts(part, hour):
        yield unread(match, "没有这个钟点")
        return
    if (part in _AFTERNOON and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    told = bool(part) or hour > 12 or (bool(said.get("digital")) and len(match["h"]) == 2)
    yield Read(Kind.TIME, Clock(hour * 60 + minute - int(less), told))


def _contradicts(part: str, hour: int) -> bool:
    """Return whether no hour is called so: 下午20点, 早上15点."""
    return (
        (part == "下午" and hour > 18)
        or (part == "中午" and hour > 14)
        or (part in _MORNING and hour > 12)
    )


_PART = "(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|傍晚|晚上|夜里|晚|夜间)?"
# 骑车慢一点 is no hour.
_HOUR = (
    r"(?!(?<=[慢快好大小少轻近远高低细])一点(?![钟半整一三\d]))"
    rf"(?<![\d.第])(?<!\d:)(?P<h>\d{{1,2}}|二?十[{ONE_TO_NINE}]?|[{PLAIN_DIGITS}两])"
)
_BEFORE_CLOCK = NUMERIC + "凌清早上中正下傍晚夜"
CLOCK_FORMS = (
    Form(
        rf"{_PART}差(?P<less>[{ONE_TO_NINE}]|十|\d{{1,2}})(?:分钟?|(?P<less_quarter>刻钟?))(?:到|就)?{_HOUR}点",
        _clock,
        _BEFORE_CLOCK + "差",
    ),
    Form(
        rf"{_PART}{_HOUR}(?:点钟?|时)(?:还|少|欠)?差(?P<less>[{ONE_TO_NINE}]|十|\d{{1,2}})"
        rf"(?:分钟?|(?P<less_quarter>刻钟?))",
        _clock,
        _BEFORE_CLOCK,
    ),
    Form(
        rf"{_PART}{_HOUR}(?P<digital>:)(?P<mm>[0-5]\d)(?::[0-5]\d)?(?!\d)(?:分(?!钟))?(?!:?兑|的?比例)",
        _clock,
        _BEFORE_CLOCK,
    ),
    Form(
        rf"{_PART}{_HOUR}(?:点钟?|时(?![间候效段期常代限]))"
        rf"(?:(?P<mm>[0-5]?\d|[二三四五]?十[{ONE_TO_NINE}]?|零?[{PLAIN_DIGITS}](?=分))分?(?!钟)"
        rf"|(?P<half>半)|(?P<quarter>[一三])刻|整)?(?![意要建不儿{PLAIN_DIGITS}])",
        _clock,
        _BEFORE_CLOCK,
    ),
)
