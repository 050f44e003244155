from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from kit.compose.paper.page import Block, Box, Document, Ink, Page, Picture, Tag
from kit.errors import SourceError, VerifyError
from kit.fonts import load_typeface
from kit.render.pdf import write_pdf
from kit.render.picture import (
    MOST_PIXELS,
    picture_size_px,
    safe_picture,
    write_png,
)
from tests.rendered_pages import page_image

PLACE = b"25.0N 116.7E"


def file_of(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photograph(
    kind: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (80, 40)
) -> bytes:
    """A picture whose upper left quarter is red, held as EXIF says, with a place in it."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE.decode()
    return file_of(image, kind, exif=exif)


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_staff_picture_keeps_its_kind_and_loses_where_it_was_taken(kind: str) -> None:
    data = photograph(kind)
    assert PLACE in data

    safe = safe_picture(data, 1000)

    assert PLACE not in safe
    assert Image.open(BytesIO(safe)).format == kind
    assert not Image.open(BytesIO(safe)).getexif()


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    data = photograph(orientation=6)  # the camera was turned right: the top is at the right

    upright = Image.open(BytesIO(safe_picture(data, 1000)))

    assert upright.size == picture_size_px(data) == (40, 80)
    assert upright.getpixel((35, 5))[1] < 60  # type: ignore[index]  # RGB, so a tuple
    assert upright.getpixel((5, 5))[1] > 200  # type: ignore[index]  # RGB, so a tuple


def test_a_large_picture_is_made_smaller_and_a_small_one_stays() -> None:
    assert picture_size_px(safe_picture(photograph(size=(800, 400)), 200)) == (200, 100)
    assert picture_size_px(safe_picture(photograph(size=(80, 40)), 200)) == (80, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str) -> None:
    data = file_of(Image.new(mode, (6, 4)), "PNG") if mode != "PA" else transparent_palette()

    assert Image.open(BytesIO(safe_picture(data, 100))).mode in {"L", "RGB"}


def transparent_palette() -> bytes:
    return file_of(Image.new("P", (6, 4)), "PNG", transparency=0)


def test_what_is_see_through_becomes_white() -> None:
    safe = Image.open(BytesIO(safe_picture(file_of(Image.new("RGBA", (2, 2)), "PNG"), 9)))

    assert safe.getpixel((0, 0)) == (255, 255, 255)


def test_a_four_ink_jpeg_becomes_rgb() -> None:
    data = file_of(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")

    assert Image.open(BytesIO(safe_picture(data, 9))).mode == "RGB"


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", photograph()[:400], photograph("PNG")[:90], png_header(9, 9)],
    ids=["empty", "text", "half a jpeg", "half a png", "png without pixels"],
)
def test_a_broken_picture_is_refused_in_words_staff_understand(data: bytes) -> None:
    with pytest.raises(SourceError, match="图片") as caught:
        safe_picture(data, 100)
    assert caught.value.remedy.startswith("请")


def test_other_picture_formats_are_refused() -> None:
    with pytest.raises(SourceError, match="PNG"):
        safe_picture(file_of(Image.new("RGB", (4, 4)), "GIF"), 100)


@pytest.mark.parametrize("side", [7_000, 10_000, 60_000])
def test_a_picture_that_would_unfold_to_gigabytes_is_refused_before_it_does(side: int) -> None:
    assert side * side > MOST_PIXELS
    for question in (picture_size_px, lambda data: safe_picture(data, 100)):
        with pytest.raises(SourceError, match="太大"):
            question(png_header(side, side))


def sheet_with(*marks: Box | Picture) -> bytes:
    page = Page(
        width_mm=100, height_mm=50, blocks=(Block(tag=Tag.FIGURE, marks=marks, alt="照片"),)
    )
    return write_pdf(Document(title="图", pages=(page,)), load_typeface())


@pytest.mark.parametrize("data", [photograph(), photograph("PNG"), photograph(orientation=6)])
def test_a_picture_fills_its_frame_on_the_page(data: bytes) -> None:
    pdf = sheet_with(Picture(x_mm=20, y_mm=10, width_mm=60, height_mm=30, data=data))

    image = page_image(pdf, 0, 25.4)  # one pixel a millimetre
    reds = [x for x in range(100) for y in range(50) if _is_red(image, x, y)]
    upright = picture_size_px(data)[0] > picture_size_px(data)[1]
    assert (min(reds), max(reds)) == pytest.approx((20, 50) if upright else (50, 80), abs=1)
    assert PLACE not in pdf


def _is_red(image: Image.Image, x: int, y: int) -> bool:
    pixel = image.getpixel((x, y))
    return isinstance(pixel, tuple) and pixel[0] > 150 and pixel[1] < 100


def test_the_same_picture_twice_is_stored_once() -> None:
    data = photograph(size=(300, 200))
    marks = [Picture(x_mm=x, y_mm=0, width_mm=20, height_mm=20, data=data) for x in (0, 30, 60)]

    assert len(sheet_with(*marks)) < len(sheet_with(marks[0])) + 300


def test_a_broken_picture_stops_the_sheet() -> None:
    with pytest.raises(SourceError, match="图片"):
        sheet_with(Picture(x_mm=0, y_mm=0, width_mm=9, height_mm=9, data=b"?"))


def test_a_preview_is_as_wide_as_asked_and_the_same_every_time() -> None:
    for ink in (Ink.BLACK, Ink.RED):
        pdf = sheet_with(Box(x_mm=10, y_mm=10, width_mm=30, height_mm=20, fill=ink))
        preview = write_png(pdf, 0, 541)
        assert Image.open(BytesIO(write_png(pdf, 0, 1080))).width == 1080

        assert preview == write_png(pdf, 0, 541)
        assert Image.open(BytesIO(preview)).size == (541, 271)
        assert len(preview) < 2000


def test_a_grey_preview_keeps_black_black_and_white_white() -> None:
    pdf = sheet_with(Box(x_mm=10, y_mm=10, width_mm=30, height_mm=20, fill=Ink.BLACK))
    preview = Image.open(BytesIO(write_png(pdf, 0, 200))).convert("RGB")

    assert preview.getpixel((50, 40)) == (0, 0, 0)
    assert preview.getpixel((5, 5)) == (255, 255, 255)


def test_what_is_no_pdf_or_no_page_of_it_is_refused() -> None:
    with pytest.raises(VerifyError, match="打不开"):
        page_image(b"%PDF-1.7 broken", 0, 72)
    with pytest.raises(VerifyError, match="没有第 2 页"):
        write_png(sheet_with(), 1, 100)
    with pytest.raises(VerifyError, match="没有第 2 页"):
        page_image(sheet_with(), 1, 72)
