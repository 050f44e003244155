"""What is due: requests, letters, consultations and their outcomes, as list and calendar file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kit.duty.reminders import Reminder, calendar_text
from kit.duty.requests import clock as request_clock
from kit.duty.workdays import read_workdays
from kit.model.of_the_day import DECISION_DAYS
from kit.office.mailbox import mailbox_seen
from kit.office.opinions import opinions_seen
from kit.office.request_register import register_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from kit.progress import Clock


def reminders(folder: Path, clock: Clock) -> tuple[Reminder, ...]:
    """Return what is due and not done yet, the latest first to be done first.

    Raises:
        SourceError: The workspace or a register cannot be read.
        ForeignFileError: A register cannot be read.
    """
    today = clock().date()
    found = (
        *_requests(folder, today),
        *_consultations(folder, today),
        *_letters(folder, clock),
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def reminder_file(folder: Path, clock: Clock) -> bytes:
    """Return the reminders as a calendar file (.ics).

    Raises:
        SourceError: As :func:`reminders`.
        ForeignFileError: As :func:`reminders`.
    """
    return calendar_text(reminders(folder, clock), clock())


def _requests(folder: Path, today: date) -> Iterator[Reminder]:
    workdays = read_workdays(folder)
    for one in register_of(folder)[1].requests:
        due = request_clock(one, workdays, today).due
        if one.answered is None and due is not None:
            yield Reminder(
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
                day=one.due,
                title=f"答复来信 {one.number}",
                about=one.office,  # a telephone's calendar is no place for what somebody wrote
                key=f"letter-{one.number}",
            )


def _consultations(folder: Path, today: date) -> Iterator[Reminder]:
    for one in opinions_seen(folder).consultations:
        end = one.about.end
        if end is None or one.decision:
            continue
        if end >= today:
            yield Reminder(
                day=end,
                title=f"征求意见最后一天：{one.about.title}",
                about=f"{one.about.item_id}，已经记了 {one.counted.count} 条意见。",
                key=f"consultation-{one.about.item_id}",
            )
        yield Reminder(
            day=end + timedelta(days=DECISION_DAYS),
            title=f"公布意见采纳情况：{one.about.title}",
            about=f"{one.about.item_id}，在“台账 → 意见”里起草。",
            key=f"outcome-{one.about.item_id}",
        )
