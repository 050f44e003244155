"""On which side of a day or an hour a thing is: 以后 of a deadline, 以前 of a start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import DETAILS, SUMMARIES
from kit.text.figures.own_times import NEXT_DAY, own_days, resolved
from kit.text.figures.quantity import Clock
from kit.text.figures.verdict import stop
from kit.text.figures.written_words import BY_THEN, CLAUSE_BEGIN, EVENT, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

_JUDGED = SUMMARIES | DETAILS | {"怎么办"}
_BESIDE = r"(?:\([^)]{1,8}\)|(?:星期|周|礼拜)[一二三四五六日天]|[上下中]午|[早晚]上?|24[时点])*"
_FROM = re.compile(rf"{_BESIDE}(?:以后|之后|过后|往后|后(?![台勤山面门天年])|起|开始)")
_SINCE = re.compile("(?:从|自|打|过了?|等到?|晚于)$")
_TO = re.compile(rf"{_BESIDE}(?:起|开始)?,?[到至~-]")
_ENDS = re.compile(r"(?:为止|止(?!步)|截止|结束)")
_AT_ONCE = re.compile(
    "(?:就|都|全部)?(?:停[水电气]|封路|断[水电]|施工|受理|办理|营业|开[门放始]|体检|登记|报名|接种|领取|缴费"
    "|施行|实施|执行|生效)"
)
_FINISHES = re.compile(
    "[就才]?(?:关[门摊馆园闸]|收[摊市]|结束|下班|来[水电气]|恢复|通[水电车]|截止|打烊|散场)"
)
_STARTS = re.compile("[就才]?(?:停[水电气]|封[路道闭])")
_BEHIND_TO = re.compile(f"[到至~-]{NEXT_DAY}$")
_STOPS = re.compile("停[水电气]|封[路道闭]|断[水电路]|禁[止行]")
"""What a notice may be about; elsewhere it says that a thing is over."""
_OVER = re.compile(
    "[不没未停截关止逾罚另撤拆退]|作废|失效|结束|过期|取消|恢复|视为|自[行动]|滞纳|加收|补[缴交办报]|[明后次]年"
    "|下[次年批期回]|公[布示告]|发[放到]|到账|兑现|知道|来[水电]|通[车行]|照常|正常|出生|还[可能是要]"
)
"""Behind 以后: the thing is over, or another one comes."""
_ACTS = re.compile(
    "[来去到交缴办报领填投找带开收]|登记|申[请领]|提[交出意]|打针|接种|体检|检查|受理|参加"
)
_NO_LONGER = re.compile("[起后]?(?:废止|失效|作废|停止(?:执行|使用)|停用)")
_REMEDY = (
    "请核对是以前还是以后、是起还是止；说的若是另一件事，"
    "请在“另外的数”里加一行：日子和它是什么日子。"
)
_BEGIN_ASKED = re.compile("(?:开始|起)(?!来)|什么时候|几[时号月]|哪[天日]|何时")


def judge_side(facts: Facts, said: Said, quantity: Quantity, at: date | Clock) -> Verdict | None:
    """Stop what is to be done after the item's last day, or until its first.

    What is over by then, and what another field says of the same side, goes on.
    """
    if said.label not in _JUDGED:
        return None
    begins, ends = _begins_and_ends(facts, at)
    if begins == ends:
        return None
    before, behind = _sentence(said, quantity)
    side = _FROM.match(behind)
    if ends and (side or _is_since(before, behind)) and not _elsewhere(facts, said, quantity, at):
        rest = behind[side.end() :] if side else behind
        return _after_the_end(facts, said, before, rest)
    alone = not _BEHIND_TO.search(before)
    if begins and ((alone and _FINISHES.match(behind)) or _is_until(facts, said, behind)):
        return stop("要点里是从这时候开始", _REMEDY)
    if ends and isinstance(at, Clock) and alone and _STARTS.match(behind):
        return stop("要点里是到这时候为止", _REMEDY)
    return None


def _is_until(facts: Facts, said: Said, behind: str) -> bool:
    """Return whether what begins is said to end then: 7时为止, 7时以前停水, 1月1日起废止."""
    if until := BY_THEN.match(behind):
        return bool(_ENDS.search(until[0]) or _AT_ONCE.match(behind, until.end()))
    ends = _NO_LONGER.match(behind)
    others = (one.text for one in facts.texts if one is not said and one.label not in SUMMARIES)
    return bool(ends) and not any(map(_NO_LONGER.search, others))


def _after_the_end(facts: Facts, said: Said, before: str, rest: str) -> Verdict | None:
    asked = facts.asked_before(said)
    own = f"{facts.item.title}{facts.item.full_title}{facts.key_words}"
    if _STOPS.search(own):
        rest = _STOPS.sub("办", rest)
    event = EVENT.search(rest)
    if _OVER.search(rest) or (event and event[0] not in own):
        return None
    first = CLAUSE_BEGIN.split(rest)[0]
    acts = _ACTS.search(rest) or (not first.strip("了的") and _ACTS.search(before + asked))
    if acts or (event and event[0] in own) or _BEGIN_ASKED.search(asked):
        return stop("要点里是到这时候为止", _REMEDY)
    return None


def _sentence(said: Said, quantity: Quantity) -> tuple[str, str]:
    before = SENTENCE_END.split(said.text[: quantity.start])[-1]
    return before, SENTENCE_END.split(said.text[quantity.end :])[0]


def _is_since(before: str, behind: str) -> bool:
    return bool(_SINCE.search(before) and not _TO.match(behind) and not BY_THEN.match(behind))


def _begins_and_ends(facts: Facts, at: date | Clock) -> tuple[bool, bool]:
    """Return whether the item begins then, and whether it ends."""
    if isinstance(at, Clock):
        begins, ends = (any(at.may_be(one) for one in hours) for hours in facts.begins_and_ends)
        return begins, ends
    return at in set(_first_days(facts)), at in facts.deadlines


def _first_days(facts: Facts) -> Iterator[date]:
    dates = facts.item.dates
    yield from (day for day in (dates.period_start, dates.effective) if day)
    for said in facts.texts:
        for one in own_days(said)[:1] if said.label == "时间" else ():
            day = resolved(one, facts.near)
            if day and not BY_THEN.match(said.text, one.end):
                yield day


def _elsewhere(facts: Facts, said: Said, quantity: Quantity, at: date | Clock) -> bool:
    """Return whether another field of the item, too, says that something begins then."""
    for other in facts.texts:
        if other is said or other.label in SUMMARIES or other.label == "问答":
            continue
        for one in other.quantities:
            if one.kind is not quantity.kind or not _is_then(facts, one, at):
                continue
            before, behind = _sentence(other, one)
            if _FROM.match(behind) or _is_since(before, behind):
                return True
    return False


def _is_then(facts: Facts, quantity: Quantity, at: date | Clock) -> bool:
    if isinstance(at, Clock):
        return isinstance(quantity.value, Clock) and quantity.value.may_be(at)
    return resolved(quantity, facts.near) == at
