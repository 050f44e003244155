"""Days as they are told: never 明天 or 下一个墟天, which are another day each time it is read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kit.plan.calendar import NEXT_MARKET, next_market
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day
from kit.text.written_days import weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.text.figures.quantity import Quantity

RELATIVE = "相对"
_BESIDE = 2
"""Signs between a day and what says it once more: 11月24日（明天）."""


def dated(item: Item, township: Township) -> Item:
    """Return an item as it is shown: its relative days as dates, its end where its day is over.

    The words that are signed as a whole, 全称 and 正文, stay as they were signed; a market they
    speak of has its day beside it.
    """

    def told(words: str) -> str:
        return with_days(words, item, township)

    def told_if_any(words: str | None) -> str | None:
        return told(words) if words else words

    return replace(
        ending(item, township),
        title=told(item.title),
        who=told_if_any(item.who),
        when=told_if_any(item.when),
        where=told_if_any(item.where),
        how=told_if_any(item.how),
        plain=tuple(map(told, item.plain)),
        full_title=with_market(item.full_title, item, township),
        body=with_market(item.body, item, township),
    )


def ending(item: Item, township: Township) -> Item:
    """Return an item with the day on which it is over: that of the market it is about."""
    market = next_market(township.market, item.dates.publish)
    when = item.when or ""
    if market is None or item.deadline is not None or not re.search(NEXT_MARKET, when):
        return item
    # From a market until a day is another thing than on a market.
    if any(isinstance(one.value, Day) for one in read(re.sub(NEXT_MARKET, "", when))):
        return item
    expire = min(filter(None, (item.dates.expire, market)))
    return replace(item, dates=replace(item.dates, expire=expire))


def with_days(written: str, item: Item, township: Township) -> str:
    """Return ``written`` with every relative day as a date with its weekday.

    Counted from the day of publication, as the checks count.
    """
    near = item.dates.publish
    market = next_market(township.market, near)
    if market:
        written = re.sub(NEXT_MARKET, f"{said_day(market, near=near)}墟天", written)
    parts, place = [], 0
    for quantity, day in _relative(written, near):
        parts += [written[place : quantity.start], _said(written, quantity, day, near)]
        place = quantity.end
    return "".join([*parts, written[place:]])


def with_market(written: str, item: Item, township: Township) -> str:
    """Return ``written`` to the letter, the day of the next market in brackets beside it."""
    market = next_market(township.market, item.dates.publish)
    if market is None:
        return written
    day = written_day(market, near=item.dates.publish)
    beside = f"（{said_day(market, near=item.dates.publish)}）"

    def marked(told: re.Match[str]) -> str:
        near = written[max(0, told.start() - len(beside)) : told.end() + len(beside)]
        return told[0] if day in near else told[0] + beside

    return re.sub(NEXT_MARKET, marked, written)


def days_said(item: Item, township: Township) -> tuple[str, ...]:
    """Return the days that are said of an item and stand in none of its fields."""
    near = item.dates.publish
    spoken_of = (item.title, item.when or "", item.how or "", item.who or "", item.where or "")
    text = "。".join((*spoken_of, *item.plain, item.script, item.dialect_script))
    days = [day for _, day in _relative(text, near)]
    market = next_market(township.market, near)
    if market and re.search(NEXT_MARKET, text):
        days.append(market)
    return tuple(dict.fromkeys(said_day(day, near=near) for day in days))


def said_day(day: date, *, near: date) -> str:
    """Return a day with its weekday, such as 11月24日星期二."""
    return f"{written_day(day, near=near)}{weekday(day)}"


def _relative(written: str, near: date) -> Iterator[tuple[Quantity, date]]:
    for quantity in read(written, near=near):
        day = quantity.value
        if quantity.unit == RELATIVE and isinstance(day, Day):
            # Counted from the day of publication, so no part is left out.
            yield quantity, date(day.year or 0, day.month or 0, day.day or 0)


def _said(written: str, quantity: Quantity, day: date, near: date) -> str:
    plain = written_day(day, near=near)
    if plain in written[max(0, quantity.start - len(plain) - _BESIDE) : quantity.start]:
        return weekday(day)
    return said_day(day, near=near)
