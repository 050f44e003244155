"""The run sheet: one page a programme, readable by whoever stands at the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kit.compose.forms.run_sheet import (
    RunSheetEntry,
    RunSheetProgramme,
    compose_run_sheet,
    length_words,
)
from kit.errors import LayoutError
from tests.notices import TOWNSHIP
from tests.page_reading import Square, boxes_of, everything, outside, texts_of

PROGRAMME = RunSheetProgramme(
    slot_name="早间",
    at=time(7, 0),
    file_name="01_0700_zao.mp3",
    seconds=205.4,
    first=date(2026, 11, 23),
    last=date(2026, 11, 29),
    villages=("大溪村", "黄龙村"),
    entries=(
        RunSheetEntry(
            item_id="DX-2026-004",
            title="交明年的居民医保",
            seconds=58.2,
            speaker="机读",
            until=date(2026, 12, 31),
        ),
        RunSheetEntry(
            item_id="DX-2026-006",
            title="不带火｜进山",
            seconds=61,
            speaker="真人",
            note="客家话还没有录，只播普通话",
        ),
    ),
)


def sheet(*programmes: RunSheetProgramme) -> tuple[str, ...]:
    document = compose_run_sheet(programmes, TOWNSHIP, Square(), week_label="11月23—29日")
    assert not [w for page in document.pages for w in outside(page)]
    assert min(t.size_pt for p in document.pages for t in texts_of(p)) >= 12
    return tuple(everything(replace(document, pages=(page,))) for page in document.pages)


def test_a_programme_stands_on_one_page_with_all_a_broadcaster_needs() -> None:
    (page,) = sheet(PROGRAMME)
    for part in (
        "早间　7:00",
        "大喇叭播出单　大溪村、黄龙村　每天一次",
        "播几条2条",
        "一共3分25秒",
        "播到11月29日",
        "01_0700_zao.mp3",
        "交明年的居民医保58秒，机读，播到12月31日1",
        "不带火进山1分01秒，真人，长期播；客家话还没有录，只播普通话2",
        "照提词稿念",
    ):
        assert part in page


def test_seven_days_have_a_line_and_a_box() -> None:
    (page,) = sheet(PROGRAMME)
    assert [f"11月{day}日 星期" in page for day in range(23, 30)] == [True] * 7
    document = compose_run_sheet([PROGRAMME], TOWNSHIP, Square(), week_label="")
    ticks = [box for box in boxes_of(document.pages[0]) if box.width_mm == box.height_mm]
    assert len(ticks) == 7


def test_each_programme_has_its_own_page() -> None:
    pages = sheet(PROGRAMME, replace(PROGRAMME, slot_name="晚间", at=time(18, 30)))
    assert len(pages) == 2
    assert "晚间　18:30" in pages[1]


def test_an_alert_is_played_at_once() -> None:
    alert = replace(
        PROGRAMME,
        slot_name="预警",
        at=None,
        last=PROGRAMME.first,
        note="解除后播解除",
        is_alert=True,
    )
    (page,) = sheet(alert)
    assert "预警　收到就播，夜里也播" in page
    assert "每天一次" not in page
    assert "解除后播解除" in page


def test_the_end_of_an_alert_is_played_only_once_it_is_lifted() -> None:
    alert = replace(
        PROGRAMME,
        slot_name="应急",
        at=None,
        is_alert=True,
        all_clear="JIECHU.MP3",
        entries=PROGRAMME.entries[:1],
    )
    (page,) = sheet(alert)

    assert "解除后才放文件 JIECHU.MP3" in page
    assert "没接到解除通知，“解除”不拷、不播" in page
    assert "解除" not in "".join(sheet(PROGRAMME))


def test_what_ends_in_mid_week_is_silent_at_night() -> None:
    (page,) = sheet(replace(PROGRAMME, slot_name="限时", at=None))

    assert "限时　晚上10点到早上6点不播" in page


def test_what_found_no_room_stands_on_the_last_page_with_the_reason() -> None:
    document = compose_run_sheet(
        (PROGRAMME,),
        TOWNSHIP,
        Square(),
        week_label="11月23—29日",
        unheard=(
            ("领高龄老人补贴", (), "每个时段最多 3 条、4 分钟，排在前面的已经排满"),
            ("修村道", ("大溪村",), "kit.toml 里没有给这些村的广播时段"),
        ),
    )
    words = everything(document)

    assert words.index("怎么播") < words.index("没有排进广播")
    assert "领高龄老人补贴全部村听不到：每个时段最多 3 条" in words
    assert "修村道大溪村听不到：kit.toml 里没有" in words
    assert not [w for page in document.pages for w in outside(page)]


def test_no_sheet_before_a_broadcaster_shows_what_only_the_office_needs() -> None:
    assert "指纹" not in "".join(sheet(PROGRAMME))


def test_a_week_without_programmes_says_so() -> None:
    (page,) = sheet()
    assert "本周没有要播的。" in page


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0秒"), (59.6, "1分00秒"), (61, "1分01秒"), (205.4, "3分25秒")]
)
def test_lengths_are_said_in_minutes(seconds: float, words: str) -> None:
    assert length_words(seconds) == words


def test_a_file_name_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(LayoutError, match="文件名里有表情符号"):
        sheet(replace(PROGRAMME, file_name="😀.mp3"))


def test_the_turns_of_a_slot_share_a_page_that_says_which_file_is_for_which_days() -> None:
    week = [date(2026, 11, day) for day in range(23, 30)]
    turns = [
        replace(
            PROGRAMME,
            file_name=f"A0{number}_0700.MP3",
            first=days[0],
            last=days[-1],
            days=tuple(days),
        )
        for number, days in enumerate((week[::2], week[1::2]), start=1)
    ]
    other = replace(turns[0], slot_name="晚间", at=time(18, 30), file_name="A03_1830.MP3")

    pages = sheet(turns[0], other, turns[1])

    assert len(pages) == 2
    assert "星期一、三、五、日放文件 A01_0700.MP3" in pages[0]
    assert "星期二、四、六放文件 A02_0700.MP3" in pages[0]
    assert "A03_1830.MP3" not in pages[0]
    assert all(f"11月{day}日" in pages[0] for day in range(23, 30))
    assert "当天的那个文件" in pages[0]


def test_each_item_of_a_turn_has_a_line_unless_the_page_would_not_hold_them() -> None:
    def slot(count: int) -> list[RunSheetProgramme]:
        entries = tuple(replace(PROGRAMME.entries[0], item_id=f"样例{n}") for n in range(count))
        day = PROGRAMME.first
        return [
            replace(PROGRAMME, entries=entries, file_name=f"A{n}.MP3", days=(day + timedelta(n),))
            for n in range(4)
        ]

    (few,), (many,) = sheet(*slot(2)), sheet(*slot(5))

    assert "1.交明年的居民医保（58秒）" in few
    assert "1 交明年的居民医保（58秒）　2 交明年的居民医保" in many


def test_the_sheet_tells_how_often_an_alert_is_called_again() -> None:
    alert = replace(PROGRAMME, slot_name="预警", at=None, is_alert=True, every_minutes=20)

    (page,) = sheet(alert)

    assert "头一个小时每隔 20 分钟播一次" in page.replace("\n", "")
