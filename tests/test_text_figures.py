from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text.figures.chinese_numbers import chinese_number
from kit.text.figures.figure import Clock, Day, FigureKind, Role
from kit.text.figures.reader import figures, join_broken_text
from kit.text.figures.roles import Likeness, likeness, money_words


def values(text: str, kind: FigureKind, near: date | None = None) -> list[object]:
    return [figure.value for figure in figures(text, near=near) if figure.kind is kind]


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("每人400元", ["400"]),
        ("拨付3.5万元", ["35000"]),
        ("合计14.60万元", ["146000"]),
        ("共计1,234,567元", ["1234567"]),
        ("¥380.50", ["380.50"]),
        ("￥380", ["380"]),
        ("罚款人民币五百元", ["500"]),
        ("三百八十元五角", ["380.5"]),
        ("十四点六万元", ["146000"]),
        ("一百二十三万四千五百六十七元", ["1234567"]),
        ("两百块钱", ["200"]),
        ("补100—200元", ["100", "200"]),
        ("3万元到5万元", ["30000", "50000"]),
        ("100余元", ["100"]),
        ("１２０元", ["120"]),
        ("有一块地拟征收，金额（万元），几百元，三元村", []),
    ],
)
def test_money_is_read_in_yuan_however_it_is_written(text: str, yuan: list[str]) -> None:
    assert values(text, FigureKind.MONEY) == [Decimal(amount) for amount in yuan]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026年12月31日", [Day(2026, 12, 31)]),
        ("12月31日以前", [Day(None, 12, 31)]),
        ("12月31前", [Day(None, 12, 31)]),
        ("十二月三十一号", [Day(None, 12, 31)]),
        ("二〇二六年十二月三十一日", [Day(2026, 12, 31)]),
        ("2026-12-31和2026.9.1和2026/1/2", [Day(2026, 12, 31), Day(2026, 9, 1), Day(2026, 1, 2)]),
        ("2026年9月1日至12月31日", [Day(2026, 9, 1), Day(2026, 12, 31)]),
        ("2026年12月25日到1月5日", [Day(2026, 12, 25), Day(2027, 1, 5)]),
        ("11月23—29日", [Day(None, 11, 23), Day(None, 11, 29)]),
        ("7月1日到5日", [Day(None, 7, 1), Day(None, 7, 5)]),
        ("2020—2021年度", [Day(2020), Day(2021)]),
        ("明年1月", [Day(2027, 1)]),
        ("13月32日", [Day(None, 13, 32)]),
        ("永大政〔2026〕98号，3号楼，三个月，90天，20个工作日", []),
        ("农历十月十四日，腊月廿五，十一月初三", []),
    ],
)
def test_dates_are_read_with_the_parts_they_have(text: str, days: list[Day]) -> None:
    assert values(text, FigureKind.DATE, date(2026, 11, 23)) == days


def test_lunar_dates_are_read_in_one_spelling() -> None:
    text = "农历十月十四日，腊月二十五，闰六月初一"

    assert values(text, FigureKind.LUNAR) == ["十月十四", "十二月廿五", "闰六月初一"]


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("电话：0597-0123456", ["05970123456"]),
        ("（0597）0123456", ["05970123456"]),
        ("手机13800001234，400-123-4567", ["13800001234", "4001234567"]),
        ("打12345或12333", ["12345", "12333"]),
        ("看见山火打12119，报警110、119", ["12119", "110", "119"]),
        ("医保服务热线 12393", ["12393"]),
        ("拨打幺二三九三", ["12393"]),
        ("电话零五九七，五八三，幺二三四", ["05975831234"]),
        ("医保热线，一二三九三", ["12393"]),
        ("300户，邮编364100，2026年，12000元，打击违法2025起", []),
    ],
)
def test_phones_are_found_by_form_or_by_the_words_of_calling(text: str, phones: list[str]) -> None:
    assert values(text, FigureKind.PHONE) == phones


def test_times_share_the_half_of_the_day_in_a_range() -> None:
    found = values("上午8点到12点，下午2点半到5点半，晚上八点，8:30", FigureKind.TIME)

    assert found == [
        Clock(480, sure=True),
        Clock(720, sure=True),
        Clock(870, sure=True),
        Clock(1050, sure=True),
        Clock(1200, sure=True),
        Clock(510, sure=False),
    ]
    assert Clock(510, sure=False).agrees_with(Clock(1230, sure=True))
    assert not Clock(510, sure=True).agrees_with(Clock(1230, sure=True))


