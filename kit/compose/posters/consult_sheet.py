"""The consultation poster (预公开): what is planned, until when to speak, and the ways to do it."""

from __future__ import annotations

from functools import partial
from itertools import product
from math import ceil
from typing import TYPE_CHECKING

from kit.compose.fact_words import Row, said
from kit.compose.paper.page import Block, Box, Ink, Outline, Rule, Tag, reported
from kit.compose.paper.scale import HEAVY_RULE, RULE, centre_drop_mm
from kit.compose.posters.amounts import amounts_section
from kit.compose.posters.drawn_page import is_light, pictured_page, too_long, whole_sheet
from kit.compose.posters.kind_facts import big_facts, kind_rows
from kit.compose.posters.panel import Panel, size_at
from kit.compose.posters.row_sections import Labels, contact_sections, rows_section
from kit.compose.posters.sections import fact_section, title_section
from kit.compose.posters.space import ink_mm
from kit.compose.posters.stack import Section
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Mark, Page
    from kit.compose.posters.space import PartSpace
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

HEADING = "怎么提意见，哪样方便用哪样"
_WAYS = "意见办法"
_PICTOGRAMS = {"电话": "phone", "卡": "note-pencil", "摊": "storefront", "村": "users-three"}
_ANY_WAY = "chat-circle-text"
_HEADING_SIZE = 0.66
# Of the rows' size: a way is set smaller before it takes a row of its own.
_SMALLEST = 0.8
_USUAL = 2
_REASON = (True, False)


def consult_page(item: Item, layout: Layout, context: SheetContext) -> Page:
    """Return the poster that asks villagers for their opinion.

    Raises:
        LayoutError: The item asks for none, or does not fit at the smallest sizes.
    """
    if item.feedback is None:
        raise LayoutError(f"“{item.plain_title}”没有写意见办法。", "请改用要点海报的版式。")
    space = whole_sheet(layout, context)

    def made(with_reason: bool, labels: Labels, framed: bool) -> Page | None:
        sections = _sections(space, item, labels=labels, with_reason=with_reason, framed=framed)
        return pictured_page(space, item, list(sections))

    # Why it is planned is the first to give way, before pictograms and the black of the last
    # day: it stands on the full text as well.
    ways = [partial(made, with_reason, labels) for labels, with_reason in product(Labels, _REASON)]
    for way in ways:
        page = way(False)
        if page is not None and is_light(page):
            return page
    page = next(filter(None, (way(True) for way in ways)), None)
    if page is not None:
        return page
    raise too_long(space, item)


def _sections(
    space: PartSpace, item: Item, *, labels: Labels, with_reason: bool, framed: bool
) -> Iterator[Section]:
    gap_mm = space.gap_mm
    yield title_section(space, item.title, gap_mm=gap_mm)
    for fact in big_facts(item, space.context.lunar):
        yield fact_section(space, fact, framed=framed, gap_mm=gap_mm)
    if item.amounts:
        yield amounts_section(space, item.amounts, gap_mm=gap_mm)
    rows = [row for row in kind_rows(item) if row.field != _WAYS]
    reason = item.feedback.reason if item.feedback else ""
    if reason and with_reason:
        rows.insert(1, Row(label="为什么", text=said(reason, item, "理由"), field="理由"))
    if rows:
        yield rows_section(space, rows, gap_mm=gap_mm, labels=labels)
    ways = item.feedback.ways if item.feedback else ()
    if ways:
        yield ways_section(space, [said(way, item, _WAYS) for way in ways], gap_mm=gap_mm)
    yield from contact_sections(space, item.phones)


