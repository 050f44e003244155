"""Days, times, counts, amounts and phones out of what a clerk wrote.

Each function returns the value or raises :class:`WrongValue`, which says what is wrong with
the text and what to write instead.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.model.item import Amount, Phone
from kit.text.code_content import MOST_LINK_CHARACTERS
from kit.text.nearest import nearest

if TYPE_CHECKING:
    from enum import StrEnum

CHINA_TIME = timezone(timedelta(hours=8))
FIRST_YEAR, LAST_YEAR = 1949, 2099

_DATE = re.compile(r"(\d{4}) ?(?:年|[-/.]) ?(\d{1,2}) ?(?:月|[-/.]) ?(\d{1,2}) ?日?")
_TIME = re.compile(r"[T ]?(\d{1,2})(?:[:时点](\d{1,2})?分?)?(?::\d{2})?(?:\+08:?00)?")
_FIGURE = re.compile(r"[¥￥]?\s*(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(万元|亿元|元|块钱|块|万|亿)")
_BARE_FIGURE = re.compile(r"[¥￥]?\s*(\d[\d,]*(?:\.\d+)?)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# A number nobody counts in: “每人400” must not go out as a figure without its unit.
_NO_UNIT = re.compile(r"\d\s*(?:$|[，。；、,;（(])")
_NOT_PLAIN = re.compile(
    r"\d[\d.,，\s]*[十百千万亿]*(?:元|圆|块)|[一二三四五六七八九十百千万亿两零〇]+(?:元|圆|块钱)"
)
# What would make the figure found a part of another one: 1，200元; 40 0元; 100到200元; -5元.
_CUT_BEFORE = re.compile(r"(?:\d\s*(?:[到至]|[^\w\s（）()“”《》]+)?|[-−负])\s*$")
_CUT_AFTER = re.compile(r"\s*[\d十百千万亿角毛]")
_UNIT_MEANT = {"块钱": "元", "块": "元", "万": "万元", "亿": "亿元"}

_PHONE = re.compile(
    r"(?P<label>.*?[^\d\s:：-]?)[\s:：]*(?P<number>\d[\d \-]*\d|\d)"
    r"\s*(?:[(（]\s*(?:已)?试拨[\s:：]*(?P<dialled>[^)）]*)[)）])?"
)
_HOTLINE = re.compile(r"1\d{2}|1\d{4}|9\d{4,5}|[48]00-?\d{3}-?\d{4}|[48]00\d-?\d{3}-?\d{3}")
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LOCAL = re.compile(r"[2-8]\d{6,7}")

DATE_FORMS = "2026-12-31、2026年12月31日、2026/12/31 或 2026.12.31"


class WrongValue(Exception):  # noqa: N818 - a value, caught where it was read; never an error to the user
    """What is wrong with a text, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


def parse_date(text: str) -> date:
    """Return the day that ``text`` names."""
    plain = normalize("NFKC", text).strip()
    match = _DATE.fullmatch(plain)
    if match is None:
        raise WrongValue(f"“{text}”不是日期。", f"请写成 {DATE_FORMS}；几点几分写在 时间 里。")
    return _day(match, text)


def _day(match: re.Match[str], text: str) -> date:
    year, month, day = (int(match.group(number)) for number in (1, 2, 3))
    try:
        found = date(year, month, day)
    except ValueError:
        raise WrongValue(f"没有“{text}”这一天。", "请核对月份和日子。") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongValue(f"“{text}”的年份不对。", f"请核对年份（{FIRST_YEAR}—{LAST_YEAR}）。")
    return found


def parse_moment(text: str) -> datetime:
    """Return the day and time of day that ``text`` names, in Chinese time."""
    plain = normalize("NFKC", text).strip()
    found = _DATE.match(plain)
    clock = _TIME.fullmatch(plain[found.end() :].rstrip()) if found else None
    if found is None or clock is None:
        raise WrongValue(
            f"“{text}”不是日期加时间。", "请写成 2026-11-23 12:00 或 2026年11月23日12时。"
        )
    try:
        hour = time(int(clock.group(1)), int(clock.group(2) or 0))
    except ValueError:
        raise WrongValue(f"没有“{text}”这个时刻。", "请核对几点几分。") from None
    return datetime.combine(_day(found, text), hour, CHINA_TIME)


def parse_choice(text: str, choices: type[StrEnum]) -> StrEnum:
    """Return the member of ``choices`` whose name was written."""
    for member in choices:
        if member.value == text or member.value.upper() == normalize("NFKC", text).upper():
            return member
    names = [member.value for member in choices]
    near = nearest(text, names)
    hint = f"是不是“{near}”？" if near else ""
    raise WrongValue(f"没有“{text}”这一项。", f"{hint}只能填：{'、'.join(names)}。")


