"""What is shown on a finished output, and what an item may show: read alike, to be compared.

Text read back from paper is broken into lines anywhere, and holds the sheet's own words beside
the item's. So each figure is taken with what it is for and with the words beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import digits_of
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Clock, Day, Kind
from kit.text.figures.written_words import BIRTH, BY_THEN, LATEST
from kit.text.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from kit.model.item import Item
    from kit.text.figures.quantity import Quantity, Value

COMPARED = (Kind.MONEY, Kind.DATE, Kind.TIME, Kind.PHONE, Kind.SHARE, Kind.DOCUMENT)
APART = "\u2029"
"""In a text read back: a figure before it has nothing to do with the words after it."""
_BLANK = rf"[^\S{APART}]+"
_BLANK_BY_HAN = re.compile(
    # The blank in 星期四 十一月廿三 keeps a fourth day from becoming a 41st month.
    rf"(?<=[\u3000-\u9fff\uff00-\uffef])(?<!期[一二三四五六]){_BLANK}"
    r"(?=[\u3000-\u9fff\uff00-\uffef\d])"
    rf"|(?<=\d){_BLANK}(?=[\u3000-\u9fff\uff00-\uffef])|(?<=\d-){_BLANK}(?=\d)"
)
_CELL = re.compile(r"(?<![\d.])-?\d[\d,]*(?:\.\d+)?(?![\d.])")
DECIMAL = re.compile(r"(?<![\d.,A-Za-z:/-])\d[\d,]*\.\d+(?![\d.A-Za-z])")
_SENTENCE_END = re.compile(r"[。！？\n\d]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTES = re.compile(rf"[“”‘’《》{APART}]")
_CONTEXT, _LEAST_CONTEXT, _TOLD, _FAR = 6, 4, 10, 10
# Whose name stands before a date says nothing of what the date is for: every sheet ends with the
# issuer and the day, and a text may begin with the issuer and the year of a report.
_ISSUER = re.compile(r"(?:政府|办公室|委员会|[办局所站]|中心)$")
# A number with the words after it: what tells two amounts of one sentence apart.
_TOLD_APART = re.compile(r"\d+[\u4e00-\u9fff]{3,}$")
_TWO_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
# On a sheet the weekday and the lunar date stand between 最后一天 and its date.
_LAST_DAY = re.compile(r"(?:最后一天|截止(?:日期|时间)?)[^，。；！？\d]{0,24}$")
# 到 before a day is a deadline; between two days it is a range.
_RANGE_BEFORE = re.compile(r"[日号时点分]起?\s?[到至]$")
_EFFECT = re.compile(r"起?[，,]?\s?(?:正式)?(?:施行|实施|执行|生效|废止|失效|停止使用)")
_START_AFTER, _START_BEFORE = re.compile(r"起(?!草)|开始|以来"), re.compile(r"[自从]\s?$")
_TO = re.compile(
    r"(?:\s|[（(][^）)\n]{0,16}[）)]|(?:星期|周|礼拜)[一二三四五六日天]"
    r"|(?:上午|下午|晚上|早上|中午)?[\d一二三四五六七八九十两]+[点时:：][\d半整分]*)*"
    r"\s?(?:到|至|起至|[-—–－~～])+\s?"
)
DEADLINE, START, EFFECT, BORN = "截止", "起", "施行", "出生"
Context = tuple[Kind, str, str]


@dataclass(frozen=True)
class Shown:
    """A text read back, its broken lines joined, with its figures."""

    text: str
    near: date
    quantities: tuple[Quantity, ...] = field(init=False)

    def __post_init__(self) -> None:
        joined = _BLANK_BY_HAN.sub("", self.text)
        object.__setattr__(self, "text", joined)
        parted = joined.replace(APART, "；")
        object.__setattr__(self, "quantities", read(parted, near=self.near))

    def role(self, quantity: Quantity) -> str:
        """Return what a day is for by the words beside it; empty where they do not say."""
        before = self.text[max(0, quantity.start - 32) : quantity.start]
        after = self.text[quantity.end : quantity.end + 20]
        if BIRTH.match(after):
            return BORN
        if _EFFECT.match(after):
            return EFFECT
        latest = LATEST.search(before) and not _RANGE_BEFORE.search(before)
        if BY_THEN.match(after) or latest or _LAST_DAY.search(before):
            return DEADLINE
        if _START_AFTER.match(after) or _START_BEFORE.search(before):
            return START
        return ""

    def ranges(self) -> Iterator[tuple[Quantity, Quantity]]:
        """Give the days that are the two ends of a range, the last with the year of the first."""
        days = [one for one in self.quantities if _solar(one)]
        for first, last in pairwise(days):
            if _TO.fullmatch(self.text, first.end, last.start):
                yield first, replace(last, value=_carried(first.value, last.value))

    def contexts(self, quantity: Quantity) -> Iterator[Context]:
        """Give the words directly before and after, long enough to tell places apart."""
        if quantity.part and quantity.kind is not Kind.DATE:
            return  # both ends share one span
        kind, start, end = quantity.kind, quantity.start, quantity.end
        far = _CONTEXT + 4  # quotation marks are not said, so they do not count
        before = _QUOTES.sub("", self.text[max(0, start - far) : start])[-_CONTEXT:]
        before = _SENTENCE_END.split(before)[-1]
        is_issued = kind is Kind.DATE and _ISSUER.search(before)
        if len(_HAN.findall(before)) >= _LEAST_CONTEXT and not is_issued:
            yield kind, "before", before
        far_before = _SENTENCE_END.split(self.text[max(0, start - _FAR) : start])[-1]
        if len(far_before) == _FAR and not is_issued:
            yield kind, "far before", far_before
        told = _TOLD_APART.search(self.text[max(0, start - _TOLD) : start])
        if told:  # 80岁以上每月, where 90岁以上每月 has another amount
            yield kind, "told apart", told[0]
        after = _QUOTES.sub("", self.text[end : end + far])[:_CONTEXT]
        after = _SENTENCE_END.split(after)[0]
        if len(_HAN.findall(after)) >= _LEAST_CONTEXT:
            yield kind, "after", after
        words = _TWO_WORDS.match(self.text, end)
        if kind is Kind.DATE and words and not self.role(quantity):  # 12月7日开班
            yield kind, "next", words[0]


def _carried(first: Value, last: Value) -> Value:
    if not isinstance(first, Day) or not isinstance(last, Day) or last.year or not first.year:
        return last
    over_new_year = (last.month or 0) < (first.month or 0)
    return Day(first.year + over_new_year, last.month, last.day)


def _solar(quantity: Quantity) -> bool:
    return isinstance(quantity.value, Day) and not quantity.value.lunar


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """All figures an item itself holds."""

    values: dict[Kind, set[Value]] = field(default_factory=lambda: defaultdict(set))
    days: set[Day] = field(default_factory=set)
    by_role: dict[str, set[Day]] = field(default_factory=lambda: defaultdict(set))
    ranges: set[tuple[Day, Day]] = field(default_factory=set)
    hanging: tuple[Day, Day] | None = None
    """Up and down; a range only beside words of hanging, for it is no period of the notice."""
    numbers: set[Decimal] = field(default_factory=set)
    """Bare numbers of the table, and decimals of the text."""
    contexts: dict[Context, set[Value]] = field(default_factory=lambda: defaultdict(set))


def own_figures(item: Item, *, allowed: Iterable[str] = ()) -> Own:
    """Return the figures an output of ``item`` may show.

    ``allowed`` holds texts of the edition that stand on the sheet without being the item's:
    the week's label, the township's phone, the day of issue.
    """
    up, down = item.dates.publish, item.dates.expire
    own = Own(hanging=(day_of(up), day_of(down)) if down else None)
    _add_fields(own, item)
    cells = tuple(_cells(item))
    for text in (*(passage.text for passage in passages(item)), *cells, *allowed):
        _add_text(own, Shown(text, up))
    own.numbers.update(number_of(match[0]) for cell in cells for match in _CELL.finditer(cell))
    return own


def _add_text(own: Own, shown: Shown) -> None:
    own.numbers.update(number_of(match[0]) for match in DECIMAL.finditer(shown.text))
    for one in shown.quantities:
        own.values[one.kind].add(one.value)
        if isinstance(one.value, Day):
            own.days.add(one.value)
            own.by_role[shown.role(one)].add(one.value)
        for context in shown.contexts(one):
            own.contexts[context].add(one.value)
    for first, last in shown.ranges():
        if isinstance(first.value, Day) and isinstance(last.value, Day):
            own.ranges.add((first.value, last.value))
            # Scripts and sheets say 从 before it, where the item itself need not.
            own.by_role[START].add(first.value)


def _add_fields(own: Own, item: Item) -> None:
    dates, alert = item.dates, item.emergency
    starts = [dates.publish, dates.period_start, dates.effective]
    ends = [item.deadline, dates.expire, dates.period_end]
    deadlines = [item.deadline]
    pairs = [(dates.period_start, dates.period_end)]
    if alert is not None:
        moments = [at for at in (alert.onset, alert.sent, alert.expires) if at is not None]
        starts += [at.date() for at in moments]
        own.values[Kind.TIME].update(
            Clock(at.hour * 60 + at.minute, half_told=True) for at in moments
        )
        expires = alert.expires.date() if alert.expires else None
        deadlines.append(expires)
        pairs.append((alert.onset.date() if alert.onset else None, expires))
    own.days.update(_days(dates.formed, *starts, *ends))
    own.ranges.update((day_of(a), day_of(b)) for a, b in pairs if a and b)
    own.by_role[START].update(_days(*starts))
    own.by_role[EFFECT].update(_days(dates.effective))
    own.by_role[DEADLINE].update(_days(*deadlines))
    own.values[Kind.PHONE].update(digits_of(phone.number) for phone in item.phones)


def number_of(text: str) -> Decimal:
    """Return the value of a number in digits."""
    return Decimal(text.replace(",", ""))


def day_of(day: date) -> Day:
    """Return a day with all its parts."""
    return Day(day.year, day.month, day.day)


def _days(*days: date | None) -> Iterator[Day]:
    yield from (day_of(day) for day in days if day is not None)


def _cells(item: Item) -> Iterator[str]:
    if item.table is not None:
        yield from (column.name for column in item.table.columns)
        for row in item.table.rows:
            yield from row
