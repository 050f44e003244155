"""An independent reader of spoken Chinese: numbers, dates and phones back to values.

Written without a look at the kit's own numerals, so that the two can disagree.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "幺": 1, "〇": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[零一二两三四五六七八九十百千万亿点]"


def value_of(words: str) -> Decimal:
    """Return what a number in words is worth: 一万零一十六 10016, 三点五万 35000."""
    for name, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        head, found, tail = words.partition(name)
        if found and not (name == "万" and "亿" in tail):
            return value_of(head) * size + (value_of(tail) if tail else 0)
    whole, _, decimals = words.partition("点")
    value = Decimal(_below_ten_thousand(whole))
    if decimals:
        value += Decimal("0." + "".join(str(_VALUES[c]) for c in decimals))
    return value


def _below_ten_thousand(words: str) -> int:
    value, digit = 0, None
    for character in words:
        if character in _SMALL:
            value += (1 if digit in {None, 0} else digit) * _SMALL[character]
            digit = None
        else:
            assert digit in {None, 0}, f"two digits side by side in {words}"
            digit = _VALUES[character]
    return value + (digit or 0)


def digits_of(words: str) -> str:
    """Return the digits of a number said one by one; pauses are left out."""
    return "".join(str(_VALUES[c]) for c in words if c not in "，、 ")


def date_of(words: str, *, year: int) -> date:
    """Return a spoken date; ``year`` stands in where none is said."""
    match = re.fullmatch(
        r"(?:([零一二三四五六七八九]{4})年)?([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]",
        words,
    )
    assert match, f"{words} is no date"
    said = int(digits_of(match[1])) if match[1] else year
    return date(said, int(value_of(match[2])), int(value_of(match[3])))


def dates_in(spoken: str, *, year: int) -> list[date]:
    """Return the dates heard in a text."""
    numeral = "[一二三四五六七八九十]"
    pattern = rf"(?:[零一二三四五六七八九]{{4}}年)?{numeral}{{1,2}}月{numeral}{{1,3}}[日号]"
    return [date_of(match, year=year) for match in re.findall(pattern, spoken)]


def amounts_in(spoken: str) -> list[Decimal]:
    """Return the sums of money heard in a text, in 元."""
    return [value_of(words) for words in re.findall(rf"({_NUMERAL}+)元", spoken)]


def phones_in(spoken: str) -> list[str]:
    """Return runs of three and more digits said one by one."""
    without_years = re.sub(r"[零一二三四五六七八九]{4}年", "", spoken)
    runs = re.findall(r"(?:[零幺二三四五六七八九]{2,}，?)+", without_years)
    return [digits_of(run) for run in runs if len(digits_of(run)) >= 3]
