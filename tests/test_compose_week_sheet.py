"""The week on paper: what villagers find on the board, and what the clerk prints."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kit.compose.forms.week_sheet import compose_week_board
from kit.compose.paper.page import Tag
from kit.fonts import load_typeface
from kit.model.item import Emergency, Item, Kind
from kit.plan.calendar import lunar_date
from tests.notices import TOWNSHIP, notice
from tests.page_reading import Square, everything, outside, texts_of
from tests.sheets import items, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Document


def overview(items: Sequence[Item]) -> Document:
    return compose_week_board(
        items,
        TOWNSHIP,
        Square(),
        week_label="11月23—29日",
        markets=(date(2026, 11, 25),),
        lunar=lambda _day: "十月十七",
    )


def test_the_nearest_last_day_stands_first_and_what_has_none_last() -> None:
    words = everything(
        overview(
            [
                notice(title="没有期限", deadline=None),
                notice(title="年底截止"),
                notice(title="明年截止", deadline=date(2027, 7, 5)),
                notice(title="本周截止", deadline=date(2026, 11, 29)),
            ]
        )
    )
    places = [words.index(title) for title in ("本周截止", "年底截止", "明年截止", "没有期限")]
    assert places == sorted(places)
    assert "2027年7月5日" in words
    assert "墟天：11月25日（星期三，农历十月十七）" in words


def test_an_alert_stands_before_every_last_day_also_without_one() -> None:
    expires = datetime(2026, 11, 26, 20, tzinfo=UTC)
    alerts = [
        notice(title="台风蓝色预警", kind=Kind.EMERGENCY, deadline=None),
        notice(
            title="森林火险预警",
            kind=Kind.EMERGENCY,
            deadline=None,
            emergency=Emergency(expires=expires),
        ),
    ]
    words = everything(overview([notice(title="本周截止", deadline=date(2026, 11, 24)), *alerts]))

    places = [words.index(title) for title in ("台风蓝色预警", "森林火险预警", "本周截止")]
    assert places == sorted(places)
    assert "预警到11月26日" in words
    assert "—" not in words.replace("23—29", "")


def test_what_hangs_in_one_village_is_told_with_the_village() -> None:
    everywhere = everything(overview([notice()]))
    somewhere = everything(overview([notice(), notice(title="名单公示", villages=("大溪村",))]))

    assert "每件事的全文贴在本栏。" in everywhere
    assert "名单公示（大溪村）" in somewhere
    assert "写了村名的，贴在那个村的公开栏。" in somewhere
    assert "每件事的全文贴在本栏" not in somewhere


def test_the_example_s_week_stands_on_one_readable_sheet() -> None:
    due = [one for one in items() if one.item_id not in {"DX-2026-003", "DX-2026-006"}]
    document = compose_week_board(
        due,
        workspace().township,
        load_typeface(),
        week_label="11月23—29日",
        markets=(date(2026, 11, 25), date(2026, 11, 29)),
        lunar=lunar_date,
        stamp="样例",
    )
    (page,) = document.pages

    assert page.frames[0].size_pt >= 28
    assert page.frames[0].reading_distance_m >= 1.5
    words = "".join(text.characters for text in texts_of(page))
    assert all(one.plain_title in words for one in due)
    assert all(one.phones[0].number in words for one in due if one.phones)


def test_a_short_list_keeps_its_amounts_and_whom_to_ask() -> None:
    words = everything(overview([notice()]))

    assert "每人400元" in words
    assert "问谁" in words


def test_the_overview_is_readable_and_as_large_as_a_sheet_bears() -> None:
    few, many = overview([notice()]), overview([notice()] * 9)
    sizes = [document.pages[0].frames[0].size_pt for document in (few, many)]

    assert sizes[0] > sizes[1] >= 28
    for document in (few, many):
        tables = [b for b in document.pages[0].blocks if b.tag is Tag.TABLE]
        marks = [m for b in tables for m in b.marks]
        assert min(t.size_pt for t in texts_of(document.pages[0]) if t in marks) >= 28
        assert not [w for page in document.pages for w in outside(page)]


def test_a_full_week_goes_over_sheets_at_the_smallest_type() -> None:
    document = overview([notice()] * 40)
    assert len(document.pages) > 1
    assert document.pages[0].frames[0].size_pt == 28


def test_an_empty_week_says_so() -> None:
    assert "本周没有新的公开事项。" in everything(overview([]))
