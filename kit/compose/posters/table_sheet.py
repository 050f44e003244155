"""The table poster (名单公示、数据表、废止清单): key facts, then the table, over pages if long.

The code stands beside the title, so that the table has the full width of the lower half.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import band_of, plain_sentences, rows_of, said
from kit.compose.paper.grid import is_whole
from kit.compose.paper.page import reported
from kit.compose.paper.table import place_rows, rows_that_fit, set_table
from kit.compose.posters.contact import code_panel, plain_contact
from kit.compose.posters.fact_parts import RowSetter, amounts_part, band_part
from kit.compose.posters.fact_sheet import fact_page
from kit.compose.posters.panel import CachedPart, Panel, beside, fill, size_at, stacked
from kit.compose.posters.parts import display, issuer_part
from kit.compose.posters.poster_page import poster_page
from kit.compose.posters.space import PartSpace, line_panel
from kit.errors import LayoutError
from kit.model.item import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.fact_words import Band
    from kit.compose.layouts.layout import Frame, Layout
    from kit.compose.paper.page import Page
    from kit.compose.paper.table import SetTable
    from kit.compose.posters.panel import Filled, Maker, Part
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

# Fewer rows than this below the facts look lost: then the table begins on its own page.
_FEWEST_ROWS = 3
# A table longer than two halves of a sheet fills them at the smallest size as it is.
_FEW_HALVES = 2
# Plain sentences fill a page's lower half, but are no second title.
_GIST_SHARE = 0.4
_LOOSE, _TIGHT = 1.24, 1.08
_STEP_PT = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    """The first page's facts: what stands above, and the rows that went below."""

    head: Filled
    rows: tuple[Panel, ...]
    room_mm: float
    """What is left for the table."""


def table_pages(item: Item, layout: Layout, context: SheetContext) -> tuple[Page, ...]:
    """Return the pages of the poster; the table's header is repeated on each.

    Raises:
        LayoutError: The facts do not fit one page, or the table is too wide for the sheet.
    """
    table = item.table or _repealed(item)
    if table is None:
        raise LayoutError(f"“{item.plain_title}”没有表格。", "请改用要点海报的版式。")
    item = replace(item, table=table)
    space = PartSpace(layout=layout, context=context, width_mm=layout.frames["head"].width_mm)
    for contact_share, leading in ((1.0, _LOOSE), (0.0, _TIGHT)):
        contact = plain_contact(space, item, contact_share)
        fronts = list(_fronts(space, item, contact))
        page = _one_page(space, item, table, fronts, contact, leading)
        if page is not None:
            return (page,)
    return _many_pages(space, item, table, fronts, contact)


def _repealed(item: Item) -> Table | None:
    """Return the numbers of the documents that are repealed, where no table tells more."""
    if not item.replaces:
        return None
    rows = tuple((number,) for number in item.replaces)
    # What has no 文号 is named by its number on the boards.
    name = "文号" if all(map(is_whole, item.replaces)) else "文号或编号"
    return Table(file="", caption="停用的文件", columns=(Column(name=name),), rows=rows)


def _one_page(
    space: PartSpace,
    item: Item,
    table: Table,
    fronts: list[_Front],
    contact: Panel,
    leading: float,
) -> Page | None:
    """Return facts and the whole table on one page, the table as large as it fits."""
    smallest = _set(space, table, space.style("cells").fit.smallest_pt, leading)
    most_mm = max((front.room_mm for front in fronts), default=0.0)
    if _height(space, item, smallest, 0, len(smallest.rows)) > most_mm:
        return None
    for made in (*_set_tables(space, table, leading), smallest):
        height = _height(space, item, made, 0, len(made.rows))
        for front in fronts:
            if height <= front.room_mm:
                block = _table_panel(space, item, made, 0, len(made.rows))
                lower = (*front.rows, block, contact)
                return poster_page(space, item, front.head.panels(), lower)
    return None


def _set_tables(space: PartSpace, table: Table, leading: float) -> Iterator[SetTable]:
    """Yield the table at every size at which its columns fit the width, the largest first.

    Raises:
        LayoutError: They do not fit at the smallest size either.
    """
    fit = space.style("cells").fit
    size_pt = fit.largest_pt
    while size_pt > fit.smallest_pt:
        # Too wide at this size; a smaller one will do.
        with suppress(LayoutError):
            made = _set(space, table, size_pt, leading)
            # A table turned on its side is for narrow paper, not for larger type.
            if made.header is not None:
                yield made
        size_pt -= _STEP_PT
    yield _set(space, table, fit.smallest_pt, leading)


