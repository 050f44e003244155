"""The consultation poster (预公开): what is planned, and in a frame of its own how to answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from kit.compose.fact_words import Row, reason_of, rows_of, said
from kit.compose.paper.page import Block, Box, Ink, Tag
from kit.compose.posters.fact_parts import RowSetter
from kit.compose.posters.fact_sheet import SideContent, fact_page
from kit.compose.posters.panel import Panel, beside, shifted, stacked
from kit.compose.posters.space import ink_mm, line_panel
from kit.errors import LayoutError

if TYPE_CHECKING:
    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.space import PartSpace
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

HEADING = "怎么提意见"
# What is told above the frame; the rest says how to answer and stands inside it.
_ABOVE = frozenset({"谁", "时间"})
_WAYS = "意见办法"
# How to answer is what the sheet hangs for: room goes there before the title grows.
_ROWS_WORTH = 4.0
_BORDER_MM = 1.4
_PAD_MM = 5.0
# Side by side as many as fit on one line each.
_MOST_COLUMNS = 4
_NUMBERS = "①②③④⑤⑥⑦⑧⑨"


def consult_page(item: Item, layout: Layout, context: SheetContext) -> Page:
    """Return the poster that asks villagers for their opinion.

    Raises:
        LayoutError: The item asks for none, or does not fit at the smallest sizes.
    """
    if item.feedback is None:
        raise LayoutError(f"“{item.plain_title}”没有写意见办法。", "请改用要点海报的版式。")
    return fact_page(item, layout, context, told=_told)


def _told(item: Item) -> SideContent:
    rows = rows_of(item)
    above = tuple(row for row in rows if row.field in _ABOVE)
    inside = tuple(row for row in rows if row.field not in _ABOVE and row.field != _WAYS)
    ways = item.feedback.ways if item.feedback else ()
    framed = Ways(ways=tuple(said(way, item, _WAYS) for way in ways), rows=inside)
    return SideContent(rows=above, framed=framed, rows_worth=_ROWS_WORTH, beneath=reason_of(item))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The frame with the ways to answer; each size is set once, however often it is tried."""

    ways: tuple[str, ...]
    rows: tuple[Row, ...]
    made: dict[float, Panel] = field(default_factory=dict)

    def __call__(self, space: PartSpace, size_pt: float, /) -> Panel:
        """Return the frame at the rows' type size."""
        if size_pt not in self.made:
            self.made[size_pt] = self._made(space, size_pt)
        return self.made[size_pt]

    def _made(self, space: PartSpace, size_pt: float) -> Panel:
        pad_mm = _PAD_MM * space.unit
        inside = space.narrower(2 * pad_mm)
        fit = space.style("heading").fit
        heading = line_panel(
            inside,
            HEADING,
            "heading",
            largest_pt=min(max(size_pt, fit.smallest_pt), fit.largest_pt),
            centred=True,
            ink=Ink.WHITE,
        )
        bar_mm = heading.height_mm + 1.4 * pad_mm
        parts = [self._ways(inside, size_pt)]
        if self.rows:
            setter = RowSetter(space=inside, rows=self.rows)
            parts += [
                Panel(height_mm=0.0, blocks=(inside.rule(0.3),)),
                setter.panel(0, len(self.rows), size_pt, 0.0),
            ]
        body = stacked(parts, x_mm=pad_mm, y_mm=bar_mm + pad_mm, gap_mm=0.8 * pad_mm)
        whole_mm = bar_mm + body.height_mm + 2 * pad_mm
        return Panel(
            height_mm=whole_mm,
            blocks=(
                Block(tag=Tag.ARTIFACT, marks=_ground(space, whole_mm, bar_mm)),
                *(shifted(block, pad_mm, 0.7 * pad_mm) for block in heading.blocks),
                *body.blocks,
            ),
            frames=(*body.frames, *heading.frames),
        )

    def _ways(self, space: PartSpace, size_pt: float) -> Panel:
        """Return the ways, numbered, as many side by side as are short enough."""
        count = len(self.ways)
        for most in range(min(_MOST_COLUMNS, count), 0, -1):
            columns = ceil(count / ceil(count / most))  # 2 and 2 look better than 3 and 1
            column = replace(space, width_mm=space.width_mm / columns)
            cells = [_way(column, number, way, size_pt) for number, way in self._numbered()]
            if all(cell.height_mm < 1.5 * ink_mm(size_pt) for cell in cells):
                break  # one line each
        lines = [
            _side_by_side(cells[first : first + columns], column.width_mm)
            for first in range(0, len(cells), columns)
        ]
        return stacked(lines, gap_mm=0.5 * ink_mm(size_pt))

    def _numbered(self) -> list[tuple[str, str]]:
        return list(zip(_NUMBERS, self.ways, strict=False))


def _way(space: PartSpace, number: str, way: str, size_pt: float) -> Panel:
    row = Row(label=number, text=way, field=_WAYS)
    return RowSetter(space=space, rows=(row,)).panel(0, 1, size_pt, 0.0)


def _side_by_side(panels: list[Panel], width_mm: float) -> Panel:
    lefts = [number * width_mm for number in range(len(panels))]
    return replace(beside(panels, *lefts), frames=panels[0].frames)


def _ground(space: PartSpace, whole_mm: float, bar_mm: float) -> tuple[Box, Box]:
    """Return the frame's border and the black bar behind its heading."""
    stroke_mm = _BORDER_MM * space.unit
    border = Box(
        x_mm=stroke_mm / 2,
        y_mm=stroke_mm / 2,
        width_mm=space.width_mm - stroke_mm,
        height_mm=whole_mm - stroke_mm,
        stroke=Ink.BLACK,
        stroke_mm=stroke_mm,
    )
    bar = Box(x_mm=0, y_mm=0, width_mm=space.width_mm, height_mm=bar_mm, fill=Ink.BLACK)
    return border, bar
