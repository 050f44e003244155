"""Text read back from finished sheets, pages and scripts is held against the item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kit.model.item import Column, ColumnType, Table
from kit.text.figures.compare_output import compare_output, key_figures
from kit.text.figures.quantity import Day, Kind
from kit.text.figures.shown import APART, own_figures
from tests.checked import CLEAN, changed

RIGHT = (
    "大溪乡人民政府\r\n交明年的居民医保\r\n最后一天 星期四 十一月廿三\r\n12月31\r\n日\r\n"
    "每人\r\n400元\r\n"
    "2026年9月1日到12月31日\r\n医保服务热线 12393\r\n乡劳保所 0597-5512306\r\n"
    "12月31日后摘下　核对版本 4F7K-2Q9M　编号 26W48-03\r\nhttps://a.example/D/26W48-03"
)
SPOKEN = (
    "大溪乡人民政府通知。最后一天，十二月三十一号。每人四百元。过期的，要等三个月。"
    "医保服务热线，幺二三九三。乡劳保所，零五九七，五五幺二三零六。"
)


def messages(text: str, **more: object) -> list[str]:
    return [m.message for m in compare_output(text, CLEAN, **more)]  # type: ignore[arg-type]  # a test's keyword table


def test_a_right_sheet_and_a_right_script_have_no_mismatch() -> None:
    assert messages(RIGHT) == []
    assert messages(SPOKEN) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("400元", "410元", "金额“410元”在事项里找不到。"),
        ("12月31\r\n日\r\n", "12月30\r\n日\r\n", "日期“12月30日”在事项里找不到。"),
        ("12393", "12394", "电话“12394”在事项里找不到。"),
        ("0597-5512306", "0597-5512307", "电话“0597-5512307”在事项里找不到。"),
        ("400元", "", "缺少金额“400元”。"),
        ("医保服务热线 12393", "", "缺少电话“12393”。"),
        ("12月31日后", "2027年12月31日后", "日期“2027年12月31日”在事项里找不到。"),
        ("9月1日到12月31日", "9月1日到9月1日", "日期“2026年9月1日到9月1日”在事项里找不到。"),
        ("每人\r\n400元", "每人\r\n400元，涨3%", "比例“3%”在事项里找不到。"),
    ],
)
def test_a_wrong_or_missing_figure_is_named(right: str, wrong: str, told: str) -> None:
    assert told in messages(RIGHT.replace(right, wrong, 1))


def test_words_of_another_size_below_a_figure_are_none_of_it() -> None:
    own = replace(CLEAN, title="三公经费花了多少", body="下午3点到5点半。")

    def told(between: str) -> list[str]:
        text = f"下午3点到5点半{between}三公经费花了多少"
        return [one.message for one in compare_output(text, own, ())]

    assert told(APART) == []
    assert told("\n") == ["钟点“5点”在事项里找不到。"]


def test_a_figure_stands_for_what_the_words_of_another_size_above_it_say() -> None:
    assert messages(f"最后一天{APART}2026年9月1日", required=()) == [
        "日期“2026年9月1日”与事项不一致，应为“12月31日”。"
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("三十一号", "三十号"),
        ("四百元", "四百一十元"),
        ("幺二三九三", "幺二三九四"),
        ("五五幺二三零六", "五五幺二三零七"),
    ],
)
def test_a_wrong_figure_in_words_is_found_as_well(right: str, wrong: str) -> None:
    assert messages(SPOKEN.replace(right, wrong)) != []


def test_the_last_day_must_be_the_deadline_though_another_date_is_the_items_own() -> None:
    text = RIGHT.replace("12月31\r\n日", "9月1\r\n日", 1)

    assert "日期“9月1日”与事项不一致，应为“12月31日”。" in messages(text)


def test_a_figure_in_the_items_own_sentence_must_be_the_one_of_that_sentence() -> None:
    item = changed(
        body="对象为一般村民的，标准每人400元。对象为困难户的，标准每人50元。",
        faq=(),
    )
    swapped = "对象为一般村民的，标准每人50元。400元，12月31日，12393，0597-5512306"

    assert compare_output(swapped.replace("50元", "400元", 1), item) == ()
    assert [m.found for m in compare_output(swapped, item)] == ["50元"]


def test_what_the_edition_adds_is_allowed_when_it_is_named() -> None:
    text = f"{RIGHT}\n11月23—29日，电话0597-8888999，2026年11月24日印"

    assert len(messages(text)) >= 3
    allowed = ("11月23—29日", "0597-8888999", "2026年11月24日")
    assert messages(text, allowed=allowed) == []


def test_up_and_down_are_a_range_beside_words_of_hanging_only() -> None:
    assert messages(f"{RIGHT}\n公开时间：11月23日到12月31日") == []
    assert messages(f"{RIGHT}\n缴费，11月23日到12月31日") != []


def test_what_must_be_there_can_be_chosen() -> None:
    assert messages("广播站通知", required=()) == []
    first_phone = key_figures(CLEAN, phones=1)
    assert [f.text for f in first_phone] == ["400元", "2026年12月31日", "12393"]
    without = RIGHT.replace("乡劳保所 0597-5512306", "")
    assert messages(without, required=first_phone) == []


def test_the_day_of_issue_may_follow_the_issuer_though_a_text_begins_with_another_year() -> None:
    report = "大溪乡人民政府2022年政府信息公开工作年度报告已经编好，可以查阅。"
    item = changed(body=report)
    day = item.dates.publish
    sheet = f"{report}\n大溪乡人民政府\n{day.year}年{day.month}月{day.day}日\n{RIGHT}"

    assert compare_output(sheet, item) == ()
    assert compare_output(sheet.replace("2022年", "2023年"), item)


def test_cells_of_a_table_are_compared_too() -> None:
    table = Table(
        file="x.csv",
        columns=(Column(name="项目"), Column(name="决算数", type=ColumnType.MONEY)),
        rows=(("车辆", "8.20"), ("接待", "6.40")),
        unit="元",
    )
    item = changed(table=table)
    sheet = f"{RIGHT}\n项目 决算数\n车辆 8.20\n接待 6.40\n元"

    assert compare_output(sheet, item) == ()
    assert [m.found for m in compare_output(sheet.replace("8.20", "8.30"), item)] == ["8.30"]


def test_the_items_figures_hold_fields_texts_and_ranges() -> None:
    own = own_figures(replace(CLEAN, deadline=date(2026, 12, 31)))

    assert Day(2026, 12, 31) in own.days
    assert (Day(2026, 9, 1), Day(2026, 12, 31)) in own.ranges
    assert own.values[Kind.PHONE] >= {"12393", "05975512306"}
