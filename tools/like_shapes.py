"""Build ``kit/text/like_shapes.txt``: characters that look like one another in print.

    python tools/like_shapes.py .../NotoSansSC.ttf kit/text/like_shapes.txt

Each character of the common words is drawn, blurred and held against the others. Needs Pillow and
numpy. Nothing of the kit runs this; it tells how the file came to be, and makes it again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from kit.text.near_words import is_common

HEAD = "# Made by tools/like_shapes.py: a character, and those that look like it in Noto Sans SC.\n"
LEAST = 0.83
"""How alike two blurred drawings are at least; 1 is the same."""
_BOX_PX, _TYPE_PX, _BLUR_PX, _SMALL_PX = 48, 40, 1.6, 24
_COMMON = Path(__file__).parents[1] / "kit" / "text" / "common_words.txt"


def main(font: str, target: str) -> None:
    """Write the file."""
    words = {w for line in _COMMON.read_text("utf-8").splitlines() for w in line.split()[1:]}
    signs = sorted({sign for word in words if len(word) == 2 and is_common(word) for sign in word})
    typeface = ImageFont.truetype(font, _TYPE_PX)
    drawn = np.array([_drawn(sign, typeface) for sign in signs])
    alike = drawn @ drawn.T >= LEAST
    np.fill_diagonal(alike, val=False)
    lines = [
        f"{sign} {''.join(signs[other] for other in np.flatnonzero(row))}\n"
        for sign, row in zip(signs, alike, strict=True)
        if row.any()
    ]
    Path(target).write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


def _drawn(sign: str, typeface: ImageFont.FreeTypeFont) -> np.ndarray:
    image = Image.new("L", (_BOX_PX, _BOX_PX), 0)
    middle = (_BOX_PX // 2, _BOX_PX // 2)
    ImageDraw.Draw(image).text(middle, sign, font=typeface, fill=255, anchor="mm")
    blurred = image.filter(ImageFilter.GaussianBlur(_BLUR_PX)).resize((_SMALL_PX, _SMALL_PX))
    dots = np.asarray(blurred, dtype=np.float32).ravel()
    dots = dots - dots.mean()
    return dots / np.linalg.norm(dots)


if __name__ == "__main__":
    main(*sys.argv[1:])
