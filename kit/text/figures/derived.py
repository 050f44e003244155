"""Amounts that follow from a key amount and from what is said beside them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import DETAILS, SUMMARIES, tokens_of
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Kind
from kit.text.figures.shares import reduced
from kit.text.figures.written_words import CHANGED_BY, SENTENCE_END, around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said

_SMALL = {"两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_PEOPLE = re.compile("([两俩三四五六])(人|口|个|户|年|个月)[^,。]{0,2}")
_EXAMPLE = re.compile("比如|例如|举例|如果")
_TOGETHER = re.compile("[×xX*乘=]|共|合计|就是")
_SUM = re.compile("共|合计|加起来")
_SUM_OF_SOME = re.compile("(?:一|总)共|加起来|两[样项季种头边]|连同")
_SHARED = re.compile("平均|人均|均摊|摊|折|合(?!计)|分")
_GROWS = re.compile("(?:涨|加|增|提高|上浮)[加长了]?$")
_HALF = Decimal("0.5")
_NOTES = re.compile("[的块元]")
_A_MONTH = re.compile("一个?月|每个?月|月均")
_PARTS_OF_YEAR = {"一年": 12, "全年": 12, "每年": 12, "年薪": 12, "半年": 6, "季度": 3}
_FACTORS = (Kind.COUNT, Kind.SPAN, Kind.NUMBER)
_BESIDE, _FAR, _SENTENCE = 3, 8, 40
_IN_ONE = {
    ("年", "月"): 12,
    ("年", "季度"): 4,
    ("季度", "月"): 3,
    ("季", "月"): 3,
    ("公顷", "亩"): 15,
    ("亩", "分"): 10,
    ("公斤", "斤"): 2,
    ("吨", "公斤"): 1000,
    ("吨", "斤"): 2000,
}
"""How many of the smaller are in one of the larger."""
_SAME_EACH = {"千克": "公斤", "口": "人"}

Key = tuple["Quantity", Decimal]


def derived(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return how an amount follows from a key amount and what is said beside it; else nothing.

    5元×3个月=15元, 两人八百块: the factor must stand close by, and must not be what the amount
    itself is for one of.
    """
    keys = [(key, key.value) for key in facts.money if isinstance(key.value, Decimal)]
    named = set(map(id, keys_named(facts, said, quantity)))
    those = [(key, value) for key, value in keys if not named or id(key) in named]
    if how := _at_least(facts, said, quantity, those):
        return how
    ways = (_converted, _multiplied, _divided)
    how = next((how for way in ways if (how := way(facts, said, quantity, those))), "")
    how = how or _added(facts, said, quantity, keys) or _changed(facts, said, quantity, keys)
    return how or reduced(facts, said, quantity)


def keys_named(facts: Facts, said: Said, quantity: Quantity) -> list[Quantity]:
    """Return the key amounts whose own words stand before a figure or are asked: 晚稻, not 早稻."""
    before = around(said.text, quantity.start, quantity.end, 24)[0]
    for one in said.quantities:
        if one.kind is Kind.MONEY and one.end <= quantity.start:
            before = before[-(quantity.start - one.end) :]
    return _named_in(facts, before) or _named_in(facts, facts.asked_before(said))


def _named_in(facts: Facts, text: str) -> list[Quantity]:
    words = tokens_of(text)
    return [
        key
        for key, own in zip(facts.money, facts.told_apart, strict=True)
        # 自己出 is 农户自付.
        if own & words or ("自" in text and "自" in "".join(own))
    ]


