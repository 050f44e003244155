"""What a finished PDF says when it is read as a villager's phone or a clerk's copy would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.render.picture import opened, rendered

if TYPE_CHECKING:
    from PIL.Image import Image


def read_codes_in(pdf: bytes, dpi: float = 150) -> tuple[tuple[str, ...], ...]:
    """Return what the QR codes of every page say, sorted within a page.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    with opened(pdf) as document:
        return tuple(
            read_codes(rendered(document, index, dpi=dpi, grey=True))
            for index in range(len(document))
        )


def read_codes(image: Image) -> tuple[str, ...]:
    """Return what the QR codes in a picture say, sorted.

    Pages are drawn upright and dark on light, so the reader need not look for more.
    """
    import zxingcpp

    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=False,
        try_invert=False,
    )
    return tuple(sorted(str(code.text) for code in found))


def read_text_of(pdf: bytes) -> tuple[str, ...]:
    """Return the text of every page in the order it was written, as copying it gives.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    with opened(pdf) as document:
        return tuple(_page_text(document, index) for index in range(len(document)))


def pdf_metadata_text(pdf: bytes) -> str:
    """Return everything the file says of itself beside its pages, one entry a line.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    with opened(pdf) as document:
        entries = document.get_metadata_dict(skip_empty=True)
    return "\n".join(f"{name}: {value}" for name, value in sorted(entries.items()))


def _page_text(document: Any, index: int) -> str:
    page = document[index]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range()
    finally:
        text_page.close()
        page.close()
    return text.replace("\r\n", "\n")