def test_percentages_counts_and_file_numbers_have_their_own_kind() -> None:
    text = "完成98.5%，百分之三，6条，16—59周岁，三个月，闽政办〔2020〕5号，第四十七条"
    found = [(figure.kind.value, str(figure.value), figure.unit) for figure in figures(text)]

    assert found == [
        ("百分比", "98.5", ""),
        ("百分比", "3", ""),
        ("数量", "6", "条"),
        ("数量", "16", "周岁"),
        ("数量", "59", "周岁"),
        ("数量", "3", "个月"),
        ("文号", "2020-5", ""),
    ]


def test_ids_codes_and_addresses_are_no_figures() -> None:
    assert figures("DX-2026-004 26W48-03 4F7K-2Q9M https://a.example/D/26W48-03") == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("12月31日（星期四）下午5点以前要交", [Role.DEADLINE]),
        ("截止日期：12月2日", [Role.DEADLINE]),
        ("最后一天12月2日", [Role.DEADLINE]),
        ("凡2021年8月31日以前出生的孩子", [Role.BIRTH]),
        ("自2026年11月23日起废止", [Role.EFFECT]),
        ("11月23日12时到11月26日20时", [Role.START, Role.END]),
        ("从7月1日开始", [Role.START]),
        ("11月12日作出决定，截至12月31日，全乡6条", [Role.NONE, Role.NONE]),
    ],
)
def test_a_date_has_the_role_its_neighbours_give_it(text: str, roles: list[Role]) -> None:
    found = [figure.role for figure in figures(text) if figure.kind is FigureKind.DATE]

    assert found == roles


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("收费标准为每人每月5元", "拟每人每月5元", Likeness.LIKELY),
        ("每天补30元", "每天补助30元", Likeness.SAME),
        ("80元/亩", "按实种面积每亩80元", Likeness.LIKELY),
        ("处警告，罚款人民币五百元", "罚款500元", Likeness.SAME),
        ("一共花了14.6万元", "合计14.60万元", Likeness.LIKELY),
        ("80岁以上每月100元", "年满80周岁的老人每月100元", Likeness.SAME),
        ("80岁以上每月100元", "90岁以上每月200元", Likeness.DIFFERENT),
        ("低保户每人200元", "每人400元", Likeness.MAYBE),
        ("每年缺口约8万元", "每人每月5元", Likeness.DIFFERENT),
        ("比预算少了3.4万元", "合计14.60万元", Likeness.DIFFERENT),
    ],
)
def test_amounts_are_alike_by_the_words_before_them(one: str, other: str, alike: Likeness) -> None:
    def words(text: str) -> tuple[str, int, int]:
        figure = next(f for f in figures(text) if f.kind is FigureKind.MONEY)
        return text, figure.start, figure.end

    assert likeness(money_words(*words(one)), money_words(*words(other))) is alike


def test_broken_lines_are_joined_but_two_cells_stay_two() -> None:
    assert join_broken_text("12月31\r\n日以前，每\n人400\n元") == "12月31日以前，每人400元"
    assert join_broken_text("电话0597-\n0123456") == "电话0597-0123456"
    assert join_broken_text("星期四 十一月廿三") == "星期四 十一月廿三"
    assert join_broken_text("3.20 256.00\n12") == "3.20 256.00\n12"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十五", 15), ("二十", 20), ("一百零五", 105), ("一百五", 150), ("四百五", 450),
        ("一千两百", 1200), ("一万二千三百四十五点六七", "12345.67"), ("二零二六", 2026),
        ("三点五万", 35000), ("一亿", 100000000), ("零", 0), ("", None), ("点五", None),
        ("三点", 3), ("三点五百", None), ("甲", None),
    ],
)  # fmt: skip
def test_chinese_numbers_have_their_value(text: str, value: object) -> None:
    assert chinese_number(text) == (None if value is None else Decimal(str(value)))


@given(st.text(alphabet="0123456789一二十百万点元月日号年：:.-，〔〕到上午半%电话打 ", max_size=60))
@settings(max_examples=150)
def test_any_text_is_read_without_error_and_spans_point_into_it(text: str) -> None:
    for figure in figures(text, near=date(2026, 11, 23)):
        assert 0 <= figure.start < figure.end <= len(text)
