"""Shares of prices and of sums: what an item takes off, and who bears which part."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import permutations, product
from typing import TYPE_CHECKING, NamedTuple

from kit.text.figures.item_facts import SUMMARIES
from kit.text.figures.quantity import Kind
from kit.text.figures.share_forms import FOLD
from kit.text.figures.written_words import CLAUSE_BEGIN, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said

_OFF = re.compile(
    r"(?:减免?|免|少|降低?|省|优惠|便宜|扣|下调|让利)(?:[收交缴去了掉出付]|征|费|原价的)*$"
)
_LEFT = re.compile(
    r"(?:(?:[只仅]|按)[^,。;]{0,4}|[交缴收付])(?:[交缴收付]|纳|取|费|钱|原价|全额|标准|的)*$"
)
"""Before a share: so much is taken off (减三成), or so much is left to pay (只交七成)."""
_PRICE_ASKED = re.compile("[收交缴付][费钱]?(?:多少|几)")
_MORE_BEHIND = re.compile("[的地]?(?:收|交|缴|计收|收费|缴费|缴纳)")
_NO_WORDS = re.compile(
    "[^\u4e00-\u9fff]|[的是有为由和与占出收缴付补按其中元万各约以还减免少降省扣打只]"
)
_BETWEEN = (Kind.SHARE, Kind.MONEY)
ALL = Decimal(100)


class Known(NamedTuple):
    """A share that the item says, the words that tell whose it is, and how it is written."""

    percent: Decimal
    words: frozenset[str]
    text: str
    amount: Decimal = Decimal(0)
    """Of a part that is told as an amount."""


def reduced(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return how an amount follows from a key amount and what the item takes off: 120元×50%."""
    known = list(reductions(facts))
    named = named_by(known, words_before(said, quantity, facts.asked_before(said))) or known
    before = SENTENCE_END.split(said.text[: quantity.start])[-1]
    if (just_said := _left_just_before(said, quantity)) is not None:
        named = [one for one in known if one.percent == just_said]
    for key, one in product(facts.money, named):
        if not isinstance(key.value, Decimal):
            continue
        times = _MONTHS if "月" in key.per and _A_YEAR.search(before) else 1
        percent = ALL - one.percent if _OFF.search(before) else one.percent
        if key.value * times * percent / ALL == quantity.value:
            of_year = f"×{times}月" if times > 1 else ""
            return f"{key.text}{of_year}×{percent.normalize():f}%"
    return ""


def _left_just_before(said: Said, quantity: Quantity) -> Decimal | None:
    """Return what 打七折，交 says is left, before the amount that follows from it."""
    shares = [one for one in said.quantities if one.end <= quantity.start][-1:]
    near = shares and quantity.start - shares[0].end <= _NEXT_TO
    return left_of_price(said, shares[0]) if near and shares[0].kind is Kind.SHARE else None


_NEXT_TO = 6
_A_YEAR, _MONTHS = re.compile("[一全整按]年"), 12


def left_of_price(said: Said, quantity: Quantity, asked: str = "") -> Decimal | None:
    """Return how much per cent of a price is left; None for a share that is of no price.

    ``asked``: the question that it answers.
    """
    if not isinstance(quantity.value, Decimal) or quantity.part:
        return None
    if quantity.unit == FOLD:
        return quantity.value
    before = SENTENCE_END.split(said.text[: quantity.start])[-1]
    if _OFF.search(before):
        return ALL - quantity.value
    if not before and _PRICE_ASKED.search(asked):
        return quantity.value
    if _LEFT.search(before) or _MORE_BEHIND.match(said.text, quantity.end):
        return quantity.value
    return None


def reductions(facts: Facts) -> Iterator[Known]:
    """Give what the item says of prices that are not paid in full."""
    for said, one in facts.shares:
        left = left_of_price(said, one)
        if said.label not in SUMMARIES and left is not None:
            yield Known(left, words_before(said, one), one.text)


def parts_of(facts: Facts) -> Iterator[Known]:
    """Give the parts of sums that the item says, in per cent or as amounts beside their total."""
    for said, one in facts.shares:
        plain = said.label not in SUMMARIES and left_of_price(said, one) is None
        if plain and isinstance(one.value, Decimal) and not one.part:
            yield Known(one.value, words_before(said, one), one.text)
    for said in facts.texts:
        amounts = [
            (one, one.value)
            for one in said.quantities
            if one.kind is Kind.MONEY and isinstance(one.value, Decimal) and not one.per
        ]
        total = max((value for _, value in amounts), default=Decimal(0))
        if said.label in SUMMARIES or sum(value for _, value in amounts) != 2 * total:
            continue  # not a sum and its parts
        for one, value in amounts:
            if 0 < value < total:
                percent = (value * ALL / total).normalize()
                yield Known(percent, words_before(said, one), f"{one.text}（{percent:f}%）", value)


def part_of_sum(facts: Facts, said: Said, quantity: Quantity) -> tuple[Known, ...]:
    """Return the parts of a sum that an amount may be meant for; the one it is stands alone.

    None where it is no part: 修路18万元 of 36万元.
    """
    known = [one for one in parts_of(facts) if one.amount]
    if not any(one.amount == quantity.value for one in known):
        return ()
    named = named_by(known, words_before(said, quantity, facts.asked_before(said)))
    right = [one for one in named or known if one.amount == quantity.value]
    return tuple(right[:1] or named)


def by_amounts(facts: Facts, left: Decimal) -> bool:
    """Return whether two key amounts stand in this relation: 120元, 五保户60元."""
    values = [key.value for key in facts.money if isinstance(key.value, Decimal)]
    return any(a * left / ALL == b for a, b in permutations(values, 2))


def named_by(known: list[Known], words: frozenset[str]) -> list[Known]:
    """Return those of several whose own words stand here; nothing where the words tell none."""
    if len(known) < 2:
        return []
    found = []
    for one in known:
        others = frozenset[str]().union(*(other.words for other in known if other is not one))
        if (one.words - others) & words:
            found.append(one)
    return found


def words_before(said: Said, quantity: Quantity, asked: str = "") -> frozenset[str]:
    """Return the characters before a figure that tell whose it is, from the figure before on.

    Of an answer they may stand in the question.
    """
    begin = max(
        (one.end for one in said.quantities if one.kind in _BETWEEN and one.end <= quantity.start),
        default=0,
    )
    sentence = SENTENCE_END.split(said.text[begin : quantity.start])[-1]
    clause = CLAUSE_BEGIN.split(sentence)[-1]
    words = _NO_WORDS.sub("", clause)
    words = words if len(words) > 1 else _NO_WORDS.sub("", sentence)
    return frozenset(words or _NO_WORDS.sub("", asked))
