"""The head of a review sheet, and the box below it: what is signed, the code of its wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.page import Box, Ink
from kit.compose.paper.staff_sheet import STAFF, WIDTH_MM, headed
from kit.compose.paper.strip import Strip, Type, height_of, paragraph_strips, stacked
from kit.text.typeset.linebreak import Align, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Mark
    from kit.model.item import Item
    from kit.text.typeset.metrics import Metrics

_CODE = Type(size_pt=34, leading=1.25, weight=900)
_NAME = Type(size_pt=24, leading=1.25, weight=900)
_SMALL = Type(size_pt=12, leading=1.4)


SHEET = STAFF


def head_strips(
    title: str, metrics: Metrics, *, beside: str, small: str, below: str = ""
) -> tuple[Strip, ...]:
    """Return the sheet's title with what stands beside and below it."""
    return headed(title, metrics, beside=beside, small=small, below=below)


def banner_strips(item: Item, check_code: str, metrics: Metrics) -> tuple[Strip, ...]:
    """Return the box with the title at the left and the code, large, at the right."""
    width, code_mm, pad = WIDTH_MM, 72.0, 4.0

    def column(parts: Sequence[tuple[str, Type]], left: float, room: float) -> list[Strip]:
        strips: list[Strip] = []
        for text, kind in parts:
            strips += paragraph_strips(
                (Span(printable(text, "标题"), kind.weight),),
                metrics,
                kind,
                width_mm=left + room,
                left_mm=left,
                align=Align.LEFT,
            )
        return strips

    name = column(
        (
            (f"{item.item_id}　{item.kind}　{item.field_name}", _SMALL),
            (item.plain_title, _NAME),
        ),
        pad,
        width - code_mm - 2 * pad,
    )
    code = column(
        (("核对版本", _SMALL), (check_code, _CODE)), width - code_mm + pad, code_mm - 2 * pad
    )
    height = max(height_of(name), height_of(code)) + 2 * pad
    marks: list[Mark] = [_frame(0.0, width, height), _frame(width - code_mm, code_mm, height)]
    for strips in (name, code):
        marks += _dropped(strips, (height - height_of(strips)) / 2)
    return (Strip(height_mm=height, marks=tuple(marks), gap_mm=3.0),)


def _frame(left_mm: float, width_mm: float, height_mm: float) -> Box:
    return Box(
        x_mm=left_mm,
        y_mm=0.0,
        width_mm=width_mm,
        height_mm=height_mm,
        stroke=Ink.BLACK,
        stroke_mm=0.4,
    )


def _dropped(strips: Sequence[Strip], y_mm: float) -> list[Mark]:
    """Return the marks of strips stacked from ``y_mm`` down."""
    blocks = stacked(strips, x_mm=0.0, y_mm=y_mm)
    return [mark for block in blocks for mark in block.marks]
