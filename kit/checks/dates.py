"""The item's days among themselves and against the law's terms (K02, K10, T rules)."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.model.of_the_day import is_decision_late, is_outdated
from kit.model.township import Cycle
from kit.source.numbers import full_number
from kit.text.figures.item_facts import ALL_WORDS, SUMMARIES
from kit.text.figures.quantity import Day
from kit.text.figures.written_numbers import number
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.checks.subject import Subject
    from kit.model.item import Item

_WORKING_DAYS = 20
"""政府信息公开条例第二十六条."""
_CONSULTATION_DAYS = 30
"""重大行政决策程序暂行条例第十五条; townships follow it."""


def order_of_days(subject: Subject) -> Iterator[Fault]:
    """Stop days of the item that contradict each other."""
    item, dates = subject.item, subject.item.dates
    if item.deadline is not None and item.deadline < dates.publish:
        yield Fault("截止", "截止日期早于贴出日期。", "请核对年份和日子。")
    if dates.expire is not None and dates.expire < dates.publish:
        yield Fault("摘下", "摘下日期早于贴出日期。", "请核对年份和日子。")
    if dates.formed > dates.publish:
        yield Fault("成文", "成文日期晚于贴出日期。", "请核对两个日期。", Severity.WARN)
    if dates.period_start and dates.period_end and dates.period_end < dates.period_start:
        yield Fault("止", "公示期的“止”早于“起”。", "请核对两个日期。")
    if item.deadline is not None and dates.expire is not None and dates.expire < item.deadline:
        yield Fault(
            "摘下",
            f"{written_day(dates.expire, near=dates.publish)}就摘下，截止却在"
            f"{written_day(item.deadline, near=dates.publish)}。",
            "请把摘下改到截止以后。",
            Severity.WARN,
        )
    yield from _ends_before_the_time(subject)
    alert = item.emergency
    if alert is not None and alert.onset and alert.expires and alert.expires <= alert.onset:
        yield Fault("预警", "预警的到期早于起始。", "请核对预警原文。")


def _ends_before_the_time(subject: Subject) -> Iterator[Fault]:
    """Ask about a deadline in the middle of the span in 时间: one of both was forgotten.

    A span that begins after the deadline is what people enrol for, and none of the kind.
    """
    deadline = subject.item.deadline
    if deadline is None:
        return
    for text in subject.labelled("时间"):
        days = [(one, one.value) for one in text.quantities if isinstance(one.value, Day)]
        for (begins, from_day), (ends, to_day) in pairwise(days):
            if not _SPAN.fullmatch(text.text[begins.end : ends.start]):
                continue
            first, last = _in_years_of(from_day, to_day, deadline)
            if first and last and first <= deadline < last:
                yield Fault(
                    "截止",
                    f"截止是{written_day(deadline, near=last)}，时间写到{written_day(last)}。",
                    "请核对：只改了一处的，把另一处也改过来。",
                    Severity.WARN,
                )


_SPAN = re.compile(r"[（(]?(?:星期.|周.)?[)）]?\s*起?\s*(?:到|至|[—–~～-]{1,2})\s*")


def _in_years_of(begins: Day, ends: Day, near: date) -> tuple[date | None, date | None]:
    """Return a span's days; a year that is not written is that of ``near``."""
    last = _on(ends, ends.year or near.year)
    first = _on(begins, begins.year or (last.year if last else near.year))
    if first and last and first > last:
        if ends.year is None:
            last = _on(ends, last.year + 1)
        else:
            first = _on(begins, first.year - 1)
    return first, last


def _on(day: Day, year: int) -> date | None:
    if day.lunar or day.month is None or day.day is None:
        return None
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def market_days(subject: Subject) -> Iterator[Fault]:
    """Stop 逢二、逢七 where kit.toml has the market on other days."""
    market = subject.context.township.market
    if market is None or market.cycle is Cycle.WEEKDAY:
        return
    for text in subject.labelled(*ALL_WORDS):
        for match in _MARKET.finditer(text.text):
            said = {int(number(one) or 0) % 10 for one in _MARKET_DAY.findall(match[0])}
            if said == {digit % 10 for digit in market.digits}:
                continue
            own = "、".join(f"逢{digit}" for digit in market.digits)
            yield Fault(
                text.label,
                f"{text.place}写“{match[0]}”，设置里的墟期是{own}。",
                "请核对墟期；说的是别处的墟，写明是哪里的，如：下洋墟逢三、逢八。",
                offset_lines=text.lines_before(match.start()),
            )


