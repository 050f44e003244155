"""What a code may carry: how long an address or a text may be, and how a page's is built."""

from __future__ import annotations

MOST_PAGE_CHARACTERS = 46
"""Fits a code of version 4 at level Q: 33 modules, coarse enough for a wet, folded sheet."""

MOST_LINK_CHARACTERS = 60
"""Version 5: an article of WeChat has 49, and nobody can shorten it."""

MOST_ESSENTIALS_CHARACTERS = 137
"""Chinese characters in version 15 at level M, the finest code phones read at 20 cm."""

MOST_ESSENTIALS_BYTES = 3 * MOST_ESSENTIALS_CHARACTERS

_LONGEST_CODE_ID = "26W48-100"


def page_address(host: str, code_id: str) -> str:
    """Return the address of a public page."""
    return f"https://{host}/D/{code_id}"


MOST_HOST_CHARACTERS = MOST_PAGE_CHARACTERS - len(page_address("", _LONGEST_CODE_ID))
