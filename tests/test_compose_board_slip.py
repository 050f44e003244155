"""The slip of a board: one sheet, a tick before each, nothing that staff need not know."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.forms.board_slip import BoardSlip, compose_board_slip
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Rule
from kit.compose.paper.staff_sheet import Line
from tests.page_reading import Square, boxes_of, everything, outside, texts_of

if TYPE_CHECKING:
    from kit.compose.paper.page import Document, Page

UP = (
    Line(title="交明年的居民医保", note="改了：日子改成12月31日", mark="A3"),
    Line(title="核对种地补贴名单", note="新的，3张一套，并排贴", mark="A3"),
)
SLIP = BoardSlip(
    place="样例一村公开栏",
    where="村口桥头",
    bag="第1袋，共5袋",
    up=UP,
    down=(Line(title="交明年的居民医保（旧）", note="日子写12月16日的那张"),),
    stay=(Line(title="免费学手艺报名", note="12月2日后摘下"),),
)
LINES = st.builds(
    Line,
    title=st.text("交医保领补贴停水", min_size=1, max_size=24),
    note=st.text("改了：日子成月，钱数", min_size=1, max_size=40),
    mark=st.sampled_from(("A3", "A2", "")),
)
SLIPS = st.builds(
    replace,
    st.just(SLIP),
    up=st.lists(LINES, max_size=30).map(tuple),
    down=st.lists(LINES, max_size=6).map(tuple),
    stay=st.lists(LINES, max_size=20).map(tuple),
)


def made(slip: BoardSlip = SLIP) -> Document:
    return compose_board_slip(slip, Square(), week_label="11月23—29日")


def ticks(page: Page) -> int:
    return sum(box.width_mm == box.height_mm for box in boxes_of(page))


def rows_mm(page: Page) -> list[float]:
    """Heights of the rows: from a rule over the whole width to the next, a title between."""
    rules = [m for b in page.blocks for m in b.marks if isinstance(m, Rule)]
    wide = sorted({round(m.y1_mm, 3) for m in rules if m.x2_mm - m.x1_mm > 180})
    titles = [t.y_mm for t in texts_of(page) if t.weight == 700 and t.x_mm > 20]
    return [low - high for high, low in pairwise(wide) if any(high < y < low for y in titles)]


def test_a_board_has_one_sheet_with_its_counts_and_why() -> None:
    document = made()
    words = everything(document)

    assert len(document.pages) == 1
    for part in ("样例一村公开栏", "第1袋，共5袋", "贴上去2件", "摘下来1件", "不要动1件"):
        assert part in words
    assert words.index("改了：日子改成12月31日") < words.index("日子写12月16日的那张")
    assert ticks(document.pages[0]) == 3  # what is left alone has none
    assert "贴好的人" in words


def test_the_stall_s_slip_says_what_to_take_along() -> None:
    handed = (Line(title="交医保", note="带＿＿＿份", mark="A4"),)
    words = everything(made(BoardSlip(place="墟天摊位", bag="", hand_out=handed)))

    assert "带去发1件" in words
    assert "摘下来" not in words
    assert "发的人" in words


@settings(max_examples=15, deadline=None)
@given(SLIPS)
def test_whatever_hangs_there_rows_are_equal_and_nothing_touches(slip: BoardSlip) -> None:
    document = made(slip)

    everywhere = everything(document)
    for one in (*slip.up, *slip.down, *slip.stay):
        assert one.title in everywhere
        assert one.note in everywhere
    assert sum(map(ticks, document.pages)) == len(slip.up) + len(slip.down)
    for page in document.pages:
        assert not outside(page)
        areas = sorted((bounds(t) for t in texts_of(page) if t.characters), key=lambda a: a.y_mm)
        for number, area in enumerate(areas):
            for other in areas[number + 1 :]:
                apart_mm = other.x_mm - area.right_mm, area.x_mm - other.right_mm
                assert max(*apart_mm, other.y_mm - area.bottom_mm) > -0.3, (area, other)
    heights = [height for page in document.pages for height in rows_mm(page)]
    assert len(heights) == len(slip.up) + len(slip.down) + len(slip.stay)
    assert max(heights, default=0) - min(heights, default=0) < 0.01
    assert min(heights, default=11) >= 10.99


def test_words_are_large_enough_for_whoever_walks() -> None:
    for slip in (SLIP, replace(SLIP, up=UP * 9)):
        for page in made(slip).pages:
            assert min(text.size_pt for text in texts_of(page)) >= 12
