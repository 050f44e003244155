"""Making the sheets of the counter, the lecture and the door, and looking at them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import sheet_title
from kit.compose.full_text import compose_full_text
from kit.compose.handouts.handout import compose_handout
from kit.compose.handouts.lecture import compose_talk
from kit.compose.handouts.slides import compose_slides, page_told
from kit.compose.handouts.window_sheet import window_front
from kit.compose.paper.duplex import two_sided
from kit.edition.inspect.inspection import inspect_paper
from kit.edition.jobs.job import MadeFile
from kit.edition.make.handouts import as_printed
from kit.edition.make.looks import look_at_both_sides
from kit.edition.make.pictured import pictured_context
from kit.edition.make.sheet import (
    last_kept,
    layout_of,
    office_pdf,
    pdf_of,
    rendered,
    sheet_context_of,
    to_read_back,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Document
    from kit.edition.make.sheet import PaperOrder, SheetOrder

_BROUGHT_BY = "送来的人"


def make_window_sheet(order: PaperOrder) -> tuple[MadeFile, ...]:
    """Return what lies at the counter: the facts on one side, the full text behind them."""
    text = compose_full_text(order.item, None, pictured_context(order))
    # The text is read in the hand, whatever the distance of the sheet before it.
    behind = tuple(replace(page, frames=()) for page in text.pages)
    front = window_front(order.item, layout_of(order), sheet_context_of(order))
    document = replace(text, pages=(front, *behind)) if front else text
    sheet = rendered(document, order)
    return (MadeFile(name="_A4.pdf", data=sheet.data, figures=sheet.figures),)


def make_door_slip(order: PaperOrder) -> tuple[MadeFile, ...]:
    """Return what is brought to the door: a handout that says who brought it."""
    return (as_printed(_door_slip(order), order, "_A5两联.pdf"),)


def look_at_door_slip(order: PaperOrder, made: Sequence[MadeFile]) -> None:
    """Read a slip back as a handout is read.

    Raises:
        VerifyError: Something reads otherwise than it should.
    """
    look_at_both_sides(order, made, _door_slip(order))


@last_kept
def _door_slip(order: PaperOrder) -> Document:
    context = replace(sheet_context_of(order), written=_BROUGHT_BY)
    document = compose_handout(order.item, layout_of(order), context)
    named = replace(document, title=sheet_title(order.item, "入户单"))
    return two_sided(named, order.township.flip)


def make_lecture(order: SheetOrder) -> tuple[MadeFile, ...]:
    """Return the sheet to read from as it is printed, and the slides in all their colours."""
    context = sheet_context_of(order)
    talk, slides = (compose(order.item, context) for compose in (compose_talk, compose_slides))
    read = office_pdf(talk, order.township, order.font)
    shown = pdf_of(slides, order.font)
    count = len(slides.pages)
    numbers = [page_told(number, count) for number in range(1, count + 1)]
    return (
        MadeFile(name="_念稿.pdf", data=read, figures=to_read_back(talk)),
        MadeFile(
            name="_幻灯片.pdf", data=shown, figures={**to_read_back(slides), "labels": numbers}
        ),
    )


def look_at_lecture(order: SheetOrder, made: Sequence[MadeFile]) -> None:
    """Read both back, the slides' codes as a telephone in the room sees them.

    Raises:
        VerifyError: Something reads otherwise than it should.
    """
    for one in made:
        inspect_paper(one.data, (order.item,), one.figures, allow=order.allow)
