"""What stands on a list's sheets beside its table: band, title, strip, rows and the code."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import Row, plain_sentences, said
from kit.compose.paper.page import Block, Ink, Tag
from kit.compose.paper.stamp import tag_marks, width_mm_of_tag
from kit.compose.posters.drawn_page import band_of, space_band
from kit.compose.posters.fact_strip import strip_part
from kit.compose.posters.kind_facts import kind_rows, last_day
from kit.compose.posters.panel import Panel, beside
from kit.compose.posters.row_sections import Labels, code_panel, rows_section
from kit.compose.posters.sections import large_words, title_section
from kit.compose.posters.space import base_mm, ink_mm, line_panel
from kit.compose.posters.stack import Section
from kit.model.kinds import Biggest, look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Mark
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

# Between the code and the words beside it, in units of the sheet.
_CODE_GAP = 7.0
# Plain sentences fill what rows leave of the last sheet, but are no second title.
_GIST_SHARE = 0.4
# A title is no smaller than this share of its growth unless it is long.
_TITLE_SHARE = 0.35
# From ink to rule in the rows, in units of the sheet: the least, and what it grows by.
_PAD_U, _MORE_PAD_U = 2.0, 4.0
_BOLD, _STRONG = 900, 700
_FURTHER = "接上页"
GAP_U = 4.0
"""Between the parts of a sheet, in its units."""


def fact_sections(space: PartSpace, item: Item, height_mm: float) -> list[Section]:
    """Return what stands on the first sheet, in reading order; the table comes before the last.

    Where the facts would not fit its height, the rows' labels give way.
    """
    ways = (_sections(space, item, labels) for labels in Labels)
    fitting = (sections for sections in ways if least_mm(sections) <= height_mm)
    return next(fitting, None) or _sections(space, item, Labels.RUN_IN)


def least_mm(sections: Sequence[Section]) -> float:
    """Return the height sections take at their least, with the gaps between them."""
    gaps_mm = sum(section.gap_mm for section in sections[1:])
    return gaps_mm + sum(section.height_mm(0.0, 0.0) for section in sections)


def _sections(space: PartSpace, item: Item, labels: Labels) -> list[Section]:
    gap_mm = GAP_U * space.unit
    band = space_band(space, item, band_of(item))

    def head(_share: float, _pad_mm: float) -> Panel:
        return band

    plain = title_section(space, item.title, gap_mm=gap_mm)

    def title(share: float, pad_mm: float) -> Panel:
        return plain.make(max(share, _TITLE_SHARE), pad_mm)

    def strip(share: float, _pad_mm: float) -> Panel:
        return strip_part(space, item, share)

    def foot(share: float, _pad_mm: float) -> Panel:
        return _foot(space, item, share, labels)

    sections = [
        Section(make=head),
        Section(make=title, gap_mm=gap_mm, rank=1),
        Section(make=strip, gap_mm=gap_mm, rank=2),
        Section(make=foot, gap_mm=gap_mm, rank=4),
    ]
    return [section for section in sections if section.height_mm(0.0, 0.0)]


def _foot(space: PartSpace, item: Item, share: float, labels: Labels) -> Panel:
    """Return whom it is for and what to do about it, the code at their right."""
    rows = _rows(space, item)
    if not space.has_code:
        return _rows_panel(space, rows, share, labels)
    left = space.narrower(space.layout.code_mm + _CODE_GAP * space.unit)
    words = _rows_panel(left, rows, share, labels)
    return beside((words, code_panel(space)), 0.0, space.width_mm - space.layout.code_mm)


def _rows_panel(space: PartSpace, rows: tuple[Row, ...], share: float, labels: Labels) -> Panel:
    if not rows:
        return Panel(height_mm=0.0, blocks=())
    pad_mm = (_PAD_U + _MORE_PAD_U * share) * space.unit
    return rows_section(space, rows, gap_mm=0.0, labels=labels, edged=False).make(share, pad_mm)


def _rows(space: PartSpace, item: Item) -> tuple[Row, ...]:
    """Return the facts that stand in rows: what the strip does not show."""
    words = tuple(
        Row(label="多少钱", text=said(amount.written, item, "金额"), field="金额")
        for amount in item.amounts
        if not amount.figure
    )
    only_here = look_of(item).biggest is Biggest.TIME or last_day(item, space.context.lunar) is None
    return (*words, *kind_rows(item, with_time=only_here))


def caption_panel(space: PartSpace, item: Item) -> Panel:
    """Return the table's heading with its unit and the white below it, or nothing."""
    assert item.table is not None
    unit = f"（单位：{item.table.unit}）" if item.table.unit else ""
    words = said(f"{item.table.caption}{unit}", item, "表格")
    size_pt = space.style("cells").fit.smallest_pt
    panel = line_panel(space, words, "cells", largest_pt=size_pt, weight=_STRONG)
    return replace(panel, height_mm=panel.height_mm + 3 * space.unit) if words else panel


def running_head(space: PartSpace, item: Item) -> Panel:
    """Return the title for the sheets after the first, and the stamp."""
    most_pt = space.style("running").fit.largest_pt
    small_pt = space.style("label").fit.largest_pt
    high_mm, right_mm = ink_mm(most_pt), space.width_mm
    tag: tuple[Mark, ...] = ()
    if space.context.stamp:
        right_mm -= width_mm_of_tag(space.context.stamp, high_mm, space.metrics)
        tag, _ = tag_marks(
            space.context.stamp,
            x_mm=right_mm,
            y_mm=0.0,
            high_mm=high_mm,
            fill=Ink.BLACK,
            ink=Ink.WHITE,
            metrics=space.metrics,
        )
        right_mm -= _CODE_GAP * space.unit
    left_mm = right_mm - space.wide_mm(_FURTHER, small_pt, _STRONG)
    before = space.narrower(space.width_mm - left_mm + _CODE_GAP * space.unit)
    title_pt = before.largest_pt(item.plain_title, _BOLD, most_pt)
    marks = (
        space.line(item.plain_title, title_pt, _BOLD, y_mm=base_mm(most_pt)),
        space.line(_FURTHER, small_pt, _STRONG, x_mm=left_mm, y_mm=base_mm(most_pt)),
    )
    return Panel(height_mm=high_mm, blocks=(Block(tag=Tag.PARAGRAPH, marks=(*marks, *tag)),))


def gist_sections(space: PartSpace, item: Item) -> list[Section]:
    """Return the plain sentences, for what rows leave empty of the last sheet."""

    def make(sentence: str, share: float, _pad_mm: float) -> Panel:
        return large_words(space, sentence, "words", share * _GIST_SHARE, field="大白话")

    gap_mm = 2 * GAP_U * space.unit
    return [
        Section(make=partial(make, sentence), gap_mm=gap_mm, spare=True)
        for sentence in plain_sentences(item)
    ]
