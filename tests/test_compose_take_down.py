"""The take-down list: board by board, the earliest day first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kit.compose.forms.take_down_sheet import compose_take_down
from kit.compose.paper.page import Tag
from kit.model.township import Board, Paper
from kit.plan.take_down import TakeDown
from tests.notices import TOWNSHIP
from tests.page_reading import Square, boxes_of, everything, outside, words_of

if TYPE_CHECKING:
    from kit.compose.paper.page import Document


def board(village: str) -> Board:
    return Board(name="公开栏", village=village, place="村口", paper=Paper.A3, read_from_m=1.5)


def listed(*entries: TakeDown) -> Document:
    # kit.toml lists the boards as somebody walks from one to the next; 乙 sorts before 甲.
    township = replace(TOWNSHIP, boards=(board("甲村"), board("乙村"), board("丙村")))
    return compose_take_down(entries, township, Square(), week_label="11月23—29日")


def test_a_board_that_is_no_longer_in_kit_toml_still_comes_last() -> None:
    entry = TakeDown(
        item_id="DX-2026-004",
        title="交医保",
        boards=(board("丁村"), board("丙村"), board("乙村")),
        day=date(2026, 11, 29),
        reason="到期",
    )
    document = listed(entry)

    headings = [words_of(b) for p in document.pages for b in p.blocks if b.tag is Tag.HEADING]
    assert [heading[:2] for heading in headings] == ["乙村", "丙村", "丁村"]


def test_what_comes_down_is_listed_board_by_board_earliest_first() -> None:
    late = TakeDown(
        item_id="DX-2026-004",
        title="交医保",
        boards=(board("甲村"), board("乙村")),
        day=date(2026, 11, 29),
        reason="到期",
    )
    soon = TakeDown(
        item_id="DX-2026-001",
        title="旧文件",
        boards=(board("甲村"),),
        day=date(2026, 11, 24),
        reason="已废止",
    )
    document = listed(late, soon)

    headings = [words_of(b) for p in document.pages for b in p.blocks if b.tag is Tag.HEADING]
    assert headings == ["甲村　公开栏　村口", "乙村　公开栏　村口"]
    words = everything(document)
    assert words.index("旧文件") < words.rindex("交医保")
    assert "11月24日星期二已废止" in words
    assert sum(len(boxes_of(page)) for page in document.pages) == 3


def test_an_empty_list_says_so() -> None:
    assert "本周没有要摘下的。" in everything(listed())


def test_many_boards_go_over_pages_inside_the_margins() -> None:
    entry = TakeDown(
        item_id="DX-2026-004",
        title="交医保",
        boards=tuple(board(f"第{n}村") for n in range(40)),
        day=date(2026, 11, 24),
        reason="到期",
    )
    document = listed(entry)
    assert len(document.pages) > 2
    assert not [w for page in document.pages for w in outside(page)]
