"""What is written in numbers and measures nothing: phones, file numbers, orders, levels, codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.quantity import Kind
from kit.text.figures.written_form import NUMERIC, Form, Read, nothing, unread
from kit.text.figures.written_numbers import CHINESE, NUMBER, PLAIN_DIGITS, digits_said, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"

SKIP_FORM = Form(
    # A day of the week, a school year, an address, an id, a reference: no part of it is a figure.
    r"(?:周|星期|礼拜)[一二三四五六日天](?![一二三四五六七八九十]*(?:个|天|斤|次|人))"
    r"|[初高][一二三](?=年级|班|\d|个|新生|[两二三四五六七八九十]个)"
    r"|https?://[^\s,。;)]+|[A-Z]{2,8}-\d{4}-\d{3,4}|\d{2}W\d{2}(?:-\d{2})?|\d{4}-W\d{2}|K\d+\+\d{1,3}"
    r"|\{[^{}\n]{0,12}\}",
    nothing,
    "周星礼初高h{" + _CAPITALS + _DIGITS,
)


def _doubt(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    meant = re.sub("[Oo〇○]", "0", re.sub("[Il|]", "1", match[0]))
    yield unread(match, f"里面混着字母，想写的是不是“{meant}”")


# O, l and I stand beside 0 and 1 on the keyboard and look like them on paper.
DOUBT_FORM = Form(
    r"(?<![A-Za-z\d])(?=[\dOoIl|.〇○]{2})(?=[OoIl|]*\d)(?=[.\d〇○]*[OoIl|])[\dOoIl|.〇○]+(?![A-Za-z\d])(?<!\dl)"
    rf"|[{PLAIN_DIGITS}][Oo][{PLAIN_DIGITS}Oo]+|\d[Oo](?=[年月日元块])",
    _doubt,
    _DIGITS + "OoIl|." + PLAIN_DIGITS,
)


def _document(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.DOCUMENT, f"{match['year']}-{int(match['number'])}")


DOCUMENT_FORM = Form(
    r"[〔\[(](?P<year>(?:19|20)\d{2})[〕\])]第?(?P<number>\d{1,5})号", _document, "〔[("
)


def _order(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    body = match[0].removeprefix("第")
    told = re.match(rf"[\d{CHINESE}]+", body)
    unit = body[told.end() :] if told else ""
    value = number(told[0]) if told else None
    yield Read(
        Kind.ORDER,
        body if value is None else str(value),
        unit or match.string[match.end() : match.end() + 2],
    )


ORDER_FORM = Form(
    rf"第[\d.{CHINESE}]+(?:点[{PLAIN_DIGITS}]+)?"
    r"(?:[条款项届次批期章节号位名组排标类届年天步点个轮]|(?=[,。;、)]|$))"
    rf"|(?:[\dA-Z]+|[{CHINESE}]+)"
    r"(?:号(?=窗口|楼|院|会议室|房|机|门|柜)|楼|层|组(?=村民)?|村民小组|窗口|单元|室)"
    r"|(?<=[街路巷弄道组])\d+号|(?:[ⅠⅡⅢⅣIV]+|[一二三四1-4])级(?=应急|响应|预警|风险)|[一二三四五六七八九]是",
    _order,
    NUMERIC + "第" + _CAPITALS,
)


def _phone(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    written, _, extension = match[0].partition("转")
    digits = re.sub(r"\D", "", written)
    if len(digits) > 10:
        digits = digits.removeprefix("0086").removeprefix("86")
    if match[0].startswith("+86") and not digits.startswith(("0", "1")):
        digits = "0" + digits
    yield Read(Kind.PHONE, f"{digits}转{extension}" if extension else digits)


PHONE_FORM = Form(
    r"(?<![\d.A-Za-z])(?:(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- .]?\d{4}[- .]?\d{4}"
    r"|(?:\+86[- ]?)?\(?0?\d{2,3}\)?[-/. ]{1,3}\d{2,4}[ -]?\d{2,4}(?:[ -]?\d{2,3})?(?:转\d{1,5})?"
    r"|\(?\d{3,4}\)?-\d{6,8}(?:转\d{1,5})?|\(0\d{2,3}\)\d{6,8}|0\d{2,3}\d{7,8}(?:转\d{1,5})?"
    r"|[48]00\d[- ]\d{3}[- ]\d{3}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|[1-9]\d{2}-\d{4})"
    r"(?!\d|\.\d)",
    _phone,
    _DIGITS + "+(",
)


def _spoken_phone(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.PHONE, digits_said(match[0]))


_SAID = f"[{PLAIN_DIGITS}幺]"
SPOKEN_PHONE_FORM = Form(
    rf"(?<![{CHINESE}点]){_SAID}(?:[,、 ]?{_SAID}){{4,}}(?![{CHINESE}年月日号元块人户个])"
    rf"|(?<![{CHINESE}点])[{PLAIN_DIGITS}]*幺{_SAID}{{2,}}"
    rf"|(?<=[拨打]){_SAID}{{3,}}|(?<=电话){_SAID}{{3,}}",
    _spoken_phone,
    CHINESE,
)


def _level(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    colour = match["colour"] or match["told"]
    if colour:
        yield Read(Kind.LEVEL, colour, "色")
    else:
        yield Read(Kind.LEVEL, match["type"], "类型")


ALERT_TYPES = (
    "森林火险|山洪灾害|地质灾害|暴雨|台风|雷电|雷雨大风|大风|寒潮|高温|干旱|冰雹|霜冻|大雾|霾|"
    "道路结冰|暴雪|低温|洪水|强对流"
)
LEVEL_FORM = Form(
    r"(?:(?<=[:是为])|(?<=[升降调][到至成]))(?P<told>红|橙|黄|蓝)色"
    rf"|(?P<colour>红|橙|黄|蓝)色?(?=预警|警报|等级|{ALERT_TYPES}|火险)"
    rf"|(?P<type>{ALERT_TYPES})(?=(?:气象)?(?:风险)?(?:[红橙黄蓝]色?)?(?:预警|警报)|[红橙黄蓝]色)",
    _level,
    "红橙黄蓝森山地暴台雷大寒高干冰霜霾道低洪强",
)


def _number(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    value = number(match[0])
    if value is not None:
        yield Read(Kind.NUMBER, value)
    elif len(match[0]) > 2 and not re.fullmatch("[百十千万亿]+", match[0]):
        yield unread(match, "看不懂是多少")


NUMBER_FORM = Form(
    rf"(?<![\dA-Za-z.]){NUMBER}|(?<=[A-Za-z])[{CHINESE}]+(?:点[{PLAIN_DIGITS}]+)?", _number
)
