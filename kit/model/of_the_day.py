"""What a day says of items: all that the checks ask of today's date, and nothing else is.

Apart and light: what was found on one day holds on another that says the same.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from kit.model.item import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kit.model.item import Item, Phone

_DIALLED_DAYS = 366
DECISION_DAYS = 30
"""After the end of a consultation: by then its outcome should be known."""


class Dialled(Enum):
    """When a number was dialled, seen from a day."""

    NEVER = "never"
    AFTERWARDS = "afterwards"
    LONG_AGO = "long ago"
    LATELY = "lately"


def is_outdated(item: Item, today: date) -> bool:
    """Return whether an item that is valid should have come down already."""
    expire = item.dates.expire
    return expire is not None and expire < today and item.status is Status.VALID


def dialled(phone: Phone, today: date) -> Dialled:
    """Return when a number was dialled."""
    if phone.dialled is None:
        return Dialled.NEVER
    if phone.dialled > today:
        return Dialled.AFTERWARDS
    is_old = today - phone.dialled > timedelta(days=_DIALLED_DAYS)
    return Dialled.LONG_AGO if is_old else Dialled.LATELY


def is_decision_late(item: Item, today: date) -> bool:
    """Return whether a consultation ended so long ago that its outcome should be known."""
    end = item.dates.period_end
    return end is not None and (today - end).days > DECISION_DAYS


def of_the_day(items: Iterable[Item], today: date) -> tuple[object, ...]:
    """Return all that ``today`` says of the items, the same where two days say the same."""
    return tuple(
        (
            item.item_id,
            is_outdated(item, today),
            is_decision_late(item, today),
            tuple(dialled(phone, today).value for phone in item.phones),
        )
        for item in items
    )
