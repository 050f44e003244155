"""Few rows of a table told as facts: whom or what it is about, and large beside it what came of it.

人事任免 says who becomes what, 三重一大 what was decided and what it costs, 处罚 what was done and
how much it is fined: nobody looks for himself in them as in a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.paper.frames import CAPITAL_EM
from kit.compose.paper.grid import grid_of
from kit.compose.paper.page import Block, Outline, Tag, reported
from kit.compose.paper.scale import figure_line, figure_mm
from kit.compose.posters.panel import Panel
from kit.compose.posters.row_sections import LEADING, rules_block, text_height_mm
from kit.compose.posters.sections import left_lines
from kit.compose.posters.setting import LABEL_SIZE, row_lines
from kit.compose.posters.space import base_mm, ink_mm
from kit.compose.posters.stack import Section
from kit.model.kinds import look_of
from kit.text.headings import heading_of, plain_name
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

MOST_ENTRIES = 6
"""More rows than one takes in at a glance are a table."""
_BOLD, _PLAIN = 900, 500
_ARROW = "arrow-right"
_BLANK = frozenset({"", "-", "—", "——", "/", "无"})
# From ink to rule, in units of the sheet: the least, and what it grows by.
_PAD_U, _MORE_PAD_U = 2.0, 5.0
# Between what leads and its result.
_GAP_EM = 0.9
_ONE_LINE = 1.25
# Beside a lead of several lines, a result wider than this would stand on a line of its own.
_MOST_BESIDE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row of a table, to be told."""

    lead: str
    result: str
    rest: str
    """The other cells, each with its heading."""


def entries_of(item: Item) -> tuple[Told, ...]:
    """Return the rows of the item's table to be told one by one; none where it is a list.

    A row that sums up others makes it a list: sums stand below columns.
    """
    entry, table = look_of(item).entry, item.table
    if entry is None or table is None or not 1 <= len(table.rows) <= MOST_ENTRIES:
        return ()
    grid = grid_of(table)
    headings = [column.name for column in grid.columns]
    found = entry.columns(headings)
    if found is None or grid.sums:
        return ()
    lead, result = found
    told = tuple(
        Told(
            lead=row[lead],
            result=_with_unit(row[result], headings[result], table.unit),
            rest="　".join(
                f"{plain_name(name)}：{_with_unit(cell, name, table.unit)}"
                for n, (name, cell) in enumerate(zip(headings, row, strict=True))
                if n not in found and cell not in _BLANK and not heading_of(name).is_serial
            ),
        )
        for row in grid.rows
    )
    return told if all(one.lead for one in told) else ()


def _with_unit(cell: str, name: str, of_table: str) -> str:
    """Return a cell with the unit of its heading, or of the table where it is a sum of money."""
    heading = heading_of(name)
    unit = heading.unit or (of_table if heading.is_money else "")
    if cell in _BLANK:
        return ""
    return f"{cell}{unit}" if cell[-1].isdigit() else cell


def entries_section(space: PartSpace, item: Item, *, gap_mm: float) -> Section:
    """Return the entries between rules; the white in them grows as that of rows does."""
    told = entries_of(item)
    entry = look_of(item).entry
    leads_to = entry is not None and entry.leads_to
    least_pt = space.style("rows").fit.smallest_pt
    most_pt = max(space.style("cells").fit.largest_pt, space.style("rows").fit.largest_pt)
    # What fits one line well is not broken for the sake of size.
    one_line_pt = space.width_mm / max(_Setter(space, 1.0, leads_to).line_mm(one) for one in told)
    if one_line_pt >= _ONE_LINE * least_pt:
        most_pt = min(most_pt, one_line_pt)

    def make(share: float, _pad_mm: float) -> Panel:
        pad_mm = (_PAD_U + _MORE_PAD_U * share) * space.unit
        size_pt = int((least_pt + (most_pt - least_pt) * share) * 2) / 2
        setter = _Setter(space, size_pt, leads_to)
        blocks: list[Block] = []
        ys_mm = [0.0]
        for one in told:
            made, high_mm = setter.entry(one, ys_mm[-1] + pad_mm)
            blocks += made
            ys_mm.append(ys_mm[-1] + high_mm + 2 * pad_mm)
        return Panel(
            height_mm=ys_mm[-1],
            blocks=(rules_block(space, ys_mm), *blocks),
            frames=(reported("rows", size_pt),),
        )

    return Section(make=make, gap_mm=gap_mm, rank=1)


