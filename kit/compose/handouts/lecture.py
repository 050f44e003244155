"""The talk of the villagers' lecture (大讲堂): a sheet to read from, and slides to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.fact_table import fact_rows
from kit.compose.fact_words import plain_sentences, said, sheet_title
from kit.compose.paper.flow import Heading, Panel, Paragraph, Run, ragged
from kit.compose.paper.form import Running, compose_flow, form_style
from kit.compose.paper.staff_sheet import STAFF, headed
from kit.text.typeset.linebreak import Align

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

KIND = "念稿"
READ_PTS = (29.0, 28.0, 27.0, 26.0)
"""Read standing, at arm's length, often without glasses: as large as takes fewest sheets."""


def compose_talk(item: Item, context: SheetContext) -> Document:
    """Return the sheet somebody reads from: what it is in plain words, the facts, the questions.

    Raises:
        LayoutError: A text has signs that cannot be printed.
    """
    elements = tuple(_elements(item, context))
    ways = [_composed(elements, item, context, size_pt) for size_pt in READ_PTS]
    return min(ways, key=lambda document: len(document.pages))


def _composed(
    elements: tuple[Element, ...], item: Item, context: SheetContext, size_pt: float
) -> Document:
    check = f"核对版本 {context.check_code}" if context.check_code else ""
    style = form_style(size_pt)
    title, _, small = style.headings
    return compose_flow(
        elements,
        context.metrics,
        style=replace(style, headings=(title, replace(small, weight=900))),
        sheet=STAFF,
        running=Running(title=sheet_title(item, KIND), left=check, stamp=context.stamp),
    )


def _elements(item: Item, context: SheetContext) -> Iterator[Element]:
    title = printable(item.plain_headline, "标题")
    small = f"{printable(item.issuer, '发布机构')}　{context.code_id}".strip()
    yield Panel(strips=headed(title, context.metrics, beside=KIND, small=f"百姓大讲堂　{small}"))
    yield from (ragged(sentence, gap_em=0.4) for sentence in plain_sentences(item))
    yield Heading(text="要记住的")
    for label, text in fact_rows(item, context.lunar):
        words = printable("；".join(text.splitlines()), label)
        runs = (Run(f"{label}：", bold=True), Run(words))
        yield Paragraph(runs=runs, indent_em=0.0, align=Align.LEFT, gap_em=0.3)
    if item.faq:
        yield Heading(text="大家常问的")
    for pair in item.faq:
        question, answer = (said(text, item, "问答") for text in (pair.question, pair.answer))
        yield replace(ragged(question, bold=True, gap_em=0.5), with_next=True)
        yield ragged(answer, gap_em=0.1)
