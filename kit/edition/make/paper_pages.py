"""Making the pages of printed numbers: the notice itself, or what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.web.item_page import compose_page
from kit.compose.web.paper_pages import as_printed, compose_note
from kit.edition.jobs.job import MadeFile

if TYPE_CHECKING:
    from kit.compose.web.paper_pages import Note
    from kit.edition.make.web_page import PageOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedOrder:
    """All that the page of a printed number is made from."""

    page: PageOrder
    number: str


def make_printed_page(order: PrintedOrder) -> tuple[MadeFile, ...]:
    """Return the first leaf of an item's page, with a word on the sheet in the hand."""
    setting = order.page.setting
    first = compose_page(order.page.item, setting)[0]
    html = as_printed(first.html, setting.code_id, order.number, setting.effect)
    data = html.encode("utf-8")
    return (MadeFile(name=first.name, data=data, figures={"bytes": len(data)}),)


def make_note(note: Note) -> tuple[MadeFile, ...]:
    """Return a page that holds nothing of an item."""
    page = compose_note(note)
    data = page.html.encode("utf-8")
    return (MadeFile(name=page.name, data=data, figures={"bytes": len(data)}),)
