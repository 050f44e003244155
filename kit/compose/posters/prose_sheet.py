"""The prose poster: an item without key facts, told as text as large as the sheet allows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from kit.compose.fact_words import plain_sentences, said
from kit.compose.paper.flow import Figure, Heading, Paragraph, Tabular
from kit.compose.paper.markdown import parse_markdown, with_tables
from kit.compose.posters.drawn_page import pictured_page, whole_sheet
from kit.compose.posters.grid_section import grid_section
from kit.compose.posters.row_sections import contact_sections
from kit.compose.posters.sections import paragraphs_section, title_section
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Page
    from kit.compose.posters.space import PartSpace
    from kit.compose.posters.stack import Section
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

_FULL_TEXT_BELOW = "全文见下面的全文页。"
_BOLD = 900
_Paragraphs: TypeAlias = tuple[tuple[Span, ...], ...]
_Part: TypeAlias = "_Paragraphs | Tabular"


def prose_page(item: Item, layout: Layout, context: SheetContext) -> Page:
    """Return the text of the item; one too long for a board is told in its plain sentences.

    Raises:
        LayoutError: Not even the plain sentences fit at the smallest size.
    """
    space = whole_sheet(layout, context)
    weight = space.style("body").weight
    for parts in (_whole(item, weight), [_gist(item, weight)]):
        # A table too wide for the sheet: the plain sentences say where it is read.
        with suppress(LayoutError):
            page = pictured_page(space, item, _sections(space, item, parts)) if parts else None
            if page is not None:
                return page
    raise LayoutError(
        f"“{item.plain_title}”的大白话在 {layout.paper} 纸上放不下。",
        "请缩短大白话，或改用更大的纸。",
    )


def _sections(space: PartSpace, item: Item, parts: Sequence[_Part]) -> list[Section]:
    gap_mm = space.gap_mm
    sections = [title_section(space, item.title, gap_mm=gap_mm)]
    for part in parts:
        made = (
            grid_section(space, part.grid, gap_mm=2 * gap_mm)
            if isinstance(part, Tabular)
            else paragraphs_section(space, part, gap_mm=1.5 * gap_mm)
        )
        # Words above and below a table grow with it, so that they are of one size.
        sections.append(made if len(parts) == 1 else replace(made, rank=0))
    return [*sections, *contact_sections(space, item.phones)]


def _gist(item: Item, weight: int) -> _Paragraphs:
    """Return the plain sentences, and where the whole text is read."""
    pointer = (_FULL_TEXT_BELOW,) if item.body else ()
    return tuple((Span(sentence, weight),) for sentence in (*plain_sentences(item), *pointer))


def _whole(item: Item, weight: int) -> list[_Part]:
    """Return the written text, its tables between its paragraphs, its pictures left out."""
    written = parse_markdown(said(with_tables(item.body), item, "正文"))
    elements = [element for element in written if not isinstance(element, Figure)]
    if not all(isinstance(element, Paragraph | Heading | Tabular) for element in elements):
        return []
    parts: list[_Part] = []
    for is_table, run in groupby(elements, key=lambda element: isinstance(element, Tabular)):
        if is_table:
            parts += (element for element in run if isinstance(element, Tabular))
        else:
            parts.append(tuple(_spans(element, weight) for element in run))
    return parts


def _spans(element: Element, weight: int) -> tuple[Span, ...]:
    if isinstance(element, Heading):
        return (Span(element.text, _BOLD),)
    assert isinstance(element, Paragraph)
    runs = (Span(run.text, _BOLD if run.bold else weight) for run in element.runs)
    marker = (Span(element.marker, weight),) if element.marker else ()
    return (*marker, *runs)
