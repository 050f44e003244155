"""Readings that live in fixed words alone (哪吒, 委蛇): elsewhere nobody says them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("bound_readings.txt")


def is_bound(character: str, reading: str) -> bool:
    """Return whether a character is read so in fixed words alone."""
    return (character, reading) in bound_readings()


@cache
def bound_readings() -> dict[tuple[str, str], str]:
    """Return every such character and reading with a phrase it lives in."""
    lines = _FILE.read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {(character, reading): phrase for character, reading, phrase in rows}
