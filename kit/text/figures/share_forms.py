"""Shares in every written form: per cent, tenths, folds, fractions, and ratios."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.code_forms import COUNTED
from kit.text.figures.quantity import Kind
from kit.text.figures.written_form import NUMERIC, TO, Form, Read, unread
from kit.text.figures.written_numbers import CHINESE, NUMBER, ONE_TO_NINE, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_N = NUMBER
FOLD = "折"
"""Unit of a share that is what is left of a price: 七折, 减半."""


def _percent(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    value = Decimal(100) if match["n"] == "百" else number(match["n"])
    if value is not None:
        per_mille = "‰" in match[0] or "千分" in match[0]
        yield Read(Kind.SHARE, value / 10 if per_mille else value)


def _percent_range(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    for name, part in (("n", "first"), ("n2", "last")):
        yield Read(Kind.SHARE, number(match[name]) or Decimal(0), part=part)


def _points(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.SHARE, number(match["n"]) or Decimal(0), "点")


def _discount(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    said = {"对": Decimal(50), "半": Decimal(50)}.get(match["n"])
    digits = match["n"]
    if said is None and len(digits) == 2 and digits[0] in ONE_TO_NINE:
        # 八五折 is said digit by digit.
        said = Decimal(10 * ONE_TO_NINE.index(digits[0]) + ONE_TO_NINE.index(digits[1]) + 11)
    value = said or number(digits) or Decimal(0)
    yield Read(Kind.SHARE, value if value >= 10 else value * 10, FOLD)


def _half(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.SHARE, Decimal(50), FOLD if match[0] in ("减半", "半价") else "")


def _doubled(_match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.SHARE, Decimal(200), "倍")


def _shared_out(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    """Give both parts of 三七开."""
    for name, part in (("a", "first"), ("b", "last")):
        yield Read(Kind.SHARE, (number(match[name]) or Decimal(0)) * 10, part=part)


def _is_ten(match: re.Match[str]) -> bool:
    return (number(match["a"]) or 0) + (number(match["b"]) or 0) == _TENTHS


def _tenths(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    more = match["more"]
    value = (number(match["n"]) or Decimal(0)) * 10
    yield Read(Kind.SHARE, value + (5 if more == "半" else (number(more) or 0) if more else 0))


def _fraction(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    low, high = number(match["low"]), number(match["high"])
    if low and high is not None:
        yield Read(Kind.SHARE, high * 100 / low)


_OF_A_WHOLE = re.compile(
    r"(?:占|约|近|超过?|不足|不到|达到?|补|减|各|分|出|剩|少|降|收|交|至少|其中|每次|的|[多少大]于)[^,。;!?\d]{0,3}$"
)
_OF_WHAT = re.compile(
    "的|以[上下]|左右|多|强|弱|[寸斤亩片瓶袋杯碗粒人户票页块箱桶车份件米吨]|[万亿]"
)
"""Beside 1/3: it is a fraction."""


def _unsure(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    said = match.groupdict()
    month, day = (int(said[n] or said[f"{n}2"] or said[f"{n}3"]) for n in ("m", "d"))
    other = f"{day}分之{month}" if "/" in match[0] else f"{month}到{day}"
    yield unread(match, f"不知道是{month}月{day}日，还是{other}")


def _is_unsure(match: re.Match[str]) -> bool:
    """Return whether nothing beside 1/2 or 03-05 tells whether it is a day."""
    text, start, end = match.string, match.start(), match.end()
    if match["m3"]:
        return not text[:start].endswith(("月", "第", "至", "到"))
    if "-" in match[0]:
        padded = "0" in (match["m2"][0], match["d2"][0])
        return padded and not COUNTED.match(text, end) and text[end : end + 1] not in _OF_A_LIST
    before = text[max(0, start - 8) : start]
    alone = not text[:start].strip() and not text[end:].strip()
    named = alone or _OF_A_WHOLE.search(before) or _OF_WHAT.match(text, end)
    return int(match["m"]) < int(match["d"]) and not named


_HAPPENS = "停[水电气课]|开[会班始学]|放假|办理|报名|考试|举行|集合|打针|领|截止|以前|前交"
_OF_A_LIST = frozenset("号时点月日周层楼栋期班室房组版%")
UNSURE_DAYS_FORM = Form(
    r"(?<![\d/.第])(?P<m>[1-9]|1[0-2])/(?P<d>[1-9]|10)(?![\d/日号])"
    rf"|(?<![\dA-Za-z./-])(?P<m3>[1-9]|1[0-2])-(?P<d3>[12]?\d|3[01])(?={_HAPPENS})"
    r"|(?<![\dA-Za-z./-])(?P<m2>0[1-9]|1[0-2])-(?P<d2>0[1-9]|[12]\d|3[01])(?![\d.:/-])",
    _unsure,
    accepts=_is_unsure,
)


def _is_fraction(match: re.Match[str]) -> bool:
    """Return whether 1/3 is no day: 12/25 may be Christmas."""
    high, low = int(match["high"]), int(match["low"])
    return high < min(low, 100) and (low <= 10 or high > 12 or low > 31 or match[0][-1] in "万亿")


_TENTHS = 10
SHARE_FORMS = (
    Form(
        r"减半|半价|(?<![另前后上下])一半(?![天年月])|半数|对半(?=[分开出摊掏])", _half, "减半一对"
    ),
    Form(
        r"翻(?:了?一)?[倍番]|加倍|双倍|(?:[涨增翻多加]|提高|增加|增长)了?一[倍番]",
        _doubled,
        "翻加双涨增多提",
    ),
    Form(
        rf"(?P<a>[{ONE_TO_NINE}])(?P<b>[{ONE_TO_NINE}])(?:分?开|分成|分账|分(?=[,。]|$))",
        _shared_out,
        accepts=_is_ten,
    ),
    Form(rf"百分之(?P<n>{_N})(?:到|至)(?:百分之)?(?P<n2>{_N})", _percent_range, "百"),
    Form(rf"[百千]分之(?P<n>{_N}|百)", _percent, "百千"),
    Form(rf"(?P<n>{_N})[%‰]?{TO}(?P<n2>{_N})%", _percent_range),
    Form(rf"(?P<n>{_N})[%‰]", _percent),
    Form(
        rf"打?(?P<n>[{ONE_TO_NINE}]{{1,2}}|\d(?:\.\d)?|\d\d|[对半])折(?![叠旧腾磨断])",
        _discount,
        NUMERIC + "打对半",
    ),
    Form(
        rf"(?<![{CHINESE}\d])(?P<n>[{ONE_TO_NINE}两1-9])成(?P<more>[{ONE_TO_NINE}半])?(?![立为员本果功都长交人熟效年绩就])",
        _tenths,
    ),
    Form(rf"(?P<low>{_N})分之(?P<high>{_N})", _fraction),
    Form(
        r"(?<![\d/.第])(?P<high>[1-9]\d{0,3})/(?P<low>[1-9]\d{0,3})(?![\d/日号])(?:[万亿](?!元))?",
        _fraction,
        accepts=_is_fraction,
    ),
    Form(rf"(?P<n>{_N})个百分点", _points),
)


def _ratio(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.SHARE, match[0], RATIO)


_RATIO_BEFORE = re.compile(r"(?:比例|配比|之比|比分|稀释|兑水?|配水?|比值|比|氮磷钾)[为是约:]? ?$")
_RATIO_BEHIND = re.compile(
    r"的?比例|的?配比|兑|稀释|配比?|混合|[获险大]?胜|战胜|击败|[赢输负]|战平|倍液"
)
RATIO = "比"
_MATCH = re.compile("[队赛]|[胜赢输负]")
_HOURS = 24
_NEAR_A_RATIO = 14
_DIGITS_OF_MINUTES = 2


def _is_ratio(match: re.Match[str]) -> bool:
    """Return whether its neighbours make a pair such as 3:10 a ratio or a score."""
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - _NEAR_A_RATIO) : start]
    if "-" in match[0]:
        return (
            "肥" in before + text[end : end + 10] or re.search("氮磷钾|N-P-K", before) is not None
        )
    # Nobody writes an hour with one digit or three behind the colon.
    if any(len(part) != _DIGITS_OF_MINUTES for part in match[0].split(":")[1:]):
        return True
    if _RATIO_BEFORE.search(before) or _RATIO_BEHIND.match(text, end):
        return True
    # No hour is called 58, and no ratio stands without a word of it.
    return int(match[0].split(":")[0].split(".")[0]) > _HOURS and bool(_MATCH.search(before))


RATIO_FORMS = (
    Form(r"(?<![\d:])\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){1,2}(?![\d:])", _ratio, accepts=_is_ratio),
    # 15-15-15 of a fertiliser: nitrogen, phosphorus, potassium.
    Form(r"(?<![\d-])\d{1,2}-\d{1,2}-\d{1,2}(?!-?\d)", _ratio, accepts=_is_ratio),
)
