"""Making what hangs on a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.full_text import compose_full_text
from kit.compose.paper.page import Text
from kit.compose.paper.print_shop import for_print_shop
from kit.compose.paper.tile import tile
from kit.compose.posters.poster import compose_poster
from kit.edition.jobs.job import MadeFile
from kit.edition.make.pictured import pictured_context
from kit.edition.make.sheet import layout_of, rendered, typeface
from kit.model.township import Paper

if TYPE_CHECKING:
    from kit.compose.paper.page import Document
    from kit.edition.make.sheet import PaperOrder

PREVIEW_PX = 640
"""Enough to tell sheets apart on a screen."""


def make_poster(order: PaperOrder) -> tuple[MadeFile, ...]:
    """Return the poster, its tiles for an office printer, one for a print shop, and a preview."""
    layout = layout_of(order)
    document = compose_poster(order.item, layout, pictured_context(order))
    poster = rendered(document, order)
    name = f"_{layout.paper}"
    made = [MadeFile(name=f"{name}.pdf", data=poster.data, figures=poster.figures)]
    if layout.paper in (Paper.A3, Paper.A2, Paper.A1):
        tiled = tile(document, sheet=Paper.A4)
        tiles = rendered(tiled, order, labels=_labels(tiled))
        # Each page of the poster has a guide that shows how its sheets go together.
        sheets = len(tiled.pages) - len(document.pages)
        made.append(
            MadeFile(name=f"{name}拼{sheets}张A4.pdf", data=tiles.data, figures=tiles.figures)
        )
    if order.township.print_shop:
        cropped = for_print_shop(document, typeface(order.font))
        shop = rendered(cropped, order, labels=_labels(cropped))
        made.append(MadeFile(name=f"{name}_印刷厂RGB.pdf", data=shop.data, figures=shop.figures))
    made.append(preview(poster.data, f"{name}.png"))
    return tuple(made)


def make_full_text(order: PaperOrder) -> tuple[MadeFile, ...]:
    """Return the full-text sheets."""
    document = compose_full_text(order.item, layout_of(order), pictured_context(order))
    sheet = rendered(document, order)
    return (MadeFile(name="_A4.pdf", data=sheet.data, figures=sheet.figures),)


def _labels(around: Document) -> tuple[str, ...]:
    """Return the words beside the poster itself: how to glue or cut it, how much it shrank."""
    marks = (mark for page in around.pages for block in page.blocks for mark in block.marks)
    return tuple(dict.fromkeys(mark.characters for mark in marks if isinstance(mark, Text)))


def preview(pdf: bytes, name: str, width_px: int = PREVIEW_PX) -> MadeFile:
    """Return the first page as a picture."""
    from kit.render.picture import write_png

    return MadeFile(name=name, data=write_png(pdf, 0, width_px), figures={})
