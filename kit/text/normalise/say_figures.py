"""How what the reader of quantities found is said: its characters in words, kind by kind.

No form is known here. What a figure is, where it begins and where it ends is the reader's; only
the order of its words is ours (百分之 before the number, 元 behind ¥), and what nobody could say.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.text.figures.code_forms import COUNTED, HOTLINE, NAME
from kit.text.figures.day_forms import KNOWN_DAY
from kit.text.figures.quantity import Day, Kind
from kit.text.normalise.numerals import (
    LARGEST,
    by_digit,
    by_phone_digit,
    cardinal,
    measure,
    number,
)
from kit.text.normalise.spoken_words import Said, Unreadable, WordKind
from kit.text.unit_signs import CURRENCIES, UNITS, one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.text.figures.quantity import Value
    from kit.text.normalise.figure import Figure
    from kit.text.normalise.spoken_words import Reading

_LEAP_YEAR = 2024
_DIGITS_OF_DAY = 8
_DIGITS_OF_YEAR = 4
_SEPARATED = re.compile(r"(?=\d+[-./])(?:(\d{4})[-./])?(\d{1,2})(?:[-./](\d{1,2}))?")
NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d*\.?\d+"
_CURRENCY = re.compile(one_of(CURRENCIES))
_NAMES = UNITS | {"M": "兆"}
_SIGNS = one_of((*_NAMES, *CURRENCIES))
_TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<sign>{_SIGNS})|(?P<to> ?[-~] ?)|(?P<blank>[ :])|.")

# What counts or measures: a lone two is 两, and a nought at the end says nothing (2.50元).
_POWER = re.compile("m[²³]")
_DIGIT = re.compile("[0-9]")
_SPEAKABLE = re.compile("[一-鿿㐀-䶿〇○A-Za-z，、]*")
_NAMING = "寸G"  # 二寸照片, 2G内存: names more than measures
_SCORED = re.compile("[级分度股]")
_MANY = re.compile("[百千万亿]")
_MEASURING = frozenset((Kind.MONEY, Kind.COUNT, Kind.SPAN, Kind.SHARE))
_ALONE_BEFORE = re.compile(r"(?:^|[。；\n（“])$")
_ALONE_BEHIND = re.compile(r"[，。；）”\n]|$")
_NONE = re.compile(r"0 ?件(?!套)")
_ORDERED = re.compile(
    r"(?:第(?:\d+ ?[-~至到、] ?)?|初|[十百千零]|星期|周|礼拜|村|民|[A-Za-z]|\d组[、和及至到~-])$"
)
_HOUR_NEAR = re.compile(
    r"(?:[上下中]午|凌晨|早[上晨]?|晚上?|夜间?|深夜|清晨|零时|时间[为是:]?|[日号天时])[，（ ]?$"
    r"|\d ?[-~至到] ?(?:次日|当日|第二天)?$"
)
_HOUR_BEHIND = re.compile(r" ?(?:[-~至到]|以?前|以?后|之前|之后|起|开|准时|止|左右|整|分)")


def say(figure: Figure, day_word: str) -> Reading:
    """Return how a figure is said; None where it is only a part of something else."""
    if not _DIGIT.search(figure.written):
        return None
    odd = any(one.isdigit() and not one.isdecimal() for one in _POWER.sub("", figure.written))
    reading = None if odd else _SAYERS[figure.kind](figure, day_word)
    if odd or (isinstance(reading, Said) and not _SPEAKABLE.fullmatch(reading.spoken)):
        return Unreadable(f"“{figure.written}”不知道是序号还是数。", "数请用 0—9 写。")
    if not isinstance(reading, Said):
        return reading
    return replace(reading, spoken=reading.spoken.replace("〇", "零").replace("○", "零"))


def _in_words(figure: Figure, kind: WordKind = WordKind.NUMBER) -> Reading:
    """Return numerals as numbers and signs by their names, in the order they stand."""
    if figure.written[0].isalpha() and not _CURRENCY.match(figure.written):
        return None
    if _NONE.fullmatch(figure.written):
        return Said("没有", kind)
    words, currency = "", ""
    for token in _TOKEN.finditer(figure.text, figure.start, figure.end):
        written = token[0]
        if token["number"]:
            if int(_digits(written).partition(".")[0] or 0) >= LARGEST:
                return Unreadable(f"“{written}”太大，读不出来。", "请写成多少亿，或核对位数。")
            words += _counted(token, figure)
        elif written in CURRENCIES:
            currency = CURRENCIES[written]
        elif token["sign"]:
            words += _NAMES[written]
        elif token["to"]:
            words += "到"
        elif written.isalnum():
            words += written
        elif not token["blank"]:
            return None
    return Said(words if "元" in words else words + currency, kind)


def _digits(written: str) -> str:
    digits = re.sub("[,， ]", "", written)
    return f"0{digits}" if digits.startswith(".") else digits


def _counted(token: re.Match[str], figure: Figure) -> str:
    """Return a number in words, 两 for a lone two where something is counted."""
    digits, text = _digits(token[0]), token.string
    before, measures = text[max(0, token.start() - 6) : token.start()], figure.kind in _MEASURING
    ordered = figure.kind is Kind.ORDER or _ORDERED.search(before)
    # The last of 1米2 has no unit of its own.
    unit_at = figure.quantities[-1].end
    has_unit = measures and token.end() < unit_at and text[unit_at - 1] not in _NAMING
    if digits == "2" and not ordered and (has_unit or _MANY.match(text, token.end())):
        return "两"
    # 2.50元 is two and a half, as 100.0分 is a hundred; 3.0版 keeps its nought.
    measures = measures or digits != token[0] or bool(_SCORED.match(text, token.end()))
    say_it = measure if measures else number
    return say_it(digits, counting=not ordered)


def _money(figure: Figure, _day_word: str) -> Reading:
    return _in_words(figure, WordKind.MONEY)


def _number(figure: Figure, _day_word: str) -> Reading:
    """Return a number; one that neither counts nor is called a number is refused if it is long."""
    digits = figure.written
    if figure.kind is Kind.NUMBER and digits.isdigit():
        if len(digits) > 1 and digits.startswith("0"):
            return Said(by_digit(digits), WordKind.CODE)
        alone = _ALONE_BEFORE.search(figure.before()) and _ALONE_BEHIND.match(figure.after())
        if alone and HOTLINE.fullmatch(digits):
            return Said(phone_words(digits), WordKind.PHONE)
        if len(digits) > 6 and not COUNTED.match(figure.after()):
            return Unreadable(
                f"“{digits}”不知道是数目还是号码。",
                "数目请在后面写单位，号码请在前面写“电话”或“账号”。",
            )
    return _in_words(figure)


def _share(figure: Figure, _day_word: str) -> Reading:
    """Return 5%—7% with 百分之 before its numbers, 1/3 with its 分之, 1:500 with its 比."""
    written = figure.written
    if fraction := re.fullmatch(r"(\d+)/(\d+)([万亿]?)", written):
        low, high = (cardinal(int(fraction[part]), counting=False) for part in (2, 1))
        return Said(f"{low}{fraction[3]}分之{high}", WordKind.NUMBER)
    if re.fullmatch(r"[\d-]+", written):
        return Said("，".join(cardinal(int(part)) for part in written.split("-")), WordKind.CODE)
    if ":" in written:
        parts = (number(_digits(part), counting=False) for part in written.split(":"))
        return Said("比".join(parts), WordKind.NUMBER)
    per = {"%": "百分之", "‰": "千分之"}.get(written[-1])
    if not per:
        return _in_words(figure)
    (low, told), *others = re.findall(rf"({NUMBER}) ?([%‰]?)", written)
    said = per + _hundredths(low)
    for high, _ in others:
        said += f"到{per if told else ''}{_hundredths(high)}"
    sign = {"-": "负", "+": "正", "±": "正负"}.get(written[0], "")
    return Said(sign + said, WordKind.NUMBER)


def _hundredths(written: str) -> str:
    digits = _digits(written)
    return "百" if digits == "100" else measure(digits, counting=False)


def _temperature(figure: Figure, _day_word: str) -> Reading:
    """Return -2～5℃ with both signs said: “零下二到五” is heard as five below."""
    below = figure.written.startswith("-")
    words = ""
    for sign, digits, unit, to in re.findall(
        rf"([-+]?) ?({NUMBER}) ?(℃|°C|度|摄氏度|°)? ?([-~至到]?) ?", figure.written
    ):
        side = {"-": "零下", "+": "零上"}.get(sign, "零上" if below and words else "")
        words += side + measure(_digits(digits))
        if not (below and to and to in "-~"):
            words += {"": "", "度": "度"}.get(unit, "摄氏度")
        words += "到" if to and to in "-~" else to
    return Said(words, WordKind.NUMBER)


def _day(figure: Figure, day_word: str) -> Reading:
    """Return a day with its year digit by digit, as every year is said."""
    written = figure.written
    if figure.quantities[0].unit == KNOWN_DAY:
        digits = re.sub(r"\D", "", written)
        return Said("十一" if digits == "101" else _one_by_one(digits), WordKind.TEXT)
    if written.isdigit() and len(written) == _DIGITS_OF_DAY:
        return Unreadable(f"“{written}”不知道是日期还是号码。", "日期请写成几年几月几日。")
    if not all(_exists(one.value) for one in figure.quantities):
        return Unreadable(f"“{written}”不是日历上的日子。", "请核对年月日。")
    if parts := _SEPARATED.fullmatch(written):
        year, month, day = parts.groups()
        said = f"{by_digit(year)}年" if year else ""
        said += f"{cardinal(int(month))}月" + (f"{cardinal(int(day))}日" if day else "")
    else:
        said = re.sub(r" ?(\d+) ?(?=(年)?)", _part_of_day, written)
        said = re.sub("[（）]", "", re.sub(" ?[-~/] ?", "到", said))
    return Said(re.sub("日$", day_word, said), WordKind.DATE)


def _part_of_day(part: re.Match[str]) -> str:
    is_year = part[2] or len(part[1]) == _DIGITS_OF_YEAR
    return by_digit(part[1]) if is_year else cardinal(int(part[1]))


def _exists(value: Value) -> bool:
    """Return whether the calendar has this day; without a year, 29 February counts."""
    if not isinstance(value, Day) or value.lunar or value.month is None:
        return True
    year = value.year or _LEAP_YEAR
    return 1 <= value.month <= 12 and (value.day or 1) <= monthrange(year, value.month)[1]


def _clock(figure: Figure, _day_word: str) -> Reading:
    """Return 20时, 8点半, 8时30分, 8:30."""
    digital = re.fullmatch(r"(\d{1,2}):(\d\d)(?::(\d\d))?分?", figure.written)
    if digital is None:
        return _spelled_clock(figure)
    hour, minute, second = (int(part or 0) for part in digital.groups())
    if hour > 24 or (hour == 24 and minute):
        return _no_such_hour(figure)
    # 1:30 may be a mixture; nobody mixes like 1:00 or 6:30.
    if 0 < hour < 6 and minute and figure.written[0] != "0" and not _is_an_hour(figure):
        return Unreadable(
            f"“{figure.written}”不知道是几点几分还是比例。", "请写成“1点30分”或“1比30”。"
        )
    said = _hour(hour, "点")
    if second:
        said += f"{_minutes(minute)}{cardinal(second)}秒"
    elif minute == 30:
        said += "半"
    elif minute:
        said += _minutes(minute)
    return Said(said, WordKind.TIME)


def _is_an_hour(figure: Figure) -> bool:
    return bool(_HOUR_NEAR.search(figure.before()) or _HOUR_BEHIND.match(figure.after()))


def _spelled_clock(figure: Figure) -> Reading:
    said = ""
    for digits, unit, other in re.findall(r"(\d+) ?([点时分]?)|(\D)", figure.written):
        if not digits:
            said += other.strip()
        elif unit in ("点", "时"):
            said += _hour(int(digits), unit)
        else:
            said += _minutes(int(digits)).removesuffix("分") + unit
    return Said(said, WordKind.TIME)


def _hour(hour: int, word: str) -> str:
    return ("两" if hour == 2 and word == "点" else cardinal(hour)) + word


def _minutes(minutes: int) -> str:
    return f"{'零' if minutes < 10 else ''}{cardinal(minutes)}分"


def _no_such_hour(figure: Figure) -> Unreadable:
    return Unreadable(f"“{figure.written}”不是钟点。", "请核对几点几分。")


_SERVICES = ("12", "95", "96")


def phone_words(written: str) -> str:
    """Return a phone in the breaths in which it is said: 零五九七，五八三，幺二三四."""
    whole, extension = (*re.split(r" ?转 ?|(?<=\d{7})-", written), "")[:2]
    groups = re.findall(r"\d+", re.sub(r"^(?:\+|00)86[- ]?", "", whole))
    said = "，".join(by_phone_digit(breath) for group in groups for breath in _breaths(group))
    return f"{said}，转{by_phone_digit(extension.strip())}" if extension else said


def _breaths(group: str) -> tuple[str, ...]:
    """Return the digits between two pauses: an area code, three, and four."""
    # Said in one, the two 幺 of 12119 run into each other; 119 and 110 are words of their own.
    if len(group) == 5 and group.startswith(_SERVICES):
        return group[:2], group[2:]
    if len(group) == 11 and group[0] == "1":
        return group[:3], group[3:7], group[7:]
    if len(group) == 10 and group[1:3] == "00":
        return group[:3], group[3:6], group[6:]
    if len(group) > 8 and group[0] == "0":
        area = 3 if group[1] in "12" else 4
        return group[:area], *_breaths(group[area:])
    return (group[:-4], group[-4:]) if len(group) in (7, 8) else (group,)


def known_phone(text: str, start: int, phones: tuple[str, ...]) -> str:
    """Return which of ``phones`` stands at ``start``; 119户 counts households all the same."""
    for phone in phones:
        end = start + len(phone)
        alone = not text[start - 1 : start].isdigit() and not text[end : end + 1].isdigit()
        if phone and text.startswith(phone, start) and alone and not COUNTED.match(text, end):
            return phone
    return ""


def _phone(figure: Figure, _day_word: str) -> Reading:
    several = re.split("[、,，/和或及]", figure.written)
    return Said("、".join(map(phone_words, several)), WordKind.PHONE)


def _code(figure: Figure, _day_word: str) -> Reading:
    """Return a code, digit by digit; K12+300 is so many kilometres and metres."""
    written = re.sub("[ ·]", "", figure.written)
    if post := re.fullmatch(r"K(\d+)\+(\d+)", written):
        return Said(
            "加".join((f"K{cardinal(int(post[1]))}", cardinal(int(post[2])))), WordKind.CODE
        )
    joint, one_by_one = ("，", _one_by_one) if written[0].isalpha() else ("杠", by_phone_digit)
    if "." in written or (figure.quantities[0].unit == NAME and len(written) != _DIGITS_OF_HOTLINE):
        one_by_one = by_digit
    said = re.sub(r"\d+", lambda one: one_by_one(one[0]), written)
    return Said(said.upper().replace("-", joint).replace(".", "点"), WordKind.CODE)


_DIGITS_OF_HOTLINE = 3


def _one_by_one(digits: str) -> str:
    """Return digits one by one; 幺 for one where there are many of them."""
    return by_digit(digits) if len(digits) < 3 else by_phone_digit(digits)


def _order(figure: Figure, _day_word: str) -> Reading:
    """Return 501室 digit by digit, and 第50条 as a number."""
    if issue := re.fullmatch(r"(\d{4})-(\d+)", figure.written):
        return Said(f"{by_digit(issue[1])}年第{cardinal(int(issue[2]))}", WordKind.DATE)
    digits = re.match(r"\d+(?!\d)", figure.written)
    room = digits and len(digits[0]) > 2 and figure.quantities[0].unit[:1] in ("室", "房")
    if digits and (digits[0].startswith("0") or room):
        say_it = by_phone_digit if room else by_digit
        return Said(say_it(digits[0]) + figure.written[digits.end() :], WordKind.CODE)
    return _in_words(figure)


def _document(figure: Figure, _day_word: str) -> Reading:
    """Return the number of a document: 〔2021〕69号 二零二一，六十九号."""
    year, running = re.findall(r"\d+", figure.written)
    ordinal = "第" if "第" in figure.written else ""
    said = f"{by_digit(year)}，{ordinal}{cardinal(int(running), counting=False)}号"
    return Said(said, WordKind.CODE)


def _unread(figure: Figure, _day_word: str) -> Reading:
    return Unreadable(f"“{figure.written}”{figure.quantities[0].why}。", "请改写清楚。")


def _silent(_figure: Figure, _day_word: str) -> Reading:
    return None


_SAYERS: dict[Kind, Callable[[Figure, str], Reading]] = {
    Kind.MONEY: _money,
    Kind.COUNT: _number,
    Kind.SPAN: _number,
    Kind.NUMBER: _number,
    Kind.ORDER: _order,
    Kind.SHARE: _share,
    Kind.TEMPERATURE: _temperature,
    Kind.DATE: _day,
    Kind.TIME: _clock,
    Kind.PHONE: _phone,
    Kind.DOCUMENT: _document,
    Kind.CODE: _code,
    Kind.UNREAD: _unread,
    Kind.LEVEL: _silent,
}
