"""The figures an item itself holds: what its outputs may show, and what they must show."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.figure import Clock, Day, Figure, FigureKind, Role
from kit.text.figures.reader import figures, join_broken_text
from kit.text.figures.roles import money_words
from kit.text.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from kit.model.item import Amount, Item
    from kit.text.figures.figure import Value
    from kit.text.figures.roles import MoneyWords

_CELL = re.compile(r"(?<![\d.])-?\d[\d,]*(?:\.\d+)?(?![\d.])")
DECIMAL = re.compile(r"(?<![\d.,A-Za-z:/-])\d[\d,]*\.\d+(?![\d.A-Za-z])")
_SENTENCE_END = re.compile(r"[。！？\n\d]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTES = re.compile(r"[“”‘’《》]")
_CONTEXT, _LEAST_CONTEXT = 6, 4
# Whose name stands before a date says nothing of what the date is for: every sheet ends with the
# issuer and the day, and a text may begin with the issuer and the year of a report.
_ISSUER = re.compile(r"(?:政府|办公室|委员会|[办局所站]|中心)$")
# A number with the words after it: what tells two amounts of one sentence apart.
_TOLD = 10
_TOLD_APART = re.compile(r"\d+[\u4e00-\u9fff]{3,}$")
_TWO_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")

Context = tuple[FigureKind, str, str]


@dataclass(frozen=True, slots=True)
class KeyAmount:
    """One of the item's amounts in 元, with what the words before it say it is for."""

    amount: Amount
    value: Decimal
    words: MoneyWords


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """All figures an item itself holds."""

    values: dict[FigureKind, set[Value]] = field(default_factory=lambda: defaultdict(set))
    days: set[Day] = field(default_factory=set)
    """Every date, with the parts it is written with."""
    ranges: set[tuple[Day, Day]] = field(default_factory=set)
    hanging: tuple[Day, Day] | None = None
    """Up and down; a range only beside words of hanging, for it is no period of the notice."""
    by_role: dict[Role, set[Day]] = field(default_factory=lambda: defaultdict(set))
    """Dates by what they are for; key facts that are fields of their own among them."""
    money: dict[tuple[str, tuple[str, ...]], set[Decimal]] = field(
        default_factory=lambda: defaultdict(set)
    )
    """Amounts in 元 by the words before them."""
    keys: tuple[KeyAmount, ...] = ()
    numbers: set[Decimal] = field(default_factory=set)
    """Bare numbers of the table, and decimals of the text."""
    contexts: dict[Context, set[Figure]] = field(default_factory=lambda: defaultdict(set))
    """Figures by the words directly before or after them."""


def item_figures(item: Item, *, allowed: Iterable[str] = ()) -> ItemFigures:
    """Return the figures an output of ``item`` may show.

    ``allowed`` holds texts of the edition that stand on the sheet without being the item's:
    the week's label, the township's phone, the day of issue.
    """
    up, down = item.dates.publish, item.dates.expire
    own = ItemFigures(keys=key_amounts(item), hanging=(_day(up), _day(down)) if down else None)
    _add_fields(own, item)
    texts = [passage.text for passage in passages(item)]
    for text in (*texts, *_cells(item), *allowed):
        _add_text(own, join_broken_text(text), item.dates.publish)
    return own


def key_amounts(item: Item) -> tuple[KeyAmount, ...]:
    """Return the item's amounts that have a figure."""
    found = []
    for amount in item.amounts:
        money = [f for f in figures(amount.written) if f.kind is FigureKind.MONEY]
        value = amount.yuan
        if value is None or not money:
            continue
        own = next((f for f in money if f.start >= len(amount.label)), money[0])
        words = money_words(amount.written, own.start, own.end)
        found.append(KeyAmount(amount, value, words))
    return tuple(found)


def key_figures(item: Item, *, phones: int | None = None) -> tuple[Figure, ...]:
    """Return the figures that an output must show: every amount, the deadline, the phones.

    ``phones`` limits how many of the phones must be there; None means all.
    """
    found: list[Figure] = []
    for amount in item.amounts:
        found += [f for f in figures(amount.figure) if f.kind is FigureKind.MONEY]
    if item.deadline is not None:
        found += figures(item.deadline.isoformat())
    for phone in item.phones[:phones]:
        digits = _digits(phone.number)
        found.append(Figure(kind=FigureKind.PHONE, text=phone.number, start=0, end=0, value=digits))
    return tuple(found)


