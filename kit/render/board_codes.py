"""Photos of notice boards: the codes in them, where, how tilted; and the photo as it is kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.render.picture import flattened, staff_picture, upright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

MOST_BYTES = 25_000_000
MOST_PIXELS = 60_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_KEPT_PX, _KEPT_QUALITY = 2000, 80
_ROWS, _COLUMNS = 3, 4
_SAME_PLACE = 0.02  # of the photo: tiles overlap, and a code is read in both
_TAKEN, _EXIF = 0x9003, 0x8769  # DateTimeOriginal, and where it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoCode:
    """A QR code in a photo."""

    text: str
    x: float
    """Middle, as a share of the photo's width from the left."""
    y: float
    """Middle, as a share of its height from above."""
    degrees: float
    """Of its upper edge, clockwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPhoto:
    """What a photo shows, and the photo made anew from its pixels."""

    codes: tuple[PhotoCode, ...]
    taken: str
    """What the telephone says of when: 2026:11:24 09:30:00; empty where it says nothing."""
    kept: bytes
    """JPEG: upright, small, without place, time, owner or comment."""


def read_board_photo(data: bytes) -> BoardPhoto:
    """Return what stands in a photo of a board.

    Raises:
        SourceError: It is no photo that can be read: too large, broken, or HEIC.
    """
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"照片太大，最多 {MOST_BYTES // 1_000_000} MB。", "请用微信发一次再存下来，就小了。"
        )
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise SourceError(
            "这是苹果手机的 HEIC 照片，读不出。",
            "请在手机的“设置—相机—格式”里选“兼容性最佳”，再拍一张。",
        )
    with staff_picture(data, formats=_FORMATS, most_pixels=MOST_PIXELS) as image:
        taken = str(image.getexif().get_ifd(_EXIF).get(_TAKEN, ""))
        pixels = flattened(upright(image))
    grey = pixels.convert("L")
    return BoardPhoto(codes=codes_in(grey), taken=taken.strip("\0 "), kept=_made_anew(pixels))


def codes_in(grey: Image) -> tuple[PhotoCode, ...]:
    """Return the codes in a photo, from above to below.

    The whole picture, then overlapping tiles at double size: what is small, blurred or badly
    lit is read there; an old sheet that nobody looks for, too.
    """
    found = list(_read(grey, grey.size, 0, 0, 1))
    for left, top, tile in _tiles(grey):
        for one in _read(tile, grey.size, left, top, 2):
            if not any(_is_same(one, other) for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: (round(one.y * 4), one.x, one.text)))


def _is_same(one: PhotoCode, other: PhotoCode) -> bool:
    near = abs(one.x - other.x) < _SAME_PLACE and abs(one.y - other.y) < _SAME_PLACE
    return near and one.text == other.text


def _tiles(grey: Image) -> Iterator[tuple[int, int, Image]]:
    from PIL import Image as Pillow
    from PIL import ImageOps

    width, height = grey.size
    wide, high = width * 3 // (2 * _COLUMNS + 1), height * 3 // (2 * _ROWS + 1)
    if not wide or not high:
        return
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            left = column * (width - wide) // (_COLUMNS - 1)
            top = row * (height - high) // (_ROWS - 1)
            tile = grey.crop((left, top, left + wide, top + high))
            large = tile.resize((wide * 2, high * 2), Pillow.Resampling.BICUBIC)
            yield left, top, ImageOps.autocontrast(large, cutoff=1)


def _read(
    image: Image, size: tuple[int, int], left: int, top: int, scale: int
) -> Iterator[PhotoCode]:
    """Yield the codes of a part of the photo that begins at ``left`` and ``top``."""
    import zxingcpp

    for code in zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_invert=False,
        binarizer=zxingcpp.Binarizer.LocalAverage,
    ):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        x = left + sum(one.x for one in corners) / 4 / scale
        y = top + sum(one.y for one in corners) / 4 / scale
        right, down = (
            place.top_right.x - place.top_left.x,
            place.top_right.y - place.top_left.y,
        )
        yield PhotoCode(
            text=str(code.text),
            x=x / size[0],
            y=y / size[1],
            degrees=math.degrees(math.atan2(down, right)),
        )


def _made_anew(pixels: Image) -> bytes:
    """Return the photo as it is kept; a telephone writes place and owner into every one."""
    from PIL import Image as Pillow

    small = pixels.copy()
    small.thumbnail((_KEPT_PX, _KEPT_PX), Pillow.Resampling.LANCZOS)
    bare = Pillow.frombytes(small.mode, small.size, small.tobytes())
    out = BytesIO()
    bare.save(out, "JPEG", quality=_KEPT_QUALITY, optimize=True)
    return out.getvalue()
