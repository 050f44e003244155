"""Any sheet of an item, to be looked at while it is written or as a sample of its layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.compose.full_text import compose_full_text
from kit.compose.layouts.layout import Purpose
from kit.compose.posters.poster import compose_poster
from kit.edition.make.handouts import HANDOUTS
from kit.edition.make.pictured import pictured_context
from kit.edition.make.sheet import layout_of, measured, office_pdf, sheet_context_of
from kit.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compose.paper.page import Document
    from kit.edition.make.sheet import PaperOrder


def compose_any(order: PaperOrder) -> Document:
    """Return the sheet that the order's layout is for, such as a sample of it.

    Raises:
        LayoutError: The item has nothing for it, or does not fit.
    """
    layout = layout_of(order)
    composer = HANDOUTS.get(layout.purpose)
    if composer is not None:
        return composer(order.item, layout, sheet_context_of(order))
    setting = pictured_context(order)
    if layout.purpose is Purpose.SHEET:
        return compose_full_text(order.item, layout, setting)
    return compose_poster(order.item, layout, setting)


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
