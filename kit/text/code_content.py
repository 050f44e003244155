"""What a code may carry: how long an address or a text may be, and how a page's is built."""

from __future__ import annotations

import re

MOST_PAGE_CHARACTERS = 46
"""Fits a code of version 4 at level Q: 33 modules, coarse enough for a wet, folded sheet."""

MOST_LINK_CHARACTERS = 60
"""Version 5: an article of WeChat has 49, and nobody can shorten it."""

MOST_ESSENTIALS_CHARACTERS = 137
"""Chinese characters in version 15 at level M, the finest code phones read at 20 cm."""

MOST_ESSENTIALS_BYTES = 3 * MOST_ESSENTIALS_CHARACTERS

PRINTED = re.compile(r"(\d{2}W\d{2}-\d{2,3})(?:-([0-9A-HJKMNP-TV-Z]{4}))?")
"""A number on paper: the code, and the wording it was printed with; older paper has none."""

_CHECK_CHARACTERS = 4
_VERSION_4_BITS = 384  # ISO/IEC 18004, table 7: version 4 at level Q
_LETTERS_HEAD_BITS = 13  # mode and length of a segment of capitals and digits
_BYTES_HEAD_BITS = 12


def printed_number(code_id: str, check_code: str) -> str:
    """Return the number on a sheet: ``26W48-04-7QF3``, the code and the wording's check code."""
    return f"{code_id}-{check_mark(check_code)}"


def check_mark(check_code: str) -> str:
    """Return the beginning of a check code, by which wordings on paper are told apart."""
    return check_code[:_CHECK_CHARACTERS]


def page_address(host: str, number: str) -> str:
    """Return the address of the public page of a printed number.

    Capitals right after the host: so the code is no finer than it was with ``/D/26W48-04``
    alone, see :func:`segments`.
    """
    return f"https://{host}/{number}"


def segments(payload: str) -> tuple[str, str]:
    """Return the part of a payload that needs bytes, and the part of capitals and digits.

    Two of those take eleven bits in place of sixteen, which pays for the wording's check code.
    """
    match = _ADDRESS.fullmatch(payload)
    return (match[1], match[2]) if match else (payload, "")


# From six capitals on a segment of its own is shorter, its head included.
_ADDRESS = re.compile(r"(https?://[^/A-Z]+)(/(?=.{5})[0-9A-Z/-]+)")


def _most_host_characters() -> int:
    number = "/" + printed_number("26W48-100", "7QF3")
    letters = len(number) // 2 * 11 + len(number) % 2 * 6
    room = _VERSION_4_BITS - _LETTERS_HEAD_BITS - letters - _BYTES_HEAD_BITS
    return room // 8 - len("https://")


MOST_HOST_CHARACTERS = _most_host_characters()
"""With it the code of a page stays within version 4."""
