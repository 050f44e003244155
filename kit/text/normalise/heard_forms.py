"""A written text in pieces, each with all that may be heard for it.

The forms are tried in order at every place: what says more about itself comes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.normalise.heard_neighbours import (
    COUNTED,
    DAY,
    HOTLINE_SHAPE,
    MONTH,
    NUMBER,
    SPELLINGS,
    YEAR,
)
from kit.text.normalise.heard_ways import (
    as_above_zero,
    as_bare_decimal,
    as_clock,
    as_code,
    as_dash,
    as_degrees,
    as_digits,
    as_dotted,
    as_fraction,
    as_full_date,
    as_hotlines,
    as_hyphened,
    as_issue,
    as_known_day,
    as_label,
    as_last_day,
    as_lettered,
    as_letters,
    as_megabits,
    as_money,
    as_none,
    as_number,
    as_one_day,
    as_phone,
    as_point,
    as_ratio,
    as_roman,
    as_share,
    as_share_range,
    as_sign,
    as_signed,
    as_slash,
    as_two_days,
    as_unit,
    as_value,
    as_year_and_month,
    as_years,
)
from kit.text.normalise.numerals import cardinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from re import Match

    from kit.text.normalise.heard_ways import Heard

_N = rf"({NUMBER})"
_AREA = r"010|02\d|0[3-9]\d{2}"
_PHONE = (
    rf"(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}"
    rf"|（?(?:{_AREA})(?:）|[- ]{{1,3}})?\d{{7,8}}|[48]00(?:[- ]?\d){{7}})"
    r"(?:(?:-| ?转 ?)\d{1,5})?(?![\dA-Za-z])"
)
_TWO_DAYS = (
    rf"(?<![\d.])({MONTH})\.({DAY}) ?[-~至到] ?({MONTH})\.({DAY})(?![\d.%‰])"
    r"(?=[日号]?(?:期间|截止|[,，]?(?:全[村乡县]|每天|上午|下午)?"
    r"(?:停[水电气]|办理|报名|登记|缴费|征收|举行|开展|放假|公示)))"
)
# What a message shows of a figure that nobody can read: all of it.
_UNKNOWN = re.compile(r"[\dA-Za-z][\dA-Za-z.,:/-]*")
_FORMS: tuple[tuple[re.Pattern[str], Callable[[Match[str]], Heard]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), ways)
    for pattern, ways in (
        (r"[\u3400-\u9fff\U00020000-\U0003ffff]+", lambda match: (match[0],)),
        (rf"(?<![\d.])(\d{{1,2}})\.(?={YEAR} ?年|(?:{MONTH}) ?月)", as_label),
        (rf"(?<![\d.])({YEAR})([-/.])({MONTH})\2({DAY})(?!\d)", as_full_date),
        (rf"({YEAR}) ?年? ?[-~/至到] ?({YEAR})(?= ?学?年)", as_years),
        (r"(?<![\d.])((?:19|20)\d{2})-(\d{1,3})(?=期)", as_issue),
        (rf"(?<![\d.]){HOTLINE_SHAPE}(?:[、,，/和或及]{HOTLINE_SHAPE})+", as_hotlines),
        (_PHONE, as_phone),
        (r"\d{7,8}(?:(?:-| ?转 ?)\d{1,5})(?!\d)", as_phone),
        (_TWO_DAYS, as_two_days),
        (rf"(?<=\d[-~至到])({MONTH})\.({DAY})(?![\d.])", as_last_day),
        (rf"(?<=[周期][一二三四五六日天]（)({MONTH})\.({DAY})(?=）)", as_one_day),
        (r"(\d{1,2})·(\d{1,2})(?!\d)", as_known_day),
        (r"(\d{1,2})\.(\d{1,2})(?!\d)(?=[”\"]?[^，。；]{0,10}[日周月节])", as_known_day),
        (rf"(?<![\d.])({YEAR})[-/.](0?[1-9]|1[0-2])(?![\d.]|[号期])", as_year_and_month),
        (r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\d:])(?:分(?!钟))?", as_clock),
        (r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){1,2}", as_ratio),
        (rf"{_N} ?(%?) ?[-~至到] ?{_N} ?%", as_share_range),
        (rf"{_N} ?([%‰])", as_share),
        (rf"([-+±]) ?{_N}(?: ?([%‰]))?", as_signed),
        (rf"{_N}(?= ?(?:℃|°C|摄氏度|度))", as_above_zero),
        (r"℃|°C", as_degrees),
        (r"(\d{1,4})/(\d{1,4})(?![\d/])([万亿])?", as_fraction),
        (
            rf"(HK\$|HKD|RMB|CNY|USD|[¥$€£]) ?{_N}(万亿|亿|万|千)?(?: ?(元|美元|港元|欧元|英镑))?",
            as_money,
        ),
        (r"(?:[A-Z]+[- ]?)?[\dA-Z]*\d(?:-+[\dA-Z]*\d[\dA-Z]*)+", as_hyphened),
        (
            r"(?<=[\u4e00-\u9fff])[A-Z][· ]?[A-Z\d]{2} ?[A-Z\d]{3,4}(?![A-Za-z\d])",
            lambda m: (as_code(m[0]),),
        ),
        (
            r"(?=[A-Z]*\d)(?=\d*[A-Z])(?!\d+[A-Z]{1,2}(?![\dA-Z]))[0-9A-Z]{8,}(?![a-z])",
            lambda m: (as_code(m[0]),),
        ),
        (r"([A-Z]{1,4})[- ]?(\d+(?:\.\d+)*)(?![A-Za-z%])", as_lettered),
        (r"\d{17}[\dXx](?![\dA-Za-z])", lambda m: (as_code(m[0]),)),
        (r"\d{4}(?: \d{4}){2,4}(?: \d{1,4})?(?![\d,.])", lambda m: (as_code(m[0]),)),
        (
            r"\d{1,3}(?: \d{3})+(?:\.\d+)?(?= ?(?:元|万元|亩|吨|人|户))",
            lambda m: as_value(m[0].replace(" ", "")),
        ),
        (r"\d+(?:\.\d+){2,3}", as_dotted),
        (r"0 ?件(?!套)", as_none),
        (r"(\d+) ?M(?:bps|(?=宽带|光纤|带宽|流量|网))", as_megabits),
        (r"#(\d{1,4})号?", lambda m: (f"{cardinal(int(m[1]))}号",)),
        (r"(?<=\d)\+(?=[人户亩名家个件元])", lambda _: ("多",)),
        (r"(?<=[\d米mM]) ?[xX*×] ?(?=\d)", lambda _: ("乘",)),
        (NUMBER, as_number),
        (r"\.\d+", as_bare_decimal),
        (rf"(?:{SPELLINGS})(?![A-Za-z0-9²³])", as_unit),
        (r"(?<=/)[da](?![A-Za-z])", lambda m: ({"d": "天", "a": "年"}[m[0]],)),
        (r"[IVX]+", as_roman),
        (r"[A-Za-z]+", as_letters),
        (r" ?[-~] ?", as_dash),
        (r" ?/ ?", as_slash),
        (r"[·.]", as_point),
        (r".", as_sign),
    )
)


def pieces(
    text: str, phones: tuple[str, ...], start: int, last: int
) -> Iterator[tuple[int, int, Heard]]:
    """Yield every stretch of the folded ``text`` from ``start`` on, and all that may be heard."""
    place = start
    while place < last:
        end, ways = _known_phone(text, place, phones) or _piece(text, place)
        yield place, end, ways
        place = end


def _known_phone(text: str, place: int, phones: tuple[str, ...]) -> tuple[int, Heard] | None:
    for phone in phones:
        end = place + len(phone)
        alone = not text[place - 1 : place].isdigit() and not text[end : end + 1].isdigit()
        if phone and text.startswith(phone, place) and alone and not COUNTED.match(text, end):
            return end, (as_digits(phone),)
    return None


def _piece(text: str, place: int) -> tuple[int, Heard]:
    for form, ways in _FORMS:
        if (match := form.match(text, place)) and (heard := ways(match)):
            return match.end(), heard
    run = _UNKNOWN.match(text, place)
    return (run.end() if run else place + 1), ()
