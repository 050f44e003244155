"""What is due: requests, letters, consultations and their outcomes, as list and calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.duty.reminders import Of, Reminder, calendar_text
from kit.duty.requests import clock as request_clock
from kit.duty.workdays import read_workdays
from kit.errors import KitError
from kit.model.of_the_day import DECISION_DAYS
from kit.office.mailbox import mailbox_seen
from kit.office.opinions import opinions_seen
from kit.office.request_register import register_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.progress import Clock


_SOON_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingDay:
    """A day that is near, or over and the work not done."""

    reminder: Reminder
    left_days: int

    @property
    def late_days(self) -> int:
        """How long it is over."""
        return max(0, -self.left_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingDays:
    """What is late or due soon, and why something may be missing."""

    days: tuple[ComingDay, ...]
    unread: tuple[str, ...] = ()


def reminders(folder: Path, clock: Clock) -> tuple[Reminder, ...]:
    """Return what is due and not done yet, the latest first to be done first.

    Raises:
        SourceError: The workspace or a register cannot be read.
        ForeignFileError: A register cannot be read.
    """
    found = (one for read in _READ for one in read(folder, clock))
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def coming_days(folder: Path, clock: Clock) -> ComingDays:
    """Return what is late or due within a week; a register that cannot be read hides no other."""
    found: list[Reminder] = []
    unread: list[str] = []
    for read in _READ:
        try:
            found += read(folder, clock)
        except KitError as error:
            unread.append(str(error))
    today = clock().date()
    return ComingDays(
        days=tuple(
            ComingDay(reminder=one, left_days=(one.day - today).days)
            for one in sorted(found, key=lambda one: (one.day, one.key))
            if one.day <= today + timedelta(days=_SOON_DAYS)
        ),
        unread=tuple(dict.fromkeys(unread)),
    )


def reminder_file(folder: Path, clock: Clock) -> bytes:
    """Return the reminders as a calendar file (.ics).

    Raises:
        SourceError: As :func:`reminders`.
        ForeignFileError: As :func:`reminders`.
    """
    return calendar_text(reminders(folder, clock), clock())


def _requests(folder: Path, clock: Clock) -> Iterator[Reminder]:
    workdays, today = read_workdays(folder), clock().date()
    for one in register_of(folder)[1].requests:
        due = request_clock(one, workdays, today).due
        if one.answered is None and due is not None:
            yield Reminder(
                of=Of.REQUEST,
                day=due.day,
                title=f"答复依申请公开 {one.number}",
                about="来不及的，在这天以前告诉申请人延长。",
                key=f"request-{one.number}",
                sure=due.sure,
            )


def _letters(folder: Path, clock: Clock) -> Iterator[Reminder]:
    for one in mailbox_seen(folder, clock).waiting:
        if one.due is not None:
            yield Reminder(
                of=Of.LETTER,
                day=one.due,
                title=f"答复来信 {one.number}",
                about=one.office,  # a telephone's calendar is no place for what somebody wrote
                key=f"letter-{one.number}",
            )


def _consultations(folder: Path, clock: Clock) -> Iterator[Reminder]:
    today = clock().date()
    for one in opinions_seen(folder).consultations:
        end = one.about.end
        if end is None or one.decision:
            continue
        if end >= today:
            yield Reminder(
                of=Of.CONSULTATION,
                day=end,
                title=f"征求意见最后一天：{one.about.title}",
                about=f"{one.about.item_id}，已经记了 {one.counted.count} 条意见。",
                key=f"consultation-{one.about.item_id}",
            )
        yield Reminder(
            of=Of.CONSULTATION,
            day=end + timedelta(days=DECISION_DAYS),
            title=f"公布意见采纳情况：{one.about.title}",
            about=f"{one.about.item_id}，在“台账 → 意见”里起草。",
            key=f"outcome-{one.about.item_id}",
        )


_READ = (_requests, _consultations, _letters)
