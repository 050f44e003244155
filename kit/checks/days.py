"""Dates in words against the item's own (K02), compared by what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.checks.compared_fields import DETAILS, SUMMARIES, figures_of, one_digit_apart
from kit.checks.subject import Fault
from kit.model.finding import Severity
from kit.text.figures.figure import Clock, Day, FigureKind, Role
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject, Text
    from kit.text.figures.figure import Figure

_STRICT = (*SUMMARIES, "正文", "时间")
"""Where a date with the deadline's words must be the deadline; elsewhere a slip is looked for."""
_REMEDY = "请核对后改成一样的；截止日期最好写成{截止}，由程序填。"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DAYS_BACK = 120
_DAYS_AHEAD = 245


@dataclass(frozen=True)
class _Said:
    """A date in a text, with the year it means."""

    text: Text
    figure: Figure
    written: Day
    day: date | None
    """None where it is a month or a year only, or no real day."""


@dataclass(frozen=True)
class _Known:
    """The item's own days, and all that its texts say."""

    subject: Subject

    @cached_property
    def said(self) -> tuple[_Said, ...]:
        """Every date in words, in order."""
        found: list[_Said] = []
        for text in self.subject.labelled(*SUMMARIES, *DETAILS):
            start: date | None = None
            for figure in text.figures:
                if not isinstance(figure.value, Day):
                    continue
                day = _with_year(figure, start, self.subject.item.dates.publish)
                start = day if figure.range_part == "first" else None
                found.append(_Said(text, figure, figure.value, day))
        return tuple(found)

    @cached_property
    def fixed(self) -> dict[Role, frozenset[date]]:
        """The days that fields of their own give to each role."""
        item = self.subject.item
        alert = item.emergency
        onset, expires = (alert.onset, alert.expires) if alert is not None else (None, None)
        return {
            Role.DEADLINE: _days(item.deadline),
            Role.EFFECT: _days(item.dates.effective),
            Role.END: _days(item.deadline, item.dates.period_end, expires and expires.date()),
            Role.START: _days(
                item.dates.period_start, item.dates.effective, onset and onset.date()
            ),
            Role.BIRTH: frozenset(),
        }

    @cached_property
    def keys(self) -> dict[Role, frozenset[date]]:
        """The days of the key facts, those that 时间 and 谁 say in words among them."""
        words = [said for said in self.said if said.text.label in ("时间", "谁")]
        found = {
            role: days.union(_days(*(said.day for said in words if _is(said, role))))
            for role, days in self.fixed.items()
        }
        found[Role.DEADLINE] = self.fixed[Role.DEADLINE]
        return found

    def wanted(self, said: _Said) -> frozenset[date]:
        """Return the days this one is held against; 时间 is not held against itself."""
        role = said.figure.role
        if said.text.label == "时间" and self.fixed[role]:
            return self.fixed[role]
        return self.keys[role]

    @cached_property
    def sources(self) -> tuple[_Said, ...]:
        """Dates of all texts but the summaries."""
        return tuple(said for said in self.said if said.text.label not in SUMMARIES)

    @cached_property
    def fields(self) -> frozenset[date]:
        """Days of the key facts that a summary may tell."""
        dates = self.subject.item.dates
        known = (dates.publish, dates.period_start, dates.period_end, dates.effective)
        return _days(*known).union(*self.keys.values())

    def right_one_beside(self, said: _Said) -> bool:
        """Return whether the same place says the right day for this role elsewhere."""
        role, wanted = said.figure.role, self.wanted(said)
        return any(
            other.day in wanted and _is(other, role)
            for other in self.said
            if other.text.label == said.text.label
        )


def _is(said: _Said, role: Role) -> bool:
    return said.figure.role is role


def _days(*days: date | None) -> frozenset[date]:
    return frozenset(day for day in days if day is not None)


def _with_year(figure: Figure, start: date | None, publish: date) -> date | None:
    """Return the day a date without a year means to a villager who reads it now.

    A deadline is still to come; the end of a range follows its beginning; any other day lies
    some months around the day of publication.
    """
    written = figure.value
    if not isinstance(written, Day) or written.month is None or written.day is None:
        return None
    if written.year is not None:
        return _real_day(written.year, written)
    if figure.role is Role.DEADLINE or start is not None:
        first, most = start or publish, 366
    else:
        first, most = date.fromordinal(publish.toordinal() - _DAYS_BACK), _DAYS_BACK + _DAYS_AHEAD
    for year in range(first.year, first.year + 2):
        day = _real_day(year, written)
        if day is not None and 0 <= (day - first).days <= most:
            return day
    return _real_day(publish.year, written)


def _real_day(year: int, written: Day) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, written.month or 0, written.day or 0)
    except ValueError:
        return None


def days_in_words(subject: Subject) -> Iterator[Fault]:
    """Stop a date in words that differs from the item's own date for the same thing."""
    known = _Known(subject)
    for said in known.said:
        fault = _not_real(said) or _by_role(said, known) or _without_source(said, known)
        if fault is not None:
            yield fault


def _not_real(said: _Said) -> Fault | None:
    month, day = said.written.month, said.written.day
    impossible = month is not None and not 1 <= month <= 12
    if day is not None and said.day is None:
        impossible = True
    if not impossible:
        return None
    return _fault(said, f"写“{said.figure.text}”，没有这一天", "请核对月份和日子。")


