"""The handout (宣传单): key facts in front, the text behind; cut from A4, or one A4 folded."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import lines_at_end, plain_sentences, said, sheet_title
from kit.compose.handouts.back_page import (
    back_foot,
    flow_style,
    foot_mm,
    ruled,
    stamp_at_foot,
    stamp_block,
    stamp_mm,
    text_frame,
)
from kit.compose.handouts.imposed import cut_apart, folded
from kit.compose.paper.flow import (
    Flow,
    Heading,
    Paragraph,
    Run,
    Tabular,
    ragged,
)
from kit.compose.paper.grid import grid_of
from kit.compose.paper.markdown import parse_markdown, with_tables
from kit.compose.paper.page import Document, reported
from kit.compose.paper.pagination import paginate, unparted_strips
from kit.compose.paper.strip import height_of, stacked
from kit.compose.posters.essentials import SIDE_MM, essentials, essentials_blocks, wants_essentials
from kit.compose.posters.kind_sheet import kind_front
from kit.compose.posters.writing import note_lines
from kit.errors import LayoutError
from kit.model.item import Kind, Privacy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.fact_words import Row
    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Block, Page
    from kit.compose.paper.strip import Strip
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

# About five hundred characters fit a page of A5; a text of twice as many need not be tried.
_LONGEST_BODY = 1000
CODE_ROOM_MM = SIDE_MM + 3.0
_INNER_PAGES = 3
_STEP_PT, _SMALLER_STEPS = 0.5, 4


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
        _gist(item, context, rest, width_mm),
        _gist(item, context, rest, width_mm, questions=False),
    ]
    if not _names_people(item) and len(item.body) < _LONGEST_BODY * count:
        ways = [
            _full(item, rest, width_mm, plain=True),
            _full(item, rest, width_mm, plain=False),
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
            made = made or _largest(elements, layout, context, free_mm, count)
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


def _largest(
    elements: Sequence[Element], layout: Layout, context: SheetContext, room_mm: float, count: int
) -> tuple[tuple[tuple[Strip, ...], ...], float] | None:
    """Return the strips by page at the largest size, ``room_mm`` free on the last, or None.

    A paragraph goes over to the next page whole where type a little smaller allows it.
    """
    fit = layout.styles["body"].fit
    steps = range(int((fit.largest_pt - fit.smallest_pt) / _STEP_PT) + 1)
    sizes_pt = [fit.largest_pt - step * _STEP_PT for step in steps]

    def tried(size_pt: float, most: int, *, unparted: bool) -> tuple[tuple[Strip, ...], ...] | None:
        pages = _pages(elements, layout, context, size_pt, unparted=unparted)
        height_mm = text_frame(layout).height_mm
        used_mm = height_of(pages[-1]) if pages and len(pages) == count else 0.0
        fits = pages and len(pages) <= most and room_mm <= height_mm - used_mm
        return pages if fits else None

    for number, size_pt in enumerate(sizes_pt):
        pages = tried(size_pt, count, unparted=False)
        if pages is None:
            continue
        for smaller_pt in sizes_pt[number : number + _SMALLER_STEPS]:
            whole = tried(smaller_pt, len(pages), unparted=True)
            if whole is not None:
                return whole, smaller_pt
        return pages, size_pt
    return None


def _pages(
    elements: Sequence[Element],
    layout: Layout,
    context: SheetContext,
    size_pt: float,
    *,
    unparted: bool,
) -> tuple[tuple[Strip, ...], ...]:
    """Return the strips by page at a size; none where something does not fit a page.

    A title too long beside its stamp may fit smaller; a table too wide for half a sheet, a
    picture do at no size: the gist stands here instead.
    """
    frame = text_frame(layout)
    flow = Flow(
        style=flow_style(layout, context, size_pt),
        metrics=context.metrics,
        width_mm=frame.width_mm,
        page_mm=frame.height_mm,
    )
    with suppress(LayoutError):
        strips = flow.strips(elements)
        strips = unparted_strips(strips, frame.height_mm) if unparted else strips
        return paginate(strips, page_mm=frame.height_mm)
    return ()


def _full(item: Item, rest: Sequence[Row], width_mm: float, *, plain: bool) -> Iterator[Element]:
    """Yield the whole notice, the plain sentences before it where there is room."""
    yield Heading(text=said(item.full_title or item.title, item, "全称"), level=1)
    if item.doc_no:
        yield ragged(said(item.doc_no, item, "文号"))
    yield ruled(width_mm)
    yield from (_labelled(row.label, row.text) for row in rest)
    if plain or not item.body:
        yield from _plain(item)
        if item.body:
            yield ruled(width_mm)
    yield from parse_markdown(said(with_tables(item.body), item, "正文"))
    if item.table is not None:
        yield Tabular(grid=grid_of(item.table), caption=item.table.caption, unit=item.table.unit)
    yield from asked(item)
    yield from (_labelled(heading, text) for heading, text in lines_at_end(item))


def _labelled(label: str, words: str) -> Paragraph:
    return replace(ragged(words, gap_em=0.5), runs=(Run(f"{label}：", bold=True), Run(words)))


def _gist(
    item: Item,
    context: SheetContext,
    rest: Sequence[Row],
    width_mm: float,
    *,
    questions: bool = True,
) -> Iterator[Element]:
    """Yield the plain sentences, the questions, and where the whole can be read.

    Without ``questions`` for what is too small for them: they have a sheet of their own.
    """
    where = _where_to_read(item, context) if questions else _where_in_short(context)
    yield Heading(text=said(item.title, item, "标题"), level=1)
    yield ruled(width_mm)
    yield from (_labelled(row.label, row.text) for row in rest)
    yield from _plain(item)
    if questions:
        yield from asked(item)
    yield _labelled("全文", where)


def _plain(item: Item) -> Iterator[Element]:
    for sentence in plain_sentences(item):
        yield ragged(sentence, gap_em=0.5)


def asked(item: Item) -> Iterator[Element]:
    """Yield the questions, each with its answer."""
    for pair in item.faq:
        question = said(pair.question, item, "问答")
        answer = said(pair.answer, item, "问答")
        yield Paragraph(runs=(Run(question, bold=True),), marker="问", gap_em=0.5, with_next=True)
        yield Paragraph(runs=(Run(answer),), marker="答", gap_em=0.0)


def _where_to_read(item: Item, context: SheetContext) -> str:
    places = "看公开栏海报下面的全文页"
    if context.payload:
        places += "；用手机扫正面的码"
    if item.phones:
        phone = item.phones[0]
        places += f"；或打电话问{phone.label}{phone.number}"
    return f"{places}。"


def _where_in_short(context: SheetContext) -> str:
    return "看公开栏，或扫正面的码。" if context.payload else "看公开栏。"
