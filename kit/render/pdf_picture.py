"""Pictures as image objects of a PDF (ISO 32000-1, 8.9)."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFName

from kit.render.canvas import Stream
from kit.render.picture import flattened, staff_picture, upright

_COLOUR_SPACES = {"1": "DeviceGray", "L": "DeviceGray", "RGB": "DeviceRGB"}


def image_of(data: bytes) -> Stream:
    """Return the image object of a PNG or JPEG file.

    A plain JPEG goes in as it is; one that carries EXIF (how the phone was held, where and
    when) is unfolded, for PDF knows nothing of it and readers of the file need not either.

    Raises:
        SourceError: Not a PNG or JPEG, broken, or too large.
    """
    with staff_picture(data) as image:
        plain = image.format == "JPEG" and image.mode in _COLOUR_SPACES and not image.getexif()
        pixels = upright(image)
    dots = pixels.mode == "1" and not pixels.has_transparency_data
    if not plain and not dots:
        pixels = flattened(pixels)
    entries = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": pixels.width,
        "Height": pixels.height,
        "ColorSpace": PDFName(_COLOUR_SPACES[pixels.mode]),
        "BitsPerComponent": 1 if dots else 8,
    }
    if plain:
        return Stream(data, entries | {"Filter": PDFName("DCTDecode")})
    return Stream(pixels.tobytes(), entries)
