"""What is written in numbers and measures nothing: phones, file numbers, orders, levels, codes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.quantity import Kind
from kit.text.figures.written_form import NUMBERED, NUMERIC, Form, Read, nothing, unread
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
    r"|https?://[^\s,。;)]+|\d{2}W\d{2}(?:-\d{2})?|\d{4}-W\d{2}"
    # 1.2026年起 and 2.3月底前 begin with a number of the list, not with a decimal.
    r"|(?<![\d.])\d{1,2}\.(?=(?:19|20)\d{2}年|(?:[1-9]|1[0-2])月)"
    r"|\{[^{}\n]{0,12}\}",
    nothing,
    "周星礼初高h{" + _CAPITALS + _DIGITS,
)


def _doubt(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    meant = re.sub("[Oo〇○]", "0", re.sub("[Il|]", "1", match[0]))
    yield unread(match, f"里面混着字母，想写的是不是“{meant}”")


def _misplaced(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield unread(match, "逗号点错了地方")


MISPLACED_FORM = Form(
    r"(?<![\d,])\d{1,3}(?:,\d{2})+,\d{3}(?!\d)(?=\.?\d* ?(?:万?元|亩|吨|人|户|斤))",
    _misplaced,
    _DIGITS,
)
"""1,23,456元: no thousands are parted so."""


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


COUNTED = re.compile(
    r" ?[余多]?(?:人(?:民币|(?![社力工民才]))|[元圆万亿户个条亩名件次份家位例起米斤吨天年岁项套台辆"
    r"株头只度级分℃㎡a-zA-Z]|号(?![房])|公里|公斤|平方|千瓦|°C)"
)
"""Behind a number: it counts or measures, whatever stands before it."""
# What a number is called before it: any noun of numbers, told by its last character.
_NOUN = (
    r"(?:(?<![\d一二三四五六七八九十第])号|码|[尾末后前][一二三四五六两\d]位(?:数字?|号码)?|邮编|车牌|图斑|小班|宗地"
    r"|地块|(?:[电水气]|燃气|煤气)表|(?<![数热专内])线|口令|频道|QQ群?|微信群?|电杆|杆塔|台区|[国省县乡]道|[座室])"
)
_IS = r"[是为:( ]{0,2}"
_NAMED = re.compile(rf"{_NOUN}{_IS}(?:(?:[\dA-Z-]{{2,}}[、和或及])+)?$")
# 取件码是多少？521038。 The noun stands in the sentence before, the number alone in its own.
NEXT_SENTENCE = r"[^\d,。;!?\n]{0,6}[?。!:,;\n]+ ?(?:答:?)?"
_TOLD_BEFORE = re.compile(rf"{_NOUN}{NEXT_SENTENCE}$")
STANDS_ALONE = re.compile(r"[,。;!?、\n]|$")
# Of two digits only a code's end and what is typed in are said one by one: 编号12 is twelve.
_TYPED = re.compile(rf"(?:[尾末后前][一二三四五六两\d]位(?:数字?|号码)?|尾号|[件证密]码){_IS}$")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
CALLED = re.compile(rf"(?:电话|手机|热线|短号|传真|内线|[座总分话]机)(?:号码|号)?{_IS}$")
"""Before a number: it is dialled."""
NAME = "名"
"""What a number is that is said as a name: 80后, 211工程."""
HOTLINE = re.compile(r"1(?:10|12|14|19|20|22)|12[1-3]\d\d|95\d{3}|100\d{2}|96\d{3,4}")
_NOUN_WITHIN = 80
_CALLED_WITHIN = 14
_LINE = r"开关|刀闸|断路器|间隔|支线|线路?(?![下上索条段索外])|电杆|杆塔"


def _code(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    written = match[0]
    yield Read(Kind.CODE, Decimal(written) if written.isdigit() else written)


def _name(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.CODE, Decimal(match[0]), NAME)


def _is_named(match: re.Match[str]) -> bool:
    """Return whether a noun of numbers stands before: 图斑号1023; 编号1-5 are five numbers."""
    text, start, written = match.string, match.start(), match[0]
    if COUNTED.match(text, match.end()) and not (
        "-" in written and text.startswith("号", match.end())
    ):
        return False
    if CALLED.search(text, max(0, start - _CALLED_WITHIN), start):
        return False
    noun = _NAMED if len(written) > 2 or written[0] == "0" else _TYPED
    within = max(0, start - _NOUN_WITHIN)
    told_before = _TOLD_BEFORE.search(text, within, start) and STANDS_ALONE.match(text, match.end())
    if not (told_before or noun.search(text, within, start)):
        return False
    low, *high = re.split("-+", written)
    rises = len(high) == 1 and low.isdigit() and high[0].isdigit() and int(low) < int(high[0])
    padded = rises and (low.startswith("0") or high[0].startswith("0"))
    return not rises or padded or len(low) > 3 or len(high[0]) - len(low) > 1


def _is_not_counted(match: re.Match[str]) -> bool:
    return not COUNTED.match(match.string, match.end())


CODE_FORMS = (
    # A plate, behind the sign of its province.
    Form(
        rf"(?<=[{_PROVINCES}])"
        r"[A-Z][· ]?(?=[A-Z]{0,2}\d)[A-Z\d]{2} ?[A-Z\d]{3,4}(?![A-Za-z\d])",
        _code,
        _CAPITALS,
    ),
    Form(
        r"[\dA-Z]*\d(?:-+[\dA-Z]*\d[\dA-Z]*)+(?![\d.:/%]|°C)", _code, _DIGITS + _CAPITALS, _is_named
    ),
    Form(r"\d{1,3}(?:-\d{1,2})?-\d{3,4}(?=室|房|住户)", _code, _DIGITS),
    Form(r"\d{2,}(?![\d.:/%‰]|°C|,\d|-\d)", _code, _DIGITS, _is_named),
    Form(
        r"(?<![\dA-Za-z.])(?:\d{17}[\dXx](?![\dA-Za-z])"
        r"|(?:\d{4}(?: \d{4}){2,4}(?: \d{1,4})?|\d{12,})(?![\d,.]))",
        _code,
        _DIGITS,
        _is_not_counted,
    ),
    Form(
        r"(?<![A-Za-z\d])(?!RMB|CNY|HKD|USD)(?=[A-Z]*\d)(?=\d*[A-Z])(?!\d+[A-Z]{1,2}(?![\dA-Z]))[0-9A-Z]{8,}(?![a-z])",
        _code,
        _DIGITS + _CAPITALS,
    ),
    # A12, G319, PM2.5, DX-2026-004, and K12+300 along a road.
    Form(
        r"(?<![A-Za-z])(?<![A-Za-z]-)(?:K\d+\+\d{1,3}|(?!RMB|CNY|HKD|USD)(?:[A-Z]{1,4}|WiFi)"
        r"[- ]?\d+(?:\.\d+)*(?:-\d+|[A-Z]\d+)*(?![A-Za-z%\d]))",
        _code,
        _CAPITALS,
    ),
    Form(r"\d+(?:\.\d+){2,3}(?=版)|(?<=版本)\d+(?:\.\d+){2,3}", _code, _DIGITS),
    # “211工程”, “1234”工作法, 84消毒液 and 80后 are names.
    Form(
        r"(?<=[“「\"])\d{3,4}(?=[”」\"])|(?<!\d)(?:\d{3}(?=工程|计划|高校|大学)|84(?=消毒)"
        r"|[05-9][05](?=后(?![期续备台勤\d])|[、和][05-9][05]后))",
        _name,
        _DIGITS,
    ),
    Form(
        rf"(?<=[{_PROVINCES}])\d{{2,4}}(?=[民刑行执破财赔司])"
        rf"|(?<!\d)\d{{3,4}}(?=房间|号房|包间|教室|会议室|办公室)"
        rf"|(?<!\d)\d{{3}}(?=国道|省道|县道|乡道|路公交|路车)|(?<!\d)\d{{2,4}}(?={_LINE})",
        _code,
        _DIGITS,
    ),
    Form(
        r"(?:(?<=单元)|(?<=[楼层幢栋座])|(?<=[楼层],))\d{3,4}(?![\d室房])",
        _code,
        _DIGITS,
        _is_not_counted,
    ),
)


ALERT_TYPES = (
    "森林火险|山洪灾害|地质灾害|暴雨|台风|雷电|雷雨大风|大风|寒潮|高温|干旱|冰雹|霜冻|大雾|霾|"
    "道路结冰|暴雪|低温|洪水|强对流"
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
    rf"(?:号(?={NUMBERED})|楼|层(?!楼)|栋(?=\d)|组(?=村民)?|村民小组|窗口|单元|室)"
    r"|(?<![\d.-])(?:19|20)\d\d-\d{1,3}(?=期)|(?<=[街路巷弄道组])\d+号"
    r"|(?:[ⅠⅡⅢⅣIV]+|[一二三四五1-5])级"
    rf"(?=应急|响应|预警|风险|火险|\(?[红橙黄蓝]|{ALERT_TYPES})"
    r"|(?<![\s\S])[一二三四ⅠⅡⅢⅣIV1-4]+级(?=[,。;!]|$)|[一二三四五六七八九]是",
    _order,
    NUMERIC + "第" + _CAPITALS,
)


def _phone(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    written, extension = (*re.split(r"转|(?<=\d{7})-", match[0]), "")[:2]
    digits = re.sub(r"\D", "", written)
    if len(digits) > 10:
        digits = digits.removeprefix("0086").removeprefix("86")
    if match[0].startswith("+86") and not digits.startswith(("0", "1")):
        digits = "0" + digits
    yield Read(Kind.PHONE, f"{digits}转{extension}" if extension else digits)


def _is_dialled(match: re.Match[str]) -> bool:
    """Return whether it is no range (海拔800—1200米), nor a sum beside a year: 222.92 2026年."""
    if _SUM_AND_MORE.match(match[0]):
        return False
    area_or_mobile = match[0][0] in "0+(" or len(match[0]) > _LONGEST_RANGE
    return area_or_mobile or _is_not_counted(match)


_LONGEST_RANGE = len("1000-10000")
_SUM_AND_MORE = re.compile(r"[1-9]\d*\.\d\d[ /-]")
_EXTENSION = r"(?:(?:转|-)\d{1,5})?"
PHONE_FORM = Form(
    r"(?<![\d.A-Za-z])(?:(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- .]?\d{4}[- .]?\d{4}"
    rf"|(?:\(\d{{3,4}}\)|\d{{3,4}})-\d{{6,8}}{_EXTENSION}"
    rf"|\(0\d{{2,3}}\) ?(?:\d{{6,8}}|\d{{3,4}}[- ]\d{{3,4}}){_EXTENSION}"
    rf"|(?:\+86[- ]?)?(?:\(0?\d{{2,3}}\)|0?\d{{2,3}})[-/. ]{{1,3}}\d{{2,4}}[ -]?\d{{2,4}}"
    rf"(?:[ -]?\d{{2,3}})?(?:转\d{{1,5}})?"
    rf"|0\d{{2,3}}\d{{7,8}}{_EXTENSION}|[2-8]\d{{6,7}}(?:转|-)\d{{1,5}}"
    r"|[48]00\d[- ]\d{3}[- ]\d{3}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|[1-9]\d{2}-\d{4})"
    r"(?!\d|\.\d)",
    _phone,
    _DIGITS + "+(",
    _is_dialled,
)


def _hotlines(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    for phone in re.findall(r"\d+", match[0]):
        yield Read(Kind.PHONE, phone)


def _are_called(match: re.Match[str]) -> bool:
    """Return whether 120,110,119 stands alone or behind a word for calling, and counts nothing."""
    text, start = match.string, match.start()
    near = text[max(0, start - _CALLED_WITHIN) : start]
    told = re.search(r"(?:^|[。;\n(“])$|(?:电话|热线|拨打?|打|致电|报警|求助)[^,。;\d]{0,6}$", near)
    return bool(told) and _is_not_counted(match)


HOTLINES_FORM = Form(
    rf"(?<![\d.])(?:{HOTLINE.pattern})(?:[,/](?:{HOTLINE.pattern})(?!\d))+",
    _hotlines,
    _DIGITS,
    _are_called,
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
    colour = match["colour"] or match["told"] or match["alone"]
    if colour:
        yield Read(Kind.LEVEL, colour, "色")
    else:
        yield Read(Kind.LEVEL, match["type"], "类型")


LEVEL_FORM = Form(
    r"(?:(?<=[:是为(级])|(?<=[升降调][到至成]))(?P<told>红|橙|黄|蓝)色"
    r"|(?<![\s\S])(?P<alone>红|橙|黄|蓝)色(?=[,。;!]|$)"
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
