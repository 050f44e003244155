"""What a table of the usual form says of itself holds, though nobody wrote 核对."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from kit.model.finding import Severity
from kit.model.item import Amount, Column, Item, Table
from tests.checked import changed, findings
from tests.made_tables import MAKERS, as_left_by_excel, told, with_wrong_figure


def table(text: str, *checks: str, unit: str = "") -> Table:
    heading, *rows = [tuple(line.split()) for line in text.strip().splitlines()]
    cells = tuple(tuple("" if cell == "." else cell for cell in row) for row in rows)
    columns = tuple(Column(name=name) for name in heading)
    return Table(file="a.csv", columns=columns, rows=cells, checks=checks, unit=unit)


def of(made: Table, *amounts: Amount) -> Item:
    return changed(table=made, amounts=amounts)


def faults(item: Item, severity: Severity | None = None) -> list[str]:
    return [f.message for f in findings(item) if f.code == "K04" and severity in (None, f.severity)]


@pytest.mark.parametrize("seed", range(40))
def test_every_wrong_figure_stops_and_no_right_table_does(seed: int) -> None:
    chance = Random(seed)
    made = MAKERS[seed % len(MAKERS)](chance)

    right = told(as_left_by_excel(made, chance))
    wrong = told(with_wrong_figure(made, chance))

    assert [message for severity, message in right if severity is Severity.STOP] == []
    assert any(severity is Severity.STOP for severity, _ in wrong)


TWO_LEVELS = """
序号 组 户主 金额（元）
1 第一组 甲 10
2 第一组 乙 20
. 第一组小计 . 30
1 第二组 丙 40
. 第二组小计 . 40
. 总计 . 70
"""
ON_TOP = """
村 户数 人数
合计 7 30
样例一村 3 10
样例二村 4 20
"""
GROUP_FIRST = """
单位 项目 金额
甲村 小计 30
甲村 修路 10
甲村 修桥 20
乙村 小计 40
乙村 修路 40
总计 . 70
"""
OUTLINE = """
项目 决算数
一、人员经费 30
（一）工资 10
（二）社保 20
二、公用经费 5
合计 35
"""


@pytest.mark.parametrize("text", [TWO_LEVELS, ON_TOP, GROUP_FIRST, OUTLINE])
def test_sums_stand_above_or_below_by_group_and_over_all(text: str) -> None:
    assert faults(of(table(text))) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "at"),
    [
        (TWO_LEVELS, "总计 . 70", "总计 . 40", "第 7 行 D 列“金额（元）”的总计"),
        (TWO_LEVELS, "第一组小计 . 30", "第一组小计 . 20", "第 4 行 D 列“金额（元）”的第一组小计"),
        (TWO_LEVELS, "第二组小计 . 40", "第二组小计 . 70", "第 6 行 D 列“金额（元）”的第二组小计"),
        (ON_TOP, "合计 7", "合计 8", "第 2 行 B 列“户数”的合计"),
        (GROUP_FIRST, "乙村 小计 40", "乙村 小计 70", "第 5 行 C 列“金额”的小计"),
        (OUTLINE, "合计 35", "合计 65", "第 6 行 B 列“决算数”的合计"),
        (OUTLINE, "人员经费 30", "人员经费 20", "第 2 行 B 列“决算数”"),
    ],
)
def test_a_wrong_sum_is_told_where_it_stands(text: str, right: str, wrong: str, at: str) -> None:
    assert right in text

    assert any(message.startswith(at) for message in faults(of(table(text.replace(right, wrong)))))


def test_a_sum_in_ten_thousands_may_miss_by_rounding_and_is_only_asked_about() -> None:
    text = "项目 决算数\n甲 1.33\n乙 1.33\n丙 1.33\n合计 {}\n"

    near, far = (of(table(text.format(total), unit="万元")) for total in ("4.00", "4.10"))

    assert "像是四舍五入差的" in faults(near, Severity.WARN)[0]
    assert len(faults(far, Severity.STOP)) == 1


def test_a_number_of_families_beside_a_sum_is_counted() -> None:
    text = "户主 面积\n甲 1\n乙 2\n合计{} 3\n"

    assert faults(of(table(text.format("（2户）")))) == []
    assert "写的是3户，表里是 2 行" in faults(of(table(text.format("（3户）"))))[0]


def test_what_is_added_in_a_row_is_shown_by_the_other_rows() -> None:
    text = "项目 人员 公用 合计\n甲 1 2 3\n乙 4 5 9\n丙 7 8 {}\n"

    assert faults(of(table(text.format(15)))) == []
    assert faults(of(table(text.format(16)))) == ["第 4 行 D 列“合计”写的是 16，人员＋公用是 15。"]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("户主 面积（亩） 标准（元/亩） 金额（元）", "甲 3.2 80 {}"),
        ("户主 亩数 单价 金额", "甲 3.2 80 {}"),
        ("户主 每亩补贴（元） 亩数 补贴金额（元）", "甲 80 3.2 {}"),
        ("村 人数 月数 标准（元/人·月） 金额（元）", "甲村 4 2 32 {}"),
        ("村 户数（户） 人数 标准（元/户） 资金（元）", "甲村 8 30 32 {}"),
        ("村 面积（亩） 标准（元/亩） 金额（万元）", "甲村 32000 80 {}"),
    ],
)
def test_a_product_follows_from_headings_and_units(heading: str, row: str) -> None:
    assert faults(of(table(f"{heading}\n{row.format(256)}")), Severity.STOP) == []
    assert len(faults(of(table(f"{heading}\n{row.format(265)}")), Severity.STOP)) == 1


def test_offices_round_to_whole_yuan_in_one_way_or_another() -> None:
    text = (
        "户主 面积（亩） 标准（元/亩） 金额（元）\n甲 3.33 80 {}\n乙 1.12 80 {}\n丙 2.00 80 160\n"
    )

    for amounts in ((266, 90), (266, 89), (267, 90)):  # 266.4 and 89.6
        assert faults(of(table(text.format(*amounts)))) == []
    assert len(faults(of(table(text.format(266, 91))))) == 1


def test_headings_that_only_look_like_a_product_are_asked_about_once() -> None:
    text = "户主 面积（亩） 标准（元/亩） 实发金额（元）\n" + "甲 3 80 200\n" * 9

    (told_of,) = faults(of(table(text.replace("甲 3", "乙 2", 1))), Severity.WARN)[:1]

    assert "“实发金额”多数不等于面积×标准" in told_of


def test_the_amount_of_the_item_is_the_rate_where_no_column_is() -> None:
    text = "户主 面积（亩） 金额（元）\n甲 3.2 256\n乙 1 {}\n"
    each = Amount(label="每亩", value=Decimal(80), unit="元")
    other = Amount(label="烤烟每亩", value=Decimal(120), unit="元")

    assert faults(of(table(text.format(80)), each)) == []
    assert faults(of(table(text.format(120)), each, other)) == []
    assert "面积×80元是 80" in faults(of(table(text.format(120)), each))[0]


def test_a_column_is_left_alone_for_a_reason_that_signers_read() -> None:
    wrong = "户主 面积\n甲 1\n乙 2\n合计 4\n"

    silenced = findings(of(table(wrong, "面积 不核对 上级核定的数")))
    bare = faults(of(table(wrong, "面积 不核对")))

    assert [(f.severity, f.message) for f in silenced if f.code == "K04"] == [
        (Severity.INFO, "“面积”一列没有核对：上级核定的数。")
    ]
    assert "“不核对”后面要写原因" in bare[0]


@pytest.mark.parametrize(
    ("numbers", "asked"),
    [
        ("1 2 3", None),
        ("3 1 2", None),
        ("51 52 53", None),
        ("1 2 2", "“序号”在第 3、4 行重复"),
        ("1 3 4", "“序号”里没有 2"),
        ("1 1 2", "“序号”在第 2、3 行重复"),
    ],
)
def test_numbers_of_rows_are_whole_and_single(numbers: str, asked: str | None) -> None:
    rows = "".join(f"{n} 户{i} {i + 5}\n" for i, n in enumerate(numbers.split()))

    found = faults(of(table(f"序号 户主 面积\n{rows}")))

    assert [message for message in found if asked is None or asked in message] == found
    assert bool(found) == bool(asked)


def test_numbers_may_begin_again_in_every_group() -> None:
    text = "序号 村民小组 户主\n1 第一组 甲\n1 第二组 乙\n2 第二组 丙\n1 第三组 丁\n"

    assert faults(of(table(text))) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("村名 完成数 任务数 完成率\n甲 90 100 90%\n乙 45 150 {}\n丙 120 160 75%\n", "30%", "35%"),
        ("候选人 得票 得票率\n甲 512 62.4%\n乙 208 {}\n丙 100 12.2%\n", "25.4%", "24.5%"),
        ("月份 收缴 累计\n1月 12 12\n2月 8 20\n3月 15 {}\n4月 5 40\n", "35", "34"),
        ("项目 收入 支出 余额\n甲 30 10 20\n乙 9 4 5\n丙 35.6 20.3 {}\n", "15.3", "13.5"),
        ("户主 头数 剂量\n甲 12 24\n乙 3 6\n丙 20 {}\n丁 5 10\n戊 8 16\n", "40", "60"),
        (
            "线路 开始 结束 时长(小时)\n甲 8:30 18:00 9.5\n乙 7:00 12:00 {}\n丙 22:00 次日6:00 8\n",
            "5",
            "6",
        ),
        ("年份 人均收入 增长率\n2023 15000 -\n2024 16200 {}\n2025 17500 8.02%\n", "8%", "8.8%"),
    ],
)
def test_a_row_that_does_not_follow_the_others_is_asked_about(
    text: str, right: str, wrong: str
) -> None:
    assert faults(of(table(text.format(right)))) == []
    (told_of,) = faults(of(table(text.format(wrong))), Severity.WARN)
    assert f"写的是 {wrong}" in told_of


def test_a_rate_may_stand_in_the_heading() -> None:
    text = "户主 面积(亩) 金额(150元/亩)\n甲 6.5 975\n乙 8 {}\n"

    assert faults(of(table(text.format(1200)))) == []
    assert "面积×150元是 1200" in faults(of(table(text.format(1020))))[0]


def test_an_amount_in_capitals_is_one_of_the_sums() -> None:
    text = "品名 金额（元）\n棉被 1800\n大米 3108\n小写合计 4908\n大写合计 {}\n"

    assert faults(of(table(text.format("肆仟玖佰零捌元整")))) == []
    assert "大写是 4980" in faults(of(table(text.format("肆仟玖佰捌拾元整"))))[0]


def test_days_of_a_table_exist_and_fall_on_their_weekday() -> None:
    text = "日期 星期 内容\n2026-12-08 星期二 停电\n{} {} 体检\n"

    assert faults(of(table(text.format("2026-12-10", "星期四")))) == []
    assert "12月10日是星期四" in faults(of(table(text.format("2026-12-10", "周五"))))[0]
    assert "没有这一天" in faults(of(table(text.format("2026-11-31", "."))))[0]


def test_ranks_follow_scores() -> None:
    text = "名次 姓名 总成绩\n1 甲 84.4\n{} 乙 82\n{} 丙 79.1\n"

    assert faults(of(table(text.format(2, 3)))) == []
    assert "和分数的高低不合" in faults(of(table(text.format(3, 2))))[0]


def test_parts_of_an_outline_may_have_their_numbers_in_a_column_of_their_own() -> None:
    heads = "序号 单位 金额\n一 上级补助 120.5\n(一) 中央 80\n(二) 省级 40.5\n二 自筹 36\n"
    text = f"{heads}合计 . 156.5\n"

    assert faults(of(table(text))) == []


@pytest.mark.parametrize(
    "label",
    ["合计48", "合计", "合计：2户", "共计2户", "总计金额", "合计（元）", "全村合计", "合　计"],
)
def test_a_sum_is_known_by_its_label_in_whatever_dress(label: str) -> None:
    heading = (Column(name="户主"), Column(name="金额"))
    rows = (("甲", "10"), ("乙", "20"), (label, "40"))

    found = faults(of(Table(file="a.csv", columns=heading, rows=rows)), Severity.STOP)

    assert bool(found) == (label != "合计48")  # 48 of nothing is no label, but a name


def test_rows_that_only_say_something_of_the_others_are_not_added() -> None:
    text = "村 户数 金额\n甲 10 30\n乙 20 50\n平均 15 40\n比上年增减 2 5\n合计 30 80\n"

    assert faults(of(table(text)), Severity.STOP) == []


def test_a_count_that_the_rate_leaves_out_may_be_a_factor() -> None:
    heads = "姓名 人数（人） 天数 标准（元/人） 金额（元）\n"
    text = f"{heads}甲 2 3 100 600\n乙 1 4 100 {{}}\n丙 1 2 100 200\n"

    assert faults(of(table(text.format(400)))) == []
    assert "人数×天数×标准是 400" in faults(of(table(text.format(440))))[0]


def test_the_same_share_of_a_product_in_all_rows_is_only_asked_about() -> None:
    text = "户主 面积（亩） 标准（元/亩） 补助金额（元）\n甲 10 80 640\n乙 5 80 320\n丙 2 80 128\n"

    assert faults(of(table(text)), Severity.STOP) == []
    assert len(faults(of(table(text)), Severity.WARN)) == 1


ACCOUNT = """
项目 金额
上年结余 1200
一、收入 .
1.租金 5000
2.上级补助 3000
收入合计 8000
二、支出 .
1.办公费 1500
2.误工补贴 2500
支出合计 4000
三、年末结余 5200
"""
BALANCE = """
序号 项目 收入 支出 余额
1 上月结余 . . 1000
2 租金 500 . 1500
3 路灯电费 . 200 1300
4 合计 500 200 1300
"""
OF_WHICH = """
项目 人数 金额
低保 120 54000
其中：重点对象 30 18000
特困 15 12000
合计 135 66000
"""
METERS = """
户主 上月读数 本月读数 用水量（吨） 单价（元/吨） 水费（元）
甲 120 135 15 1.8 27
乙 88 100 12 1.8 21.6
丙 45 66 21 1.8 37.8
合计 . . 48 . 86.4
"""
CENTS = """
户主 面积（亩） 标准（元/亩） 金额（元）
甲 1.23 115.5 142.07
乙 2.37 115.5 273.74
丙 0.86 115.5 99.33
合计 4.46 . 515.14
"""


@pytest.mark.parametrize("text", [ACCOUNT, BALANCE, OF_WHICH, METERS, CENTS])
def test_tables_of_account_meters_and_parts_are_right_as_they_are(text: str) -> None:
    assert faults(of(table(text))) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (ACCOUNT, "收入合计 8000", "收入合计 8500"),
        (BALANCE, "4 合计 500", "4 合计 550"),
        (OF_WHICH, "合计 135", "合计 165"),
        (METERS, "48 . 86.4", "48 . 84.6"),
        (CENTS, "115.5 273.74", "115.5 273.47"),
    ],
)
def test_and_told_when_one_figure_is_another(text: str, right: str, wrong: str) -> None:
    assert faults(of(table(text.replace(right, wrong))))
