"""Pages as pictures, and staff's pictures made safe to publish."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.errors import VerifyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_POINTS_PER_INCH = 72
_SHADES = 16
_GREY_PALETTE = [round(shade * 255 / (_SHADES - 1)) for shade in range(_SHADES) for _ in "rgb"]


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Yield the PDF as a pdfium document.

    Raises:
        VerifyError: The bytes are not a PDF.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise VerifyError("这个 PDF 文件打不开，可能坏了。", "请重新生成这一期。") from error
    try:
        yield document
    finally:
        document.close()


def rendered(document: Any, page_index: int, *, scale: float, grey: bool = False) -> Image:
    """Return a page of an open document; ``scale`` is in pixels a point.

    Raises:
        VerifyError: There is no such page.
    """
    if not 0 <= page_index < len(document):
        raise VerifyError(
            f"PDF 只有 {len(document)} 页，没有第 {page_index + 1} 页。", "请重新生成这一期。"
        )
    page = document[page_index]
    try:
        image: Image = page.render(scale=scale, grayscale=grey).to_pil()
    finally:
        page.close()
    return image


def page_image(pdf: bytes, page_index: int, dpi: float) -> Image:
    """Return a page as an image in RGB.

    Raises:
        VerifyError: The bytes are not a PDF, or it has no such page.
    """
    with opened(pdf) as document:
        return rendered(document, page_index, scale=dpi / _POINTS_PER_INCH).convert("RGB")


def write_png(pdf: bytes, page_index: int, width_px: int) -> bytes:
    """Return a page as a PNG ``width_px`` wide.

    A preview is looked at and sent on, not printed: sixteen shades of grey keep letters smooth
    in a fraction of the bytes; a page in colour keeps its own 256.

    Raises:
        VerifyError: The bytes are not a PDF, or it has no such page.
    """
    from PIL import Image as Pillow

    with opened(pdf) as document:
        scale = width_px / document.get_page_size(page_index)[0]
        image = rendered(document, page_index, scale=scale).convert("RGB")
    grey = image.convert("L")
    if is_grey(image):
        small = grey.point([round(value * (_SHADES - 1) / 255) for value in range(256)])
        small = small.convert("P")
        small.putpalette(_GREY_PALETTE)  # a short palette is saved in four bits
    else:
        # The octree is five times faster than the median cut and looks the same on type.
        small = image.quantize(method=Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE)
    out = BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def is_grey(image: Image) -> bool:
    """Return whether every pixel of an RGB image has three equal parts."""
    from PIL import ImageChops

    red, green, blue = image.split()
    differences = ImageChops.difference(red, green), ImageChops.difference(green, blue)
    return all(difference.getbbox() is None for difference in differences)


def flattened(image: Image) -> Image:
    """Return the picture in grey or RGB, on white where one could see through it."""
    from PIL import Image as Pillow

    if image.mode in {"1", "L"} and "transparency" not in image.info:
        return image.convert("L")
    if image.mode.startswith("I"):  # 16-bit grey: scaled, for Pillow would cut it off
        return image.convert("F").point(lambda value: value / 257).convert("L")
    if image.mode in {"LA", "RGBA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Pillow.alpha_composite(Pillow.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")
