"""Numbers written in Chinese characters, read as values: 五百 is 500, 十四点六万 is 146000."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "一": 1, "幺": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def chinese_number(text: str) -> Decimal | None:
    """Return the value of a number in Chinese characters, None where it is not one.

    Digits read one by one (二零二六) count as a year or a phone is read: 2026. 四百五 is 450,
    as people say it.
    """
    whole, _, rest = text.partition("点")
    if not rest:
        return _whole(whole)
    large = _LARGE.get(rest[-1], 1)
    digits = rest[:-1] if large > 1 else rest
    value = _whole(whole)
    if value is None or not digits or not all(character in DIGITS for character in digits):
        return None
    return (value + Decimal(f"0.{spoken_digits(digits)}")) * large


def spoken_digits(text: str) -> str:
    """Return characters read one by one as Arabic digits, such as 12393 for 幺二三九三."""
    return "".join(str(DIGITS[character]) for character in text if character in DIGITS)


def _whole(text: str) -> Decimal | None:
    if not text or any(c not in DIGITS and c not in _UNITS and c not in _LARGE for c in text):
        return None
    if len(text) > 1 and all(character in DIGITS for character in text):
        return Decimal(spoken_digits(text))
    return Decimal(_sum_of_parts(text))


def _sum_of_parts(text: str) -> int:
    total, section, digit, last_unit = 0, 0, 0, 1
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
            # After 零 a digit stands for itself: 一百零五 is 105, 一百五 is 150.
            last_unit = 1 if digit == 0 else last_unit
        elif character in _UNITS:
            unit = _UNITS[character]
            section += (digit or 1) * unit
            digit, last_unit = 0, unit
        else:
            large = _LARGE[character]
            total = (total + section + digit) * large
            section, digit, last_unit = 0, 0, large
    colloquial = digit * last_unit // 10 if last_unit >= 100 else digit
    return total + section + colloquial
