"""Making the cards that are sent on from telephone to telephone, and looking at them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kit.compose.handouts.picture_card import compose_picture_cards
from kit.edition.inspect.inspection import compare_codes, inspect_paper, inspect_text
from kit.edition.inspect.scan import payloads
from kit.edition.jobs.job import MadeFile
from kit.edition.make.sheet import last_kept, pdf_of, sheet_context_of, to_read_back
from kit.text.figures.shown import APART

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Document
    from kit.edition.make.sheet import SheetOrder

CARD_PX = 1080
"""What a telephone shows sharp."""


def make_picture_cards(order: SheetOrder) -> tuple[MadeFile, ...]:
    """Return the cards, in colour whatever the printer: they are not printed."""
    from kit.render.picture import write_png

    document, pdf = _drawn(order)
    return tuple(
        MadeFile(name=f"_{number}.png", data=write_png(pdf, number - 1, CARD_PX), figures={})
        for number in range(1, len(document.pages) + 1)
    )


def make_share_card(order: SheetOrder) -> tuple[MadeFile, ...]:
    """Return the first card as the picture that stands beside a link that is sent on."""
    from kit.render.picture import write_jpeg

    _, pdf = _drawn(order)
    return (MadeFile(name=".jpg", data=write_jpeg(pdf, 0, CARD_PX // 2), figures={}),)


def look_at_picture_cards(order: SheetOrder, made: Sequence[MadeFile]) -> None:
    """Read the cards' words, and their codes as a telephone sees them.

    Raises:
        VerifyError: A figure is not the item's, a private number stands on a card, or a code does
            not scan.
    """
    from PIL import Image

    from kit.render.readback import read_codes, read_text_of

    document, pdf = _drawn(order)
    compare_codes(
        [read_codes(Image.open(BytesIO(one.data))) for one in made],
        [payloads(page) for page in document.pages],
    )
    allow = (*order.allow, *_counts(document))
    inspect_text(APART.join(read_text_of(pdf, apart=APART)), (order.item,), allow=allow)


def look_at_share_card(order: SheetOrder, _made: Sequence[MadeFile]) -> None:
    """Read the cards that the picture beside a link is the first of; it is too small to scan.

    Raises:
        VerifyError: A figure is not the item's, a private number stands on a card, or a code does
            not scan.
    """
    document, pdf = _drawn(order)
    figures = {**to_read_back(document), "labels": _counts(document)}
    inspect_paper(pdf, (order.item,), figures, allow=order.allow)


def _counts(document: Document) -> list[str]:
    count = len(document.pages)
    return [f"第{n}张，共{count}张" for n in range(2, count + 1)]


@last_kept
def _drawn(order: SheetOrder) -> tuple[Document, bytes]:
    """Return the cards and the PDF they are pictures of."""
    document = compose_picture_cards(order.item, sheet_context_of(order))
    return document, pdf_of(document, order.font)
