"""Practising with the example on any day: its week is the present one for whoever opens it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.plan.week import Week
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.item import Item
    from kit.progress import Clock

_OFFICE_OPENS = time(8)


def practice_clock(folder: Path, clock: Clock) -> Clock:
    """Return a clock that stands in the example's week, on today's weekday at this hour.

    The dates of the example stay: they stand in its sentences too, and in its tables and
    recordings. Of a workspace that is no example, or not filled in yet, the clock as it is.
    """
    try:
        workspace = open_workspace(folder)
    except SourceError:
        return clock
    if not workspace.township.sample or not workspace.items:
        return clock
    week, present = sample_week(workspace.items), Week.of(clock().date())
    moved = present.monday - week.monday
    return (lambda: clock() - moved) if moved else clock


def sample_week(items: Sequence[Item]) -> Week:
    """Return the week in which most of the items are put up."""
    weeks = Counter(Week.of(one.dates.publish) for one in items)
    return weeks.most_common(1)[0][0]


def signed_in_time(items: Sequence[Item], now: datetime) -> datetime:
    """Return when the example was signed: now, or in its own week where that is over.

    A signature of a later day than the one that is practised would be the newest for ever.
    """
    monday = sample_week(items).monday
    if now.date() < monday + timedelta(days=7):
        return now
    return datetime.combine(monday, _OFFICE_OPENS, now.tzinfo)
