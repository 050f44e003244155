"""How amounts, percentages, measures, ranges and plain numbers are read aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.normalise_words import Rule, Said, Unreadable, WordKind, after, before
from kit.text.numerals import LARGEST, by_digit, cardinal, measure, number

if TYPE_CHECKING:
    from re import Match

    from kit.text.normalise_words import Reading

NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_N = f"({NUMBER})"

# 两 stands before what is counted; 二 in numbers of order (二楼, 二组, 二年级).
_COUNTED = re.compile(
    r" ?(?:多|余)?(?:个|户|位|名|家|条|项|次|人|村|件|台|辆|间|所|座|份|只|头|届|天|周(?!岁生)|岁|套|处"
    r"|张|本(?!级|月|年)|册|支|对|双|把|块|棵|株|根|口|顿|桶|袋|箱|瓶|包|盒|批|场|轮|种|类|样|起|宗|例|笔"
    r"|桩|封|篇|段|针|剂|斤|公|亩|吨|米|里|小时|分钟|秒|倍|成(?!立)|万|亿|千|百|层|片|颗|粒|尾|匹|枚|艘"
    r"|架|趟|遍|步|元|角|块|毛|方|平方|立方|厘米|毫米|年(?!级|度)|工作日|课|盏|眼|部|则|幅|面|道|餐|夜|晚"
    r"|组(?!长)|百分点|岗|点(?!\d)|升|克|千克|毫升)"
)
_ORDERED = re.compile(r"(?:第|初|十|星期|周|礼拜|村|民|[A-Za-z])$")
_MEASURED = re.compile(
    _COUNTED.pattern
    + r"|[ ]?(?:元|余|多|美元|港元|欧元|摄氏度|公里|度|分(?!机)|级|号(?!码)|股|字|票|床|席|班|组|月|日|时)"
)
MONEY_UNITS = (
    r"[余多]?(?:万亿|千万|百万|十万|亿|万|千|百)?[余多]?"
    r"(?:元|块钱|块|角|分钱|美元|港元|欧元|日元)"
)
_CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑", "HK$": "港元"}
_UNITS = {
    "km²": "平方公里", "km2": "平方公里", "㎢": "平方公里", "hm²": "公顷", "hm2": "公顷", "ha": "公顷",
    "m²": "平方米", "m2": "平方米", "㎡": "平方米", "m³": "立方米", "m3": "立方米", "㎥": "立方米",
    "cm²": "平方厘米", "㎝": "厘米", "㎜": "毫米", "㎞": "公里", "㎏": "公斤", "㎎": "毫克", "㎖": "毫升",
    "mmHg": "毫米汞柱", "km": "公里", "Km": "公里", "KM": "公里", "cm": "厘米", "mm": "毫米", "μm": "微米", "µm": "微米", "dm": "分米",
    "kg": "公斤", "Kg": "公斤", "KG": "公斤", "mg": "毫克", "μg": "微克", "µg": "微克",
    "ml": "毫升", "mL": "毫升", "ML": "毫升", "kWh": "千瓦时", "kW·h": "千瓦时", "kw·h": "千瓦时", "kwh": "千瓦时", "kW": "千瓦", "kw": "千瓦", "KW": "千瓦",
    "MW": "兆瓦", "kVA": "千伏安", "kV": "千伏", "KV": "千伏", "kv": "千伏", "kHz": "千赫", "MHz": "兆赫", "GHz": "吉赫", "Hz": "赫兹",
    "MPa": "兆帕", "kPa": "千帕", "Pa": "帕", "dB": "分贝", "Mbps": "兆", "MB": "兆", "GB": "吉字节", "TB": "太字节",
    "℃": "摄氏度", "°C": "摄氏度", "°": "度", "′": "分", "″": "秒", "‰": "", "min": "分钟",
    "m": "米", "g": "克", "t": "吨", "h": "小时", "s": "秒", "L": "升", "l": "升", "W": "瓦", "V": "伏",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True) if unit != "‰")
_PER = r"(?:/(人|年|月|日|天|次|户|亩|斤|公斤|千克|公里|平方米|吨|张|份|个|套|台|小时|学期))?"

_PERCENT_RANGE = re.compile(rf"(-?)(?:{_N}) ?(%?) ?[-~至到] ?(?:{_N}) ?%")
_PERCENT = re.compile(rf"{_N} ?([%‰])")
_FRACTION = re.compile(r"(\d{1,4})/(\d{1,4})(?![\d/])")
_RATIO = re.compile(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?(?![\d:])")
_MONEY = re.compile(rf"{_N}( ?{MONEY_UNITS})")
_PREFIXED_MONEY = re.compile(rf"(HK\$|[¥￥$€£]) ?{_N}(万亿|亿|万|千)?(元|美元|港元|欧元|英镑)?")
_WITH_UNIT = re.compile(
    rf"{_N} ?({_UNIT})(?![A-Za-z0-9²³])(?:/({_UNIT}|[人年月日天次户亩斤])(?![A-Za-z0-9]))?"
)
_BANDWIDTH = re.compile(r"(\d+) ?M(?=宽带|光纤|带宽|流量|网|bps)")
_RANGE = re.compile(rf"{_N} ?[-~] ?{_N}(?![\d:]|[-/.]\d|[A-Za-z%])")
_UNIT_RANGE = re.compile(rf"{_N} ?[-~] ?(?={_N} ?(?:{_UNIT}))")
_SIGNED = re.compile(rf"([-+±]) ?{_N} ?(℃|°C|摄氏度|%|‰)?")
_BELOW_ZERO_BEHIND = re.compile(rf" ?(?:[~-]|至|到) ?-?(?:{NUMBER}) ?(?:℃|°C|摄氏度|度)|度")
_SPACED = re.compile(r"(\d{1,3}(?: \d{3})+)(?:(\.\d+))?(?= ?(?:元|万元|亩|吨|人|户))")
_MULTIPLIED = re.compile(rf"{_N} ?(m|米|cm|厘米|mm|毫米)? ?[×xX*] ?(?=\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})·(\d{1,2})(?!\d)")
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
    return measure(digits, counting=counting) if behind else number(digits, counting=counting)


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
    per = {"%": "百分之", "‰": "千分之"}[match[2]]
    said = _share(match[1]) if per == "百分之" else measure(_digits(match[1]), counting=False)
    return Said(per + said, WordKind.NUMBER)


def _fraction(match: Match[str], _day_word: str) -> Reading:
    """Return a fraction; 12/25 may be Christmas, so it is refused."""
    upper, lower = int(match[1]), int(match[2])
    if 0 < upper < lower and (lower <= 10 or upper > 12 or lower > 31):
        said = f"{cardinal(lower, counting=False)}分之{cardinal(upper, counting=False)}"
        return Said(said, WordKind.NUMBER)
    return Unreadable(
        f"“{match[0]}”不知道是日期、分数还是别的。", "日期请写几月几日，分数请写几分之几。"
    )


def _ratio(match: Match[str], _day_word: str) -> Reading:
    parts = [number(part, counting=False) for part in match.groups() if part]
    return Said("比".join(parts), WordKind.NUMBER)


def _money(match: Match[str], _day_word: str) -> Reading:
    unit = match[2].strip()
    return _too_large(match[1]) or Said(_counted(match, match[1], unit) + unit, WordKind.MONEY)


def _prefixed_money(match: Match[str], _day_word: str) -> Reading:
    sign, written, scale, unit = match.groups(default="")
    said = _counted(match, written, scale or "元") + scale + (unit or _CURRENCIES[sign])
    return _too_large(written) or Said(said, WordKind.MONEY)


def _with_unit(match: Match[str], _day_word: str) -> Reading:
    written, unit, per = match.groups()
    said = _counted(match, written, _UNITS[unit]) + _UNITS[unit]
    if per:
        said += "每" + _UNITS.get(per, per)
    return _too_large(written) or Said(said, WordKind.NUMBER)


def _bandwidth(match: Match[str], _day_word: str) -> Reading:
    return Said(cardinal(int(match[1])) + "兆", WordKind.NUMBER)


def _unit_range(match: Match[str], _day_word: str) -> Reading:
    if float(_digits(match[1])) >= float(_digits(match[2])):
        return _backwards(match)
    return Said(measure(_digits(match[1]), counting=True) + "到", WordKind.NUMBER)


def _range(match: Match[str], _day_word: str) -> Reading:
    low, high = match.groups()
    if float(_digits(low)) >= float(_digits(high)):
        return _backwards(match)
    behind = after(match)
    words = _counted(match, low, behind), _counted(match, high, behind, before(match))
    return _too_large(high) or Said("到".join(words), WordKind.NUMBER)


def _backwards(match: Match[str]) -> Unreadable:
    return Unreadable(
        f"“{match[0]}”不知道是号码还是从几到几。", "从几到几请写“到”，号码前请写“电话”或“编号”。"
    )


def _signed(match: Match[str], _day_word: str) -> Reading:
    """Return a number below nought; a dash behind a figure is no minus."""
    sign, written, unit = match.groups(default="")
    if re.search(r"\d ?$|\d[^\d，。；、（]{1,2}$", before(match, 4)):
        return None
    if (
        sign == "-"
        and not unit
        and not re.search(r"[为是到至约达在（，：:降升长]$|^$|降温$", before(match, 3))
    ):
        return None
    digits = _digits(written)
    if unit in {"%", "‰"}:
        per = {"%": "百分之", "‰": "千分之"}[unit]
        words = per + measure(digits, counting=False)
    elif sign == "-" and (unit or _BELOW_ZERO_BEHIND.match(after(match, 14))):
        return Said(f"零下{measure(digits)}{'摄氏度' if unit else ''}", WordKind.NUMBER)
    else:
        words = number(digits) + ("摄氏度" if unit else "")
    return Said({"-": "负", "+": "正", "±": "正负"}[sign] + words, WordKind.NUMBER)


def _spaced(match: Match[str], _day_word: str) -> Reading:
    digits = match[1].replace(" ", "") + (match[2] or "")
    return Said(measure(digits), WordKind.NUMBER)


def _multiplied(match: Match[str], _day_word: str) -> Reading:
    unit = match[2] or ""
    return Said(measure(_digits(match[1])) + _UNITS.get(unit, unit) + "乘", WordKind.NUMBER)


def _month_day(match: Match[str], _day_word: str) -> Reading:
    """Return days known by their digits: 3·15, 12·4."""
    return Said(by_digit(match[1] + match[2]), WordKind.TEXT)


def _none(_match: Match[str], _day_word: str) -> Reading:
    # 零件 would be heard as “spare part”.
    return Said("没有", WordKind.NUMBER)


def _plain(match: Match[str], _day_word: str) -> Reading:
    written = match[1]
    digits = _digits(written)
    behind = after(match)
    if len(digits) > 1 and digits.startswith("0") and digits[1] != ".":
        return Said(by_digit(digits.replace(".", "")), WordKind.CODE) if "." not in digits else None
    grouped = digits != written or "." in digits
    if len(digits) >= 7 and not grouped and not _MEASURED.match(behind):
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
    Rule(_MONTH_DAY, _month_day),
    Rule(_PLAIN, _plain),
)
SIGN_RULES = (Rule(_SIGNED, _signed),)
CURRENCY_RULES = (Rule(_PREFIXED_MONEY, _prefixed_money),)
