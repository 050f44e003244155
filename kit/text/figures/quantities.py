"""Every quantity in a text: one scanner over one table of forms.

A form is tried wherever a figure can begin, in the order of the table: what stands earlier takes
its characters, so that no part of a phone is read as an amount and no part of a date as a count.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.text.figures.amount_forms import (
    COUNT_FORMS,
    MONEY_FORMS,
    SPAN_FORMS,
    TEMPERATURE_FORMS,
)
from kit.text.figures.clock_forms import CLOCK_FORMS
from kit.text.figures.code_forms import (
    CODE_FORMS,
    DOCUMENT_FORM,
    DOUBT_FORM,
    HOTLINE,
    HOTLINES_FORM,
    LEVEL_FORM,
    MISPLACED_FORM,
    NEXT_SENTENCE,
    NUMBER_FORM,
    ORDER_FORM,
    PHONE_FORM,
    SKIP_FORM,
    SPOKEN_PHONE_FORM,
    STANDS_ALONE,
)
from kit.text.figures.day_forms import DAY_FORMS, LUNAR_FORMS, YEAR_FORM
from kit.text.figures.fold import fold
from kit.text.figures.quantity import Clock, Day, Kind, Quantity
from kit.text.figures.share_forms import RATIO_FORMS, SHARE_FORMS, UNSURE_DAYS_FORM
from kit.text.figures.written_numbers import digits_said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kit.text.figures.written_form import Form, Read

FORMS: tuple[Form, ...] = (
    SKIP_FORM,
    DOUBT_FORM,
    MISPLACED_FORM,
    DOCUMENT_FORM,
    HOTLINES_FORM,
    *RATIO_FORMS,
    *CODE_FORMS,
    ORDER_FORM,
    *TEMPERATURE_FORMS,
    *LUNAR_FORMS,
    *DAY_FORMS,
    YEAR_FORM,
    *MONEY_FORMS,
    UNSURE_DAYS_FORM,
    *SHARE_FORMS,
    PHONE_FORM,
    *CLOCK_FORMS,
    SPOKEN_PHONE_FORM,
    *SPAN_FORMS,
    *COUNT_FORMS,
    LEVEL_FORM,
    NUMBER_FORM,
)
_TRIED_AT = {
    character: tuple(
        (form.compiled.match, form.accepts, form.read) for form in FORMS if character in form.begins
    )
    for character in sorted(set("".join(form.begins for form in FORMS)))
}
_CAN_BEGIN = re.compile(f"[{re.escape(''.join(_TRIED_AT))}]")

_EACH = (
    "分[地田土]|个人|个月|学期|季度|公顷|平方米|立方米|公里|公斤|户籍人口|孩子|学生|小时|人|户|家(?![企店公单商银农超])|亩|月|年|天|日|次|个|口|名|位|头|只|株|棵|份|斤|"
    "吨|车|场|班|本|张|方|度|晚|米|针|剂|袋|包|瓶|套|台|辆|床|间|课|季|周"
)
_SAME_EACH = {
    "分地": "分",
    "分田": "分",
    "分土": "分",
    "个人": "人",
    "个月": "月",
    "日": "天",
    "家": "户",
    "口": "人",
    "名": "人",
    "位": "人",
}
_ONE_EACH = re.compile(rf"(?:每一?|一)(?P<each>{_EACH})|(?P<mean>[人户亩])均")
_PER_BEFORE = re.compile(
    rf"(?:(?:每一?(?:{_EACH})|[人户亩]均|一(?:{_EACH}))[,(]?)+"
    r"(?:交|缴|要交|补助?|补贴|发放?|收费?|给|为|是|约|按|可?领取?|标准|缴纳|应缴|:|须|需|付|最高|不超过)*$"
)
_PER_AFTER = re.compile(
    rf"[/每](?:一)?(?:年)?(?P<a>{_EACH})(?:[/·每.](?P<b>{_EACH}))?"
    r"|(?:一|每)(?P<c>个人|人|户|亩|公顷|年|个月|月|天|斤|吨|次)(?![^,。;]{0,2}[内以])"
)
_ABOUT_BEFORE = re.compile(r"(?:约|近|接近|差不多|(?<!以)上)$")
_ABOUT_AFTER = re.compile(r"左右|上下|[多余](?![^,。]{0,2}[种样个])|来(?=[块元人])")
_CALLED = re.compile(
    r"(?:电话|热线|拨打|拨|打(?![击造好])|号码|[手座总分话]机|内线|传真|客服|短信|急救|火警|匪警|报警|咨询|监督|短号)"
    r"[^,。;!?\d]{0,6}[::是 ,]*$"
)
_CALLED_BEFORE = re.compile(rf"(?:电话|热线|手机|短号|[座总分]机)(?:号码)?{NEXT_SENTENCE}$")
_COUNTING = re.compile(r"(?:[共计数达约近超余]|不足|[多少高低]于)$")
_SERVICE = re.compile(
    r"[”」]?(?:[\u4e00-\u9fff]{0,6}(?:热线|专线|电话)|报警|接警|出警|指挥|值班|平台|举报|服务|咨询|客服|急救|投诉"
    r"|(?:[、和或]1[12]\d)*(?:[都均]能?|能|可以?)[打拨]|便民|政务|消费|反诈|纪检|求助|森林|消防|市民|医保|来电|回访|回拨)"
)
"""Behind a hotline: what it is for."""
_NEXT_PHONE = re.compile(r"[、,/和或 ;]{1,2}|或者")
_PAID_BEFORE = re.compile(
    r"(?:交|缴|付|收|领|补|给|花|要|罚款?|钱|拿|缴费|收费|自?出|自筹|掏|[轻重]则)$"
)
_CLAUSE_ENDS = re.compile(r"[,。;!?、)]|$")
_BY_KIND = (Kind.MONEY, Kind.COUNT, Kind.NUMBER)
_NO_MEASURE = re.compile(r"(?![\u4e00-\u9fffA-Za-z])|[就即以左也吧一每]")
_SMALL_WORDS = frozenset("一两二三四十百千万")
"""Alone they are words (一定, 十分, 万一) more often than numbers."""
_RANGE_GAP = re.compile(r"\s*(?:到|至|-|—|－|–|~|～|起至)\s*")


@lru_cache(maxsize=4096)
def read(text: str, *, near: date | None = None) -> tuple[Quantity, ...]:
    """Return every quantity in ``text``, in order.

    ``near`` is the day of publication: it gives 今年, 本月 and 下周五 their number.
    """
    plain, back = fold(text)
    found: list[Quantity] = []
    place = 0
    while (hit := _next(plain, place, near)) is not None:
        match, reads = hit
        place = max(match.end(), match.start() + 1)
        for one in reads:
            quantity = _placed(one, match, text, back, found)
            if quantity is not None:
                found.append(quantity)
    return tuple(_carried(found, text))


def _next(
    plain: str, place: int, near: date | None
) -> tuple[re.Match[str], tuple[Read, ...]] | None:
    """Return the first form that matches at or behind ``place``, and what it reads."""
    while begin := _CAN_BEGIN.search(plain, place):
        place = begin.start()
        for match_at, accepts, reader in _TRIED_AT[plain[place]]:
            if (match := match_at(plain, place)) and (accepts is None or accepts(match)):
                return match, tuple(reader(match, near))
        place += 1
    return None


def _placed(
    one: Read, match: re.Match[str], text: str, back: list[int], found: list[Quantity]
) -> Quantity | None:
    """Return a reading with its place and what the words around it add; None for a mere word."""
    plain, (start, end) = match.string, match.span()
    before, after = plain[max(0, start - 18) : start], plain[end : end + 8]
    kind, value, unit = one.kind, one.value, one.unit
    per = _per(before, after) if kind in _BY_KIND else frozenset()
    first, last = back[start], back[end - 1] + 1
    if kind is Kind.NUMBER:
        if _is_phone(match, text[found[-1].end : first] if found else "", found):
            kind = Kind.PHONE
            value = re.sub(r"\D", "", match[0]) or digits_said(match[0])
        elif (per and _NO_MEASURE.match(after)) or (len(match[0]) > 1 and _is_paid(before, after)):
            kind, unit = Kind.MONEY, "元"
        elif match[0] in _SMALL_WORDS:
            return None
    return Quantity(
        kind=kind,
        value=value,
        start=first,
        end=last,
        text=text[first:last].strip(),
        unit=unit,
        per=per,
        about=one.about
        or bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(after))
        or bool(re.search("[多余来几]", match[0])),
        part=one.part,
        why=one.why,
    )


def _per(before: str, after: str) -> frozenset[str]:
    """Return what an amount is for one of: 人 and 月 of 每人每月5元 and of 5元/人·月."""
    units: set[str] = set()
    if told := _PER_BEFORE.search(before):
        units |= {each or mean for each, mean in _ONE_EACH.findall(told[0])}
    if told := _PER_AFTER.match(after):
        units |= {unit for unit in told.groups() if unit}
    # 个 says nothing of what: 每个摊位每天5元.
    return frozenset(_SAME_EACH.get(unit, unit) for unit in units) - {"个"}


def _is_phone(match: re.Match[str], gap: str, found: list[Quantity]) -> bool:
    """Return whether a bare number is a phone: behind a word of calling, or in a list of phones."""
    said = match[0]
    if not re.fullmatch(r"\d{3,8}", said):
        return False
    if re.fullmatch(r"12[13]\d\d|9[56]\d{3,4}|100\d{2}|[2-8]\d{6,7}", said):
        return not _COUNTING.search(match.string, max(0, match.start() - 4), match.start())
    if HOTLINE.fullmatch(said) and _SERVICE.match(match.string, match.end()):
        return True
    before = match.string, max(0, match.start() - 18), match.start()
    if _CALLED_BEFORE.search(*before) and STANDS_ALONE.match(match.string, match.end()):
        return True
    listed = bool(found) and found[-1].kind is Kind.PHONE and _NEXT_PHONE.fullmatch(gap)
    return bool(listed or _CALLED.search(match.string, max(0, match.start() - 14), match.start()))


def _is_paid(before: str, after: str) -> bool:
    """Return whether a bare number is money: behind a word of paying, at the end of its clause."""
    return bool(_PAID_BEFORE.search(before) and _CLAUSE_ENDS.match(after))


def _carried(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Give the ends of ranges what their beginnings say: 下午2点半到5点半, 12月1—5日."""
    last: Quantity | None = None
    for quantity in found:
        if last is not None:
            gap = text[last.end : quantity.start]
            quantity = _afternoon_too(quantity, last, gap)
            quantity = _same_month(quantity, last, gap)
        last = quantity
        yield quantity


def _afternoon_too(quantity: Quantity, last: Quantity, gap: str) -> Quantity:
    start, end = last.value, quantity.value
    if not (isinstance(start, Clock) and isinstance(end, Clock)) or end.half_told:
        return quantity
    if start.half_told and start.minutes >= 720 and end.minutes < 780 and _RANGE_GAP.fullmatch(gap):
        # 晚上8点到12点 ends at midnight, 中午12点到1点 at one.
        later = end.minutes % 720 + 720
        return replace(
            quantity, value=Clock(later + 720 * (later <= start.minutes), half_told=True)
        )
    return quantity


def _same_month(quantity: Quantity, last: Quantity, gap: str) -> Quantity:
    start, end = last.value, quantity.value
    if not (isinstance(start, Day) and isinstance(end, Day)) or len(gap) > 2:
        return quantity
    if end.month is None and end.day and start.month:
        day = Day(start.year, start.month, end.day, lunar=start.lunar)
        return replace(quantity, value=day, part="last")
    return quantity
