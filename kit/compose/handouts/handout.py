"""The handout (宣传单): key facts in front, the text behind; cut from A4, or one A4 folded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import sheet_title
from kit.compose.handouts.back_page import (
    back_foot,
    foot_mm,
    stamp_at_foot,
    stamp_block,
    stamp_mm,
    text_frame,
)
from kit.compose.handouts.back_text import full, gist
from kit.compose.handouts.imposed import cut_apart, folded
from kit.compose.handouts.inner_pages import largest
from kit.compose.paper.page import Document, reported
from kit.compose.paper.strip import height_of, stacked
from kit.compose.posters.essentials import SIDE_MM, essentials, essentials_blocks, wants_essentials
from kit.compose.posters.kind_sheet import kind_front
from kit.compose.posters.writing import note_lines
from kit.errors import LayoutError
from kit.model.item import Kind, Privacy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.fact_words import Row
    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Block, Page
    from kit.compose.paper.strip import Strip
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

# About five hundred characters fit a page of A5; a text of twice as many need not be tried.
_LONGEST_BODY = 1000
CODE_ROOM_MM = SIDE_MM + 3.0
_INNER_PAGES = 3


def compose_handout(item: Item, layout: Layout, context: SheetContext) -> Document:
    """Return two sides of A4 with copies to be cut apart; the back holds the text or a summary.

    Rows that the front has no room for stand first on the back.

    Raises:
        LayoutError: The key facts do not fit the front, or the summary the back.
    """
    front, rest = kind_front(item, layout, context)
    backs = _backs(item, layout, context, rest, count=1)
    return Document(title=sheet_title(item, "宣传单"), pages=cut_apart((front, *backs)))


def compose_leaflet(item: Item, layout: Layout, context: SheetContext) -> Document:
    """Return both sides of a folded sheet: the key facts outside, the text on the other three.

    Raises:
        LayoutError: The key facts do not fit the cover, or the summary the other pages.
    """
    cover, rest = kind_front(item, layout, context)
    backs = _backs(item, layout, context, rest, count=_INNER_PAGES)
    return Document(title=sheet_title(item, "宣传单"), pages=folded((cover, *backs)))


def _backs(
    item: Item, layout: Layout, context: SheetContext, rest: Sequence[Row], *, count: int
) -> tuple[Page, ...]:
    """Return the ``count`` pages after the front: the whole notice if it fits, else its gist."""
    width_mm = layout.frames["back"].width_mm
    ways = [
        gist(item, context, rest, width_mm),
        gist(item, context, rest, width_mm, questions=False),
    ]
    if not _names_people(item) and len(item.body) < _LONGEST_BODY * count:
        ways = [
            full(item, rest, width_mm, plain=True),
            full(item, rest, width_mm, plain=False),
            *ways,
        ]
    words = essentials(item, context) if wants_essentials(context) else ""
    # The code may make the text smaller, but never shorter: print is read by everybody.
    # The code may stand where the foot would: the number is told on the front.
    room_mm = CODE_ROOM_MM - foot_mm(layout) + stamp_mm(layout, context)
    rooms = (room_mm, 0.0) if words else (0.0,)
    made = None
    for elements in map(tuple, ways):
        for free_mm in rooms:
            made = made or largest(elements, layout, context, free_mm, count)
    if made is None:
        raise LayoutError(
            f"宣传单背面放不下“{item.plain_title}”的大白话。",
            "请缩短大白话，或在这一条的“宣传单”一栏写大一些的：A5 或 对折。",
        )
    pages, size_pt = made
    empty: tuple[tuple[Strip, ...], ...] = ((),) * (count - len(pages))
    sides = [_inner(strips, layout, context) for strips in (*pages, *empty)]
    # Beside the title, which leaves it room; the last page has it at its foot.
    stamp = stamp_block(layout, context, layout.frames["back"].y_mm)
    sides[0] = replace(sides[0], blocks=(*stamp, *sides[0].blocks))
    code_fits = height_of(pages[-1]) + room_mm <= text_frame(layout).height_mm
    used_mm = 0.0 if empty else height_of(pages[-1])
    has_code = bool(words) and (bool(empty) or code_fits)
    if has_code:
        blocks, used_mm = _code(words, layout, context, used_mm)
        sides[-1] = replace(sides[-1], blocks=(*sides[-1].blocks, *blocks))
    frame = text_frame(layout)
    notes = note_lines(frame, frame.y_mm + used_mm, size_pt, context.metrics)
    feet = stamp_at_foot(layout, context) if has_code else (back_foot(item, layout, context),)
    sides[-1] = replace(sides[-1], blocks=(*sides[-1].blocks, *notes, *feet))
    return tuple(replace(side, frames=(reported("back", size_pt),)) for side in sides)


def _code(
    words: str, layout: Layout, context: SheetContext, used_mm: float
) -> tuple[tuple[Block, ...], float]:
    """Return the text code below what is used of the last page, and how far that reaches now."""
    frame = text_frame(layout)
    y_mm = frame.y_mm + used_mm + CODE_ROOM_MM - SIDE_MM
    blocks = essentials_blocks(words, context, x_mm=frame.x_mm, y_mm=y_mm, width_mm=frame.width_mm)
    return blocks, used_mm + CODE_ROOM_MM


def _inner(strips: Sequence[Strip], layout: Layout, context: SheetContext) -> Page:
    frame = text_frame(layout)
    blocks = stacked(strips, x_mm=frame.x_mm, y_mm=frame.y_mm)
    return context.page(layout, blocks)


def _names_people(item: Item) -> bool:
    """Whether the notice lists people: such a list hangs on its board, nobody takes it home."""
    return item.kind is Kind.LIST or (item.table is not None and item.privacy is not Privacy.NONE)
