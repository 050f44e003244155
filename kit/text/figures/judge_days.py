"""Days, years and hours in words against the item's own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.text.figures.clock_forms import PARTS, in_part
from kit.text.figures.day_forms import EITHER_CALENDAR
from kit.text.figures.item_facts import DETAILS, KEYS, SUMMARIES
from kit.text.figures.own_times import (
    NEXT_DAY,
    OF_ONE_DAY,
    days_in,
    digits_of_day,
    own_days,
    resolved,
)
from kit.text.figures.quantity import Clock, Day, Kind
from kit.text.figures.sides import judge_side
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import (
    BIRTH,
    BY_THEN,
    ELSEWHERE,
    EVENT,
    LATEST,
    SENTENCE_END,
    around,
    one_slip,
)
from kit.text.lunar_days import has_leap_month
from kit.text.written_days import WEEKDAYS, written_day

if TYPE_CHECKING:
    from datetime import date

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

_REMEDY = (
    "请核对后改成一样的；截止日期最好写成{截止}，由程序填；说的若是另外的日子，"
    "请在“另外的数”里加一行：日子和它是什么日子。"
)
_CLOCK_REMEDY = "请核对后和“时间”写成一样的；说的若是另外的钟点，请在“另外的数”里加一行说明。"
_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)([一二三四五六日天])")
_NOT_THAT = re.compile(r"(?:莫|别|不要|不能|不可|不)[按照]$")
_EVERY = re.compile(r"每[月年][^,。]{0,2}$")
_ISSUED = re.compile(r"(?:继续|联合)?发布")
_FROM_THEN = re.compile(r"预警[^,。]*\|起?(?:生效|解除|失效)")
"""About an hour (|): the alert's own."""
_YEAR_FIGURES = "0123456789一二"
_VAGUE_EDGES = ("初", "上旬", "中旬", "下旬")
_SOON = 12
_LONG_AGO_DAYS, _NEAR_DAYS = 60, 15
_ZERO_HOUR = re.compile("(?:凌晨)?[零〇0]{1,2}[时点:]")
_LAST_TIME = re.compile("上一?[次回期届轮]|前[次期]|[原此]来?定|之前的|去年|此前|曾")
_PART = re.compile("|".join(part for part in PARTS.split("|") if len(part) > 1))
_NOON, _MIDNIGHT, _RANGE, _EARLY = 720, 1440, 2, 60
_COMES_EARLY = re.compile("(?:以前|之前|前)[到来]|开?始?(?:进场|入场|签到|报到|检票|集合|排队)")
_OF_24 = re.compile("24|二十四")
_RANGE_GAP = re.compile(f"(?:[到至~-]+|一直到){NEXT_DAY}")
_NEXT_DAY = re.compile(r"(?:次日|翌日|隔[天日]|第二[天日]|明早)的?$")
_CLOSED = re.compile("[都均全]?(?:一律|暂)?(?:不(?![停断封])|没|休|关|闭)")
_END_ASKED = re.compile(
    "[到至]几点|几点[才能会]?(?:结束|收工|收摊|关门|下班|散|停止|截止|恢复|来[电水])"
)
_BEGIN_ASKED = re.compile("从几点|几点[才能会就]?(?:开|起|停[电水]|上班)")


