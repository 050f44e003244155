"""Finished outputs against their item: every figure on paper, page and air is the item's own.

The last line of defence: it reads the text back from the PDF, the page or the script, and knows
nothing of how they were made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figure import Clock, Day, Figure, FigureKind
from kit.text.figures import figures, join_broken_text
from kit.text.passages import passages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from kit.model.item import Item
    from kit.text.figure import Value

_COMPARED = (
    FigureKind.MONEY,
    FigureKind.DATE,
    FigureKind.TIME,
    FigureKind.PHONE,
    FigureKind.PERCENT,
    FigureKind.DOCUMENT,
)
_CELL = re.compile(r"(?<![\d.])-?\d[\d,]*(?:\.\d+)?(?![\d.])")
_DECIMAL = re.compile(r"(?<![\d.,A-Za-z:/-])\d[\d,]*\.\d+(?![\d.A-Za-z])")
_SENTENCE_END = re.compile(r"[。！？\n\d]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CONTEXT = 6
_LEAST_CONTEXT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One figure of an output that is not the item's, or one of the item's that is missing."""

    kind: FigureKind
    found: str
    """As the output has it; empty where the item's figure is missing."""
    expected: str = ""
    """The item's figure, where it is known which one should stand here."""

    @property
    def message(self) -> str:
        """What is wrong, for staff."""
        if not self.found:
            return f"缺少{self.kind}“{self.expected}”。"
        if self.expected:
            return f"{self.kind}“{self.found}”与事项不一致，应为“{self.expected}”。"
        return f"{self.kind}“{self.found}”在事项里找不到。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """All figures an item itself holds, by kind."""

    values: Mapping[FigureKind, frozenset[Value]]
    days: tuple[Day, ...]
    """Every date; one written without a year has the year nearest to publication."""
    numbers: frozenset[Decimal]
    """Bare numbers of the table, and decimals of the text."""
    contexts: Mapping[tuple[FigureKind, str, str], frozenset[Figure]]
    """Figures by the words directly before or after them."""


def item_figures(item: Item, *, allowed: Iterable[str] = ()) -> ItemFigures:
    """Return the figures an output of ``item`` may show.

    ``allowed`` holds texts of the edition that stand on the sheet without being the item's:
    the week's label, the township's phone, the day of issue.
    """
    publish = item.dates.publish
    values: dict[FigureKind, set[Value]] = defaultdict(set)
    days = [Day(day.year, day.month, day.day) for day in _item_days(item)]
    contexts: dict[tuple[FigureKind, str, str], set[Figure]] = defaultdict(set)
    numbers = set(_table_numbers(item))
    own = [passage.text for passage in passages(item)]
    for text in (*own, *(phone.number for phone in item.phones), *_cells(item), *allowed):
        read = join_broken_text(text)
        numbers.update(_decimals(read))
        for figure in figures(read, near=publish):
            if isinstance(figure.value, Day):
                days.append(_with_year(figure.value, publish))
            values[figure.kind].add(figure.value)
            for context in _contexts(figure, read):
                contexts[context].add(figure)
    values[FigureKind.PHONE].update(re.sub(r"\D", "", phone.number) for phone in item.phones)
    values[FigureKind.TIME].update(_alert_times(item))
    return ItemFigures(
        values={kind: frozenset(found) for kind, found in values.items()},
        days=tuple(dict.fromkeys(days)),
        numbers=frozenset(numbers),
        contexts={context: frozenset(found) for context, found in contexts.items()},
    )


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
        digits = re.sub(r"\D", "", phone.number)
        found.append(Figure(kind=FigureKind.PHONE, text=phone.number, start=0, end=0, value=digits))
    return tuple(found)


def compare_output(
    text: str,
    item: Item,
    required: Collection[Figure] | None = None,
    *,
    allowed: Iterable[str] = (),
) -> tuple[Mismatch, ...]:
    """Return every figure in the text of an output that is not the item's, or is missing.

    ``text`` is read back from a PDF, a page or a script; line breaks may stand anywhere.
    ``required`` are the figures that must be there, by default :func:`key_figures`.
    """
    read = join_broken_text(text)
    own = item_figures(item, allowed=allowed)
    shown = [f for f in figures(read, near=item.dates.publish) if f.kind in _COMPARED]
    wanted = key_figures(item) if required is None else required
    found = [mismatch for figure in shown for mismatch in _judge(figure, read, own)]
    found += [
        Mismatch(kind=FigureKind.MONEY, found=match[0])
        for match in _DECIMAL.finditer(read)
        if _number(match[0]) not in own.numbers and not _covered(match, shown)
    ]
    found += [
        Mismatch(kind=figure.kind, found="", expected=_written(figure))
        for figure in wanted
        if not _is_shown(figure, shown, read)
    ]
    return tuple(dict.fromkeys(found))


def _judge(figure: Figure, text: str, own: ItemFigures) -> Iterator[Mismatch]:
    if not _is_own(figure, own):
        yield Mismatch(kind=figure.kind, found=figure.text)
        return
    for context in _contexts(figure, text):
        usual = own.contexts.get(context)
        if usual and not any(_same(figure, one) for one in usual):
            expected = next(iter(sorted(one.text for one in usual)))
            yield Mismatch(kind=figure.kind, found=figure.text, expected=expected)
            return


def _is_own(figure: Figure, own: ItemFigures) -> bool:
    value, known = figure.value, own.values.get(figure.kind, frozenset())
    if isinstance(value, Day):
        return any(_within(value, day) for day in own.days)
    if isinstance(value, Clock):
        return any(isinstance(time, Clock) and value.agrees_with(time) for time in known)
    if value in known:
        return True
    if figure.kind is FigureKind.PHONE and isinstance(value, str):
        # A bare number of five digits in a table looks like a hotline.
        return value.isdigit() and Decimal(value) in own.numbers
    # Table cells read back in a row: 256.00 and the unit of the next heading may have met.
    return figure.kind is FigureKind.MONEY and _number(figure.text) in own.numbers


def _same(one: Figure, other: Figure) -> bool:
    if one.kind is not other.kind:
        return False
    if isinstance(one.value, Day) and isinstance(other.value, Day):
        return one.value.agrees_with(other.value)
    if isinstance(one.value, Clock) and isinstance(other.value, Clock):
        return one.value.agrees_with(other.value)
    return one.value == other.value


def _is_shown(wanted: Figure, shown: Iterable[Figure], text: str) -> bool:
    if any(_same(one, wanted) for one in shown):
        return True
    if wanted.kind is not FigureKind.PHONE or not isinstance(wanted.value, str):
        return False
    # A hotline set alone on its line has no word of calling beside it.
    spaced = r"[ -]?".join(wanted.value)
    return re.search(rf"(?<![\d.-]){spaced}(?![\d.-])", text) is not None


def _within(shown: Day, known: Day) -> bool:
    """Return whether all that ``shown`` says is said by ``known``: 12月31日 by 2026年12月31日."""
    return all(
        part is None or part == theirs
        for part, theirs in (
            (shown.year, known.year),
            (shown.month, known.month),
            (shown.day, known.day),
        )
    )


def _with_year(day: Day, near: date) -> Day:
    """Return the day with the year that puts it nearest to ``near``."""
    if day.year is not None or day.month is None:
        return day
    # Half a year each way, in months of 31 days; the 15th stands for a month without a day.
    ahead = (day.month - near.month) * 31 + (day.day or 15) - near.day
    shift = 1 if ahead < -186 else -1 if ahead > 186 else 0
    return Day(near.year + shift, day.month, day.day)


def _contexts(figure: Figure, text: str) -> Iterator[tuple[FigureKind, str, str]]:
    """Give the words directly before and after a figure, long enough to tell places apart."""
    if figure.range_part and figure.kind is not FigureKind.DATE:
        return  # both ends share one span
    before = _SENTENCE_END.split(text[max(0, figure.start - _CONTEXT) : figure.start])[-1]
    if len(_HAN.findall(before)) >= _LEAST_CONTEXT:
        yield figure.kind, "before", before
    after = _SENTENCE_END.split(text[figure.end : figure.end + _CONTEXT])[0]
    if len(_HAN.findall(after)) >= _LEAST_CONTEXT:
        yield figure.kind, "after", after


def _item_days(item: Item) -> Iterator[date]:
    dates = item.dates
    known = (dates.formed, dates.publish, dates.expire, dates.period_start, dates.period_end)
    yield from (day for day in (*known, dates.effective, item.deadline) if day is not None)
    if item.emergency is not None:
        alert = item.emergency
        yield from (at.date() for at in (alert.onset, alert.sent, alert.expires) if at is not None)


def _alert_times(item: Item) -> Iterator[Clock]:
    if item.emergency is not None:
        alert = item.emergency
        for at in (alert.onset, alert.sent, alert.expires):
            if at is not None:
                yield Clock(at.hour * 60 + at.minute, sure=True)


def _cells(item: Item) -> Iterator[str]:
    if item.table is not None:
        yield from (column.name for column in item.table.columns)
        for row in item.table.rows:
            yield from row


def _table_numbers(item: Item) -> Iterator[Decimal]:
    for cell in _cells(item):
        yield from (_number(match[0]) for match in _CELL.finditer(cell))


def _decimals(text: str) -> Iterator[Decimal]:
    yield from (_number(match[0]) for match in _DECIMAL.finditer(text))


def _number(text: str) -> Decimal:
    match = _CELL.search(text)
    return Decimal(match[0].replace(",", "")) if match else Decimal(-1)


def _covered(match: re.Match[str], shown: Iterable[Figure]) -> bool:
    return any(f.start <= match.start() and match.end() <= f.end for f in shown)


def _written(figure: Figure) -> str:
    if isinstance(figure.value, Day):
        return f"{figure.value.month}月{figure.value.day}日"
    return figure.text
