"""Pictures as image objects of a PDF (ISO 32000-1, 8.9)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.render.pdf_file import Name, Stream
from kit.render.picture import flattened

if TYPE_CHECKING:
    from kit.render.pdf_file import PdfFile, Ref, Value

_COLOUR_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


def add_picture(file: PdfFile, data: bytes) -> Ref:
    """Return the image object of a PNG or JPEG file; a JPEG goes in as it is.

    What is see-through becomes white: printers then need not blend, and paper is white.

    Raises:
        SourceError: The bytes are not a picture.
    """
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as image:
            image.load()
            as_is = image.format == "JPEG" and image.mode in _COLOUR_SPACES
            pixels = image if as_is else flattened(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise SourceError("图片打不开。", "请重新存成 PNG 或 JPG 再放进来。") from error
    entries: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": pixels.width,
        "Height": pixels.height,
        "ColorSpace": Name(_COLOUR_SPACES[pixels.mode]),
        "BitsPerComponent": 8,
    }
    if as_is:
        entries["Filter"] = Name("DCTDecode")
        return file.add(Stream(entries, data))
    return file.add(Stream(entries, pixels.tobytes()))
