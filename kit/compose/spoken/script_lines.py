"""The facts of an item as sentences for the ear, each with its weight in a broadcast."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from kit.compose.spoken.title_words import said_title
from kit.model.item import Kind
from kit.model.kinds import ENFORCED
from kit.plan.calendar import NEXT_MARKET
from kit.text.references import fill
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.spoken.breath import Heard
    from kit.model.item import Item, Phone

_VERBS = {
    Kind.PREVIEW: "公告",
    Kind.REPEAL: "公告",
    Kind.DECISION: "公告",
    Kind.LIST: "公示",
    Kind.PENALTY: "公示",
    Kind.ENFORCEMENT: "公示",
    Kind.INVENTORY: "公布",
    Kind.TABLE: "公布",
    Kind.CLARIFY: "说明",
}
# Of these, the place tells where to read more, not where to go with papers.
_TO_READ = frozenset(
    {Kind.PREVIEW, Kind.DECISION, Kind.REPEAL, Kind.LIST, Kind.TABLE, Kind.INVENTORY}
)
# Of these, time and place are past: nobody must keep them in mind.
_TOLD = ENFORCED | {Kind.TABLE, Kind.INVENTORY}
_SAMPLE_MARK = re.compile(r"（样例(?:演练稿|稿)?）|(?<=（)样例[，、：]")
_FORWARDED = re.compile(r"(.*?)（(.+?)）$")
_CONDITION = re.compile(r"(.+?)（(.+的)）$")
_CAUTION = re.compile(r"[^。！？\n]*(?:验证码|诈骗|骗子)[^。！？\n]*[。！？]?")
_NAMES_A_PHONE = re.compile(r"(?:热线|电话|专线|火警|平台|手机|号码)$")
_MARKDOWN = "#>*- 　"
_PARTY = re.compile("^(?:当事人|被处罚人)[为是：:]?|（[^（）]*）")
_EVERYBODY = re.compile(
    r"(?:全[乡镇村]|全体|广大|各位|本[乡镇村])?(?:干部)?(?:群众|村民|居民|乡亲)们?"
)
# A sum, and who may yet say another: what is heard last undoes what was heard first.
_RESERVATION = re.compile(
    r"（[^（）]*以[^（）]{1,16}为准[^（）]*）|[，；]?[^，；。（）]*以[^，；。（）]{1,16}为准"
)
# 按省公布的区片综合地价补偿: names a table that nobody sees.
_BY_A_TABLE = re.compile("^(?:按|依|参照|根据|执行).*(?:标准|地价|规定|政策|办法|文件|公布)")


class Rank(IntEnum):
    """What gives way when a script is too long: the largest first, essentials never."""

    ESSENTIAL = 0
    WHERE = 1
    WHEN = 2
    WHO = 3
    REMEDY = 4
    WARNING = 5
    BRING = 6
    HOW = 7
    CAUTION = 8
    OTHER_PHONE = 9
    AGAIN = 10
    """Said once already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact as it is written on the sheet, and its weight."""

    written: str
    rank: Rank = Rank.ESSENTIAL


def phones_of(item: Item) -> tuple[str, ...]:
    """Return the item's phones, which are read as such wherever they stand."""
    return tuple(phone.number for phone in item.phones)


def plain_text(text: str, item: Item) -> str:
    """Return the item's own words with its facts filled in and no 样例 in brackets."""
    return _SAMPLE_MARK.sub("", fill(text, item)).strip()


def issuer_line(item: Item, township_name: str) -> Line:
    """Return who speaks: 永定区教育局通知，乡政府转发."""
    issuer = plain_text(item.issuer, item) or f"{township_name}人民政府"
    verb = _VERBS.get(item.kind, "通知")
    match = _FORWARDED.match(issuer)
    if match:
        return Line(written=f"{match[1]}{verb}，{match[2]}。")
    return Line(written=f"{issuer}{verb}。")


