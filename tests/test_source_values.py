"""Days, money and phones out of a clerk's words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.source.values import (
    CHINA_TIME,
    WrongValue,
    parse_amount,
    parse_date,
    parse_moment,
    parse_phone,
)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026年12月31日",
        "2026/12/31",
        "2026.12.31",
        "２０２６年１２月３１日",
        "2026 年 12 月 31 日",
    ],
)
def test_a_day_is_read_in_every_form_that_is_taught(text: str) -> None:
    assert parse_date(text) == date(2026, 12, 31)


@given(st.dates(date(1949, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_itself(day: date) -> None:
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "12-31",
        "26-12-31",
        "2026-13-01",
        "2026-02-30",
        "2026-12-31 17:30",
        "十二月",
        "20261231",
        "1231-01-01",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(WrongValue):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 12:00",
        "2026-11-23T12:00+08:00",
        "2026年11月23日12时",
        "2026年11月23日 12点00分",
        "2026-11-23　12：00",
    ],
)
def test_a_moment_is_read_in_chinese_time(text: str) -> None:
    assert parse_moment(text) == datetime(2026, 11, 23, 12, tzinfo=CHINA_TIME)


@pytest.mark.parametrize("text", ["2026-11-23", "12:00", "2026-11-23 25:00", "2026-11-23 12:60"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(WrongValue):
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "label", "value", "unit", "tail"),
    [
        ("400", "", "400", "元", ""),
        ("每人400元", "每人", "400", "元", ""),
        ("每人 400 元", "每人", "400", "元", ""),
        ("合计14.60万元（样例）", "合计", "14.60", "万元", "（样例）"),
        ("80岁以上每月100元", "80岁以上每月", "100", "元", ""),
        ("共1,200元", "共", "1200", "元", ""),
        ("每人４００元", "每人", "400", "元", ""),
        ("¥400元", "", "400", "元", ""),
        ("每次5块钱", "每次", "5", "元", ""),
        ("3亿元", "", "3", "亿元", ""),
        ("0元", "", "0", "元", ""),
        ("不收学费，每天补30元伙食", "不收学费，每天补", "30", "元", "伙食"),
    ],
)
def test_an_amount_is_one_figure_with_its_words(
    text: str, label: str, value: str, unit: str, tail: str
) -> None:
    amount = parse_amount(text)

    assert (amount.label, str(amount.value), amount.unit, amount.tail) == (label, value, unit, tail)


@pytest.mark.parametrize("text", ["不收学费", "按省公布的区片综合地价补偿", "满80岁免费", "免费"])
def test_an_amount_without_a_figure_is_words(text: str) -> None:
    amount = parse_amount(text)

    assert (amount.label, amount.value, amount.figure) == (text, None, "")


@pytest.mark.parametrize(
    "text",
    [
        "每人400", "每人400（样例）", "100元到200元", "100到200元", "100-200元", "1，200元",
        "40 0元", "1,2,00元", "1.2.3元", "-5元", "负5元", "400元5角", "5万3千元", "3千元",
        "五百元", "1万2000元", "1,20元",
    ],
)  # fmt: skip
def test_an_amount_that_could_be_misread_is_refused(text: str) -> None:
    with pytest.raises(WrongValue):
        parse_amount(text)


@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["元", "万元", "亿元"]),
    st.sampled_from(["", "每人", "80岁以上每月", "合计"]),
    st.sampled_from(["", "（样例）", "，低保户免收"]),
)
def test_no_figure_of_money_is_ever_changed(
    value: Decimal, unit: str, label: str, tail: str
) -> None:
    amount = parse_amount(f"{label}{value}{unit}{tail}")

    assert (amount.value, amount.unit) == (value, unit)
    assert amount.written == f"{label}{value}{unit}{tail}"


@given(st.text(alphabet="每人0123456789.,，到-元万亿千百角 （）岁", max_size=14))
def test_a_figure_is_never_a_part_of_a_longer_one(text: str) -> None:
    try:
        amount = parse_amount(text)
    except WrongValue:
        return
    if amount.value is not None:
        assert not amount.label[-1:].isdigit()
        assert not amount.tail[:1].isdigit()
        assert str(amount.value) in text.replace(",", "")


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("乡劳保所 0597-0123456", "乡劳保所", "0597-0123456"),
        ("乡劳保所0597-0123456", "乡劳保所", "0597-0123456"),
        ("乡劳保所：０５９７—０１２３４５６", "乡劳保所", "0597-0123456"),
        ("医保服务热线 12393", "医保服务热线", "12393"),
        ("110报警 110", "110报警", "110"),
        ("客服 400-800-1234", "客服", "400-800-1234"),
        ("值班 138 0000 0001", "值班", "13800000001"),
    ],
)
def test_a_phone_is_an_office_and_a_number(text: str, label: str, number: str) -> None:
    phone = parse_phone(text)

    assert (phone.label, phone.number, phone.dialled) == (label, number, None)


@pytest.mark.parametrize(
    "text", ["医保 12393（已试拨 2026-11-20）", "医保 12393(试拨：2026年11月20日)"]
)
def test_the_day_a_phone_was_dialled_is_kept(text: str) -> None:
    assert parse_phone(text).dialled == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "乡政府",
        "乡政府 12",
        "乡政府 0597-01234560000",
        "乡政府 5830000",
        "乡政府 0597-1234567转8",
        "乡政府 12393（已试拨 昨天）",
    ],
)
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(WrongValue):
        parse_phone(text)