def _fronts(space: PartSpace, item: Item, contact: Panel) -> Iterator[_Front]:
    """Yield ways to set the facts, those that leave most room for the table first."""
    rows = rows_of(item, with_time=_day(space, item) is None)
    setter = RowSetter(space=space, rows=rows)
    upper_frame, lower_frame = space.layout.frames["head"], space.layout.frames["lines"]
    row_pt = space.style("rows").fit.smallest_pt
    for above in range(len(rows), -1, -1):
        parts = _head(space, item)
        if above:
            parts.append(CachedPart(partial(_rows_above, setter, above)))
        head = fill(parts, height_mm=upper_frame.height_mm, gap_mm=upper_frame.gap_mm)
        if head is None:
            continue
        below = (setter.panel(above, len(rows), row_pt, 0.2),) if above < len(rows) else ()
        used = sum(panel.height_mm + lower_frame.gap_mm for panel in (*below, contact))
        if used <= lower_frame.height_mm:
            yield _Front(head=head, rows=below, room_mm=lower_frame.height_mm - used)


def _rows_above(setter: RowSetter, above: int, share: float) -> Panel:
    return setter.panel(0, above, size_at(setter.space.style("rows"), share), 0.3)


def _head(space: PartSpace, item: Item) -> list[Part]:
    makers: list[Maker] = [
        partial(issuer_part, space, item.issuer, item.kind.value),
        partial(_title_and_code, space, item.title),
    ]
    band = _day(space, item)
    if band is not None:
        makers.append(partial(band_part, space, band))
    if item.amounts:
        makers.append(partial(amounts_part, space, item.amounts))
    return [CachedPart(make) for make in makers]


def _day(space: PartSpace, item: Item) -> Band | None:
    """Return the band with the day that counts; a time has a row of its own."""
    band = band_of(item, space.context.lunar)
    return band if band is not None and band.is_date else None


def _title_and_code(space: PartSpace, title: str, share: float) -> Panel:
    """Return the title, the code at its right."""
    if not space.has_code:
        return display(space, title, "title", share, field="标题")
    code = code_panel(space)
    left = space.narrower(space.layout.code_mm + 5 * space.unit)
    words = display(left, title, "title", share, field="标题")
    down_mm = max(0.0, code.height_mm - words.height_mm) / 2
    words = stacked([words], y_mm=down_mm, gap_mm=0.0)
    return beside((words, code), 0.0, space.width_mm - space.layout.code_mm)


def _set(space: PartSpace, table: Table, size_pt: float, leading: float) -> SetTable:
    style = space.style("cells")
    return set_table(
        table,
        space.metrics,
        width_mm=space.width_mm,
        size_pt=size_pt,
        leading=leading,
        weight=style.weight,
    )


def _caption(space: PartSpace, item: Item, size_pt: float) -> Panel:
    """Return the table's heading with its unit, or nothing."""
    table = item.table
    if table is None:
        return Panel(height_mm=0.0, blocks=())
    unit = f"（单位：{table.unit}）" if table.unit else ""
    words = said(f"{table.caption}{unit}", item, "表格")
    return line_panel(space, words, "cells", largest_pt=size_pt, weight=700, centred=True)


def _height(space: PartSpace, item: Item, table: SetTable, first: int, last: int) -> float:
    rows = sum(row.height_mm for row in table.rows[first:last])
    caption = _caption(space, item, table.kind.size_pt).height_mm
    return rows + table.header_mm + caption + _caption_gap(space, caption)


def _caption_gap(space: PartSpace, caption_mm: float) -> float:
    return 3 * space.unit if caption_mm else 0.0


def _table_panel(space: PartSpace, item: Item, table: SetTable, first: int, last: int) -> Panel:
    """Return rows ``first`` to before ``last`` below the caption and the header."""
    caption = _caption(space, item, table.kind.size_pt)
    top = caption.height_mm + _caption_gap(space, caption.height_mm)
    rows = place_rows(table, first, last, x_mm=0.0, y_mm=top)
    return Panel(
        height_mm=_height(space, item, table, first, last),
        blocks=(*caption.blocks, rows),
        frames=(reported("cells", table.kind.size_pt),),
    )


