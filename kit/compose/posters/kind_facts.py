"""What a poster says by its kind: the fact that stands largest, and the rows in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import (
    Row,
    amounts_of,
    near_of,
    plain_sentences,
    said,
    says_more_than_deadline,
)
from kit.compose.layouts.purposes import is_scheduled
from kit.model.item import Amount, Kind
from kit.model.kinds import ENFORCED, Biggest, look_of
from kit.text.written_days import weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from kit.model.item import Item

_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]"
_ONE_DAY = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号](?:[（(]?(?:星期|周).[)）]?)?(?:[墟圩][天日期]?)?"
)
_MARKET = re.compile("[墟圩][天日期]?$")
_HAS_DAY = re.compile(r"\d{1,2}[日号]|墟|星期|周[一二三四五六日]")
_HAS_CLOCK = re.compile(r"\d{1,2}(?:[点时]|[:：]\d\d)|[上中下]午|晚上|凌晨")
# Opening hours are when one may go, not until when.
_OPENING = re.compile(r"工作日|每天|每日|每周|周[一二三四五]到周|星期一到|全天|长期|随时")
_BAN_TERM = re.compile(rf"(?:从?(.{{1,12}}?)起?，?)?[到至]({_DAY})(?:止|24[时点])?")
_ASIDE = re.compile("补|奖|发|返|退|押金|保证金|[定订]金")
"""Before a figure: what somebody gets, or gets back."""
# A longer one is read on the full text.
_LONGEST_GROUND = 40
_RUMOUR = re.compile(r"^(?:传言|谣言|网传|有人说)[:：]\s*(.+)$", re.MULTILINE)
_APPEAL = re.compile("不服|复议|诉讼|起诉")
_TRUTH = re.compile(r"^(?:事实|真相|其实)[:：]\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BigFact:
    """What stands in the black box: when."""

    text: str
    field: str
    label: str = ""
    """Above it."""
    beside: tuple[str, ...] = ()
    """In a column at its right, else above it: 最后一天, weekday, lunar date."""


def big_facts(item: Item, lunar: Callable[[date], str]) -> tuple[BigFact, ...]:
    """Return when: the deadline, or from when to when; first the one filled black.

    Only what ends with it is a last day: a water cut is from when to when, a ban until when.
    Opening hours are a row, never here.
    """
    look = look_of(item)
    day = item.deadline or _ban_end(item)
    if item.kind is Kind.REPEAL and item.dates.effective is not None:
        return tuple(_last_day(item, lunar))
    if look.biggest is Biggest.BAN and day is not None:
        term = _BAN_TERM.fullmatch(item.when or "")
        since = f"从{term[1]}起" if term and term[1] else ""
        field = "截止" if item.deadline else "时间"
        fact = _day_fact(item, day, lunar, field=field)
        return (replace(fact, text=f"到{fact.text}", label=since),)
    if look.biggest is Biggest.TIME:
        return tuple(_times(item, lunar))
    if day is not None:
        return tuple(_last_day(item, lunar))
    if item.when and not _is_row(item):
        return (BigFact(text=said(item.when, item, "时间"), field="时间", label="时间"),)
    return ()


def last_day(item: Item, lunar: Callable[[date], str]) -> BigFact | None:
    """Return the deadline, or of what is repealed the first day without it; None without any."""
    return next(_last_day(item, lunar), None)


def _last_day(item: Item, lunar: Callable[[date], str]) -> Iterator[BigFact]:
    word, day, field = look_of(item).last_day, item.deadline, "截止"
    if item.kind is Kind.REPEAL and item.dates.effective is not None:
        day, field = item.dates.effective, "施行"
    if day is not None:
        yield _day_fact(item, day, lunar, word, field=field)


def _day_fact(
    item: Item, day: date, lunar: Callable[[date], str], *words: str, field: str = "时间"
) -> BigFact:
    return BigFact(
        text=written_day(day, near=near_of(item)),
        field=field,
        beside=(*words, weekday(day), f"农历{lunar(day)}"),
    )


def _times(item: Item, lunar: Callable[[date], str]) -> Iterator[BigFact]:
    """Yield day and clock of what happens then."""
    if not item.when:
        if item.deadline is not None:
            fact = _day_fact(item, item.deadline, lunar, field="截止")
            yield BigFact(text=f"到{fact.text}", field="截止", beside=fact.beside)
        return
    when = said(item.when, item, "时间")
    days, clocks = _days_and_clocks(when)
    if len(days) != 1:
        yield BigFact(text=when, field="时间", label="时间")
        return
    clock = "，".join(clocks)
    if is_scheduled(item) and clock:
        yield BigFact(text=clock, field="时间", label=f"{days[0]}，哪天轮到见下表")
        return
    day = _only_day(item, days[0])
    if day is not None:
        yield _day_fact(item, day, lunar, *_MARKET.findall(days[0]))
    else:
        yield BigFact(text=days[0], field="时间", label="从哪天到哪天" if "到" in days[0] else "")
    if clock:
        yield BigFact(text=clock, field="时间")


def _days_and_clocks(when: str) -> tuple[list[str], list[str]]:
    """Return the parts of 时间 that are days, and those that are hours; neither if one is both."""
    parts = [part for part in re.split("[，、；]", when) if part]
    days = [part for part in parts if _HAS_DAY.search(part) and not _HAS_CLOCK.search(part)]
    clocks = [part for part in parts if _HAS_CLOCK.search(part) and not _HAS_DAY.search(part)]
    return (days, clocks) if len(days) + len(clocks) == len(parts) else ([], [])


def day_of(item: Item) -> date | None:
    """Return the one day that something is on, of what is no deadline; None of all else."""
    if item.deadline is not None or look_of(item).biggest is not Biggest.TIME:
        return None
    days, _ = _days_and_clocks(item.when or "")
    return _only_day(item, days[0]) if len(days) == 1 else None


def _only_day(item: Item, words: str) -> date | None:
    """Return the day the words are, where they are nothing but one."""
    told = _ONE_DAY.fullmatch(words)
    if told is None:
        return None
    year, month, day = told.groups()
    published = item.dates.publish
    try:
        found = published.replace(year=int(year or published.year), month=int(month), day=int(day))
    except ValueError:
        return None
    # Without its year, a day in January told of in December is next year's: then none is said.
    return found if year or found >= published else None


def _ban_end(item: Item) -> date | None:
    """Return the last day of a ban that has no deadline, where 时间 says nothing but its term."""
    term = _BAN_TERM.fullmatch(item.when or "")
    return _only_day(item, term[2]) if term and look_of(item).biggest is Biggest.BAN else None


def _is_row(item: Item) -> bool:
    return (
        look_of(item).biggest is not Biggest.DAY
        or bool(_OPENING.search(item.when or ""))
        or not _HAS_DAY.search(item.when or "")
    )


def kind_rows(item: Item, *, with_time: bool = False) -> tuple[Row, ...]:
    """Return the rows in reading order, by the kind's own words; a fact that is 无 has none.

    ``with_time``: 时间 has a row whatever it says, for the sheet shows it nowhere else.
    """
    return tuple(_rows(item, with_time=with_time))


def _rows(item: Item, *, with_time: bool) -> Iterator[Row]:
    look = look_of(item)

    def row(field: str, text: str | None, label: str = "", pictogram: str = "") -> Iterator[Row]:
        if text:
            label = label or look.label(field)
            words = said(text, item, field)
            yield Row(label=label, text=words, field=field, own_pictogram=pictogram)

    if item.kind is Kind.CLARIFY:
        rumour, truth = _RUMOUR.search(item.body), _TRUTH.search(item.body)
        yield from row("正文", rumour and rumour[1])
        yield from row("大白话", truth[1] if truth else "".join(plain_sentences(item)))
    # Whoever is named in the title of an appointment is not told a second time.
    if item.kind is not Kind.APPOINTMENT or (item.who or "") not in item.plain_title:
        yield from row("谁", item.who)
    if item.kind is Kind.REPEAL:
        yield from row("文号", item.doc_no or item.full_title)
    if with_time or _time_is_row(item):
        opening = look.label("地点").startswith("去哪") and _OPENING.search(item.when or "")
        yield from row("时间", item.when, "几点去" if opening else "")
    yield from row("地点", item.where)
    yield from row("带什么", "、".join(item.bring))
    if item.feedback is not None:
        yield from row("意见办法", "、".join(item.feedback.ways))
    if look.biggest is Biggest.BAN:
        yield from row("金额", "；".join(amounts_of(item)), pictogram="warning")
    if item.kind in ENFORCED:
        grounds = (("依据", "".join(item.basis[:1])), ("救济", item.remedy))
        for field, text in grounds:
            if len(text) <= _LONGEST_GROUND:
                yield from row(field, text)
    asides = (_without_aside(item, amount)[1] for amount in item.amounts)
    yield from row("金额", "；".join(filter(None, asides)), "另外")
    yield from row("怎么办", _how_besides(item))


def _how_besides(item: Item) -> str | None:
    """Return 怎么办 without what 救济, in its own row, says with its terms."""
    if (
        item.how is None
        or item.kind is not Kind.PENALTY
        or not 0 < len(item.remedy) <= (_LONGEST_GROUND)
    ):
        return item.how
    sentences = re.split("(?<=[。；])", item.how)
    kept = [s for s in sentences if not all(map(_APPEAL.search, re.split("[，、]", s)))]
    return "".join(kept).rstrip("；")


def _time_is_row(item: Item) -> bool:
    """Whether 时间 says what the black box does not."""
    look = look_of(item)
    if item.when is None or look.biggest is Biggest.TIME:
        return False
    if look.biggest is Biggest.BAN and _BAN_TERM.fullmatch(item.when):
        return item.deadline is None and _ban_end(item) is None
    return _is_row(item) if item.deadline is None else says_more_than_deadline(item)


def large_amounts(item: Item) -> tuple[Amount, ...]:
    """Return the amounts that stand large, without what is said aside.

    None of a ban: a fine is what follows it, not what it says.
    """
    if look_of(item).biggest is Biggest.BAN:
        return ()
    shown = (_without_aside(item, amount)[0] for amount in item.amounts)
    return tuple(amount for amount in shown if amount is not None)


def _without_aside(item: Item, amount: Amount) -> tuple[Amount | None, str]:
    """Return an amount as it stands large, and what of it is only said beside it: 每天补30元."""
    before, comma, last = amount.label.rpartition("，")
    if not (look_of(item).asides and amount.figure and _ASIDE.search(last)):
        return amount, ""
    aside = amount.written.removeprefix(before + comma)
    return Amount(label=before) if before else None, aside
