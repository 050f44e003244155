"""The prose poster: an item without key facts, told as text as large as the sheet allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import plain_sentences, said
from kit.compose.paper.flow import Heading, Paragraph
from kit.compose.paper.markdown import parse_markdown
from kit.compose.posters.drawn_page import filled_page, whole_sheet
from kit.compose.posters.row_sections import contact_sections
from kit.compose.posters.sections import paragraphs_section, title_section
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.space import PartSpace
    from kit.compose.posters.stack import Section
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

_FULL_TEXT_BELOW = "全文见下面的全文页。"
_BOLD = 900


def prose_page(item: Item, layout: Layout, context: SheetContext) -> Page:
    """Return the text of the item; one too long for a board is told in its plain sentences.

    Raises:
        LayoutError: Not even the plain sentences fit at the smallest size.
    """
    space = whole_sheet(layout, context)
    for paragraphs in _texts(item, space.style("body").weight):
        page = filled_page(space, item, _sections(space, item, paragraphs))
        if page is not None:
            return page
    raise LayoutError(
        f"“{item.plain_title}”的大白话在 {layout.paper} 纸上放不下。",
        "请缩短大白话，或改用更大的纸。",
    )


def _sections(space: PartSpace, item: Item, paragraphs: Sequence[Sequence[Span]]) -> list[Section]:
    gap_mm = space.gap_mm
    sections = [
        title_section(space, item.title, gap_mm=gap_mm),
        paragraphs_section(space, paragraphs, gap_mm=1.5 * gap_mm),
    ]
    return [*sections, *contact_sections(space, item.phones)]


def _texts(item: Item, weight: int) -> tuple[tuple[tuple[Span, ...], ...], ...]:
    """Return what may stand on the sheet, the whole text first."""
    gist = [(Span(sentence, weight),) for sentence in plain_sentences(item)]
    pointer = ((Span(_FULL_TEXT_BELOW, weight),),) if item.body else ()
    elements = parse_markdown(said(item.body, item, "正文"))
    if not elements or not all(isinstance(e, Paragraph | Heading) for e in elements):
        return ((*gist, *pointer),)
    body = []
    for element in elements:
        if isinstance(element, Heading):
            body.append((Span(element.text, _BOLD),))
        elif isinstance(element, Paragraph):
            runs = tuple(Span(run.text, _BOLD if run.bold else weight) for run in element.runs)
            marker = (Span(element.marker, weight),) if element.marker else ()
            body.append((*marker, *runs))
    return (tuple(body), (*gist, *pointer))
