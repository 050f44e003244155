"""All that may be heard for what is written, form by form; nothing means: not mine.

Written beside the normaliser's rules and not from them: it shares only their tables (units,
currencies) and the words of numerals, and knows nothing of what a rule made of the text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from kit.text.normalise.heard_neighbours import (
    ALONE,
    AMOUNT_BEFORE,
    BELOW_ZERO_BEFORE,
    BORN,
    CALLED,
    CODE_BEFORE,
    CODE_BEHIND,
    CODE_TOLD_BEFORE,
    COUNTED,
    COUNTED_LATER,
    COUNTING_YEARS,
    COUNTS_BEFORE,
    COUNTS_BEHIND,
    DOTTED_DATE_BEFORE,
    FIGURE_AFTER,
    FIGURE_BEFORE,
    HIGH,
    HOTLINE,
    LOW,
    NAMED,
    RATIO,
    RATIO_BEHIND,
    SERVICE_BEHIND,
    YEAR,
    YEAR_BEHIND,
)
from kit.text.normalise.numerals import by_digit, cardinal
from kit.text.normalise.spoken_words import after, before
from kit.text.unit_signs import CURRENCIES, UNITS

if TYPE_CHECKING:
    from re import Match

Heard: TypeAlias = tuple[str, ...]


def as_digits(code: str) -> str:
    """Return the digits of a phone, one by one; 转 is kept."""
    return "".join(by_digit(c) if c.isdigit() else "转" if c == "转" else "" for c in code)


def as_value(written: str) -> Heard:
    """Return a number as a value; noughts behind the point may stay unsaid."""
    whole, _, decimals = re.sub("[,，]", "", written).partition(".")
    words = cardinal(int(whole or "0"))
    return tuple(
        f"{words}点{by_digit(said)}" if said else words
        for said in dict.fromkeys((decimals, decimals.rstrip("0")))
    )


def as_code(text: str) -> str:
    """Return letters and digits of a code, one by one."""
    return "".join(by_digit(c) if c.isdigit() else c for c in text if c.isalnum())


def as_number(match: Match[str]) -> Heard:
    """Return a number as a value, digit by digit, or either, as its neighbours want it."""
    written, near, behind = match[0], before(match, 80), after(match, 30)
    value = as_value(written)
    if not written.isdigit():
        return value
    one_by_one = (by_digit(written),)
    if len(written) > 1 and written.startswith("0"):
        # 08时 and 〔2026〕第015号 are said without the nought.
        padded = re.match(" ?[年月日时点分]", behind) or near.endswith(("第", "）"))
        return (*value, *one_by_one) if padded else one_by_one
    if re.fullmatch(YEAR, written) and YEAR_BEHIND.match(behind):
        return one_by_one
    of_document = near.endswith("）") and behind.startswith("号")
    counted = COUNTED.match(behind) or COUNTED_LATER.match(behind) or of_document
    if counted and not CODE_BEHIND.match(behind):
        return value
    if _is_named(written, near, behind):
        return one_by_one
    named = CODE_BEFORE.search(near) or CODE_BEHIND.match(behind) or NAMED.match(behind)
    if (
        (named and not COUNTING_YEARS.search(near))
        or HOTLINE.fullmatch(written)
        or len(written) > 6
    ):
        return (*value, *one_by_one)
    # 灯塔1502 may be a room as well as a count: without a word for either nobody knows.
    known = len(written) < 3 or COUNTS_BEFORE.search(near) or COUNTS_BEHIND.match(behind)
    return value if known else ()


def _is_named(digits: str, near: str, behind: str) -> bool:
    """Return whether a number is a name: a code, a hotline, the year 26年底, the 80后."""
    if len(digits) < 3:
        year = re.match("年(?:[底初末]|[上下]半年)", behind) and not COUNTING_YEARS.search(near)
        return bool(BORN.match(behind) or year)
    if CODE_BEFORE.search(near) or CODE_BEHIND.match(behind):
        return True
    if CODE_TOLD_BEFORE.search(near) and re.match(r"[，。；！？、\n]|$", behind):
        return True
    if not HOTLINE.fullmatch(digits):
        return False
    called = CALLED.search(near) or SERVICE_BEHIND.match(behind)
    # Five digits of this shape that count nothing are a hotline.
    return bool(called or (len(digits) > 4 and not COUNTS_BEFORE.search(near)))


def as_full_date(match: Match[str]) -> Heard:
    """Return 2026-11-23 as year, month and day."""
    year, month, day = (int(part) for part in match.group(1, 3, 4))
    return (f"{by_digit(str(year))}年{cardinal(month)}月{cardinal(day)}日",)


def as_year_and_month(match: Match[str]) -> Heard:
    """Return 2026-11 as year and month; 1665.2万 counts."""
    behind = after(match, 10)
    if match[0][4] == "." and (COUNTED.match(behind) or re.match(" ?[A-Za-z%℃㎡]", behind)):
        return ()
    return (f"{by_digit(match[1])}年{cardinal(int(match[2]))}月",)


def as_issue(match: Match[str]) -> Heard:
    """Return 2026-5期 as the fifth of its year."""
    return (f"{by_digit(match[1])}年第{cardinal(int(match[2]))}",)


def as_years(match: Match[str]) -> Heard:
    """Return 2025-2026 before 年."""
    first, last = by_digit(match[1]), by_digit(match[2])
    return f"{first}到{last}", f"{first}年到{last}"


def as_two_days(match: Match[str]) -> Heard:
    """Return 11.20—12.10 as two days, where a word behind it makes them days."""
    first, last = (
        f"{cardinal(int(m))}月{cardinal(int(d))}日"
        for m, d in zip(*[iter(match.groups())] * 2, strict=True)
    )
    return (f"{first}到{last}",)


def as_one_day(match: Match[str]) -> Heard:
    """Return (11.7) behind a day of the week as a day."""
    return (f"{cardinal(int(match[1]))}月{cardinal(int(match[2]))}日",)


def as_last_day(match: Match[str]) -> Heard:
    """Return the end of 2026.12.1-12.31."""
    return as_one_day(match) if DOTTED_DATE_BEFORE.search(before(match)) else ()


def as_known_day(match: Match[str]) -> Heard:
    """Return 3·15 and 5.1劳动节 as they are called."""
    if COUNTED.match(after(match, 10)) or int(match[1]) > 12 or not 0 < int(match[2]) < 32:
        return ()
    digits = match[1] + match[2]
    return ("十一",) if digits == "101" else (by_digit(digits),)


def as_clock(match: Match[str]) -> Heard:
    """Return 8:30 as an hour."""
    if RATIO.search(before(match)) or RATIO_BEHIND.match(after(match, 10)):
        return ()
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    words = f"{cardinal(hour)}点"
    minutes = f"{'零' if minute < 10 else ''}{cardinal(minute)}分"
    if second:
        return (f"{words}{minutes}{cardinal(second)}秒",)
    return {0: (words,), 30: (f"{words}半", words + minutes)}.get(minute, (words + minutes,))


def as_ratio(match: Match[str]) -> Heard:
    """Return 1:500 as a ratio."""
    ways: Heard = ("",)
    for part in match[0].split(":"):
        ways = tuple(f"{way}比{one}" if way else one for way in ways for one in as_value(part))
    return ways


def as_phone(match: Match[str]) -> Heard:
    """Return a phone digit by digit; the country may stay unsaid."""
    number = re.sub(r"^\+?86[- ]?", "", match[0])
    if COUNTED.match(after(match, 10)):
        return ()
    return tuple(
        dict.fromkeys((as_digits(number), as_digits(re.sub(r"-(\d{1,5})$", r"转\1", number))))
    )


def as_hotlines(match: Match[str]) -> Heard:
    """Return several hotlines, all digit by digit, however they are joined."""
    near = before(match)
    if COUNTED.match(after(match, 10)) or not (CALLED.search(near) or ALONE.search(near)):
        return ()
    return (as_code(match[0]),)


def as_share(match: Match[str]) -> Heard:
    """Return 12% with its 百分之."""
    per = {"%": "百分之", "‰": "千分之"}[match[2]]
    hundred = ("百",) if match[1] == "100" else ()
    return tuple(per + words for words in (*as_value(match[1]), *hundred))


def as_share_range(match: Match[str]) -> Heard:
    """Return 5%—7% with one 百分之 or two."""
    highs = as_value(match[3])
    ways = (
        (low, per, high) for low in as_value(match[1]) for per in ("百分之", "") for high in highs
    )
    return tuple(f"百分之{low}到{per}{high}" for low, per, high in ways)


def as_signed(match: Match[str]) -> Heard:
    """Return a number below or above nought; behind a figure a dash is no minus."""
    near = before(match)
    if match[1] == "-" and FIGURE_BEFORE.search(near) and not re.search("[-~至到] ?$", near):
        return ()
    per = {"%": "百分之", "‰": "千分之", None: ""}[match[3]]
    signs = {"-": ("零下", "负"), "+": ("加", "正"), "±": ("正负",)}[match[1]]
    return tuple(sign + per + value for sign in signs for value in as_value(match[2]))


def as_above_zero(match: Match[str]) -> Heard:
    """Return the second number of -2～5℃: without its sign it would be heard as below nought."""
    if not BELOW_ZERO_BEFORE.search(before(match)):
        return ()
    return tuple(f"零上{value}" for value in as_value(match[1]))


def as_degrees(match: Match[str]) -> Heard:
    """Return ℃, which may stay unsaid before the other end of a range."""
    return ("摄氏度", "") if re.match(" ?[-~]", after(match, 10)) else ("摄氏度",)


def as_fraction(match: Match[str]) -> Heard:
    """Return 1/3; padded with noughts it is a date that nobody knows."""
    upper, lower = match[1], match[2]
    if upper.startswith("0") or lower.startswith("0") or before(match).endswith("第"):
        return ()
    if _IS_BY.search(before(match)) and _BY_THEN.match(after(match, 6)):
        return (f"{cardinal(int(upper))}月{cardinal(int(lower))}日",)
    return (f"{cardinal(int(lower))}{match[3] or ''}分之{cardinal(int(upper))}",)


_IS_BY = re.compile("[于在] ?$")
_BY_THEN = re.compile(" ?(?:以前|之前|前(?![来往后期]))")
"""于3/4前 is a day; 完成3/4前 may be a share, and is refused."""


def as_money(match: Match[str]) -> Heard:
    """Return ¥400 with its currency behind."""
    scale, unit = match[3] or "", match[4] or CURRENCIES[match[1]]
    return tuple(f"{v}{scale}{unit}" for v in as_value(match[2]))


def as_hyphened(match: Match[str]) -> Heard:
    """Return a code with hyphens, digit by digit; numbers that rise (编号1-5) are a range."""
    near, behind = before(match, 80), after(match, 10)
    parts = re.split("[- ]+", match[0])
    if all(map(str.isdigit, parts)) and len(parts) == 3 and "肥" in near[-14:] + behind:
        return ("".join(cardinal(int(part)) for part in parts),)
    if re.fullmatch(r"([A-Z]+)\d+-\1\d+", match[0]):
        return ()
    if not (CODE_BEFORE.search(near) or CODE_BEHIND.match(behind) or match[0][0].isalpha()):
        return ()
    low, high = parts[0], parts[-1]
    rises = len(parts) == 2 and low.isdigit() and high.isdigit() and int(low) < int(high)
    if rises and "0" not in (low[0], high[0]) and len(low) < 4 and len(high) - len(low) < 2:
        return ()
    joints = ("", "杠") if match[0][0].isalpha() else ("杠",)
    return tuple(joint.join(map(as_code, parts)) for joint in joints)


def as_lettered(match: Match[str]) -> Heard:
    """Return A12, G319, PM2.5: letters, and digits one by one where there are many."""
    letters, digits = match[1], match[2]
    whole, *decimals = digits.split(".")
    ways = {by_digit(whole)} | ({cardinal(int(whole))} if len(whole) < 3 else set())
    if letters == "K" and after(match, 10).startswith("+"):
        ways = {cardinal(int(whole))}
    point = "".join(f"点{by_digit(part)}" for part in decimals)
    return tuple(f"{letters}{way}{point}" for way in sorted(ways))


def as_dash(match: Match[str]) -> Heard:
    """Return a dash: 到 between figures, elsewhere a pause; before a figure it never vanishes."""
    near, behind = before(match), after(match, 10)
    if FIGURE_BEFORE.search(near) and FIGURE_AFTER.match(behind):
        low, high = LOW.search(near), HIGH.match(behind)
        # 15.92-14.6 is a difference.
        return () if low and high and float(low[0]) >= float(high[0]) else ("到",)
    head = not near.rstrip(" ") or near.rstrip(" ").endswith("\n")
    return ("",) if head or not behind[:1].isdigit() else ()


def as_slash(match: Match[str]) -> Heard:
    """Return a slash: 每 behind an amount, elsewhere a pause."""
    near, behind = before(match), after(match, 10)
    if behind[:1].isdigit():
        # 20mg/100mL is a measure in a measure; 100元/200元 and 4G/5G are two things.
        within = re.search(r"\d ?[kmμµ]?[gLl]$|元$", near) and re.match(
            r"\d+ ?(?:[A-Za-z]|公斤|斤|吨|亩)", behind
        )
        return ("每",) if within else ("",)
    return ("每",) if AMOUNT_BEFORE.search(near) and re.match(r"[^\s，。；）]", behind) else ("",)


def as_point(match: Match[str]) -> Heard:
    """Return 每 for the point of 元/人·月."""
    return ("每",) if re.search(r"/[^\d，。；、/]{1,4}$", before(match)) else ("",)


def as_bare_decimal(match: Match[str]) -> Heard:
    """Return .5 with its nought."""
    return as_value(f"0{match[0]}")


def as_unit(match: Match[str]) -> Heard:
    """Return kg behind a number or a slash."""
    if not re.search(r"(?:\d ?[万亿千]?|/|[²³㎡㎥])$", before(match)):
        return ()
    said = UNITS.get(match[0])
    return (said,) if said else ()


def as_letters(match: Match[str]) -> Heard:
    """Return letters as they are."""
    return (match[0],)


def as_roman(match: Match[str]) -> Heard:
    """Return III as a number, or as letters."""
    names = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
    return (cardinal(names.index(match[0]) + 1), match[0]) if match[0] in names else ()


def as_dotted(match: Match[str]) -> Heard:
    """Return 1.2.3 with every point."""
    parts = match[0].split(".")
    return "点".join(map(by_digit, parts)), "点".join(cardinal(int(part)) for part in parts)


_SIGNS = {sign: tuple(ways.split("|")) for sign, _, ways in (entry.partition(":") for entry in (
    "+:加|正", "=:等于", "≥:大于等于", "≤:小于等于", ">:大于", "<:小于", "×:乘",
    "÷:除以", "&:和", "〇:零", "○:零|",
    "½:二分之一", "¼:四分之一", "¾:四分之三", "⅓:三分之一", "⅔:三分之二", "#:号|",
))}  # fmt: skip


def as_sign(match: Match[str]) -> Heard:
    """Return a sign's word, or nothing for a mark that is a pause."""
    sign = match[0]
    if sign in _SIGNS:
        return _SIGNS[sign]
    name = _numeric_sign(sign)
    if name:
        return (name,)
    return ("",) if not sign.isalnum() else ()


def _numeric_sign(sign: str) -> str:
    """Return ①, ⑴, ⒈, ㈠, ❶, Ⅳ in words; empty for any other sign."""
    value = unicodedata.numeric(sign, None)
    if value is None or value != int(value) or sign.isascii():
        return ""
    return cardinal(int(value))


def as_label(match: Match[str]) -> Heard:
    """Return the number of a list's entry."""
    return (cardinal(int(match[1])),)


def as_none(_match: Match[str]) -> Heard:
    """Return 0件, which is no spare part."""
    return ("没有", "零件")


def as_megabits(match: Match[str]) -> Heard:
    """Return 100M宽带."""
    return tuple(f"{value}兆" for value in as_value(match[1]))
