"""How dates, years and hours are read aloud."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from kit.text.normalise.numerals import by_digit, by_phone_digit, cardinal
from kit.text.normalise.spoken_words import Rule, Said, Unreadable, WordKind, after, before

if TYPE_CHECKING:
    from re import Match

    from kit.text.normalise.spoken_words import Reading

_LEAP_YEAR = 2024

_SEPARATED = re.compile(
    r"((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[/.]\d|-\d{1,3}(?![\d.]))"
)
_LAST_DAY = re.compile(r"(?<=\d[-~至到])(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d.])")
# 12月7 may also be the start of 12月7-9日 or 12月7、8日.
_WRITTEN = re.compile(
    r"(?:(\d{4}|\d{2}) ?年 ?)?(\d{1,2}) ?月(?!龄)"
    r"(?: ?(\d{1,2})(?: ?([日号])|(?= ?[-~至到、和及] ?\d{1,2} ?[日号]))|(?! ?\d))"
)
_MONTH = re.compile(r"((?:19|20)\d{2})([-/])(0?[1-9]|1[0-2])(?![\d:/.-]|[年号期])")
_DOTTED_MONTHS = re.compile(
    r"((?:19|20)\d{2})\.(0?[1-9]|1[0-2]) ?[-~至到] ?(?:((?:19|20)\d{2})\.)(0?[1-9]|1[0-2])(?![\d.])"
)
_DOTTED_MONTH = re.compile(
    r"((?:19|20)\d{2})(\.)(0?[1-9]|1[0-2])(?= ?(?:[开动完竣]工|投用|建成|交付|启用|验收))"
)
_ISSUE = re.compile(r"((?:19|20)\d{2})-(\d{1,3})(?=期)")
_DOTTED_DAYS = re.compile(
    r"(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9]) ?([-~至到]) ?"
    r"(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d.%‰])"
)
_DAYS_BEHIND = re.compile(
    r"[日号]?(?:期间|截止|[,，]?(?:全[村乡县]|每天|上午|下午)?(?:停[水电气]|办理|报名|登记|缴费|征收|举行|开展|放假|公示))"
)
_BRACKETED_DAY = re.compile(
    r"(?<=[周期][一二三四五六日天]（)(1[0-2]|[1-9])\.(3[01]|[12]\d|[1-9])(?=）)"
)
_DAY = re.compile(r"(\d{1,2}) ?日(?!内|以内|之内|间)")
_DAY_OF_MONTH = re.compile(r"(?:[每本当上下次同]月|月(?: ?\d{1,2} ?[日号]? ?[-~至到、和及或] ?)+)$")
_YEARS = re.compile(
    r"((?:19|20)\d{2}) ?年? ?([-~/至到]) ?((?:19|20)\d{2})(?= ?年| ?学年|）|$|期间)"
)
_YEAR = re.compile(
    r"((?:1[6-9]|20|21)\d{2}) ?(?=年(?!以上|以内|之久|历史)|学年|财年|届|级|版|[春夏秋冬])"
)
_SHORT_YEAR = re.compile(r"(\d{2}) ?年(?=[底初末]|上半年|下半年)")
_DECADE = re.compile(r"([05-9][05])(后(?![期续备台勤\d])|(?=[、和][05-9][05]后))")
_KNOWN_DAY = re.compile(
    r"(\d{1,2})(?:·(\d{1,2})(?!\d)|\.(\d{1,2})(?=[”\"]?(?:劳动|国庆|儿童|妇女|青年|建军|教师|植树|护士|国际|国家|全国|世界|消费|消防|防灾|扶贫|宪法"
    r"|禁毒|普法|法制|学雷锋)[^，。；]{0,8}[日周月节]))"
)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\d:])(?:分(?!钟))?")
_HOUR = re.compile(
    r"(\d{1,2}) ?([时点])(?!间|期|代|效|建议|意见|要求|问题|说明)(?: ?(\d{1,2}) ?(分)?)?(?!\d|[.%])"
)
_RATIO_NEAR = re.compile(r"(?:比例|配比|之比|比分|稀释|兑水?|配水?|比值|比|氮磷钾)[为是约:]?$")
_RATIO_BEHIND = re.compile(r" ?(?:的?比例|的?配比|兑|稀释|配比?|混合|获胜|战胜)")
_HOUR_NEAR = re.compile(
    r"(?:[上下中]午|凌晨|早[上晨]?|晚上?|夜间?|深夜|清晨|零时|时间[为是:]?|[日号天时])[，（ ]?$"
    r"|\d ?[-~至到] ?(?:次日|当日|第二天)?$"
)
_HOUR_BEHIND = re.compile(r" ?(?:[-~至到]|以?前|以?后|之前|之后|起|开|准时|止|左右|整|分)")


def _day_exists(year: str, month: int, day: int) -> bool:
    """Return whether the calendar has this day; without a year, 29 February counts."""
    if not 1 <= month <= 12:
        return False
    numbered = int(year) if len(year) == 4 else _LEAP_YEAR
    return 1 <= day <= monthrange(max(numbered, 1), month)[1]


def _no_such_day(written: str) -> Unreadable:
    return Unreadable(f"“{written}”不是日历上的日子。", "请核对年月日。")


def _date(year: str, month: str, day: str, suffix: str) -> str:
    """Return a date in words; the year digit by digit, as every year is said."""
    said = f"{by_digit(year)}年" if year else ""
    said += f"{cardinal(int(month))}月"
    return said + (f"{cardinal(int(day))}{suffix}" if day else "")


def _separated(match: Match[str], day_word: str) -> Reading:
    year, _, month, day = match.groups()[:4]
    if not _day_exists(year, int(month), int(day)):
        return _no_such_day(match[0])
    return Said(_date(year, month, day, day_word), WordKind.DATE)


def _written(match: Match[str], day_word: str) -> Reading:
    year, month, day, suffix = match.groups(default="")
    if not _day_exists(year, int(month), int(day or 1)):
        return _no_such_day(match[0])
    word = {"日": day_word, "号": "号"}.get(suffix, "")
    return Said(_date(year, month, day, word), WordKind.DATE)


def _month(match: Match[str], _day_word: str) -> Reading:
    return Said(_date(match[1], match[3], "", ""), WordKind.DATE)


def _dotted_months(match: Match[str], _day_word: str) -> Reading:
    first, last = _date(match[1], match[2], "", ""), _date(match[3], match[4], "", "")
    return Said(f"{first}到{last}", WordKind.DATE)


def _issue(match: Match[str], _day_word: str) -> Reading:
    return Said(f"{by_digit(match[1])}年第{cardinal(int(match[2]))}", WordKind.DATE)


def _dotted_days(match: Match[str], day_word: str) -> Reading:
    """Return 11.20—12.10办理 as two days; without such a word behind they may be decimals."""
    months, days = match.group(1, 4), match.group(2, 5)
    if not all(_day_exists("", int(m), int(d)) for m, d in zip(months, days, strict=True)):
        return None
    if not _DAYS_BEHIND.match(after(match, 12)):
        return None
    said = (_date("", m, d, day_word) for m, d in zip(months, days, strict=True))
    return Said((match[3] if match[3] in "至到" else "到").join(said), WordKind.DATE)


def _bracketed_day(match: Match[str], day_word: str) -> Reading:
    return Said(_date("", match[1], match[2], day_word), WordKind.DATE)


def _last_day(match: Match[str], day_word: str) -> Reading:
    """Return the end of 2026.12.1-12.31, a day as the beginning is."""
    if not re.search(r"\d{4}\.\d{1,2}\.\d{1,2} ?[-~至到]$", before(match)):
        return None
    return Said(_date("", match[1], match[2], day_word), WordKind.DATE)


def _day(match: Match[str], day_word: str) -> Reading:
    """Return a day of the month; “公示7日” is a length of time and stays with the numbers."""
    if not _DAY_OF_MONTH.search(before(match)) or not 1 <= int(match[1]) <= 31:
        return None
    return Said(f"{cardinal(int(match[1]))}{day_word}", WordKind.DATE)


def _years(match: Match[str], _day_word: str) -> Reading:
    return Said(f"{by_digit(match[1])}到{by_digit(match[3])}", WordKind.DATE)


def _year(match: Match[str], _day_word: str) -> Reading:
    return Said(by_digit(match[1]), WordKind.DATE)


def _short_year(match: Match[str], _day_word: str) -> Reading:
    """Return 26年底 as a year; 第10年底 and 近10年初 count years."""
    if re.search(r"[第近满过共约达前后每’‘']$", before(match, 1)):
        return None
    return Said(f"{by_digit(match[1])}年", WordKind.DATE)


def _decade(match: Match[str], _day_word: str) -> Reading:
    return Said(by_digit(match[1]) + match[2], WordKind.TEXT)


def _hour(hour: str, word: str) -> str:
    return ("两" if int(hour) == 2 and word == "点" else cardinal(int(hour))) + word


def _minutes(minutes: int) -> str:
    return f"{'零' if minutes < 10 else ''}{cardinal(minutes)}分"


def _clock(match: Match[str], _day_word: str) -> Reading:
    """Return an hour such as 8:30; small ratios look the same, so their context decides."""
    hour, minutes, seconds = match.groups()
    near, behind = before(match), after(match)
    if int(hour) > 24 or is_ratio(match):
        return None
    if int(hour) == 24 and minutes != "00":
        return _no_such_hour(match[0])
    # 1:30 may be a mixture; nobody mixes like 1:00 or 6:30.
    if (
        int(hour) < 6
        and not hour.startswith("0")
        and minutes != "00"
        and not (_HOUR_NEAR.search(near) or _HOUR_BEHIND.match(behind))
    ):
        return Unreadable(f"“{match[0]}”不知道是几点几分还是比例。", "请写成“1点30分”或“1比30”。")
    return Said(_clock_words(hour, int(minutes), seconds), WordKind.TIME)


def is_ratio(match: Match[str]) -> bool:
    """Return whether its neighbours make a pair such as 3:10 a ratio or a score."""
    return bool(_RATIO_NEAR.search(before(match)) or _RATIO_BEHIND.match(after(match)))


def _no_such_hour(written: str) -> Unreadable:
    return Unreadable(f"“{written}”不是钟点。", "请核对几点几分。")


def _clock_words(hour: str, minutes: int, seconds: str | None) -> str:
    words = _hour(hour, "点")
    if seconds and int(seconds):
        return f"{words}{_minutes(minutes)}{cardinal(int(seconds))}秒"
    if minutes == 30:
        return f"{words}半"
    return words + (_minutes(minutes) if minutes else "")


def _spelled_hour(match: Match[str], _day_word: str) -> Reading:
    """Return 20时, 8点半, 8时30分, 8点30."""
    hour, word, minutes, unit = match.groups()
    if minutes and (int(minutes) > 59 or int(hour) + int(minutes) / 60 > 24):
        return _no_such_hour(match[0])
    if int(hour) > 24:
        return None
    words = _hour(hour, word)
    if minutes:
        words += _minutes(int(minutes)) if unit else _minutes(int(minutes))[:-1]
    return Said(words, WordKind.TIME)


def _known_day(match: Match[str], _day_word: str) -> Reading:
    """Return days known by their digits: 3·15, 12.4国家宪法日."""
    digits = match[1] + (match[2] or match[3])
    if digits == "101":
        return Said("十一", WordKind.TEXT)
    return Said(by_phone_digit(digits) if len(digits) > 2 else by_digit(digits), WordKind.TEXT)


DATE_RULES = (
    Rule(_KNOWN_DAY, _known_day),
    Rule(_SEPARATED, _separated),
    Rule(_LAST_DAY, _last_day),
    Rule(_ISSUE, _issue),
    Rule(_DOTTED_DAYS, _dotted_days),
    Rule(_BRACKETED_DAY, _bracketed_day),
    Rule(_WRITTEN, _written),
    Rule(_DOTTED_MONTHS, _dotted_months),
    Rule(_YEARS, _years),
    Rule(_MONTH, _month),
    Rule(_DOTTED_MONTH, _month),
    Rule(_YEAR, _year),
    Rule(_SHORT_YEAR, _short_year),
    Rule(_DECADE, _decade),
    Rule(_DAY, _day),
    Rule(_CLOCK, _clock),
    Rule(_HOUR, _spelled_hour),
)
