"""What another field says of the subject that a share, a temperature or a sum has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import KEYS, SUMMARIES, tokens_of
from kit.text.figures.quantity import Kind
from kit.text.figures.written_words import CLAUSE_BEGIN, EARLIER, SENTENCE_END, around

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said

_AROUND = re.compile(
    "其中|全年|过程|一共|总共|合计|累计|共计?|气温|温度|补助|占比?|比例|左右"
    "|[会将可能要约在只有为是达到至由出补降报]"
)
"""What stands about a subject in any sentence: 最低温度会降到 is of 最低, as 最低气温 is."""
_ASKED = re.compile(
    "(?:(?P<first>[一-鿿]{2})(?:要|得|需要?|带|交|用|收|拿){0,2})?(?:几|多少)(?P<unit>[一-鿿])(?P<noun>[一-鿿]{2})?"
)
_HOW_LONG = re.compile("多[久长]|几个?(?:天|小时|钟头|月|年|工作日)")
_LEAST_WORDS, _BESIDE = 2, 3


def of_same_subject(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return what is said elsewhere of the subject that this clause or its question has.

    Of counts only sums (共慰问250人次) and answers (几份文件): others differ more often.
    """
    if said.label in KEYS or quantity.part or is_earlier(said, quantity, of_all=False):
        return ""
    if quantity.kind is Kind.SPAN and _HOW_LONG.search(facts.asked_before(said)):
        others = [one for other, one in facts.counted_as(quantity) if other.label != said.label]
        return others[0].text if others else ""
    asked = _ASKED.search(facts.asked_before(said))
    noun = ""
    if asked and asked["unit"] == quantity.unit:
        noun = next((n for n in (asked["noun"], asked["first"]) if n and n in facts.key_words), "")
        own = [one for other, one in facts.stated if _sort(one) == _sort(quantity)]
        if not noun and own and all(one.value != quantity.value for one in own):
            return own[0].text
    subject, in_all = _subject(said, quantity)
    for other_said, other in facts.counted_as(quantity):
        theirs, all_theirs = _subject(other_said, other)
        if quantity.kind is Kind.COUNT:
            beside = other_said.text[max(0, other.start - _BESIDE) : other.end + _BESIDE]
            same = (noun and noun in beside) or (subject == theirs and (in_all or all_theirs))
        else:
            same = subject == theirs
        if same and (noun or len(subject) >= _LEAST_WORDS):
            return other.text
    return ""


def of_another_label(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return 186.50米 for 警戒水位188.00米 where another text gives each level its own name."""
    words = _words(said, quantity)
    for other in facts.texts:
        if other.label in SUMMARIES or other.label == said.label == "问答":
            continue
        sort = _sort(quantity)
        alike = [o for o in other.quantities if _sort(o) == sort and not o.part and o != quantity]
        tokens = [_words(other, one) for one in alike]
        named = [
            one
            for one, own in zip(alike, tokens, strict=True)
            if words & own.difference(*(theirs for theirs in tokens if theirs is not own))
        ]
        if len(alike) > 1 and named and all(one.value != quantity.value for one in named):
            return named[0].text
    return ""


def _words(said: Said, quantity: Quantity) -> frozenset[str]:
    """Return the pairs of characters that tell what a measure is of, from the one before on."""
    begin = max((one.end for one in said.quantities if one.end <= quantity.start), default=0)
    return tokens_of(SENTENCE_END.split(said.text[begin : quantity.start])[-1])


def _sort(quantity: Quantity) -> tuple[Kind, str]:
    return quantity.kind, quantity.unit


def _subject(said: Said, quantity: Quantity) -> tuple[str, bool]:
    """Return the clause before a figure without its common words, and whether it is a sum."""
    words = CLAUSE_BEGIN.split(SENTENCE_END.split(said.text[: quantity.start])[-1])[-1]
    return _AROUND.sub("", words), "共" in words


def is_earlier(said: Said, quantity: Quantity, *, of_all: bool = True) -> bool:
    """Return whether the words beside speak of another time or of an example.

    ``of_all``: 其中 is another thing, too.
    """
    words = "".join(around(said.text, quantity.start, quantity.end, 24))
    return EARLIER.search(words if of_all else words.replace("其中", "")) is not None
