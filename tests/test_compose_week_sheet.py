"""The week on paper: what villagers find on the board, and what the clerk prints."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kit.compose.page import Tag
from kit.compose.week_sheet import PrintOrder, compose_print_list, compose_week_board
from kit.model.item import Item
from kit.model.township import Paper
from tests.notices import TOWNSHIP, notice
from tests.page_reading import Square, everything, outside, texts_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.page import Document


def overview(items: Sequence[Item], paper: Paper = Paper.A3) -> Document:
    return compose_week_board(
        items,
        TOWNSHIP,
        Square(),
        week_label="11月23—29日",
        markets=(date(2026, 11, 25),),
        lunar=lambda _day: "十月十七",
        paper=paper,
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


@pytest.mark.parametrize(("paper", "least"), [(Paper.A4, 16), (Paper.A3, 28)])
def test_the_overview_is_readable_and_as_large_as_a_sheet_bears(paper: Paper, least: float) -> None:
    few, many = overview([notice()], paper), overview([notice()] * 9, paper)
    sizes = [document.pages[0].frames[0].size_pt for document in (few, many)]

    assert sizes[0] > sizes[1] >= least
    for document in (few, many):
        tables = [b for b in document.pages[0].blocks if b.tag is Tag.TABLE]
        marks = [m for b in tables for m in b.marks]
        assert min(t.size_pt for t in texts_of(document.pages[0]) if t in marks) >= least
        assert not [w for page in document.pages for w in outside(page)]


def test_a_full_week_goes_over_sheets_at_the_smallest_type() -> None:
    document = overview([notice()] * 40)
    assert len(document.pages) > 1
    assert document.pages[0].frames[0].size_pt == 28


def test_an_empty_week_says_so() -> None:
    assert "本周没有新的公开事项。" in everything(overview([]))


def test_the_print_list_counts_copies_and_fills_bags() -> None:
    orders = [
        PrintOrder(
            file="公开栏/a_A3.pdf",
            title="交医保",
            paper="A3",
            places=(("甲村公开栏", 1), ("乙村公开栏", 2)),
        ),
        PrintOrder(
            file="墟天/a.pdf",
            title="交医保",
            paper="A4 双面",
            places=(("墟天摊位", 60),),
            note="对半裁开",
        ),
    ]
    document = compose_print_list(orders, TOWNSHIP, Square(), week_label="11月23—29日")
    words = everything(document)

    assert "2 个文件，63 份" in words
    assert "甲村公开栏交医保　A3　1 份" in words
    headings = [words_of(b) for p in document.pages for b in p.blocks if b.tag is Tag.HEADING]
    assert headings == ["打印：A3", "打印：A4 双面", "装袋：每袋装什么"]


def test_a_file_name_shows_no_space_that_is_not_in_it() -> None:
    name = "公开栏/DX-2026-004_交2027年医保_A3.pdf"
    order = PrintOrder(file=name, title="交医保", paper="A3", places=())
    document = compose_print_list([order], TOWNSHIP, Square(), week_label="")

    lines = [t for page in document.pages for t in texts_of(page) if t.characters[0] in "公D_交"]
    assert name in "".join(line.characters for line in lines)
    for line in lines:
        advances = [Square().advance_em(c, line.weight) for c in line.characters[:-1]]
        steps = [b - a for a, b in pairwise(line.offsets_em)]
        assert steps == pytest.approx(advances, abs=0.001)


def test_nothing_to_print_says_so() -> None:
    document = compose_print_list([], TOWNSHIP, Square(), week_label="")
    assert "本周没有要打印的。" in everything(document)
