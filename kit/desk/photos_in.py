"""Photos that were dropped and wait for the child that reads them."""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING

from kit.desk.here import here

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FOLDER = "photos"


def keep_photos(photos: Iterable[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Return the photos' names with the paths at which the child finds them."""
    waiting = _waiting() / secrets.token_hex(16)
    waiting.mkdir(parents=True)
    kept = []
    for number, (name, data) in enumerate(photos):
        path = waiting / f"{number:02}"
        path.write_bytes(data)
        kept.append((name, str(path)))
    return kept


def forget_photos() -> None:
    """Remove what an earlier child left behind; only while none is reading."""
    shutil.rmtree(_waiting(), ignore_errors=True)


def _waiting() -> Path:
    return here().private / _FOLDER
