"""How amounts, percentages, measures, ranges and plain numbers are read aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.normalise.numerals import LARGEST, by_digit, cardinal, measure, number
from kit.text.normalise.say_dates import is_ratio
from kit.text.normalise.spoken_units import CURRENCIES, UNITS
from kit.text.normalise.spoken_words import Rule, Said, Unreadable, WordKind, after, before

if TYPE_CHECKING:
    from re import Match

    from kit.text.normalise.spoken_words import Reading

NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_N = f"({NUMBER})"

# 两 stands before what is counted; 二 in numbers of order (二楼, 二组, 二年级).
_COUNTED = re.compile(
    r" ?[多余]?(?:[个户位名家条项次人村件台辆间所座份只头届天岁套处张册支对双把块棵株根口顿]"
    r"|[桶袋箱瓶包盒批场轮种类样起宗例笔桩封篇段针剂斤公亩吨米里秒倍万亿千百层片颗粒尾匹枚艘架趟遍步元角毛方]"
    r"|[课盏眼部则幅面道餐夜晚岗升克床]|周(?!岁生)|本(?!级|月|年)|成(?!立)|年(?!级|度)|组(?!组?长|村民|群众|居民|农户|社员|[、和及至到~-])|点(?!\d)|小时|分钟"
    r"|厘米|毫米|平方|立方|工作日|百分点|毫升)"
)
_ORDERED = re.compile(r"(?:第|初|十|星期|周|礼拜|村|民|[A-Za-z]|\d组[、和及至到~-])$")
MEASURED = re.compile(
    _COUNTED.pattern + r"| ?(?:[元余多度级股字票席班组月日时]|[美港欧]元|摄氏度|分(?!机)|号(?!码))"
)
MONEY_UNITS = (
    r"[余多]?(?:万亿|千万|百万|十万|亿|万|千|百)?[余多]?"
    r"(?:元|圆|块钱|块|角|分钱|美元|港元|欧元|日元)"
)
# 3d alone is no three days; behind a measure it is.
_PER_TIME = {"d": "天", "a": "年"}
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))

_PERCENT_RANGE = re.compile(rf"(-?)(?:{_N}) ?(%?) ?[-~至到] ?(?:{_N}) ?%")
_PERCENT = re.compile(rf"{_N} ?([%‰])")
_FRACTION = re.compile(r"(\d{1,4})/(\d{1,4})(?![\d/])([万亿])?")
_RATIO = re.compile(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?(?![\d:])")
_MONEY = re.compile(rf"{_N}( ?{MONEY_UNITS})")
_PREFIXED_MONEY = re.compile(
    rf"(HK\$|HKD|RMB|CNY|USD|[¥￥$€£]) ?{_N}(万亿|亿|万|千)?(元|美元|港元|欧元|英镑)?"
)
_WITH_UNIT = re.compile(
    rf"{_N} ?([万亿千]?)({_UNIT})(?![A-Za-z0-9²³])"
    rf"(?:/({_UNIT}|[da人年月日天次户亩斤])(?![A-Za-z0-9]))?"
)
_PER_UNIT = re.compile(rf"(?<=元)/({_UNIT})(?![A-Za-z0-9])")
_UNKNOWN_PER = re.compile(r"(?<=[A-Za-z²³㎡㎥㎏℃])/[a-z]+")
_BANDWIDTH = re.compile(r"(\d+) ?M(?=宽带|光纤|带宽|流量|网|bps)")
_RANGE = re.compile(rf"{_N} ?[-~] ?{_N}(?![\d:]|[-/.]\d|[A-Za-z%])")
_UNIT_RANGE = re.compile(rf"{_N} ?[-~] ?(?={_N} ?(?:{_UNIT}))")
_SIGNED = re.compile(rf"([-+±]) ?{_N} ?(℃|°C|摄氏度|%|‰)?")
_BELOW_ZERO_RANGE = re.compile(
    rf"- ?{_N} ?(℃|°C|摄氏度|度)? ?([-~至到]) ?([-+]?) ?{_N} ?(℃|°C|摄氏度|度)(?! ?电)"
)
_POINT = re.compile(r"\.(\d+)(?![\d.])")
_SHARES = {"%": "百分之", "‰": "千分之"}
_FIGURE_NEAR = re.compile(r"\d ?$|\d[^\d，。；、（至到~-]{1,2}$")
_MINUS_NEAR = re.compile(r"(?:[为是到至约达在（，：:降升长温~-]|海拔|结转|结余|余额)$|^$")
_BELOW_ZERO_BEHIND = re.compile(rf" ?(?:[~-]|至|到) ?-?(?:{NUMBER}) ?(?:℃|°C|摄氏度|度)|度")
_SPACED = re.compile(r"(\d{1,3}(?: \d{3})+)(?:(\.\d+))?(?= ?(?:元|万元|亩|吨|人|户))")
_MULTIPLIED = re.compile(rf"{_N} ?(m|米|cm|厘米|mm|毫米)? ?[×xX*] ?(?=\d)")
_NONE = re.compile(r"0 ?件(?!套)")
_PLAIN = re.compile(_N)


def _digits(written: str) -> str:
    return re.sub("[,，]", "", written)


def _counted(match: Match[str], written: str, behind: str, near: str | None = None) -> str:
    """Return a number in words, 两 for a lone two where something is counted."""
    digits = _digits(written)
    ordered = bool(_ORDERED.search(before(match) if near is None else near))
    if digits == "2" and not ordered and _COUNTED.match(behind):
        return "两"
    # Behind 第 a number gives an order: 第二百条.
    counting = not before(match, 1).endswith("第")
    # 2.50元 is two and a half; 3.0版 keeps its nought.
    say = measure if MEASURED.match(behind) or digits != written else number
    return say(digits, counting=counting)


def _too_large(written: str) -> Unreadable | None:
    if int(_digits(written).partition(".")[0]) < LARGEST:
        return None
    return Unreadable(f"“{written}”太大，读不出来。", "请写成多少亿，或核对位数。")


def _percent_range(match: Match[str], _day_word: str) -> Reading:
    minus, low, sign, high = match.groups()
    if minus:
        return None
    per = "百分之" if sign else ""
    said = f"百分之{_share(low)}到{per}{_share(high)}"
    return Said(said, WordKind.NUMBER)


def _share(written: str) -> str:
    digits = _digits(written)
    return "百" if digits == "100" else measure(digits, counting=False)


def _percent(match: Match[str], _day_word: str) -> Reading:
    share = _share(match[1]) if match[2] == "%" else measure(_digits(match[1]), counting=False)
    return Said(_SHARES[match[2]] + share, WordKind.NUMBER)


def _fraction(match: Match[str], _day_word: str) -> Reading:
    """Return a fraction; 12/25 may be Christmas, so it is refused."""
    upper, lower = int(match[1]), int(match[2])
    unlike = match[1].startswith("0") or match[2].startswith("0") or before(match, 1) == "第"
    scale = match[3] or ""
    if not unlike and 0 < upper < lower and (scale or lower <= 10 or upper > 12 or lower > 31):
        said = f"{cardinal(lower, counting=False)}{scale}分之{cardinal(upper, counting=False)}"
        return Said(said, WordKind.NUMBER)
    return Unreadable(
        f"“{match[0]}”不知道是日期、分数还是别的。", "日期请写几月几日，分数请写几分之几。"
    )


def _ratio(match: Match[str], _day_word: str) -> Reading:
    """Return 3:1 as a ratio; 14:60 without a word for one is an hour that is none."""
    if len(match[2]) == 2 and not match[3] and not is_ratio(match):
        return Unreadable(f"“{match[0]}”不知道是几点几分还是比例。", "请写成“几点几分”或“几比几”。")
    parts = [number(part, counting=False) for part in match.groups() if part]
    return Said("比".join(parts), WordKind.NUMBER)


def _money(match: Match[str], _day_word: str) -> Reading:
    unit = match[2].strip()
    return _too_large(match[1]) or Said(_counted(match, match[1], unit) + unit, WordKind.MONEY)


def _prefixed_money(match: Match[str], _day_word: str) -> Reading:
    sign, written, scale, unit = match.groups(default="")
    said = _counted(match, written, scale or "元") + scale + (unit or CURRENCIES[sign])
    return _too_large(written) or Said(said, WordKind.MONEY)


def _with_unit(match: Match[str], _day_word: str) -> Reading:
    written, scale, unit, per = match.groups()
    said = _counted(match, written, scale or UNITS[unit]) + scale + UNITS[unit]
    if per:
        said += "每" + (UNITS | _PER_TIME).get(per, per)
    return _too_large(written) or Said(said, WordKind.NUMBER)


def _per_unit(match: Match[str], _day_word: str) -> Reading:
    return Said(f"每{UNITS[match[1]]}", WordKind.MARK)


def _unknown_per(match: Match[str], _day_word: str) -> Reading:
    return Unreadable(f"“{match[0]}”不知道是每什么。", "请把单位写成中文，如“吨每天”。")


def _bandwidth(match: Match[str], _day_word: str) -> Reading:
    return Said(cardinal(int(match[1])) + "兆", WordKind.NUMBER)


def _unit_range(match: Match[str], _day_word: str) -> Reading:
    if float(_digits(match[1])) >= float(_digits(match[2])):
        return _backwards(match)
    return Said(measure(_digits(match[1]), counting=True) + "到", WordKind.NUMBER)


def _range(match: Match[str], _day_word: str) -> Reading:
    low, high = match.groups()
    coded = any(re.match(r"0\d", part) for part in (low, high))
    if coded or float(_digits(low)) >= float(_digits(high)):
        return _backwards(match)
    behind = after(match)
    words = _counted(match, low, behind), _counted(match, high, behind, before(match))
    return _too_large(high) or Said("到".join(words), WordKind.NUMBER)


def _backwards(match: Match[str]) -> Unreadable:
    return Unreadable(
        f"“{match[0]}”不知道是号码还是从几到几。", "从几到几请写“到”，号码前请写“电话”或“编号”。"
    )


def _below_zero_range(match: Match[str], _day_word: str) -> Reading:
    """Return -2～5℃ with both signs said: “零下二到五” is heard as five below."""
    if _FIGURE_NEAR.search(before(match, 4)):
        return None
    low, first_unit, mark, sign, high, unit = match.groups(default="")
    degrees = "度" if unit == "度" else "摄氏度"
    to = mark if mark in "至到" else "到"
    first = degrees if first_unit and mark == to else ""
    side = "零下" if sign == "-" else "零上"
    return Said(f"零下{measure(low)}{first}{to}{side}{measure(high)}{degrees}", WordKind.NUMBER)


def _point(match: Match[str], _day_word: str) -> Reading:
    """Return .5 with its nought; a full stop before a number of its own is none."""
    if before(match, 1).isalnum() and before(match, 1).isascii():
        return None
    return Said(number(f"0{match[0]}"), WordKind.NUMBER)


def _signed(match: Match[str], _day_word: str) -> Reading:
    """Return a number with its sign; a dash behind a figure is no minus."""
    sign, written, unit = match.groups(default="")
    if _FIGURE_NEAR.search(before(match, 4)):
        return None
    digits = _digits(written)
    if unit in _SHARES:
        words = _SHARES[unit] + measure(digits, counting=False)
    elif sign == "-" and (unit or _BELOW_ZERO_BEHIND.match(after(match, 14))):
        return Said(f"零下{measure(digits)}{'摄氏度' if unit else ''}", WordKind.NUMBER)
    elif sign == "-" and not _MINUS_NEAR.search(before(match, 3)):
        return None
    else:
        words = number(digits) + ("摄氏度" if unit else "")
    return Said({"-": "负", "+": "正", "±": "正负"}[sign] + words, WordKind.NUMBER)


def _spaced(match: Match[str], _day_word: str) -> Reading:
    digits = match[1].replace(" ", "") + (match[2] or "")
    return Said(measure(digits), WordKind.NUMBER)


def _multiplied(match: Match[str], _day_word: str) -> Reading:
    unit = match[2] or ""
    return Said(measure(_digits(match[1])) + UNITS.get(unit, unit) + "乘", WordKind.NUMBER)


def _none(_match: Match[str], _day_word: str) -> Reading:
    # 零件 would be heard as “spare part”.
    return Said("没有", WordKind.NUMBER)


def _plain(match: Match[str], _day_word: str) -> Reading:
    written = match[1]
    digits = _digits(written)
    behind = after(match)
    if len(digits) > 1 and digits.startswith("0") and digits[1] != ".":
        return Said(by_digit(digits.replace(".", "")), WordKind.CODE) if "." not in digits else None
    if re.match(r"\.\d", behind):
        return Unreadable(f"“{written}{behind[:2]}”不知道怎么读。", "请写成数、日期或文字。")
    grouped = digits != written or "." in digits
    if len(digits) >= 7 and not grouped and not MEASURED.match(behind):
        return Unreadable(
            f"“{written}”不知道是数目还是号码。",
            "数目请在后面写单位，号码请在前面写“电话”或“账号”。",
        )
    return _too_large(written) or Said(_counted(match, written, behind), WordKind.NUMBER)


# Order matters: what says more about itself comes first.
NUMBER_RULES = (
    Rule(_NONE, _none),
    Rule(_PERCENT_RANGE, _percent_range),
    Rule(_PERCENT, _percent),
    Rule(_SPACED, _spaced),
    Rule(_MULTIPLIED, _multiplied),
    Rule(_UNIT_RANGE, _unit_range),
    Rule(_WITH_UNIT, _with_unit),
    Rule(_BANDWIDTH, _bandwidth),
    Rule(_MONEY, _money),
    Rule(_RANGE, _range),
    Rule(_RATIO, _ratio),
    Rule(_FRACTION, _fraction),
    Rule(_PLAIN, _plain),
)
SIGN_RULES = (Rule(_BELOW_ZERO_RANGE, _below_zero_range), Rule(_SIGNED, _signed))
POINT_RULES = (Rule(_POINT, _point),)
PER_RULES = (Rule(_PER_UNIT, _per_unit), Rule(_UNKNOWN_PER, _unknown_per))
CURRENCY_RULES = (Rule(_PREFIXED_MONEY, _prefixed_money),)
