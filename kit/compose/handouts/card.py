"""The comment card (意见卡): written on by hand and put where the notice says."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import Row, amounts_of, near_of, plain_sentences, said, sheet_title
from kit.compose.handouts.hand_parts import (
    CARD_BAND,
    card_head,
    card_rows,
    code_beside,
    foot_lines,
)
from kit.compose.handouts.imposed import copies_at_mm, cut_apart
from kit.compose.paper.page import Block, Document, Rule, Tag
from kit.compose.posters.panel import Panel, shifted, spread
from kit.compose.posters.parts import paragraph_panel
from kit.compose.posters.space import PartSpace, text_panel
from kit.compose.posters.writing import WRITING_MM, writing_line
from kit.errors import LayoutError
from kit.text.written_days import weekday, written_day
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Mark
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

KIND = CARD_BAND.word
YOURS = "我的意见"
NUMBER = "卡号"
_NUMBER_MM = 34.0
# Whoever is to be told the outcome leaves a name; nobody has to.
WHO = (("姓名", 0.4), ("电话", 0.6))
FREE = "（都可不填）"
_RULE_MM = 0.5
# Where a notice is read and nobody takes a card.
_ONLY_READ = re.compile("(?:公开栏|公示栏|宣传栏|网站|网上|公众号|群)$")


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
    page = context.page(
        layout,
        (block for panel in panels for block in panel.blocks),
        frames=(frame for panel in panels for frame in panel.frames),
    )
    return Document(title=sheet_title(item, KIND), pages=cut_apart((page,)))


def _head(space: PartSpace, item: Item) -> Panel:
    """Return issuer, title and what it is about: what is planned, in plain words.

    Raises:
        LayoutError: They do not fit at the smallest sizes.
    """
    head = card_head(space, item, partial(_gist, space, item))
    if head is None:
        raise _too_long(item, "大白话")
    return head


def _gist(space: PartSpace, item: Item, share: float, _pad_mm: float) -> Panel:
    amounts = "；".join(amounts_of(item))
    lead = f"{amounts}。" if amounts else ""
    return paragraph_panel(space, lead, "".join(plain_sentences(item)), "body", share)


def numbers_at_mm(layout: Layout) -> tuple[tuple[float, float], ...]:
    """Return where the number of each card begins on its side of A4: behind the word for it."""
    frame, size_pt = layout.frames["lines"], layout.styles["label"].fit.smallest_pt
    x_mm = frame.right_mm - _NUMBER_MM + len(NUMBER) * size_pt / PT_PER_MM + 1.5
    copies = copies_at_mm(layout.width_mm, layout.height_mm)
    return tuple((left + x_mm, top + _first_line_mm(layout) - 2.0) for left, top in copies)


def _first_line_mm(layout: Layout) -> float:
    frame = layout.frames["lines"]
    return frame.bottom_mm - (int(frame.height_mm / WRITING_MM) - 1) * WRITING_MM


def _lines(space: PartSpace) -> Panel:
    """Return the lines to write on, and below them room for a name and a number."""
    frame = space.layout.frames["lines"]
    size_pt = space.style("label").fit.smallest_pt
    count, first_mm = int(frame.height_mm / WRITING_MM), _first_line_mm(space.layout)
    number_mm = frame.right_mm - _NUMBER_MM
    marks: list[Mark] = [
        _words(space, YOURS, frame.x_mm, first_mm - 2.0, size_pt),
        # Printed from the print desk each card has its own; else it is written by hand.
        _words(space, NUMBER, number_mm, first_mm - 2.0, size_pt),
        writing_line(number_mm + space.wide_mm(NUMBER, size_pt, 700), frame.right_mm, first_mm),
    ]
    start_mm = space.wide_mm(YOURS, size_pt, 700) + 2.0
    marks.append(writing_line(frame.x_mm + start_mm, number_mm - 3.0, first_mm))
    marks += (
        writing_line(frame.x_mm, frame.right_mm, first_mm + number * WRITING_MM)
        for number in range(1, count - 1)
    )
    marks += _who(space, size_pt)
    return text_panel("label", size_pt, marks, height_mm=frame.height_mm)


def _who(space: PartSpace, size_pt: float) -> Iterator[Mark]:
    """Yield the last line: name and number, neither of which must be given."""
    frame = space.layout.frames["lines"]
    y_mm, left_mm = frame.bottom_mm - 2.0, frame.x_mm
    free_mm = space.wide_mm(FREE, size_pt, 700)
    for label, share in WHO:
        start_mm = left_mm + space.wide_mm(label, size_pt, 700) + 1.0
        right_mm = left_mm + share * (frame.width_mm - free_mm)
        yield _words(space, label, left_mm, y_mm, size_pt)
        yield writing_line(start_mm, right_mm - 2.0, frame.bottom_mm)
        left_mm = right_mm
    yield _words(space, FREE, left_mm, y_mm, size_pt)


def _words(space: PartSpace, text: str, x_mm: float, y_mm: float, size_pt: float) -> Mark:
    return space.line(text, size_pt, 700, x_mm=x_mm, y_mm=y_mm)


def _foot(space: PartSpace, item: Item) -> Panel:
    """Return where the card goes and until when, whom to ask, and the code beside it.

    Raises:
        LayoutError: It does not fit at the smallest size.
    """
    frame = space.layout.frames["foot"]
    code = code_beside(space)
    beside = space.narrower(space.layout.code_mm + 4.0 if code else 0.0)
    last = foot_lines(beside, item)
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
    rows = card_rows(space, tuple(_rows(item)), room_mm)
    if rows is None:
        raise _too_long(item, "地点")
    return rows


def _rows(item: Item) -> Iterator[Row]:
    """Yield where to put the card, the last day, and whom to call instead of writing."""
    where = re.split("[、，]", said(item.where or "", item, "地点"))
    places = [place for place in where if place and not _ONLY_READ.search(place)]
    yield Row(label="交到", text="、".join(places) or item.dept, field="地点")
    if item.deadline is not None:
        day = written_day(item.deadline, near=near_of(item))
        yield Row(label="最后一天", text=f"{day}（{weekday(item.deadline)}）", field="截止")
    for phone in item.phones:
        yield Row(label="也可以打", text=f"{phone.label} {phone.number}", field="电话")


def _too_long(item: Item, field: str) -> LayoutError:
    return LayoutError(f"“{item.plain_title}”的意见卡放不下。", f"请缩短“{field}”，或标题。")
