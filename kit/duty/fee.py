"""The fee for more requests than is usual (信息处理费): by pieces or by pages, each step dearer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# 国办函〔2020〕109号 第四条、第五条: up to how many, and yuan for each of them.
_PIECES = ((10, 0), (30, 100))
_PAGES = ((30, 0), (100, 10), (200, 20))
_DEAREST_PAGE = 40
_DEARER_EVERY, _DEARER_BY = 10, 100
_WRITTEN = re.compile(r"(?:(第)(\d{1,4})件|(\d{1,6})页)")


@dataclass(frozen=True, slots=True)
class Fee:
    """What one request costs, and how that is counted."""

    told: str
    yuan: int


def fee_of(text: str) -> Fee | None:
    """Return the fee of what is written in the register: 第35件 of the month, or 120页.

    None where it is neither: an amount that is not counted by the rule must not leave the house.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return None
    if found[1]:
        number = int(found[2])
        told = f"您本月向本机关提出的申请，这是第{number}件，按件计收"
        return Fee(told, _piece_yuan(number)) if number else None
    pages = int(found[3])
    return Fee(f"提供的信息共{pages}页，按量计收", _pages_yuan(pages)) if pages else None


def _piece_yuan(number: int) -> int:
    for most, yuan in _PIECES:
        if number <= most:
            return yuan
    most, yuan = _PIECES[-1]
    return yuan + -(-(number - most) // _DEARER_EVERY) * _DEARER_BY


def _pages_yuan(pages: int) -> int:
    steps = ((0, 0), *_PAGES)
    ranges = ((before, most, yuan) for (before, _), (most, yuan) in pairwise(steps))
    within = sum((min(pages, most) - min(pages, before)) * yuan for before, most, yuan in ranges)
    return within + max(0, pages - _PAGES[-1][0]) * _DEAREST_PAGE
