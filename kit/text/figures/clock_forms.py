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

_EARLY = ("凌晨", "清晨", "大清早", "一大早", "一早", "早上", "早晨", "早")
_MORNING = (*_EARLY, "上午", "上昼", "朝晨头", "朝晨")
_NOON = ("中午", "正午", "当昼")
_AFTERNOON = ("下午", "傍晚", "天黑", "下昼")
_EVENING = ("晚上", "夜晚", "晚", "夜晡头", "夜晡", "暗晡")
_NIGHT = ("后半夜", "下半夜", "半夜", "深夜", "午夜", "夜里", "夜间")
_HALF_DAY, _DAY = 12, 24


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
    two_digits = bool(said.get("digital")) and len(match["h"]) == 2
    told = bool(part) or hour > 12 or (two_digits and hour < 12)
    yield Read(Kind.TIME, Clock(_in_part(part, hour) * 60 + minute - int(less), told))


def in_part(part: str, clock: Clock) -> Clock:
    """Return a bare hour in the part of the day that other words name."""
    hour, minute = divmod(clock.minutes, 60)
    return Clock(_in_part(part, hour) * 60 + minute, half_told=True)


def _in_part(part: str, hour: int) -> int:
    """Return the hour of 24 that is called so: 夜里12点 is midnight, 晚上2点 two hours later."""
    if part in _EVENING + _NIGHT and hour == _HALF_DAY:
        return _DAY
    late = (part in _AFTERNOON and hour < _HALF_DAY) or (part in _NOON and hour < 3)
    late = late or (part in _EVENING and 3 < hour < _HALF_DAY)
    return hour + _HALF_DAY if late or (part in _NIGHT and 5 < hour < _HALF_DAY) else hour


def _contradicts(part: str, hour: int) -> bool:
    """Return whether no hour is called so: 下午20点, 早上15点."""
    return (
        (part in ("下午", "下昼") and hour > 18)
        or (part in _NOON and hour > 14)
        or (part in _MORNING and hour > 12)
    )


PARTS = "|".join((*_MORNING, *_NOON, *_AFTERNOON, *_EVENING, *_NIGHT))
"""What the parts of the day are called, as a pattern."""
_PART = f"(?P<part>{PARTS})?"
# 省一点, 早一点来 are no hours; behind a part of the day, a day or 从 一点 is one.
_A_LITTLE = (
    r"(?!(?<=[\u4e00-\u9fff])(?<![晨午昼头黑夜里间晡日号天从到至在是于约近])(?<![早晚]上)"
    r"(?<![今明当每傍夜][早晚])一点(?![钟半整一三\d]))"
)
_HOUR = rf"{_A_LITTLE}(?<![\d.第])(?<!\d:)(?P<h>\d{{1,2}}|二?十[{ONE_TO_NINE}]?|[{PLAIN_DIGITS}两])"
_BEFORE_CLOCK = NUMERIC + "".join({part[0] for part in PARTS.split("|")})
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
