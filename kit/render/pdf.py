"""A document as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.page import Inset, Text
from kit.render.canvas import SheetCanvas
from kit.render.content import Painter
from kit.render.metadata import metadata, output_intent
from kit.render.pdf_fonts import characters_drawn, embed_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.compose.paper.page import Document, Page
    from kit.fonts import Typeface


def write_pdf(document: Document, typeface: Typeface) -> bytes:
    """Return the document as a tagged PDF 1.7 with subset fonts; the same input, the same bytes.

    Raises:
        SourceError: The typeface lacks a character, or a picture is broken.
        LayoutError: A code's text is too long, or it would be printed too small.
    """
    canvas = SheetCanvas(document.title, flip=document.flip)
    fonts = embed_fonts(canvas, typeface, _characters(document.pages, typeface))
    painter = Painter(canvas, fonts=fonts, joins_dashes=typeface.joins_dashes)
    for page in document.pages:
        painter.draw(page)
    canvas.add_structure(
        painter.structure.write(canvas),
        metadata=metadata(document.title),
        intent=output_intent(canvas),
    )
    return canvas.to_bytes()


def _characters(pages: Iterable[Page], typeface: Typeface) -> dict[int, set[str]]:
    """Return the characters to be drawn, by weight, those of pages inside pages too."""
    wanted: dict[int, set[str]] = {}
    for text in _texts(pages, set()):
        drawn = characters_drawn(text, joins_dashes=typeface.joins_dashes)
        wanted.setdefault(text.weight, set()).update(drawn)
    return wanted


def _texts(pages: Iterable[Page], seen: set[int]) -> Iterator[Text]:
    for page in pages:
        for block in page.blocks:
            for mark in block.marks:
                if isinstance(mark, Text):
                    yield mark
                elif isinstance(mark, Inset) and id(mark.page) not in seen:
                    seen.add(id(mark.page))
                    yield from _texts((mark.page,), seen)
