"""Posters for the notice board (公开栏海报): one composer for each purpose a layout may have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_table import repealed_table
from kit.compose.fact_words import sheet_title
from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.purposes import purpose_of
from kit.compose.paper.page import Document
from kit.compose.posters.alert_sheet import alert_page
from kit.compose.posters.consult_sheet import consult_page
from kit.compose.posters.kind_sheet import kind_page
from kit.compose.posters.prose_sheet import prose_page
from kit.compose.posters.table_sheet import table_pages
from kit.errors import LayoutError
from kit.text.privacy.mask import on_own_board

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item, Table

_COMPOSERS: Mapping[Purpose, Callable[[Item, Layout, SheetContext], tuple[Page, ...]]] = {
    Purpose.FACTS: lambda item, layout, context: (kind_page(item, layout, context),),
    Purpose.CONSULT: lambda item, layout, context: (consult_page(item, layout, context),),
    Purpose.REPEAL: table_pages,
    Purpose.ALERT: lambda item, layout, context: (alert_page(item, layout, context),),
    Purpose.PROSE: lambda item, layout, context: (prose_page(item, layout, context),),
    Purpose.TABLE: table_pages,
}


def _repealed(item: Item) -> Table | None:
    return repealed_table(item) if purpose_of(item) is Purpose.REPEAL else None


def compose_poster(item: Item, layout: Layout, context: SheetContext) -> Document:
    """Return the item's poster; only a long table takes more than one page.

    Raises:
        LayoutError: The layout is none for posters, or the item does not fit it.
    """
    composer = _COMPOSERS.get(layout.purpose)
    if composer is None:
        raise LayoutError(
            f"版式“{layout.name}”不是海报版式。",
            f"请在版式里把 purpose 改为 {'、'.join(_COMPOSERS)} 之一。",
        )
    # A poster hangs on the item's own boards; every other output keeps such names masked.
    table = on_own_board(item.table) if item.table else _repealed(item)
    shown = replace(item, table=table)
    return Document(title=sheet_title(item), pages=composer(shown, layout, context))
