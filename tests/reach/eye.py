"""An elder's eye before a poster: what is left of it from a distance, and whether it still reads.

An eye of decimal acuity V tells lines apart that are 1/V minutes of arc from each other. The
print is blurred by a Gaussian as wide as that at half its height, and sampled twice within it.
What an OCR network reads of the rest is compared with what stands in the PDF.
"""

from __future__ import annotations

import importlib
import math
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import cv2
import numpy as np
from pypdfium2 import raw

from kit.render.picture import opened, rendered
from kit.text.typeset.legibility import ELDER_ACUITY, reading_distance_m
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.reach.camera import Grey

_WIDTH_OF_SIGMA = 2 * math.sqrt(2 * math.log(2))
_MM_PER_INCH = 25.4
_SAMPLES = 2
"""Samples across the blur's width; the cones of an eye lie no closer."""
_FINER = 4
"""How much finer the print is drawn before it is blurred."""

# Ink above and below the base line, in em; a hair more than any character has.
_ABOVE_EM, _BELOW_EM, _BESIDE_EM = 0.92, 0.2, 0.2
_WIDEST_GAP_EM = 0.9

_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*(?:[万亿]?元|年|月|日|号|时|点|分|%)?")
# A document's number is neither amount nor date nor phone, and its brackets look like digits.
_DOCUMENT = re.compile(r"[〔\[(]\d{4}[〕\])]\d+号")
_NOT_LETTERS = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: what it says, how large, and where, in millimetres from the top left."""

    text: str
    size_pt: float
    left_mm: float
    base_mm: float
    right_mm: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a line."""

    line: Line
    read: str

    @property
    def letters(self) -> int:
        """How many characters, digits and Latin letters the line has; marks are not counted."""
        return len(_letters(self.line.text))

    @property
    def wrong(self) -> int:
        """How many of them were lost, added or changed."""
        same = SequenceMatcher(None, _letters(self.line.text), _letters(self.read), autojunk=False)
        return sum(
            max(end - start, other_end - other_start)
            for tag, start, end, other_start, other_end in same.get_opcodes()
            if tag != "equal"
        )

    @property
    def figures(self) -> tuple[str, ...]:
        """The amounts, dates, times and phones of the line."""
        return _figures(self.line.text)

    @property
    def misread(self) -> tuple[str, ...]:
        """Those of them that were not read as they stand."""
        return tuple((Counter(self.figures) - Counter(_figures(self.read))).elements())


def read_from(pdf: bytes, page: int, distance_m: float, stated_m: float) -> tuple[Reading, ...]:
    """Return what is read of a page from ``distance_m``.

    Only lines are asked for whose size the rule of legibility lets an elder read from
    ``stated_m``: fine print is for those who stand at the board.
    """
    lines = [
        line for line in lines_of(pdf, page) if reading_distance_m(line.size_pt) >= stated_m - 0.01
    ]
    picture, px_a_mm = seen_by_eye(pdf, page, distance_m)
    return tuple(
        Reading(line, text)
        for line, text in zip(
            lines, _recognised([_cut(picture, line, px_a_mm) for line in lines]), strict=True
        )
    )


def seen_by_eye(
    pdf: bytes, page: int, distance_m: float, acuity: float = ELDER_ACUITY
) -> tuple[Grey, float]:
    """Return a page as an eye sees it from a distance, and its pixels a millimetre."""
    width_mm = distance_m * 1000 * math.radians(1 / acuity / 60)
    px_a_mm = _SAMPLES * _FINER / width_mm
    with opened(pdf) as document:
        image = rendered(document, page, dpi=px_a_mm * _MM_PER_INCH, grey=True)
    sharp = np.asarray(image.convert("L"))
    blurred = cv2.GaussianBlur(sharp, (0, 0), width_mm * px_a_mm / _WIDTH_OF_SIGMA)
    size = (round(blurred.shape[1] / _FINER), round(blurred.shape[0] / _FINER))
    seen = cv2.resize(blurred, size, interpolation=cv2.INTER_AREA)
    return np.asarray(seen, dtype=np.uint8), px_a_mm / _FINER


def lines_of(pdf: bytes, page: int) -> tuple[Line, ...]:
    """Return the upright lines of a page; what stands across it is a stamp."""
    with opened(pdf) as document:
        sheet = document[page]
        text_page = sheet.get_textpage()
        try:
            letters = list(_placed(text_page, sheet.get_height()))
        finally:
            text_page.close()
            sheet.close()
    lines: list[Line] = []
    for letter in letters:
        last = lines[-1] if lines else None
        if last is not None and _goes_on(last, letter):
            lines[-1] = Line(
                last.text + letter.text, last.size_pt, last.left_mm, last.base_mm, letter.right_mm
            )
        else:
            lines.append(letter)
    return tuple(line for line in lines if line.text.strip())


def _goes_on(line: Line, letter: Line) -> bool:
    gap_mm = _WIDEST_GAP_EM * line.size_pt / PT_PER_MM
    return (
        abs(line.base_mm - letter.base_mm) < 0.1
        and abs(line.size_pt - letter.size_pt) < 0.1
        and -gap_mm < letter.left_mm - line.right_mm < gap_mm
    )


def _placed(text_page: Any, height_pt: float) -> Iterator[Line]:
    """Yield every visible upright character as a line of its own."""
    import ctypes

    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if raw.FPDFText_IsGenerated(text_page, index) or code <= 0x20:
            continue
        if raw.FPDFText_GetCharAngle(text_page, index):
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        _, _, right, _ = text_page.get_charbox(index)
        yield Line(
            chr(code),
            raw.FPDFText_GetFontSize(text_page, index),
            x.value / PT_PER_MM,
            (height_pt - y.value) / PT_PER_MM,
            right / PT_PER_MM,
        )


def _cut(picture: Grey, line: Line, px_a_mm: float) -> Grey:
    """Return the strip of the picture in which a line stands."""
    em_mm = line.size_pt / PT_PER_MM
    height, width = picture.shape
    top = max(0, math.floor((line.base_mm - _ABOVE_EM * em_mm) * px_a_mm))
    bottom = min(height, math.ceil((line.base_mm + _BELOW_EM * em_mm) * px_a_mm))
    left = max(0, math.floor((line.left_mm - _BESIDE_EM * em_mm) * px_a_mm))
    right = min(width, math.ceil((line.right_mm + _BESIDE_EM * em_mm) * px_a_mm))
    return picture[top:bottom, left:right]


def _recognised(strips: Sequence[Grey]) -> list[str]:
    """Return the text of every strip; the widths of a batch must not change what is read."""
    read = _reader()
    return [
        str(read(cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR), use_det=False, use_cls=False)[0][0][0])
        for strip in strips
    ]


@cache
def _reader() -> Any:
    # Its weights (PP-OCRv4) lie in the package: nothing is fetched.
    return importlib.import_module("rapidocr_onnxruntime").RapidOCR(
        intra_op_num_threads=1, inter_op_num_threads=1
    )


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", normalize("NFKC", text)).casefold()


def _figures(text: str) -> tuple[str, ...]:
    plain = re.sub(r"\s", "", normalize("NFKC", text))
    plain = _DOCUMENT.sub("", re.sub("[‐-―−]", "-", plain))
    return tuple(_FIGURE.findall(plain))
