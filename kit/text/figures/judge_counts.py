"""Counts, spans, shares and temperatures in words against the item's own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.derived import is_factor
from kit.text.figures.item_facts import (
    DETAILS,
    KEYS,
    KEYS_IN_WORDS,
    SUMMARIES,
)
from kit.text.figures.judge_money import each_of, same_things
from kit.text.figures.lengths import is_right_length, wrong_length
from kit.text.figures.measures import MEASURED, in_wrong_unit, is_other, is_tenfold, size_of
from kit.text.figures.parts_of_counts import in_company, in_parts, is_part, is_roughly, people_meant
from kit.text.figures.quantity import Kind
from kit.text.figures.said import plain_value, words_beside
from kit.text.figures.same_subject import is_earlier, of_another_label, of_same_subject
from kit.text.figures.share_forms import FOLD
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import CLAUSE_BEGIN, SENTENCE_END, one_slip

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

_NOT_COMPARED = tuple("条款项届是次批期章节轮类步点")
"""第五十条, 第二批: which one of something that stands in no other field."""
_REMEDY = "请核对后改成一样的；说的若是另一件事，请在“另外的数”里加一行：数和它是什么。"
_BESIDE = 4
_BOUND = re.compile("以上|以下|以内|以外|地?[之以]内")
_OPPOSITE = {"以上": "以下", "以下": "以上", "以内": "以外", "以外": "以内"}
_EXACT = frozenset(("岁", "亩", "平方米", "米", "毫米", "毫升", "千克", "吨"))
_FAMILIES = (
    ("毫升", "升"),
    ("毫米", "厘米", "米", "公里"),
    ("克", "千克", "斤", "吨", "米"),
    ("天", "工作日", "周", "月", "年"),
)
_RATE = re.compile("(?P<each>[年月日])(?:化)?(?:利率|利息|息|费率|租金率)[^,。;]{0,4}$")
_RATE_WORDS = 8
_OF_PLACES = frozenset(("米", "公里", "级", "毫米", "吨", "平方米"))
_LEAST_WORDS = 2
_STEP = re.compile(r"[每满第按种超达过]|\d|[一二三四五六七八九十]")
_STEP_BEHIND = re.compile(r"以|[的及之]|[到至~-]|[起多余]")
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
    if quantity.about and quantity.part:
        return _judge_some(facts, said, quantity)
    if quantity.kind is Kind.SPAN:
        if is_right_length(facts, said, quantity):
            return None
        if wrong := wrong_length(facts, said, quantity):
            return stop(wrong, _REMEDY)
    if _is_each(facts, said, quantity):
        return None
    if wrong := _other_rate(facts, said, quantity):
        return stop(f"要点里是{wrong}", _REMEDY)
    villages = facts.item.villages
    if villages and said.text.startswith("村", quantity.end) and quantity.value == len(villages):
        return None
    if _counts_villages(facts, said, quantity):
        return stop(f"“村”里写了{len(facts.item.villages)}个", "请核对是哪几个村。")
    if (parts := in_parts(facts, said, quantity)) is not None:
        return stop(f"别处写的是“{parts}”", _REMEDY) if parts else None
    if twice := _said_twice(said, quantity):
        return stop(f"这一栏里还写着“{twice}”", _REMEDY)
    return _judge_by_words(facts, said, index)


def _judge_some(facts: Facts, said: Said, quantity: Quantity) -> Verdict | None:
    """Stop 零下六七度 where the item's own are all warmer or all colder; said once, of its end."""
    if quantity.part != "last" or said.label in KEYS:
        return None
    low, high = sorted(one for one in said.ends_of(quantity) if isinstance(one, Decimal))
    own: list[tuple[Decimal, Decimal]] = []
    for other, one in facts.counted_as(quantity):
        if other.label not in SUMMARIES and isinstance(one.value, Decimal):
            own.append((one.value, one.value))
    own += [
        (min(ends), max(ends))
        for other in facts.texts
        if other.label not in SUMMARIES and other is not said
        for ends in facts.ranges_of(other, quantity)
    ]
    if not own:
        return listed("别处没有") if said.label in SUMMARIES else None
    if any(first <= low and high <= last for first, last in own):
        return None
    if any(low <= first and last <= high for first, last in own):
        return None
    nearest = min(own, key=lambda ends: abs(ends[0] - low))
    return stop(f"别处写的是“{nearest[0].normalize():f}”", _REMEDY)


def _said_twice(said: Said, quantity: Quantity) -> str:
    """Return what the same clause says of the same thing in one field: 立桩120根 and 立桩12根."""
    words, size = _clause_before(said, quantity), size_of(quantity)
    if said.label in DETAILS or quantity.kind is not Kind.COUNT or not words:
        return ""
    for one in said.quantities:
        alike = (one.kind, one.per) == (quantity.kind, quantity.per)
        if not alike or size_of(one)[0] != size[0] or size_of(one) == size:
            continue
        short, long = sorted((words, _clause_before(said, one)), key=len)
        if len(short) >= _LEAST_WORDS and long.endswith(short) and len(long) - len(short) < 2:
            return one.text
    return ""


