"""How long the whole of an item lasts, against spans that say it."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import SUMMARIES

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said

_WHOLE = re.compile(
    "(?:一共|总共|共|只有|前后|头尾|整整|连[\u4e00-\u9fff]?|公[告示]之日起|持续|为期|公示期?|公告期?|公示时间|报名时间)[为是有:]?$"
)
_LASTING = re.compile("(?:整整|前后|头尾|持续|为期|[禁停封修关休])[为是有:了]?$")
_SPAN_DAYS = {"周": 7, "月": 30}


def is_right_length(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether a span is how long 时间 lasts, in days or in hours."""
    return _is_the_period(facts, quantity) or quantity.value == _hours_told(facts, said, quantity)


def wrong_length(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return how long 时间 lasts where a span says so and is another."""
    hours = _hours_told(facts, said, quantity)
    if hours is not None and quantity.value != hours:
        return f"“时间”从头到尾是{hours:f}小时"
    if _other_nights(facts, said, quantity) or _wrong_period(facts, said, quantity):
        return f"“时间”从头到尾是{facts.period_days}天"
    return ""


def _hours_told(facts: Facts, said: Said, quantity: Quantity) -> Decimal | None:
    return _hours_open(facts) if quantity.unit == "小时" and said.label != "正文" else None


def _is_the_period(facts: Facts, quantity: Quantity) -> bool:
    dates = facts.item.dates
    end = facts.item.deadline or dates.period_end
    start = dates.period_start or min(facts.days)
    value = quantity.value
    if facts.period_days > 1 and quantity.unit in ("天", "晚") and value == facts.period_days:
        return True
    if quantity.unit != "天" or end is None or not isinstance(value, Decimal):
        return False
    return end - start == timedelta(days=int(value) - 1)


def _wrong_period(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether it tells how long the whole thing lasts, and another length."""
    before = said.text[max(0, quantity.start - 6) : quantity.start]
    if quantity.unit in _SPAN_DAYS and isinstance(quantity.value, Decimal):
        # No two months are alike: a tenth more or less is the same.
        days = quantity.value * _SPAN_DAYS[quantity.unit]
        other = abs(days - facts.period_days) > max(Decimal(1), days / 10)
        return other and facts.period_days > 1 and _LASTING.search(before) is not None
    return (
        quantity.unit in ("天", "工作日")
        and facts.period_days > 1
        # Some count the first day, others do not.
        and quantity.value not in (facts.period_days, facts.period_days - 1)
        and _WHOLE.search(before) is not None
    )


def _other_nights(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether 连演四晚 is longer or shorter than 时间."""
    lengths = (facts.period_days, facts.period_days - 1)
    return (
        quantity.unit == "晚"
        and said.label in SUMMARIES
        and facts.period_days > 1
        and quantity.value not in lengths
    )


def _hours_open(facts: Facts) -> Decimal | None:
    """Return how long 时间 lasts where it names one beginning and one end on one day."""
    clocks = facts.clocks
    if len(clocks) != 2 or facts.item.emergency or not any(one.half_told for one in clocks):
        return None
    # 8时到18时 has its morning from its end.
    if not (clocks[0].half_told and clocks[1].half_told) and clocks[1].minutes <= clocks[0].minutes:
        return None
    return Decimal((clocks[1].minutes - clocks[0].minutes) % 1440) / 60
