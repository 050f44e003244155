"""Pages as pictures, and staff's pictures made safe to publish."""

from __future__ import annotations

import threading
import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError, VerifyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

MOST_PIXELS = 40_000_000
"""A photograph from a good phone; more is a mistake or an attack."""

POINTS_PER_INCH = 72
_JPEG_QUALITY, _SMALL_JPEG_QUALITY = 88, 80
_ORIENTATION = 0x0112  # EXIF: how the phone was held
_SIDEWAYS = {5, 6, 7, 8}
_SHADES = 16
_APART = 9  # pixels of a row, where a few of them do
_QUICK = 3  # a seventh more bytes than zlib's usual 6, in half the time
_GREY_PALETTE = [round(shade * 255 / (_SHADES - 1)) for shade in range(_SHADES) for _ in "rgb"]


_PDFIUM = threading.RLock()


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Yield the PDF as a pdfium document, to one thread at a time.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    import pypdfium2

    # PDFium keeps its state in globals: two threads in it at once crash it or mix their pages,
    # in whatever documents. Processes do not share them.
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise VerifyError("这个 PDF 文件打不开，可能坏了。", "请重新生成这一期。") from error
        try:
            yield document
        finally:
            document.close()


def rendered(
    document: Any,
    page_index: int,
    *,
    dpi: float = POINTS_PER_INCH,
    width_px: int | None = None,
    grey: bool = False,
) -> Image:
    """Return a page of an open document in RGB or grey, at a resolution or, when given, of a width.

    Raises:
        VerifyError: There is no such page.
    """
    if not 0 <= page_index < len(document):
        raise VerifyError(
            f"PDF 只有 {len(document)} 页，没有第 {page_index + 1} 页。", "请重新生成这一期。"
        )
    page = document[page_index]
    # pdfium rounds up; a hair less keeps 1080 from becoming 1081.
    scale = dpi / POINTS_PER_INCH if width_px is None else (width_px - 0.01) / page.get_width()
    try:
        drawn = page.render(scale=scale, grayscale=grey, prefer_bgrx=True, rev_byteorder=True)
        image: Image = drawn.to_pil()
    finally:
        page.close()
    return image if grey else image.convert("RGB")