def is_factor(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether a count only shows how an amount of its sentence comes about: 用十吨十八块."""
    value = quantity.value
    least, unit = least_paid(facts) or (Decimal(0), "")
    if isinstance(value, Decimal) and value <= least and quantity.unit in _alike(unit):
        return True  # 三吨也收九块
    if quantity.kind is Kind.SPAN and facts.period_days > 1:
        return False  # 连开六天，收三十块, where it is open for five
    sentence = [
        one.value
        for one in said.quantities
        if one.kind is Kind.MONEY
        and quantity.end <= one.start
        and not SENTENCE_END.search(said.text, quantity.end, one.start)
    ]
    return isinstance(value, Decimal) and any(
        isinstance(key.value, Decimal) and key.value * value in sentence for key in facts.money
    )


def _converted(facts: Facts, said: Said, quantity: Quantity, keys: list[Key]) -> str:
    """Return 105元 a month from 1260元 a year, and the other way round."""
    asked = facts.asked_before(said)
    mine = quantity.per or frozenset({"年"} if re.search("一年|全年|每年", asked) else ())
    for (key, value), ((large, small), count) in product(keys, _IN_ONE.items()):
        larger = large in mine and small in key.per and key.per - {small} >= mine - {large}
        if larger and value * count == quantity.value:
            return f"{key.text}×{count}"
        smaller = small in mine and large in key.per and key.per - {large} >= mine - {small}
        if smaller and _is_about(value / count, quantity):
            return f"{key.text}÷{count}"
    return ""


def _multiplied(facts: Facts, said: Said, quantity: Quantity, keys: list[Key]) -> str:
    everywhere = [(times, unit) for times, unit, _ in _factors(facts, said, quantity)]
    factors = [
        (times, unit)
        for times, unit, gap in _factors(facts, said, quantity)
        if unit not in quantity.per
        and (
            ((times > 1 or times == _HALF) and _stands_beside(gap))
            or (len(gap) <= _FAR and _is_weighed(unit, keys))
            or (times > 1 and _may_be_far(said, quantity) and _is_for_each(facts, unit, keys))
        )
    ]
    least = least_paid(facts)
    if least:  # 三吨 are paid for as five
        factors = [one for one in factors if one[1] not in _alike(least[1]) or one[0] >= least[0]]
    for (key, value), (times, unit) in product(keys, factors):
        if quantity.per and not quantity.per | {unit} <= key.per | _of_smaller(key):
            continue
        if value * times * _in_unit_of(key, unit) == quantity.value:
            return f"{key.text}×{times.normalize():f}{unit}"
        for again, other in everywhere:
            # Days of days are nothing: 学10天，共补3000元 is no 30元×10天×10天.
            if times > 1 and other != unit and value * times * again == quantity.value:
                return f"{key.text}×{times.normalize():f}{unit}×{again.normalize():f}{other}"
    return ""


def least_paid(facts: Facts) -> tuple[Decimal, str] | None:
    """Return how many are paid for at least: 不足5吨的按5吨收, 保底3吨."""
    for said in facts.texts:
        if said.label in SUMMARIES:
            continue
        for one in said.quantities:
            if one.kind is Kind.COUNT and isinstance(one.value, Decimal):
                before = said.text[max(0, one.start - _BESIDE) : one.start]
                if _LEAST.search(before):
                    return one.value, _SAME_EACH.get(one.unit, one.unit)
    return None


_LEAST = re.compile("不足|不满|不够|保底|起步|最少[按收交]?")


def _at_least(facts: Facts, said: Said, quantity: Quantity, keys: list[Key]) -> str:
    """Return 9元 of 1.8元 for each of the 5吨 that are paid for at least."""
    least = least_paid(facts)
    if least is None:
        return ""
    counted = [n for n, unit, _ in _factors(facts, said, quantity) if unit in _alike(least[1])]
    if any(n > least[0] for n in counted):
        return ""
    for key, value in keys:
        if key.per & _alike(least[1]) and value * least[0] == quantity.value:
            return f"{key.text}×{least[0].normalize():f}{least[1]}"
    return ""


def _alike(unit: str) -> frozenset[str]:
    return (
        frozenset(("吨", "方", "立方米")) if unit in ("吨", "方", "立方米") else frozenset((unit,))
    )


def _of_smaller(key: Quantity) -> frozenset[str]:
    """Return the units that what a key amount is for one of can be put in."""
    pairs = [pair for pair in _IN_ONE if not key.per.isdisjoint(pair)]
    return frozenset(unit for pair in pairs for unit in pair)


def _is_for_each(facts: Facts, unit: str, keys: list[Key]) -> bool:
    told = any(f"每{unit}" in amount.written for amount in facts.item.amounts)
    return told or any(unit in {"个", *key.per} for key, _ in keys)


def _is_weighed(unit: str, keys: list[Key]) -> bool:
    """Return whether an amount is for one of a unit that this one can be put in: 斤, 公斤."""
    return any(_in_unit_of(key, unit) != 1 for key, _ in keys)


def _in_unit_of(key: Quantity, unit: str) -> Decimal:
    """Return how many of what a key amount is for one of are in one ``unit``; 1 if it is none."""
    for (large, small), count in _IN_ONE.items():
        if large in key.per and unit == small and unit not in key.per:
            return Decimal(1) / count
        if small in key.per and unit == large and unit not in key.per:
            return Decimal(count)
    return Decimal(1)


def _divided(facts: Facts, said: Said, quantity: Quantity, keys: list[Key]) -> str:
    """Return 616元 from 五口人 and 3080元, 500元 from 五张一百的, a twelfth for 一个月折多少."""
    before = facts.asked_before(said) + _sentence_before(said, quantity)
    shared = _SHARED.search(before)
    notes = _NOTES.match(said.text, quantity.end)
    factors = [
        (times, unit)
        for times, unit, gap in _factors(facts, said, quantity)
        if times > 1 and (shared or (unit == "张" and notes and not gap))
    ]
    if shared and _A_MONTH.search(before):
        factors.append((Decimal(12), "月"))
    for (key, value), (times, unit) in product(keys, factors):
        if times and _is_about(value / times, quantity):
            return f"{key.text}÷{times.normalize():f}{unit}"
    return ""


def _is_about(exact: Decimal, quantity: Quantity) -> bool:
    """Return whether an amount is ``exact``, rounded as it is written: 23.3 for 23.33…."""
    value = quantity.value
    if not isinstance(value, Decimal):
        return False
    places = Decimal(1).scaleb(min(0, int(value.normalize().as_tuple().exponent)))
    return exact == value or (places < 1 and exact.quantize(places) == value)


def _added(facts: Facts, said: Said, quantity: Quantity, keys: list[Key]) -> str:
    """Return the sum of all key amounts, or of two that are for one of the same."""
    before = _sentence_before(said, quantity)[-2 * _FAR :]
    together = len(keys) > 1 and _SUM.search(before[-10:]) and not any(k.per for k, _ in keys)
    if together and sum(value for _, value in keys) == quantity.value:
        return "＋".join(key.text for key, _ in keys)
    if not _SUM_OF_SOME.search(before):
        return _with_more(facts, quantity, keys)
    for (one, value), (other, more) in combinations(keys, 2):
        alike = one.per == other.per or not one.per or not other.per
        if alike and value != more and value + more == quantity.value:
            return f"{one.text}＋{other.text}"
    return ""


def _with_more(facts: Facts, quantity: Quantity, keys: list[Key]) -> str:
    """Return 3500元 from 每座3000元 and 另奖500元: what comes on top of another amount."""
    own = "".join(said.text for said in facts.texts if said.label == "金额")
    for (one, value), (more, extra) in permutations(keys, 2):
        on_top = re.search(rf"(?:另|再|加|多)[奖补发给付]?{re.escape(more.text)}", own)
        if on_top and value + extra == quantity.value:
            return f"{one.text}＋{more.text}"
    return ""


def _changed(facts: Facts, said: Said, quantity: Quantity, keys: list[Key]) -> str:
    """Return what two key amounts differ by, or one that has grown by a share of 金额: 6元×1.02."""
    if CHANGED_BY.search(said.text, 0, quantity.start):
        for (one, value), (other, less) in permutations(keys, 2):
            if value - less == quantity.value:
                return f"{one.text}－{other.text}"
    for own, share in facts.shares_of_amounts:
        grows = own.label == "金额" and _GROWS.search(own.text, 0, share.start)
        if share.kind is not Kind.SHARE or not isinstance(share.value, Decimal) or not grows:
            continue
        for key, value in keys:
            if value * (100 + share.value) / 100 == quantity.value:
                return f"{key.text}×{1 + share.value / 100}"
    return ""


def _sentence_before(said: Said, quantity: Quantity) -> str:
    return said.text[_sentence_start(said.text, quantity.start) : quantity.start]


def _sentence_start(text: str, start: int) -> int:
    return max((text.rfind(mark, 0, start) for mark in "。;!\n"), default=-1) + 1


def _stands_beside(gap: str) -> bool:
    if len(gap) <= _BESIDE and not re.search("[,。;、]", gap):
        return True
    return len(gap) < 12 and bool(_TOGETHER.search(gap))


def _may_be_far(said: Said, quantity: Quantity) -> bool:
    """Return whether the factor may stand a clause away: 种2亩，领160元."""
    near = len(_sentence_before(said, quantity)) < _SENTENCE
    is_money = said.label in DETAILS or quantity.kind is Kind.MONEY
    return near and is_money and quantity.per <= {"年", "月", "天"}


def _factors(facts: Facts, said: Said, quantity: Quantity) -> Iterator[tuple[Decimal, str, str]]:
    """Give the counts before an amount, or asked about: how many, of what, what stands between."""
    for one in read(facts.asked_before(said), near=said.near):
        if one.kind in _FACTORS and isinstance(one.value, Decimal):
            yield one.value, _SAME_EACH.get(one.unit, one.unit), ""
    text = said.text
    begin = _sentence_start(text, quantity.start)
    before = text[begin : quantity.start]
    for one in said.quantities:
        if one.kind not in _FACTORS or not isinstance(one.value, Decimal):
            continue
        if begin <= one.start and one.end <= quantity.start + 1:
            unit = _SAME_EACH.get(one.unit, one.unit)
            yield one.value, unit, text[one.end : quantity.start]
    for match in _PEOPLE.finditer(before):
        unit = {"口": "人", "个月": "月"}.get(match[2], match[2])
        beside = match.end() == len(before) or "共" in before[match.end() - 2 :]
        is_beside = beside or bool(_EXAMPLE.search(before))
        yield Decimal(_SMALL[match[1]]), unit, "" if is_beside else before
    for name, months in _PARTS_OF_YEAR.items():
        if name in before:
            gap = before.rpartition(name)[2]
            is_beside = len(gap) <= _FAR and "," not in gap
            yield Decimal(months), "月", "" if is_beside else before