def ways_section(space: PartSpace, ways: Sequence[str], *, gap_mm: float) -> Section:
    """Return the ways to answer in a frame with a reversed heading, two abreast if they fit."""
    count = len(ways)
    least_pt = space.style("rows").fit.smallest_pt
    # Full rows look better than a cell left empty.
    columns = next(
        number
        for number in (3, 2, 1)
        if number == 1
        or (
            (count % number == 0 or number == _USUAL)
            and number <= count
            and _widest_pt(space, ways, number, least_pt) >= _SMALLEST * least_pt
        )
    )
    rows = ceil(count / columns)

    def make(share: float, pad_mm: float) -> Panel:
        unit = space.unit
        size_pt = size_at(space.style("rows"), share)
        way_pt = _widest_pt(space, ways, columns, size_pt)
        heading_pt = space.narrower(10 * unit).largest_pt(HEADING, 900, size_pt * _HEADING_SIZE)
        bar_mm = ink_mm(heading_pt) + 5 * unit
        row_mm = ink_mm(size_pt) + 2 * pad_mm
        marks: list[Mark] = [
            space.line(
                HEADING,
                heading_pt,
                900,
                x_mm=5 * unit,
                y_mm=bar_mm / 2 + centre_drop_mm(heading_pt),
                ink=Ink.WHITE,
            )
        ]
        icons: list[Mark] = []
        side_mm = _side_mm(size_pt)
        for number, way in enumerate(ways):
            left_mm = number % columns * space.width_mm / columns + 5 * unit
            middle_mm = bar_mm + (number // columns + 0.5) * row_mm
            top_mm = middle_mm - side_mm / 2
            icons.append(Outline(name=_pictogram(way), x_mm=left_mm, y_mm=top_mm, side_mm=side_mm))
            x_mm = left_mm + side_mm + 4 * unit
            y_mm = middle_mm + centre_drop_mm(way_pt)
            marks.append(space.line(way, way_pt, 900, x_mm=x_mm, y_mm=y_mm))
        ground = _ground(space, bar_mm, row_mm, rows, columns)
        return Panel(
            height_mm=bar_mm + rows * row_mm,
            blocks=(
                Block(tag=Tag.ARTIFACT, marks=(*ground, *icons)),
                Block(tag=Tag.PARAGRAPH, marks=tuple(marks)),
            ),
            frames=(reported("rows", way_pt), reported("heading", heading_pt)),
        )

    return Section(make=make, gap_mm=gap_mm, paddings=2 * rows, rank=4)


def _side_mm(size_pt: float) -> float:
    return 1.1 * ink_mm(size_pt)


def _widest_pt(space: PartSpace, ways: Sequence[str], columns: int, size_pt: float) -> float:
    """Return the largest size at which every way fits its cell."""
    room_mm = space.width_mm / columns - _side_mm(size_pt) - 12 * space.unit
    cell = space.narrower(space.width_mm - room_mm)
    return min(cell.largest_pt(way, 900, size_pt) for way in ways)


def _pictogram(way: str) -> str:
    return next((name for word, name in _PICTOGRAMS.items() if word in way), _ANY_WAY)


def _ground(space: PartSpace, bar_mm: float, row_mm: float, rows: int, columns: int) -> list[Mark]:
    """Return the frame, the black bar behind its heading, and the lines between the ways."""
    edge_mm, whole_mm = HEAVY_RULE * space.unit, bar_mm + rows * row_mm
    frame = Box(
        x_mm=edge_mm / 2,
        y_mm=edge_mm / 2,
        width_mm=space.width_mm - edge_mm,
        height_mm=whole_mm - edge_mm,
        stroke=Ink.BLACK,
        stroke_mm=edge_mm,
    )
    bar = Box(x_mm=0, y_mm=0, width_mm=space.width_mm, height_mm=bar_mm, fill=Ink.BLACK)
    thin_mm = RULE * space.unit
    lines = [
        Rule(x1_mm=0, y1_mm=y_mm, x2_mm=space.width_mm, y2_mm=y_mm, width_mm=thin_mm)
        for y_mm in (bar_mm + number * row_mm for number in range(1, rows))
    ]
    uprights = [
        Rule(x1_mm=x_mm, y1_mm=bar_mm, x2_mm=x_mm, y2_mm=whole_mm, width_mm=thin_mm)
        for x_mm in (space.width_mm * number / columns for number in range(1, columns))
    ]
    return [frame, bar, *lines, *uprights]
