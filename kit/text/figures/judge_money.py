"""An amount in words against the item's own amounts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.derived import derived, keys_named
from kit.text.figures.grades import of_another_grade
from kit.text.figures.item_facts import DETAILS, SOURCES, SUMMARIES
from kit.text.figures.shares import part_of_sum
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import (
    CHANGED_BY,
    CLAUSE_BEGIN,
    CLAUSE_END,
    EARLIER,
    OTHER_MONEY,
    SENTENCE_END,
    around,
    one_slip,
)

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.shares import Known
    from kit.text.figures.verdict import Verdict

_TIMES = frozenset(["年", "月", "天", "日", "次", "季", "季度", "学期", "周"])
_REMEDY = (
    "请核对后改成一样的，最好写成{金额}，由程序填；说的若是另一笔钱，"
    "请在“另外的数”里加一行：数和它是什么钱。"
)
_PER_REMEDY = "请核对是每人、每户还是每亩，每月还是每年，改成和“金额”一样的。"
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年")
_LAST_YEAR, _THIS_YEAR = re.compile("去年|上年|往年|前年"), re.compile("今年|明年|现在")
_SUM = re.compile("总额|总[数计共]|合计|共计?|一共")
_NOT = ("不", "也不", "都不", "没")
_ROUND_DIGITS, _MANY = 2, 6
_NOTHING_SAID, _SAME_WORDS = re.compile("大?约|[是为有达到的共了]|\\W"), 4
_OF_ALL = 100
"""How many times a key amount a sum of all is at least."""
_PEOPLE_AND_LAND = frozenset(("人", "户", "亩", "公顷"))


def judge_money(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of one amount; None where it is one of the item's own."""
    quantity = said.quantities[index]
    if said.label == "金额" or not isinstance(quantity.value, Decimal):
        return None
    if quantity.text.startswith("一分") and said.text[quantity.end :].startswith(_NOT):
        return None  # 一分钱不收
    if wrong := of_another_grade(facts, said, quantity):
        return stop(f"别处写的{wrong}", _REMEDY)
    same = [
        key
        for key in facts.money
        if key.value == quantity.value
        and key.unit == quantity.unit
        and (key.about or not quantity.about)
    ]
    if any(per_agrees(key, quantity) for key in same):
        return in_anothers_place(facts, said, quantity)
    if same:
        why = f"这里按{each_of(quantity)}算，“金额”里是按{each_of(same[0])}"
        return stop(why, _PER_REMEDY)
    if quantity.unit == "元" and not quantity.about:
        before = said.text[max(0, quantity.start - 8) : quantity.start]
        rows = facts.differences if CHANGED_BY.search(before) else facts.cells | facts.differences
        if quantity.value in rows:
            return None
        if how := derived(facts, said, quantity):
            return listed(f"＝{how}")
    if part := part_of_sum(facts, said, quantity):
        return of_a_part(part, quantity)
    return _of_another_thing(facts, said, quantity) or _differs(facts)


def of_a_part(part: tuple[Known, ...], quantity: Quantity) -> Verdict:
    """Return that an amount is a part of a sum, or that another part was meant."""
    if any(one.amount == quantity.value for one in part):
        return listed("合计里的一项")
    return stop(f"照前面的话，别处写的是“{part[0].text}”", _REMEDY)


def in_anothers_place(facts: Facts, said: Said, quantity: Quantity) -> Verdict | None:
    """Stop the amount of one group behind the words of another: 90岁以上每月100元."""
    named = keys_named(facts, said, quantity)
    if not named or any(key.value == quantity.value for key in named):
        return None
    return stop(f"照前面的话，金额里是“{named[0].text}”", _REMEDY)


def each_of(quantity: Quantity) -> str:
    """Return what an amount is for one of, in words: 每人每月."""
    return "".join(f"每{unit}" for unit in sorted(quantity.per)) or "总数"


def per_agrees(key: Quantity, quantity: Quantity) -> bool:
    """Return whether both are for one of the same, in time and in things."""
    mine = [{u for u in one.per if u in _TIMES} for one in (key, quantity)]
    things = [{u for u in one.per if u not in _TIMES} for one in (key, quantity)]
    return all(not a or not b or a == b for a, b in (mine, things))


def same_things(one: Quantity, other: Quantity) -> bool:
    """Return whether two counts are not each of another thing: 每户, 每人."""
    mine, theirs = one.per - _TIMES, other.per - _TIMES
    return not mine or not theirs or mine == theirs


def _differs(facts: Facts) -> Verdict:
    if not facts.money:
        return stop("“金额”里没有这个数", _REMEDY)
    own = "、".join(amount.written for amount in facts.item.amounts)
    return stop(f"金额写的是“{own}”，两处不一样", _REMEDY)


