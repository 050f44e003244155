"""Money, percentages, counts and file numbers in words against the item's own (K03)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

from kit.checks.alike import DETAILS, SOURCES, SUMMARIES, figures_of, one_digit_apart
from kit.checks.subject import Fault
from kit.checks.sums import cell_number, is_sum_label
from kit.model.finding import Severity
from kit.text.figure import FigureKind
from kit.text.figure_patterns import MULTIPLE
from kit.text.figures import figures
from kit.text.roles import Likeness, likeness, money_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject, Text
    from kit.model.item import Amount
    from kit.text.figure import Figure
    from kit.text.roles import MoneyWords

_DIFFERENCE = re.compile(r"少|多|增|减|降|升|涨|省|超|差|比|结余|剩|缺口")
_REMEDY = "请核对后改成一样的，最好写成{金额}，由程序填。"


@dataclass(frozen=True)
class _Key:
    """One of the item's amounts in 元, with the words before it."""

    amount: Amount
    value: Decimal
    words: MoneyWords


@dataclass(frozen=True)
class _Known:
    """What the item itself says in figures."""

    subject: Subject

    @cached_property
    def keys(self) -> tuple[_Key, ...]:
        """The amounts that have a figure."""
        found = []
        for amount in self.subject.item.amounts:
            money = [f for f in figures(amount.written) if f.kind is FigureKind.MONEY]
            if amount.value is not None and money:
                own = next((f for f in money if f.start >= len(amount.label)), money[0])
                words = money_words(amount.written, own.start, own.end)
                value = amount.value * MULTIPLE[amount.unit.removesuffix("元")]
                found.append(_Key(amount, value, words))
        return tuple(found)

    @cached_property
    def amounts(self) -> frozenset[Decimal]:
        """Money of all fields but the summaries, in 元."""
        said = {f.value for _, f in figures_of(self.subject, SOURCES, FigureKind.MONEY)}
        own = {key.value for key in self.keys}
        return frozenset(v for v in said | own | self.cells if isinstance(v, Decimal))

    @cached_property
    def rows(self) -> tuple[tuple[Decimal, ...], ...]:
        """The table's numbers row by row, money in 元."""
        table = self.subject.item.table
        if table is None:
            return ()
        units = [_unit(column.name, table.unit) for column in table.columns]
        return tuple(
            tuple(
                value * unit
                for cell, unit in zip(row, units, strict=False)
                if (value := cell_number(cell)) is not None
            )
            for row in table.rows
        )

    @cached_property
    def cells(self) -> frozenset[Decimal]:
        """Every number of the table."""
        return frozenset(value for row in self.rows for value in row)

    @cached_property
    def differences(self) -> frozenset[Decimal]:
        """What two numbers of one row differ by: 比预算少了3.40万元."""
        return frozenset(abs(a - b) for row in self.rows for a, b in permutations(row, 2))

    def is_share(self, percent: Decimal) -> bool:
        """Return whether two numbers of one row, or their difference, make this percentage."""
        places = Decimal(1).scaleb(int(percent.as_tuple().exponent))
        for row in self.rows:
            for a, b in permutations(row, 2):
                if b and percent in (
                    (a / b * 100).quantize(places),
                    (abs(a - b) / b * 100).quantize(places),
                ):
                    return True
        return False


def _unit(heading: str, unit: str) -> Decimal:
    for text in (heading, unit):
        for name in ("亿元", "万元", "千元"):
            if name in text:
                return MULTIPLE[name[0]]
    return Decimal(1)


def money(subject: Subject) -> Iterator[Fault]:
    """Stop an amount in words that differs from the item's own amount for the same thing."""
    known = _Known(subject)
    for text, figure in figures_of(subject, (*SUMMARIES, *DETAILS), FigureKind.MONEY):
        fault = _judge(text, figure, known)
        if fault is not None:
            yield fault


def _judge(text: Text, figure: Figure, known: _Known) -> Fault | None:
    words = money_words(text.text, figure.start, figure.end)
    alike = [(likeness(words, key.words), key) for key in known.keys]
    for wanted in (Likeness.SAME, Likeness.LIKELY, Likeness.MAYBE):
        keys = [key for found, key in alike if found is wanted]
        if any(key.value == figure.value for key in keys):
            return None
        if keys and _must_be_same(wanted, keys[0], text, figure, known):
            return _differs(text, figure, keys[0])
    if text.label not in SUMMARIES:
        return None
    return _without_source(text, figure, known)


def _must_be_same(found: Likeness, key: _Key, text: Text, figure: Figure, known: _Known) -> bool:
    """Return whether a figure that looks like the key amount must have its value.

    Where the same place says the right figure too, another one is another thing (去年每人380元,
    今年每人400元), unless it is one slip of the finger away.
    """
    if found is Likeness.SAME:
        return True
    if _slip(figure.value, key.value):
        return True
    if found is Likeness.MAYBE:
        return False
    place = figures_of(known.subject, (text.label,), FigureKind.MONEY)
    return not any(other.value == key.value for _, other in place)


