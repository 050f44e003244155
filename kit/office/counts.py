"""How often a page was opened, by day and item: numbers only, nothing of who opened it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from kit.source.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

FILE = "counts.tsv"
FEWEST_SHOWN = 5
"""Fewer are not told apart: on a small stall, one opening may be one known person."""
_SAVE_EVERY_S = 30.0


class Counts:
    """Counts openings; kept in memory, and in a small file where there is one."""

    def __init__(self, file: Path | None, today: Callable[[], date]) -> None:
        self._file = file
        self._today = today
        self._lock = threading.Lock()
        self._counts = _read(file)
        self._saved_s = time.monotonic()

    def add(self, code: str) -> None:
        """Count one opening of a page today."""
        with self._lock:
            key = (self._today().isoformat(), code)
            self._counts[key] = self._counts.get(key, 0) + 1
            due = time.monotonic() - self._saved_s > _SAVE_EVERY_S
        if due:
            self.save()

    def save(self) -> None:
        """Write the counts to their file.

        Raises:
            StorageError: The disk does not take it.
        """
        with self._lock:
            self._saved_s = time.monotonic()
            lines = [f"{day}\t{code}\t{n}\n" for (day, code), n in sorted(self._counts.items())]
            if self._file is not None and lines:
                write_atomic(self._file, "".join(lines).encode("ascii"))

    def shown(self) -> tuple[tuple[str, str, str], ...]:
        """Return day, printed number and count as it may be told: below five, that it is so."""
        with self._lock:
            return tuple((d, code, told(n)) for (d, code), n in sorted(self._counts.items()))


def told(count: int) -> str:
    """Return a count as it may be told."""
    return str(count) if count >= FEWEST_SHOWN else f"<{FEWEST_SHOWN}"


def _read(file: Path | None) -> dict[tuple[str, str], int]:
    """Return what was counted before; a broken line is left out, for no page depends on it."""
    counts: dict[tuple[str, str], int] = {}
    if file is None or not file.is_file():
        return counts
    for line in file.read_text("ascii", errors="replace").splitlines():
        day, _, rest = line.partition("\t")
        code, _, number = rest.partition("\t")
        if number.isdecimal():
            counts[day, code] = int(number)
    return counts
