"""What a finished PDF says when it is read as a villager's phone or a clerk's copy would."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from kit.render.picture import POINTS_PER_INCH, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_SPACE = 0x20
_CARRIAGE_RETURN = 0x0D
_HYPHEN_AT_LINE_END = {0x02, 0xFFFE}  # pdfium joins the lines of a hyphenated word
_LINE_END = 0x0A
_NOT_AS_IT_IS = {0, _SPACE, _CARRIAGE_RETURN, _LINE_END, *_HYPHEN_AT_LINE_END}
_ANOTHER_SIZE = 0.02  # of a line's height; the steps between type sizes are wider
_WIDE_GAP = 0.5  # of a line's height: about 0.7 em; justified lines stretch by less than half


def read_codes_in(pdf: bytes, dpi: float | Sequence[float] = 150) -> tuple[tuple[str, ...], ...]:
    """Return what the QR codes of every page say, sorted and each once within a page.

    ``dpi`` is one resolution for all pages, or one for each; the last goes on.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    return tuple(_codes_on(page, one) for page, one in _pages_at(pdf, dpi))


def read_text_of(pdf: bytes, *, apart: str = "\n") -> tuple[str, ...]:
    """Return the text of every page as it was written, line by line in the order of drawing.

    ``apart`` ends a line whose next is of another size: the two are no broken sentence.

    Spaces that pdfium guesses from justified gaps are left out, so that a figure can be found
    again; where the gap is as wide as between columns, the guess stands.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    return tuple(_text_on(page, apart) for page in _pages(pdf))


def read_back(
    pdf: bytes, dpi: Sequence[float], *, apart: str
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the codes and the text of every page, each page opened once for both.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    read = [(_codes_on(page, one), _text_on(page, apart)) for page, one in _pages_at(pdf, dpi)]
    return tuple(codes for codes, _ in read), tuple(text for _, text in read)


def read_codes(image: Image | memoryview) -> tuple[str, ...]:
    """Return what every QR code in a picture, or in rows of grey, says, sorted; alike are told.

    Pages are drawn upright, dark on light and no finer than their codes ask for, so the reader
    need not look for more.
    """
    import zxingcpp

    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=False,
        try_invert=False,
        try_downscale=False,
    )
    return tuple(sorted(str(code.text) for code in found))


def _pages_at(pdf: bytes, dpi: float | Sequence[float]) -> Iterator[tuple[Any, float]]:
    each = dpi if isinstance(dpi, Sequence) else (dpi,)
    return zip(_pages(pdf), chain(each, repeat(each[-1])), strict=False)


def _pages(pdf: bytes) -> Iterator[Any]:
    """Yield every page, open until the next one is asked for."""
    with opened(pdf) as document:
        for index in range(len(document)):
            page = document[index]
            try:
                yield page
            finally:
                page.close()


def _codes_on(page: Any, dpi: float) -> tuple[str, ...]:
    drawn = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True)
    # As it lies there, row upon row: a picture made of it would be copied twice.
    rows = memoryview(drawn.buffer).cast("B").cast("B", (drawn.height, drawn.stride))
    return tuple(sorted(set(read_codes(rows))))


def _text_on(page: Any, apart: str) -> str:
    from pypdfium2.raw import FPDFText_GetUnicode

    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        codes = [FPDFText_GetUnicode(text_page.raw, place) for place in range(count)]
        units = "".join(
            _written(text_page, place, count, apart) if code in _NOT_AS_IT_IS else chr(code)
            for place, code in enumerate(codes)
        )
    finally:
        text_page.close()
    # On Windows pdfium counts in halves of UTF-16; elsewhere this changes nothing.
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _written(text_page: Any, place: int, count: int, apart: str) -> str:
    """Return what was written at a place of the page's text; empty for a guessed space."""
    import pypdfium2.raw as pdfium

    code = pdfium.FPDFText_GetUnicode(text_page, place)
    if code in _HYPHEN_AT_LINE_END:
        return "-\n"
    if code == _SPACE and pdfium.FPDFText_IsGenerated(text_page, place) == 1:
        inside = 0 < place < count - 1
        return " " if inside and _is_wide(text_page, place - 1, place + 1) else ""
    if code == _LINE_END and 1 < place < count - 1 and _changes_size(text_page, place):
        return apart
    return "" if code in {0, _CARRIAGE_RETURN} else chr(code)


def _changes_size(text_page: Any, line_end: int) -> bool:
    """Return whether the line after a line's end is set larger or smaller than that line."""
    # A carriage return stands before the end of a line.
    before, after = _height(text_page, line_end - 2), _height(text_page, line_end + 1)
    return abs(before - after) > _ANOTHER_SIZE * max(before, after)


def _height(text_page: Any, place: int) -> float:
    _, bottom, _, top = text_page.get_charbox(place, loose=True)
    return float(top - bottom)


def _is_wide(text_page: Any, before: int, after: int) -> bool:
    """Return whether the gap between two characters is a column's, not a justified line's."""
    _, bottom, right, top = text_page.get_charbox(before, loose=True)
    next_left = text_page.get_charbox(after, loose=True)[0]
    return bool(next_left - right > _WIDE_GAP * (top - bottom))
