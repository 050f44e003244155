"""Marks as PDF operators (ISO 32000-1, 8 and 9); what is drawn, not what it means."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

from kit.compose.page import Ink
from kit.render.pdf_file import number_text
from kit.render.qr import QUIET_MODULES, code_matrix, dark_runs, module_mm
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from kit.compose.page import Box, Code, Inset, Picture, Rule, Text
    from kit.render.pdf_fonts import EmbeddedFont

# Grey 0 is printed with black ink alone; a black mixed of three inks is soft at its edges.
# Red on white has a contrast of 7.3, enough for small type too (WCAG 1.4.6).
_COLOURS = {Ink.BLACK: "0 g", Ink.WHITE: "1 g", Ink.RED: "0.69 0 0.125 rg"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Turns millimetres from the top left corner into points from the bottom left one."""

    height_mm: float

    def at(self, x_mm: float, y_mm: float) -> str:
        """Return a point."""
        return _numbers(x_mm * PT_PER_MM, (self.height_mm - y_mm) * PT_PER_MM)

    def frame(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> str:
        """Return a rectangle: its bottom left corner, width and height."""
        size = _numbers(width_mm * PT_PER_MM, height_mm * PT_PER_MM)
        return f"{self.at(x_mm, y_mm + height_mm)} {size}"


def text_operators(mark: Text, sheet: Sheet, font: EmbeddedFont, *, joins_dashes: bool) -> str:
    """Return a line of text; to stand between BT and ET."""
    turn = radians(mark.angle_deg)
    matrix = _numbers(cos(turn), sin(turn), -sin(turn), cos(turn))
    return (
        f"{_COLOURS[mark.ink]}/{font.resource} {number_text(mark.size_pt)} Tf "
        f"{matrix} {sheet.at(mark.x_mm, mark.y_mm)} Tm{font.show(mark, joins_dashes=joins_dashes)}"
    )


def box_operators(mark: Box, sheet: Sheet) -> str:
    """Return a rectangle; empty when it has neither fill nor stroke."""
    frame = sheet.frame(mark.x_mm, mark.y_mm, mark.width_mm, mark.height_mm)
    fill = "" if mark.fill is None else f"{_COLOURS[mark.fill]} "
    if mark.stroke is None:
        return fill and f"{fill}{frame} re f"
    pen = f"{_pen(mark.stroke, mark.stroke_mm)} []0 d"
    return f"{fill}{pen} {frame} re {'B' if fill else 'S'}"


def rule_operators(mark: Rule, sheet: Sheet) -> str:
    """Return a straight line."""
    dash = _numbers(*(length * PT_PER_MM for length in mark.dash_mm))
    start, end = sheet.at(mark.x1_mm, mark.y1_mm), sheet.at(mark.x2_mm, mark.y2_mm)
    return f"{_pen(mark.ink, mark.width_mm)} [{dash}]0 d {start} m {end} l S"


def code_operators(mark: Code, sheet: Sheet) -> str:
    """Return a code on white, as one path in whole modules: viewers leave no hairlines in it."""
    module = module_mm(mark.payload, mark.side_mm)
    frame = sheet.frame(mark.x_mm, mark.y_mm, mark.side_mm, mark.side_mm)
    quiet_mm = QUIET_MODULES * module
    corner = sheet.at(mark.x_mm + quiet_mm, mark.y_mm + quiet_mm)
    scale = module * PT_PER_MM
    runs = " ".join(f"{x} {y} {n} 1 re" for y, x, n in dark_runs(code_matrix(mark.payload)))
    return f"q 1 g {frame} re f 0 g {scale:.5f} 0 0 {-scale:.5f} {corner} cm {runs} f Q"


def picture_operators(mark: Picture, sheet: Sheet, name: str) -> str:
    """Return an image of the resources, stretched into the mark's frame."""
    size = f"{number_text(mark.width_mm * PT_PER_MM)} 0 0 {number_text(mark.height_mm * PT_PER_MM)}"
    return f"q {size} {sheet.at(mark.x_mm, mark.y_mm + mark.height_mm)} cm/{name} Do Q"


def inset_operators(mark: Inset, sheet: Sheet) -> str:
    """Return what clips and scales for a page inside a page; the caller saves and restores."""
    page = mark.page
    clip = "" if mark.clip_mm is None else f"{sheet.frame(*mark.clip_mm)} re W n "
    corner = sheet.at(mark.x_mm, mark.y_mm + page.height_mm * mark.scale)
    edge = _numbers(page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM)
    return f"{clip}{mark.scale:.6f} 0 0 {mark.scale:.6f} {corner} cm 0 0 {edge} re W n"


def _pen(ink: Ink, width_mm: float) -> str:
    return f"{_COLOURS[ink].upper()} {number_text(width_mm * PT_PER_MM)} w"


def _numbers(*values: float) -> str:
    return " ".join(map(number_text, values))