def _slip(value: object, wanted: Decimal) -> bool:
    """Return whether one digit after the first differs: 401 for 400, but 200 is another amount."""
    if not isinstance(value, Decimal):
        return False
    one, other = f"{value.normalize():f}", f"{wanted.normalize():f}"
    return one[0] == other[0] and one_digit_apart(one, other)


def _differs(text: Text, figure: Figure, key: _Key) -> Fault:
    return Fault(
        text.label,
        f"{text.place}写“{figure.text}”，金额是“{key.amount.written}”，两处不一样。",
        _REMEDY,
        offset_lines=text.lines_before(figure.start),
    )


def _without_source(text: Text, figure: Figure, known: _Known) -> Fault | None:
    value = figure.value
    if value in known.amounts:
        return None
    before = text.text[max(0, figure.start - 12) : figure.start]
    if value in known.differences and _DIFFERENCE.search(before):
        return None
    return Fault(
        text.label,
        f"{text.place}的“{figure.text}”在金额、正文和表格里都找不到。",
        _REMEDY,
        offset_lines=text.lines_before(figure.start),
    )


def percentages(subject: Subject) -> Iterator[Fault]:
    """Stop a percentage in a summary that has no source."""
    known = _Known(subject)
    said = {f.value for _, f in figures_of(subject, SOURCES, FigureKind.PERCENT)}
    for text, figure in figures_of(subject, SUMMARIES, FigureKind.PERCENT):
        value = figure.value
        if not isinstance(value, Decimal) or value in said | known.cells or known.is_share(value):
            continue
        yield Fault(
            text.label,
            f"{text.place}的“{figure.text}”在正文和表格里都找不到。",
            "请核对后改成和正文一样。",
        )


def file_numbers(subject: Subject) -> Iterator[Fault]:
    """Stop a file number in a summary that no other field has."""
    said = {f.value for _, f in figures_of(subject, SOURCES, FigureKind.DOCUMENT)}
    if subject.item.table is not None:
        for row in subject.item.table.rows:
            for cell in row:
                said |= {f.value for f in figures(cell) if f.kind is FigureKind.DOCUMENT}
    for text, figure in figures_of(subject, SUMMARIES, FigureKind.DOCUMENT):
        if figure.value not in said:
            yield Fault(
                text.label,
                f"{text.place}的文号“{figure.text}”在文号、依据、正文里都找不到。",
                "请核对文号。",
            )


_ALIKE_UNITS = {
    "周岁": "岁",
    "日": "天",
    "名": "人",
    "位": "人",
    "工作日": "个工作日",
    "公顷": "顷",
}


def counts(subject: Subject) -> Iterator[Fault]:
    """Find counts in summaries that contradict the details (stop) or have no source (warn)."""
    item = subject.item
    said: dict[str, list[tuple[object, str]]] = {}
    for text, figure in figures_of(subject, SOURCES, FigureKind.COUNT):
        said.setdefault(_measure(figure), []).append((figure.value, _words_before(text, figure)))
    known = _Known(subject).cells | _derived(subject)
    for text, figure in figures_of(subject, SUMMARIES, FigureKind.COUNT):
        others = said.get(_measure(figure), [])
        if figure.value in known or any(value == figure.value for value, _ in others):
            continue
        words = _words_before(text, figure)
        same = len(words) == 2 and any(theirs == words for _, theirs in others)
        if same or item.body or item.table is not None:
            yield Fault(
                text.label,
                f"{text.place}的“{figure.text}”在要点、正文和表格里都找不到。",
                "请核对；没有错的，在正文里也写上。",
                Severity.STOP if same else Severity.WARN,
            )


def _measure(figure: Figure) -> str:
    return _ALIKE_UNITS.get(figure.unit, figure.unit)


def _words_before(text: Text, figure: Figure) -> str:
    words = re.findall(r"[\u4e00-\u9fff]{2}$", text.text[: figure.start])
    return words[0] if words else ""


def _derived(subject: Subject) -> frozenset[Decimal]:
    """Return numbers that need not be written elsewhere: rows of the table, days of the period."""
    item, found = subject.item, set()
    if item.table is not None:
        rows = [row for row in item.table.rows if row and not is_sum_label(row[0])]
        found.add(Decimal(len(rows)))
    if item.dates.period_start is not None and item.dates.period_end is not None:
        days = (item.dates.period_end - item.dates.period_start).days
        found |= {Decimal(days), Decimal(days + 1)}
    return frozenset(found)
