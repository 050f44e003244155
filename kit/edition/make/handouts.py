"""Making what is given into the hand, and any sheet to be looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kit.compose.handouts.card import compose_card, numbers_at_mm
from kit.compose.handouts.handout import compose_handout, compose_leaflet
from kit.compose.handouts.questions import compose_questions
from kit.compose.handouts.window_sheet import compose_window
from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.purposes import SHEETS
from kit.compose.paper.duplex import for_printer, two_sided
from kit.edition.make.paper import preview
from kit.edition.make.sheet import last_kept, layout_of, office_pdf, rendered, sheet_context_of
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Document
    from kit.compose.sheet_context import SheetContext
    from kit.edition.jobs.job import MadeFile
    from kit.edition.make.sheet import PaperOrder
    from kit.model.item import Item

HANDOUTS: Mapping[Purpose, Callable[[Item, Layout, SheetContext], Document]] = {
    Purpose.HANDOUT: compose_handout,
    Purpose.LEAFLET: compose_leaflet,
    Purpose.QUESTIONS: compose_questions,
    Purpose.CARD: compose_card,
    Purpose.WINDOW: compose_window,
}
"""How each sheet for the hand is composed, by what its layout is for."""


def make_handout(order: PaperOrder) -> tuple[MadeFile, ...]:
    """Return what is given into the hand, as it is printed, and a preview of its front."""
    layout = layout_of(order)
    name = SHEETS[layout.name]
    made = as_printed(handout_document(order), order, f"{name}.pdf")
    if layout.purpose is Purpose.CARD:
        made = replace(made, figures={**made.figures, **_numbers(layout)})
    return (made, preview(made.data, f"{name}.png"))


def _numbers(layout: Layout) -> dict[str, Any]:
    """Return where and how large whoever prints cards puts a number on each."""
    spots = [list(spot) for spot in numbers_at_mm(layout)]
    return {"numbers": spots, "number_pt": layout.styles["label"].fit.smallest_pt}


def as_printed(document: Document, order: PaperOrder, name: str) -> MadeFile:
    """Return a sheet for both sides of the paper, turned as the office's printer flips it."""
    made = replace(rendered(document, order), name=name)
    # It is read back upright, for text upside down is read in the wrong order.
    turned = for_printer(document, order.township.flip)
    if turned == document:
        return made
    return replace(made, data=office_pdf(turned, order.township, order.font))


@last_kept
def handout_document(order: PaperOrder) -> Document:
    """Return a handout as it is read, before it is turned for the printer.

    Raises:
        LayoutError: The layout is none for handouts, or the item does not fit it.
    """
    layout = layout_of(order)
    composer = HANDOUTS.get(layout.purpose)
    if composer is None:
        raise LayoutError(
            f"版式“{layout.name}”不是宣传单的版式。",
            f"请在版式里把 purpose 改为 {'、'.join(HANDOUTS)} 之一。",
        )
    document = composer(order.item, layout, sheet_context_of(order))
    return two_sided(document, order.township.flip)
