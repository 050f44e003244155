"""What stands behind a handout's front: the whole notice, or its gist and where the whole is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import lines_at_end, plain_sentences, said
from kit.compose.handouts.back_page import ruled
from kit.compose.paper.flow import Heading, Paragraph, Run, Tabular, ragged
from kit.compose.paper.grid import grid_of
from kit.compose.paper.markdown import parse_markdown, with_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.fact_words import Row
    from kit.compose.paper.flow import Element
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item


def full(item: Item, rest: Sequence[Row], width_mm: float, *, plain: bool) -> Iterator[Element]:
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


def gist(
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