def _by_role(said: _Said, known: _Known) -> Fault | None:
    role, day = said.figure.role, said.day
    if day is None or role is Role.NONE:
        return None
    wanted = known.wanted(said)
    if not wanted or day in wanted:
        return None
    near = min(wanted, key=lambda one: abs((one - day).days))
    slip = any(_slip(day, one) for one in wanted)
    right_elsewhere = known.right_one_beside(said)
    label = _LABELS[role]
    if role in (Role.START, Role.END):
        # The body may speak of other periods; one slip away from the key day it is no other.
        if slip and not right_elsewhere:
            return _differs(said, label, near)
        return None
    if slip or (not right_elsewhere and said.text.label in _STRICT):
        return _differs(said, label, near)
    if not right_elsewhere and role is Role.DEADLINE:
        return _differs(said, label, near, Severity.WARN)
    return None


_LABELS = {
    Role.DEADLINE: "截止",
    Role.EFFECT: "施行",
    Role.END: "时间",
    Role.START: "时间",
    Role.BIRTH: "谁",
}


def _slip(one: date, other: date) -> bool:
    return one_digit_apart(f"{one:%Y%m%d}", f"{other:%Y%m%d}")


def _without_source(said: _Said, known: _Known) -> Fault | None:
    """Stop a date in a summary that nothing else in the item has."""
    if said.text.label not in SUMMARIES or said.day in known.fields:
        return None
    written = said.written
    if any(_says(written, other.written) for other in known.sources):
        return None
    if said.day is None and any(written.agrees_with(day) for day in known.fields):
        return None
    severity = Severity.WARN if written.month is None else Severity.STOP
    return Fault(
        said.text.label,
        f"{said.text.place}的“{said.figure.text}”在要点和正文里都找不到。",
        _REMEDY,
        severity,
        said.text.lines_before(said.figure.start),
    )


def _says(written: Day, other: Day) -> bool:
    """Return whether ``other`` says all that ``written`` does; either may leave the year out."""
    if written.month is None:
        return written.year == other.year
    return (
        written.agrees_with(other)
        and other.month is not None
        and (written.day is None or other.day is not None)
    )


def _differs(said: _Said, label: str, wanted: date, severity: Severity | None = None) -> Fault:
    written = written_day(wanted)
    message = f"写“{said.figure.text}”，{label}是{written}，两处不一样"
    return _fault(said, message, _REMEDY, severity)


def _fault(said: _Said, what: str, remedy: str, severity: Severity | None = None) -> Fault:
    return Fault(
        said.text.label,
        f"{said.text.place}{what}。",
        remedy,
        severity,
        said.text.lines_before(said.figure.start),
    )


def ranges_in_words(subject: Subject) -> Iterator[Fault]:
    """Stop two periods that share one end and miss each other at the other by one slip."""
    known = _Known(subject)
    ranges = list(_ranges(known))
    right = {(text.label, first.day, last.day) for text, first, last in ranges}
    for text, first, last in ranges:
        for other, own_first, own_last in _key_ranges(subject, ranges):
            if other == text.label or (text.label, own_first, own_last) in right:
                continue
            wrong = _one_end_missed(first, last, own_first, own_last)
            if wrong is not None:
                yield _differs(wrong[0], other, wrong[1])


def _ranges(known: _Known) -> Iterator[tuple[Text, _Said, _Said]]:
    said = known.said
    for first, last in pairwise(said):
        if (
            first.figure.range_part == "first"
            and last.figure.range_part == "last"
            and first.text is last.text
        ):
            yield first.text, first, last


def _key_ranges(
    subject: Subject, ranges: list[tuple[Text, _Said, _Said]]
) -> Iterator[tuple[str, date, date]]:
    """Give the item's own periods: 起 and 止, the alert's, and those in 时间."""
    item = subject.item
    if item.dates.period_start is not None and item.dates.period_end is not None:
        yield "起止", item.dates.period_start, item.dates.period_end
    alert = item.emergency
    if alert is not None and alert.onset is not None and alert.expires is not None:
        yield "预警", alert.onset.date(), alert.expires.date()
    for text, first, last in ranges:
        if text.label == "时间" and first.day is not None and last.day is not None:
            yield "时间", first.day, last.day


def _one_end_missed(
    first: _Said, last: _Said, own_first: date, own_last: date
) -> tuple[_Said, date] | None:
    if first.day is None or last.day is None:
        return None
    if first.day == own_first and _slip(last.day, own_last):
        return last, own_last
    if last.day == own_last and _slip(first.day, own_first):
        return first, own_first
    return None


def hours_of_alert(subject: Subject) -> Iterator[Fault]:
    """Stop an hour in 时间 or a summary that is not the alert's own."""
    alert = subject.item.emergency
    if alert is None:
        return
    own = [
        Clock(at.hour * 60 + at.minute, sure=True)
        for at in (alert.onset, alert.expires, alert.sent)
        if at is not None
    ]
    for text, figure in figures_of(subject, ("时间", *SUMMARIES), FigureKind.TIME):
        if own and isinstance(figure.value, Clock):
            value = figure.value
            if not any(value.agrees_with(hour) for hour in own):
                yield Fault(
                    text.label,
                    f"{text.place}写“{figure.text}”，和预警的起始、到期时刻不一样。",
                    "请核对预警原文。",
                )
