"""Making what is given into the hand, and any sheet to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.compose.full_text import compose_full_text
from kit.compose.handouts.card import compose_card
from kit.compose.handouts.handout import compose_handout, compose_leaflet
from kit.compose.handouts.questions import compose_questions
from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.purposes import SHEETS
from kit.compose.paper.duplex import for_printer, two_sided
from kit.compose.posters.poster import compose_poster
from kit.edition.jobs.job import MadeFile
from kit.edition.make.paper import preview
from kit.edition.make.sheet import layout_of, measured, office_pdf, rendered, sheet_context_of
from kit.errors import LayoutError, VerifyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Document
    from kit.compose.sheet_context import SheetContext
    from kit.edition.make.sheet import PaperOrder
    from kit.model.item import Item

_HANDOUTS: Mapping[Purpose, Callable[[Item, Layout, SheetContext], Document]] = {
    Purpose.HANDOUT: compose_handout,
    Purpose.LEAFLET: compose_leaflet,
    Purpose.QUESTIONS: compose_questions,
    Purpose.CARD: compose_card,
}


def make_handout(order: PaperOrder) -> tuple[MadeFile, ...]:
    """Return what is given into the hand, as it is printed, and a preview of its front."""
    document = handout_document(order)
    made = rendered(document, order)
    # It is read back upright, for text upside down is read in the wrong order.
    turned = for_printer(document, order.township.flip)
    if turned != document:
        made = replace(made, data=office_pdf(turned, order.township, order.font))
    name = SHEETS[layout_of(order).name]
    return (
        MadeFile(name=f"{name}.pdf", data=made.data, figures=made.figures),
        preview(made.data, f"{name}.png"),
    )


def handout_document(order: PaperOrder) -> Document:
    """Return a handout as it is read, before it is turned for the printer.

    Raises:
        LayoutError: The layout is none for handouts, or the item does not fit it.
    """
    layout = layout_of(order)
    composer = _HANDOUTS.get(layout.purpose)
    if composer is None:
        raise LayoutError(
            f"版式“{layout.name}”不是宣传单的版式。",
            f"请在版式里把 purpose 改为 {'、'.join(_HANDOUTS)} 之一。",
        )
    document = composer(order.item, layout, sheet_context_of(order))
    return two_sided(document, order.township.flip)


def compose_any(order: PaperOrder) -> Document:
    """Return the sheet that the order's layout is for, such as a sample of it.

    Raises:
        LayoutError: The item has nothing for it, or does not fit.
    """
    layout, setting = layout_of(order), sheet_context_of(order)
    if layout.purpose is Purpose.SHEET:
        return compose_full_text(order.item, layout, setting)
    return _HANDOUTS.get(layout.purpose, compose_poster)(order.item, layout, setting)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet as it would be printed, measured but not read back."""

    document: Document
    pdf: bytes
    """The page that is looked at."""
    figures: Mapping[str, Any]


def draw(order: PaperOrder, page: int) -> Drawn:
    """Return the order's sheet, for somebody to look at while it is written.

    Only the page that is looked at is drawn: a long list has twenty.

    Raises:
        LayoutError: The item does not fit, or its code is too fine.
        VerifyError: It has no such page.
    """
    document = compose_any(order)
    if not 0 <= page < len(document.pages):
        raise VerifyError(
            f"这张纸只有 {len(document.pages)} 页，没有第 {page + 1} 页。", "请看前面的页。"
        )
    one = replace(document, pages=(document.pages[page],))
    pdf = office_pdf(one, order.township, order.font)
    return Drawn(document, pdf, measured(document, order))
