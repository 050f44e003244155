"""Messages for the LED screen: whole, short, and the most urgent first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.led import MOST_CHARACTERS, MOST_LINES, led_message, led_order, led_text
from kit.errors import LayoutError
from kit.model.item import Amount, Emergency, Item, Kind, Phone
from tests.notices import notice

LONG = "乡便民服务中心、村委会、银行、邮政所、卫生院和各村的服务站都可以办，也可以请人代办"


def alert(level: str = "橙色", **changes: object) -> Item:
    emergency = Emergency(
        type="森林火险",
        level=level,
        area="大溪乡全乡",
        do=("禁止野外用火", "老人孩子别进山", "见火打12119"),
        sent=datetime.fromisoformat("2026-11-23T11:30"),
        expires=datetime.fromisoformat("2026-11-26T20:00"),
    )
    return notice(
        sample=False,
        kind=Kind.EMERGENCY,
        title=f"森林火险{level}预警",
        deadline=None,
        phones=(Phone(label="森林火警", number="12119"), Phone(label="火警", number="119")),
        emergency=replace(emergency, **changes),  # type: ignore[arg-type] # Emergency's own names
    )


def test_an_alert_says_level_area_end_what_to_do_and_whom_to_call() -> None:
    assert led_message(alert()) == (
        "森林火险橙色预警",
        "大溪乡全乡　到11月26日晚上8点",
        "禁止野外用火　老人孩子别进山",
        "森林火警 12119　火警 119",
    )


def test_a_drill_says_so_before_anything_else() -> None:
    assert led_message(replace(alert(), sample=True))[0] == "【演练】森林火险橙色预警"


def test_what_an_alert_must_tell_is_never_left_out() -> None:
    with pytest.raises(LayoutError, match="范围") as told:
        led_message(alert(area=LONG * 2))
    assert "LED屏" in told.value.remedy
    assert told.value.about == ("DX-2026-004",)


def test_an_all_clear_says_since_when_and_repeats_no_ban() -> None:
    clear = replace(alert(), title="解除森林火险橙色预警", cancels="DX-2026-008", how="可以进山了")

    assert led_message(clear) == (
        "解除森林火险橙色预警",
        "大溪乡全乡　11月23日上午11点半起",
        "可以进山了",
        "森林火警 12119　火警 119",
    )


def test_a_notice_says_by_when_how_much_where_and_whom_to_ask() -> None:
    phones = (Phone(label="医保服务热线", number="12393"),)
    assert led_message(notice(sample=False, phones=phones)) == (
        "交明年的居民医保",
        "12月31日截止　每人400元",
        "乡便民服务中心、村委会、银行",
        "医保服务热线 12393",
    )


def test_a_day_with_its_hour_and_the_place_stand_on_a_line_each() -> None:
    stall = notice(
        sample=False,
        kind=Kind.MARKET,
        deadline=None,
        amounts=(),
        title="墟天来摊位办事",
        when="11月24日星期二墟天，上午7点半到11点",
        where="墟场入口（老粮站对面，有蓝色雨棚的那一排）",
        phones=(Phone(label="乡党政办", number="0597-0123456"),),
    )

    assert led_message(stall) == (
        "墟天来摊位办事",
        "11月24日上午7点半到11点",
        "墟场入口",
        "乡党政办 0597-0123456",
    )


def test_what_one_gets_beside_gives_way_to_where_one_enrols() -> None:
    course = notice(
        sample=False,
        kind=Kind.SIGN_UP,
        title="免费学手艺报名",
        amounts=(Amount(label="不收学费，每天补", value=Decimal(30), unit="元", tail="伙食"),),
        where="乡便民服务中心二楼",
        deadline=date(2026, 12, 2),
        phones=(Phone(label="乡劳保所", number="0597-0123456"),),
    )

    assert led_message(course) == (
        "免费学手艺报名",
        "12月2日截止　不收学费",
        "乡便民服务中心二楼",
        "乡劳保所 0597-0123456",
    )


def test_one_amount_of_two_is_never_told_alone() -> None:
    two = tuple(Amount(label=LONG[:12], value=Decimal(n), unit="元") for n in (100, 200))
    words = "".join(led_message(notice(amounts=two)))
    assert "100元" not in words
    assert "200元" not in words


def test_the_most_urgent_stands_first() -> None:
    items = (
        replace(notice(deadline=None), item_id="later"),
        replace(notice(deadline=date(2026, 12, 31)), item_id="day"),
        replace(notice(deadline=date(2026, 12, 2)), item_id="sooner"),
        replace(alert("红色"), item_id="clear", cancels="X"),
        replace(alert("蓝色"), item_id="blue"),
        replace(alert("红色"), item_id="red"),
    )

    order = led_order(items)

    assert [item.item_id for item in order] == ["red", "blue", "clear", "sooner", "day", "later"]
    assert led_text(order).count("\n\n") == len(items) - 1


@settings(max_examples=60, deadline=None)
@given(
    title=st.integers(2, 24),
    where=st.integers(0, len(LONG)),
    when=st.integers(0, 30),
    last=st.booleans(),
    sample=st.booleans(),
    phone=st.integers(0, 16),
)
def test_every_message_is_short_and_says_nothing_by_halves(
    title: int, where: int, when: int, last: bool, sample: bool, phone: int
) -> None:
    item = notice(
        title=("交医保" * 8)[:title],
        where=LONG[:where] or None,
        when=("工作日，上午8点到12点，下午2点半到5点半，" * 2)[:when] or None,
        deadline=date(2026, 12, 31) if last else None,
        sample=sample,
        phones=(Phone(label=LONG[:phone], number="0597-0123456"),),
    )

    lines = led_message(item)

    assert len(lines) <= MOST_LINES
    assert all(0 < len(line) <= MOST_CHARACTERS for line in lines)
    told = "".join(lines)
    assert told.startswith(("【样例】" if sample else "") + item.title)
    assert "0597-0123456" in lines[-1]
    assert not last or "12月31日截止" in told
    assert LONG[:3] not in "".join(lines[:-1]) or LONG[:where] in told
