"""A defect of the kit written down for whoever maintains it: where, never about whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit import __version__

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LOG = "kit.log"
_MOST_BYTES = 2_000_000
"""A defect that comes back every second must not fill a disk."""
_PRIVATE = re.compile(r"(?<![\w.])\d[\d\s-]{5,}[\dXx]")
"""What may be a number of a person: an error may quote what it could not read."""


def write_defect(folder: Path, trace: str, now: datetime) -> str:
    """Return what to tell the person in front, after the traceback went into ``kit.log``.

    Where the disk does not take it, the person is told so, and nothing else is lost.
    """
    path = folder / LOG
    text = f"{now.isoformat()} kit {__version__}\n{_PRIVATE.sub('…', trace)}\n"
    try:
        if not path.exists() or path.stat().st_size < _MOST_BYTES:
            with path.open("a", encoding="utf-8") as log:
                log.write(text)
    except OSError:
        return "软件自己出了错，又写不进 kit.log：请看磁盘满了没有。"
    return "软件自己出了错。做好的各期没有动，填的字还在。"
