"""The handout (宣传单): A5, two on a sheet of A4; key facts in front, the whole text behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.contact import WRITING_MM
from kit.compose.essentials import SIDE_MM, essentials, essentials_blocks, wants_essentials
from kit.compose.fact_sheet import fact_page
from kit.compose.facts import plain_sentences, said
from kit.compose.flow import Divider, Flow, FlowStyle, Heading, Paragraph, Run, Tabular, paginate
from kit.compose.frames import one_line
from kit.compose.grid import grid_of
from kit.compose.layout_rules import SHEET_MM
from kit.compose.markdown import parse_markdown
from kit.compose.page import Block, Document, Inset, Page, Rule, Tag
from kit.compose.panel import reported
from kit.compose.stamp import stamp_blocks
from kit.compose.strip import Type, height_of, stacked
from kit.errors import LayoutError
from kit.model.item import Kind, Privacy
from kit.model.township import Paper
from kit.text.linebreak import Align
from kit.text.title import plain_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.flow import Element
    from kit.compose.layout import Layout
    from kit.compose.setting import Setting
    from kit.compose.strip import Strip
    from kit.model.item import Item

CUT_DASH_MM = (3.0, 2.0)
DUPLEX_HINT = "双面打印选“{flip}”，印好后沿虚线裁开"
_HINT_PT = 8.0
_HINT_LEFT_MM = 9.0
_NOTES = "记一记"
# About five hundred characters fit; a text of twice as many need not be tried.
_LONGEST_BODY = 1000
# Below this much white the page is full; above it, lines to write on are of use.
_ROOM_FOR_NOTES_MM = 34.0
CODE_ROOM_MM = SIDE_MM + 5.0


def compose_handout(item: Item, layout: Layout, setting: Setting) -> Document:
    """Return two sides of A4, each with two copies; the back holds the full text or a summary.

    Both copies are alike, so the sides meet whichever copy is left; the sheet is turned on
    its short edge, for the back stands upright to the front.

    Raises:
        LayoutError: The key facts do not fit the front, or the summary the back.
    """
    front = fact_page(item, layout, setting)
    back = _back_page(item, layout, setting)
    title = printable(plain_title(item.title), "标题")
    hint = DUPLEX_HINT.format(flip=setting.township.flip)
    sides = (_two_up(front, setting, hint=hint), _two_up(back, setting))
    return Document(title=f"{title}（宣传单）", pages=sides)


def _two_up(page: Page, setting: Setting, *, hint: str = "") -> Page:
    """Return a landscape sheet with two copies side by side and the line to cut along."""
    height_mm, width_mm = SHEET_MM[Paper.A4]
    middle = width_mm / 2
    cut = Rule(
        x1_mm=middle, y1_mm=0, x2_mm=middle, y2_mm=height_mm, width_mm=0.25, dash_mm=CUT_DASH_MM
    )
    blocks = [
        Block(tag=Tag.ARTIFACT, marks=(Inset(page=page, x_mm=x, y_mm=0),)) for x in (0.0, middle)
    ]
    # Read aloud once: the second copy is the same.
    blocks[0] = Block(tag=Tag.PARAGRAPH, marks=blocks[0].marks)
    blocks.append(Block(tag=Tag.ARTIFACT, marks=(cut,)))
    if hint:
        line = one_line(
            hint,
            x_mm=_HINT_LEFT_MM,
            y_mm=height_mm - 5.0,
            size_pt=_HINT_PT,
            weight=400,
            metrics=setting.metrics,
        )
        blocks.append(Block(tag=Tag.ARTIFACT, marks=(line,)))
    return Page(width_mm=width_mm, height_mm=height_mm, blocks=tuple(blocks), frames=page.frames)


def _back_page(item: Item, layout: Layout, setting: Setting) -> Page:
    """Return the back: the whole notice if it fits at a readable size, else its gist."""
    ways = [_gist(item, setting)]
    if not _names_people(item) and len(item.body) < _LONGEST_BODY:
        ways = [_full(item, plain=True), _full(item, plain=False), *ways]
    words = essentials(item, setting) if wants_essentials(setting) else ""
    # The code may make the text smaller, but never shorter: print is read by everybody.
    rooms = (CODE_ROOM_MM, 0.0) if words else (0.0,)
    made = None
    for elements in map(tuple, ways):
        for room_mm in rooms:
            made = made or _largest(elements, layout, setting, room_mm)
    if made is None:
        raise LayoutError(
            f"宣传单背面放不下“{plain_title(item.title)}”的大白话和问答。",
            "请缩短大白话，或减少一条问答。",
        )
    strips, size_pt = made
    frame = layout.frames["back"]
    blocks = list(stacked(strips, x_mm=frame.x_mm, y_mm=frame.y_mm))
    used_mm = height_of(strips)
    if words and used_mm + CODE_ROOM_MM <= frame.height_mm:
        y_mm = frame.y_mm + used_mm + CODE_ROOM_MM - SIDE_MM
        blocks += essentials_blocks(
            words, setting, x_mm=frame.x_mm, y_mm=y_mm, width_mm=frame.width_mm
        )
        used_mm += CODE_ROOM_MM
    blocks += _note_lines(layout, setting, frame.y_mm + used_mm, size_pt)
    return Page(
        width_mm=layout.width_mm,
        height_mm=layout.height_mm,
        blocks=(
            *stamp_blocks(
                setting.stamp,
                setting.metrics,
                width_mm=layout.width_mm,
                height_mm=layout.height_mm,
            ),
            *blocks,
        ),
        frames=(reported("back", size_pt),),
    )


def _names_people(item: Item) -> bool:
    """Whether the notice lists people: such a list hangs on its board, nobody takes it home."""
    return item.kind is Kind.LIST or (item.table is not None and item.privacy is not Privacy.NONE)


def _largest(
    elements: Sequence[Element], layout: Layout, setting: Setting, room_mm: float
) -> tuple[tuple[Strip, ...], float] | None:
    """Return the strips on one page, ``room_mm`` left free, at the largest size, or None."""
    frame, fit = layout.frames["back"], layout.styles["body"].fit
    height_mm = frame.height_mm - room_mm
    size_pt = fit.largest_pt
    while size_pt >= fit.smallest_pt:
        flow = Flow(
            style=_flow_style(layout, size_pt),
            metrics=setting.metrics,
            width_mm=frame.width_mm,
            page_mm=height_mm,
        )
        try:
            pages = paginate(flow.strips(elements), page_mm=height_mm)
        except LayoutError:
            # A table too wide for half a sheet, a picture: the gist stands here instead.
            return None
        if len(pages) == 1:
            return pages[0], size_pt
        size_pt -= 0.5
    return None


def _flow_style(layout: Layout, size_pt: float) -> FlowStyle:
    body, heading = layout.styles["body"], layout.styles["heading"]
    share = (size_pt - body.fit.smallest_pt) / max(1.0, body.fit.largest_pt - body.fit.smallest_pt)
    heading_pt = heading.fit.smallest_pt + share * (
        heading.fit.largest_pt - heading.fit.smallest_pt
    )
    return FlowStyle(
        body=Type(size_pt=size_pt, leading=body.leading, weight=body.weight),
        cells=Type(size_pt=size_pt, leading=1.3, weight=body.weight),
        headings=(
            Type(size_pt=int(heading_pt * 2) / 2, leading=heading.leading, weight=heading.weight),
            Type(size_pt=size_pt, leading=body.leading, weight=700),
        ),
        gap_em=body.paragraph_gap_em,
        heading_gap_em=0.5,
    )


def _full(item: Item, *, plain: bool) -> Iterator[Element]:
    """Yield the whole notice, the plain sentences before it where there is room."""
    yield Heading(text=said(item.full_title or item.title, item, "全称"), level=1)
    if item.doc_no:
        yield Paragraph(
            runs=(Run(said(item.doc_no, item, "文号")),), indent_em=0.0, align=Align.CENTER
        )
    if plain or not item.body:
        yield from _plain(item)
        if item.body:
            yield Divider()
    yield from parse_markdown(said(item.body, item, "正文"))
    if item.table is not None:
        yield Tabular(grid=grid_of(item.table), caption=item.table.caption, unit=item.table.unit)
    yield from _questions(item)
    reason = item.feedback.reason if item.feedback else ""
    for label, text in (("征求意见的理由", reason), ("不服怎么办", item.remedy)):
        if text:
            words = said(text, item, label)
            yield _labelled(label, words)
    if item.basis:
        yield _labelled("依据", "；".join(said(basis, item, "依据") for basis in item.basis))


def _labelled(label: str, words: str) -> Paragraph:
    return Paragraph(
        runs=(Run(f"{label}：", bold=True), Run(words)), indent_em=0.0, align=Align.LEFT, gap_em=0.5
    )


def _gist(item: Item, setting: Setting) -> Iterator[Element]:
    """Yield the plain sentences, the questions, and where the whole can be read."""
    yield Heading(text=said(item.title, item, "标题"), level=1)
    yield from _plain(item)
    yield from _questions(item)
    yield _labelled("全文在哪里看", _where_to_read(item, setting))


def _plain(item: Item) -> Iterator[Element]:
    for sentence in plain_sentences(item):
        yield Paragraph(runs=(Run(sentence),), indent_em=0.0, align=Align.LEFT, gap_em=0.5)


def _questions(item: Item) -> Iterator[Element]:
    for pair in item.faq:
        question = said(pair.question, item, "问答")
        answer = said(pair.answer, item, "问答")
        yield Paragraph(runs=(Run(question, bold=True),), marker="问", gap_em=0.5, with_next=True)
        yield Paragraph(runs=(Run(answer),), marker="答", gap_em=0.0)


def _where_to_read(item: Item, setting: Setting) -> str:
    places = "公开栏海报下面的全文页"
    if setting.payload:
        places += "；用手机扫正面的码"
    if item.phones:
        phone = item.phones[0]
        places += f"；或打电话问{phone.label} {phone.number}"
    return f"{places}。"


def _note_lines(layout: Layout, setting: Setting, y_mm: float, size_pt: float) -> tuple[Block, ...]:
    """Return lines to write on below the text, where there is room for some."""
    frame = layout.frames["back"]
    room_mm = frame.bottom_mm - y_mm
    if room_mm < _ROOM_FOR_NOTES_MM:
        return ()
    first = y_mm + 8.0 + WRITING_MM
    label = one_line(
        _NOTES,
        x_mm=frame.x_mm,
        y_mm=first - 2.0,
        size_pt=size_pt,
        weight=700,
        metrics=setting.metrics,
    )
    count = int((frame.bottom_mm - first) / WRITING_MM) + 1
    rules = tuple(
        Rule(
            x1_mm=frame.x_mm,
            y1_mm=first + number * WRITING_MM,
            x2_mm=frame.right_mm,
            y2_mm=first + number * WRITING_MM,
            width_mm=0.25,
        )
        for number in range(count)
    )
    return (
        Block(tag=Tag.PARAGRAPH, marks=(label,)),
        Block(tag=Tag.ARTIFACT, marks=rules),
    )
