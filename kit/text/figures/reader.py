"""Figures in running text, typed: money, dates, times, phones, percentages, counts, file numbers.

The same reader serves the clerk's source and the text read back from finished sheets, pages and
scripts, so that both are compared by what a figure is and says, not by bare digits.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.chinese_numbers import chinese_number, spoken_digits
from kit.text.figures.figure import Clock, Day, Figure, FigureKind
from kit.text.figures.patterns import DATE_TAIL, FIGURE, HOTLINE_BEFORE, MULTIPLE, PHONE_JOINER
from kit.text.figures.roles import with_halves_of_day, with_roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from kit.text.figures.figure import Value

    Reader = Callable[[re.Match[str], date | None, list[Figure]], Iterator[Figure]]


_WIDE = str.maketrans(
    "０１２３４５６７８９％．－／￥", "0123456789%.-/¥"
)  # same length, so that spans still point into the caller's text
_BLANK_BY_HAN = re.compile(
    # The blank in 星期四 十一月廿三 keeps a fourth day from becoming a 41st month.
    r"(?<=[\u3000-\u9fff\uff00-\uffef])(?<!期[一二三四五六])\s+"
    r"(?=[\u3000-\u9fff\uff00-\uffef\d])"
    r"|(?<=\d)\s+(?=[\u3000-\u9fff\uff00-\uffef])|(?<=\d-)\s+(?=\d)"
)


def join_broken_text(text: str) -> str:
    """Return text read back from a sheet with the blanks of broken lines taken out.

    Chinese has no blanks between words, so a blank beside a Chinese character is a line's end;
    between two numbers it stays, because 3.20 256.00 are two cells.
    """
    return _BLANK_BY_HAN.sub("", text)


def figures(text: str, *, near: date | None = None) -> tuple[Figure, ...]:
    """Return every figure in ``text``, in order.

    ``near`` is the day of publication: it gives 今年 and 明年 their number. A date without a
    year keeps none: whoever compares it decides what it agrees with.
    """
    plain = text.translate(_WIDE)
    found: list[Figure] = []
    position = 0
    while match := FIGURE.search(plain, position):
        position = match.end()
        read = _READERS.get(match.lastgroup or "")
        if read is None:
            continue  # a web address, an id or an ordinal: taken out so that no part is misread
        for figure in read(match, near, found):
            found.append(figure)
            position = max(position, figure.end)
    return with_roles(with_halves_of_day(found, plain), plain)


def _figure(
    kind: FigureKind, match: re.Match[str], value: Value, *, unit: str = "", range_part: str = ""
) -> Figure:
    return Figure(
        kind=kind,
        text=match[0].strip(),
        start=match.start(),
        end=match.end(),
        value=value,
        unit=unit,
        range_part=range_part,
    )


def number(text: str) -> Decimal | None:
    """Return the value of a number in digits or Chinese characters."""
    digits = text.replace(",", "")
    if digits[:1].isdigit():
        return Decimal(digits)
    return chinese_number(text)


def _read_money(match: re.Match[str], _near: date | None, _found: object) -> Iterator[Figure]:
    multiple = match["multiple"] or match["yuan_multiple"] or ""
    if match["money_from"]:
        first = number(match["money_from"])
        if first is not None:
            first *= MULTIPLE[match["from_multiple"] or multiple]
            yield _figure(FigureKind.MONEY, match, first, unit=f"{multiple}元", range_part="first")
    value = number(match["money"] or match["yuan"])
    if value is None:
        return
    value *= MULTIPLE[multiple]
    for name, share in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        if match[name]:
            value += (number(match[name]) or 0) * share
    last = "last" if match["money_from"] else ""
    yield _figure(FigureKind.MONEY, match, value, unit=f"{multiple}元", range_part=last)


def _read_percent(match: re.Match[str], _near: date | None, _found: object) -> Iterator[Figure]:
    value = number(match["percent"] or match["hundredth"])
    if value is not None:
        yield _figure(FigureKind.PERCENT, match, -value if match["minus"] else value)


def _read_count(match: re.Match[str], _near: date | None, _found: object) -> Iterator[Figure]:
    texts = [match["count_from"], match["count"]] if match["count_from"] else [match["count"]]
    parts = ("first", "last") if len(texts) == 2 else ("",)
    for text, part in zip(texts, parts, strict=True):
        value = number(text)
        # 一名村民, 一个: an article, not a figure.
        if value is not None and not (text == "一" and not match["count_from"]):
            yield _figure(FigureKind.COUNT, match, value, unit=match["measure"], range_part=part)


def _read_document(match: re.Match[str], _near: date | None, _found: object) -> Iterator[Figure]:
    yield _figure(FigureKind.DOCUMENT, match, f"{match['doc_year']}-{int(match['doc_number'])}")


def _read_lunar(match: re.Match[str], _near: date | None, _found: object) -> Iterator[Figure]:
    yield _figure(FigureKind.LUNAR, match, lunar_words(match[0]))


def lunar_words(text: str) -> str:
    """Return a lunar date in one spelling: 冬月二十三 as 十一月廿三."""
    words = re.sub(r"^(?:农历|阴历|旧历|古历)|[日号]$", "", text)
    words = words.replace("冬月", "十一月").replace("腊月", "十二月")
    return re.sub(r"月二十(?=[一二三四五六七八九])", "月廿", words)


def _read_date(match: re.Match[str], near: date | None, _found: object) -> Iterator[Figure]:
    first = _day(match, "", near)
    if first is None:
        return
    tail = DATE_TAIL.match(match.string, match.end())
    last = _day(tail, "2", near) if tail else None
    if tail is None or last is None:
        yield _figure(FigureKind.DATE, match, first)
        return
    yield _figure(FigureKind.DATE, match, first, range_part="first")
    yield Figure(
        kind=FigureKind.DATE,
        text=tail["last_day"],
        start=tail.start("last_day"),
        end=tail.end(),
        value=_carry(first, last),
        range_part="last",
    )


def _carry(first: Day, last: Day) -> Day:
    """Return the end of a range with the parts its beginning gives: 11月23—29日."""
    month = first.month if last.month is None and last.day is not None else last.month
    year = last.year
    if year is None and first.year is not None:
        over_new_year = month is not None and first.month is not None and month < first.month
        year = first.year + 1 if over_new_year else first.year
    return Day(year, month, last.day)


_YEAR_WORDS = {"去": -1, "今": 0, "本": 0, "明": 1}


def _day(match: re.Match[str], suffix: str, near: date | None) -> Day | None:
    groups = match.groupdict()

    def part(*names: str) -> str:
        return next((groups[n + suffix] for n in names if groups.get(n + suffix)), "")

    year_text, month_text = part("year", "iso_year", "only_year"), part("month", "iso_month")
    day_text = part("day", "iso_day", "open_day")
    year: int | None = None
    if year_text in _YEAR_WORDS:
        year = near.year + _YEAR_WORDS[year_text] if near else None
    elif year_text:
        year = int(number(year_text) or 0)
    month = int(number(month_text) or 0) if month_text else None
    day = int(number(day_text) or 0) if day_text else None
    # 13月 and 32日 are kept: a wrong digit must be seen, not taken for no date at all.
    if year is None and month is None and day is None:
        return None
    return Day(year, month, day)


_AFTER_NOON = ("下午", "傍晚", "晚上", "夜里", "晚")


def _read_time(match: re.Match[str], _near: date | None, _found: object) -> Iterator[Figure]:
    hour = int(number(match["hour"]) or 0)
    minute = 30 if match["half"] else int(number(match["minute"] or match["minutes"] or "0") or 0)
    if match["quarter"]:
        minute = 15 if match["quarter"] == "一" else 45
    part = match["part"] or ""
    if (part in _AFTER_NOON and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    if hour <= 24 and minute < 60:
        sure = bool(part) or hour > 12 or hour == 0
        yield _figure(FigureKind.TIME, match, Clock(hour * 60 + minute, sure))


def _read_phone(match: re.Match[str], _near: date | None, _found: object) -> Iterator[Figure]:
    yield _figure(FigureKind.PHONE, match, re.sub(r"\D", "", match[0]).removeprefix("86"))


def _read_hotline(
    match: re.Match[str], _near: date | None, found: list[Figure]
) -> Iterator[Figure]:
    """A short number is a phone only beside words of calling, or after another phone."""
    text = match.string
    listed = (
        bool(found)
        and found[-1].kind is FigureKind.PHONE
        and PHONE_JOINER.fullmatch(text, found[-1].end, match.start()) is not None
    )
    digits = match[0]
    usual = re.fullmatch(r"12\d{3}|9[56]\d{3,4}", digits) is not None
    if usual or listed or HOTLINE_BEFORE.search(text, max(0, match.start() - 14), match.start()):
        yield _figure(FigureKind.PHONE, match, digits)


_HOTLINE_DIGITS = 5
"""As many digits said one by one are no number but a phone."""


def _read_spoken_phone(
    match: re.Match[str], _near: date | None, _found: object
) -> Iterator[Figure]:
    digits = spoken_digits(match[0])
    text = match.string
    called = HOTLINE_BEFORE.search(text, max(0, match.start() - 14), match.start())
    if "幺" in match[0] or len(digits) >= _HOTLINE_DIGITS or called:
        yield _figure(FigureKind.PHONE, match, digits)


_READERS: Mapping[str, Reader] = {
    "document_": _read_document,
    "lunar_": _read_lunar,
    "date_": _read_date,
    "money_": _read_money,
    "percent_": _read_percent,
    "time_": _read_time,
    "phone_": _read_phone,
    "spoken_": _read_spoken_phone,
    "count_": _read_count,
    "hotline_": _read_hotline,
}