_MARKET_DAY = re.compile(r"[一二三四五六七八九十]|\d")
_MARKET = re.compile(
    r"(?<![墟圩集场、和，])逢(?:[一二三四五六七八九十]|\d)(?:[、，和]?逢?(?:[一二三四五六七八九十]|\d))*"
    r"(?=[日号]?[是为的]?(?:[墟圩集赶开赴]|[，。；、]|照常|$))"
)
_RELATIVE = (
    (re.compile(r"今天|明天|后天|昨天|今晚|明早"), "day"),
    (re.compile(r"(?:本|这|上|下)(?:个)?(?:周|星期|礼拜)(?!年)"), "week"),
    (re.compile(r"(?:本|这个|上个|下个|上|下)月(?!底前)"), "month"),
    (re.compile(r"今年|明年|去年|后年|前年"), "year"),
)


def _still_true(span: str, first: date, last: date) -> bool:
    """Return whether a relative word said on ``first`` is still true on ``last``."""
    if span == "day":
        return first == last
    if span == "week":
        return first.isocalendar()[:2] == last.isocalendar()[:2]
    if span == "month":
        return (first.year, first.month) == (last.year, last.month)
    return first.year == last.year


def relative_words(subject: Subject) -> Iterator[Fault]:
    """Warn of 明年 and 下周 on a sheet that still hangs when they have become false."""
    dates = subject.item.dates
    for text in subject.labelled(*SUMMARIES, "时间", "怎么办"):
        for pattern, span in _RELATIVE:
            match = pattern.search(text.text)
            if match is None:
                continue
            if dates.expire is None or not _still_true(span, dates.publish, dates.expire):
                yield Fault(
                    text.label,
                    f"{text.place}的“{match[0]}”，到摘下以前就不对了。",
                    "请写成几年几月几日。",
                    Severity.WARN,
                )


def published_in_time(subject: Subject) -> Iterator[Fault]:
    """Warn of an item that goes up more than twenty working days after it was made."""
    dates = subject.item.dates
    due = subject.context.workdays.after(dates.formed, _WORKING_DAYS)
    if dates.publish > due.day:
        yield Fault(
            "贴出",
            f"成文超过20个工作日才贴出：应当在{written_day(due.day, near=dates.publish)}"
            f"{'' if due.sure else '（暂定）'}以前。",
            "条例要求20个工作日内公开；请尽快贴出，并在审核表上写明原因。",
        )


def long_enough(subject: Subject) -> Iterator[Fault]:
    """Stop a consultation shorter than thirty days without a reason."""
    item, dates = subject.item, subject.item.dates
    if item.kind is not Kind.PREVIEW or not dates.period_start or not dates.period_end:
        return
    days = (dates.period_end - dates.period_start).days
    if 0 <= days < _CONSULTATION_DAYS and "期限" not in (
        item.feedback.reason if item.feedback else ""
    ):
        yield Fault(
            "止",
            f"征求意见只有{days}天，不到30天。",
            "请延长到30天；确需缩短的，在“意见办法”的“理由”里写明缩短期限的原因。",
        )


def outdated(subject: Subject) -> Iterator[Fault]:
    """Warn of an item that should have come down already."""
    item, today = subject.item, subject.context.today
    expire = item.dates.expire
    if expire is not None and is_outdated(item, today):
        yield Fault(
            "摘下",
            f"{written_day(expire)}就该摘下了。",
            "还要挂的，请改“摘下”并重新审核；不挂的，请把贴着的撕下。",
        )


def undecided(items: Sequence[Item], today: date) -> Iterator[tuple[Item, Fault]]:
    """Warn of consultations that ended a month ago without a decision told."""
    ids = {item.item_id for item in items}
    told = {full_number(item.decides, ids) for item in items if item.decides}
    for item in items:
        late = is_decision_late(item, today)
        if item.kind is Kind.PREVIEW and late and item.item_id not in told:
            yield (
                item,
                Fault(
                    "止",
                    "征求意见结束已经超过30天，还没有公布结果。",
                    "请发一条“决定”，写明意见采纳情况，并在“决定”里填这个编号。",
                ),
            )
