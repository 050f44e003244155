"""Phones, file numbers, levels and bare numbers in words against the item's own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.derived import derived
from kit.text.figures.fold import folded
from kit.text.figures.item_facts import DETAILS, SOURCES, SUMMARIES, digits_of
from kit.text.figures.judge_counts import judge_count
from kit.text.figures.judge_money import in_anothers_place, of_a_part
from kit.text.figures.quantity import Kind
from kit.text.figures.shares import part_of_sum
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import around, one_slip

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

_PHONE_REMEDY = "请核对后改成一样的，最好写成{电话}，由程序填；是另一个号码的，请试拨后加进“电话”。"
# Everybody knows them; they may be named beside what they are for.
_EMERGENCY = {
    "110": "报警|匪警|公安|治安|派出所",
    "119": "火|报警",
    "120": "救|伤|医|病",
    "122": "交通|车祸|交警",
}
_CALLING = re.compile(r"(?:电话|热线|号码)?[是为打拨::\s]*$")
_SERVICE = re.compile(r"12[13]\d\d|9[56]\d{3}")
_MARK = re.compile("(?:满分|总分|得分|及格线?)[为是:]?$")
_CODE_ALONE = re.compile(r"\d+|(?=.*\d)[A-Za-z0-9]+(?:[._:/-][A-Za-z0-9]+)+")
_SHORT_PHONE, _AREA = 7, 2
_OFFICE_BEFORE = re.compile("[\u4e00-\u9fff]{1,6}[局所办站校院心店队厂部社](?:电话)?[::]?$")
_COLOURS = "红橙黄蓝"
"""Of alerts, the gravest first."""
_GRADES = {
    name: grade
    for grade, names in enumerate(("一1ⅠI", "二2Ⅱ", "三3Ⅲ", "四4Ⅳ", "五5"), 1)
    for name in names
} | {"II": 2, "III": 3, "IV": 4}
_ANSWERED_BY = re.compile("应急|响应")
"""Behind 二级: it is how an office answers, not how grave the alert is."""
_WEIGHS = re.compile("[最更][重轻高低严强弱]|依次|分别|[高低重轻严]于|分[为成]?.{0,8}[级种]")
_LEAST_BARE = 100
_ROUND = frozenset("百千万")
_HOW_MANY = re.compile(
    "(?:几|多少)(?P<unit>张|份|人|名|位|户|亩|斤|元|块|钱|次|个|岁|只|头|本|套)"
    "|(?<=[交缴收付补给领罚贴])(?:纳|费|发|款)?(?P<paid>多少)"
)


def judge_number(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of a number without anything that says of what."""
    quantity = said.quantities[index]
    value = quantity.value
    if not isinstance(value, Decimal):
        return None
    if verdict := _judge_answer(facts, said, quantity, value):
        return verdict
    if value < _LEAST_BARE:
        return None
    if said.label in DETAILS and _MARK.search(said.text, 0, quantity.start):
        return listed("分数")
    digits = digits_of(quantity.text)
    if _CODE_ALONE.fullmatch(said.text.strip()):
        return None  # a field that holds a code: 来源
    known = {*facts.phones, *_EMERGENCY}
    if said.label == "地点" and not any(one_slip(digits, own) or digits == own for own in known):
        return None  # a room
    if said.label != "地点" and re.search(rf"(?<!\d){value}(?!\d)", folded(facts.item.where or "")):
        return None
    if re.fullmatch(r"(?:19|20)\d\d", quantity.text) or digits in {*facts.phones, *facts.offices}:
        return None
    if any(key.value == value for key in facts.money):
        return in_anothers_place(facts, said, quantity)
    if value in facts.cells:
        return None
    if _is_emergency(said, quantity, digits):
        return None
    if how := derived(facts, said, quantity):
        return listed(f"＝{how}")
    if part := part_of_sum(facts, said, quantity):
        return of_a_part(part, quantity)
    if quantity.text[-1] in _ROUND and value in facts.amounts_in_words:
        return listed("没有写元的钱数")
    text = said.text
    line = text[text.rfind("\n", 0, quantity.start) + 1 : quantity.start]
    alone = not text[max(0, quantity.start - 1) : quantity.start].strip()
    alone = alone and not text[quantity.end : quantity.end + 1].strip()
    if line.startswith("|") or (alone and said.label == "正文"):
        return listed("没有单位的数")
    return stop("看不出是什么数", "请写上单位，如 元、人、号；是电话的，请写进“电话”。")


def _judge_answer(facts: Facts, said: Said, quantity: Quantity, value: Decimal) -> Verdict | None:
    """Stop a bare number that answers 几张 or 多少元 otherwise than the key facts do."""
    asked = _HOW_MANY.search(facts.asked_before(said))
    if asked is None:
        return None
    unit = asked["unit"] or "元"
    if unit in ("元", "钱", "块"):
        own = {str(key.value) for key in facts.money if isinstance(key.value, Decimal)}
        own_value = any(key.value == value for key in facts.money)
        known = own_value or bool(derived(facts, said, quantity))
    else:
        found = facts.places.get((Kind.COUNT, {"名": "人", "位": "人"}.get(unit, unit)), {})
        own, known = set(map(str, found)), value in found
    if known or not own or len(own) > 1:
        return None
    return stop(f"别处写的是{'、'.join(sorted(own))}{unit}", "请核对，并写上单位。")


