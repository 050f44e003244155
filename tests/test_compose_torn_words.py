"""Lines of the example's sheets, as they are set at last: none ends inside a word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kit.compose.handouts.picture_card import compose_picture_cards
from kit.compose.layouts.purposes import poster_layout
from kit.compose.paper.page import Text
from kit.compose.posters.poster import compose_poster
from kit.fonts import load_typeface
from kit.model.township import Paper
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.text.typeset.sense import torn_places
from tests.sheets import items, layout, setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.page import Document, Page
    from kit.model.item import Item

FIVE_EM = 5.0


def documents(item: Item) -> Iterator[tuple[str, Document]]:
    for paper in (Paper.A3, Paper.A4):
        name = poster_layout(item, paper)
        yield name, compose_poster(item, layout(name), setting(stamp="样例"))
    yield "转发图", compose_picture_cards(item, setting(stamp="样例"))


def torn(item: Item, page: Page) -> Iterator[str]:
    """Yield the ends of lines inside a word of a passage of the item."""
    cells = [cell for row in (item.table.rows if item.table else ()) for cell in row]
    told = (item.plain_title, item.full_title, item.who, item.when, item.where, item.how)
    sources = [*filter(None, told), "、".join(item.bring), *item.plain, *cells]
    sources += item.body.splitlines()
    for block in page.blocks:
        lines = [mark for mark in block.marks if isinstance(mark, Text)]
        for upper, lower in pairwise(lines):
            before, after = upper.characters.rstrip(), lower.characters
            if lower.y_mm <= upper.y_mm + 1 or upper.characters != before:
                continue
            source = next((one for one in sources if before + after in one), "")
            place = source.find(before + after) + len(before)
            if source and len(before) > FIVE_EM and place in torn_places(source):
                yield f"{before}/{after}"


@pytest.mark.parametrize("item", items(), ids=lambda item: item.item_id)
def test_no_line_of_a_sheet_ends_inside_a_word(item: Item) -> None:
    found = [
        (name, line)
        for name, document in documents(item)
        for page in document.pages
        for line in torn(item, page)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("不会用手机的，带证件到便民服务中心交", "证件"),
        ("森林火险很高，禁止一切野外用火。", "一切"),
        ("请到便民服务中心办事大厅", "办事"),
        ("自收到决定之日起六十日内申请行政复议", "六十日内"),
        ("交齐材料7天内办好，不收钱", "7天内"),
        ("交齐材料15个工作日以内办好", "15个工作日以内"),
        ("交明年的城乡居民医保缴费", "医保缴费"),
        ("以后办事不再看原文件", "原文件"),
    ],
)
@pytest.mark.parametrize("measure_em", [10.0, 12.0, 14.0, 16.0])
def test_what_is_one_word_stays_on_its_line(words: str, kept: str, measure_em: float) -> None:
    lines = set_paragraph(
        [Span(words, 500)], load_typeface(), measure_em=measure_em, align=Align.LEFT
    )

    assert any(kept in line.text for line in lines)
