"""Parts that only one kind has: what a clarification crosses out, and whose turn it is in a cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.layouts.purposes import is_scheduled
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Block, Ink, Outline, Rule, Tag, Text, reported
from kit.compose.paper.scale import HEAD_PT, centre_drop_mm
from kit.compose.posters.panel import Panel, size_at, stacked
from kit.compose.posters.row_sections import LEADING, rules_block, text_height_mm
from kit.compose.posters.sections import boxed, left_lines
from kit.compose.posters.setting import LABEL_SIZE, row_lines, row_of
from kit.compose.posters.space import base_mm, ink_mm
from kit.compose.posters.stack import Section
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.fact_words import Row
    from kit.compose.paper.page import Mark
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

_BOLD, _STRONG, _PLAIN = 900, 700, 500
_CROSS = "x-circle"
# Thick enough to be seen from the road, thin enough to leave the words to be recognised.
_STROKE_EM = 0.07
_HEAD_GAP_U = 4.0
_AHEAD = 1.8
"""Times as fast as all else, the fact grows."""


def rumour_section(space: PartSpace, row: Row, *, gap_mm: float) -> Section:
    """Return what is said, crossed out line by line: nobody takes it for the news."""

    def make(share: float, _pad_mm: float) -> Panel:
        size_pt, lines = row_of(space, row.text, size_at(space.style("rows"), share), _PLAIN)
        words = left_lines(lines, size_pt, LEADING)
        told = _told(size_pt, words, len(lines))
        crossed = Block(tag=Tag.ARTIFACT, marks=tuple(_strokes(words, size_pt)))
        told = Panel(height_mm=told.height_mm, blocks=(*told.blocks, crossed), frames=told.frames)
        return stacked([_head(space, _CROSS, row.label), told], gap_mm=_HEAD_GAP_U * space.unit)

    return Section(make=make, gap_mm=gap_mm, rank=4)


def truth_section(space: PartSpace, row: Row, *, framed: bool, gap_mm: float) -> Section:
    """Return what is true, as large as a day is elsewhere; ``framed``: in a frame, not on black."""
    ink = Ink.BLACK if framed else Ink.WHITE
    inside = space.narrower(16 * space.unit)
    least_pt = space.style("rows").fit.smallest_pt
    most_pt = space.style("lead").fit.largest_pt

    def make(share: float, _pad_mm: float) -> Panel:
        grown = max(share, min(1.0, _AHEAD * share))
        wanted_pt = int((least_pt + (most_pt - least_pt) * grown) * 2) / 2
        size_pt, lines = row_of(inside, row.text, wanted_pt, _BOLD)
        words = left_lines(lines, size_pt, LEADING, ink=ink)
        parts = [_head(inside, row.pictogram, row.label, ink), _told(size_pt, words, len(lines))]
        return boxed(space, stacked(parts, gap_mm=_HEAD_GAP_U * space.unit), ink)

    return Section(make=make, gap_mm=gap_mm, rank=2)


def _told(size_pt: float, words: Sequence[Mark], count: int) -> Panel:
    return Panel(
        height_mm=text_height_mm(count, size_pt),
        blocks=(Block(tag=Tag.PARAGRAPH, marks=tuple(words)),),
        frames=(reported("rows", size_pt),),
    )


def _head(space: PartSpace, pictogram: str, label: str, ink: Ink = Ink.BLACK) -> Panel:
    size_pt = HEAD_PT * space.unit
    side_mm = 1.25 * ink_mm(size_pt)
    icon = Outline(name=pictogram, x_mm=0.0, y_mm=0.0, side_mm=side_mm, ink=ink)
    base = base_mm(size_pt) + (side_mm - ink_mm(size_pt)) / 2
    word = space.line(label, size_pt, _BOLD, x_mm=side_mm + 3 * space.unit, y_mm=base, ink=ink)
    blocks = (Block(tag=Tag.ARTIFACT, marks=(icon,)), Block(tag=Tag.PARAGRAPH, marks=(word,)))
    return Panel(height_mm=side_mm, blocks=blocks)


def _strokes(words: Sequence[Mark], size_pt: float) -> Sequence[Rule]:
    """Return a stroke through the middle of every line, over all that stands on it."""
    texts = [mark for mark in words if isinstance(mark, Text)]
    lines: dict[float, list[Text]] = {}
    for text in texts:
        lines.setdefault(text.y_mm, []).append(text)
    return [
        Rule(
            x1_mm=min(bounds(text).x_mm for text in line),
            x2_mm=max(bounds(text).right_mm for text in line),
            y1_mm=line_mm - centre_drop_mm(size_pt),
            y2_mm=line_mm - centre_drop_mm(size_pt),
            width_mm=_STROKE_EM * size_pt * MM_PER_PT,
        )
        for line_mm, line in lines.items()
    ]


def schedule_section(
    space: PartSpace, item: Item, *, gap_mm: float, closed: bool
) -> Section | None:
    """Return the table of who is cut off when, None where it is none that a poster can hold.

    ``closed``: a rule stands below it; else the first one of the rows that follow does.
    """
    table = item.table
    if table is None or not is_scheduled(item):
        return None
    head, rows = [column.name for column in table.columns], table.rows

    def make(share: float, pad_mm: float) -> Panel:
        return _schedule(space, head, rows, share, pad_mm, closed=closed)

    return Section(make=make, gap_mm=gap_mm, paddings=2 * len(rows), rank=4)


def _schedule(
    space: PartSpace,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    share: float,
    pad_mm: float,
    *,
    closed: bool,
) -> Panel:
    """Return the schedule: first columns as wide as they are, the last one takes the rest."""
    fit = space.style("rows").fit
    # A schedule is looked up by those it concerns, from a little nearer than the rows.
    least_pt = 0.82 * fit.smallest_pt
    size_pt = int((least_pt + (fit.largest_pt - least_pt) * share) * 2) / 2
    head_pt = int(size_pt * LABEL_SIZE * 2) / 2
    lefts_mm = _lefts_mm(space, head, rows, size_pt, head_pt)
    marks: list[Mark] = [
        replace(space.line(words, head_pt, _STRONG, x_mm=left_mm), cell=(0, n))
        for n, (words, left_mm) in enumerate(zip(head, lefts_mm, strict=True))
    ]
    ys_mm = [ink_mm(head_pt) + 3 * space.unit]
    for number, row in enumerate(rows, start=1):
        top_mm = ys_mm[-1] + pad_mm
        for n, words in enumerate(row[:-1]):
            base = top_mm + base_mm(size_pt)
            text = space.line(words, size_pt, _weight(n), x_mm=lefts_mm[n], y_mm=base)
            marks.append(replace(text, cell=(number, n)))
        lines = row_lines(space.narrower(lefts_mm[-1]), row[-1], size_pt, _PLAIN)
        for mark in left_lines(lines, size_pt, LEADING, x_mm=lefts_mm[-1], y_mm=top_mm):
            # Boxes to tick are marks too; only texts are cells.
            if isinstance(mark, Text):
                marks.append(replace(mark, cell=(number, len(row) - 1)))
            else:
                marks.append(mark)
        ys_mm.append(top_mm + text_height_mm(len(lines), size_pt) + pad_mm)
    rules = rules_block(space, ys_mm)
    rules = rules if closed else replace(rules, marks=rules.marks[:-1])
    return Panel(
        height_mm=ys_mm[-1],
        blocks=(Block(tag=Tag.TABLE, marks=tuple(marks)), rules),
        frames=(reported("cells", size_pt),),
    )


def _lefts_mm(
    space: PartSpace,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    size_pt: float,
    head_pt: float,
) -> list[float]:
    """Return where every column begins."""
    lefts_mm = [0.0]
    for n, name in enumerate(head[:-1]):
        cells_mm = (space.wide_mm(row[n], size_pt, _weight(n)) for row in rows)
        widest_mm = max(space.wide_mm(name, head_pt, _STRONG), *cells_mm)
        lefts_mm.append(lefts_mm[-1] + widest_mm + 0.6 * size_pt * MM_PER_PT)
    return lefts_mm


def _weight(column: int) -> int:
    """Return the weight of a column's cells: the first one is what is looked up."""
    return _PLAIN if column else _BOLD