def _many_pages(
    space: PartSpace, item: Item, table: Table, fronts: list[_Front], contact: Panel
) -> tuple[Page, ...]:
    """Return the facts with the first rows, then pages of rows.

    Where hardly a row would stand below the facts, they have the first page to themselves.
    """
    smallest_pt = space.style("cells").fit.smallest_pt
    made = _set(space, table, smallest_pt, _LOOSE)
    caption = _height(space, item, made, 0, 0) - made.header_mm
    front = max(fronts, key=lambda front: front.room_mm, default=None)
    done = rows_that_fit(made, 0, front.room_mm - caption) if front is not None else 0
    if front is None or done < _FEWEST_ROWS:
        halves = _largest_halves(space, item, table)
        facts = [fact_page(item, space.layout, space.context, pages=1 + _pages(halves))]
    else:
        halves = list(_halves(space, item, made, done))
        lower = (*front.rows, _table_panel(space, item, made, 0, done), contact)
        page_of = (1, 1 + _pages(halves))
        facts = [poster_page(space, item, front.head.panels(), lower, page_of=page_of)]
    pairs = [halves[index : index + 2] for index in range(0, len(halves), 2)]
    return (
        *facts,
        *(
            _rows_page(space, item, pair, number, 1 + len(pairs))
            for number, pair in enumerate(pairs, start=2)
        ),
    )


def _pages(halves: list[Panel]) -> int:
    return (len(halves) + 1) // 2


def _largest_halves(space: PartSpace, item: Item, table: Table) -> list[Panel]:
    """Return the whole table, as large as it can be on the fewest half pages."""
    smallest_pt = space.style("cells").fit.smallest_pt
    best = list(_halves(space, item, _set(space, table, smallest_pt, _LOOSE), 0))
    if len(best) > _FEW_HALVES:
        return best
    for made in _set_tables(space, table, _LOOSE):
        # A row taller than half a sheet: a smaller size will do.
        with suppress(LayoutError):
            halves = list(_halves(space, item, made, 0))
            if len(halves) == len(best):
                return halves
    return best


def _halves(space: PartSpace, item: Item, table: SetTable, first: int) -> Iterator[Panel]:
    """Yield the rows in the rooms of the following pages, above the joint and below it.

    Raises:
        LayoutError: One row is taller than half a sheet.
    """
    above = True
    while first < len(table.rows):
        frame = _half(space, above=above)
        room = frame.height_mm - (_running_head(space, item).height_mm + frame.gap_mm) * above
        caption = _height(space, item, table, 0, 0) - table.header_mm
        last = rows_that_fit(table, first, room - caption)
        if last == first:
            raise LayoutError(
                f"表格第 {first + 1} 行太高，半张 {space.layout.paper} 纸放不下。",
                "请把这一行的字缩短，或改用更大的纸。",
            )
        yield _table_panel(space, item, table, first, last)
        first, above = last, not above


def _half(space: PartSpace, *, above: bool) -> Frame:
    return space.layout.frames["head" if above else "lines"]


def _running_head(space: PartSpace, item: Item) -> Panel:
    """Return the issuer and the title for the pages after the first."""
    title = item.plain_title
    return issuer_part(space, f"{item.issuer}　{title}", "", 0.0)


def _rows_page(space: PartSpace, item: Item, halves: list[Panel], number: int, count: int) -> Page:
    """Return a page of rows, the plain sentences where they leave its lower half empty."""
    head = _running_head(space, item)
    upper = _filled_up([head, halves[0]], _half(space, above=True))
    lower = _filled_up(halves[1:] or _gist(space, item), _half(space, above=False))
    return poster_page(space, item, upper, lower, page_of=(number, count))


def _gist(space: PartSpace, item: Item) -> list[Panel]:
    """Return the plain sentences for the half page that the rows leave empty."""
    frame = _half(space, above=False)
    parts = [CachedPart(partial(_sentence, space, sentence)) for sentence in plain_sentences(item)]
    filled = fill(parts, height_mm=frame.height_mm, gap_mm=3 * frame.gap_mm) if parts else None
    return list(filled.panels()) if filled is not None else []


def _sentence(space: PartSpace, sentence: str, share: float) -> Panel:
    return display(space, sentence, "words", share * _GIST_SHARE, field="大白话")


def _filled_up(panels: list[Panel], frame: Frame) -> list[Panel]:
    """Return the panels with white below, so that spreading does not pull them apart."""
    if not panels:
        return []
    used = sum(panel.height_mm for panel in panels) + frame.gap_mm * len(panels)
    return [*panels, Panel(height_mm=max(0.0, frame.height_mm - used), blocks=())]
