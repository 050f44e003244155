"""Making the cards that are sent on from telephone to telephone, and looking at them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kit.compose.handouts.picture_card import compose_picture_cards
from kit.edition.inspect.inspection import compare_codes, inspect_paper
from kit.edition.inspect.scan import payloads
from kit.edition.jobs.job import MadeFile
from kit.edition.make.sheet import pdf_of, sheet_context_of, to_read_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Document
    from kit.edition.make.sheet import SheetOrder

CARD_PX = 1080
"""What a telephone shows sharp."""


def make_picture_cards(order: SheetOrder) -> tuple[MadeFile, ...]:
    """Return the cards, in colour whatever the printer: they are not printed."""
    from kit.render.picture import write_png

    document = _document(order)
    pdf = pdf_of(document, order.font)
    return tuple(
        MadeFile(name=f"_{number}.png", data=write_png(pdf, number - 1, CARD_PX), figures={})
        for number in range(1, len(document.pages) + 1)
    )


def make_share_card(order: SheetOrder) -> tuple[MadeFile, ...]:
    """Return the first card as the picture that stands beside a link that is sent on."""
    from kit.render.picture import write_png

    pdf = pdf_of(_document(order), order.font)
    return (MadeFile(name=".jpg", data=_jpeg(write_png(pdf, 0, CARD_PX // 2)), figures={}),)


def _jpeg(png: bytes) -> bytes:
    """Return a picture in the form every telephone shows beside a link."""
    from PIL import Image

    out = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def look_at_picture_cards(order: SheetOrder, made: Sequence[MadeFile]) -> None:
    """Read the cards' words, and their codes as a telephone sees them.

    Raises:
        VerifyError: A figure is not the item's, a private number stands on a card, or a code does
            not scan.
    """
    from PIL import Image

    from kit.render.readback import read_codes

    document = _document(order)
    wanted = [payloads(page) for page in document.pages]
    _look_at_words(order, document)
    compare_codes([read_codes(Image.open(BytesIO(one.data))) for one in made], wanted)


def look_at_share_card(order: SheetOrder, _made: Sequence[MadeFile]) -> None:
    """Read the words of the cards that the picture beside a link is the first of.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands on a card.
    """
    _look_at_words(order, _document(order))


def _look_at_words(order: SheetOrder, document: Document) -> None:
    figures = to_read_back(document)
    count = figures["pages"]
    figures["labels"] = [f"第{n}张，共{count}张" for n in range(2, count + 1)]
    inspect_paper(pdf_of(document, order.font), (order.item,), figures, allow=order.allow)


def _document(order: SheetOrder) -> Document:
    return compose_picture_cards(order.item, sheet_context_of(order))
