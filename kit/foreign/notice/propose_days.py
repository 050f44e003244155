"""Deadline, period and time: every day a figure of the text, only its year may be completed."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kit.foreign.notice.proposal import Proposal, Sure
from kit.text.figures.fold import folded
from kit.text.figures.quantity import Day, Kind
from kit.text.figures.written_words import BIRTH, BY_THEN, LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.notice.notice import Notice, Sentence
    from kit.text.figures.quantity import Quantity

_SEEN = 20
_WHOLE_RANGE = re.compile(
    r"(?:\s|[（(][^）)\n]{0,16}[）)]|(?:星期|周|礼拜)[一二三四五六日天]"
    r"|(?:上午|下午|晚上|早上|中午)?[\d一二三四五六七八九十两]+[点时:：][\d半整分]*)*"
    r"起?\s?(?:到|至|起至|[-—–－~～])+\s?"
)
_SINCE_NOW = re.compile(r"即日起?(?:[^，。\d]{0,6})[至到]\s?$")
_RANGE_BEFORE = re.compile(r"[\d日号时点分）)]起?\s?[到至]$")
_TO_BE_DONE = re.compile(
    "报名|缴费|缴纳|交费|申报|申请|申领|受理|登记|征缴|征集|征求|领取|集中|参保|订购|提交|认证|投保|办理|领卡|预约|换证|年审|年检|公示|公告期"
)
_GOES_ON = re.compile(
    "停电|停水|停气|施工|封闭|封路|禁[烧火止渔猎放]|预警|绕行|有效期|开放时间|放假|值班"
)
_PUBLIC = re.compile("公示|征求意见|征集意见|意见征集|征询意见")
_EFFECT = re.compile(r"起?[，,]?\s?(?:正式)?(?:施行|实施|执行|生效|停止使用|废止)")
_HAPPENED = re.compile("发布|成立|印发|召开|通过|下发|作出|签订|修订|建成|出台|处罚")
_NAMED_TIME = re.compile(
    "时间|期限|日期|期为|期[：:]|自.{0,12}起|停电|停水|封闭|预计|定于|将于|安排在"
)
# What may stand between two figures of one time, before the first and behind the last.
_GAP = re.compile(
    r"(?:[\s至到—–\-~～、，,（(）)和及：:起]|每[天日周月]|上午|下午|晚上|早上|中午|夜间|凌晨|当[天日]|工作日|周末|节假日|除外|照常"
    r"|(?:星期|周|礼拜)[一二三四五六日天](?:[至到]周?[一二三四五六日天])?|分别|逢|开始|结束|止){0,12}"
)
_LEAD = re.compile(
    r"(?:(?:法定)?工作日|节假日|每[天日]|每周[一二三四五六日天、至到和]+|(?:星期|周)[一二三四五六日天]?[至到](?:星期|周)?[一二三四五六日天]"
    r"|即日起[至到]?|上午|下午|晚上|早上|中午|[自从])[\s，,：:（(]*$"
)
_TAIL = re.compile(
    r"[（(](?:星期|周|礼拜|农历|工作日|节假日|逢|墟|[一二三四五六七八九十正冬腊]{1,2}月)[^）)]{0,12}[）)]|(?:工作日|[^（(，。；）)]{0,6})[）)]"
    r"|(?:以?前|之前|止|起|开始)(?![\u4e00-\u9fff]*?(?:办|缴|交))"
)
_LONGEST = 40
_VAGUE = frozenset({"相对", "初", "上旬", "中旬", "下旬"})
_WRITTEN_MONTH = re.compile(r"[\d一二三四五六七八九十](?:月|[-./])|\d{8}")
_NEAR = 4


class _Range(NamedTuple):
    first: date
    last: date
    sentence: Sentence
    year_told: bool


def _ranges(notice: Notice) -> Iterator[_Range]:
    """Yield each range of whole days; the last has the year of the first where it has none."""
    for sentence in notice.sentences:
        days = _days(notice, sentence.text)
        for one, two in pairwise(days):
            text = sentence.text
            if BIRTH.match(folded(text[two.end :])[:_SEEN]):
                continue
            if not _WHOLE_RANGE.fullmatch(text, one.end, two.start):
                continue
            first = notice.day(one.value)
            last = first and notice.day(two.value, after=first)
            if first and last and first <= last:
                yield _Range(first, last, sentence, _year_told(one))


def propose_deadline(notice: Notice) -> Iterator[Proposal]:
    """Yield the last day: what is to be done by then, or the end of a range for doing it."""
    found = [*_told_deadlines(notice), *_ends_of_ranges(notice)]
    # One that a range and a sentence both give is said once, with the better of the two.
    first_of: dict[str, Proposal] = {}
    for one in sorted(found, key=lambda one: list(Sure).index(one.sure)):
        first_of.setdefault(one.value, one)
    for place, one in enumerate(first_of.values()):
        yield one if not place else _less(one)


def _told_deadlines(notice: Notice) -> Iterator[Proposal]:
    for sentence in notice.sentences:
        for one in _days(notice, sentence.text):
            day = notice.day(one.value)
            if day is None or not _is_deadline(sentence.text, one):
                continue
            if notice.frame.formed and day < notice.frame.formed:
                continue  # 8月31日以前出生, 去年12月31日前参保
            yield _day("截止", day, sentence.text, one, notice)


def _is_deadline(text: str, one: Quantity) -> bool:
    before = folded(text[max(0, one.start - _SEEN) : one.start])
    after = folded(text[one.end : one.end + _SEEN])
    if BIRTH.match(after) or _EFFECT.match(after):
        return False
    by_then = BY_THEN.match(after)
    if by_then:
        # A road is closed 到1月25日18时止: nobody has to do anything by then.
        return not (by_then[0].endswith("止") and _GOES_ON.search(text))
    if _SINCE_NOW.search(before):
        return True
    return bool(LATEST.search(before)) and not _RANGE_BEFORE.search(before)


def _ends_of_ranges(notice: Notice) -> Iterator[Proposal]:
    for one in _ranges(notice):
        above = notice.heading_above(one.sentence.line)
        around = f"{one.sentence.text}{one.sentence.line.bare}{above}"
        if _TO_BE_DONE.search(around) and not _GOES_ON.search(one.sentence.text + above):
            why = "这一段日子的最后一天"
            sure = Sure.HIGH if one.year_told else Sure.MIDDLE
            why += "" if one.year_told else f"；年份是按{notice.base_name}补的"
            yield Proposal(
                field="截止", value=str(one.last), sentence=one.sentence.text, sure=sure, why=why
            )


def propose_period(notice: Notice) -> Iterator[Proposal]:
    """Yield first and last day of a publication or of a time for opinions."""
    for one in _ranges(notice):
        if _PUBLIC.search(one.sentence.text + notice.heading_above(one.sentence.line)):
            sure = Sure.HIGH if one.year_told else Sure.MIDDLE
            why = "" if one.year_told else f"年份是按{notice.base_name}补的"
            for field, day in (("起", one.first), ("止", one.last)):
                yield Proposal(
                    field=field, value=str(day), sentence=one.sentence.text, sure=sure, why=why
                )
            return


def propose_coming_down(notice: Notice) -> Iterator[Proposal]:
    """Yield the day on which it is over and may come down: the last of those it is about."""
    days = [*propose_deadline(notice), *propose_period(notice)]
    found = [(date.fromisoformat(one.value), one.sentence) for one in days if one.field != "起"]
    time = next(propose_time(notice), None)
    if time is not None:
        found += [
            (day, time.sentence)
            for one in _days(notice, time.value)
            if (day := notice.day(one.value))
        ]
    formed = notice.frame.formed
    if found and (last := max(found))[0] >= (formed or last[0]):
        yield Proposal(
            field="摘下",
            value=str(last[0]),
            sentence=last[1],
            sure=Sure.MIDDLE,
            why="过了这天就摘，按最后一天",
        )


def propose_effect(notice: Notice) -> Iterator[Proposal]:
    """Yield the day from which it is in force."""
    for sentence in notice.sentences:
        for one in _days(notice, sentence.text):
            day = notice.day(one.value)
            if day and _EFFECT.match(sentence.text[one.end :]):
                yield _day("施行", day, sentence.text, one, notice)
                return


def propose_time(notice: Notice) -> Iterator[Proposal]:
    """Yield the times as they are written: from when to when, at what hours."""
    ranked: list[tuple[int, str, str]] = []
    for sentence in notice.sentences:
        for rank, value in _times(notice, sentence):
            ranked.append((rank, value, sentence.text))
    ranked.sort(key=lambda one: one[0])
    for place, (rank, value, source) in enumerate(ranked):
        sure = Sure.HIGH if rank == 0 else Sure.MIDDLE if rank < 3 else Sure.LOW
        yield Proposal(
            field="时间", value=value, sentence=source, sure=sure if not place else Sure.LOW
        )


def _times(notice: Notice, sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Yield each time of a sentence with how far it is from being the one (0 is nearest)."""
    text = sentence.text
    found = [
        one
        for one in notice.figures(text)
        if one.kind in (Kind.DATE, Kind.TIME)
        and (one.kind is Kind.TIME or _has_day(one))
        and not BIRTH.match(folded(text[one.end : one.end + _SEEN]))
        and not _EFFECT.match(text[one.end :])
    ]
    groups: list[list[Quantity]] = []
    for one in found:
        if groups and _GAP.fullmatch(text, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    for group in groups:
        start, end = _widened(text, group[0].start, group[-1].end)
        value = text[start:end]
        clocks = any(one.kind is Kind.TIME for one in group)
        if len(value) > _LONGEST:
            yield 4, value
            continue
        named = bool(
            _NAMED_TIME.search(text) or _NAMED_TIME.search(notice.heading_above(sentence.line))
        )
        is_range = len(group) > 1
        if not is_range and not clocks:
            # A day alone is a time where something takes place on it, and no deadline.
            if _is_deadline(text, group[0]) or _HAPPENED.search(text) or not named:
                continue
            yield 2, value
        elif _HAPPENED.match(text[group[-1].end :]) and not is_range:
            yield 3, value
        else:
            yield (0 if named else 1), value


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEAD.search(text[:start])
    if lead and not re.match("[自从]", lead[0]):
        start = lead.start()
    tail = _TAIL.match(text, end)
    if tail:
        inside = text[start:end]
        opened = inside.count("（") + inside.count("(") > inside.count("）") + inside.count(")")
        if opened or tail[0][0] in "（(" or not tail[0].endswith(("）", ")")):
            end = tail.end()
    return start, end


def _days(notice: Notice, text: str) -> list[Quantity]:
    """Return the days whose month and day are written; 下周五 and 月初 are left to a person."""
    found: list[Quantity] = []
    for one in notice.figures(text):
        if one.kind is not Kind.DATE or not _has_day(one) or one.unit in _VAGUE:
            continue
        carried = one.part == "last" and found and one.start - found[-1].end < _NEAR
        if carried or _WRITTEN_MONTH.search(folded(one.text)):
            found.append(one)
    return found


def _day(field: str, day: date, source: str, one: Quantity, notice: Notice) -> Proposal:
    if _year_told(one):
        return Proposal(field=field, value=str(day), sentence=source, sure=Sure.HIGH)
    why = f"年份是按{notice.base_name}补的"
    return Proposal(field=field, value=str(day), sentence=source, sure=Sure.MIDDLE, why=why)


def _less(one: Proposal) -> Proposal:
    return Proposal(
        field=one.field, value=one.value, sentence=one.sentence, sure=Sure.LOW, why=one.why
    )


def _has_day(one: Quantity) -> bool:
    return isinstance(one.value, Day) and one.value.day is not None


def _year_told(one: Quantity) -> bool:
    """Return whether the year stands in the text; 明年 and 下周五 are told from another day."""
    return bool(re.match(r"\d{4}|[〇○零一二三四五六七八九]{4}", folded(one.text)))