class _Setter:
    """Sets entries of one size: what leads at the left, the result at the right or below it."""

    def __init__(self, space: PartSpace, size_pt: float, leads_to: bool) -> None:
        self.space, self.size_pt, self.leads_to = space, size_pt, leads_to
        self.em_mm = size_pt * MM_PER_PT
        self.small_pt = int(size_pt * LABEL_SIZE * 2) / 2
        self.icon_mm = 0.86 * self.em_mm if leads_to else 0.0

    def line_mm(self, told: Told) -> float:
        """Return how wide an entry is on one line."""
        lead_mm = self.space.wide_mm(told.lead, self.size_pt, _BOLD)
        return lead_mm + _GAP_EM * self.em_mm + self._result_mm(told.result)

    def entry(self, told: Told, top_mm: float) -> tuple[list[Block], float]:
        """Return an entry whose ink begins at ``top_mm``, and how high its ink is."""
        wide_mm = self._result_mm(told.result)
        gap_mm = _GAP_EM * self.em_mm
        fits = self.line_mm(told) <= self.space.width_mm
        beside = bool(told.result) and (fits or wide_mm <= _MOST_BESIDE * self.space.width_mm)
        inside = self.space.narrower(wide_mm + gap_mm if beside else 0.0)
        lines = row_lines(inside, told.lead, self.size_pt, _BOLD)
        words = left_lines(lines, self.size_pt, LEADING, y_mm=top_mm)
        high_mm = text_height_mm(len(lines), self.size_pt)
        blocks = [Block(tag=Tag.PARAGRAPH, marks=words)]
        if beside:
            blocks += self._result(told.result, self.space.width_mm - wide_mm, top_mm)
        elif told.result:
            more, result_mm = self._below(told.result, top_mm + high_mm + 0.3 * self.em_mm)
            blocks += more
            high_mm += 0.3 * self.em_mm + result_mm
        if told.rest:
            y_mm = top_mm + high_mm + 0.34 * self.em_mm
            lines = row_lines(self.space, told.rest, self.small_pt, _PLAIN)
            small = left_lines(lines, self.small_pt, LEADING, y_mm=y_mm)
            blocks.append(Block(tag=Tag.PARAGRAPH, marks=small))
            high_mm += 0.34 * self.em_mm + text_height_mm(len(lines), self.small_pt)
        return blocks, high_mm

    def _is_figure(self, result: str) -> bool:
        return not self.leads_to and result[:1].isdigit()

    def _result_mm(self, result: str) -> float:
        """Return how wide the result is on one line, with the arrow before it."""
        if self._is_figure(result):
            return figure_mm(result, self.size_pt, self.space.metrics)
        arrow_mm = self.icon_mm + 0.35 * self.em_mm if self.icon_mm else 0.0
        return arrow_mm + self.space.wide_mm(result, self.size_pt, _BOLD)

    def _result(self, result: str, x_mm: float, top_mm: float) -> list[Block]:
        """Return the result on one line from ``x_mm`` on."""
        base = top_mm + base_mm(self.size_pt)
        if self._is_figure(result):
            # The digits stand in the middle of the words they belong to.
            drop_mm = (ink_mm(self.size_pt) - CAPITAL_EM * self.em_mm) / 2
            marks = figure_line(
                result,
                x_mm=x_mm,
                y_mm=top_mm + drop_mm + CAPITAL_EM * self.em_mm,
                size_pt=self.size_pt,
                metrics=self.space.metrics,
            )
            return [Block(tag=Tag.PARAGRAPH, marks=marks)]
        blocks = self._arrow(x_mm, top_mm)
        left_mm = x_mm + (self.icon_mm + 0.35 * self.em_mm if self.icon_mm else 0.0)
        line = self.space.line(result, self.size_pt, _BOLD, x_mm=left_mm, y_mm=base)
        return [*blocks, Block(tag=Tag.PARAGRAPH, marks=(line,))]

    def _below(self, result: str, top_mm: float) -> tuple[list[Block], float]:
        """Return a result too wide to stand beside, on lines of its own."""
        left_mm = self.icon_mm + 0.35 * self.em_mm if self.icon_mm else 0.0
        lines = row_lines(self.space.narrower(left_mm), result, self.size_pt, _BOLD)
        words = left_lines(lines, self.size_pt, LEADING, x_mm=left_mm, y_mm=top_mm)
        blocks = [*self._arrow(0.0, top_mm), Block(tag=Tag.PARAGRAPH, marks=words)]
        return blocks, text_height_mm(len(lines), self.size_pt)

    def _arrow(self, x_mm: float, top_mm: float) -> list[Block]:
        if not self.icon_mm:
            return []
        y_mm = top_mm + (ink_mm(self.size_pt) - self.icon_mm) / 2
        arrow = Outline(name=_ARROW, x_mm=x_mm, y_mm=y_mm, side_mm=self.icon_mm)
        return [Block(tag=Tag.ARTIFACT, marks=(arrow,))]
