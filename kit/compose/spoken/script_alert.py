"""An alert (应急预警) as it is called out: what, until when, what to do, three times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.compose.spoken.breath import Heard
from kit.compose.spoken.script_lines import (
    Line,
    Rank,
    how_lines,
    phone_line,
    phones_of,
    plain_lines,
    plain_text,
    who_lines,
)
from kit.text.written_days import told_hour

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.model.item import Emergency, Item
    from kit.model.township import Township

_SAME_ADVICE = 0.75
_COMMANDS = re.compile(
    "请|不|别|莫|禁止|严禁|马上|立即|立刻|赶紧|快|停|关|撤|转移|远离|躲|离开|准备"
)


def alert_lines(item: Item, township: Township) -> tuple[Line, ...]:
    """Return the lines of an alert; its essentials three times, as horns are heard in gusts.

    What to do comes first, and whom to call: a listener has turned round and begun to act when
    it is said where it holds, until when, and by whose word.
    """
    essentials = tuple(_essentials(item, township))
    return (
        *_first_time(item, township),
        Line(written="再说一遍。"),
        *essentials,
        Line(written="第三遍。"),
        *essentials,
    )


def all_clear_lines(item: Item, township: Township) -> Iterator[Line]:
    """Yield the end of an alert: what is over, and whose word it is.

    An alert's is spoken days before anybody knows the hour, so it names none; an item of its
    own (解除) may hold for a part, and names it.
    """
    over = f"{township.broadcast.alert}{alert_title(item)}，解除了。"
    yield Line(written=over)
    sender = plain_text(item.emergency.sender, item) if item.emergency else ""
    if sender:
        forwarded = "" if township.name in sender else f"，{township.name}政府转发"
        yield Line(written=f"{sender}通知{forwarded}。")
    area = plain_text(item.where or (item.emergency.area if item.emergency else ""), item)
    if area and item.cancels:
        yield Line(written=f"范围，{area}。")
    yield Line(written="再说一遍。")
    yield Line(written=over)


def alert_title(item: Item) -> str:
    """Return the alert's name: 森林火险橙色预警."""
    alert = item.emergency
    if alert is None or not (alert.type and alert.level):
        return plain_text(item.title, item)
    level = alert.level if alert.level.endswith("预警") else f"{alert.level}预警"
    return f"{alert.type}{level}"


def _first_time(item: Item, township: Township) -> Iterator[Line]:
    alert, advice = item.emergency, list(plain_lines(item))
    essentials = list(_essentials(item, township))
    yield from essentials
    heard = Heard(phones_of(item)).after(*(line.written for line in essentials))
    yield from who_lines(item, heard)
    more = [line for line in advice if not heard.has(line.written)]
    heard = heard.after(*(line.written for line in more))
    if alert is not None:
        more += _measures(alert, item, heard)
    more += how_lines(item, heard)
    yield from more
    heard = heard.after(*(line.written for line in more))
    if alert is not None:
        yield from _area(alert, item, heard)
        yield from _period(alert, item)
        yield from _sender(alert, item, township)
        if alert.warn and not heard.has_nearly(alert.warn, _SAME_ADVICE):
            yield Line(written=f"{plain_text(alert.warn, item)}。", rank=Rank.WARNING)
    yield from _phones(item, heard)


def _sender(alert: Emergency, item: Item, township: Township) -> Iterator[Line]:
    sender = plain_text(alert.sender, item)
    if not sender:
        return
    forwarded = "" if township.name in sender else f"，{township.name}政府转发"
    yield Line(written=f"{sender}发布{forwarded}。")


def _period(alert: Emergency, item: Item) -> Iterator[Line]:
    near = item.dates.publish
    if alert.onset and alert.sent and alert.onset > alert.sent:
        written = f"从{told_hour(alert.onset, near=near)}开始。"
        yield Line(written=written, rank=Rank.WHEN)
    if alert.expires:
        yield Line(written=f"到{told_hour(alert.expires, near=near)}为止。")


def _area(alert: Emergency, item: Item, heard: Heard) -> Iterator[Line]:
    area = plain_text(item.where or alert.area, item)
    if area and not heard.has(area):
        yield Line(written=f"范围，{area}。", rank=Rank.WHERE)


def _measures(alert: Emergency, item: Item, heard: Heard) -> Iterator[Line]:
    """Yield what to do, but for what a plain sentence with the same 不 has said already."""
    for measure in alert.do:
        written = plain_text(measure, item)
        if not _is_said(written, heard):
            yield Line(written=f"{written.rstrip('。')}。")


def _is_said(written: str, heard: Heard) -> bool:
    if heard.has_nearly(written, _SAME_ADVICE):
        return True
    # “发现火情打12119” after “看见山火打12119”: a call to the same number.
    return heard.has_figures(written) and bool(re.search(r"[打拨]\d{3,}$", written))


def _phones(item: Item, heard: Heard) -> Iterator[Line]:
    for position, phone in enumerate(item.phones):
        rank = Rank.ESSENTIAL if position == 0 else Rank.OTHER_PHONE
        if not heard.has_figures(phone.number):
            yield phone_line(phone, rank)


def _essentials(item: Item, township: Township) -> Iterator[Line]:
    """Yield what to remember of an alert: its name, the first thing to do, and whom to call."""
    yield Line(written=f"{township.broadcast.alert}{alert_title(item)}。")
    advice = list(plain_lines(item))
    first = _first_to_do(item, advice)
    yield from first
    if not item.phones:
        return
    phone = item.phones[0]
    if any(phone.number in line.written for line in first):
        return
    with_phone = [line for line in advice if phone.number in line.written]
    yield from with_phone[:1] or [Line(written=f"{phone.label}，打电话{phone.number}。")]


def _first_to_do(item: Item, advice: Sequence[Line]) -> Sequence[Line]:
    """Return the first plain sentence where it begins with what to do, else the first measure."""
    measures = item.emergency.do if item.emergency else ()
    if not measures or any(_COMMANDS.match(line.written) for line in advice[:1]):
        return advice[:1]
    return (Line(written=f"{plain_text(measures[0], item).rstrip('。')}。"),)