def parse_yes_no(text: str) -> bool:
    """Return whether 是 was written."""
    if text not in {"是", "否"}:
        raise WrongValue(f"“{text}”看不懂。", "请填 是 或 否。")
    return text == "是"


def parse_link(text: str) -> str:
    """Return the address of a page, which a QR code will carry as it stands."""
    if not re.fullmatch(r"https?://[!-~]+", text):
        raise WrongValue(f"“{text}”不是网址。", "请从浏览器地址栏整行复制，以 https:// 开头。")
    if len(text) > MOST_LINK_CHARACTERS:
        raise WrongValue(
            f"网址有 {len(text)} 个字符，最多 {MOST_LINK_CHARACTERS} 个，再长二维码扫不出。",
            "“?”后面的多半可以删去，删后先试开；公众号文章用“复制链接”得到的短网址。",
        )
    return text


def parse_count(text: str, least: int, most: int) -> int:
    """Return the whole number that was written, within its limits."""
    match = re.fullmatch(r"(\d{1,3})\s*[遍次]?", normalize("NFKC", text).strip())
    if match is None or not least <= int(match.group(1)) <= most:
        raise WrongValue(f"“{text}”不行。", f"请填 {least} 到 {most} 的整数。")
    return int(match.group(1))


def parse_amount(text: str) -> Amount:
    """Return the one figure in ``text`` with its unit and the words around it."""
    # Compatibility forms only where figures stand: full-width digits and signs.
    plain = re.sub("[０-９．￥]+", _half_width, text).strip()
    figures = list(_FIGURE.finditer(plain))
    if len(figures) > 1:
        raise WrongValue(
            f"“{text}”里有 {len(figures)} 个数。", "请一条写一个数，分成几行，每行以“- ”开头。"
        )
    if not figures:
        return _amount_without_unit(text, plain)
    (figure,) = figures
    label, tail = plain[: figure.start()].strip(), plain[figure.end() :].strip()
    if _CUT_BEFORE.search(label) or _CUT_AFTER.match(tail):
        raise WrongValue(
            f"“{text}”里的数连着别的数或符号，看不出是多少。",
            "请只写一个数，如 1200元、400.5元；从多少到多少的分成两条，如 最低200元、最高500元。",
        )
    unit = figure.group(2)
    return Amount(
        label=label,
        value=_decimal(figure.group(1), text),
        unit=_UNIT_MEANT.get(unit, unit),
        tail=tail,
    )


def _half_width(match: re.Match[str]) -> str:
    return normalize("NFKC", match.group())


def _amount_without_unit(text: str, plain: str) -> Amount:
    bare = _BARE_FIGURE.fullmatch(plain)
    if bare:  # the form asks for the number alone
        return Amount(label="", value=_decimal(bare.group(1), text), unit="元")
    if _NO_UNIT.search(plain):
        raise WrongValue(f"“{text}”的数后面没有单位。", "请写上 元、万元或亿元，如 每人400元。")
    if _NOT_PLAIN.search(plain):
        raise WrongValue(f"“{text}”的数不全是数字。", "请改成数字，如 3000元、5.3万元。")
    return Amount(label=plain)


def _decimal(digits: str, text: str) -> Decimal:
    if not _GROUPED.fullmatch(digits):
        raise WrongValue(f"“{text}”里的数写得不对。", "请写成 1200元 或 1,200元。")
    return Decimal(digits.replace(",", ""))


def parse_phone(text: str) -> Phone:
    """Return the office and the number, and the day it was dialled last."""
    plain = re.sub("[０-９（）－—–：　‐‑]", _half_width_sign, text).strip()
    match = _PHONE.fullmatch(plain)
    if match is None:
        raise WrongValue(
            f"“{text}”看不出单位和号码。",
            "请写成 乡党政办 0597-1234567（已试拨 2026-11-20），一个号码一条。",
        )
    label = match["label"].strip(" :")
    number = re.sub(r"\s+", "", match["number"])
    if not label:
        raise WrongValue(f"“{number}”前面没有写是哪里的电话。", "请写成 乡党政办 0597-1234567。")
    if _LOCAL.fullmatch(number):
        raise WrongValue(
            f"“{label}”的号码没有区号。", "请加上区号，如 0597-1234567：手机才打得通。"
        )
    if not any(form.fullmatch(number) for form in (_HOTLINE, _LANDLINE, _MOBILE)):
        raise WrongValue(
            f"“{label}”的号码有 {sum(map(str.isdigit, number))} 位，不是电话号码。",
            "请核对：固定电话写区号加 7 到 8 位，热线写 12345 这样的短号。",
        )
    dialled = match["dialled"]
    return Phone(label=label, number=number, dialled=parse_date(dialled) if dialled else None)


def _half_width_sign(match: re.Match[str]) -> str:
    sign = match.group()
    return "-" if sign in "－—–‐‑" else normalize("NFKC", sign)
