"""Making the cards that are sent on from telephone to telephone, and looking at them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from kit.compose.handouts.picture_card import compose_picture_cards
from kit.compose.sheet_context import SheetContext
from kit.edition.inspect.inspection import compare_codes, inspect_paper
from kit.edition.inspect.scan import inspection_dpi, payloads
from kit.edition.jobs.job import MadeFile
from kit.edition.make.sheet import BUILT_IN, pdf_of, typeface
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Document
    from kit.edition.make.sheet import FontFile
    from kit.model.item import Item
    from kit.model.township import Township

CARD_PX = 1080
"""What a telephone shows sharp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOrder:
    """All that an item's cards are made from."""

    item: Item
    township: Township
    font: FontFile = BUILT_IN
    payload: str
    code_id: str
    stamp: str
    check_code: str


def make_picture_cards(order: CardOrder) -> tuple[MadeFile, ...]:
    """Return the cards, in colour whatever the printer: they are not printed."""
    from kit.render.picture import write_png

    document = _document(order)
    pdf = pdf_of(document, order.font)
    return tuple(
        MadeFile(name=f"_{number}.png", data=write_png(pdf, number - 1, CARD_PX), figures={})
        for number in range(1, len(document.pages) + 1)
    )


def make_share_card(order: CardOrder) -> tuple[MadeFile, ...]:
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


def look_at_picture_cards(order: CardOrder, made: Sequence[MadeFile]) -> None:
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


def look_at_share_card(order: CardOrder, _made: Sequence[MadeFile]) -> None:
    """Read the words of the cards that the picture beside a link is the first of.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands on a card.
    """
    _look_at_words(order, _document(order))


def _look_at_words(order: CardOrder, document: Document) -> None:
    wanted = [payloads(page) for page in document.pages]
    figures = {
        "codes": wanted,
        "dpi": [inspection_dpi(page) for page in document.pages],
        "labels": [f"第{n}张，共{len(wanted)}张" for n in range(2, len(wanted) + 1)],
    }
    allow = [text for text in (order.payload, order.code_id, order.check_code) if text]
    inspect_paper(pdf_of(document, order.font), (order.item,), figures, allow=allow)


def _document(order: CardOrder) -> Document:
    context = SheetContext(
        township=order.township,
        metrics=typeface(order.font),
        lunar=lunar_date,
        payload=order.payload,
        code_id=order.code_id,
        stamp=order.stamp,
        check_code=order.check_code,
    )
    return compose_picture_cards(order.item, context)
