"""The alert poster (应急预警): one look from five metres tells what, where, what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import Row, said
from kit.compose.paper.page import Ink
from kit.compose.posters.alert_parts import (
    LEVEL_INKS,
    alert_head,
    cleared_head,
    drill_section,
    where_section,
)
from kit.compose.posters.band import Band
from kit.compose.posters.drawn_page import band_of, filled_page, whole_sheet
from kit.compose.posters.kind_facts import kind_rows
from kit.compose.posters.row_sections import contact_sections, numbered_section, rows_section
from kit.errors import LayoutError
from kit.model.item import BREAK_MARK
from kit.model.kinds import HAZARDS, pictogram_of
from kit.text.written_days import told_hour, written_hour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.space import PartSpace
    from kit.compose.posters.stack import Section
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

DRILL = "演练，不是真的"
# What to do is read from five metres: room goes to its type, but for some of its white.
_PADDINGS_U = (2.0, 6.0)


def alert_page(item: Item, layout: Layout, context: SheetContext) -> Page:
    """Return the alert's page.

    Colour is only an addition: the level stands in words, and its place among the four is seen
    without colour, for every twelfth man sees no red and many printers have none.

    Raises:
        LayoutError: What to do does not fit at a size that is read from afar.
    """
    space = whole_sheet(layout, context)
    page = filled_page(
        space,
        item,
        list(_sections(space, item)),
        promise="",
        band=sheet_band(item),
        paddings_u=_PADDINGS_U,
        gaps=1.0,
    )
    if page is None and space.has_code:
        # What to do goes before the code: an alert is not kept off the board for want of room.
        return alert_page(item, replace(layout, code_mm=0.0), context)
    if page is None:
        raise LayoutError(
            f"“{item.plain_title}”的海报在 {layout.paper} 纸上放不下。",
            "请缩短“预警”里的措施，一条不超过 8 字，最多 3 条。",
        )
    return page


def _pictogram(item: Item) -> str:
    kind = item.emergency.type if item.emergency else ""
    return pictogram_of(HAZARDS, kind or item.plain_title, "warning")


def sheet_band(item: Item) -> Band:
    """Return the band of whatever sheet an item has: of its kind, or of an alert's level."""
    if item.emergency is None:
        return band_of(item)
    if item.cancels:
        return Band(word="解除预警", pictogram="check-circle", ground=Ink.SAFE)
    ground = LEVEL_INKS.get(item.emergency.level, Ink.BLACK)
    return Band(word="应急预警", pictogram=_pictogram(item), ground=ground, heavy=True)


def _sections(space: PartSpace, item: Item) -> Iterator[Section]:
    gap_mm, alert = space.gap_mm, item.emergency
    level = alert.level if alert else ""
    if item.is_drill:
        yield drill_section(space, DRILL, item.title, gap_mm=gap_mm)
    if item.cancels:
        over = f"{alert.type}{level}预警" if alert and alert.type and level else ""
        # What is over stands on a line of its own: 解除 is not read over.
        title = re.sub(rf"^(解除)(?!{BREAK_MARK})", rf"\1{BREAK_MARK}", item.title)
        over = "" if over in item.plain_title else over
        yield cleared_head(space, title, over, gap_mm=gap_mm)
    else:
        # A drill is told where the four levels stand, so that what to do stays as large.
        ladder = not item.is_drill
        yield alert_head(space, item.title, level, _pictogram(item), ladder=ladder, gap_mm=gap_mm)
    area = said((alert.area if alert else "") or item.where or "", item, "范围")
    yield where_section(space, area, _period(item), _sender(item), gap_mm=gap_mm)
    measures = alert.do if alert and not item.cancels else ()
    if measures:
        texts = [said(text, item, "措施") for text in measures]
        yield numbered_section(space, texts, gap_mm=gap_mm)
    rows = _rows(item)
    if rows and not measures:
        yield rows_section(space, rows, gap_mm=gap_mm)
    yield from contact_sections(space, item.phones)


def _rows(item: Item) -> tuple[Row, ...]:
    """Return the rows of an alert without 措施; once it is over only 怎么办.

    A ban repeated under 解除 reads as if it still held.
    """
    if not item.cancels:
        return tuple(row for row in kind_rows(item) if row.field not in ("地点", "时间"))
    if not item.how:
        return ()
    return (Row(label="现在", text=said(item.how, item, "怎么办"), field="怎么办"),)


def _period(item: Item) -> str:
    alert, near = item.emergency, item.dates.publish
    if alert is not None and item.cancels and alert.sent is not None:
        return f"{told_hour(alert.sent, near=near)}起解除"
    if alert is not None and alert.onset is not None and alert.expires is not None:
        first, last = (told_hour(one, near=near) for one in (alert.onset, alert.expires))
        return f"{first}到{last}"
    return said(item.when or "", item, "时间")


def _sender(item: Item) -> str:
    """Return who gave the alert, and when, if that is known: once as it was written, small."""
    alert = item.emergency
    if alert is None or not alert.sender:
        return ""
    sent = f"　{written_hour(alert.sent, near=item.dates.publish)}" if alert.sent else ""
    return f"{said(alert.sender, item, '发布')}{sent}发布"
