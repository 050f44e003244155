"""The full-text sheet (全文页): the written notice, hung below the poster."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.fact_table import fact_rows
from kit.compose.fact_words import CODE_PROMISE, caption_of, hangs_from, lines_at_end, said
from kit.compose.paper.flow import (
    Divider,
    Figure,
    Flow,
    FlowStyle,
    Heading,
    Paragraph,
    Run,
    Tabular,
    middle,
)
from kit.compose.paper.form import A4, FormPaper, Running, labelled, pages_of
from kit.compose.paper.grid import grid_of
from kit.compose.paper.markdown import parse_markdown, with_tables
from kit.compose.paper.page import Code, Rule, Tag, reported
from kit.compose.paper.strip import Strip, Type, height_of, paragraph_strips
from kit.model.item import Status
from kit.text.typeset.linebreak import Align, Span
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.flow import Element
    from kit.compose.paper.grid import Grid
    from kit.compose.paper.page import Document
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

_DAY = re.compile(
    r"[0-9〇零一二三四五六七八九十]+年[0-9一二三四五六七八九十]+月[0-9一二三四五六七八九十]+日"
)
# A phone scans it at arm's length; DESIGN §7.
CODE_MM = 32.0


def compose_full_text(item: Item, layout: Layout | None, context: SheetContext) -> Document:
    """Return the notice on as many A4 sheets as it needs.

    A notice that fits one sheet is set as large as it still fits.

    Raises:
        LayoutError: A table is too wide, a picture is missing, or the text has signs that
            cannot be printed.
    """
    elements = tuple(_elements(item, context))
    smallest, *larger = _sizes(layout)
    sheet = _sheet(layout)
    code_mm = (layout.code_mm if layout else 0.0) or CODE_MM

    def composed(style: FlowStyle) -> Document:
        return _composed(elements, item, context, sheet, style, code_mm)

    document = composed(_style(layout, smallest))
    if len(document.pages) == 2:
        # One sheet hangs better than two: a second one for three lines is not worth it.
        tight = composed(_style(layout, smallest, tight=True))
        return tight if len(tight.pages) == 1 else document
    if len(document.pages) > 2:
        return document
    for size_pt in larger:
        tried = composed(_style(layout, size_pt))
        if len(tried.pages) > 1:
            break
        document = tried
    return document


def _sheet(layout: Layout | None) -> FormPaper:
    """Return the paper and text area: the layout's frame ``body``, A4 without one."""
    if layout is None:
        return A4
    body = layout.frames["body"]
    return FormPaper(
        width_mm=layout.width_mm,
        height_mm=layout.height_mm,
        left_mm=body.x_mm,
        right_mm=layout.width_mm - body.right_mm,
        top_mm=body.y_mm,
        bottom_mm=layout.height_mm - body.bottom_mm,
    )


def _sizes(layout: Layout | None) -> tuple[float, ...]:
    """Return the body sizes to try, the smallest first."""
    body = layout.styles.get("body") if layout is not None else None
    least, most = (body.fit.smallest_pt, body.fit.largest_pt) if body else (16.0, 20.0)
    return tuple(least + step for step in range(int(most - least) + 1))


def _style(layout: Layout | None, size_pt: float, *, tight: bool = False) -> FlowStyle:
    """Return the sheet's types around a body of ``size_pt``; a layout may change them."""
    less = 0.88 if tight else 1.0
    own = layout.styles if layout is not None else {}

    def kind(name: str, more_pt: float, leading: float, weight: int) -> Type:
        style = own.get(name)
        if style is None:
            return Type(size_pt=size_pt + more_pt, leading=leading, weight=weight)
        # Its own size, but never smaller than the body it stands above.
        least = max(style.fit.smallest_pt, size_pt)
        own_pt = least if tight else max(style.fit.largest_pt, least)
        return Type(
            size_pt=size_pt if name in ("body", "cells") else own_pt,
            leading=style.leading,
            weight=style.weight,
        )

    body = kind("body", 0, 1.6, 500)
    cells = kind("cells", 0, 1.4, 500)
    return FlowStyle(
        body=replace(body, leading=body.leading * less),
        cells=replace(cells, leading=cells.leading * less),
        headings=(
            kind("title", 6 if tight else 12, 1.3, 900),
            kind("heading", 2, 1.5 * less, 900),
            Type(size_pt=size_pt, leading=body.leading * less, weight=700),
        ),
        gap_em=0.2 if tight else 0.3,
        heading_gap_em=0.5 if tight else 0.8,
    )


def _composed(
    elements: tuple[Element, ...],
    item: Item,
    context: SheetContext,
    sheet: FormPaper,
    style: FlowStyle,
    code_mm: float,
) -> Document:
    flow = Flow(
        style=style,
        metrics=context.metrics,
        width_mm=sheet.text_width_mm,
        page_mm=sheet.text_height_mm,
        pictures=context.pictures,
    )
    strips = (*flow.strips(elements), *_closing(item, context, flow, code_mm))
    running = Running(
        title=printable(item.full_title or item.plain_title, "标题"),
        left=f"核对版本 {context.check_code}" if context.check_code else "",
        stamp=context.stamp,
    )
    document = pages_of(strips, context.metrics, running=running, sheet=sheet)
    report = (reported("正文", style.body.size_pt),)
    return replace(document, pages=tuple(replace(p, frames=report) for p in document.pages))


