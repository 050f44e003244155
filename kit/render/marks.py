"""Marks drawn on a canvas: what is seen, not what it means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, groupby
from math import cos, radians, sin
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfgen.canvas import FILL_NON_ZERO

from kit.compose.paper.colours import RGB
from kit.compose.paper.page import Ink
from kit.compose.paper.pictograms import outline_of
from kit.render.qr import QUIET_MODULES, code_matrix, dark_runs, module_mm
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.compose.paper.page import Box, Code, Inset, Outline, Page, Picture, Rule, Text
    from kit.render.canvas import SheetCanvas
    from kit.render.pdf_fonts import EmbeddedFont

# Grey 0 is printed with black ink alone; a black mixed of three inks is soft at its edges.
_GREYS = {Ink.BLACK: 0, Ink.WHITE: 1}
_DRAWS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@dataclass(frozen=True, slots=True)
class PdfAxes:
    """Turns millimetres from the top left corner into points from the bottom left one."""

    height_mm: float

    def at(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return a point."""
        return x_mm * PT_PER_MM, (self.height_mm - y_mm) * PT_PER_MM

    def frame(
        self, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> tuple[float, float, float, float]:
        """Return a rectangle: its bottom left corner, width and height."""
        return (
            *self.at(x_mm, y_mm + height_mm),
            width_mm * PT_PER_MM,
            height_mm * PT_PER_MM,
        )


def draw_texts(
    canvas: SheetCanvas,
    marks: Iterable[Text],
    sheet: PdfAxes,
    fonts: Mapping[int, EmbeddedFont],
    *,
    joins_dashes: bool,
) -> None:
    """Draw lines, every character at its own offset."""
    for ink, run in groupby(marks, key=attrgetter("ink")):
        _fill_with(canvas, ink)
        shown = (
            f"{_turned(mark.angle_deg)} {fp_str(*sheet.at(mark.x_mm, mark.y_mm))} Tm "
            + fonts[mark.weight].show(mark, joins_dashes=joins_dashes)
            for mark in run
        )
        canvas.show_glyphs("\n".join(shown))


@cache
def _turned(angle_deg: float) -> str:
    right, up = cos(radians(angle_deg)), sin(radians(angle_deg))
    return str(fp_str(right, up, -up, right))


def draw_box(canvas: SheetCanvas, mark: Box, sheet: PdfAxes) -> None:
    """Draw a rectangle; nothing when it has neither fill nor stroke."""
    if mark.fill is not None:
        _fill_with(canvas, mark.fill)
    if mark.stroke is not None:
        _stroke_with(canvas, mark.stroke, mark.stroke_mm)
    if mark.fill is not None or mark.stroke is not None:
        frame = sheet.frame(mark.x_mm, mark.y_mm, mark.width_mm, mark.height_mm)
        canvas.rect(*frame, stroke=int(mark.stroke is not None), fill=int(mark.fill is not None))


def draw_rule(canvas: SheetCanvas, mark: Rule, sheet: PdfAxes) -> None:
    """Draw a straight line."""
    _stroke_with(canvas, mark.ink, mark.width_mm, mark.dash_mm)
    canvas.line(*sheet.at(mark.x1_mm, mark.y1_mm), *sheet.at(mark.x2_mm, mark.y2_mm))


def draw_code(canvas: SheetCanvas, mark: Code, sheet: PdfAxes) -> None:
    """Draw a code on white, as one path in whole modules: viewers leave no hairlines in it."""
    module = module_mm(mark.payload, mark.side_mm)
    quiet_mm = QUIET_MODULES * module
    with canvas.saved():
        canvas.setFillGray(1)
        canvas.rect(
            *sheet.frame(mark.x_mm, mark.y_mm, mark.side_mm, mark.side_mm), stroke=0, fill=1
        )
        canvas.setFillGray(0)
        canvas.translate(*sheet.at(mark.x_mm + quiet_mm, mark.y_mm + quiet_mm))
        canvas.scale(module * PT_PER_MM, -module * PT_PER_MM)
        canvas.fill_path(_modules(mark.payload))


@lru_cache(maxsize=64)
def _modules(payload: str) -> str:
    """Return the operators of a code's dark stretches; sheets of a poster draw it again."""
    runs = dark_runs(code_matrix(payload))
    return " ".join(f"{column} {row} {modules} 1 re" for row, column, modules in runs)


def draw_outline(canvas: SheetCanvas, mark: Outline, sheet: PdfAxes) -> None:
    """Draw a pictogram, filled wherever its outline is wound around: holes turn the other way."""
    _fill_with(canvas, mark.ink)
    canvas.fill_path(
        _outline(mark.name, mark.x_mm, mark.y_mm, mark.side_mm, sheet), fill_mode=FILL_NON_ZERO
    )


@lru_cache(maxsize=256)
def _outline(name: str, x_mm: float, y_mm: float, side_mm: float, sheet: PdfAxes) -> str:
    """Return the operators of a pictogram; sheets of a poster draw it again."""
    operators = []
    for letter, numbers in outline_of(name):
        points = zip(numbers[::2], numbers[1::2], strict=True)
        placed = (sheet.at(x_mm + x * side_mm, y_mm + y * side_mm) for x, y in points)
        told = tuple(chain.from_iterable(placed))
        operators.append(f"{fp_str(*told)} {_DRAWS[letter]}" if told else _DRAWS[letter])
    return " ".join(operators)


def draw_picture(canvas: SheetCanvas, mark: Picture, sheet: PdfAxes, name: str) -> None:
    """Draw a kept image, stretched into the mark's frame."""
    x_pt, y_pt, width_pt, height_pt = sheet.frame(
        mark.x_mm, mark.y_mm, mark.width_mm, mark.height_mm
    )
    with canvas.saved():
        if mark.cut_x or mark.cut_y:
            canvas.clip_to(x_pt, y_pt, width_pt, height_pt)
            x_pt -= width_pt * mark.cut_x / (1 - mark.cut_x) / 2
            y_pt -= height_pt * mark.cut_y / (1 - mark.cut_y) / 2
            width_pt, height_pt = width_pt / (1 - mark.cut_x), height_pt / (1 - mark.cut_y)
        canvas.transform(width_pt, 0, 0, height_pt, x_pt, y_pt)
        canvas.doForm(name)


def cut_boxes(canvas: SheetCanvas, page: Page) -> None:
    """Tell where the next page is cut and how far its ink may go (ISO 32000-1, 14.11.2)."""
    trim, sheet = page.trim, PdfAxes(page.height_mm)
    for is_bleed, set_box in ((False, canvas.setTrimBox), (True, canvas.setBleedBox)):
        if trim is None:
            set_box(None)
            continue
        out_mm = trim.bleed_mm if is_bleed else 0.0
        left, top = trim.x_mm - out_mm, trim.y_mm - out_mm
        right, bottom = trim.x_mm + trim.width_mm + out_mm, trim.y_mm + trim.height_mm + out_mm
        set_box((*sheet.at(left, bottom), *sheet.at(right, top)))


def place_inset(canvas: SheetCanvas, mark: Inset, sheet: PdfAxes) -> None:
    """Clip and scale for a page inside a page; the caller saves and restores."""
    page = mark.page
    if mark.clip_mm is not None:
        canvas.clip_to(*sheet.frame(*mark.clip_mm))
    corner = sheet.at(mark.x_mm, mark.y_mm + page.height_mm * mark.scale)
    canvas.transform(mark.scale, 0, 0, mark.scale, *corner)
    size_pt = page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM
    if mark.upside_down:
        canvas.transform(-1, 0, 0, -1, *size_pt)
    canvas.clip_to(0, 0, *size_pt)


def _parts(ink: Ink) -> tuple[float, ...]:
    return tuple(round(part / 255, 3) for part in RGB[ink])


def _fill_with(target: Any, ink: Ink) -> None:
    if ink in _GREYS:
        target.setFillGray(_GREYS[ink])
    else:
        target.setFillColorRGB(*_parts(ink))


def _stroke_with(
    canvas: SheetCanvas, ink: Ink, width_mm: float, dash_mm: tuple[float, ...] = ()
) -> None:
    if ink in _GREYS:
        canvas.setStrokeGray(_GREYS[ink])
    else:
        canvas.setStrokeColorRGB(*_parts(ink))
    canvas.setLineWidth(width_mm * PT_PER_MM)
    canvas.setDash([length * PT_PER_MM for length in dash_mm])
