"""The last lines of a poster: when it comes down, what is never asked, the check code, the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import CODE_PROMISE, PROMISE, handed_out, said, take_down
from kit.compose.layouts.layout import TAKEN_HOME
from kit.compose.paper.page import Block, Ink, Tag, reported
from kit.compose.paper.scale import FOOT_PT, HEAVY_RULE, SMALL_PT
from kit.compose.paper.stamp import tag_marks, width_mm_of_tag
from kit.compose.posters.panel import Panel, shifted, stacked
from kit.compose.posters.space import ink_mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

_BOLD, _STRONG, _PLAIN = 900, 700, 500
_GAP_EM = 1.5
_TAG_HIGH_U = 9.0
_LEAST_TAG_MM = 4.5

_Words = tuple[str, int]


def last_lines(
    space: PartSpace, item: Item, *, page_of: tuple[int, int] = (1, 1), promise: str = PROMISE
) -> Panel:
    """Return the lines below a heavy rule, as few as bear the smallest size.

    The stamp stands here as well as in the band: a sheet cropped at either end still has it.
    """
    unit, context = space.unit, space.context
    tag_u = max(_TAG_HIGH_U, _LEAST_TAG_MM / unit) if context.stamp else 0.0
    tag_mm = width_mm_of_tag(context.stamp, tag_u * unit, space.metrics) if context.stamp else 0.0
    left_mm = tag_mm + 4 * unit if tag_mm else 0.0
    rows = _rows(space, item, page_of, promise, left_mm)
    panels = [
        _line(
            space.narrower(left_mm if not number else 0.0), row, FOOT_PT if not number else SMALL_PT
        )
        for number, row in enumerate(rows)
    ]
    top_mm = 4.0 * unit
    first_mm = max(panels[0].height_mm, tag_u * unit)
    y_mm = top_mm + (first_mm - panels[0].height_mm) / 2
    blocks: list[Block] = [space.rule(HEAVY_RULE)]
    if context.stamp:
        marks, _ = tag_marks(
            context.stamp,
            x_mm=0.0,
            y_mm=top_mm + (first_mm - tag_u * unit) / 2,
            high_mm=tag_u * unit,
            fill=Ink.BLACK,
            ink=Ink.WHITE,
            metrics=space.metrics,
        )
        blocks.append(Block(tag=Tag.PARAGRAPH, marks=marks))
    blocks += (shifted(block, left_mm, y_mm) for block in panels[0].blocks)
    rest = stacked(panels[1:], y_mm=top_mm + first_mm + 2.4 * unit, gap_mm=2.0 * unit)
    height_mm = top_mm + first_mm + (rest.height_mm + 2.4 * unit if panels[1:] else 0.0)
    return Panel(
        height_mm=height_mm,
        blocks=(*blocks, *rest.blocks),
        frames=(reported("foot", min(f.size_pt for p in panels for f in p.frames)),),
    )


def _rows(
    space: PartSpace, item: Item, page_of: tuple[int, int], promise: str, left_mm: float
) -> list[list[_Words]]:
    context = space.context
    number, count = page_of
    is_taken = space.layout.purpose in TAKEN_HOME
    until = (handed_out(item) if is_taken else take_down(item), _BOLD)
    check = (f"核对版本 {context.check_code}" if context.check_code else "", _PLAIN)
    page = (f"第{number}页，共{count}页" if count > 1 else "", _STRONG)
    doc_no = (said(item.doc_no, item, "文号"), _PLAIN)
    host = context.township.page_host if space.has_code else ""
    address = ("　".join(filter(None, (host, CODE_PROMISE))) if space.has_code else "", _PLAIN)
    call = (CODE_PROMISE if space.has_code else "", _PLAIN)
    pledge = (promise, _STRONG)
    ways = (
        ([until, pledge, check], [address, doc_no, page]),
        ([until, page, check], [pledge, doc_no], [address]),
        ([until, check], [page, pledge], [doc_no], [address]),
        ([until, check], [pledge, (host, _PLAIN)], [doc_no, page], [call]),
        ([until], [check], [pledge], [doc_no], [page], [(host, _PLAIN)], [call]),
    )
    full = [[[words for words in row if words[0]] for row in way] for way in ways]
    kept = [[row for row in way if row] for way in full]
    least_pt = space.style("note").fit.smallest_pt

    def fits(way: list[list[_Words]]) -> bool:
        return all(
            _largest_pt(space.narrower(left_mm if not n else 0.0), row) >= least_pt
            for n, row in enumerate(way)
        )

    return next(filter(fits, kept), kept[-1])


def _largest_pt(space: PartSpace, row: Sequence[_Words]) -> float:
    whole_mm = sum(space.wide_mm(words, 100.0, weight) for words, weight in row)
    whole_mm += _GAP_EM * (len(row) - 1) * 100.0 * 25.4 / 72
    return int(space.width_mm / whole_mm * 200) / 2


def _line(space: PartSpace, row: Sequence[_Words], wanted_pt: float) -> Panel:
    """Return the texts from the left edge to the right one, what is between in the middle."""
    # On small sheets the proportion would go below what can be read in the hand.
    wanted_pt = max(int(wanted_pt * space.unit * 2) / 2, space.style("note").fit.smallest_pt)
    size_pt = min(wanted_pt, _largest_pt(space, row))
    wide = [space.wide_mm(words, size_pt, weight) for words, weight in row]
    gap_mm = (space.width_mm - sum(wide)) / max(1, len(row) - 1)
    marks = tuple(
        space.line(words, size_pt, weight, x_mm=sum(wide[:n]) + n * gap_mm)
        for n, (words, weight) in enumerate(row)
    )
    return Panel(
        height_mm=ink_mm(size_pt),
        blocks=(Block(tag=Tag.PARAGRAPH, marks=marks),),
        frames=(reported("foot", size_pt),),
    )
