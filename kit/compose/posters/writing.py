"""Lines to write on by hand, on what is taken home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import VILLAGE_CALL
from kit.compose.paper.frames import one_line
from kit.compose.paper.page import Block, Rule, Tag
from kit.compose.paper.scale import LABEL_PT
from kit.compose.posters.space import text_panel
from kit.compose.posters.stack import Section

if TYPE_CHECKING:
    from kit.compose.layouts.layout import Frame
    from kit.compose.posters.panel import Panel
    from kit.compose.posters.space import PartSpace
    from kit.text.typeset.metrics import Metrics

# Room for handwriting with a ball pen.
WRITING_MM = 10.0
_NOTES = "记一记"
_BEFORE_NOTES_MM = 8.0
# Below this much white the page is full; above it, lines to write on are of use.
_ROOM_FOR_NOTES_MM = 34.0


def writing_line(x1_mm: float, x2_mm: float, y_mm: float, width_mm: float = 0.3) -> Rule:
    """Return a line to write on."""
    return Rule(x1_mm=x1_mm, y1_mm=y_mm, x2_mm=x2_mm, y2_mm=y_mm, width_mm=width_mm)


def note_lines(frame: Frame, y_mm: float, size_pt: float, metrics: Metrics) -> tuple[Block, ...]:
    """Return lines for notes from ``y_mm`` to the end of the frame, where there is room."""
    if frame.bottom_mm - y_mm < _ROOM_FOR_NOTES_MM:
        return ()
    # At the head of a page they begin where its other side does.
    before_mm = _BEFORE_NOTES_MM if y_mm > frame.y_mm else 0.0
    first = y_mm + before_mm + WRITING_MM
    label = one_line(
        _NOTES, x_mm=frame.x_mm, y_mm=first - 2.0, size_pt=size_pt, weight=700, metrics=metrics
    )
    # The foot has a rule of its own: the last line keeps half a line from it.
    count = int((frame.bottom_mm - first) / WRITING_MM + 0.5)
    rules = (
        writing_line(frame.x_mm, frame.right_mm, first + number * WRITING_MM, 0.25)
        for number in range(count)
    )
    return (
        Block(tag=Tag.PARAGRAPH, marks=(label,)),
        Block(tag=Tag.ARTIFACT, marks=tuple(rules)),
    )


def village_section(space: PartSpace, *, gap_mm: float) -> Section:
    """Return a line on which somebody writes whom to ask in the village, or who brought it."""

    def make(_share: float, _pad_mm: float) -> Panel:
        size_pt = LABEL_PT * space.unit
        base = WRITING_MM - 2.0
        words = space.context.written or VILLAGE_CALL
        label = space.line(words, size_pt, 700, y_mm=base)
        left_mm = space.wide_mm(words, size_pt, 700) + 2.0
        rule = writing_line(left_mm, space.width_mm, base + 0.6)
        return text_panel("label", size_pt, (label, rule), height_mm=WRITING_MM)

    return Section(make=make, gap_mm=gap_mm, rank=5)
