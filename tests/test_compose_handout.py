from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from kit.compose.handouts.handout import compose_handout, compose_leaflet
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Code, Document, Inset, Page, Rule, Text
from kit.compose.posters.kind_facts import kind_rows
from kit.compose.posters.kind_sheet import kind_front
from kit.errors import LayoutError
from kit.model.item import Item, Kind
from tests.sheets import (
    ROOT,
    as_text,
    item,
    items,
    layout,
    marks,
    overlaps,
    setting,
    whole_codes,
    words,
)


def handout(one: Item, *, code: bool = True) -> Document:
    return compose_handout(one, layout("handout-a5"), setting(code=code, stamp="样例"))


def half(page: Page) -> Page:
    """The copy at the left of a sheet."""
    return next(mark.page for mark in marks(page) if isinstance(mark, Inset))


@pytest.mark.parametrize("number", [one.item_id for one in items()])
@pytest.mark.parametrize("code", [True, False])
def test_both_sides_keep_their_margins_and_no_line_runs_into_another(
    number: str, *, code: bool
) -> None:
    for page in handout(item(number), code=code).pages:
        copy = half(page)
        assert not overlaps(copy)
        for mark in marks(copy):
            if isinstance(mark, Text) and mark.angle_deg:
                continue
            area = bounds(mark)
            assert area.x_mm >= 8.8, mark
            assert area.y_mm >= 8.8, mark
            assert area.right_mm <= 148.5 - 8.8, mark
            assert area.bottom_mm <= 210 - 8.8, mark


def test_a_sheet_carries_two_copies_and_a_line_to_cut_along() -> None:
    front, back = handout(item("2026-004")).pages

    for page in (front, back):
        left, right = (mark for mark in marks(page) if isinstance(mark, Inset))
        assert (page.width_mm, page.height_mm) == (297, 210)
        assert left.page == right.page
        assert (left.x_mm, right.x_mm) == (0, 148.5)
        cut = next(mark for mark in marks(page) if isinstance(mark, Rule))
        assert cut.x1_mm == cut.x2_mm == 148.5
        assert cut.dash_mm
    # How it is printed stands in the print list: a copy is the villager's.
    assert "翻转" not in words(front)


def test_the_front_is_as_large_as_the_drawing_asks() -> None:
    front, back = handout(item("2026-004")).pages
    size = {frame.frame: frame.size_pt for frame in front.frames}

    assert size["title"] >= 40
    assert size["date"] >= 50
    assert size["amount"] >= 60
    assert size["rows"] >= 20
    assert size["phone"] >= 25
    assert back.frames[0].size_pt >= 16


def test_the_code_is_large_enough_for_a_phone_and_read_on_both_copies() -> None:
    front, back = handout(item("2026-004")).pages
    (code,) = [mark for mark in marks(half(front)) if isinstance(mark, Code)]

    assert code.side_mm >= 30
    assert whole_codes(front) == ("HTTPS://DX.EXAMPLE/D/26W48-03",)
    assert whole_codes(back) == ()


def test_there_is_room_to_write_whom_to_ask_in_the_village() -> None:
    front, _ = handout(item("2026-004")).pages

    assert "村里找" in words(half(front))


def test_the_back_carries_the_whole_text_word_for_word() -> None:
    one = item("2026-001")
    _, back = handout(one).pages
    shown = words(half(back)).replace("\n", "")

    assert "拟收标准为每人每月5元，低保户、特困户、孤儿免收。" in shown
    assert "征求意见结束后，将公布意见采纳情况和正式决定。" in shown


def test_a_text_too_long_for_the_back_is_told_shortly_with_where_to_read_it() -> None:
    one = replace(item("2026-004"), body="集中缴费期内，请按时缴费。\n" * 120)
    _, back = handout(one).pages
    shown = words(half(back)).replace("\n", "")

    assert "全文：看公开栏海报下面的全文页" in shown
    assert "明年的居民医保，12月31日以前要交。" in shown
    assert "12393" in shown


def test_a_list_of_people_is_never_taken_home() -> None:
    one = item("2026-011")
    assert one.kind is Kind.LIST
    shown = "".join(words(half(page)) for page in handout(one).pages)

    assert "第一组" not in shown
    assert "样*" not in shown


def test_plain_sentences_that_do_not_fit_are_refused_with_what_to_do() -> None:
    one = replace(item("2026-004"), plain=("明年的居民医保要交了。" * 120,))
    with pytest.raises(LayoutError, match="缩短大白话"):
        handout(replace(one, body="很长的正文。" * 900))


def test_the_front_is_the_one_that_was_looked_at() -> None:
    front, _ = handout(item("2026-004")).pages
    golden = ROOT / "tests" / "golden" / "handout-a5.page.txt"

    assert as_text(half(front)) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("stamp", ["", "样例", "送审稿"])
def test_a_back_is_read_with_ease_and_says_its_number(stamp: str) -> None:
    for name in ("handout-a5", "handout-a6"):
        _, back = compose_handout(item("2026-004"), layout(name), setting(stamp=stamp)).pages
        page = half(back)
        texts = [m for b in page.blocks for m in b.marks if isinstance(m, Text)]
        stamps = [text for text in texts if text.characters == stamp]

        assert min(text.size_pt for text in texts) >= 9
        assert any(text.characters == f"编号 {setting().code_id}" for text in texts)
        assert len(stamps) == (2 if stamp else 0)
        if stamp:
            assert stamps[0].y_mm < page.height_mm / 8 < page.height_mm * 7 / 8 < stamps[1].y_mm
        # Set as they come: dates are not stretched to fill a line.
        for text in texts:
            steps = [round(b - a, 3) for a, b in pairwise(text.offsets_em)]
            assert max(steps, default=0) <= 1.3


@pytest.mark.parametrize("name", ["handout-a5", "handout-a6"])
def test_a_front_tells_its_kind_and_its_largest_words_are_when_and_how_much(name: str) -> None:
    front, _ = compose_handout(item("2026-004"), layout(name), setting(stamp="送审稿")).pages
    page = half(front)
    texts = [m for b in page.blocks for m in b.marks if isinstance(m, Text)]
    largest = sorted(texts, key=lambda text: -text.size_pt)

    assert {text.characters for text in largest[:3]} == {"12", "31", "400"}
    assert "缴费" in [text.characters for text in texts]
    assert min(text.size_pt for text in texts) >= 8.5
    stamps = [text.y_mm for text in texts if text.characters == "送审稿"]
    assert len(stamps) == 2
    assert stamps[0] < page.height_mm / 5 < page.height_mm * 4 / 5 < stamps[1]


@pytest.mark.parametrize("name", ["handout-a5", "handout-a6", "leaflet-a5"])
@pytest.mark.parametrize("one", items(), ids=lambda one: one.item_id)
def test_what_the_front_has_no_room_for_stands_on_the_back(one: Item, name: str) -> None:
    front, rest = kind_front(one, layout(name), setting())
    make = compose_leaflet if name == "leaflet-a5" else compose_handout
    whole = [half(page) for page in make(one, layout(name), setting()).pages]

    for row in kind_rows(one):
        pages = whole if row in rest else [front]
        shown = "".join(words(page) for page in pages)
        assert row.text.replace(" ", "") in "".join(shown.split())
