"""Numbers put on finished sheets when they are printed: no two cards bear the same."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.render.picture import opened
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

# One of the fonts that every reader of PDF has: a number needs no more signs.
_FONT = b"Helvetica-Bold"


def with_numbers(
    sheet: bytes,
    numbers: Sequence[Sequence[str]],
    spots_mm: Sequence[tuple[float, float]],
    *,
    size_pt: float,
) -> bytes:
    """Return a sheet of one page as often as there are ``numbers``, with those of each on it.

    ``spots_mm`` are the beginnings of their lines, from the top left corner of the paper.

    Raises:
        VerifyError: The sheet is no PDF.
    """
    import pypdfium2

    with opened(sheet) as source:
        document = pypdfium2.PdfDocument.new()
        try:
            document.import_pages(source, [0] * len(numbers))
            for index, each in enumerate(numbers):
                _write_on(document, index, dict(zip(spots_mm, each, strict=True)), size_pt)
            out = BytesIO()
            document.save(out)
        finally:
            document.close()
    return out.getvalue()


def _write_on(
    document: Any, index: int, words: dict[tuple[float, float], str], size_pt: float
) -> None:
    import pypdfium2.raw as pdfium

    page = document[index]
    font = pdfium.FPDFText_LoadStandardFont(document.raw, _FONT)
    for (x_mm, y_mm), text in words.items():
        mark = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, size_pt)
        signs = [*map(ord, text), 0]
        pdfium.FPDFText_SetText(mark, (pdfium.FPDF_WCHAR * len(signs))(*signs))
        left, up = x_mm * PT_PER_MM, page.get_height() - y_mm * PT_PER_MM
        pdfium.FPDFPageObj_Transform(mark, 1, 0, 0, 1, left, up)
        pdfium.FPDFPage_InsertObject(page.raw, mark)
    pdfium.FPDFPage_GenerateContent(page.raw)
    page.close()
