"""A handout's page behind the front: where its text stands, its stamp, and its last line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import said
from kit.compose.paper.flow import FlowStyle, Panel
from kit.compose.paper.frames import largest_size, one_line, width_mm
from kit.compose.paper.page import Block, Ink, Rule, Tag
from kit.compose.paper.stamp import tag_marks, width_mm_of_tag
from kit.compose.paper.strip import Strip, Type
from kit.text.typeset.linebreak import Align

if TYPE_CHECKING:
    from kit.compose.layouts.layout import Frame, Layout
    from kit.compose.paper.page import Mark
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

_DRAWN_FOR_MM = 148.5
# At A5; the smaller sheet has them in proportion, but for the type, which never goes below 9 pt.
_STAMP_MM, _FOOT_MM = 7.0, 9.5
_FOOT_PT, _LEAST_FOOT_PT = 11.0, 9.0
_RULE_MM = 0.45


def ruled(width_mm: float) -> Panel:
    """Return a rule over the whole width, between the title and what it is about."""
    rule = Rule(x1_mm=0.0, y1_mm=0.8, x2_mm=width_mm, y2_mm=0.8, width_mm=_RULE_MM)
    return Panel(strips=(Strip(height_mm=1.6, marks=(rule,), tag=Tag.ARTIFACT, gap_mm=1.6),))


def text_frame(layout: Layout) -> Frame:
    """Return where the text of a page behind the front stands: above the foot."""
    frame = layout.frames["back"]
    return replace(frame, height_mm=frame.height_mm - foot_mm(layout))


def _unit(layout: Layout) -> float:
    return min(layout.width_mm, layout.height_mm) / _DRAWN_FOR_MM


def foot_mm(layout: Layout) -> float:
    """Return the room of the last line."""
    return _FOOT_MM * _unit(layout)


def _stamp_mm(layout: Layout, context: SheetContext) -> float:
    """Return the width of the stamp."""
    return width_mm_of_tag(context.stamp, _STAMP_MM * _unit(layout), context.metrics)


def stamp_block(layout: Layout, context: SheetContext, y_mm: float) -> tuple[Block, ...]:
    """Return 样例 or 送审稿 at the right edge; nothing on a sheet that is neither."""
    if not context.stamp:
        return ()
    high_mm = _STAMP_MM * _unit(layout)
    wide_mm = _stamp_mm(layout, context)
    marks, _ = tag_marks(
        context.stamp,
        x_mm=layout.frames["back"].right_mm - wide_mm,
        y_mm=y_mm,
        high_mm=high_mm,
        fill=Ink.BLACK,
        ink=Ink.WHITE,
        metrics=context.metrics,
    )
    return (Block(tag=Tag.ARTIFACT, marks=marks),)


def stamp_mm(layout: Layout, context: SheetContext) -> float:
    """Return the height the stamp takes; 0 without one."""
    return (_STAMP_MM + 0.5) * _unit(layout) if context.stamp else 0.0


def stamp_at_foot(layout: Layout, context: SheetContext) -> tuple[Block, ...]:
    """Return the stamp in the lower right corner."""
    y_mm = layout.frames["back"].bottom_mm - _STAMP_MM * _unit(layout)
    return stamp_block(layout, context, y_mm)


def back_foot(item: Item, layout: Layout, context: SheetContext) -> Block:
    """Return the last line: who says it and since when, and the number it is found by."""
    frame, metrics, unit = layout.frames["back"], context.metrics, _unit(layout)
    most_pt = max(_LEAST_FOOT_PT, _FOOT_PT * unit)
    y_mm = frame.bottom_mm - (_STAMP_MM + 1.2) * unit
    base, right_mm = frame.bottom_mm - 2.0 * unit, frame.right_mm
    marks: list[Mark] = [
        Rule(x1_mm=frame.x_mm, y1_mm=y_mm, x2_mm=right_mm, y2_mm=y_mm, width_mm=_RULE_MM)
    ]
    if context.stamp:
        marks += stamp_at_foot(layout, context)[0].marks
        right_mm -= _stamp_mm(layout, context) + 3.0
    number = f"编号 {context.code_id}" if context.code_id else ""
    if number:
        right_mm -= width_mm(number, most_pt, 700, metrics)
        marks.append(
            one_line(number, x_mm=right_mm, y_mm=base, size_pt=most_pt, weight=700, metrics=metrics)
        )
    whose = said(item.issuer, item, "发布机构")
    size_pt = largest_size(
        whose,
        weight=700,
        metrics=metrics,
        within_mm=right_mm - frame.x_mm - 4.0,
        largest_pt=most_pt,
    )
    if size_pt >= _LEAST_FOOT_PT:
        marks.append(
            one_line(
                whose, x_mm=frame.x_mm, y_mm=base, size_pt=size_pt, weight=700, metrics=metrics
            )
        )
    return Block(tag=Tag.PARAGRAPH, marks=tuple(marks))


def flow_style(layout: Layout, context: SheetContext, size_pt: float) -> FlowStyle:
    """Return how the text is set at a size; its title grows with it."""
    body, heading = layout.styles["body"], layout.styles["heading"]
    share = (size_pt - body.fit.smallest_pt) / max(1.0, body.fit.largest_pt - body.fit.smallest_pt)
    heading_pt = heading.fit.smallest_pt + share * (
        heading.fit.largest_pt - heading.fit.smallest_pt
    )
    return FlowStyle(
        body=Type(size_pt=size_pt, leading=body.leading, weight=body.weight),
        cells=Type(size_pt=size_pt, leading=1.3, weight=body.weight),
        headings=(
            Type(size_pt=int(heading_pt * 2) / 2, leading=heading.leading, weight=heading.weight),
            Type(size_pt=size_pt, leading=body.leading, weight=700),
        ),
        gap_em=body.paragraph_gap_em,
        heading_gap_em=0.5,
        ragged=True,
        title_align=Align.LEFT,
        beside_title_mm=_stamp_mm(layout, context) + 3.0 if context.stamp else 0.0,
    )
