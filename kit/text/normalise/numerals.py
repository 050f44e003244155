"""Chinese numerals as they are read aloud, from digits as they are written."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
# One and seven rhyme in Chinese; on the phone, one is therefore said as yāo.
_PHONE_DIGITS = "零幺二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4), ("", 1))
LARGEST = 10**16


def by_digit(digits: str) -> str:
    """Return ``digits`` read one by one: 2021 二零二一."""
    return "".join(_DIGITS[int(digit)] for digit in digits)


def by_phone_digit(digits: str) -> str:
    """Return ``digits`` read one by one with 幺 for one: 12110 幺二幺幺零."""
    return "".join(_PHONE_DIGITS[int(digit)] for digit in digits)


def cardinal(number: int, *, counting: bool = True) -> str:
    """Return a whole number below 10¹⁶ in words: 12345 一万二千三百四十五.

    When ``counting``, a leading two is 两 before 百, 千, 万 and 亿, as it is spoken:
    两百元, but 第二百条. Elsewhere it stays 二.
    """
    if number == 0:
        return "零"
    words = ""
    gap = False
    for name, size in _GROUPS:
        group, number = divmod(number, size)
        if group:
            words += _group(group, first=not words, gap=gap or group < 1000) + name
        gap = not group
    if counting and words[0] == "二" and words[1:2] in {"百", "千", "万", "亿"}:
        words = "两" + words[1:]
    return words


def _group(group: int, *, first: bool, gap: bool) -> str:
    """Return one to four digits in words; ``gap`` says that a nought stands before them."""
    words = ""
    nought = gap and not first
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            nought = nought or bool(words)
            continue
        if nought:
            words += "零"
            nought = False
        # 十六, but 一百一十六 and 一万零一十六.
        bare_ten = place == 1 and digit == 1 and not words and first
        words += ("" if bare_ten else _DIGITS[digit]) + _PLACES[place]
    return words


def number(written: str, *, counting: bool = True) -> str:
    """Return a number with or without decimals in words: 3.50 三点五零."""
    whole, _, decimals = written.partition(".")
    words = cardinal(int(whole), counting=counting)
    return f"{words}点{by_digit(decimals)}" if decimals else words


def measure(written: str, *, counting: bool = True) -> str:
    """Return a measured number in words, without noughts that say nothing: 14.60 十四点六."""
    short = written.rstrip("0").rstrip(".") if "." in written else written
    return number(short, counting=counting)
