"""Days that must not be missed, as a calendar file (.ics) for telephone and computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

_MOST_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_EARLIER_DAYS = 3


class Of(StrEnum):
    """What a day is of: the register in which it is noted as done."""

    REQUEST = "依申请公开"
    LETTER = "来信"
    CONSULTATION = "意见"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A day and what has to be done by then."""

    of: Of
    day: date
    title: str
    about: str
    key: str
    """The same in every file made: a calendar moves the entry instead of adding one."""
    sure: bool = True
    """False where the day may still move: 暂定."""


def calendar_text(reminders: Iterable[Reminder], now: datetime) -> bytes:
    """Return the reminders as a calendar (RFC 5545), each with an alarm three days before."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kit//duty//ZH", "CALSCALE:GREGORIAN"]
    for one in reminders:
        lines += _event(one, stamp)
    lines.append("END:VCALENDAR")
    return "".join(folded + "\r\n" for line in lines for folded in _folded(line)).encode()


def _event(one: Reminder, stamp: str) -> Iterator[str]:
    unsure = "" if one.sure else "（暂定）"
    yield from ("BEGIN:VEVENT", f"UID:{one.key.translate(_ESCAPED)}@kit", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{(one.title + unsure).translate(_ESCAPED)}"
    yield f"DESCRIPTION:{one.about.translate(_ESCAPED)}"
    yield from ("TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY")
    yield f"DESCRIPTION:{one.title.translate(_ESCAPED)}"
    yield from (f"TRIGGER:-P{_EARLIER_DAYS}D", "END:VALARM", "END:VEVENT")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, none cut through a character."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _MOST_OCTETS:
            yield part
            part, size = " ", 1
        part += character
        size += octets
    yield part