def _clause_before(said: Said, quantity: Quantity) -> str:
    """Return the words of the clause that a count ends; nothing where counts make steps."""
    if quantity.part or _STEP_BEHIND.match(said.text, quantity.end):
        return ""
    words = CLAUSE_BEGIN.split(SENTENCE_END.split(said.text[: quantity.start])[-1])[-1]
    return "" if _STEP.search(words) else words


def _judge_by_words(facts: Facts, said: Said, index: int) -> Verdict | None:
    quantity = said.quantities[index]
    value = plain_value(quantity)
    if quantity.about and any(is_roughly(quantity, o) for _, o in facts.counted_as(quantity)):
        return listed("约数")
    places = _places(facts, quantity)
    elsewhere = bool(places.get(value, frozenset()) - {said.label})
    if not elsewhere and (wrong := of_same_subject(facts, said, quantity)):
        return stop(f"别处写的是“{wrong}”，两处不一样", _REMEDY)
    if not elsewhere and (same := _in_other_unit(facts, said, quantity)):
        return None if same == value else stop(f"别处写的是“{same}”", _REMEDY)
    if elsewhere:
        if quantity.unit in _OF_PLACES and (wrong := of_another_label(facts, said, quantity)):
            return stop(f"照前面的话，别处写的是“{wrong}”", _REMEDY)
        return _other_bound(facts, said, quantity)
    ends = {plain_value(one) for one in said.quantities if one.part and one.start == quantity.start}
    others = {
        other: labels
        for other, labels in places.items()
        if other != value and not (quantity.part and other in ends)
    }
    here = {plain_value(one) for one in said.quantities if one.unit == quantity.unit}
    for other, labels in others.items():
        # A key fact is not held against what others say of it.
        others_of_key = labels & KEYS if said.label in KEYS else labels
        if not others_of_key or is_part(facts, quantity, other):
            continue
        if other in here and others_of_key - {said.label}:
            continue  # both stand here, and another field says one of them again
        if _same_words(facts, said, quantity, other, here=not others_of_key - {said.label}):
            if is_earlier(said, quantity):
                return listed("另外的数")
            return stop(f"别处写的是“{other}{quantity.unit}”，两处不一样", _REMEDY)
    if value in facts.cells or _follows(facts, quantity):
        return None
    return _without_counterpart(facts, said, quantity, others)


def _in_other_unit(facts: Facts, said: Said, quantity: Quantity) -> Decimal | str:
    """Return the value itself where another field says the same in another unit of its sort.

    5厘米 is 50毫米; where only the number is the same, as in 50厘米, return what stands there.
    """
    value = quantity.value
    family = next((one for one in MEASURED if quantity.unit in one), {})
    if not isinstance(value, Decimal) or said.label not in SUMMARIES | KEYS:
        return ""
    wrong = ""
    for unit, size in family.items():
        for other, labels in facts.places.get((quantity.kind, unit), {}).items():
            if not isinstance(other, Decimal) or not labels - {said.label} or unit == quantity.unit:
                continue
            if other * size == value * family[quantity.unit]:
                return value
            before = words_beside(said.text, quantity)[0]
            theirs = facts.beside.get((quantity.kind, unit, other), ())
            if quantity.kind is Kind.SPAN or said.label in KEYS:
                same_value = quantity.kind is Kind.SPAN or other == value
                is_wrong = (
                    same_value and len(before) > 1 and any(before == one for one, _ in theirs)
                )
            else:
                is_wrong = other == value and value > 1
            if is_wrong:
                wrong = f"{other}{unit}"
    return wrong


def _without_counterpart(
    facts: Facts, said: Said, quantity: Quantity, others: dict[Decimal | str, frozenset[str]]
) -> Verdict | None:
    """Return the answer for a value that no other field says."""
    if said.label not in KEYS_IN_WORDS and not is_earlier(said, quantity):
        wrong = _unlike_key(facts, said, quantity)
        if wrong:
            return stop(f"要点里写的是“{wrong}”，两处不一样", _REMEDY)
    if is_factor(facts, said, quantity):
        return listed("算给人听的数")
    if wrong := in_company(facts, said, quantity):
        return stop(f"要点里写的是“{wrong}”", _REMEDY)
    if said.label in SUMMARIES and (wrong := in_wrong_unit(facts, quantity)):
        return stop(f"别处写的是“{wrong}”", _REMEDY)
    if people := people_meant(facts, said, quantity):
        same = any(one.value == quantity.value or is_roughly(quantity, one) for one in people)
        return None if same else stop(f"别处写的是“{people[0].text}”", _REMEDY)
    alone = not any(labels - {said.label} for labels in others.values())
    if alone and quantity.text.startswith("一") and quantity.value == 1:
        return None  # 这一天, 一户人家: more word than figure
    if alone and quantity.kind is not Kind.SHARE:
        # Nothing else of this unit, nothing to be held against: the signers must.
        if facts.item.table and _IN_ALL.search(said.text[: quantity.start][-4:]):
            return stop(f"表格里有{facts.entries}行", _REMEDY)
        return listed("别处没有") if said.label in SUMMARIES else None
    if said.label in SUMMARIES:
        return stop("在要点、正文和表格里都找不到", _REMEDY)
    return listed("另外的数")


