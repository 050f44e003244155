"""What an answer names: who and which, against what the other fields say of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.text.figures.institutions import PLACE, is_named, is_rival, is_within
from kit.text.figures.item_facts import SUMMARIES
from kit.text.figures.verdict import listed, stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

Placed = tuple[int, int, "Verdict"]

_OFFICE = (
    r"[\u4e00-\u9fff]{1,12}?(?:局|所|办公室|办|中心|站|政府|委员会|村委会?|公司|医院|卫生院|学校|小学|银行|指挥部|气象台"
    r"|信用社|工会|妇联|团委|派出所|合作社|银行|大队)"
)
_OFFICE_SAID = re.compile(
    rf"(?:^|[,。;:、!?]|[由是归让找问到去])(?P<name>{_OFFICE})(?![\u4e00-\u9fff]?(?:事|理))"
)
_WHO = re.compile(
    r"(?:谁|哪个?(?:单位|部门|家单位)|什么单位)(?:来|给|负责)?(?P<deed>[\u4e00-\u9fff]{0,4})"
)
_WHICH = re.compile(
    r"哪一?[座条个所家栋间处段口种块片]?(?P<noun>[\u4e00-\u9fff]{1,4})|(?P<called>什么)(?P<what>[\u4e00-\u9fff]{2})"
)
_WHERE = re.compile("哪[里儿]|什么地方|[到去在往]哪(?![一个位家座条])|何处")
_ROOM = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{PLACE}|政府)")
_SAME_PLACE = re.compile("村部|村委会?|大队部?|村里|大厅|窗口|便民中心|服务中心")
"""Called otherwise by everybody who lives there."""
_BY = re.compile(rf"由(?P<name>{_OFFICE})(?:负责|统一|来)?(?P<deed>[\u4e00-\u9fff]{{2}})")
_SENT = re.compile("发[布的]?|通知|预警")
_ENDS = re.compile(r"[,。;!?、(]")
_BEFORE_NAME = re.compile("^(?:就?[是在到去走由]|还是|即)+")
_LEAST = 2


def judge_answers(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give each name that answers 谁 or 哪座桥 otherwise than the rest of the item."""
    asked = facts.asked_before(said)
    if not asked:
        return
    others = "\n".join((*_written(facts), *_named_in_fields(facts)))
    if who := _WHO.search(asked):
        yield from _who(facts, said, who["deed"], others)
    elif _WHERE.search(asked):
        yield from _where(facts, said)
    elif which := _WHICH.search(asked):
        yield from _which(said, which["noun"] or which["what"] or "", others)


def _written(facts: Facts) -> Iterator[str]:
    return (one.text for one in facts.texts if one.label not in SUMMARIES | {"问答"})


def _named_in_fields(facts: Facts) -> tuple[str, ...]:
    item = facts.item
    sender = item.emergency.sender if item.emergency else ""
    return (item.issuer, item.dept, sender, *facts.phones.values())


def _who(facts: Facts, said: Said, deed: str, others: str) -> Iterator[Placed]:
    """Give an office that does not do what is asked, or that no other field names."""
    sent = _SENT.match(deed)
    alert = facts.item.emergency
    doers: list[str] = []
    if sent and alert and alert.sender:
        doers = [alert.sender]
    elif len(deed) >= _LEAST:
        does = re.escape(deed.rstrip("的啊呢")[:_LEAST])
        doers = [
            one[1]
            for one in re.finditer(rf"(?:由|[,。;\n]|^)({_OFFICE})[^,。;]{{0,4}}{does}", others)
        ]
    found = list(_OFFICE_SAID.finditer(said.text))
    clause = _ENDS.split(said.text)[0]
    if not found and clause and not any(a + b in others for a, b in pairwise(clause)):
        yield 0, len(clause), listed("别处没有写是谁")
    for match in found:
        name = match["name"]
        if doers and not any(_are_one(name, one) for one in doers):
            why = f"别处写的是“{doers[0]}”"
            yield *match.span("name"), stop(why, "请核对是哪个单位。")
        elif not doers and not any(_are_one(name, one) for one in re.findall(_OFFICE, others)):
            yield *match.span("name"), stop("别处没有这个单位", "请核对是哪个单位。")


def _where(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give a place that answers 哪里 and has no word of any place that the item names."""
    clause = _ENDS.split(said.text)[0]
    match = _ROOM.search(clause)
    if match is None or not facts.where or _SAME_PLACE.search(match[0]):
        return
    name = _BEFORE_NAME.sub("", match[0])
    if not is_named(name, facts, said, by_label=not is_rival(name, facts.where)):
        why = f"“地点”写的是“{facts.item.where}”"
        yield match.end() - len(name), match.end(), stop(why, "请核对是在哪里。")


def judge_doers(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 由乡劳保所发证 where another field has 由乡民政办发证."""
    if said.label not in SUMMARIES:
        return
    others = [one for text in _written(facts) for one in _BY.finditer(text)]
    for match in _BY.finditer(said.text) if others else ():
        own = [one["name"] for one in others if one["deed"] == match["deed"]]
        if own and not any(_are_one(match["name"], one) for one in own):
            yield *match.span("name"), stop(f"别处写的是“{own[0]}”", "请核对是哪个单位。")


def _which(said: Said, asked: str, others: str) -> Iterator[Placed]:
    """Give a name of the thing that is asked for, where others of its sort have other names."""
    noun = next((n for n in (asked[:2], asked[:1]) if n and n in others), "")
    own = (
        [one[0] for one in re.finditer(rf"[\u4e00-\u9fff\d]{{1,8}}?{noun}", others)] if noun else []
    )
    if not own:
        return
    start = 0
    clause = _ENDS.split(said.text)[0]
    if begins := _BEFORE_NAME.match(clause):
        start = begins.end()
    end = clause.find(noun, start)
    name = clause[start : end + len(noun)] if end >= 0 else clause[start:]
    if len(name) < _LEAST or any(_are_one(name, one) for one in own) or name in others:
        return
    if end >= 0:
        yield start, start + len(name), stop(f"别处写的是“{own[0]}”", "请核对是哪一个。")
    else:
        yield start, start + len(name), listed("别处没有写")


def _are_one(told: str, own: str) -> bool:
    """Return whether one name is the other said short: 乡政府 and 样例乡人民政府."""
    return is_within(told, own) or is_within(own, told)