def contexts_of(figure: Figure, text: str) -> Iterator[Context]:
    """Give the words directly before and after a figure, long enough to tell places apart."""
    if figure.range_part and figure.kind is not FigureKind.DATE:
        return  # both ends share one span
    far = _CONTEXT + 4  # quotation marks are not said, so they do not count
    before = _QUOTES.sub("", text[max(0, figure.start - far) : figure.start])[-_CONTEXT:]
    before = _SENTENCE_END.split(before)[-1]
    is_issued = figure.kind is FigureKind.DATE and _ISSUER.search(before)
    if len(_HAN.findall(before)) >= _LEAST_CONTEXT and not is_issued:
        yield figure.kind, "before", before
    told = _TOLD_APART.search(text[max(0, figure.start - _TOLD) : figure.start])
    if told:  # 80岁以上每月, where 90岁以上每月 has another amount
        yield figure.kind, "told apart", told[0]
    after = _QUOTES.sub("", text[figure.end : figure.end + far])[:_CONTEXT]
    after = _SENTENCE_END.split(after)[0]
    if len(_HAN.findall(after)) >= _LEAST_CONTEXT:
        yield figure.kind, "after", after
    if figure.kind is FigureKind.DATE and figure.role is Role.NONE:
        words = _TWO_WORDS.match(text, figure.end)
        if words:  # 12月7日开班
            yield figure.kind, "next", words[0]


def ranges_in(found: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Give the dates that are the two ends of a range."""
    first: Figure | None = None
    for figure in found:
        if figure.kind is not FigureKind.DATE:
            continue
        if figure.range_part == "last" and first is not None:
            yield first, figure
        first = figure if figure.range_part == "first" else None


def number_in(text: str) -> Decimal | None:
    """Return the first number of a text."""
    match = _CELL.search(text)
    return Decimal(match[0].replace(",", "")) if match else None


def _add_text(own: ItemFigures, text: str, publish: date) -> None:
    own.numbers.update(Decimal(m[0].replace(",", "")) for m in DECIMAL.finditer(text))
    found = figures(text, near=publish)
    for figure in found:
        value = figure.value
        own.values[figure.kind].add(value)
        if isinstance(value, Day):
            own.days.add(value)
            own.by_role[figure.role].add(value)
        if figure.kind is FigureKind.MONEY and isinstance(value, Decimal):
            words = money_words(text, figure.start, figure.end)
            own.money[words.head, words.per].add(value)
        for context in contexts_of(figure, text):
            own.contexts[context].add(figure)
    for first, last in ranges_in(found):
        if isinstance(first.value, Day) and isinstance(last.value, Day):
            own.ranges.add((first.value, last.value))


def _add_fields(own: ItemFigures, item: Item) -> None:
    dates, alert = item.dates, item.emergency
    starts = [dates.publish, dates.period_start, dates.effective]
    ends = [item.deadline, dates.expire, dates.period_end]
    pairs = [(dates.period_start, dates.period_end)]
    if alert is not None:
        starts += [at.date() for at in (alert.onset, alert.sent) if at is not None]
        if alert.expires is not None:
            ends.append(alert.expires.date())
            own.by_role[Role.DEADLINE].add(_day(alert.expires.date()))
        pairs += [(alert.onset.date() if alert.onset else None, ends[-1])]
        for at in (alert.onset, alert.sent, alert.expires):
            if at is not None:
                own.values[FigureKind.TIME].add(Clock(at.hour * 60 + at.minute, sure=True))
    own.days.update(_days(dates.formed, *starts, *ends))
    own.ranges.update((_day(a), _day(b)) for a, b in pairs if a and b)
    own.by_role[Role.START].update(_days(*starts))
    own.by_role[Role.EFFECT].update(_days(dates.effective))
    own.by_role[Role.DEADLINE].update(_days(item.deadline))
    own.values[FigureKind.PHONE].update(_digits(phone.number) for phone in item.phones)
    own.numbers.update(
        Decimal(match[0].replace(",", ""))
        for cell in _cells(item)
        for match in _CELL.finditer(cell)
    )


def _day(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def _days(*days: date | None) -> Iterator[Day]:
    yield from (_day(day) for day in days if day is not None)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _cells(item: Item) -> Iterator[str]:
    if item.table is not None:
        yield from (column.name for column in item.table.columns)
        for row in item.table.rows:
            yield from row
