"""Finished sheets put behind one another: one file for one printer."""

from __future__ import annotations

import ctypes
import hashlib
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.errors import VerifyError
from kit.render.picture import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

# PDFium writes the time and a random name into what it saves; both are of fixed length.
_DATE = re.compile(rb"/CreationDate\(D:\d{14}[^)]*\)")
_NAMES = re.compile(rb"/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]")
_DIGITS = re.compile(rb"\d")


def merge_pdfs(sheets: Sequence[bytes], *, two_sided: bool = False) -> bytes:
    """Return one PDF with the pages of all ``sheets`` in their order; the same in, the same out.

    A sheet that comes again takes hardly a byte more: fonts and pictures are shared. With
    ``two_sided`` each begins on a new piece of paper. What the print dialogue begins with is
    kept from the sheets.

    Raises:
        VerifyError: One is no PDF, or there is none.
    """
    import pypdfium2

    if not sheets:
        raise VerifyError("没有要打印的。", "请先选好要印的。")
    with opened(sheets[0]):  # holds the lock, and is let go of with it
        document = pypdfium2.PdfDocument.new()
        try:
            lengths = _take_in(document, sheets)
            _put_in_order(document, sheets, lengths, two_sided=two_sided)
            _keep_preferences(document, sheets, two_sided=two_sided)
            out = BytesIO()
            document.save(out)
        finally:
            document.close()
    return _timeless(out.getvalue())


def page_counts(sheets: Sequence[bytes]) -> tuple[int, ...]:
    """Return how many pages each has.

    Raises:
        VerifyError: One is no PDF.
    """
    known: dict[bytes, int] = {}
    for sheet in sheets:
        if sheet not in known:
            with opened(sheet) as document:
                known[sheet] = len(document)
    return tuple(known[sheet] for sheet in sheets)


def _take_in(document: Any, sheets: Sequence[bytes]) -> dict[bytes, int]:
    """Copy every sheet as often as it is wanted, alike beside alike: in one go they share all."""
    lengths: dict[bytes, int] = {}
    for sheet in dict.fromkeys(sheets):
        with opened(sheet) as source:
            lengths[sheet] = len(source)
            document.import_pages(source, list(range(len(source))) * sheets.count(sheet))
    return lengths


def _put_in_order(
    document: Any, sheets: Sequence[bytes], lengths: dict[bytes, int], *, two_sided: bool
) -> None:
    import pypdfium2.raw as pdfium

    next_page, start = {}, 0
    for sheet, length in lengths.items():
        next_page[sheet] = start
        start += length * sheets.count(sheet)
    order: list[int] = []
    for sheet in sheets:
        order += range(next_page[sheet], next_page[sheet] + lengths[sheet])
        next_page[sheet] += lengths[sheet]
        if two_sided and lengths[sheet] % 2:
            width, height = document.get_page_size(order[-1])
            document.new_page(width, height).close()
            order.append(len(document) - 1)
    numbers = (ctypes.c_int * len(order))(*order)
    if not pdfium.FPDF_MovePages(document.raw, numbers, len(order), 0):
        raise VerifyError("几份合不成一份。", "请一份一份打开打印。")


def _keep_preferences(document: Any, sheets: Sequence[bytes], *, two_sided: bool) -> None:
    """Take the preferences of the first sheet that is printed as all of them shall be."""
    import pypdfium2.raw as pdfium

    both_sides = {pdfium.DuplexFlipShortEdge, pdfium.DuplexFlipLongEdge}
    wanted = sheets[0]
    for sheet in dict.fromkeys(sheets):
        with opened(sheet) as source:
            way = pdfium.FPDF_VIEWERREF_GetDuplex(source.raw)
        if (way in both_sides) is two_sided:
            wanted = sheet
            break
    with opened(wanted) as source:
        # A sheet without any, of an older edition, leaves the printer's own.
        pdfium.FPDF_CopyViewerPreferences(document.raw, source.raw)


def _timeless(data: bytes) -> bytes:
    data = _DATE.sub(lambda match: _DIGITS.sub(b"0", match[0]), data)
    bare = _NAMES.sub(b"", data)
    name = hashlib.sha256(bare).hexdigest()[:32].upper().encode()
    return _NAMES.sub(b"/ID[<%b><%b>]" % (name, name), data)
