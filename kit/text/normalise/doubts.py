"""Figures that can be read in two ways: refused, so that a person writes what is meant.

A refusal costs a clerk a minute; a wrong guess costs a village the right day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.code_forms import COUNTED
from kit.text.figures.day_forms import DAYS_BEHIND
from kit.text.normalise.say_figures import NUMBER
from kit.text.normalise.spoken_words import Rule, Unreadable, after, before

if TYPE_CHECKING:
    from re import Match

    from kit.text.normalise.spoken_words import Reading

# A unit may stand behind the last of several numbers: 1980、2000、2050元.
_SHARED_UNIT = re.compile(
    rf"(?: ?[、，或和及至到~-] ?(?:{NUMBER}))*(?:{COUNTED.pattern}| ?[A-Za-z℃°%㎡㎥²³])"
)
_COUNTING_NEAR = re.compile(
    r"(?:[共计数达约为到至超近总有第是到余、和及比]|不足|多于|少于|小于|大于)$"
)
_ALONE_NEAR = re.compile(r"(?:^|[，。；（\n])$")
_ALONE_BEHIND = re.compile(r"[，。；、！？）”\n ]|$|[前起止后]|以前|之前")

_EMERGENCY = re.compile(
    r"(?:110|119|120|122|12[1-3]\d\d|9[56]\d{3})(?=[一-鿿])(?!以|左右|上下|至|到|和|或|及|比|乘|加|减|不|可)"
)
_CUT_YEAR = re.compile(r"(?<=[’‘'])\d{2}(?= ?年)")
_CHAIN = re.compile(r"\d+(?: ?[-~] ?\d+){2,}")
_YEAR_AND_MONTH = re.compile(
    r"(?<!\d[-~至到])(?:19|20)\d{2}\.(?:0?[1-9]|1[0-2])(?!\d| ?[-~至到] ?(?:19|20)\d{2}\."
    r"| ?(?:[开动完竣]工|投用|建成|交付|启用|验收))"
)
_YEAR = re.compile(r"(?:19|20)\d{2}(?![\d.,:/%~+-]|，\d{3}(?!\d)| ?[×xX*])")
_MONTH_AND_NUMBER = re.compile(r"(?:19|20)\d{2}[-/]\d{1,3}(?=号)")
_TWO_DAYS = re.compile(
    r"(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9]) ?(?:[-~至到]|起至) ?"
    r"(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d.%‰])"
)
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?![\d.%‰])")
_DAY_NEAR = re.compile(r"(?:日期|时间|期限|截止|截至|日子|[定改]于)[为是到至在:]?$")
_DAY_BEHIND = re.compile(r" ?(?:[日号前起]|以前|之前|截止)")
_RANGE = re.compile(r"(\d{1,2}) ?[-~] ?(\d{1,2})(?!\d)")
_UNLIKE = re.compile(r"\d{1,2}-\d{4,}(?!\d)")
# A letter typed for a digit: 1OO, l0, 2O26, 二O二六.
_MISTYPED = re.compile(
    r"(?:\d+[Oo][\dOo]*|\d+[Il|]\d[\dIl|Oo]*|[Il|][\dOoIl|]*\d[\dOo]*|[Oo]+\d[\dOo]*)(?![A-Za-z])"
)
_MISTYPED_CHINESE = re.compile(
    r"(?<=[零〇○一二三四五六七八九十])[OoIl](?=[零一二三四五六七八九十OoIl年月日元])"
)
_CUT_OFF = re.compile(r"\d[\d-]{2,15}[xX](?![\dA-Za-z])(?<!\d{17}[xX])|\d+[?？]+(?=[一-鿿])")
_CHAT = re.compile(r"\d+[kKwW](?=[元块])")
_HALF_DAY = re.compile(r"(?<=\d)[ap]\.?m\.?(?![a-z])|(?<=\d )[ap]\.?m\.?(?![a-z])", re.IGNORECASE)
_VOLTAGES = re.compile(r"\d+/\d+ ?[A-Za-z℃]")
_DECIMAL_DATE = re.compile(r"\d+\.(?:(?:19|20)\d{2} ?年|\d{1,2} ?月)")
_DECIMAL_HEADS = re.compile(
    r"\d{1,2}\.\d+ ?(?:[名位户人件家座台辆所岁](?!次)|个(?:村|乡|镇|组|项目|单位|部门))"
)
_BROKEN_COMMAS = re.compile(
    r"\d+,0\d?(?!\d)|\d[\d,]*,(?:\d{1,2}|\d{4,})(?!\d)(?= ?[余多]?[万亿]?元)"
)
_PRIMES = re.compile(rf"(?:{NUMBER})['′″](?!C)")


def _emergency(match: Match[str]) -> Reading:
    """Refuse 119 or 96110 before a word that neither counts nor calls."""
    if COUNTED.match(after(match)) or _COUNTING_NEAR.search(before(match)):
        return None
    return Unreadable(
        f"“{match[0]}”不知道是电话还是数目。", "电话请在前面写“电话”或“打”，数目请写单位。"
    )


def _chain(match: Match[str]) -> Reading:
    return Unreadable(
        f"“{match[0]}”不知道是编号、日期还是比分。", "请写成几月几日，或在前面写“编号”。"
    )


def _year_and_month(match: Match[str]) -> Reading:
    if COUNTED.match(after(match)):
        return None
    return Unreadable(f"“{match[0]}”不知道是哪年哪月还是小数。", "年月请写成几年几月。")


def _year(match: Match[str]) -> Reading:
    """Refuse a bare 2026 where it neither counts anything nor is called a year."""
    if _SHARED_UNIT.match(after(match, 30)) or _COUNTING_NEAR.search(before(match)):
        return None
    return Unreadable(f"“{match[0]}”不知道是年份还是数目。", "年份请在后面写“年”。")


def _cut_year(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”年不知道是哪一年。", "年份请写四位。")


def _month_and_day(match: Match[str]) -> Reading:
    may_be_a_day = 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31
    if re.search("[周期][一二三四五六日天]（$", before(match)) and after(match, 1) == "）":
        return None
    alone = _ALONE_NEAR.search(before(match)) and _ALONE_BEHIND.match(after(match))
    called_a_day = (alone or _DAY_NEAR.search(before(match))) and not _SHARED_UNIT.match(
        after(match)
    )
    if not may_be_a_day or not (called_a_day or _DAY_BEHIND.match(after(match))):
        return None
    return Unreadable(f"“{match[0]}”不知道是日期还是小数。", "日期请写成几月几日。")


def _unlike(match: Match[str]) -> Reading:
    """Refuse 12-3456: nobody counts from twelve to thousands without naming what."""
    if COUNTED.match(after(match)):
        return None
    return Unreadable(f"“{match[0]}”不知道是号码还是从几到几。", "号码请在前面写“编号”或“电话”。")


_VALUE_BEFORE = re.compile("(?:值|pH|PH|酸碱度|浓度|系数|密度)[为是约]? ?$")
"""Before 6.5~8.5: no day is called so."""


def _two_days(match: Match[str]) -> Reading:
    """Refuse 11.3至11.5 without a unit: two days, or two decimals."""
    measured = COUNTED.match(after(match)) or re.match(r" ?[A-Za-z℃°%]", after(match))
    if measured or DAYS_BEHIND.match(after(match, 12)) or _VALUE_BEFORE.search(before(match)):
        return None
    return Unreadable(
        f"“{match[0]}”不知道是日期还是小数。", "日期请写成几月几日，数请在后面写单位。"
    )


def _mistyped(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”里混有字母。", "请核对是不是数字，再重新打一遍。")


def _cut_off(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”像是没有写完的数。", "请写完整。")


def _chat(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”不知道是千还是万。", "请写成“千”或“万”。")


def _half_day(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”是外文。", "请写“上午”或“下午”。")


def _range(match: Match[str]) -> Reading:
    """Refuse 11-23 where nothing tells a day from a stretch."""
    named = re.search(r"(?:[第号从逢初]|序号|编号) ?$", before(match))
    may_be_a_day = int(match[1]) <= 12 and int(match[2]) <= 31
    if named or not may_be_a_day or not _ALONE_BEHIND.match(after(match).lstrip(" ")):
        return None
    return Unreadable(
        f"“{match[0]}”不知道是日期还是从几到几。", "日期请写成几月几日，从几到几请写“到”和单位。"
    )


def _voltages(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”不知道怎么读。", "请把单位写全，如“220伏和380伏”。")


def _decimal_label(match: Match[str]) -> Reading:
    """Refuse 1.15户 at the head of a line: the list's first entry, or a decimal."""
    if match.re is _DECIMAL_HEADS and not re.search(r"(?:^|[\n。])$", before(match)):
        return None
    return Unreadable(f"“{match[0]}”不知道是序号还是小数。", "序号后面请用顿号，如“1、”。")


