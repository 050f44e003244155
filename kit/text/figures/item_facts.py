"""What an item says in fields of its own: all its other figures are held against it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from kit.model.field import Compared
from kit.model.fields import FIELDS
from kit.text.figures.fold import fold
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Clock, Day, Kind
from kit.text.figures.said import Said, plain_value, words_beside
from kit.text.figures.written_words import BIRTH, BY_THEN, EVENT, one_slip
from kit.text.headings import sum_label
from kit.text.lunar_days import nearest_solar_day, solar_day
from kit.text.passages import labels_of, passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.item import Item, Table
    from kit.text.figures.quantity import Quantity

SUMMARIES = frozenset(labels_of(Compared.SUMMARY))
KEYS = frozenset(labels_of(Compared.KEY, Compared.FACT))
KEYS_IN_WORDS = KEYS | {"预警"}
DETAILS = frozenset(labels_of(Compared.DETAIL))
ALL_WORDS = frozenset(field.label for field in FIELDS if field.compared is not Compared.FACT)
SOURCES = frozenset(labels_of(Compared.SOURCE))

Measured = tuple[Kind, str]
"""Kind and unit: what two figures must share to be of one sort."""
_COUNTED = (Kind.COUNT, Kind.SPAN, Kind.SHARE, Kind.TEMPERATURE, Kind.ORDER, Kind.NUMBER)
_JOINED = re.compile(r" *(?:到|至|起至|-+|~|、|和|\(.{0,4}\))* *")
_CLOCK_OR_HALF = re.compile(
    r"[\d一二三四五六七八九十两]+[点时:][\d半整分]*|上午|下午|中午|晚上|早上"
)
_DAY = re.compile(r"\d{1,2}月\d{1,2}[日号]")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]|[每月年人的是有为]")
_NOT_IN_CELL = re.compile(r"[,，\s元%]")
_BACK_DAYS, _AHEAD_DAYS = -120, 245


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The key facts of an item, and where each of its other figures stands."""

    item: Item
    texts: tuple[Said, ...]
    money: tuple[Quantity, ...]
    told_apart: tuple[frozenset[str], ...]
    """Of each amount, the words before it that no other amount has: 80岁 and 90岁."""
    days: frozenset[date]
    deadlines: frozenset[date]
    clocks: tuple[Clock, ...]
    phones: dict[str, str]
    """The item's own, each with whose it is."""
    offices: frozenset[str]
    """Phones of the township's offices."""
    rows: tuple[tuple[Decimal, ...], ...]
    """The numbers of the table."""
    documents: frozenset[str]
    villages: tuple[str, ...] = ()
    """All of the township."""
    declared: tuple[tuple[Quantity, str], ...] = ()
    """另外的数, each with what it is."""

    @property
    def near(self) -> date:
        """The day of publication."""
        return self.item.dates.publish

    @cached_property
    def cells(self) -> frozenset[Decimal]:
        """Every number of the table."""
        return frozenset(value for row in self.rows for value in row)

    @cached_property
    def differences(self) -> frozenset[Decimal]:
        """What two numbers of one row differ by: 比预算少了3.40万元."""
        return frozenset(abs(a - b) for row in self.rows for a, b in permutations(row, 2))

    @cached_property
    def entries(self) -> Decimal:
        """How many rows the table has, sums left out."""
        rows = self.item.table.rows if self.item.table else ()
        return Decimal(sum(not any(map(sum_label, row[:2])) for row in rows))

    def is_share(self, percent: Decimal) -> bool:
        """Return whether two numbers of one row, or their difference, make this percentage."""
        places = Decimal(1).scaleb(int(percent.as_tuple().exponent))
        return any(
            percent in (_share(a, b, places), _share(abs(a - b), b, places))
            for row in self.rows
            for a, b in permutations(row, 2)
            if b
        )

    @cached_property
    def words(self) -> str:
        """Title, time and who: an event named there is the item's own."""
        item = self.item
        return f"{item.title}{item.full_title}{item.when or ''}{item.who or ''}"

    @cached_property
    def places(self) -> dict[Measured, dict[Decimal | str, frozenset[str]]]:
        """Labels of the fields that say a value, by kind and unit."""
        found: dict[Measured, dict[Decimal | str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for said, one in self._counted:
            found[one.kind, one.unit][plain_value(one)].add(said.label)
        return {
            key: {value: frozenset(labels) for value, labels in values.items()}
            for key, values in found.items()
        }

    @cached_property
    def beside(self) -> dict[tuple[Kind, str, Decimal | str], tuple[tuple[str, str], ...]]:
        """The words before and behind each counted figure, by kind, unit and value."""
        found: dict[tuple[Kind, str, Decimal | str], list[tuple[str, str]]] = defaultdict(list)
        for said, one in self._counted:
            found[one.kind, one.unit, plain_value(one)].append(words_beside(said.text, one))
        return {key: tuple(words) for key, words in found.items()}

    @cached_property
    def stated(self) -> tuple[tuple[Said, Quantity], ...]:
        """What the key facts in words count and measure."""
        return tuple((s, one) for s, one in self._counted if s.label in KEYS_IN_WORDS)

    def key_bounds(self, quantity: Quantity) -> frozenset[str]:
        """Return what stands behind the same value in the key facts: 以上, 以下."""
        return frozenset(
            said.text[one.end : one.end + 2]
            for said, one in self.stated
            if (one.kind, one.unit) == (quantity.kind, quantity.unit)
            and plain_value(one) == plain_value(quantity)
        )

    @cached_property
    def period_days(self) -> int:
        """How many days 时间 or 起 and 止 last, both counted; 0 where they name no range."""
        dates = self.item.dates
        if dates.period_start and dates.period_end:
            return (dates.period_end - dates.period_start).days + 1
        for said in self.texts:
            own = own_days(said) if said.label == "时间" else []
            ends = [resolved(one, self.near) for one in own]
            if len(ends) == 2 and ends[0] and ends[1]:
                return max(0, (ends[1] - ends[0]).days + 1)
        return 0

    @cached_property
    def _counted(self) -> tuple[tuple[Said, Quantity], ...]:
        return tuple(
            (said, one) for said in self.texts for one in said.quantities if one.kind in _COUNTED
        )

    @cached_property
    def years(self) -> dict[str, frozenset[int]]:
        """Years that stand alone (2027年), by the field that says them."""
        found: dict[str, set[int]] = defaultdict(set)
        for said in self.texts:
            for one in said.quantities:
                if isinstance(one.value, Day) and one.value.year:
                    found[said.label].add(one.value.year)
        return {label: frozenset(years) for label, years in found.items()}

    def is_in_details(self, quantity: Quantity) -> bool:
        """Return whether 正文, 问答 or the like say the same value."""
        return any(
            one.value == quantity.value and one.kind is quantity.kind
            for said in self.texts
            if said.label in DETAILS
            for one in said.quantities
        )


def facts_of(
    item: Item,
    *,
    phones: Iterable[str] = (),
    villages: tuple[str, ...] = (),
) -> Facts:
    """Return what is known of an item; ``phones`` and ``villages`` are the township's own."""
    texts = tuple(Said(passage, item.dates.publish) for passage in passages(item))
    amounts = [
        (one, tokens_of(said.text[: one.start]))
        for said in texts
        if said.label == "金额"
        for one in said.quantities
        if one.kind is Kind.MONEY
    ]
    days, deadlines, clocks = _days_of_fields(item)
    for said in texts:
        if said.label == "谁":
            days |= {day for one, day in _days_in(said) if BIRTH.match(said.text, one.end)}
        elif said.label == "时间":
            _add_times(said, days, deadlines, clocks)
        elif said.label == "预警":
            clocks += [one.value for one in said.quantities if isinstance(one.value, Clock)]
    return Facts(
        item=item,
        texts=texts,
        money=tuple(one for one, _ in amounts),
        told_apart=tuple(
            words - frozenset().union(*(others for other, others in amounts if other is not one))
            for one, words in amounts
        ),
        days=frozenset(days),
        deadlines=frozenset(deadlines),
        clocks=tuple(clocks),
        phones={digits_of(phone.number): phone.label for phone in item.phones},
        offices=frozenset(map(digits_of, phones)),
        rows=tuple(_rows(item.table)) if item.table else (),
        documents=frozenset(_documents(item, texts)),
        villages=villages,
        declared=tuple(_declared(item)),
    )


def tokens_of(text: str) -> frozenset[str]:
    """Return the numbers and the pairs of characters that tell what an amount is for."""
    counted = {f"{q.value}{q.unit}" for q in read(text) if q.kind in _COUNTED}
    words = _NOT_HAN.sub("", text)
    return frozenset(counted | {a + b for a, b in pairwise(words)})


def _share(part: Decimal, whole: Decimal, places: Decimal) -> Decimal:
    return (part / whole * 100).quantize(places)


def _declared(item: Item) -> Iterator[tuple[Quantity, str]]:
    for line in item.other_figures:
        for one in read(fold(line)[0], near=item.dates.publish)[:1]:
            yield one, line


def digits_of(number: str) -> str:
    """Return the digits of a phone as it is dialled."""
    return re.sub(r"\D", "", number)


def digits_of_day(day: date) -> str:
    """Return a day in eight digits, to be held against another digit by digit."""
    return day.isoformat().replace("-", "")


def _days_of_fields(item: Item) -> tuple[set[date], set[date], list[Clock]]:
    dates, alert = item.dates, item.emergency
    clocks: list[Clock] = []
    days = {
        dates.publish,
        dates.expire,
        dates.formed,
        dates.period_start,
        dates.period_end,
        dates.effective,
        item.deadline,
    }
    deadlines = {item.deadline, dates.period_end}
    ends = [digits_of_day(day) for day in (item.deadline, dates.period_end) if day]
    if len(ends) == 2 and one_slip(*ends):
        deadlines = {item.deadline}  # 截止 and 止 are one day, and one of them is mistyped
    if alert is not None:
        moments = [at for at in (alert.onset, alert.sent, alert.expires) if at]
        days |= {at.date() for at in moments}
        clocks += [Clock(at.hour * 60 + at.minute, half_told=True) for at in moments]
        deadlines.add(alert.expires.date() if alert.expires else None)
    return _without_none(days), _without_none(deadlines), clocks


def _without_none(days: set[date | None]) -> set[date]:
    return {day for day in days if day is not None}


def _days_in(said: Said) -> Iterator[tuple[Quantity, date]]:
    for one in said.quantities:
        if isinstance(one.value, Day) and (day := resolved(one, said.near)):
            yield one, day


def _add_times(said: Said, days: set[date], deadlines: set[date], clocks: list[Clock]) -> None:
    """Add what 时间 says of its own: its first day or range, its first hours.

    What stands behind is held against them, so that 时间 cannot contradict itself.
    """
    first, ends = own_days(said)[:1], own_days(said)[1:]
    last = max(deadlines, default=None)
    for one, day in _days_in(said):
        if EVENT.match(said.text, one.end, one.end + 2):
            may = True
        elif BY_THEN.match(said.text, one.end):
            may = not last
        else:
            may = (one in first and not (last and day > last)) or (one in ends and not last)
        if may:
            days.add(day)
            if one in ends and not last:
                deadlines.add(day)
    if not clocks:  # an alert's own hours stand in its fields
        clocks += [one.value for one in _own_clocks(said) if isinstance(one.value, Clock)]


def own_days(said: Said) -> list[Quantity]:
    """Return the first day of 时间, and the one it is joined to."""
    found = [one for one in said.quantities if isinstance(one.value, Day)]
    if len(found) > 1:
        gap = _CLOCK_OR_HALF.sub("", said.text[found[0].end : found[1].start])
        if _JOINED.fullmatch(gap):
            return found[:2]
    return found[:1]


def _own_clocks(said: Said) -> Iterator[Quantity]:
    """Give the first clock of 时间, and all that stand in a range or a list."""
    found = [one for one in said.quantities if isinstance(one.value, Clock)]
    joined = {
        place
        for number, (one, other) in enumerate(pairwise(found))
        if _JOINED.fullmatch(_DAY.sub("", said.text[one.end : other.start]))
        for place in (number, number + 1)
    }
    yield from (one for place, one in enumerate(found) if place == 0 or place in joined)


def _rows(table: Table) -> Iterator[tuple[Decimal, ...]]:
    """Give the numbers of each row, those in 万元 in 元 too."""
    named = f"{table.unit}{''.join(column.name for column in table.columns)}"
    units = (Decimal(10_000), Decimal(1)) if "万元" in named else (Decimal(1),)
    for row in table.rows:
        numbers = [value for cell in row if (value := _cell_number(cell)) is not None]
        yield tuple(value * unit for unit in units for value in numbers)


def _cell_number(cell: str) -> Decimal | None:
    try:
        value = Decimal(_NOT_IN_CELL.sub("", cell))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _documents(item: Item, texts: Iterable[Said]) -> Iterator[str]:
    for said in texts:
        if said.label in SOURCES or said.label == "正文":
            yield from (str(q.value) for q in said.quantities if q.kind is Kind.DOCUMENT)
    for row in item.table.rows if item.table else ():
        for cell in row:
            if "号" in cell:
                yield from (str(q.value) for q in read(cell) if q.kind is Kind.DOCUMENT)


def resolved(quantity: Quantity, near: date) -> date | None:
    """Return the day a written one means to who reads it at publication; None for no real day."""
    value = quantity.value
    if not isinstance(value, Day) or value.month is None or value.day is None:
        return None
    if value.lunar and value.year:
        return solar_day(value.year, value.month, value.day, leap=value.leap)
    if value.lunar:
        return nearest_solar_day(near, value.month, value.day, leap=value.leap)
    years = (value.year,) if value.year else (near.year, near.year + 1, near.year - 1)
    days = [day for year in years if (day := _real_day(year, value.month, value.day))]
    likely = (day for day in days if _BACK_DAYS <= (day - near).days <= _AHEAD_DAYS)
    return next(likely, days[0] if days else None)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