def title_line(item: Item, *, again: bool = False) -> Line:
    """Return the title as somebody says it; of a market stall, with its market day."""
    title = plain_text(item.plain_title, item)
    market = re.search(NEXT_MARKET, item.when or "") if item.kind is Kind.MARKET else None
    if market is None:
        return Line(written=_closed(said_title(title, item.kind, item.scope, again=again)))
    said = said_title(title.removeprefix("墟天"), item.kind, item.scope)
    # A second time its day is said with the hour.
    return Line(written=_closed(said if again else f"{market[0]}，{said}"))


def who_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield the call to those concerned, unless that is everybody or they were named."""
    if item.who is None:
        return
    who = plain_text(item.who, item)
    if heard.has(who) or _EVERYBODY.fullmatch(who):
        return
    if item.kind not in ENFORCED:
        yield Line(written=f"{who}，请注意。", rank=Rank.WHO)
    # The party of a penalty is told about, not called.
    elif not heard.has(_PARTY.sub("", who)):
        yield Line(written=f"{who}。", rank=Rank.WHO)


def plain_lines(item: Item) -> Iterator[Line]:
    """Yield the plain sentences; staff chose them, so they stay."""
    for sentence in item.plain:
        yield Line(written=_closed(plain_text(sentence, item)))


def deadline_line(item: Item) -> Line:
    """Return the last day."""
    assert item.deadline is not None
    day = written_day(item.deadline, near=item.dates.publish)
    return Line(written=f"最后一天，{day}。")


def deadline_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield the last day, unless a plain sentence named it."""
    if item.deadline is None:
        return
    if not heard.has_figures(written_day(item.deadline, near=item.dates.publish)):
        yield deadline_line(item)


def amount_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield the amounts, or what the plain sentences leave out of them."""
    for amount in item.amounts:
        written = _said_amount(amount.written, item)
        rest = _said_amount(amount.condition, item).strip("（）")
        if not written or heard.has(written):
            continue
        if not heard.has_figures(amount.figure):
            yield Line(written=_closed(written))
        elif rest and not heard.has(rest):
            yield Line(written=f"金额，{_closed(rest)}")


def short_amounts(item: Item) -> Iterator[Line]:
    """Yield the amounts without what only explains them, for the second time."""
    said = (_said_amount(amount.short, item) for amount in item.amounts)
    yield from (Line(written=_closed(one)) for one in said if one)


def _said_amount(written: str, item: Item) -> str:
    """Return an amount without what undoes it; nothing for one that says no sum at all."""
    said = _RESERVATION.sub("", plain_text(written, item)).strip("，；")
    has_figure = any(character.isdigit() for character in said)
    return said if has_figure or not _BY_A_TABLE.match(said) else ""


def when_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield the time, without what the last day and the plain sentences say already."""
    if item.when is None or item.kind in (Kind.TABLE, Kind.INVENTORY):
        return
    if item.deadline is not None:
        deadline = written_day(item.deadline, near=item.dates.publish)
        heard = heard.after(deadline, _start_in_the_past(item))
    parts = _when(item).split("，")
    news = [part for part in parts if not (heard.has(part) or heard.has_figures(part))]
    if news:
        written = "，".join(_without_known_end(part, heard) for part in news)
        yield Line(written=_led(item, written), rank=Rank.WHEN)


def _without_known_end(part: str, heard: Heard) -> str:
    """Return 从11月23日开始 for a stretch of days whose last was said already."""
    start, found, end = part.partition("到")
    if found and start.endswith("日") and end.endswith("日") and heard.has_figures(end):
        return f"从{start}开始"
    return part


def when_again(item: Item) -> Iterator[Line]:
    """Yield the whole time for the second time, where there is no last day to keep in mind."""
    if item.when is not None and item.deadline is None and item.kind not in _TOLD:
        yield Line(written=_led(item, _when(item)), rank=Rank.AGAIN)


def _when(item: Item) -> str:
    """Return the time without the year everybody knows."""
    written = plain_text(item.when or "", item)
    return re.sub(rf"(?<!\d){item.dates.publish.year}年(?=\d{{1,2}}月)", "", written)