def write_png(pdf: bytes, page_index: int, width_px: int) -> bytes:
    """Return a page as a PNG ``width_px`` wide.

    A preview is looked at and sent on, not printed: sixteen shades of grey keep letters smooth
    in a fraction of the bytes; a page in colour keeps its own 256.

    Raises:
        VerifyError: The bytes are not a PDF, or it has no such page.
    """
    from PIL import Image as Pillow

    with opened(pdf) as document:
        image = rendered(document, page_index, width_px=width_px)
    if is_grey(image):
        grey = image.convert("L")
        small = grey.point([round(value * (_SHADES - 1) / 255) for value in range(256)])
        small = small.convert("P")
        small.putpalette(_GREY_PALETTE)  # a short palette is saved in four bits
    else:
        # The octree is five times faster than the median cut and looks the same on type. Every
        # row is asked for its colours, so that no rule is missed, but not every pixel in it.
        few = image.resize((-(-image.width // _APART), image.height), Pillow.Resampling.NEAREST)
        colours = few.quantize(method=Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE)
        small = image.quantize(palette=colours, dither=Pillow.Dither.NONE)
    out = BytesIO()
    small.save(out, "PNG", compress_level=_QUICK)
    return out.getvalue()


def write_jpeg(pdf: bytes, page_index: int, width_px: int) -> bytes:
    """Return a page as a JPEG ``width_px`` wide, the form every telephone shows beside a link.

    Raises:
        VerifyError: The bytes are not a PDF, or it has no such page.
    """
    with opened(pdf) as document:
        image = rendered(document, page_index, width_px=width_px)
    out = BytesIO()
    image.save(out, "JPEG", quality=_SMALL_JPEG_QUALITY)
    return out.getvalue()


def is_grey(image: Image) -> bool:
    """Return whether every pixel of an RGB image has three equal parts."""
    # Colour is seen in few pixels of a page that has some; only a grey page is read in full.
    few = image.resize((-(-image.width // _APART), image.height), resample=0)
    return _has_equal_parts(few) and _has_equal_parts(image)


def _has_equal_parts(image: Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    differences = ImageChops.difference(red, green), ImageChops.difference(green, blue)
    return all(difference.getbbox() is None for difference in differences)


def safe_picture(data: bytes, most_px: int) -> bytes:
    """Return staff's picture drawn anew: upright, its longer side at most ``most_px``.

    A JPEG stays a JPEG and a PNG a PNG. Nothing but the pixels is carried over: a phone writes
    place, time and owner into every photograph, and none of it belongs on a public page.

    Raises:
        SourceError: Not a PNG or JPEG, broken, or too large to be opened safely.
    """
    from PIL import Image as Pillow

    with staff_picture(data) as image:
        kind = image.format
        pixels = flattened(upright(image))
    pixels.thumbnail((most_px, most_px), Pillow.Resampling.LANCZOS)
    return _bare(pixels, kind)


def _bare(pixels: Image, kind: str | None) -> bytes:
    from PIL import Image as Pillow

    # Pillow hands a profile or a comment on to the new file; a bare copy has none.
    bare = Pillow.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = BytesIO()
    if kind == "JPEG":
        bare.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    else:
        bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def turned_picture(data: bytes) -> bytes:
    """Return staff's picture turned by a quarter to the right, and otherwise as it was.

    Raises:
        SourceError: As :func:`safe_picture`.
    """
    from PIL import Image as Pillow

    with staff_picture(data) as image:
        kind = image.format
        turned = flattened(upright(image)).transpose(Pillow.Transpose.ROTATE_270)
    return _bare(turned, kind)


def in_two_tones(data: bytes) -> bytes:
    """Return a picture that :func:`safe_picture` made as a PNG of black dots on white.

    For printers told to use black alone: a grey of their own making turns small print in a
    picture to mud, where scattered dots keep its edges.
    """
    from PIL import Image as Pillow
    from PIL import ImageOps

    with Pillow.open(BytesIO(data)) as image:
        dots = ImageOps.autocontrast(image.convert("L")).convert("1")
    out = BytesIO()
    dots.save(out, "PNG", optimize=True)
    return out.getvalue()


def picture_size_px(data: bytes) -> tuple[int, int]:
    """Return width and height of staff's picture as it is seen, turned upright.

    Raises:
        SourceError: As :func:`safe_picture`, but the pixels are not read.
    """
    with staff_picture(data) as image:
        sideways = image.getexif().get(_ORIENTATION, 1) in _SIDEWAYS
        width, height = image.size
    return (height, width) if sideways else (width, height)


def flattened(image: Image) -> Image:
    """Return the picture in grey or RGB, on white where one could see through it."""
    from PIL import Image as Pillow

    if image.mode in {"1", "L"} and not image.has_transparency_data:
        return image.convert("L")
    if image.mode.startswith("I"):  # 16-bit grey: scaled, for Pillow would cut it off
        return image.convert("F").point(lambda value: value / 257).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Pillow.alpha_composite(Pillow.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def upright(image: Image) -> Image:
    """Return the picture read in full and turned as the phone was held."""
    from PIL import ImageOps

    image.load()
    return ImageOps.exif_transpose(image)


@contextmanager
def staff_picture(
    data: bytes,
    *,
    formats: tuple[str, ...] = ("PNG", "JPEG"),
    most_pixels: int = MOST_PIXELS,
) -> Iterator[Image]:
    """Yield an opened picture; whatever is wrong with it becomes a sentence for staff."""
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # A small file can unfold to gigabytes; Pillow warns, we stop.
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(data), formats=formats) as image:
                if image.width * image.height > most_pixels:
                    raise _too_large(f"{image.width}×{image.height} 像素", most_pixels)
                yield image
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_large("尺寸过大", most_pixels) from error
    except UnidentifiedImageError as error:
        raise SourceError("图片不是 PNG 或 JPG。", "请用画图打开，另存为 PNG 或 JPG。") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise SourceError("图片坏了，打不开。", "请换一张，或用画图打开后重新保存。") from error


def _too_large(how: str, most_pixels: int) -> SourceError:
    return SourceError(
        f"图片太大（{how}），最多 {most_pixels // 10_000} 万像素。", "请先把图片缩小再放进来。"
    )
