"""Amounts in every written form: money, spans, counts, temperatures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.quantity import Kind
from kit.text.figures.written_form import NUMERIC, TO, Form, Read, unread
from kit.text.figures.written_numbers import NUMBER, ONE_TO_NINE, number, vague_ends
from kit.text.unit_signs import UNITS, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_N = NUMBER
_SCALE = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "k": Decimal(1000),
    "K": Decimal(1000),
    "w": Decimal(10_000),
    "W": Decimal(10_000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}
_COINS = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}
_FOREIGN = ("美元", "港元", "港币", "欧元", "日元", "$", "HK$", "HKD", "USD", "€", "£")
_VAGUE = re.compile(rf"[{ONE_TO_NINE}两]{{2}}[十百千万]?")

# The longer unit stands before the shorter one that it begins with.
_OF_TIME = frozenset(("小时", "分钟", "秒"))
_SIGNS = {s: said for s, said in UNITS.items() if s[0] not in "°℃㎡㎥" and said not in _OF_TIME}
MEASURES = (
    "平方公里|平方米|平米|立方米|平方|立方|公里|千米|厘米|毫米|公斤|千克|公顷|毫升|人次|千瓦时|千瓦|千伏|兆|"
    "周岁|岁|个人(?![信隐账缴所负申])|人(?!社|力资源|民[^币]|才)|户|名|条|件|份|次|亩|级(?=(?:左右|以上)?的?[大阵强狂]?风)|里(?=[地路远]|[之以]?[内外]|[,。])|分(?=[地田土])|米|斤|吨|克|升|只|头|株|棵|台|辆|套|本|张|间|栋|座|处|项|类|种|家|所|"
    "批|场|班|倍|页|层|个|位|篇|册|瓶|盏|口|顷|方|车|袋|包|担|箱|枚|眼|块(?!钱)|支|根|片|尾|羽|艘|床|桌|"
    f"寸|剂|针|轮|亿次|°(?!C)| ?(?:{one_of(_SIGNS)}|KB|G)(?![A-Za-z0-9])"
    "|M(?=宽带|光纤|带宽|流量|网|bps)"
)
_SAME_MEASURE = {
    **{sign: {"公斤": "千克"}.get(said, said) for sign, said in _SIGNS.items()},
    "周岁": "岁",
    "个人": "人",
    "名": "人",
    "位": "人",
    "公斤": "千克",
    "千米": "公里",
    "平米": "平方米",
    "平方": "平方米",
    "立方": "立方米",
    "方": "立方米",
}
_ARTICLES = frozenset("个名位条件种项次份户人家处场张类块所批口套根支")
"""Behind these 一 and 两 are words more than figures: 带一份复印件."""
_SPAN_UNITS = {
    "h": "小时",
    "H": "小时",
    "min": "分",
    "个工作日": "工作日",
    "工作日": "工作日",
    "个小时": "小时",
    "小时": "小时",
    "个钟头": "小时",
    "钟头": "小时",
    "分钟": "分",
    "刻钟": "刻",
    "秒钟": "秒",
    "秒": "秒",
    "天": "天",
    "晚": "晚",
    "夜": "晚",
    "日": "天",
    "个月": "月",
    "月": "月",
    "周": "周",
    "个星期": "周",
    "个礼拜": "周",
    "礼拜": "周",
    "星期": "周",
    "年": "年",
    "个学期": "学期",
    "学期": "学期",
    "个季度": "季",
}
_SPAN_UNIT = (
    "个工作日|工作日|个?小时|个?钟头|分钟|刻钟|秒钟?|天|晚(?![上饭报间])|夜(?![间里晚])|日|个月|个?星期|个?礼拜(?![一二三四五六日天])|周(?!岁)|年(?!级|度)|"
    "个?学期|个季度| ?(?:[hH]|min)(?![A-Za-z0-9])"
)
_ARTICLE_BEFORE = re.compile("最后|每|有|同|头|当|哪|这|那|过|另|第")


def _money(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    said = match.groupdict()
    value = number(match["n"])
    if value is None:
        yield unread(match, "看不懂是多少钱")
        return
    value *= _SCALE[said.get("x") or ""]
    unit = said.get("u") or ""
    value *= _COINS.get(unit[:1], 1)
    if tail := said.get("tail"):
        extra = number(tail)
        if extra is None:
            yield unread(match, "看不懂是多少钱")
            return
        # 两块五, 五毛二: what follows without a word is of the next smaller coin.
        next_coin = "分" if unit[:1] in _COINS else "角"
        value += extra * _COINS[said.get("coin") or next_coin]
        value += (number(said.get("fen") or "") or 0) * _COINS["分"]
    if said.get("half"):
        value += Decimal("0.5")
    foreign = next((name for name in (unit, said.get("currency")) if name in _FOREIGN), None)
    yield Read(Kind.MONEY, value, foreign or "元", about="几" in match[0])


def _money_range(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    scales = (match["x1"] or match["x2"] or "", match["x2"] or "")
    for name, scale, part in zip(("n1", "n2"), scales, ("first", "last"), strict=True):
        value = number(match[name])
        if value is None:
            yield unread(match, "看不懂是多少钱")
            return
        yield Read(Kind.MONEY, value * _SCALE[scale], "元", part)


_YUAN = (
    r"元(?![旦宵])|块(?:钱|(?![地田土牌石板砖布山林区儿头]))|美元|港元|港币|欧元|日元|"
    r"角(?![落度色])|毛钱?|分钱|人民币"
)
MONEY_FORMS = (
    Form(
        rf"(?P<currency>¥|RMB|人民币|CNY|HK\$|HKD|USD|[$€£]):? ?"
        rf"(?P<n>{_N})(?P<x>万|亿|千)?(?:元整?|块钱?)?",
        _money,
        "¥R人CHU$€£",
    ),
    Form(
        rf"(?P<n1>{_N})(?P<x1>万|亿)?[元块]?{TO}(?P<n2>{_N})(?P<x2>万|亿)?(?:元|块(?!地))",
        _money_range,
    ),
    Form(
        rf"(?P<n>{_N})[多余来几]?(?P<x>亿|万|千|百|[kKwW](?=元|块))?[多余来几]?(?P<u>{_YUAN})"
        rf"(?:(?P<tail>{_N})(?:(?P<coin>角|毛|分)(?:(?P<fen>{_N})(?:分|(?=[,。;、!?)]|$)))?|(?=[,。;、!?)]|$|每|/|钱|一(?=[人户亩个年月天斤吨只头次瓶包袋张套株棵箱件份台])))|(?P<half>半(?=[,。;、!?)]|$|每|/)))?整?",
        _money,
    ),
)


def _temperature(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    below = match["sign"] in _BELOW
    value = number(match["n"])
    if value is not None:
        yield Read(Kind.TEMPERATURE, -value if below else value)
    for one, part in zip(vague_ends(match["n"]) or (), ("first", "last"), strict=False):
        yield Read(Kind.TEMPERATURE, -one if below else one, part=part, about=True)


_WARM_OR_COLD = re.compile(r"(?:气温|温度|水温|体温|最低|最高|降|升|冷|热|冻)[^,。;!?\d]{0,6}$")


def _is_of_weather(match: re.Match[str]) -> bool:
    """Return whether a bare 度 is of warmth: 用电120度 and 三百度近视 are not."""
    return bool(_WARM_OR_COLD.search(match.string, 0, match.start()))


_BELOW = ("零下", "-", "负")


def _temperature_range(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    first, last = match["sign"], match["sign2"]
    # 零下二到五度 is heard as minus five; a minus sign does not carry over.
    last = last or ("零下" if first == "零下" else None)
    for sign, name, part in ((first, "n", "first"), (last, "n2", "last")):
        value = number(match[name])
        if value is not None:
            yield Read(Kind.TEMPERATURE, -value if sign in _BELOW else value, part=part)


_DEGREES = r"(?:°C|摄氏度|度(?![^。,;]{0,3}电))"
TEMPERATURE_FORMS = (
    Form(
        rf"(?P<sign>零下|零上|-|负)?(?P<n>{_N})(?:°C?|摄氏度|度)?(?:到|至|~|-)(?P<sign2>零下|零上|-|负)?(?P<n2>{_N}){_DEGREES}",
        _temperature_range,
        NUMERIC + "负-",
    ),
    Form(
        rf"(?P<sign>零下|零上|-|负)?(?P<n>{_N})(?:°C|摄氏度)",
        _temperature,
        NUMERIC + "负-",
    ),
    Form(rf"(?P<sign>零下|零上)(?P<n>{_N})度?", _temperature, "零"),
    Form(rf"(?P<sign>)(?P<n>{_N})度(?![电数])", _temperature, accepts=_is_of_weather),
)


def _span(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    said, unit = match["n"], match["u"].strip()
    before = match.string[max(0, match.start() - 2) : match.start()]
    if said == "一" and not match["half"] and _ARTICLE_BEFORE.search(before):
        return  # 最后一天: an article
    value = number(said)
    vague = _VAGUE.fullmatch(said)
    if value is None and not vague:
        yield unread(match, "看不懂是多久")
        return
    half = Decimal("0.5") if match["half"] or match["half2"] else 0
    value = (value if value is not None else number(said[0]) or Decimal(0)) + half
    name = _SPAN_UNITS.get(unit, unit)
    if name == "刻":
        name, value = "分", value * 15
    yield Read(Kind.SPAN, value, name, about=bool(vague))


def _half_span(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.SPAN, Decimal("0.5"), _SPAN_UNITS[match["u"]])


def _span_range(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    for name, part in (("n1", "first"), ("n2", "last")):
        if (value := number(match[name])) is not None:
            yield Read(Kind.SPAN, value, _SPAN_UNITS[match["u"]], part)


SPAN_FORMS = (
    Form(
        rf"(?P<n1>{_N})个?{TO}(?P<n2>{_N})(?P<u>个工作日|工作日|个?小时|分钟|天|日|个月|年(?!级|度))",
        _span_range,
    ),
    Form(r"(?<![上下])半个?(?P<u>小时|钟头|天|年|个月|月(?![底末]))", _half_span, "半"),
    Form(
        rf"(?P<n>{_N})(?:余|多)?(?P<half2>个半(?=小时|钟头|月|星期))?"
        rf"(?P<u>{_SPAN_UNIT}|(?<=个半)月)(?P<half>半(?![价数径天年]))?",
        _span,
    ),
)


def _count(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    said, unit = match["n"], match["u"].strip()
    if said == "一" and unit in _ARTICLES and not match["half"]:
        return
    value = number(said)
    vague = _VAGUE.fullmatch(said)
    if value is None and not vague:
        yield unread(match, "看不懂是多少")
        return
    value = value if value is not None else number(said[0]) or Decimal(0)
    value = value * _SCALE[match["x"] or ""] + (Decimal("0.5") if match["half"] else 0)
    # 三米五: the last digit is of the next smaller place.
    value += (number(match["tail"] or "") or 0) / Decimal(10)
    yield Read(Kind.COUNT, value, _SAME_MEASURE.get(unit, unit), about=bool(vague))


def _half_count(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(Kind.COUNT, Decimal("0.5"), _SAME_MEASURE.get(match["u"].strip(), match["u"]))


def _count_range(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    for name, part in (("n1", "first"), ("n2", "last")):
        value = number(match[name])
        if value is None:
            yield unread(match, "看不懂是多少")
            return
        yield Read(Kind.COUNT, value, _SAME_MEASURE.get(match["u"].strip(), match["u"]), part)


_WIND = re.compile(r"风[^,。;!?\d预]{0,7}$")


def _is_of_wind(match: re.Match[str]) -> bool:
    return bool(_WIND.search(match.string, 0, match.start()))


COUNT_FORMS = (
    Form(rf"(?P<n1>{_N})(?:周岁|岁)?{TO}(?P<n2>{_N})(?P<u>{MEASURES})", _count_range),
    Form(
        rf"(?P<n>{_N})[余多来]?(?P<x>万|亿)?[余多]?(?P<u>{MEASURES})"
        rf"(?:(?P<half>半(?=[,。;、!?)]|$)|(?<=[亩斤里])半)|(?<=[米斤里])(?P<tail>[1-9{ONE_TO_NINE}])(?=[,。;、!?)]|$))?",
        _count,
    ),
    Form(r"半(?P<u>亩|斤|公斤|米|吨|车)(?!斤)", _half_count, "半"),
    Form(rf"(?P<n1>{_N})级?{TO}(?P<n2>{_N})(?P<u>级)", _count_range, accepts=_is_of_wind),
    Form(
        rf"(?P<n>{_N})(?P<x>)(?P<u>级)(?P<half>)(?P<tail>)",
        _count,
        accepts=_is_of_wind,
    ),
)
