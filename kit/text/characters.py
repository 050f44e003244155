"""Which characters are Chinese, and which of them everybody knows."""

from __future__ import annotations

import re

_HAN = re.compile("[\u3400-\u4dbf一-鿿〇\U00020000-\U0003ffff]")


def is_chinese(character: str) -> bool:
    """Return whether a character is a Chinese one."""
    return bool(_HAN.match(character))


def is_rare(character: str) -> bool:
    """Return whether a Chinese character is outside the 3755 of everyday use (GB 2312, level 1)."""
    if not is_chinese(character) or character in "幺〇":
        return False  # the normaliser's own words for one and zero, in every phone and year
    code = character.encode("gb2312", "ignore")
    return not code or not 0xB0 <= code[0] <= 0xD7
