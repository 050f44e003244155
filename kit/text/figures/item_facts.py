"""What an item says in fields of its own: all its other figures are held against it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from kit.model.field import Compared
from kit.model.fields import FIELDS
from kit.text.figures.own_times import (
    add_times,
    begins_and_ends,
    days_in,
    days_of_fields,
    ends_of_spans,
    hours_beside_days,
    own_days,
    resolved,
)
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Clock, Day, Kind
from kit.text.figures.row_numbers import numbers_of
from kit.text.figures.said import Said, plain_value, words_beside
from kit.text.figures.written_words import BIRTH, SENTENCE_END
from kit.text.headings import sum_label
from kit.text.passages import labels_of, passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from kit.model.item import Item
    from kit.text.figures.quantity import Quantity

SUMMARIES = frozenset(labels_of(Compared.SUMMARY))
KEYS = frozenset(labels_of(Compared.KEY, Compared.FACT))
KEYS_IN_WORDS = KEYS | {"预警"}
DETAILS = frozenset(labels_of(Compared.DETAIL))
ALL_WORDS = frozenset(field.label for field in FIELDS if field.compared is not Compared.FACT)
SOURCES = frozenset(labels_of(Compared.SOURCE))

Measured = tuple[Kind, str]
"""Kind and unit: what two figures must share to be of one sort."""
_COUNTED = (Kind.COUNT, Kind.SPAN, Kind.SHARE, Kind.TEMPERATURE, Kind.ORDER, Kind.NUMBER, Kind.CODE)
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]|[每月年人的是有为]")


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
    def key_words(self) -> str:
        """The key facts in words, one after the other."""
        return "\n".join(said.text for said in self.texts if said.label in KEYS)

    @cached_property
    def where(self) -> str:
        """地点, folded."""
        return "".join(said.text for said in self.texts if said.label == "地点")

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

    @cached_property
    def shares(self) -> tuple[tuple[Said, Quantity], ...]:
        """Every share, with the text that says it."""
        return tuple((s, one) for s, one in self._counted if one.kind is Kind.SHARE)

    @cached_property
    def clocks_of_day(self) -> dict[date, tuple[Clock, ...]]:
        """The hours that stand beside a day of 时间, or with it in a field of the alert."""
        found: dict[date, tuple[Clock, ...]] = defaultdict(tuple)
        alert = self.item.emergency
        for at in (alert.onset, alert.sent, alert.expires) if alert else ():
            if at:
                found[at.date()] += (Clock(at.hour * 60 + at.minute, half_told=True),)
        for said in () if alert else self.texts:
            for day, clock in hours_beside_days(said) if said.label == "时间" else ():
                found[day] += (clock,)
        return dict(found)

    @cached_property
    def begins_and_ends(self) -> tuple[tuple[Clock, ...], tuple[Clock, ...]]:
        """The hours at which 时间 or the alert begins, and those at which it ends."""
        alert = self.item.emergency
        if alert is not None:
            at = (alert.onset, alert.expires)
            first, last = (
                (Clock(a.hour * 60 + a.minute, half_told=True),) if a else () for a in at
            )
            return first, last
        for said in self.texts:
            if said.label == "时间":
                return begins_and_ends(said)
        return (), ()

    @cached_property
    def people(self) -> tuple[tuple[Said, Quantity], ...]:
        """Every number of people, with the text that says it."""
        return tuple(
            (s, one) for s, one in self._counted if one.kind is Kind.COUNT and one.unit == "人"
        )

    @cached_property
    def amounts_in_words(self) -> frozenset[Decimal]:
        """Every amount that no summary says."""
        return frozenset(
            one.value
            for said in self.texts
            if said.label not in SUMMARIES
            for one in said.quantities
            if one.kind is Kind.MONEY and isinstance(one.value, Decimal)
        )

    @cached_property
    def measures(self) -> tuple[Quantity, ...]:
        """What the key facts and 正文 count and measure."""
        told = KEYS_IN_WORDS | {"正文"}
        return tuple(
            one for said, one in self._counted if said.label in told and one.kind is Kind.COUNT
        )

    @cached_property
    def shares_of_amounts(self) -> tuple[tuple[Said, Quantity], ...]:
        """The percentages that 金额 and 正文 say: 年利率4.5%."""
        return tuple((s, one) for s, one in self._counted if s.label in ("金额", "正文"))

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
        return len(self.days_in_period)

    @cached_property
    def days_in_period(self) -> tuple[date, ...]:
        """The days that 时间 or 起 and 止 last, both counted; none where they name no range."""
        dates = self.item.dates
        first, last = dates.period_start, dates.period_end
        for said in () if first and last else self.texts:
            own = own_days(said) if said.label == "时间" else []
            ends = [resolved(one, self.near) for one in own]
            if len(ends) == 2 and ends[0] and ends[1]:
                first, last = ends
                break
        if not first or not last:
            return ()
        return tuple(first + timedelta(days) for days in range((last - first).days + 1))

    @cached_property
    def _counted(self) -> tuple[tuple[Said, Quantity], ...]:
        return tuple(
            (said, one) for said in self.texts for one in said.quantities if one.kind in _COUNTED
        )

    def counted_as(self, quantity: Quantity) -> Iterator[tuple[Said, Quantity]]:
        """Give the other values of its kind and unit, each with the text that says it."""
        sort = (quantity.kind, quantity.unit)
        for said, one in self._counted:
            if (one.kind, one.unit) == sort and one.value != quantity.value and not one.part:
                yield said, one

    def totals(self, quantity: Quantity) -> frozenset[Decimal]:
        """Return the values of its kind and unit that stand alone in a sentence of the item."""
        return frozenset(
            one.value
            for said in self.texts
            for one in said.quantities
            if (one.kind, one.unit) == (quantity.kind, quantity.unit)
            and isinstance(one.value, Decimal)
        )

    def sums_in_words(self, quantity: Quantity) -> dict[Decimal, frozenset[Decimal]]:
        """Return which values of its kind and unit are sums of others in one sentence."""
        return self._sums.get((quantity.kind, quantity.unit), {})

    @cached_property
    def _sums(self) -> dict[Measured, dict[Decimal, frozenset[Decimal]]]:
        found: dict[Measured, dict[Decimal, frozenset[Decimal]]] = defaultdict(dict)
        for said in self.texts:
            groups: dict[tuple[Kind, str, int], list[Decimal]] = defaultdict(list)
            for one in said.quantities:
                if one.kind is Kind.COUNT and not one.part and isinstance(one.value, Decimal):
                    sentence = len(SENTENCE_END.findall(said.text, 0, one.start))
                    groups[one.kind, one.unit, sentence].append(one.value)
            for (kind, unit, _), values in groups.items():
                if len(values) > 1:
                    found[kind, unit][Decimal(sum(values))] = frozenset(values)
        return found

    def ranges_of(self, said: Said, quantity: Quantity) -> Iterator[tuple[Decimal, ...]]:
        """Give the ends of each range of its kind and unit in a text."""
        for one in said.quantities:
            same = (one.kind, one.unit) == (quantity.kind, quantity.unit)
            if same and one.part == "last":
                yield tuple(v for v in said.ends_of(one) if isinstance(v, Decimal))

    @cached_property
    def years(self) -> dict[str, frozenset[int]]:
        """Years that stand alone (2027年), by the field that says them."""
        found: dict[str, set[int]] = defaultdict(set)
        for said in self.texts:
            for one in said.quantities:
                if isinstance(one.value, Day) and one.value.year:
                    found[said.label].add(one.value.year)
        return {label: frozenset(years) for label, years in found.items()}

    def asked_before(self, said: Said) -> str:
        """Return the question that a passage of 问答 answers; nothing where it answers none."""
        if said.label != "问答":
            return ""
        number = self.texts.index(said)
        before = self.texts[number - 1] if number else said
        return before.text if before.passage.number == said.passage.number else ""

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
    days, deadlines, clocks = days_of_fields(item)
    for said in texts:
        if said.label == "谁":
            days |= {day for one, day in days_in(said) if BIRTH.match(said.text, one.end)}
        elif said.label == "时间":
            add_times(said, days, deadlines, clocks)
            clocks += ends_of_spans(said)
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
        rows=tuple(numbers_of(item.table)) if item.table else (),
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
        # The first blank ends the figure: 上午9点 八一座谈会 is no 上午9点八.
        first = line.split(maxsplit=1)[0]
        found = read(first, near=item.dates.publish) or read(line, near=item.dates.publish)
        for one in found[:1]:
            yield one, line


def digits_of(number: str) -> str:
    """Return the digits of a phone as it is dialled."""
    return re.sub(r"\D", "", number)


def _documents(item: Item, texts: Iterable[Said]) -> Iterator[str]:
    for said in texts:
        if said.label in SOURCES or said.label == "正文":
            yield from (str(q.value) for q in said.quantities if q.kind is Kind.DOCUMENT)
    for row in item.table.rows if item.table else ():
        for cell in row:
            if "号" in cell:
                yield from (str(q.value) for q in read(cell) if q.kind is Kind.DOCUMENT)
