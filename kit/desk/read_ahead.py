"""The week read while the browser comes up, so that the first page need not wait for it."""

from __future__ import annotations

import contextlib
from threading import Event, Thread
from typing import TYPE_CHECKING

from kit.desk.pages_at_need import loaded

if TYPE_CHECKING:
    from kit.desk.here import Place

_read = Event()
_read.set()  # nobody waits for what was not begun


def read_ahead(place: Place) -> None:
    """Begin to read the present week; whoever asks for it meanwhile waits for that one reading."""
    _read.clear()
    Thread(target=_read_week, args=(place,), daemon=True).start()


def is_reading() -> bool:
    """Return whether the week is still being read for the first time."""
    return not _read.is_set()


def _read_week(place: Place) -> None:
    try:
        # Whatever it is that cannot be read, the page that asks for it meets it again and tells it.
        with contextlib.suppress(Exception):
            loaded("kit.office.kept_week").week_work(place.folder, "", place.clock)
            loaded("kit.office.reminders").coming_days(place.folder, place.clock)
    finally:
        _read.set()