def _broken_commas(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”里的逗号放错了地方。", "请核对位数，三位一个逗号。")


def _primes(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”不知道是分、秒还是尺寸。", "请把单位写成中文。")


MISTYPED_RULES = (
    Rule(_MISTYPED, _mistyped),
    Rule(_MISTYPED_CHINESE, _mistyped),
    Rule(_HALF_DAY, _half_day),
    Rule(_CUT_OFF, _cut_off),
    Rule(_CHAT, _chat),
    Rule(_CUT_YEAR, _cut_year),
)
# Of numbers that neither count nor measure anything.
BARE_RULES = (
    Rule(_MONTH_AND_NUMBER, _chain),
    Rule(_TWO_DAYS, _two_days),
    Rule(_UNLIKE, _unlike),
    Rule(_EMERGENCY, _emergency),
    Rule(_CHAIN, _chain),
    Rule(_YEAR_AND_MONTH, _year_and_month),
    Rule(_YEAR, _year),
    Rule(_MONTH_AND_DAY, _month_and_day),
    Rule(_RANGE, _range),
)
DOUBT_RULES = (
    Rule(_DECIMAL_DATE, _decimal_label),
    Rule(_DECIMAL_HEADS, _decimal_label),
    Rule(_VOLTAGES, _voltages),
    Rule(_BROKEN_COMMAS, _broken_commas),
    Rule(_PRIMES, _primes),
)
