"""Numbers in every written form: digits, Chinese, capital, spoken and mixed."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    character: value
    for value, row in enumerate(
        (
            "零〇○",
            "一壹幺弌",
            "二贰两俩貳",
            "三叁仨叄",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒",
            "八捌",
            "九玖",
        )
    )
    for character in row
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卅": 30, "卌": 40}

PLAIN_DIGITS = "零〇○一二三四五六七八九"
ONE_TO_NINE = PLAIN_DIGITS[3:]
CHINESE = "".join((*_DIGITS, *_UNITS, *_LARGE, *_TENS))
"""Every character a number may be written with."""
_FIRST = "".join((*_DIGITS, *_TENS, "十拾"))
# 千 before 米 or 克 is a part of the unit: 10千米 is no 10000.
_THOUSAND = "[千仟](?![米克瓦伏赫帕安])"
_NEXT = f"(?:[{CHINESE.replace('千', '').replace('仟', '')}]|{_THOUSAND})"
_ARABIC = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?=(?:\.\d+)?(?:万?元|亩|吨|人|户))|\d+)"
    r"(?:\.\d+)?"
    r"|(?<!\d)\.\d+"
)
NUMBER = (
    rf"(?:(?:{_ARABIC})"
    rf"(?:(?:[十百万亿拾佰]|{_THOUSAND})(?:\d+(?:\.\d+)?(?=[百千万亿])|\d*{_NEXT}*))*"
    rf"|[{_FIRST}]{_NEXT}*(?:点[{PLAIN_DIGITS}]+[万亿]?)?)"
)
"""Pattern of a number in any form; :func:`number` gives its value."""
_VAGUE = re.compile(
    rf"(?P<ten>[{ONE_TO_NINE}]?十)?(?P<low>[{ONE_TO_NINE}两])(?P<high>[{ONE_TO_NINE}])(?P<unit>[十百千万]?)"
)
_IN_DIGITS = re.compile(r"\d*(?:\.\d+)?")
_PART = re.compile(r"\d+(?:\.\d+)?|.")


def digits_said(text: str) -> str:
    """Return characters said one by one as digits: 12393 for 幺二三九三."""
    return "".join(str(_DIGITS[character]) for character in text if character in _DIGITS)


def vague_ends(text: str) -> tuple[Decimal, Decimal] | None:
    """Return between what 六七, 十二三 and 三四十 are; None for what is no such pair."""
    match = _VAGUE.fullmatch(text)
    low = number(f"{match['ten'] or ''}{match['low']}{match['unit']}") if match else None
    high = number(f"{match['ten'] or ''}{match['high']}{match['unit']}") if match else None
    return (low, high) if low is not None and high is not None and low < high else None


def number(text: str) -> Decimal | None:
    """Return the value of a number in any form; None where it has none (七八, 一百三五).

    Digits said one by one count as a year is read: 二零二六 is 2026. A last digit takes the next
    smaller place, as people say it: 四百五 is 450, 一万五 is 15000.
    """
    plain = text.replace(",", "").replace(" ", "")
    if plain and _IN_DIGITS.fullmatch(plain):
        return Decimal(f"0{plain}" if plain.startswith(".") else plain)
    whole, _, rest = plain.partition("点")
    if not rest:
        return _whole(whole)
    value, said = _whole(whole), digits_said(rest)
    if value is None or not said:
        return None
    return (value + Decimal(f"0.{said}")) * _LARGE.get(rest[-1], 1)


def _whole(text: str) -> Decimal | None:
    if len(text) > 1 and all(character in _DIGITS for character in text):
        # 七八 is some seven or eight, not 78.
        return (
            None if len(text) == 2 and "0" not in digits_said(text) else Decimal(digits_said(text))
        )
    total, section, digit, last = Decimal(0), Decimal(0), Decimal(0), 1
    open_digit = False
    for part in _PART.findall(text):
        if part[0] in "0123456789" or part in _DIGITS:
            if open_digit and digit:
                return None
            digit = Decimal(part) if part not in _DIGITS else Decimal(_DIGITS[part])
            open_digit = True
            # After 零 a digit stands for itself: 一百零五 is 105.
            last = 1 if part in "零〇○" else last
            continue
        if part in _TENS:
            section, last = section + _TENS[part], 10
        elif part in _UNITS:
            section, last = section + (digit if open_digit else 1) * _UNITS[part], _UNITS[part]
        elif part in _LARGE:
            last = _LARGE[part]
            # 两亿三千万 is a sum; in 三万亿 all that stands before is multiplied.
            if total >= last:
                total += (section + digit) * last
            else:
                total = (total + section + digit) * last
            section = Decimal(0)
        else:
            return None
        digit, open_digit = Decimal(0), False
    next_place = digit * last / 10 if last >= 100 and digit < 10 else digit
    return total + section + next_place
