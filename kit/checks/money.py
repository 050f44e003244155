"""Money, percentages, counts and file numbers in words against the item's own (K03)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

from kit.checks.compared_fields import DETAILS, SOURCES, SUMMARIES, figures_of, one_digit_apart
from kit.checks.subject import Fault
from kit.checks.sums import cell_number
from kit.model.finding import Severity
from kit.text.figures.figure import FigureKind
from kit.text.figures.item_figures import key_amounts
from kit.text.figures.patterns import MULTIPLE
from kit.text.figures.reader import figures
from kit.text.figures.roles import Likeness, likeness, money_words
from kit.text.headings import plain_name, sum_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject, Text
    from kit.text.figures.figure import Figure
    from kit.text.figures.item_figures import KeyAmount
    from kit.text.figures.roles import MoneyWords

_CHANGED_BY = re.compile(
    r"(?:少|多|增加|减少|增长|下降|降低|提高|上涨|上升|节省|节约|超出|超支|结余|差|差额)(?:了|约|是|为)*\s?$"
)
_REMEDY = "请核对后改成一样的，最好写成{金额}，由程序填。"


@dataclass(frozen=True)
class _Known:
    """What the item itself says in figures."""

    subject: Subject

    @cached_property
    def keys(self) -> tuple[KeyAmount, ...]:
        """The amounts that have a figure."""
        return key_amounts(self.subject.item)

    @cached_property
    def amounts(self) -> frozenset[Decimal]:
        """Money in the words of all fields but the summaries, in 元."""
        said = {f.value for _, f in figures_of(self.subject, SOURCES, FigureKind.MONEY)}
        own = {key.value for key in self.keys}
        return frozenset(v for v in said | own if isinstance(v, Decimal))

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
    if text.label in SUMMARIES:
        return _without_source(text, figure, known)
    return _beside_its_heading(text, figure, words, known)


def _must_be_same(
    found: Likeness, key: KeyAmount, text: Text, figure: Figure, known: _Known
) -> bool:
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


def _differs(text: Text, figure: Figure, key: KeyAmount) -> Fault:
    return Fault(
        text.label,
        f"{text.place}写“{figure.text}”，金额是“{key.amount.written}”，两处不一样。",
        _REMEDY,
        offset_lines=text.lines_before(figure.start),
    )


def _without_source(text: Text, figure: Figure, known: _Known) -> Fault | None:
    value = figure.value
    changed_by = _CHANGED_BY.search(text.text, max(0, figure.start - 8), figure.start)
    if value in known.amounts or value in (known.differences if changed_by else known.cells):
        return None
    return Fault(
        text.label,
        f"{text.place}的“{figure.text}”在金额、正文和表格里都找不到。",
        _REMEDY,
        offset_lines=text.lines_before(figure.start),
    )


def _beside_its_heading(
    text: Text, figure: Figure, words: MoneyWords, known: _Known
) -> Fault | None:
    """Find 决算14.70万元 in the body where the column 决算数 says 14.60."""
    table = known.subject.item.table
    if table is None or figure.value in known.cells | known.differences:
        return None
    for index, column in enumerate(table.columns):
        stem = re.sub(r"[数额]$", "", plain_name(column.name))
        if len(stem) < 2 or not words.head.endswith((stem, plain_name(column.name))):
            continue
        cells = [row[index].strip() for row in table.rows if index < len(row)]
        written = re.sub(r"[^\d.]", "", figure.text)
        if any(one_digit_apart(written, cell) for cell in cells):
            return Fault(
                text.label,
                f"{text.place}写“{figure.text}”，表格“{column.name}”一列没有这个数，只差一个数字。",
                "请核对正文和表格，改正不对的一处。",
                offset_lines=text.lines_before(figure.start),
            )
    return None


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
        rows = [row for row in item.table.rows if row and not sum_label(row[0])]
        found.add(Decimal(len(rows)))
    if item.dates.period_start is not None and item.dates.period_end is not None:
        days = (item.dates.period_end - item.dates.period_start).days
        found |= {Decimal(days), Decimal(days + 1)}
    return frozenset(found)
