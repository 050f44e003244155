"""Numbers that belong to one person: identity cards, bank accounts, mobiles.

Used on the clerk's source and on everything made from it. What is found is told by kind and
place only: findings are printed, logged and mailed, so the number itself never leaves the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


class PrivateKind(StrEnum):
    """Whose number it is."""

    ID_NUMBER = "身份证号"
    BANK = "银行账号"
    MOBILE = "手机号"


@dataclass(frozen=True, slots=True)
class PrivateNumber:
    """Where a private number stands in a text; the number is left there."""

    kind: PrivateKind
    start: int
    end: int


_WIDE = str.maketrans("０１２３４５６７８９－Ｘｘ", "0123456789-XX")
# One blank or hyphen between digits is how people and broken lines write them.
_LONG = re.compile(r"(?<![\dA-Za-z.*-])\d(?:[ -]?\d|\n\d){13,18}[ -]?[\dXx]?(?![\dA-Za-z*]|\.\d)")
_MOBILE = re.compile(r"(?<![\dA-Za-z.*-])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\d*])")
_ACCOUNT_BEFORE = re.compile(r"(?:账号|账户|帐号|帐户|卡号|一卡通|银行卡|存折)[^。；\n]{0,12}$")


def find_private(text: str, *, known: Container[str] = ()) -> tuple[PrivateNumber, ...]:
    """Return the private numbers in ``text``, in order.

    ``known`` holds digits of numbers that are an office's own, such as a duty mobile.
    """
    plain = text.translate(_WIDE)
    found = [*_long_numbers(plain), *_mobiles(plain, known)]
    return tuple(sorted(found, key=lambda number: number.start))


def without_private(message: str) -> str:
    """Return a message with every long number and mobile left out, right or mistyped.

    Messages are printed, logged and mailed; who wrote the number finds it by its place.
    """
    for pattern in (_LONG, _MOBILE):
        for match in reversed(list(pattern.finditer(message.translate(_WIDE)))):
            message = f"{message[: match.start()]}……{message[match.end() :]}"
    return message


def is_id_number(text: str) -> bool:
    """Return whether ``text`` is an identity-card number of 18 or 15 digits.

    The area is not looked up: 350822 was abolished in 2014 and stands on the card of nearly
    every adult villager here. Birth date and GB 11643 check digit are enough.
    """
    if re.fullmatch(r"\d{15}", text):
        return _is_day(f"19{text[6:12]}")
    if not re.fullmatch(r"\d{17}[\dXx]", text) or not _is_day(text[6:14]):
        return False
    weights = (2**power % 11 for power in range(17, 0, -1))
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], weights, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def is_mobile(text: str) -> bool:
    """Return whether ``text`` is a mobile number and nothing else."""
    return _MOBILE.fullmatch(text.translate(_WIDE).strip()) is not None


def passes_luhn(digits: str) -> bool:
    """Return whether the last digit is the check digit of a bank card (GB/T 15694)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (place % 2 + 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _long_numbers(text: str) -> Iterator[PrivateNumber]:
    for match in _LONG.finditer(text):
        digits = re.sub(r"[ \n-]", "", match[0])
        if is_id_number(digits):
            yield PrivateNumber(PrivateKind.ID_NUMBER, match.start(), match.end())
        elif len(digits) >= 16 and digits.isdigit() and passes_luhn(digits):
            # Luhn alone passes every tenth number; cards of this country begin with 62.
            before = text[max(0, match.start() - 24) : match.start()]
            if digits.startswith("62") or _ACCOUNT_BEFORE.search(before):
                yield PrivateNumber(PrivateKind.BANK, match.start(), match.end())


def _mobiles(text: str, known: Container[str]) -> Iterator[PrivateNumber]:
    for match in _MOBILE.finditer(text):
        if re.sub(r"\D", "", match[1]) not in known:
            yield PrivateNumber(PrivateKind.MOBILE, match.start(1), match.end(1))


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= day.year <= 2099
