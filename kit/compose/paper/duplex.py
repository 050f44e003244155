"""Two-sided sheets (双面): the second side set for the way the printer turns the paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.paper.page import Block, Inset, Tag
from kit.model.township import Flip

if TYPE_CHECKING:
    from kit.compose.paper.page import Document, Page


def natural_flip(page: Page) -> Flip:
    """Return the setting under which a back that stands upright meets its front.

    The paper is turned like a leaf, about its upright edge: the long one of a portrait
    sheet, the short one of a landscape sheet.
    """
    return Flip.LONG_EDGE if page.height_mm >= page.width_mm else Flip.SHORT_EDGE


def two_sided(document: Document, flip: Flip) -> Document:
    """Return the document as one for both sides; a single page needs no turning."""
    return replace(document, flip=flip) if len(document.pages) > 1 else document


def for_printer(document: Document, flip: Flip) -> Document:
    """Return the document with its backs upside down where the printer tumbles the paper.

    Turning by half a circle also moves what stood left to the right: just as the paper's
    own turn does, so that the halves of a folded sheet still lie behind one another.
    """
    sides = (
        page if number % 2 == 0 or natural_flip(page) is flip else _upside_down(page)
        for number, page in enumerate(document.pages)
    )
    return replace(document, pages=tuple(sides))


def _upside_down(page: Page) -> Page:
    inset = Inset(page=page, x_mm=0.0, y_mm=0.0, upside_down=True)
    return replace(page, blocks=(Block(tag=Tag.PARAGRAPH, marks=(inset,)),))