def _elements(item: Item, context: SheetContext) -> Iterator[Element]:
    yield from _opening(item)
    facts = fact_rows(item, context.lunar)
    if facts:
        yield Tabular(grid=labelled((label, printable(text, label)) for label, text in facts))
    body = parse_markdown(said(with_tables(item.body), item, "正文"))
    signed = _is_signed(body)
    yield from _flushed(body) if signed else body
    for picture in item.pictures:
        if f"({picture.file})" not in item.body:
            yield Figure(file=picture.file, alt=caption_of(item, picture.file))
    if item.table is not None:
        yield Tabular(
            grid=_clean_grid(grid_of(item.table)),
            caption=printable(item.table.caption, "表格标题"),
            unit=item.table.unit,
        )
    yield from _questions(item)
    yield from _grounds(item)
    if not signed:
        yield from _signature(item)


def _opening(item: Item) -> Iterator[Element]:
    yield middle(printable(item.issuer, "发布单位"), bold=True)
    yield Heading(text=printable(item.full_title or item.title, "标题"), level=1)
    if item.doc_no:
        yield middle(printable(item.doc_no, "文号"))
    if item.status is Status.AMENDED:
        yield middle("本件已修改，请以新的内容为准。", bold=True)
    elif item.status is not Status.VALID:
        yield middle(f"本件状态：{item.status}，不再作为办事的依据。", bold=True)


def _clean_grid(grid: Grid) -> Grid:
    return replace(
        grid,
        rows=tuple(tuple(printable(cell, "表格") for cell in row) for row in grid.rows),
    )


def _is_signed(body: tuple[Element, ...]) -> bool:
    """Whether a pasted notice ends with its own signature: issuer and date."""
    last = body[-1] if body else None
    return isinstance(last, Paragraph) and bool(_DAY.fullmatch(_text(last)))


def _flushed(body: tuple[Element, ...]) -> Iterator[Element]:
    """Return the body with its signature at the right, where such a line stands."""
    first = len(body) - 1
    if first and _is_short(body[first - 1]):
        first -= 1
    yield from body[:first]
    for number, element in enumerate(body[first:], start=first):
        if isinstance(element, Paragraph):
            # A signature alone on a sheet could belong to anything.
            ends = number + 1 == len(body)
            signed = replace(element, with_before=number == first, with_next=not ends)
            yield replace(signed, flush_right=True, indent_em=0.0)


def _is_short(element: Element) -> bool:
    if not isinstance(element, Paragraph) or element.marker:
        return False
    text = _text(element)
    return len(text) <= 20 and text[-1] not in "。；：！？"


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _questions(item: Item) -> Iterator[Element]:
    if not item.faq:
        return
    yield Heading(text="问答", level=2)
    for pair in item.faq:
        question, answer = (said(text, item, "问答") for text in (pair.question, pair.answer))
        yield Paragraph(runs=(Run(question, bold=True),), marker="问：", gap_em=0.6, with_next=True)
        yield Paragraph(runs=(Run(answer),), marker="答：", gap_em=0.0)


def _grounds(item: Item) -> Iterator[Element]:
    """Return what the notice rests on and what one can do about it."""
    lines = lines_at_end(item)
    if lines:
        # A page with the grounds and the signature alone could belong to anything.
        yield Divider(with_before=True)
    for heading, text in lines:
        runs = (Run(f"{heading}：", bold=True), Run(text))
        yield Paragraph(runs=runs, indent_em=0.0, with_before=True)


def _signature(item: Item) -> Iterator[Element]:
    lines = (item.issuer, written_day(item.dates.formed))
    for number, line in enumerate(lines):
        yield Paragraph(
            runs=(Run(printable(line, "发布单位")),),
            indent_em=0.0,
            flush_right=True,
            gap_em=0.6 if number == 0 else 0.0,
            with_before=True,
            with_next=True,
        )


def _closing(item: Item, context: SheetContext, flow: Flow, code_mm: float) -> tuple[Strip, ...]:
    """Return the panel at the end: the code, whom to ask, when the sheet comes down."""
    body = flow.style.body
    code_mm = code_mm if context.payload else 0.0
    left = code_mm + 6.0 if code_mm else 0.0
    lines = _closing_lines(item, context)
    words: tuple[Strip, ...] = ()
    for text, weight in lines:
        words += paragraph_strips(
            (Span(text, weight),),
            flow.metrics,
            replace(body, leading=1.4),
            width_mm=flow.width_mm,
            left_mm=left,
            align=Align.LEFT,
            gap_mm=0.15 * body.em_mm,
        )
    words = tuple(replace(strip, with_next=True) for strip in words)
    return (_rule(flow), *_code(context, code_mm), *words, _rest(code_mm, words))


def _closing_lines(item: Item, context: SheetContext) -> list[tuple[str, int]]:
    lines = []
    if context.payload:
        serial = f"　编号 {context.code_id}" if context.code_id else ""
        lines = [(f"扫码看全文{serial}", 700), (CODE_PROMISE, 500)]
        if context.township.page_host:
            lines.insert(1, (context.township.page_host, 500))
    lines.append((hangs_from(item), 700))
    return lines


def _rule(flow: Flow) -> Strip:
    rule = Rule(x1_mm=0, y1_mm=2.0, x2_mm=flow.width_mm, y2_mm=2.0, width_mm=0.5)
    return Strip(height_mm=5.0, marks=(rule,), tag=Tag.ARTIFACT, gap_mm=4.0, with_next=True)


def _code(context: SheetContext, side_mm: float) -> tuple[Strip, ...]:
    if not side_mm:
        return ()
    code = Code(x_mm=0.0, y_mm=0.0, side_mm=side_mm, payload=context.payload)
    return (
        Strip(
            height_mm=0.0,
            marks=(code,),
            tag=Tag.FIGURE,
            alt=f"二维码：扫码看全文，{context.payload}",
            with_next=True,
        ),
    )


def _rest(code_mm: float, words: tuple[Strip, ...]) -> Strip:
    """Return the white space that the code needs below its words."""
    return Strip(height_mm=max(0.0, code_mm - height_of(words)))
