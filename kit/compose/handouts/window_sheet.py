"""The sheet of a counter (窗口单): what is done there in three steps, with what, how long."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import Row, said, sheet_title
from kit.compose.paper.page import Document, Ink
from kit.compose.posters.amounts import amounts_section
from kit.compose.posters.band import Band
from kit.compose.posters.drawn_page import column_mm, filled_page, light_page, too_long, whole_sheet
from kit.compose.posters.kind_facts import big_facts, kind_rows, large_amounts
from kit.compose.posters.kind_sheet import kind_front
from kit.compose.posters.row_sections import (
    Labels,
    contact_sections,
    numbered_section,
    rows_section,
)
from kit.compose.posters.sections import fact_section, title_section
from kit.errors import LayoutError
from kit.model.item import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.space import PartSpace
    from kit.compose.posters.stack import Section
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

BAND = Band(word="办事窗口", pictogram="stamp", ground=Ink.NAVY)
STEPS = ("受理", "审查", "决定")
_LONGEST_ROW = 60
"""Characters; what is longer is read in the text."""
# What a guide's 正文 tells at the beginning of a sentence; 办理 may stand before each.
_TOLD = (
    ("窗口", "signpost", "窗口"),
    ("多久办好", "timer", "时限|办结时限|承诺时限|法定时限"),
    ("收费", "coins", "收费|费用|收费标准"),
    ("样表", "note-pencil", "样表|填写样例|填表样例|填写说明"),
)


def compose_window(item: Item, layout: Layout, context: SheetContext) -> Document:
    """Return the side that stands at the counter, to be looked at while it is written.

    Raises:
        LayoutError: Not even the large facts fit it.
    """
    front = window_front(item, layout, context)
    if front is None:
        raise too_long(whole_sheet(layout, context), item)
    return Document(title=sheet_title(item, BAND.word), pages=(front,))


def window_front(item: Item, layout: Layout, context: SheetContext) -> Page | None:
    """Return the side that stands at the counter; of what is no guide, its facts.

    Rows that have no room are read in the full text behind it. None where not even the large
    facts fit: then that stands alone.
    """
    if item.kind is not Kind.GUIDE:
        try:
            return kind_front(item, layout, context)[0]
        except LayoutError:
            return None
    told = (*kind_rows(item, with_time=True), *_told_rows(item))
    rows = tuple(row for row in told if len(row.text) <= _LONGEST_ROW)
    tried = (_page(item, layout, context, rows[:count]) for count in range(len(rows), -1, -1))
    return next(filter(None, tried), None)


def steps_of(item: Item) -> tuple[str, ...]:
    """Return 受理, 审查 and 决定 as the notice tells them, those it tells."""
    told = ((step, _told(item, step)) for step in STEPS)
    return tuple(f"{step}：{words}" for step, words in told if words)


def _told(item: Item, names: str) -> str:
    """Return what the notice says after one of the names and a colon, to the sentence's end."""
    found = re.search(
        rf"(?:^|[。；\n])[-*\s\d.、（）()]*(?:办理|办事)?(?:{names})(?:环节)?[:：]\s*([^。；\n]+)",
        item.body,
    )
    return said(found[1].strip(), item, "正文") if found else ""


def _told_rows(item: Item) -> Iterator[Row]:
    for label, pictogram, names in _TOLD:
        words = _told(item, names)
        if words:
            yield Row(label=label, text=words, field="正文", own_pictogram=pictogram)


def _page(item: Item, layout: Layout, context: SheetContext, rows: tuple[Row, ...]) -> Page | None:
    space = whole_sheet(layout, context)
    column = replace(space, width_mm=column_mm(layout))

    def made(labels: Labels, framed: bool) -> Page | None:
        sections = list(_sections(column, item, rows, labels=labels, framed=framed))
        return filled_page(space, item, sections, band=BAND)

    pages = (light_page(partial(made, labels)) for labels in Labels)
    return next(filter(None, pages), None)


def _sections(
    space: PartSpace, item: Item, rows: tuple[Row, ...], *, labels: Labels, framed: bool
) -> Iterator[Section]:
    gap_mm, steps = space.gap_mm, steps_of(item)
    yield title_section(space, item.title, gap_mm=gap_mm)
    for fact in big_facts(item, space.context.lunar)[:1]:
        yield replace(fact_section(space, fact, framed=framed, gap_mm=gap_mm), rank=2)
    if large_amounts(item):
        yield replace(amounts_section(space, item.amounts, gap_mm=gap_mm), rank=3)
    if steps:
        yield replace(numbered_section(space, steps, gap_mm=gap_mm), rank=4)
    if rows:
        yield rows_section(space, rows, gap_mm=gap_mm, labels=labels)
    yield from contact_sections(space, item.phones)
