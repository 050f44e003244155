"""The table poster (名单公示、数据表、废止清单): its facts in a strip, then the table in columns.

The whole list is what people come for: two or three columns abreast, and as few sheets as the
stated distance allows. Whom it is for and the code stand below its first rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.paper.column_blocks import listing_blocks
from kit.compose.paper.columns import Rooms
from kit.compose.paper.lister import lister_of
from kit.compose.paper.page import reported
from kit.compose.paper.strip import Type
from kit.compose.posters.entries import entries_of, entries_section
from kit.compose.posters.last_lines import last_lines
from kit.compose.posters.panel import Panel, shifted
from kit.compose.posters.space import PartSpace
from kit.compose.posters.stack import Section, stack
from kit.compose.posters.table_facts import (
    GAP_U,
    caption_panel,
    fact_sections,
    gist_sections,
    least_mm,
    running_head,
)
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.lister import Hung
    from kit.compose.paper.page import Page
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

# Between two columns, in units of the sheet.
_COLUMN_GAP = 9.0
# Sizes tried for a table, in points at A3.
_STEP_PT = 2.0
# The least pitch of rows of one line, between rules; what a sheet has to spare loosens them.
_LEADING = 1.02
_NOTHING = Panel(height_mm=0.0, blocks=())


def table_pages(item: Item, layout: Layout, context: SheetContext) -> tuple[Page, ...]:
    """Return the sheets of the poster; the table's headings stand on each.

    Raises:
        LayoutError: The facts do not fit one sheet, or the table is too wide for it.
    """
    if item.table is None:
        raise LayoutError(f"“{item.plain_title}”没有表格。", "请改用要点海报的版式。")
    space = PartSpace(
        layout=layout, context=context, width_mm=layout.width_mm - 2 * layout.margin_mm
    )
    return _Sheets(space, item).pages()


class _Sheets:
    """The sheets of one item; what stands on the first one is made once for all sizes."""

    def __init__(self, space: PartSpace, item: Item) -> None:
        self.space, self.item = space, item
        self.foot_mm = last_lines(space, item, page_of=(1, 2)).height_mm
        self.height_mm = space.layout.height_mm - 2 * space.layout.margin_mm
        self.height_mm -= self.foot_mm + GAP_U * space.unit
        self.facts = fact_sections(space, item, self.height_mm)
        self.caption = caption_panel(space, item)
        self.running = running_head(space, item)

    def pages(self) -> tuple[Page, ...]:
        """Return the sheets: one that tells few rows as facts, else those of the table."""
        told = self._told()
        if told is not None:
            return (told,)
        hung = self._hung()
        count = len(hung.pages)
        first = self._first(hung, count)
        rest = (self._further(hung, number, count) for number in range(2, count + 1))
        return (first, *rest)

    def _told(self) -> Page | None:
        if not entries_of(self.item):
            return None
        sections = list(self.facts)
        gap_mm = GAP_U * self.space.unit
        sections.insert(-1, entries_section(self.space, self.item, gap_mm=gap_mm))
        return self._page(sections, 1, 1)

    def _hung(self) -> Hung:
        assert self.item.table is not None
        space, style = self.space, self.space.style("cells")
        kind = Type(size_pt=style.fit.smallest_pt, leading=_LEADING, weight=style.weight)
        gap_mm = GAP_U * space.unit
        rooms = Rooms(
            width_mm=space.width_mm,
            gap_mm=_COLUMN_GAP * space.unit,
            first_mm=self.height_mm - least_mm(self.facts) - gap_mm - self.caption.height_mm,
            next_mm=self.height_mm - self.running.height_mm - gap_mm,
        )
        step_pt = _STEP_PT * space.unit
        count = int((style.fit.largest_pt - style.fit.smallest_pt) / step_pt)
        sizes_pt = [style.fit.smallest_pt + step_pt * step for step in range(count + 1)]
        lister = lister_of(self.item.table, space.metrics, kind)
        hung = lister.hung(rooms, sizes_pt)
        if hung.pages[0]:
            return hung
        # What the table is called goes with its rows to the second sheet, and needs its room there.
        below_mm = rooms.next_mm - self.caption.height_mm
        return lister.hung(replace(rooms, next_mm=below_mm), sizes_pt)

    def _table(self, hung: Hung, number: int) -> Panel:
        """Return the rows of a sheet, on the first one below what the table is called."""
        listing, page = hung.sheet(number)
        caption = self.caption if number == 1 or not hung.pages[number - 2] else _NOTHING
        top_mm = caption.height_mm
        rows = listing_blocks(listing, page, x_mm=0.0, y_mm=top_mm, unit_mm=self.space.unit)
        return Panel(
            height_mm=top_mm + listing.height_mm(page),
            blocks=(*caption.blocks, *rows),
            frames=(reported("cells", listing.table.kind.size_pt),),
        )

    def _first(self, hung: Hung, count: int) -> Page:
        sections = list(self.facts)
        if hung.pages[0]:
            table = self._table(hung, 1)
            sections.insert(-1, self._fixed(table))
        else:
            sections += gist_sections(self.space, self.item)
        return self._whole(sections, 1, count)

    def _fixed(self, panel: Panel) -> Section:
        return Section(make=lambda _share, _pad_mm: panel, gap_mm=GAP_U * self.space.unit)

    def _further(self, hung: Hung, number: int, count: int) -> Page:
        """Return a sheet of rows, the plain sentences where they leave much of it empty."""
        rows = self._table(hung, number)
        sections = [*map(self._fixed, (self.running, rows)), *gist_sections(self.space, self.item)]
        return self._whole(sections, number, count)

    def _whole(self, sections: Sequence[Section], number: int, count: int) -> Page:
        page = self._page(sections, number, count)
        if page is None:
            raise LayoutError(
                f"“{self.item.plain_title}”的要点在{self.space.layout.paper}纸上放不下。",
                "请缩短要点，或改用更大的纸。",
            )
        return page

    def _page(self, sections: Sequence[Section], number: int, count: int) -> Page | None:
        space, layout = self.space, self.space.layout
        margin_mm = layout.margin_mm
        filled = stack(sections, x_mm=margin_mm, y_mm=margin_mm, height_mm=self.height_mm)
        if filled is None:
            return None
        foot = last_lines(space, self.item, page_of=(number, count))
        foot_y_mm = layout.height_mm - margin_mm - foot.height_mm
        return space.context.page(
            layout,
            (
                *filled.panel.blocks,
                *(shifted(block, margin_mm, foot_y_mm) for block in foot.blocks),
            ),
            frames=(*filled.panel.frames, *foot.frames),
        )
