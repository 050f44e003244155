"""What is left of a price, and who bears which part of a sum, against what the item says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import DETAILS, KEYS, SUMMARIES
from kit.text.figures.judge_counts import judge_count
from kit.text.figures.shares import (
    ALL,
    by_amounts,
    left_of_price,
    named_by,
    parts_of,
    reductions,
    words_before,
)
from kit.text.figures.verdict import listed, stop

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.shares import Known
    from kit.text.figures.verdict import Verdict

_WORDS = frozenset(("一半", "半数"))
"""In running text more words than figures: 一半以上村民."""
_REMEDY = "请核对后改成一样的；说的若是另一件事，请在“另外的数”里加一行：数和它是什么。"


def judge_share(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of a share: 减三成 and 打七折 are one, 减两成 is another."""
    quantity = said.quantities[index]
    if said.label in DETAILS and quantity.text in _WORDS and not facts.asked_before(said):
        return None
    asked = facts.asked_before(said)
    left = left_of_price(said, quantity, asked)
    if left is not None and said.label in DETAILS | KEYS and not asked:
        return _in_own_words(facts, said, quantity, left)
    if (said.label not in SUMMARIES and not asked) or not isinstance(quantity.value, Decimal):
        return judge_count(facts, said, index)
    if left is not None:
        known = list(reductions(facts))
        amounts = by_amounts(facts, left)
        if not known and amounts:
            return None
        return _held_against(facts, said, quantity, left, known) or (
            None
            if amounts or any(one.percent == left for one in known)
            else stop("“金额”和正文里都没有写这样收", _REMEDY)
        )
    parts = list(parts_of(facts))
    if wrong := _held_against(facts, said, quantity, quantity.value, parts):
        return wrong
    told = any(share.value == quantity.value and one is not said for one, share in facts.shares)
    if not told and any(quantity.value in (one.percent, ALL - one.percent) for one in parts):
        return None
    return judge_count(facts, said, index)


def _in_own_words(facts: Facts, said: Said, quantity: Quantity, left: Decimal) -> Verdict | None:
    """Return the answer for 正文 and 怎么办, which say themselves what is taken off, but once."""
    words, again = words_before(said, quantity), False
    for other, share in facts.shares:
        theirs = left_of_price(other, share)
        if theirs is None or share is quantity:
            continue
        own = words_before(other, share)
        if theirs != left and words and own and (words <= own or own <= words):
            return stop(f"别处写的是“{share.text}”，两处不一样", _REMEDY)
        again = again or (theirs == left and other is not said)
    return None if again or said.label in KEYS else listed("别处没有")


def _held_against(
    facts: Facts, said: Said, quantity: Quantity, percent: Decimal, known: list[Known]
) -> Verdict | None:
    """Stop a share that none is, or that belongs to somebody else by the words before it."""
    if not known:
        return None
    named = named_by(known, words_before(said, quantity, facts.asked_before(said)))
    if named and all(one.percent != percent for one in named):
        return stop(f"别处写的是“{named[0].text}”，两处不一样", _REMEDY)
    return None
