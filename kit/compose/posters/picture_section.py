"""The item's pictures on its poster, where the facts leave room.

A photograph is cut to its place, by a third at most; maps, tables and seals stand as given.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import caption_of
from kit.compose.paper.flow import PICTURE_DPI
from kit.compose.paper.page import Block, Box, Ink, Picture, Tag
from kit.compose.paper.scale import LABEL_PT, ROW_PT
from kit.compose.posters.panel import Panel, beside, stacked
from kit.compose.posters.sections import left_lines
from kit.compose.posters.setting import row_lines
from kit.compose.posters.space import ink_mm, text_panel
from kit.compose.posters.stack import Section
from kit.units import MM_PER_INCH, MM_PER_PT

if TYPE_CHECKING:
    from kit.compose.paper.page import PictureFile
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

HEIGHTS_U = (120.0, 95.0, 72.0)
"""Heights tried, the largest first; a lower picture shows nothing from where people stand."""
_LEAST_MM = 36.0
"""Nor does one that its few pixels keep narrower or lower."""
_MOST_ABREAST = 2
_MOST_CUT = 0.3
# What is read to its edges.
_WHOLE = re.compile("图|章|印|表|证|码|路线|示意|地块|范围|样张")
_NOT_MAPS = re.compile(r"-图\d+\.|图片")
_BETWEEN_U, _CAPTION_U, _HAIR_U = 6.0, 3.0, 0.35
_BESIDE_U = 66.0
"""With so much room at its right a picture's caption stands there."""
_LEADING, _WEIGHT = 1.25, 700


def picture_section(
    space: PartSpace, item: Item, height_u: float, *, gap_mm: float
) -> Section | None:
    """Return the first pictures, two at most, at a height; None where none would be sharp."""
    files = [p.file for p in item.pictures if p.file in space.context.pictures]
    files = files[:_MOST_ABREAST]
    between_mm = _BETWEEN_U * space.unit
    cell = replace(
        space, width_mm=(space.width_mm - between_mm * (len(files) - 1)) / max(1, len(files))
    )
    made = [_panel(cell, item, file, height_u * space.unit) for file in files]
    shown = [panel for panel in made if panel is not None]
    if not shown:
        return None
    lefts_mm = [number * (cell.width_mm + between_mm) for number in range(len(shown))]
    panel = beside(shown, *lefts_mm)
    return Section(make=lambda _share, _pad_mm: panel, gap_mm=gap_mm, rank=4)


def _panel(space: PartSpace, item: Item, name: str, height_mm: float) -> Panel | None:
    """Return a picture with its caption at its right, or below it; None if it is not sharp."""
    caption = caption_of(item, name)
    file = space.context.pictures[name]
    whole = bool(_WHOLE.search(_NOT_MAPS.sub("", f"{caption} {name}")))
    picture = _placed(file, height_mm, space.width_mm, whole=whole)
    if min(picture.width_mm, picture.height_mm) < _LEAST_MM:
        return None
    edge = Box(
        x_mm=0.0,
        y_mm=0.0,
        width_mm=picture.width_mm,
        height_mm=picture.height_mm,
        stroke=Ink.BLACK,
        stroke_mm=_HAIR_U * space.unit,
    )
    shown = Panel(
        height_mm=picture.height_mm,
        blocks=(
            Block(tag=Tag.FIGURE, marks=(picture,), alt=caption or "附图"),
            Block(tag=Tag.ARTIFACT, marks=(edge,)),
        ),
    )
    if not caption:
        return shown
    left_mm = picture.width_mm + _BETWEEN_U * space.unit
    if space.width_mm - left_mm < _BESIDE_U * space.unit:
        under = replace(space, width_mm=picture.width_mm)
        words = _caption(under, caption, LABEL_PT * space.unit)
        return stacked([shown, words], gap_mm=_CAPTION_U * space.unit)
    words = _caption(space.narrower(left_mm), caption, ROW_PT * space.unit)
    return replace(beside([shown, words], 0.0, left_mm), height_mm=picture.height_mm)


def _placed(file: PictureFile, height_mm: float, most_mm: float, *, whole: bool) -> Picture:
    """Return a picture as large as its place and its pixels allow."""
    cut_x = cut_y = 0.0
    if not whole:
        # Wider than its place it loses its sides; nearly as wide, sky and foreground.
        part = height_mm * file.width_px / file.height_px / most_mm
        cut_x = min(_MOST_CUT, max(0.0, 1 - 1 / part))
        cut_y = 1 - part if 0 < 1 - part <= _MOST_CUT else 0.0
    seen_x_px, seen_y_px = file.width_px * (1 - cut_x), file.height_px * (1 - cut_y)
    per_mm = max(PICTURE_DPI / MM_PER_INCH, seen_x_px / most_mm, seen_y_px / height_mm)
    return Picture(
        x_mm=0.0,
        y_mm=0.0,
        width_mm=seen_x_px / per_mm,
        height_mm=seen_y_px / per_mm,
        data=file.data,
        cut_x=cut_x,
        cut_y=cut_y,
    )


def _caption(space: PartSpace, text: str, size_pt: float) -> Panel:
    lines = row_lines(space, text, size_pt, _WEIGHT)
    height_mm = ink_mm(size_pt) + (len(lines) - 1) * _LEADING * size_pt * MM_PER_PT
    marks = left_lines(lines, size_pt, _LEADING)
    return text_panel("label", size_pt, marks, height_mm=height_mm)