def judge_code(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of a code: one slip from another of the item's is none."""
    quantity = said.quantities[index]
    if isinstance(quantity.value, Decimal):
        return judge_number(facts, said, index)
    known, code = facts.places.get((quantity.kind, quantity.unit), {}), str(quantity.value)
    if known.get(code, frozenset()) - {said.label}:
        return None
    if near := next((one for one in known if one_slip(code, str(one))), ""):
        return stop(f"别处写的是“{near}”，只差一点", "请核对后改成一样的。")
    if quantity.text[0].isalpha() or said.label not in SUMMARIES:
        return None  # N95口罩, A4纸: a kind of thing
    return stop("别处找不到这个编号", "请核对；只在这里写的，请在“另外的数”里加一行。")


def judge_phone(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of a phone that is not one of the item's or the township's."""
    quantity = said.quantities[index]
    digits = str(quantity.value)
    if own := next((one for one in facts.phones if _is_phone(digits, one)), ""):
        return _behind_another_office(facts, said, quantity, own)
    known = _is_emergency(said, quantity, digits)
    words = _EMERGENCY.get(digits, "")
    if office := _of_another_office(facts, said, quantity):
        return office
    for one, label in facts.phones.items():
        # 报警110 beside 火警119 is right; 火警119 beside 火警019 is not.
        if one_slip(digits, one) and (not known or re.search(words, label)):
            return stop(f"“电话”里{label}是{one}，只差一点", _PHONE_REMEDY)
    if said.label in DETAILS and _SERVICE.fullmatch(digits):
        return listed("别的热线")
    if known or any(_is_phone(digits, one) for one in facts.offices):
        return None
    return stop("不在“电话”里", _PHONE_REMEDY)


def _of_another_office(facts: Facts, said: Said, quantity: Quantity) -> Verdict | None:
    """Return that a number is another office's, where that office stands before it.

    Outside 正文 it must be one of the township's.
    """
    named = _OFFICE_BEFORE.search(folded(said.text[max(0, quantity.start - 12) : quantity.start]))
    if named is None or (said.label not in DETAILS and quantity.value not in facts.offices):
        return None
    own = any(_is_named(label, _CALLING.sub("", named[0])) for label in facts.phones.values())
    return None if own else listed("别的单位的电话")


def _is_phone(digits: str, own: str) -> bool:
    """Return whether this is that number; within the area people leave the area code out."""
    without_area = own.startswith("0") and _SHORT_PHONE <= len(digits) < len(own) - _AREA
    return digits == own or (without_area and own.endswith(digits))


def _behind_another_office(
    facts: Facts, said: Said, quantity: Quantity, own: str
) -> Verdict | None:
    """Stop a number that stands behind the name of another office of 电话."""
    before = _CALLING.sub("", said.text[max(0, quantity.start - 16) : quantity.start])
    label = facts.phones[own]
    for number, other in facts.phones.items():
        if number != own and other != label and _is_named(other, before):
            if _is_named(label, before):
                return None
            return stop(f"前面说的是“{other}”，这却是“{label}”的号码", _PHONE_REMEDY)
    return None


def _is_named(office: str, before: str) -> bool:
    name = folded(_CALLING.sub("", office))
    return bool(name) and before.endswith(name)


def _is_emergency(said: Said, quantity: Quantity, digits: str) -> bool:
    words = _EMERGENCY.get(digits)
    near = "".join(around(said.text, quantity.start, quantity.end, 6, 10))
    return words is not None and re.search(words, near) is not None


def judge_order(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of an order; 二级 of an alert is its colour in other words."""
    quantity, alert = said.quantities[index], facts.item.emergency
    behind = said.text[quantity.end : quantity.end + 6]
    grade = _GRADES.get(quantity.text.removesuffix("级"))
    own = alert and next((one for one in _COLOURS if one in alert.level), None)
    if not alert or not own or not grade or _ANSWERED_BY.match(behind):
        return judge_count(facts, said, index)
    of_fire = "火险" in said.text[max(0, quantity.start - 8) : quantity.end + 4]
    right = {_COLOURS.index(own) + 1} | ({5 - _COLOURS.index(own)} if of_fire else set())
    if grade in right:
        return None
    return stop(f"级别写的是“{alert.level}”，两处不一样", "请照预警原文改成一样的。")


def judge_level(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of an alert's colour or type that is not the item's."""
    quantity, alert = said.quantities[index], facts.item.emergency
    if alert is None:
        return None
    own = alert.level if quantity.unit == "色" else alert.type
    if not own or str(quantity.value) in own:
        return None
    if quantity.unit == "色" and _explains(said, quantity):
        return None
    label = "级别" if quantity.unit == "色" else "类型"
    return stop(f"{label}写的是“{own}”，两处不一样", "请照预警原文改成一样的。")


def _explains(said: Said, quantity: Quantity) -> bool:
    """Return whether the sentence tells what all the colours of alerts mean."""
    before, after = around(said.text, quantity.start, quantity.end, 60, 60)
    sentence = before + quantity.text + after
    named = {colour for colour in _COLOURS if colour in sentence}
    return len(named) > 2 or (len(named) > 1 and _WEIGHS.search(sentence) is not None)


def judge_document(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of a file number that is none of the item's."""
    value = str(said.quantities[index].value)
    own_source = said.label in SOURCES or (said.label == "正文" and not facts.item.doc_no)
    if value in facts.documents and (said.label != "正文" or not facts.item.doc_no or own_source):
        return None
    if any(one_slip(value, own) for own in facts.documents - {value}):
        return stop("和文号、依据里的只差一个数字", "请核对文号。")
    if said.label in DETAILS or value in facts.documents:
        return None
    return stop("在文号、依据、正文里都找不到", "请核对文号。")
