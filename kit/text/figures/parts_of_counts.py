"""Counts that make up another count, and counts of one thing in other measure words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import KEYS, SUMMARIES
from kit.text.figures.quantity import Kind
from kit.text.figures.written_words import CLAUSE_BEGIN, SENTENCE_END

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said

_EACH = re.compile("各(?:[\u4e00-\u9fff]{0,2}?(?:招|有|选|派|出|发|配|要|限|评|推荐?)?)$")
_OF_ANYTHING = "个"
_NO_NOUN = re.compile("(?:人|名额|位置|岗位|指标)?(?:[,。;!?、]|就|为止|满|封顶|$)|名额|指标")
"""Behind a bare 个: it names nothing, so it counts what the item counts."""
_TAKEN = re.compile("(?:招|录|聘|收|选|评|限|要|名额|满|补|看|查|接|发)[\u4e00-\u9fff]{0,3}$")
_HOW_MANY = re.compile("几|多少|招")
_LEAST_WORDS = 2


def in_parts(facts: Facts, said: Said, quantity: Quantity) -> str | None:
    """Return nothing for a part of a count that the item says, or what that part is elsewhere.

    样例一村2名，样例二村4名 are six; 三个村各两名 are six. None where it is no such part.
    """
    if quantity.kind is not Kind.COUNT or quantity.part or not isinstance(quantity.value, Decimal):
        return None
    totals = facts.totals(quantity)
    group = _beside(said, quantity)
    numbers = [one.value for one in group if isinstance(one.value, Decimal)]
    if len(group) > 1 and sum(numbers) in totals - {quantity.value}:
        return _elsewhere(facts, said, quantity)
    if _EACH.search(said.text, 0, quantity.start):
        counts = [
            one.value
            for one in said.quantities
            if one.kind is Kind.COUNT and one.end <= quantity.start
            if isinstance(one.value, Decimal)
        ]
        times = {*counts[-1:], Decimal(len(facts.item.villages))}
        return "" if any(quantity.value * one in totals for one in times) else None
    return None


def _beside(said: Said, quantity: Quantity) -> list[Quantity]:
    """Return the counts of one sort that stand in one sentence."""
    return [
        one
        for one in said.quantities
        if (one.kind, one.unit, one.part) == (quantity.kind, quantity.unit, "")
        and not SENTENCE_END.search(
            said.text[min(one.end, quantity.end) : max(one.start, quantity.start)]
        )
    ]


def _elsewhere(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return what another field says of the part that the same words name; else nothing."""
    words = _clause(said, quantity)
    for other_said, other in facts.counted_as(quantity):
        if other_said.label == said.label or len(words) < _LEAST_WORDS:
            continue
        if _clause(other_said, other) == words:
            return other.text
    return ""


def is_part(facts: Facts, quantity: Quantity, other: Decimal | str) -> bool:
    """Return whether one of two values is only a part of the other: 2名 of 6名."""
    return any(
        total in (quantity.value, other) and {quantity.value, other} - {total} <= parts
        for total, parts in facts.sums_in_words(quantity).items()
    )


def in_company(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return 27人 for 29人 where a key fact has 12户27人, and this sentence has 12户 too."""
    if said.label in KEYS or quantity.kind is not Kind.COUNT:
        return ""
    beside = {
        (one.unit, one.value)
        for one in said.quantities
        if one.kind is Kind.COUNT and one.unit != quantity.unit
        if not SENTENCE_END.search(
            said.text, min(one.end, quantity.end), max(one.start, quantity.start)
        )
    }
    for key in facts.texts:
        counts = [one for one in key.quantities if one.kind is Kind.COUNT and not one.part]
        own = [one for one in counts if one.unit == quantity.unit]
        shared = any((one.unit, one.value) in beside for one in counts)
        if key.label in KEYS and len(own) == 1 and shared and own[0].value != quantity.value:
            return own[0].text
    return ""


def is_roughly(quantity: Quantity, own: Quantity) -> bool:
    """Return whether 三十多 and 近四十 are said of 38."""
    about, exact = quantity.value, own.value
    if not quantity.about or not isinstance(about, Decimal) or not isinstance(exact, Decimal):
        return False
    if re.search("[多余来]", quantity.text):
        return about < exact < about + Decimal(1).scaleb(int(about.normalize().as_tuple().exponent))
    return abs(about - exact) * _TENTH <= exact


_TENTH = 10


def _clause(said: Said, quantity: Quantity) -> str:
    return CLAUSE_BEGIN.split(SENTENCE_END.split(said.text[: quantity.start])[-1])[-1]


def people_meant(facts: Facts, said: Said, quantity: Quantity) -> list[Quantity]:
    """Return the numbers of people that 招四十八个 is held against: 名额38人.

    A bare 个 that answers how many, or stands behind a word of taking, counts what the item counts.
    """
    if quantity.unit != _OF_ANYTHING or not _NO_NOUN.match(said.text, quantity.end):
        return []
    taken = _TAKEN.search(_clause(said, quantity)) or _HOW_MANY.search(facts.asked_before(said))
    named = "名额" in said.text[quantity.end : quantity.end + 3]
    told = SUMMARIES | {"问答", said.label}
    own = [one for other, one in facts.people if other.label not in told]
    return own if taken or named else []
