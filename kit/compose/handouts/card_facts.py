"""What a card for a telephone says large, and what it says in rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.compose.fact_words import phone_label, said
from kit.compose.handouts.card_sections import CardRow
from kit.compose.posters.kind_facts import big_facts, kind_rows, large_amounts
from kit.model.kinds import ROW_PICTOGRAMS
from kit.text.written_days import told_hour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from kit.model.item import Item

_MOST_AMOUNTS = 2
_LONGEST_LARGE = 30
"""Characters; what is longer is read in a row."""
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")


def card_times(item: Item, lunar: Callable[[date], str]) -> Iterator[tuple[str, str]]:
    """Yield when, in large type, each with what stands above it."""
    yield from ((label, text) for label, text in _times(item, lunar) if _is_short(text))


def card_amounts(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the amounts that stand large, each with what only explains it."""
    for amount in large_amounts(item) if _has_large_amounts(item) else ():
        figure = said(amount.short, item, "金额")
        note = said(amount.written, item, "金额")[len(figure) :].strip("，。；、")
        yield figure, note[1:-1] if _BRACKETED.fullmatch(note) else note


def card_actions(item: Item) -> tuple[str, ...]:
    """Return what to do in an alert; none once it is over."""
    alert = item.emergency if not item.cancels else None
    return tuple(said(text, item, "措施") for text in alert.do) if alert is not None else ()


def card_rows(item: Item, lunar: Callable[[date], str], *, with_actions: bool) -> Iterator[CardRow]:
    """Yield the rows: an alert's area, else those of the kind.

    ``with_actions``: what to do has rows too, for it stands nowhere else.
    """
    for _, text in _times(item, lunar):
        if not _is_short(text):
            yield CardRow(label="时间", text=text, pictogram=ROW_PICTOGRAMS["时间"])
    amounts = () if _has_large_amounts(item) else large_amounts(item)
    if amounts:
        told = "；".join(said(amount.written, item, "金额") for amount in amounts)
        yield CardRow(label="金额", text=told, pictogram="coins")
    alert = item.emergency if not item.cancels else None
    if alert is not None and alert.area:
        yield CardRow(label="哪里", text=alert.area, pictogram=ROW_PICTOGRAMS["地点"])
    actions = card_actions(item)
    for number, text in enumerate(actions if with_actions else (), start=1):
        yield CardRow(label=str(number), text=text)
    if not actions:
        for row in kind_rows(item):
            yield CardRow(label=row.label, text=row.text, pictogram=row.pictogram)
    for phone in item.phones[1:]:
        text = f"{phone_label(phone)} {phone.number}"
        yield CardRow(label="电话", text=text, pictogram="phone")


def _times(item: Item, lunar: Callable[[date], str]) -> Iterator[tuple[str, str]]:
    alert, near = item.emergency, item.dates.publish
    if alert is None:
        for fact in big_facts(item, lunar):
            yield "　".join(filter(None, (fact.label, *fact.beside))), fact.text
    elif item.cancels and alert.sent is not None:
        yield "从这时起解除", told_hour(alert.sent, near=near)
    elif alert.expires is not None:
        since = f"从{told_hour(alert.onset, near=near)}" if alert.onset else ""
        yield since, f"到{told_hour(alert.expires, near=near)}"


def _has_large_amounts(item: Item) -> bool:
    amounts = large_amounts(item)
    return len(amounts) <= _MOST_AMOUNTS and all(_is_short(amount.short) for amount in amounts)


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_LARGE
