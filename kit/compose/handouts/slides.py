"""Slides for the villagers' lecture (幻灯片): one thought a slide, read from the last row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.fact_table import fact_rows
from kit.compose.fact_words import plain_sentences, said, sheet_title
from kit.compose.handouts.slide_setter import SlideSetter
from kit.compose.paper.page import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item


def compose_slides(item: Item, context: SheetContext) -> Document:
    """Return the slides: the title, each fact large, each question, and last whom to ask.

    Raises:
        LayoutError: The title does not fit, or a text has signs that cannot be printed.
    """
    setter = SlideSetter(item, context)
    told = [slide for label, text in _thoughts(item, context) for slide in setter.cut(label, text)]
    count = len(told) + 2
    pages = (
        setter.cover(page_told(1, count)),
        *(setter.slide(one, page_told(number, count)) for number, one in enumerate(told, start=2)),
        setter.last(page_told(count, count)),
    )
    return Document(title=sheet_title(item, "幻灯片"), pages=pages)


def page_told(number: int, count: int) -> str:
    """Return the words for a slide's number; 2/16 above 起始 would be read as a day."""
    return f"第{number}页，共{count}页"


def _thoughts(item: Item, context: SheetContext) -> Iterator[tuple[str, str]]:
    """Yield label and text of each slide between the first and the last."""
    facts = [(label, text) for label, text in fact_rows(item, context.lunar) if label != "电话"]
    for label, text in facts:
        for line in text.splitlines():
            yield label, printable(line, label)
    # Where there are facts, the plain sentences say the same once more.
    for sentence in () if facts else plain_sentences(item):
        yield "", sentence
    for pair in item.faq:
        yield said(pair.question, item, "问答"), said(pair.answer, item, "问答")
