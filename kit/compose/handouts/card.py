"""The comment card (意见卡): written on by hand and put where the notice says."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.fact_words import Row, amounts_of, plain_sentences, said
from kit.compose.handouts.imposed import cut_apart
from kit.compose.paper.frames import one_line, width_mm
from kit.compose.paper.page import Block, Document, Page, Rule, Tag
from kit.compose.paper.stamp import stamp_blocks
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.contact import WRITING_MM, code_panel
from kit.compose.posters.fact_parts import RowSetter
from kit.compose.posters.foot import foot_panel
from kit.compose.posters.panel import CachedPart, Panel, fill, reported, shifted, size_at, spread
from kit.compose.posters.parts import issuer_part, title_part
from kit.compose.posters.space import PartSpace, base_mm, ink_mm
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.text.written_days import weekday, written_day
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Mark
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

KIND = "意见卡"
YOURS = "我的意见"
# Whoever is to be told the outcome leaves a name; nobody has to.
WHO = (("姓名", 0.4), ("电话", 0.6))
FREE = "（都可不填）"
# Shares of the rows' widest gap, tried in turn: at none the thin lines touch the characters.
_AIRS = (0.5, 0.25, 0.0)
_LINE_MM = 0.3
_RULE_MM = 0.5


def compose_card(item: Item, layout: Layout, context: SheetContext) -> Document:
    """Return one side of A4 with cards to be cut apart.

    Raises:
        LayoutError: The item asks for no opinion, or its words do not fit beside the lines.
    """
    if item.feedback is None:
        raise LayoutError(f"“{item.plain_title}”没有写意见办法。", "只有预公开才有意见卡。")
    space = PartSpace(layout=layout, context=context, width_mm=layout.frames["head"].width_mm)
    head, foot = _head(space, item), _foot(space, item)
    panels = (head, _lines(space), foot)
    stamp = stamp_blocks(
        context.stamp, context.metrics, width_mm=layout.width_mm, height_mm=layout.height_mm
    )
    page = Page(
        width_mm=layout.width_mm,
        height_mm=layout.height_mm,
        blocks=(*stamp, *(block for panel in panels for block in panel.blocks)),
        frames=tuple(frame for panel in panels for frame in panel.frames),
    )
    title = printable(item.plain_title, "标题")
    return Document(title=f"{title}（{KIND}）", pages=cut_apart((page,), context))


def _head(space: PartSpace, item: Item) -> Panel:
    """Return issuer, title and what it is about: what is planned, in plain words.

    Raises:
        LayoutError: They do not fit at the smallest sizes.
    """
    frame = space.layout.frames["head"]
    makers = (
        partial(issuer_part, space, item.issuer, KIND),
        partial(title_part, space, item.title),
        partial(_gist, space, item),
    )
    filled = fill(
        [CachedPart(make) for make in makers], height_mm=frame.height_mm, gap_mm=frame.gap_mm
    )
    if filled is None:
        raise _too_long(item, "大白话")
    return spread(filled.panels(), x_mm=frame.x_mm, y_mm=frame.y_mm, height_mm=frame.height_mm)


def _gist(space: PartSpace, item: Item, share: float) -> Panel:
    style = space.style("body")
    size_pt = size_at(style, share)
    pitch_mm = style.leading * size_pt * MM_PER_PT
    amounts = "；".join(amounts_of(item))
    spans = [Span(f"{amounts}。", 900)] if amounts else []
    lines = set_paragraph(
        [*spans, Span("".join(plain_sentences(item)), style.weight)],
        space.metrics,
        measure_em=space.width_mm / (size_pt * MM_PER_PT),
        align=Align.LEFT,
    )
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        baseline_mm = base_mm(size_pt) + number * pitch_mm
        marks += line_marks(line, Type(size_pt=size_pt), x_mm=0, baseline_mm=baseline_mm)
    return Panel(
        height_mm=ink_mm(size_pt) + (len(lines) - 1) * pitch_mm,
        blocks=(Block(tag=Tag.PARAGRAPH, marks=tuple(marks)),),
        frames=(reported("body", size_pt),),
    )


def _lines(space: PartSpace) -> Panel:
    """Return the lines to write on, and below them room for a name and a number."""
    frame = space.layout.frames["lines"]
    size_pt = space.style("label").fit.smallest_pt
    count = int(frame.height_mm / WRITING_MM)
    first_mm = frame.bottom_mm - (count - 1) * WRITING_MM
    marks: list[Mark] = [_words(space, YOURS, frame.x_mm, first_mm - 2.0, size_pt)]
    start_mm = width_mm(YOURS, size_pt, 700, space.metrics) + 2.0
    for number in range(count - 1):
        left_mm = frame.x_mm + (start_mm if number == 0 else 0.0)
        marks.append(_rule(left_mm, frame.right_mm, first_mm + number * WRITING_MM))
    marks += _who(space, size_pt)
    return Panel(
        height_mm=frame.height_mm,
        blocks=(Block(tag=Tag.PARAGRAPH, marks=tuple(marks)),),
        frames=(reported("label", size_pt),),
    )


def _who(space: PartSpace, size_pt: float) -> Iterator[Mark]:
    """Yield the last line: name and number, neither of which must be given."""
    frame = space.layout.frames["lines"]
    y_mm, left_mm = frame.bottom_mm - 2.0, frame.x_mm
    free_mm = width_mm(FREE, size_pt, 700, space.metrics)
    for label, share in WHO:
        start_mm = left_mm + width_mm(label, size_pt, 700, space.metrics) + 1.0
        right_mm = left_mm + share * (frame.width_mm - free_mm)
        yield _words(space, label, left_mm, y_mm, size_pt)
        yield _rule(start_mm, right_mm - 2.0, frame.bottom_mm)
        left_mm = right_mm
    yield _words(space, FREE, left_mm, y_mm, size_pt)


def _words(space: PartSpace, text: str, x_mm: float, y_mm: float, size_pt: float) -> Mark:
    return one_line(text, x_mm=x_mm, y_mm=y_mm, size_pt=size_pt, weight=700, metrics=space.metrics)


def _rule(x1_mm: float, x2_mm: float, y_mm: float) -> Rule:
    return Rule(x1_mm=x1_mm, y1_mm=y_mm, x2_mm=x2_mm, y2_mm=y_mm, width_mm=_LINE_MM)


def _foot(space: PartSpace, item: Item) -> Panel:
    """Return where the card goes and until when, whom to ask, and the code beside it.

    Raises:
        LayoutError: It does not fit at the smallest size.
    """
    frame = space.layout.frames["foot"]
    code = None
    if space.context.payload and space.layout.code_mm:
        code = code_panel(space)
    code_mm = space.layout.code_mm + 4.0 if code else 0.0
    beside = replace(space, width_mm=space.width_mm - code_mm)
    last = foot_panel(beside, item)
    room_mm = frame.height_mm - last.height_mm - 2 * frame.gap_mm
    rows = _fitted(beside, item, room_mm)
    words = spread(
        (Panel(height_mm=0.0, blocks=()), rows, last), x_mm=0, y_mm=0, height_mm=frame.height_mm
    )
    rule = Rule(x1_mm=0, y1_mm=0, x2_mm=space.width_mm, y2_mm=0, width_mm=_RULE_MM)
    blocks = [Block(tag=Tag.ARTIFACT, marks=(rule,)), *words.blocks]
    if code:
        blocks += (shifted(b, beside.width_mm + 4.0, frame.gap_mm) for b in code.blocks)
    return Panel(
        height_mm=frame.height_mm,
        blocks=tuple(shifted(block, frame.x_mm, frame.y_mm) for block in blocks),
        frames=(*words.frames, *(code.frames if code else ())),
    )


def _fitted(space: PartSpace, item: Item, room_mm: float) -> Panel:
    """Return the rows as large as they fit ``room_mm``.

    Raises:
        LayoutError: They do not fit at the smallest size.
    """
    fit = space.style("rows").fit
    setter = RowSetter(space=space, rows=tuple(_rows(item)))
    for air in _AIRS:
        size_pt = fit.largest_pt
        while size_pt >= fit.smallest_pt:
            part = setter.part(0, len(setter.rows), size_pt)
            if part.height_mm(air) <= room_mm:
                return part(air)
            size_pt -= 1.0
    raise _too_long(item, "地点")


def _rows(item: Item) -> Iterator[Row]:
    """Yield where to put the card, the last day, and whom to call instead of writing."""
    places: Sequence[str] = (said(item.where, item, "地点"),) if item.where else (item.dept,)
    yield Row(label="交到", text="、".join(places), field="地点")
    if item.deadline is not None:
        day = written_day(item.deadline, near=item.dates.publish)
        yield Row(label="最后一天", text=f"{day}（{weekday(item.deadline)}）", field="截止")
    for phone in item.phones:
        yield Row(label="也可以打", text=f"{phone.label} {phone.number}", field="电话")


def _too_long(item: Item, field: str) -> LayoutError:
    return LayoutError(f"“{item.plain_title}”的意见卡放不下。", f"请缩短“{field}”，或标题。")
