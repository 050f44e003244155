"""Black ink alone (只用黑色): no colour, no grey, and the stamp beside the text, not below it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import cos, radians, sin
from typing import TYPE_CHECKING

from kit.compose.layouts.rules import PRINTER_MARGIN_MM
from kit.compose.paper.frames import INK_BOTTOM_EM, INK_TOP_EM, Area, covered
from kit.compose.paper.page import Box, Ink, Inset, Outline, Rule, Text
from kit.units import MM_PER_PT, PT_PER_MM

if TYPE_CHECKING:
    from kit.compose.paper.page import Block, Document, Mark, Page

_WEIGHT = 700
# From the words of a stamp to the text beside them, and the share of the room they fill.
_AIR_MM = 1.2
_FILLED = 0.9
_LARGEST_MM = 6.0
_SMALLEST_MM = 3.0
_WIDE_MM = 10.0


def in_black(document: Document) -> Document:
    """Return the document in black and white alone; what was red is black.

    A stamp that is pale in colour would be full black here, and a black stroke through 8.00
    makes it read 0.00: so its words stand upright in the left and right margins instead,
    as often as they stood across the sheet. Pictures are made black and white where they are
    read (``kit.render.picture.in_two_tones``).
    """
    return replace(document, pages=tuple(map(_Blackened().page, document.pages)))


@dataclass(frozen=True, slots=True)
class _Blackened:
    """Remembers pages: one that stands on many sheets must stay one, or it is written often."""

    _done: dict[int, Page] = field(default_factory=dict)

    def page(self, page: Page) -> Page:
        """Return the page in black and white."""
        if id(page) not in self._done:
            blocks = (self._block(block, page) for block in page.blocks)
            self._done[id(page)] = replace(page, blocks=tuple(blocks))
        return self._done[id(page)]

    def _block(self, block: Block, page: Page) -> Block:
        drawn = block.in_black or block.marks
        return replace(block, marks=tuple(self._mark(mark, page) for mark in drawn), in_black=())

    def _mark(self, mark: Mark, page: Page) -> Mark:
        match mark:
            case Inset():
                return replace(mark, page=self.page(mark.page))
            case Text(ink=Ink.PALE):
                return _in_the_margin(mark, page)
            case Text() | Rule() | Outline():
                return replace(mark, ink=_black(mark.ink))
            case Box():
                return replace(
                    mark,
                    fill=mark.fill and _black(mark.fill),
                    stroke=mark.stroke and _black(mark.stroke),
                )
            case _:
                return mark


def _black(ink: Ink) -> Ink:
    return Ink.WHITE if ink is Ink.WHITE else Ink.BLACK


def _in_the_margin(stamp: Text, page: Page) -> Text:
    """Return a stamp turned upright into the margin it is nearer to, at its own height."""
    content = _content(page)
    length_em = stamp.offsets_em[-1] + 1.0
    middle = _middle(stamp)
    on_the_left = middle[0] < page.width_mm / 2
    margin_mm = content.x_mm if on_the_left else page.width_mm - content.right_mm
    # A handout's margins are narrow, and one of them always lies at the cut, inside the sheet:
    # there the words may stand nearer to the edge than an office printer reaches.
    edge_mm = PRINTER_MARGIN_MM if margin_mm >= _WIDE_MM else margin_mm / 3
    room_mm = margin_mm - edge_mm - _AIR_MM
    size_mm = min(max(room_mm * _FILLED, _SMALLEST_MM), _LARGEST_MM)
    from_edge_mm = edge_mm + room_mm / 2
    x_mm = from_edge_mm if on_the_left else page.width_mm - from_edge_mm
    return replace(
        stamp,
        # Turned by a right angle, what rises above the base line lies to its left.
        x_mm=x_mm + (INK_TOP_EM + INK_BOTTOM_EM) / 2 * size_mm,
        y_mm=middle[1] + length_em * size_mm / 2,
        size_pt=int(size_mm * PT_PER_MM * 2) / 2,
        weight=_WEIGHT,
        ink=Ink.BLACK,
        angle_deg=90.0,
    )


def _middle(stamp: Text) -> tuple[float, float]:
    """Return the middle of the base line of turned words."""
    half_mm = (stamp.offsets_em[-1] + 1.0) / 2 * stamp.size_pt * MM_PER_PT
    turn = radians(stamp.angle_deg)
    return stamp.x_mm + half_mm * cos(turn), stamp.y_mm - half_mm * sin(turn)


def _content(page: Page) -> Area:
    """Return what is on a page besides its stamp."""
    marks = (mark for block in page.blocks for mark in block.marks)
    rest = (mark for mark in marks if not (isinstance(mark, Text) and mark.ink is Ink.PALE))
    whole = Area(x_mm=0.0, y_mm=0.0, width_mm=page.width_mm, height_mm=page.height_mm)
    return covered(map(_with_its_line, rest)) or whole


def _with_its_line(mark: Mark) -> Mark:
    """Return a box as wide as its line, which is drawn half outside the edge it follows."""
    if not isinstance(mark, Box) or mark.stroke is None:
        return mark
    half_mm = mark.stroke_mm / 2
    return replace(
        mark,
        x_mm=mark.x_mm - half_mm,
        y_mm=mark.y_mm - half_mm,
        width_mm=mark.width_mm + mark.stroke_mm,
        height_mm=mark.height_mm + mark.stroke_mm,
    )
