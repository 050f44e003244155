"""Photos of boards made in code: sheets with codes, turned, blurred, as a phone sends them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import qrcode
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

SHEET_PX = 480


def sheet(text: str) -> Image.Image:
    """Return a sheet with its code; an empty text is a sheet without one."""
    paper = Image.new("L", (SHEET_PX, SHEET_PX * 3 // 2), 245)
    if text:
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4, box_size=6)
        code.add_data(text)
        drawn = code.make_image().get_image().convert("L")
        paper.paste(drawn, ((SHEET_PX - drawn.width) // 2, 400))
    return paper


def board(
    texts: Sequence[str],
    *,
    turned: Sequence[float] = (),
    blur: float = 0.8,
    taken: str = "",
    kind: str = "JPEG",
) -> bytes:
    """Return a photo of sheets beside each other; ``turned`` by degrees, clockwise."""
    width = 120 + len(texts) * (SHEET_PX + 120)
    photo = Image.new("L", (width, 1100), 90)
    for number, text in enumerate(texts):
        degrees = turned[number] if number < len(turned) else 0.0
        one = (
            sheet(text)
            .convert("LA")
            .rotate(-degrees, expand=True, resample=Image.Resampling.BICUBIC)
        )
        photo.paste(one, (100 + number * (SHEET_PX + 120), 150), one.getchannel("A"))
    photo = photo.filter(ImageFilter.GaussianBlur(blur))
    exif = Image.Exif()
    exif[0x010F] = "样例手机"
    exif.get_ifd(0x8825)[1] = "N"
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    out = BytesIO()
    photo.convert("RGB").save(out, kind, exif=exif)
    return out.getvalue()