def judge_day(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of one date; None where it is one of the item's own."""
    quantity = said.quantities[index]
    value = quantity.value
    if not isinstance(value, Day):
        return stop("看的人、听的人不知道是哪一天", "请写成几月几日。")
    if quantity.unit in _VAGUE_EDGES:
        return None
    if value.month is None and value.day is None:
        return _judge_year(facts, said, quantity, value)
    if value.month is not None and not 1 <= value.month <= 12:
        return stop("没有这个月", "请核对月份。")
    if value.day is None:
        return _judge_month(facts, said, value)
    if value.month is None:
        return _judge_day_alone(facts, said, quantity, value)
    day = resolved(quantity, facts.near)
    if quantity.unit == EITHER_CALENDAR:
        ours = resolved(replace(quantity, value=replace(value, lunar=False)), facts.near)
        day = ours if ours in facts.days | facts.deadlines or day is None else day
    if _NOT_THAT.search(said.text, 0, quantity.start):
        return listed("叫人别弄错的日子")
    if quantity.part == "within" and day in facts.days_in_period:
        return None
    if day is None:
        return stop("没有这一天", "请核对月份和日子。")
    return _judge_whole(facts, said, quantity, day)


def _judge_whole(facts: Facts, said: Said, quantity: Quantity, day: date) -> Verdict | None:
    before, after = around(said.text, quantity.start, quantity.end)
    weekday = _WEEKDAY.match(after)
    if weekday and weekday[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
        return stop(f"那天是星期{WEEKDAYS[day.weekday()]}", "请核对日期和星期。")
    if day < facts.near and day not in facts.days and _LAST_TIME.search(before):
        return listed("上一次的日子")
    if day not in facts.days and ELSEWHERE.search(before):
        return listed("别处的日子")
    if _ZERO_HOUR.match(after) and day - timedelta(1) in facts.deadlines:
        return None  # 7月1日零时 is 6月30日24时
    if said.label in DETAILS and day < facts.near and before.endswith("截至"):
        return listed("截至那天的数")
    if said.label in DETAILS and _is_of_another_thing(facts, quantity, day, before, after):
        return listed("另外的日子")
    if facts.deadlines and _is_deadline(said, before, after):
        hanging = said.label in ("谁", "时间") and day == facts.item.dates.expire
        own = day in facts.deadlines or hanging or _is_of_an_amount(facts, said, quantity, day)
        return judge_side(facts, said, quantity, day) if own else _differs(facts.deadlines, "截止")
    if said.label == "时间" and facts.deadlines and quantity in own_days(said)[1:]:
        return None if day in facts.deadlines else _differs(facts.deadlines, "截止")
    if day in facts.days or _is_of_an_amount(facts, said, quantity, day):
        return judge_side(facts, said, quantity, day)
    return _differs(facts.deadlines or facts.days, "要点里")


def _is_of_an_amount(facts: Facts, said: Said, quantity: Quantity, day: date) -> bool:
    """Return whether 金额 names the day (3月20日前迁的另奖500元), and such an amount follows it.

    An amount that is paid on any day does not make the day right: 3月20日前交的400元.
    """
    behind = [one for one in said.quantities if 0 <= one.start - quantity.end <= _SOON]
    if any(one.kind is Kind.SHARE for one in behind) and _takes_off(facts, said, day):
        return True
    amounts = [one for one in facts.texts if one.label == "金额"]
    of_day = [one for one in amounts if any(day == own for _, own in days_in(one))]
    paid = [one.value for one in behind if one.kind is Kind.MONEY][:1]
    always = {one.value for text in amounts if text not in of_day for one in text.quantities}
    return bool(of_day and paid) and paid[0] not in always


def _takes_off(facts: Facts, said: Said, day: date) -> bool:
    """Return whether another field says what is taken off by that day: 12月15日以前交的打八折."""
    return any(
        one.kind is Kind.SHARE and 0 <= one.start - own.end <= _SOON
        for other in facts.texts
        if other is not said and other.label not in SUMMARIES
        for own, stands in days_in(other)
        if stands == day
        for one in other.quantities
    )


def _is_deadline(said: Said, before: str, after: str) -> bool:
    if BIRTH.match(after):
        return False
    return bool(BY_THEN.match(after) or LATEST.search(before)) and said.label != "金额"


def _is_of_another_thing(
    facts: Facts, quantity: Quantity, day: date, before: str, after: str
) -> bool:
    """Return whether a day in the details is none of the item's by its own words.

    每月15日, 12月7日开班, 2025年12月31日以前参保的; but what is one slip away from a day of the
    item is a slip.
    """
    if day in facts.days:
        return False
    if quantity.unit == "相对" and day < facts.near:
        return True
    if _EVERY.search(before):
        return True
    event = EVENT.search(after) or EVENT.search(before[-6:])
    if event and event[0] not in facts.words:
        return not any(_is_close_slip(day, own) for own in facts.days)
    value = quantity.value
    dated = isinstance(value, Day) and value.year is not None
    past = day.year < facts.near.year or (facts.near - day).days > _LONG_AGO_DAYS
    slip = any(one_slip(digits_of_day(day), digits_of_day(own)) for own in facts.days)
    return dated and past and not slip


def _is_close_slip(one: date, other: date) -> bool:
    return (
        one.year == other.year
        and abs((one - other).days) < _NEAR_DAYS
        and one_slip(f"{one.month}-{one.day}", f"{other.month}-{other.day}")
    )


def _differs(own: frozenset[date], label: str) -> Verdict:
    days = "、".join(map(written_day, sorted(own)))
    return stop(f"{label}是{days}，两处不一样" if own else "要点里没有这一天", _REMEDY)


def _judge_month(facts: Facts, said: Said, value: Day) -> Verdict | None:
    if value.lunar:
        years = (value.year,) if value.year else (facts.near.year, facts.near.year + 1)
        if value.leap and not any(has_leap_month(year, value.month or 1) for year in years):
            return stop("这一年没有这个闰月", "请核对农历。")
        return None
    if value.year and value.year < facts.near.year and _LAST_TIME.search(said.text):
        return listed("上一次的日子")
    if any(value.may_be(day) or value.month == day.month for day in facts.days):
        known = any(value.may_be(day) for day in facts.days) or value.year is None
        return None if known or said.label in DETAILS else _differs(facts.days, "要点里")
    return listed("另外的月份") if said.label not in SUMMARIES else _differs(facts.days, "要点里")


def _judge_day_alone(facts: Facts, said: Said, quantity: Quantity, value: Day) -> Verdict | None:
    before, after = around(said.text, quantity.start, quantity.end)
    if said.label in DETAILS and _EVERY.search(before):
        return listed("另外的日子")
    own = facts.days
    if said.label == "地点" and any(value.day == day.day for day in facts.days_in_period):
        return None  # 8日样例一村，9日样例三村
    if facts.deadlines and _is_deadline(said, before, after):
        own = facts.deadlines
    return None if any(value.day == day.day for day in own) else _differs(own, "要点里")


def _judge_year(facts: Facts, said: Said, quantity: Quantity, value: Day) -> Verdict | None:
    """Hold a year against those of title, dates and the other fields.

    A 年度 names what the notice is about (2027年度医保): another one is held against the title.
    """
    year = value.year
    if year is None or (quantity.text[0] not in _YEAR_FIGURES and "度" not in quantity.unit):
        return None  # 明年 is said of the day the notice hangs, and told by K10
    titled = frozenset[int]().union(
        *(facts.years.get(label, frozenset()) for label in ("标题", "全称") if label != said.label)
    )
    ended = year <= facts.near.year + 1
    if said.label == "时间" and "度" in quantity.unit and not titled and ended:
        return None  # 2025年度 of a table of figures: what it is about
    of_days = {day.year for day in facts.days}
    if "度" in quantity.unit and titled and year not in titled:
        if said.label in DETAILS and year < min(titled):
            return listed("另外的年份")
        return _other_year(titled)
    elsewhere = {y for label, years in facts.years.items() if label != said.label for y in years}
    known = of_days | titled | elsewhere
    if year in known:
        return None
    if said.label == "全称" and not titled:
        return listed("只有全称里写的年份")
    slip = any(one_slip(str(year), str(one)) for one in known | {facts.near.year})
    if year < facts.near.year and (said.label in DETAILS or not slip):
        return listed("另外的年份")
    return _other_year(frozenset(known))


def _other_year(own: frozenset[int]) -> Verdict:
    years = "、".join(f"{year}年" for year in sorted(own))
    return stop(
        f"别处写的是{years}，两处不一样",
        "请核对年份；说的若是另外的一年，请在“另外的数”里加一行说明。",
    )


def judge_clock(facts: Facts, said: Said, index: int) -> Verdict | None:
    """Return what is to be said of one time of day; None where it is one of the item's own."""
    quantity = said.quantities[index]
    value = quantity.value
    if not isinstance(value, Clock) or (said.label == "时间" and not facts.clocks):
        return None
    if facts.item.emergency and _ISSUED.match(said.text, quantity.end):
        return _judge_issued(facts, value)
    value = _in_its_half(facts, said, index, value)
    if any(value.may_be(own) for own in facts.clocks):
        wrong = _on_that_day(facts, said, index, value) or _at_other_end(facts, said, index, value)
        return wrong or judge_side(facts, said, quantity, value)
    if quantity.about and any(value.minutes // 60 == own.minutes // 60 for own in facts.clocks):
        return None
    if value.minutes == _MIDNIGHT and facts.deadlines and _ends_a_day(said, index):
        return None
    before, after = around(said.text, quantity.start, quantity.end)
    if _COMES_EARLY.match(after) and any(
        0 < own.minutes - value.minutes % _NOON - half <= _EARLY
        for own in facts.clocks
        for half in (0, _NOON)
    ):
        return listed("比开始早一点到")
    if said.label in DETAILS:
        event = EVENT.search(after)
        if facts.item.emergency and _FROM_THEN.search(f"{before}|{after}"):
            event = None
        if not facts.clocks or (event and event[0] not in facts.words):
            return listed("另外的钟点")
    if not facts.clocks:
        if said.label in KEYS:
            return None
        return stop("“时间”里没有写几点", "请把几点也写进“时间”。")
    own = "、".join(f"{clock.minutes // 60}:{clock.minutes % 60:02}" for clock in facts.clocks)
    return stop(f"“时间”写的是{own}，两处不一样", _CLOCK_REMEDY)


def _ends_a_day(said: Said, index: int) -> bool:
    """Return whether it is the last moment of a day: 24时, 12月31日夜里12点."""
    hour = said.quantities[index]
    before = said.quantities[index - 1] if index else None
    behind_day = before and isinstance(before.value, Day)
    gap = said.text[before.end : hour.start] if before else ""
    return bool(behind_day and OF_ONE_DAY.fullmatch(gap)) or _OF_24.match(hour.text) is not None


def _on_that_day(facts: Facts, said: Said, index: int, value: Clock) -> Verdict | None:
    """Stop 12月25日早上6点 where 时间 has that day's 18时, and the 6时 of another day."""
    if index == 0 or said.label == "时间":
        return None
    before, hour = said.quantities[index - 1 : index + 1]
    day = resolved(before, facts.near) if isinstance(before.value, Day) else None
    gap = said.text[before.end : hour.start]
    own = facts.clocks_of_day.get(day, ()) if day and OF_ONE_DAY.fullmatch(gap) else ()
    if not own or any(value.may_be(one) for one in own):
        return None
    hours = "、".join(f"{one.minutes // 60}:{one.minutes % 60:02}" for one in own)
    return stop(f"“时间”里那天写的是{hours}，两处不一样", _CLOCK_REMEDY)


def _at_other_end(facts: Facts, said: Said, index: int, value: Clock) -> Verdict | None:
    """Stop the end of 时间 where its beginning is asked, and a range that is turned round."""
    begins, ends = facts.begins_and_ends
    asked = facts.asked_before(said)
    hours = begins + ends
    another: tuple[Clock, ...] = ()
    if _END_ASKED.search(asked):
        hours, another = ends, begins
    elif _BEGIN_ASKED.search(asked):
        hours, another = begins, ends
    elif clocks := [one for one in said.quantities[:index] if one.kind is Kind.TIME]:
        first = clocks[-1]
        turned = [
            (at, until)
            for at, until in zip(begins, ends, strict=False)
            if isinstance(first.value, Clock) and until.may_be(first.value)
        ]
        if _RANGE_GAP.fullmatch(said.text[first.end : said.quantities[index].start]):
            closed = _CLOSED.match(said.text, said.quantities[index].end)
            another = () if closed else tuple(at for at, _ in turned)
            hours = ends if another else hours
    if any(value.may_be(one) for one in hours) or not any(value.may_be(one) for one in another):
        return None
    told = "、".join(f"{one.minutes // 60}:{one.minutes % 60:02}" for one in hours)
    return stop(f"“时间”里是{told}", _CLOCK_REMEDY) if hours else None


def is_overnight(facts: Facts, said: Said, one: Clock, other: Clock, last: Quantity) -> bool:
    """Return whether a range goes over midnight by 时间, or is of hours when nobody is there."""
    own = zip(*facts.begins_and_ends, strict=False) if said.label != "时间" else ()
    closed = _CLOSED.match(said.text, last.end)
    return bool(closed) or any(at.may_be(one) and to.may_be(other) for at, to in own)


def _in_its_half(facts: Facts, said: Said, index: int, value: Clock) -> Clock:
    """Return a bare hour in the part of the day that its sentence or question names before it.

    A bare twelve is noon, unless it ends a range: 八点到十二点 may be at night.
    """
    if value.half_told:
        return value
    clocks = [one for one in said.quantities[:index] if one.kind is Kind.TIME]
    begin = clocks[-1].end if clocks else 0
    words = SENTENCE_END.split(said.text[begin : said.quantities[index].start])[-1]
    if named := _PART.findall(words if clocks else facts.asked_before(said) + words):
        return in_part(named[-1], value)
    at_noon = value.minutes >= _NOON and not (clocks and len(words) <= _RANGE)
    return replace(value, half_told=at_noon or _is_of_24(facts, said, index, value))


def _is_of_24(facts: Facts, said: Said, index: int, value: Clock) -> bool:
    """Return whether a bare hour is of the morning: 7时 or 次日7点, where 时间 has 7 and 19."""
    hour = said.quantities[index]
    halves = {own.minutes for own in facts.clocks if own.half_told} >= {
        value.minutes % _NOON,
        value.minutes % _NOON + _NOON,
    }
    written = "时" in hour.text or _NEXT_DAY.search(said.text, 0, hour.start)
    return halves and bool(written)


def _judge_issued(facts: Facts, value: Clock) -> Verdict | None:
    """Stop an hour of 发布 that is not the alert's 发布时间."""
    sent = facts.item.emergency.sent if facts.item.emergency else None
    if sent is None or value.may_be(Clock(sent.hour * 60 + sent.minute, half_told=True)):
        return None
    return stop(f"“发布时间”写的是{sent.hour}:{sent.minute:02}", "请照预警原文改成一样的。")
