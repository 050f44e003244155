"""Days in every written form: solar, lunar, in digits, relative to the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.text.figures.quantity import Day, Kind
from kit.text.figures.written_form import NUMBERED, NUMERIC, TO, Form, Read
from kit.text.figures.written_numbers import (
    CHINESE,
    NUMBER,
    ONE_TO_NINE,
    PLAIN_DIGITS,
    digits_said,
    number,
)
from kit.text.lunar_days import nearest_solar_day, solar_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

EITHER_CALENDAR = "农历或公历"
KNOWN_DAY = "节日"
"""3·15 and 12.4国家宪法日 are called by their digits."""
_CAPITAL = "壹贰叁肆伍陆柒捌玖"
# 元月 is January; behind a number the sign is money: 每月200元月底发.
_M = (
    rf"(?:\d{{1,2}}|十[一二]?|[{ONE_TO_NINE}]|[四五六七八九]?十[{PLAIN_DIGITS}]"
    rf"|零?壹?拾[壹贰]?|零?[{_CAPITAL}]|(?<![\d{CHINESE}几公单美日欧])元)"
)
_D = (
    rf"(?:\d{{1,2}}|[一二三四五六七八九]?十[{ONE_TO_NINE}]?|廿[{ONE_TO_NINE}]?|卅一?"
    rf"|[{ONE_TO_NINE}]|零?[壹贰叁]?拾[{_CAPITAL}]?|零?[{_CAPITAL}])"
)
_Y = rf"(?:\d{{4}}|[{PLAIN_DIGITS}{_CAPITAL}oO]{{4}}|(?<!\d)\d{{2}}|今|明|去|本|后|次|上)"
_M_DIGITS, _D_DIGITS = r"(?:1[0-2]|0?[1-9])", r"[0-3]?\d"
_RELATIVE_MONTH = r"本|当|这个?|下个?|次|上个?"
_LUNAR_MONTH = r"正|腊|冬|十[一二]?|[二三四五六七八九]"
_LUNAR_DAY = (
    rf"初[{ONE_TO_NINE}十]|初\d|廿[{ONE_TO_NINE}]?|二十[{ONE_TO_NINE}]?|三十|卅|十[{ONE_TO_NINE}]?"
)
_BY_THEN = r"(?:以前|之前|前(?![来往后期提述置])|为?止|截止)"
_SAID_DAY = r"(?:日|号(?![楼院令栋机门线窗]))"
_DAY_ALONE = rf"(?:日|号(?!(?:(?:{TO}|[、和]){_D}号)*(?:{NUMBERED})))"

_YEARS = {"去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "次": 1, "后": 2}
_MONTHS = {"本": 0, "当": 0, "这": 0, "下": 1, "次": 1, "上": -1}
_DAYS = {"昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_WEEKS = {"本": 0, "这": 0, "下": 7, "下下": 14, "上": -7}
_WEEKDAYS = "一二三四五六日"
_SOLAR_FEASTS = {"元旦": (1, 1), "劳动节": (5, 1), "五一": (5, 1), "国庆": (10, 1)}
_LUNAR_FEASTS = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "中秋": (8, 15),
    "重阳": (9, 9),
}
DAYS_BEHIND = re.compile(
    r"[日号]?(?:期间|截止|[,，]?(?:全[村乡县]|每天|上午|下午)?"
    r"(?:停[水电气]|办理|报名|登记|缴费|征收|举行|开展|放假|公示))"
)
"""Behind 11.20—12.10: they are days and no decimals."""
_FEASTS = (
    "长假|假期|(?:劳动|国庆|儿童|妇女|青年|建军|教师|植树|护士|国际|国家|全国|世界|消费|消防|防灾|扶贫|宪法"
    "|禁毒|普法|法制|学雷锋)[^,。;]{0,8}[日周月节]"
)
_FIRST_OF = {"初": 1, "上旬": 10, "中旬": 20}


def _year(text: str | None, near: date | None) -> int | None:
    if not text:
        return None
    if text in _YEARS:
        return near.year + _YEARS[text] if near else None
    value = (
        int(text)
        if text[0].isdecimal()
        else int(digits_said(text.replace("O", "〇").replace("o", "〇")) or 0)
    )
    return value + 2000 if len(text) == 2 else value


def _whole(text: str | None) -> int | None:
    return int(number(text.replace("元", "一")) or 0) if text else None


def _day(match: re.Match[str], near: date | None) -> Iterator[Read]:
    said = match.groupdict()
    day = Day(_year(said.get("y"), near), _whole(said.get("m")), _whole(said.get("d")))
    yield Read(Kind.DATE, day)


def _edge(match: re.Match[str], near: date | None) -> Iterator[Read]:
    """Give the end of a month (月底) as its last day; of its thirds nobody knows the day."""
    said = match.groupdict()
    year, month = _year(said.get("y"), near), _whole(said.get("m"))
    if not said.get("m") and near:
        year, month = _shifted(near, said.get("rel"))
    edge = match["edge"]
    first = _FIRST_OF.get(edge)
    last = (
        monthrange(year or (near.year if near else 2001), month or 1)[1]
        if month and month <= 12
        else None
    )
    yield Read(Kind.DATE, Day(year, month, first or last), unit=edge)


def _shifted(near: date, relative: str | None) -> tuple[int, int]:
    index = near.year * 12 + near.month - 1 + _MONTHS[(relative or "本")[0]]
    return index // 12, index % 12 + 1


def _relative_month(match: re.Match[str], near: date | None) -> Iterator[Read]:
    year, month = _shifted(near, match["rel"]) if near else (None, None)
    yield Read(Kind.DATE, Day(year, month, _whole(match["d"])))


def _year_edge(match: re.Match[str], near: date | None) -> Iterator[Read]:
    year = _year(match["y"], near) or (near.year if near else None)
    month, day = (1, 1) if match["edge"] == "初" else (12, 31)
    yield Read(Kind.DATE, Day(year, month, day), unit=match["edge"])


def _relative_day(match: re.Match[str], near: date | None) -> Iterator[Read]:
    if near is None:
        yield Read(Kind.DATE, match[0], unit="相对")
        return
    said = match.groupdict()
    if said.get("word"):
        day = near + timedelta(_DAYS[said["word"] or ""])
    else:
        weekday = _WEEKDAYS.index(match["weekday"].replace("天", "日").replace("末", "日"))
        day = near + timedelta(_WEEKS[match["week"]] + weekday - near.weekday())
    yield Read(Kind.DATE, Day(day.year, day.month, day.day), unit="相对")


def _lunar(match: re.Match[str], near: date | None) -> Iterator[Read]:
    said = match.groupdict()
    months = {"正": 1, "冬": 11, "腊": 12}
    month = months.get(match["m"]) or _whole(match["m"])
    day = _whole((said.get("d") or "").removeprefix("初"))
    leap = bool(said.get("leap"))
    yield Read(Kind.DATE, Day(_year(said.get("y"), near), month, day, lunar=True, leap=leap))


def _lunar_range(match: re.Match[str], near: date | None) -> Iterator[Read]:
    yield from (one._replace(part="first") for one in _lunar(match, near))
    month = Day(month={"正": 1, "冬": 11, "腊": 12}.get(match["m"]) or _whole(match["m"])).month
    last = _whole(match["d2"].removeprefix("初"))
    yield Read(Kind.DATE, Day(None, month, last, lunar=True), part="last")


def _either(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    """Give 二月十九, which is a day of the old calendar, or one of ours said short."""
    day = Day(None, _whole(match["m"]), _whole(match["d"]), lunar=True)
    yield Read(Kind.DATE, day, unit=EITHER_CALENDAR)


def _said_days(match: re.Match[str], near: date | None) -> Iterator[Read]:
    """Give 四月十四、十五、十六: the first, those within, the last."""
    said = match.groupdict()
    year, month = _year(said.get("y"), near), _whole(match["m"])
    days = [_whole(day) for day in re.split("[、,]", match["d"])]
    for index, day in enumerate(days):
        place = "first" if index == 0 else "last" if index == len(days) - 1 else "within"
        yield Read(Kind.DATE, Day(year, month, day), part=place if len(days) > 1 else "")


def _feast(match: re.Match[str], near: date | None) -> Iterator[Read]:
    year = _year(match["y"], near)
    name = match["feast"]
    if name in _SOLAR_FEASTS:
        yield Read(Kind.DATE, Day(year, *_SOLAR_FEASTS[name]))
    elif name in _LUNAR_FEASTS:
        yield Read(Kind.DATE, Day(year, *_LUNAR_FEASTS[name], lunar=True))
    else:
        # 除夕 is the day before New Year, the 29th or the 30th.
        first = nearest_solar_day(near, 1, 1) if near and year is None else None
        if year is not None:
            first = solar_day(year, 1, 1)
        eve = first - timedelta(days=1) if first else None
        day = Day(eve.year, eve.month, eve.day) if eve else name
        yield Read(Kind.DATE, day, unit="" if eve else "相对")


def _only_year(match: re.Match[str], near: date | None) -> Iterator[Read]:
    yield Read(
        Kind.DATE,
        Day(_year(match["y"] or match["alone"] or match["of"], near)),
        unit=match["unit"] or "",
    )


def _years(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    for name, part in (("y", "first"), ("y2", "last")):
        yield Read(Kind.DATE, Day(int(match[name])), "年", part)


def _known_day(match: re.Match[str], _near: date | None) -> Iterator[Read]:
    yield Read(
        Kind.DATE, Day(None, _whole(match["m"]), _whole(match["d"] or match["d2"])), KNOWN_DAY
    )


LUNAR_FORMS = (
    Form(
        rf"(?:农历|阴历|旧历|古历)(?:(?P<y>{_Y})年)?(?P<leap>闰)?(?P<m>{_LUNAR_MONTH}|\d{{1,2}})月"
        rf"(?:(?P<d>{_LUNAR_DAY}|{_D})[日号]?)?",
        _lunar,
        "农阴旧古",
    ),
    Form(
        rf"(?:阳历|公历|新历)(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?P<d>{_D}(?:[、,]{_D})*)"
        rf"(?:日|号|(?![{CHINESE}])|(?=[两三四五六七]天))",
        _said_days,
        "阳公新",
    ),
    Form(
        rf"(?P<m>{_M})月(?P<d>{_D}(?:[、,]{_D})+)(?:日|号|(?=[两三四五六七]天))",
        _said_days,
    ),
    Form(
        rf"(?:农历|阴历)?(?P<m>{_LUNAR_MONTH})月(?P<d>初[{ONE_TO_NINE}十]|廿[{ONE_TO_NINE}]?)"
        rf"{TO}(?P<d2>{_LUNAR_DAY})(?![日号{CHINESE}])",
        _lunar_range,
        "农阴正腊冬" + CHINESE,
    ),
    Form(
        rf"(?P<m>[二三四五六七八九十]|十[一二])月"
        rf"(?P<d>二十[{ONE_TO_NINE}]?|三十|十[{ONE_TO_NINE}]?)(?![日号{CHINESE}])",
        _either,
        CHINESE,
    ),
    Form(
        rf"(?P<leap>闰)?(?P<m>{_LUNAR_MONTH})月(?P<d>{_LUNAR_DAY})(?![日号{CHINESE}])",
        _lunar,
        "闰正腊冬" + CHINESE,
    ),
    Form(rf"(?P<leap>闰)(?P<m>{_LUNAR_MONTH})月", _lunar, "闰"),
    Form(rf"(?P<m>正|腊|冬)月(?P<d>{_D})[日号]?", _lunar, "正腊冬"),
    Form(
        rf"(?:(?P<y>{_Y})年)?(?P<feast>元旦|劳动节|五一|国庆|春节|元宵|端午|中秋|重阳|除夕|大?年三十)节?"
        rf"(?={_BY_THEN}|当[天日]|那[天日]|过后|[日夜来都还]|[,。]|$)",
        _feast,
        NUMERIC + "元劳国春端中重除大今明去本后次上年",
    ),
)

DAY_FORMS = (
    # 8日样例一村，9日样例三村: days of a list of places.
    Form(
        r"(?:(?<=[,;。、(\n])|(?<![\s\S]))(?P<d>[12]?\d|3[01])[日号]"
        rf"(?=[\u4e00-\u9fff]{{2}})(?![内以之后游间常期前左]|{NUMBERED})",
        _day,
    ),
    Form(
        r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<sep>[-./])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)",
        _day,
    ),
    Form(r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d元块万亿])", _day),
    Form(
        rf"(?:(?P<y>{_Y})年度?)?(?P<m>{_M})月份?(?P<d>{_D}){_SAID_DAY}",
        _day,
        NUMERIC + "元今明去本后次上",
    ),
    Form(
        rf"(?:(?P<y>{_Y})年)?(?:(?P<m>{_M})|(?P<rel>{_RELATIVE_MONTH}))月份?(?P<edge>底|末|初(?![{ONE_TO_NINE}十\d])|上旬|中旬|下旬)",
        _edge,
        NUMERIC + "元今明去本后次上当这下",
    ),
    Form(rf"(?P<rel>{_RELATIVE_MONTH})月(?P<d>{_D})[日号]", _relative_month, "本当这下次上"),
    Form(
        rf"(?:(?P<y>{_Y})年)?年?(?<=年)(?P<edge>底|末|初(?!中)|终(?!奖))",
        _year_edge,
        NUMERIC + "元今明去本后次上年",
    ),
    Form(r"月(?P<edge>底|末)", _edge, "月"),
    # 12月31以前, without its 日.
    Form(
        rf"(?:(?P<y>{_Y})年度?)?(?P<m>{_M})月(?P<d>{_D})(?={TO}{_D}[日号]|{_BY_THEN}|起|[,。;、)]|$)(?!\.\d)",
        _day,
        NUMERIC + "元今明去本后次上",
    ),
    Form(rf"(?P<y>{_Y})年(?:度)?(?P<m>{_M})月(?!{TO}?\d)", _day, NUMERIC + "元今明去本后次上"),
    Form(rf"(?<![个\d{CHINESE}])(?P<m>{_M})月份?(?![内前后来以龄]|{NUMBER})", _day, NUMERIC + "元"),
    Form(rf"(?<=[日号][和、及与])(?P<d>{_D}){_DAY_ALONE}(?![内以之楼院])", _day),
    # 12/30 and 12.30 are days only where the words beside say so.
    Form(
        rf"(?<![\d.值H])(?P<m>{_M_DIGITS})[./](?P<d>{_D_DIGITS})(?![\d.])"
        rf"(?=[日号]?(?:{_BY_THEN}|起|{TO}1?\d[./][0-3]?\d(?![\d%元块万亩])))",
        _day,
    ),
    Form(
        rf"(?<=[\d~到至-])(?<![\d.])(?P<m>{_M_DIGITS})[./](?P<d>{_D_DIGITS})(?=[日号]?(?:{_BY_THEN}|起|办|停|,|。|$)|{DAYS_BEHIND.pattern})",
        _day,
    ),
    Form(rf"(?<=\()(?P<m>{_M_DIGITS})\.(?P<d>{_D_DIGITS})(?=\)(?:上午|下午|早|晚|\d))", _day),
    Form(
        rf"(?<![\d.·])(?P<m>{_M_DIGITS})(?:·(?P<d>{_D_DIGITS})(?!\d)|\.(?P<d2>{_D_DIGITS})(?=[”\"]?(?:{_FEASTS})))",
        _known_day,
    ),
    # 2024—2026年 and 2025-2026学年.
    Form(
        rf"(?<![\d.-])(?P<y>(?:19|20)\d\d)年?(?:{TO}|/)(?P<y2>(?:19|20)\d\d)(?=年|学年|\)|$|期间)",
        _years,
    ),
    Form(r"(?P<y>20\d\d)\.(?P<m>1[0-2]|0?[1-9])(?![\d.]|[元块万亿亩%])", _day),
    Form(
        r"(?<![\d.A-Za-z-])(?P<y>(?:19|20)\d\d)[-/](?P<m>1[0-2]|0?[1-9])(?![\d:/.-]|[年号期])", _day
    ),
    Form(rf"(?<=[到至~-])(?P<d>{_D}){_DAY_ALONE}(?![内以之])", _day),
    Form(
        rf"(?<![\d{CHINESE}个第.-])(?<!\d:)(?<!公示)(?<!公告)(?<!编号)(?P<d>{_D}){_DAY_ALONE}"
        rf"(?={_BY_THEN}|起|{TO}|[,。;、)]|上午|下午|早|晚|$)",
        _day,
    ),
    Form(
        r"(?P<word>大后|今|明|昨|(?<![最以之今然前])后)(?:天|日(?![报期])|(?<=[今明])(?=[早晚](?!了|已)))",
        _relative_day,
        "今明后大昨",
    ),
    Form(
        r"(?P<week>本|这|下下|下|上)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])",
        _relative_day,
        "本这下上",
    ),
)

YEAR_FORM = Form(
    rf"(?<![\dA-Za-z])(?:(?P<y>(?:1[6-9]|20|21)\d\d|[{PLAIN_DIGITS}{_CAPITAL}]{{4}}|今|明|去|上|(?<!\d)\d\d(?=年度))"
    r"(?P<unit>年度?)(?!以上|以内|之久|历史)"
    r"|(?<=[(\[〔])(?P<alone>(?:19|20)\d\d)(?=[)\]〕])|(?<!\d)(?P<of>(?:19|20)\d\d)(?=学年|财年|[届级版春夏秋冬]))",
    _only_year,
    NUMERIC + "今明去上",
)
