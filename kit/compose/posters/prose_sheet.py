"""The prose poster: an item without key facts, told as text as large as the sheet allows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import plain_sentences, said
from kit.compose.paper.flow import Heading, Paragraph
from kit.compose.paper.markdown import parse_markdown
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.contact import contact_part
from kit.compose.posters.parts import issuer_part, title_part
from kit.compose.posters.poster_page import poster_page
from kit.compose.posters.space import PartSpace, base_mm, ink_mm, text_panel
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Align, Span, set_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Mark, Page
    from kit.compose.posters.panel import Panel
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item
    from kit.text.typeset.linebreak import Line

# The title's share of its growth; the text takes the rest of the sheet.
_TITLE_SHARE = 0.35
# Marks squeezed together and digits need less than a square each.
_CLOSEST = 0.8
_FULL_TEXT_BELOW = "全文见下面的全文页。"


def prose_page(item: Item, layout: Layout, context: SheetContext) -> Page:
    """Return the text of the item; one too long for a board is told in its plain sentences.

    Raises:
        LayoutError: Not even the plain sentences fit at the smallest size.
    """
    space = PartSpace(layout=layout, context=context, width_mm=layout.frames["head"].width_mm)
    head = [
        issuer_part(space, item.issuer, item.kind.value, 0.5),
        title_part(space, item.title, _TITLE_SHARE),
    ]
    contact = contact_part(space, item)(0.3)
    for paragraphs in _texts(item):
        made = _fitted(space, paragraphs, head, contact)
        if made is not None:
            upper, lower = made
            return poster_page(space, item, [*head, *upper], [*lower, contact])
    raise LayoutError(
        f"“{item.plain_title}”的大白话在 {layout.paper} 纸上放不下。",
        "请缩短大白话，或改用更大的纸。",
    )


def _texts(item: Item) -> tuple[tuple[tuple[Span, ...], ...], ...]:
    """Return what may stand on the sheet, the whole text first."""
    weight = 500
    gist = [(Span(sentence, weight),) for sentence in plain_sentences(item)]
    elements = parse_markdown(said(item.body, item, "正文"))
    if not elements or not all(isinstance(e, Paragraph | Heading) for e in elements):
        return ((*gist, *_pointer(item, weight)),)
    body = []
    for element in elements:
        if isinstance(element, Heading):
            body.append((Span(element.text, 900),))
        elif isinstance(element, Paragraph):
            runs = tuple(Span(run.text, 900 if run.bold else weight) for run in element.runs)
            marker = (Span(element.marker, weight),) if element.marker else ()
            body.append((*marker, *runs))
    return (tuple(body), (*gist, *_pointer(item, weight)))


def _pointer(item: Item, weight: int) -> tuple[tuple[Span, ...], ...]:
    return ((Span(_FULL_TEXT_BELOW, weight),),) if item.body else ()


def _fitted(
    space: PartSpace,
    paragraphs: Sequence[tuple[Span, ...]],
    head: Sequence[Panel],
    contact: Panel,
) -> tuple[list[Panel], list[Panel]] | None:
    """Return the text above and below the joint at the largest size at which it fits."""
    upper, lower = space.layout.frames["head"], space.layout.frames["lines"]
    above_mm = upper.height_mm - sum(panel.height_mm for panel in head)
    above_mm -= upper.gap_mm * len(head)
    below_mm = lower.height_mm - contact.height_mm - lower.gap_mm
    style = space.style("body")
    fit = style.fit
    squares = sum(len(span.text) for spans in paragraphs for span in spans)
    room_mm2 = space.width_mm * (above_mm + below_mm)
    # Larger than this not even the squares of the characters find room, let alone the breaks.
    most_pt = (room_mm2 / (max(1, squares) * style.leading * _CLOSEST)) ** 0.5 / Type(
        size_pt=1
    ).em_mm
    size_pt = float(int(min(fit.largest_pt, most_pt)))
    while size_pt >= fit.smallest_pt:
        set_text = partial(_set, space, paragraphs, size_pt)
        made = _split(space, set_text(), size_pt, above_mm, below_mm)
        if made is not None:
            return made
        size_pt -= 1.0
    return None


def _set(
    space: PartSpace, paragraphs: Sequence[tuple[Span, ...]], size_pt: float
) -> list[tuple[Line, ...]]:
    style = space.style("body")
    measure_em = space.width_mm / Type(size_pt=size_pt).em_mm
    return [
        set_paragraph(
            spans,
            space.metrics,
            measure_em=measure_em,
            indent_em=style.indent_em,
            align=Align.LEFT,
        )
        for spans in paragraphs
    ]


def _split(
    space: PartSpace,
    paragraphs: list[tuple[Line, ...]],
    size_pt: float,
    above_mm: float,
    below_mm: float,
) -> tuple[list[Panel], list[Panel]] | None:
    """Return the lines shared between the two rooms, or None where they do not fit."""
    style = space.style("body")
    em_mm = Type(size_pt=size_pt).em_mm
    places: list[tuple[float, Line]] = []
    y = 0.0
    for lines in paragraphs:
        for line in lines:
            places.append((y, line))
            y += style.leading * em_mm
        y += style.paragraph_gap_em * em_mm
    high = ink_mm(size_pt)
    first = [place for place in places if place[0] + high <= above_mm]
    rest = places[len(first) :]
    if rest and rest[-1][0] - rest[0][0] + high > below_mm:
        return None
    return _panels(first, size_pt), _panels(rest, size_pt)


def _panels(places: Sequence[tuple[float, Line]], size_pt: float) -> list[Panel]:
    if not places:
        return []
    top = places[0][0]
    kind = Type(size_pt=size_pt)
    marks: list[Mark] = []
    for y, line in places:
        baseline = y - top + base_mm(size_pt)
        marks += line_marks(line, kind, x_mm=0.0, baseline_mm=baseline)
    height_mm = places[-1][0] - top + ink_mm(size_pt)
    return [text_panel("body", size_pt, marks, height_mm=height_mm)]
