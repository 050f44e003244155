"""How an item's number (编号) is made: DX-2026-004."""

from __future__ import annotations

import re
from functools import lru_cache

ITEM_ID = re.compile(r"([A-Z]{2,8})-(\d{4})-(\d{3,6})")


@lru_cache(maxsize=1 << 15)
def in_order(number: str) -> tuple[str, int, str]:
    """Return the key that sorts numbers by year and count, the same for 005 and 0005."""
    match = ITEM_ID.fullmatch(number)
    return (match.group(2), int(match.group(3)), match.group(1)) if match else ("", 0, number)
