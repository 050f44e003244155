"""A document as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.page import Inset, Text
from kit.render.content import Painter
from kit.render.metadata import LANGUAGE, PRODUCER, add_metadata, add_output_intent
from kit.render.pdf_file import Name, PdfFile
from kit.render.pdf_fonts import characters_drawn, embed_fonts
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.compose.page import Document, Page
    from kit.fonts import Typeface
    from kit.render.pdf_file import Ref, Value


def write_pdf(document: Document, typeface: Typeface) -> bytes:
    """Return the document as a tagged PDF 1.7 with subset fonts; the same input, the same bytes.

    Raises:
        SourceError: The typeface lacks a character, or a picture is broken.
        LayoutError: A code's text is too long, or it would be printed too small.
    """
    file = PdfFile()
    fonts, font_resources = embed_fonts(file, typeface, _characters(document.pages, typeface))
    painter = Painter(
        file, fonts=fonts, font_resources=font_resources, joins_dashes=typeface.joins_dashes
    )
    tree = file.reserve()
    pages = [
        _add_page(file, painter, page, tree=tree, index=index)
        for index, page in enumerate(document.pages)
    ]
    file.put(tree, {"Type": Name("Pages"), "Kids": list(pages), "Count": len(pages)})
    root: dict[str, Value] = {
        "Type": Name("Catalog"),
        "Pages": tree,
        "Lang": LANGUAGE,
        "MarkInfo": {"Marked": True},
        "ViewerPreferences": {"DisplayDocTitle": True},
        "StructTreeRoot": painter.structure.write(file, pages),
        "Metadata": add_metadata(file, document.title),
        "OutputIntents": [add_output_intent(file)],
    }
    info = file.add({"Title": document.title, "Producer": PRODUCER})
    return file.to_bytes(root=file.add(root), info=info)


def _add_page(file: PdfFile, painter: Painter, page: Page, *, tree: Ref, index: int) -> Ref:
    content, resources = painter.draw(page)
    return file.add(
        {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": [0, 0, page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM],
            "Resources": resources,
            "Contents": content,
            "StructParents": index,
            "Tabs": Name("S"),
        }
    )


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
