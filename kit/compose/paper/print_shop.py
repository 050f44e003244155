"""Sheets for a print shop (印刷厂): crop marks around them, three millimetres of bleed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.paper.frames import one_line
from kit.compose.paper.page import Block, Inset, Page, Rule, Tag, Trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.page import Document
    from kit.text.typeset.metrics import Metrics

BLEED_MM = 3.0
# Around the sheet: room for the marks, which start outside the bleed.
SLUG_MM = 12.0
_MARK_MM = 6.0
_THIN_MM = 0.1
_NOTE_PT = 7.0


def for_print_shop(document: Document, metrics: Metrics) -> Document:
    """Return every page on a larger sheet, with marks where it is to be cut.

    No layout may print within 6 mm of the edge (``kit.compose.layouts.rules``), so the bleed
    is the paper's own white and nothing has to be stretched into it.
    """
    pages = tuple(_cropped(page, metrics) for page in document.pages)
    return replace(document, title=f"{document.title}（印刷厂）", pages=pages)


def _cropped(page: Page, metrics: Metrics) -> Page:
    trim = Trim(
        x_mm=SLUG_MM,
        y_mm=SLUG_MM,
        width_mm=page.width_mm,
        height_mm=page.height_mm,
        bleed_mm=BLEED_MM,
    )
    note = one_line(
        f"成品 {page.width_mm:g}×{page.height_mm:g} 毫米，出血 {BLEED_MM:g} 毫米，按四角的线裁",
        x_mm=SLUG_MM + BLEED_MM,
        y_mm=SLUG_MM - BLEED_MM - 1.5,
        size_pt=_NOTE_PT,
        weight=400,
        metrics=metrics,
    )
    return Page(
        width_mm=page.width_mm + 2 * SLUG_MM,
        height_mm=page.height_mm + 2 * SLUG_MM,
        blocks=(
            Block(tag=Tag.PARAGRAPH, marks=(Inset(page=page, x_mm=SLUG_MM, y_mm=SLUG_MM),)),
            Block(tag=Tag.ARTIFACT, marks=(*_marks(trim), note)),
        ),
        frames=page.frames,
        trim=trim,
    )


def _marks(trim: Trim) -> Iterator[Rule]:
    """Yield two lines at each corner, in line with the cut and outside the bleed."""
    for x in (trim.x_mm, trim.x_mm + trim.width_mm):
        for y, outward in ((trim.y_mm, -1), (trim.y_mm + trim.height_mm, 1)):
            start = y + outward * (BLEED_MM + 1.0)
            yield Rule(
                x1_mm=x, y1_mm=start, x2_mm=x, y2_mm=start + outward * _MARK_MM, width_mm=_THIN_MM
            )
    for y in (trim.y_mm, trim.y_mm + trim.height_mm):
        for x, outward in ((trim.x_mm, -1), (trim.x_mm + trim.width_mm, 1)):
            start = x + outward * (BLEED_MM + 1.0)
            yield Rule(
                x1_mm=start, y1_mm=y, x2_mm=start + outward * _MARK_MM, y2_mm=y, width_mm=_THIN_MM
            )
