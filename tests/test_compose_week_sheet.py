"""The week on paper: what villagers find on the board, and what the clerk prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kit.compose.forms.week_sheet import PrintOrder, compose_print_list, compose_week_board
from kit.compose.paper.page import Tag
from kit.fonts import load_typeface
from kit.model.item import Emergency, Item, Kind
from kit.model.township import Board, Paper
from kit.plan.calendar import lunar_date
from tests.notices import TOWNSHIP, notice
from tests.page_reading import Square, everything, outside, texts_of, words_of
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
    assert "墟天/a.pdf对半裁开" in words  # the note below its file, as wide as that
    headings = [words_of(b) for p in document.pages for b in p.blocks if b.tag is Tag.HEADING]
    assert headings == ["打印：A3", "打印：A4 双面", "装袋：每袋装什么"]


def test_bags_are_filled_in_the_order_of_the_round() -> None:
    names = ("乙村公开栏", "甲村公开栏", "丙村公开栏")
    boards = tuple(
        Board(name=name, village="", place="", paper=Paper.A3, read_from_m=1.5) for name in names
    )
    places = tuple((name, 1) for name in ("墟天摊位", *sorted(names)))
    order = PrintOrder(file="a_A3.pdf", title="交医保", paper="A3", places=places)
    township = replace(TOWNSHIP, boards=boards)
    words = everything(compose_print_list([order], township, Square(), week_label=""))

    bags = [words.rindex(name) for name in (*names, "墟天摊位")]
    assert bags == sorted(bags)


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
