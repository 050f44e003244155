"""Counts, spans, shares and temperatures in words against the item's own."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import (
    KEYS,
    SUMMARIES,
    plain_value,
    words_beside,
)
from kit.text.figures.quantity import Kind
from kit.text.figures.verdict import listed, stop

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts, Said
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.verdict import Verdict

_NOT_COMPARED = tuple("条款项届是次批期章节轮类步点")
"""第五十条, 第二批: which one of something that stands in no other field."""
_REMEDY = "请核对后改成一样的；说的若是另一件事，请在“另外的数”里加一行：数和它是什么。"
_IN_ALL = re.compile("共(?:有|计)?$")


def judge_count(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of a count: the same words elsewhere must have the same value."""
    quantity = said.quantities[index]
    if quantity.kind is Kind.ORDER and (
        quantity.unit.startswith(_NOT_COMPARED) or "遍" in quantity.unit
    ):
        return None
    if said.label == "金额":
        return None
    if quantity.kind is Kind.SPAN:
        if _is_the_period(facts, quantity):
            return None
        hours = _hours_open(facts) if quantity.unit == "小时" and said.label != "正文" else None
        if hours is not None:
            wrong = f"“时间”从头到尾是{hours:f}小时"
            return None if quantity.value == hours else stop(wrong, _REMEDY)
    if _counts_villages(facts, said, quantity):
        return stop(f"“村”里写了{len(facts.item.villages)}个", "请核对是哪几个村。")
    return _judge_by_words(facts, said, index)


def _judge_by_words(facts: Facts, said: Said, index: int) -> Verdict | None:
    quantity = said.quantities[index]
    value = plain_value(quantity)
    places = _places(facts, quantity)
    elsewhere = bool(places.get(value, frozenset()) - {said.label})
    ends = {plain_value(one) for one in said.quantities if one.part and one.start == quantity.start}
    others = {
        other: labels
        for other, labels in places.items()
        if other != value and not (quantity.part and other in ends)
    }
    if not elsewhere:
        for other, labels in others.items():
            if _same_words(facts, said, quantity, other, here=not labels - {said.label}):
                return stop(f"别处写的是“{other}{quantity.unit}”，两处不一样", _REMEDY)
    if elsewhere or value in facts.cells or _follows(facts, quantity):
        return None
    alone = not any(labels - {said.label} for labels in others.values())
    if alone and quantity.text.startswith("一") and value == 1:
        return None  # 这一天, 一户人家: more word than figure
    if alone and quantity.kind is not Kind.SHARE:
        # Nothing else of this unit, nothing to be held against: the signers must.
        if facts.item.table and _IN_ALL.search(said.text[: quantity.start][-4:]):
            return stop(f"表格里有{facts.entries}行", _REMEDY)
        return listed("别处没有") if said.label in SUMMARIES else None
    if said.label in SUMMARIES:
        return stop("在要点、正文和表格里都找不到", _REMEDY)
    return listed("另外的数")


def _follows(facts: Facts, quantity: Quantity) -> bool:
    """Return whether it need not be written elsewhere: rows of the table, shares of its numbers."""
    value = quantity.value
    if not isinstance(value, Decimal):
        return False
    if quantity.kind is Kind.SHARE:
        return facts.is_share(value)
    return quantity.kind is Kind.COUNT and value == facts.entries


def _places(facts: Facts, quantity: Quantity) -> dict[Decimal | str, frozenset[str]]:
    found = facts.places.get((quantity.kind, quantity.unit), {})
    if quantity.kind is Kind.SHARE and quantity.unit != "点":
        folded = "" if quantity.unit else "折"
        found = found | facts.places.get((Kind.SHARE, folded), {})
    return found


def _same_words(
    facts: Facts, said: Said, quantity: Quantity, other: Decimal | str, *, here: bool
) -> bool:
    """Return whether another value stands elsewhere beside the same words.

    In one field both words must be the same; where people listen one character is enough.
    """
    before, after = words_beside(said.text, quantity)
    for theirs in facts.beside.get((quantity.kind, quantity.unit, other), ()):
        if here:
            near = (before[-1:], after[:1])
            if near == (theirs[0][-1:], theirs[1][:1]) != ("", ""):
                return True
            continue
        n = 1 if said.label in SUMMARIES | KEYS else 2
        pairs = ((before[-n:], theirs[0][-n:]), (after[:n], theirs[1][:n]))
        if any(one == two and len(one) == n for one, two in pairs):
            return True
    return False


def _hours_open(facts: Facts) -> Decimal | None:
    """Return how long 时间 lasts where it names one beginning and one end on one day."""
    clocks = facts.clocks
    if len(clocks) != 2 or facts.item.emergency or not all(c.half_told for c in clocks):
        return None
    return Decimal(clocks[1].minutes - clocks[0].minutes) / 60


def _is_the_period(facts: Facts, quantity: Quantity) -> bool:
    dates = facts.item.dates
    end = facts.item.deadline or dates.period_end
    start = dates.period_start or min(facts.days)
    value = quantity.value
    if quantity.unit != "天" or end is None or not isinstance(value, Decimal):
        return False
    return end - start == timedelta(days=int(value) - 1)


def _counts_villages(facts: Facts, said: Said, quantity: Quantity) -> bool:
    villages = facts.item.villages
    return (
        quantity.kind is Kind.COUNT
        and quantity.unit == "个"
        and said.text[quantity.end : quantity.end + 1] == "村"
        and len(villages) > 1
        and quantity.value != len(villages)
    )
