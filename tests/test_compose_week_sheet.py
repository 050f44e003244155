"""The week on one sheet: what villagers find on the board, the most urgent first and largest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.forms.week_sheet import compose_week_board
from kit.compose.paper.frames import bounds
from kit.compose.paper.ink import in_black
from kit.compose.paper.page import Box, Ink, Rule, Text
from kit.fonts import load_typeface
from kit.model.item import Emergency, Item, Kind
from kit.plan.calendar import lunar_date
from tests.notices import TOWNSHIP, notice
from tests.page_reading import Square, everything, outside, texts_of
from tests.sheets import items, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Document, Page

MONDAY = date(2026, 11, 23)
ALERT = notice(
    title="森林火险预警",
    kind=Kind.EMERGENCY,
    deadline=None,
    emergency=Emergency(level="橙色", expires=datetime(2026, 11, 26, 20, tzinfo=UTC)),
)
TITLES = st.text("交医保领补贴停水公示名单", min_size=2, max_size=24)
NOTICES = st.builds(
    notice,
    title=TITLES,
    deadline=st.none() | st.dates(date(2026, 11, 23), date(2027, 12, 31)),
    villages=st.sampled_from(((), ("大溪村",))),
)


def overview(items: Sequence[Item]) -> Document:
    return compose_week_board(
        items,
        TOWNSHIP,
        Square(),
        monday=MONDAY,
        week_label="11月23—29日",
        markets=(date(2026, 11, 25),),
        lunar=lambda _day: "十月十七",
    )


def rows_mm(page: Page, thick_mm: float = 0.35) -> list[float]:
    """Heights between neighbouring thin rules over the whole width."""
    rules = [m for b in page.blocks for m in b.marks if isinstance(m, Rule)]
    places = sorted(m.y1_mm for m in rules if m.width_mm == thick_mm)
    return [low - high for high, low in pairwise(places)]


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
    assert words.index("最后一天") < places[0] < words.index("一直贴着的") < places[3]
    assert "—" not in words.replace("23—29", "")


def test_the_seven_days_stand_in_a_row_and_market_days_are_reversed() -> None:
    (page,) = overview([notice()]).pages
    black = [m for b in page.blocks for m in b.marks if isinstance(m, Box) and m.fill is Ink.BLACK]
    white = [t.characters for t in texts_of(page) if t.ink is Ink.WHITE]

    assert [f"周{day}" in everything(overview([])) for day in "一二三四五六日"] == [True] * 7
    assert white[:3] == ["周三", "25", "墟天十七"]
    assert sum(30 < box.width_mm < 40 for box in black) == 1


def test_an_alert_stands_first_in_its_colour_with_its_number() -> None:
    document = overview([notice(title="本周截止", deadline=date(2026, 11, 24)), ALERT])
    words = everything(document)
    (page,) = document.pages

    assert words.index("森林火险预警") < words.index("本周截止")
    assert "到11月26日晚上8点" in words
    fills = [m.fill for b in page.blocks for m in b.marks if isinstance(m, Box)]
    assert Ink.ORANGE in fills
    black = in_black(document).pages[0]
    title = next(t for t in texts_of(black) if t.characters == "演练：森林火险预警")
    assert title.ink is Ink.WHITE  # white on black: black type would be lost


def test_only_a_drill_s_row_says_that_it_is_one() -> None:
    real = replace(ALERT, sample=False)

    assert "演练：森林火险预警" in everything(overview([ALERT]))
    assert "演练" not in everything(overview([real]))
    assert "演练" not in everything(overview([notice()]))


def test_what_hangs_in_one_village_is_told_with_the_village() -> None:
    some = [notice(title="名单公示", villages=("大溪村",)), notice(deadline=None)]
    words = everything(overview(some))

    assert "只在大溪村" in words
    assert words.count("只在") == 1


def test_the_example_s_week_stands_on_one_readable_sheet() -> None:
    due = [one for one in items() if one.item_id not in {"DX-2026-003", "DX-2026-006"}]
    document = compose_week_board(
        due,
        workspace().township,
        load_typeface(),
        monday=MONDAY,
        week_label="11月23—29日",
        markets=(date(2026, 11, 25), date(2026, 11, 29)),
        lunar=lunar_date,
        stamp="样例",
    )
    (page,) = document.pages

    assert page.frames[0].size_pt >= 24
    texts = texts_of(page)
    words = "".join(text.characters for text in texts)
    assert all(one.plain_title in words for one in due)
    assert all(one.phones[0].number in words for one in due if one.phones)
    dated = {one.plain_title for one in due if one.deadline}
    assert min(t.size_pt for t in texts if t.characters in dated) >= 36
    assert words.count("样例") >= 2  # at the head and at the foot


def test_a_short_list_says_how_much_and_whom_to_ask() -> None:
    words = everything(overview([notice()]))

    assert "每人400元" in words
    assert notice().phones[0].label in words


@settings(max_examples=15, deadline=None)
@given(st.lists(NOTICES, max_size=40), st.integers(0, 2))
def test_however_much_there_is_rows_are_equal_and_nothing_touches(
    rest: list[Item], alerts: int
) -> None:
    numbered = [replace(one, item_id=f"DX-2026-{n:03}") for n, one in enumerate(rest)]
    document = overview([*numbered, *[ALERT] * alerts])

    words = everything(document)
    assert all(one.plain_title in words for one in rest)
    for page in document.pages:
        assert not outside(page)
        assert min(t.size_pt for t in texts_of(page)) >= 12
        # Bounds take a digit for wider than this typeface's: runs of one figure are let off.
        areas = [(bounds(text), text.y_mm) for text in texts_of(page)]
        for number, (one, base) in enumerate(areas):
            for other, other_base in areas[number + 1 :]:
                across_mm = max(other.x_mm - one.right_mm, one.x_mm - other.right_mm)
                down_mm = max(other.y_mm - one.bottom_mm, one.y_mm - other.bottom_mm)
                assert max(across_mm, down_mm) > (-2.5 if base == other_base else -0.3)


def test_rows_of_a_kind_are_equal_and_fill_the_sheet() -> None:
    for count in (3, 5, 8):
        (page,) = overview([notice(deadline=date(2026, 12, n + 1)) for n in range(count)]).pages
        heights = rows_mm(page)
        assert max(heights) - min(heights) < 0.01
        marks = [bounds(m) for b in page.blocks for m in b.marks if isinstance(m, Text)]
        lowest = sorted(area.bottom_mm for area in marks)
        assert max(low - high for high, low in pairwise(lowest)) < page.height_mm / 5


def test_a_full_week_goes_over_sheets_that_say_their_number() -> None:
    document = overview([notice()] * 40)

    assert len(document.pages) > 1
    assert f"第2张，共{len(document.pages)}张" in everything(document)
    assert everything(document).count("最后一天") == len(document.pages)


def test_an_empty_week_says_so() -> None:
    assert "本周没有新的公开事项。" in everything(overview([]))
