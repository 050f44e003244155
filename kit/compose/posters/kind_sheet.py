"""A poster by its kind: band, title, the fact that is largest, rows in its own words, phones."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import plain_sentences
from kit.compose.layouts.layout import is_written_on
from kit.compose.posters.amounts import amounts_section
from kit.compose.posters.drawn_page import (
    column_mm,
    light_page,
    pictured_page,
    too_long,
    whole_sheet,
)
from kit.compose.posters.kind_facts import big_facts, kind_rows, large_amounts
from kit.compose.posters.own_parts import rumour_section, schedule_section, truth_section
from kit.compose.posters.row_sections import (
    Labels,
    contact_sections,
    rows_section,
)
from kit.compose.posters.sections import (
    ban_section,
    fact_section,
    sentence_section,
    title_section,
)
from kit.compose.posters.stack import LARGE_RANK
from kit.compose.posters.writing import village_section
from kit.model.item import Kind
from kit.model.kinds import FORBIDDEN, Biggest, look_of, pictogram_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.fact_words import Row
    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.space import PartSpace
    from kit.compose.posters.stack import Section
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

_CLARIFIED = frozenset({"正文", "大白话"})
"""Fields that have parts of their own on a clarification."""


def kind_page(
    item: Item, layout: Layout, context: SheetContext, *, page_of: tuple[int, int] = (1, 1)
) -> Page:
    """Return the side with the item's key facts.

    Raises:
        LayoutError: They do not fit at the layout's smallest sizes.
    """
    page = _page(item, layout, context, kind_rows(item), page_of=page_of)
    if page is None:
        raise too_long(whole_sheet(layout, context), item)
    return page


def kind_front(item: Item, layout: Layout, context: SheetContext) -> tuple[Page, tuple[Row, ...]]:
    """Return a handout's front with the first rows that fit, and those left for its back.

    Raises:
        LayoutError: Not even the large facts fit.
    """
    rows = kind_rows(item)
    for count in range(len(rows), -1, -1):
        page = _page(item, layout, context, rows[:count])
        if page is not None:
            return page, rows[count:]
    raise too_long(whole_sheet(layout, context), item)


def _page(
    item: Item,
    layout: Layout,
    context: SheetContext,
    rows: tuple[Row, ...],
    *,
    page_of: tuple[int, int] = (1, 1),
) -> Page | None:
    space = whole_sheet(layout, context)
    column = replace(space, width_mm=column_mm(layout))

    def made(labels: Labels, framed: bool) -> Page | None:
        sections = list(_sections(column, item, rows, labels=labels, framed=framed))
        return pictured_page(space, item, sections, page_of=page_of)

    pages = (light_page(partial(made, labels)) for labels in Labels)
    return next(filter(None, pages), None)


def _sections(
    space: PartSpace, item: Item, rows: tuple[Row, ...], *, labels: Labels, framed: bool
) -> Iterator[Section]:
    """Yield the sections from top to bottom: what is largest in a kind comes first.

    ``framed``: nothing but the band is filled black, for the sheet would be too dark.
    """
    unit, look = space.unit, look_of(item)
    told = plain_sentences(item)
    is_told = any(row.field == "大白话" and told and told[0] in row.text for row in rows)
    gap_mm = space.gap_mm
    when = [
        fact_section(space, fact, framed=framed or n > 0, gap_mm=3 * unit if n else gap_mm)
        for n, fact in enumerate(big_facts(item, space.context.lunar))
    ]
    amounts = large_amounts(item)
    money = [amounts_section(space, amounts, gap_mm=gap_mm)] if amounts else []
    if look.biggest is Biggest.BAN:
        yield ban_section(
            space, item.title, pictogram_of(FORBIDDEN, item.plain_title), gap_mm=gap_mm
        )
    else:
        title = title_section(space, item.title, gap_mm=gap_mm)
        # What is true grows before the title of a clarification.
        yield replace(title, rank=LARGE_RANK) if item.kind is Kind.CLARIFY else title
    if item.kind is Kind.CLARIFY:
        yield from _clarified(space, rows, framed=framed)
        rows = tuple(row for row in rows if row.field not in _CLARIFIED)
    large = [*money, *when] if look.biggest is Biggest.MONEY else [*when, *money]
    yield from (
        replace(section, rank=min(n, LARGE_RANK)) for n, section in enumerate(large, start=2)
    )
    says = look.biggest in (Biggest.TITLE, Biggest.BAN) and item.kind is not Kind.CLARIFY
    for number, sentence in enumerate(() if is_told else told):
        yield sentence_section(
            space, sentence, gap_mm=gap_mm, spare=bool(number) or not says, weight=700
        )
    scheduled = schedule_section(space, item, gap_mm=gap_mm, closed=not rows)
    if scheduled is not None:
        yield scheduled
    if rows:
        # One rule between the schedule and the rows.
        rows_gap_mm = 0.0 if scheduled else gap_mm
        yield rows_section(space, rows, gap_mm=rows_gap_mm, labels=labels)
    if is_written_on(space.layout):
        yield village_section(space, gap_mm=0.5 * gap_mm)
    yield from contact_sections(space, item.phones)


def _clarified(space: PartSpace, rows: tuple[Row, ...], *, framed: bool) -> Iterator[Section]:
    """Yield what is said and what is true, as far as the item tells them."""
    for row in rows:
        if row.field == "正文":
            yield rumour_section(space, row, gap_mm=space.gap_mm)
        elif row.field == "大白话":
            yield truth_section(space, row, framed=framed, gap_mm=space.gap_mm)
