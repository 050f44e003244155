"""One reader for every form in which a quantity is written."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text.figures import quantities
from kit.text.figures.fold import fold
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Clock, Day, Kind, Quantity
from kit.text.figures.written_numbers import number
from kit.text.normalise.numerals import by_digit, cardinal

NEAR = date(2026, 11, 23)


def only(text: str) -> Quantity:
    found = read(text, near=NEAR)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "form",
    [
        "400元", "400 元", "４００元", "400圆", "400块", "400块钱", "¥400", "￥400元", "RMB400",
        "人民币400元", "400.00元", "400元整", "4\u200b00元", "四百元", "四百块钱", "四百圆整",
        "肆佰元整", "人民币肆佰圆整", "4百元", "0.04万元", "④⓪⓪元", "4百块", "400人民币",
    ],
)  # fmt: skip
def test_an_amount_is_the_same_in_every_form(form: str) -> None:
    quantity = only(f"请交{form}。")

    assert (quantity.kind, quantity.value, quantity.about) == (Kind.MONEY, Decimal(400), False)


@pytest.mark.parametrize(
    ("form", "yuan"),
    [
        ("四百五块", "450"), ("四百五十块", "450"), ("一万五块", "15000"), ("两块五", "2.5"),
        ("一块五毛二", "1.52"), ("2角5分", "0.25"), ("1.2万元", "12000"), ("4，100元", "4100"),
        ("1,250元", "1250"), ("贰仟叁佰元整", "2300"), ("2亿2千万元", "220000000"),
        (".5元", "0.5"), ("二百五十元", "250"), ("3万5千元", "35000"), ("一千零五元", "1005"),
        ("一千零五十元", "1050"), ("4百1十元", "410"), ("3k元", "3000"), ("两毛", "0.2"),
    ],
)  # fmt: skip
def test_amounts_as_people_write_and_say_them(form: str, yuan: str) -> None:
    assert only(f"收{form}。").value == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每人每月5元", "人月"), ("5元/人·月", "人月"), ("人均5元", "人"), ("每亩补80元", "亩"),
        ("80元一亩", "亩"), ("一人400元", "人"), ("每户每年60元", "户年"), ("交400元", ""),
        ("每人交四百", "人"), ("每人410", "人"),
    ],
)  # fmt: skip
def test_an_amount_knows_what_it_is_for_one_of(text: str, per: str) -> None:
    [quantity] = [q for q in read(text) if q.kind is Kind.MONEY]

    assert quantity.per == frozenset(per)


@pytest.mark.parametrize("text", ["约400元", "近400元", "400元左右", "400多元", "四百来块"])
def test_about_an_amount_is_not_the_amount(text: str) -> None:
    assert only(text).about


@pytest.mark.parametrize("text", ["4OO元", "4〇O元", "2O26年", "l2元", "一百三五元", "七八百元"])
def test_what_cannot_be_read_is_told(text: str) -> None:
    assert read(text)[0].kind is Kind.UNREAD
    assert read(text)[0].why


@pytest.mark.parametrize(
    "form",
    [
        "12月31日", "12月31号", "１２月３１日", "12 月 31 日", "十二月三十一日", "十二月卅一日",
        "十二月三十一号", "本年12月31日", "今年12月31日", "2026年12月31日", "2026-12-31",
        "2026.12.31", "2026/12/31", "20261231", "26年12月31日", "二〇二六年十二月三十一日",
        "二○二六年十二月三十一日", "2026－12－31", "12月底", "2026年12月底", "今年年底", "年底",
        "12/31", "12.31", "12月31", "⑫月31日", "下个月31日", "下月底",
        "贰零贰陆年壹拾贰月叁拾壹日", "拾贰月叁拾壹日",
    ],
)  # fmt: skip
def test_a_day_is_the_same_in_every_form(form: str) -> None:
    day = only(f"{form}以前交。").value

    assert isinstance(day, Day)
    assert day.may_be(date(2026, 12, 31))
    assert (day.month, day.day) == (12, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("农历十一月廿三", Day(None, 11, 23, lunar=True)),
        ("冬月廿三", Day(None, 11, 23, lunar=True)),
        ("腊月三十", Day(None, 12, 30, lunar=True)),
        ("正月初八", Day(None, 1, 8, lunar=True)),
        ("闰六月", Day(None, 6, None, lunar=True, leap=True)),
        ("农历2026年腊月29日", Day(2026, 12, 29, lunar=True)),
        ("中秋节前", Day(None, 8, 15, lunar=True)),
        ("元旦前", Day(None, 1, 1)),
        ("元月十一号", Day(None, 1, 11)),
        ("贰零贰柒年元月底", Day(2027, 1, 31)),
        ("明天", Day(2026, 11, 24)),
        ("下周五", Day(2026, 12, 4)),
        ("本周日", Day(2026, 11, 29)),
        ("2027年度", Day(2027)),
        ("明年", Day(2027)),
        ("30日以前", Day(None, None, 30)),
    ],
)
def test_lunar_and_relative_days(text: str, day: Day) -> None:
    assert only(text).value == day


def test_the_end_of_a_range_takes_what_its_beginning_says() -> None:
    first, last = read("12月1—5日")
    assert (first.value, last.value) == (Day(None, 12, 1), Day(None, 12, 5))

    first, last = read("下午2点半到5点半")
    assert (first.value, last.value) == (
        Clock(14 * 60 + 30, half_told=True),
        Clock(17 * 60 + 30, half_told=True),
    )


@pytest.mark.parametrize(
    ("form", "minutes"),
    [
        ("下午5点", 1020), ("17:00", 1020), ("17：00", 1020), ("17时", 1020), ("下午五点整", 1020),
        ("17点00分", 1020), ("晚上八点半", 1230), ("早上8点一刻", 495), ("上午8点45分", 525),
        ("8点三刻", 525), ("中午12点", 720), ("差五分八点", 475), ("差一刻六点", 345),
        ("凌晨2点", 120), ("早八点", 480), ("24时", 1440),
    ],
)  # fmt: skip
def test_a_time_of_day_is_the_same_in_every_form(form: str, minutes: int) -> None:
    value = only(f"{form}开门").value

    assert isinstance(value, Clock)
    assert value.minutes == minutes


def test_no_hour_is_called_so() -> None:
    assert only("下午20点来").kind is Kind.UNREAD


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("70%", Kind.SHARE, "70", ""), ("百分之七十", Kind.SHARE, "70", ""),
        ("７０％", Kind.SHARE, "70", ""), ("八成", Kind.SHARE, "80", ""),
        ("七成五", Kind.SHARE, "75", ""), ("八五折", Kind.SHARE, "85", "折"),
        ("对折", Kind.SHARE, "50", "折"), ("三分之一", Kind.SHARE, "33.33", ""),
        ("千分之五", Kind.SHARE, "0.5", ""), ("3个百分点", Kind.SHARE, "3", "点"),
        ("20个工作日", Kind.SPAN, "20", "工作日"), ("一个半小时", Kind.SPAN, "1.5", "小时"),
        ("两年半", Kind.SPAN, "2.5", "年"), ("三刻钟", Kind.SPAN, "45", "分"),
        ("半个月", Kind.SPAN, "0.5", "月"), ("六个月", Kind.SPAN, "6", "月"),
        ("80周岁", Kind.COUNT, "80", "岁"), ("八十岁", Kind.COUNT, "80", "岁"),
        (".5亩", Kind.COUNT, "0.5", "亩"), ("两亩半", Kind.COUNT, "2.5", "亩"),
        ("5公斤", Kind.COUNT, "5", "千克"), ("10千米", Kind.COUNT, "10", "公里"),
        ("零下3℃", Kind.TEMPERATURE, "-3", ""), ("-3°C", Kind.TEMPERATURE, "-3", ""),
        ("橙色预警", Kind.LEVEL, "橙", "色"), ("永大政〔2026〕12号", Kind.DOCUMENT, "2026-12", ""),
        ("二楼", Kind.ORDER, "2", "楼"), ("3号窗口", Kind.ORDER, "3", "号"),
    ],
)  # fmt: skip
def test_other_quantities(text: str, kind: Kind, value: str, unit: str) -> None:
    quantity = only(text)
    read_value = quantity.value

    assert quantity.kind is kind
    if isinstance(read_value, Decimal):
        assert round(read_value, 2) == Decimal(value)
    else:
        assert read_value == value
    assert quantity.unit == unit


@pytest.mark.parametrize(
    "form",
    [
        "0597-5123456", "05975123456", "0597 5123456", "（0597）5123456", "(0597)5123456",
        "0597－5123456", "0597-512 3456", "+86 597 5123456", "0597.5123456",
        "零五九七，五一二，三四五六", "⓪⑤⑨⑦-5123456", "０５９７５１２３４５６",
    ],
)  # fmt: skip
def test_a_phone_is_the_same_in_every_form(form: str) -> None:
    quantity = only(f"有事打{form}")

    assert (quantity.kind, quantity.value) == (Kind.PHONE, "05975123456")


@pytest.mark.parametrize("cells", ["222.92 2026年10月11日", "500.00 2026-10-11"])
def test_a_sum_beside_the_year_of_the_next_cell_is_no_phone(cells: str) -> None:
    assert Kind.PHONE not in {quantity.kind for quantity in read(cells)}


def test_short_phones_in_a_list_are_phones() -> None:
    found = read("报警打110、119，咨询12393")

    assert [(q.kind, q.value) for q in found] == [
        (Kind.PHONE, "110"),
        (Kind.PHONE, "119"),
        (Kind.PHONE, "12393"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "周三、周五", "星期一", "见 https://a.cn/2026/1", "26W48-03", "{金额}",
        "一定要来", "最后一天", "万一", "带一份复印件", "十分要紧", "骑车慢一点",
    ],
)  # fmt: skip
def test_words_and_ids_are_no_quantities(text: str) -> None:
    assert read(text, near=NEAR) == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("图斑号1023", Kind.CODE, Decimal(1023)), ("宗地编号2026-015", Kind.CODE, "2026-015"),
        ("门牌号18-2号", Kind.CODE, "18-2"), ("编号DX-2026-004", Kind.CODE, "DX-2026-004"),
        ("取件码是多少？521038。", Kind.CODE, Decimal(521038)), ("闽F12345", Kind.CODE, "F12345"),
        ("319国道", Kind.CODE, Decimal(319)), ("K12+300处", Kind.CODE, "K12+300"),
        ("PM2.5", Kind.CODE, "PM2.5"), ("80后", Kind.CODE, Decimal(80)),
        ("图斑号1023户", Kind.COUNT, Decimal(1023)), ("1:500兑水", Kind.SHARE, "1:500"),
        ("以25:20获胜", Kind.SHARE, "25:20"), ("复合肥15-15-15", Kind.SHARE, "15-15-15"),
        ("25:20", Kind.UNREAD, "25:20"), ("1.2026年起", Kind.DATE, Day(2026)),
        ("2026届", Kind.DATE, Day(2026)), ("2026-11", Kind.DATE, Day(2026, 11)),
        ("有5000年历史", Kind.SPAN, Decimal(5000)), ("25m²", Kind.COUNT, Decimal(25)),
        ("1 234 567元", Kind.MONEY, Decimal(1234567)),
        ("电话多少？答：5210386。", Kind.PHONE, "5210386"),
        ("共12345户", Kind.COUNT, Decimal(12345)), ("119接警", Kind.PHONE, "119"),
    ],
)  # fmt: skip
def test_codes_ratios_and_years_are_read_by_the_words_around_them(
    text: str, kind: Kind, value: object
) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.value) == (kind, value)


def test_square_metres_are_no_metres_and_years_are_no_length_of_time() -> None:
    assert only("25m²").unit == only("25平方米").unit != only("25米").unit
    assert [one.value for one in read("2024—2026年")] == [Day(2024), Day(2026)]
    assert [one.value for one in read("请拨打120,110")] == ["120", "110"]
    assert [one.value for one in read("海拔800—1200米")] == [Decimal(800), Decimal(1200)]


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_said_is_the_number(value: int) -> None:
    assert number(cardinal(value)) == value
    assert number(cardinal(value, counting=False)) == value
    assert number(f"{value:,}") == value


@given(st.integers(min_value=1949, max_value=2099))
def test_a_year_said_is_the_year(year: int) -> None:
    assert number(by_digit(str(year))) == year


SIGNS = st.sampled_from(
    "0123456789.,，：:－—-~%元块角万千百十零一二两三五年月日号点时半"
    "人户亩每约〔〕（）()oOl| 　\n。、转交电话"
)


@given(st.text(SIGNS, max_size=40))
def test_every_quantity_stands_where_it_says_and_none_overlaps(text: str) -> None:
    end = 0
    for quantity in read(text, near=NEAR):
        assert quantity.text == text[quantity.start : quantity.end].strip()
        assert quantity.start >= end or quantity.part == "last"
        end = quantity.end


@given(st.text(SIGNS, max_size=60))
def test_the_way_back_from_folded_text_is_whole(text: str) -> None:
    plain, back = fold(text)

    assert len(back) == len(plain) + 1
    assert back == sorted(back)
    assert back[-1] == len(text)


def test_text_of_plain_signs_alone_is_folded_as_it_is_among_others() -> None:
    plain = "".join(map(chr, (*range(0x21, 0x7F), *range(0x4E00, 0xA000))))

    for text in (plain, *plain.replace("元", "")[::97]):
        folded, back = fold(text)
        among, back_among = fold(f"…{text}")
        assert (f"…{folded}", [0, *(place + 1 for place in back)]) == (among, back_among)


def test_what_a_form_can_begin_with_is_told_rightly(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        line
        for file in sorted(Path(__file__).parent.joinpath("corpus").rglob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
    ]
    texts += [str(row) for row in Path(__file__).read_text("utf-8").splitlines()]
    with_table = [read.__wrapped__(text, near=NEAR) for text in texts]
    every = tuple((form.compiled.match, form.accepts, form.read) for form in quantities.FORMS)

    monkeypatch.setattr(quantities, "_TRIED_AT", defaultdict(lambda: every))
    monkeypatch.setattr(quantities, "_CAN_BEGIN", re.compile(r"(?s)."))

    assert [read.__wrapped__(text, near=NEAR) for text in texts] == with_table