def _led(item: Item, when: str) -> str:
    if when.startswith("从") and when.endswith("开始"):
        return _closed(when)
    if when.endswith("起"):
        when = f"{when}停用" if item.kind is Kind.REPEAL else when
        return _closed(when if when.startswith(("从", "自")) else f"从{when}")
    return _closed(when if item.kind in ENFORCED else f"时间，{when}")


def _start_in_the_past(item: Item) -> str:
    """Return the first day of the time where it has come: it is no news."""
    start = re.search(r"(\d{1,2})月(\d{1,2})日", _when(item))
    today = item.dates.publish
    if start and (int(start[1]), int(start[2])) <= (today.month, today.day):
        return start[0]
    return ""


def where_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield the place: where to go, or for texts to be read, where they are."""
    if item.where is None:
        if item.kind is Kind.REPEAL and item.table is not None:
            yield Line(written="是哪几份，看公开栏。", rank=Rank.WHERE)
        return
    if item.kind in ENFORCED:  # where it was done, which concerns nobody else
        return
    written = plain_text(item.where, item)
    places = [place for place in re.split("[、，或和]", written) if place]
    if not all(heard.has(place) for place in places):
        yield Line(written=_closed(_where_lead(item) + written), rank=Rank.WHERE)


def where_again(item: Item) -> Iterator[Line]:
    """Yield the place for the second time."""
    if item.where is not None and item.kind not in _TOLD:
        written = _where_lead(item) + plain_text(item.where, item)
        yield Line(written=_closed(written), rank=Rank.AGAIN)


def _where_lead(item: Item) -> str:
    if item.kind is Kind.LIST:
        return "看名单，到"
    return "要看全文，到" if item.kind in _TO_READ else "地点，"


def bring_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield what to bring, first what all must bring."""
    unheard = [plain_text(thing, item) for thing in item.bring]
    if all(heard.has(thing) for thing in unheard):
        return
    conditions = [match for match in map(_CONDITION.match, unheard) if match]
    plain = [thing for thing in unheard if not _CONDITION.match(thing)]
    if plain:
        yield Line(written=f"请带{'、'.join(plain)}。", rank=Rank.BRING)
    for match in conditions:
        yield Line(written=f"{match[2]}，带{match[1]}。", rank=Rank.BRING)


def how_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield how it is done; for a consultation, at least how to answer."""
    how = plain_text(item.how or "", item)
    if not how and item.feedback is not None:
        how = f"提意见可以用{'、'.join(item.feedback.ways)}"
    # An alert says it again rather than leave it out.
    known = heard.has(how) if item.kind is Kind.EMERGENCY else heard.has_gist(how)
    if how and not known:
        yield Line(written=_closed(how), rank=Rank.HOW)
    if item.remedy and item.kind in ENFORCED:
        yield Line(written=_closed(plain_text(item.remedy, item)), rank=Rank.REMEDY)


def caution_lines(item: Item, heard: Heard) -> Iterator[Line]:
    """Yield the notice's own warning of swindlers, if it has one."""
    match = _CAUTION.search(item.body)
    if match and not heard.has_gist(match[0]):
        written = plain_text(match[0].strip(_MARKDOWN), item)
        yield Line(written=_closed(written), rank=Rank.CAUTION)


def phone_line(phone: Phone, rank: Rank = Rank.ESSENTIAL) -> Line:
    """Return a phone with whose it is: 乡民政办电话，0597-0123456."""
    named = phone.label if _NAMES_A_PHONE.search(phone.label) else f"{phone.label}电话"
    return Line(written=f"{named}，{phone.number}。", rank=rank)


def phone_lines(item: Item) -> Iterator[Line]:
    """Yield the first phone twice, as one says it to somebody who writes it down; then others."""
    for position, phone in enumerate(item.phones):
        yield phone_line(phone, Rank.OTHER_PHONE if position else Rank.ESSENTIAL)
        if not position:
            yield Line(written=f"电话再报一遍，{phone.number}。")


def _closed(written: str) -> str:
    return written if written.endswith(("。", "！", "？")) else f"{written}。"