def _of_another_thing(facts: Facts, said: Said, quantity: Quantity) -> Verdict | None:
    """Return the answer for an amount whose words say that it is no key amount."""
    details = said.label in DETAILS | SOURCES
    earlier = _earlier_year(facts, said, quantity)
    slip = (slip_of_money(facts, quantity) or _slip_of_sum(facts, said, quantity)) and not earlier
    explained = earlier or _is_explained(facts, said, quantity)
    if details and not explained:
        explained = _of_other_sort(facts, quantity)
    if slip or not explained:
        return None
    if wrong := _of_same_words(facts, said, quantity):
        return stop(f"别处写的是“{wrong}”，两处不一样", _REMEDY)
    if details or facts.is_in_details(quantity):
        return listed("另外的钱数")
    return stop("在“金额”、正文和表格里都找不到", _REMEDY)


def _of_same_words(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return what follows the same words elsewhere: 每年缺口8万元 for 每年缺口18万元."""
    words = _words_before(said, quantity)
    if len(words) < _SAME_WORDS or _is_of_others(said, quantity):
        return ""
    for other in facts.texts:
        for one in other.quantities:
            alike = (one.kind, one.per) == (quantity.kind, quantity.per)
            same = alike and _words_before(other, one) == words and not _is_of_others(other, one)
            if same and one.value != quantity.value:
                return one.text
    return ""


def _is_of_others(said: Said, quantity: Quantity) -> bool:
    before = around(said.text, quantity.start, quantity.end, 24)[0]
    return EARLIER.search(before) is not None


def _words_before(said: Said, quantity: Quantity) -> str:
    clause = CLAUSE_BEGIN.split(SENTENCE_END.split(said.text[: quantity.start])[-1])[-1]
    return _NOTHING_SAID.sub("", clause.rpartition(":")[2])


def _of_other_sort(facts: Facts, quantity: Quantity) -> bool:
    """Return whether it is for another thing (校服每套120元), or a total of all (补助134万元)."""
    keys = [key for key in facts.money if isinstance(key.value, Decimal)]
    things = quantity.per - _TIMES - _PEOPLE_AND_LAND
    if things and not any(things & key.per for key in keys):
        return True
    if quantity.per == {"次"} and not any("次" in key.per for key in keys):
        return True  # B超每次60元, beside 每人每年
    if quantity.per or not keys or not all(key.per for key in keys):
        return False
    largest = max(key.value for key in keys if isinstance(key.value, Decimal))
    return isinstance(quantity.value, Decimal) and quantity.value >= largest * _OF_ALL


def _is_explained(facts: Facts, said: Said, quantity: Quantity) -> bool:
    item = facts.item
    if not item.amounts:
        return True
    free = all(amount.value is None for amount in item.amounts)
    if free and said.label in SUMMARIES:
        return False  # 不收报名费, and yet an amount
    before, after = around(said.text, quantity.start, quantity.end)
    clause = CLAUSE_BEGIN.split(before)[-1] + quantity.text + CLAUSE_END.split(after)[0]
    clause += facts.asked_before(said)
    own = "".join(amount.written for amount in item.amounts) + item.title
    if said.label in DETAILS and EARLIER.search(around(said.text, quantity.start, 0, 24)[0]):
        return True
    return any(other[0] not in own for other in OTHER_MONEY.finditer(clause))


def _earlier_year(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether the words before name an earlier year: 2025年每亩75元, 上年每人380元."""
    before = around(said.text, quantity.start, quantity.end, 24)[0]
    item = facts.item
    own = set(map(int, _YEAR_BEFORE.findall(item.title + item.full_title)))
    told = _YEAR_BEFORE.findall(before)
    if told and int(told[-1]) < min(own or {facts.near.year}):
        return True
    return bool(_LAST_YEAR.search(before) and not _THIS_YEAR.search(before))


def slip_of_money(facts: Facts, quantity: Quantity) -> bool:
    """Return whether an amount is one slip of the finger away from a key amount."""
    written = _plain(quantity)
    return any(
        (len(_plain(key)) > _ROUND_DIGITS and one_slip(_plain(key), written))
        # 400万元 for 400元: only the noughts differ.
        or (len(written) >= _MANY and _plain(key).rstrip("0") == written.rstrip("0"))
        for key in facts.money
    )


def _slip_of_sum(facts: Facts, said: Said, quantity: Quantity) -> bool:
    """Return whether an amount called a sum is one slip away from the table's, its largest."""
    before = CLAUSE_BEGIN.split(around(said.text, quantity.start, quantity.end)[0])[-1]
    total = max(facts.cells, default=Decimal(0))
    return bool(_SUM.search(before)) and one_slip(f"{total.normalize():f}", _plain(quantity))


def _plain(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f}" if isinstance(quantity.value, Decimal) else ""