def _unlike_key(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return the key fact that a measure was meant to be; empty where it is of another thing.

    It is one slip away, ten times as much or a tenth, shares one end of its range or its 以上,
    or has its value in another unit of the same sort.
    """
    bound = _BOUND.match(said.text, quantity.end)
    ends = {one.value for one in said.quantities if one.part and one.start == quantity.start}
    family = next((one for one in _FAMILIES if quantity.unit in one), ())
    for own_said, own in facts.stated:
        if own.kind is not quantity.kind or not isinstance(own.value, Decimal):
            continue
        if own.value == quantity.value:
            if own.unit in family and own.unit != quantity.unit:
                return own.text
        elif own.unit == quantity.unit and isinstance(quantity.value, Decimal):
            shares_end = bool(quantity.part and own.part and ends & own_said.ends_of(own))
            same_bound = bound and own_said.text.startswith(bound[0], own.end)
            if shares_end or (same_bound and quantity.unit in _EXACT):
                return own.text
            if _is_slip(own.value, quantity.value):
                return own.text
        elif bound and own_said.text.startswith(_NEAR_BOUND, own.end) and is_other(own, quantity):
            return own.text
    return next((one.text for one in facts.measures if is_tenfold(one, quantity)), "")


_NEAR_BOUND = ("以内", "之内", "内")


def _is_slip(own: Decimal, value: Decimal) -> bool:
    if value in (own * 10, own / 10, -own):
        return True
    one, other = f"{own.normalize():f}", f"{value.normalize():f}"
    return max(len(one), len(other)) > 2 and one_slip(one, other)


def _other_bound(facts: Facts, said: Said, quantity: Quantity) -> Verdict | None:
    """Stop 65岁以下 where a key fact says 65岁以上, and 每人120平方米 for 每户."""
    if said.label in KEYS:
        return None
    bound = _BOUND.match(said.text, quantity.end)
    for _, own in facts.stated:
        same = (own.kind, own.unit, own.value) == (quantity.kind, quantity.unit, quantity.value)
        if same and not same_things(own, quantity):
            return stop(f"要点里是{each_of(own)}“{own.text}”", _REMEDY)
    if bound is None:
        return None
    opposite = _OPPOSITE.get(bound[0], "")
    if (
        opposite
        and opposite in facts.key_bounds(quantity)
        and bound[0] not in facts.key_bounds(quantity)
    ):
        return stop(f"要点里写的是“{quantity.text}{opposite}”", _REMEDY)
    return None


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
        folded = "" if quantity.unit else FOLD
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


def _is_each(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether it is the 一亩 of 一亩补80元."""
    beside = (
        one.per
        for one in said.quantities
        if one.kind is Kind.MONEY and 0 <= one.start - quantity.end <= _BESIDE
    )
    return (
        quantity.text.startswith("一")
        and quantity.value == 1
        and any(quantity.unit in per for per in (*(key.per for key in facts.money), *beside))
    )


def _other_rate(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return the rate of another period with the same number: 年利率, where this is 月利率."""
    mine = _RATE.search(said.text, max(0, quantity.start - _RATE_WORDS), quantity.start)
    if mine is None or quantity.kind is not Kind.SHARE or said.label in KEYS:
        return ""
    own = [
        rate
        for other, one in (*facts.stated, *facts.shares_of_amounts)
        if one.kind is Kind.SHARE and one.value == quantity.value
        if (rate := _RATE.search(other.text, max(0, one.start - _RATE_WORDS), one.start))
    ]
    same = not own or any(rate["each"] == mine["each"] for rate in own)
    return "" if same else own[0][0]


def _counts_villages(facts: Facts, said: Said, quantity: Quantity) -> bool:
    villages = facts.item.villages
    return (
        quantity.kind is Kind.COUNT
        and quantity.unit == "个"
        and said.text[quantity.end : quantity.end + 1] == "村"
        and len(villages) > 1
        and quantity.value != len(villages)
    )
