"""A telephone's photo of a notice board, made from finished posters: 12 MP, a wide lens.

Perspective from where somebody stands, blur, noise, light that falls off, glare, JPEG.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, HIGH = 4000, 3000
_FOCAL_PX = WIDE / 2 / math.tan(math.radians(34.7))  # 26 mm on a telephone
_SHEET_MM, _GAP_MM = (297.0, 420.0), 25.0
_BACKGROUND, _BOARD = 110, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How a photo is taken."""

    metres: float
    aside_deg: float = 0.0
    blur_px: float = 0.8
    glare: bool = False
    light: float = 1.0
    noise: float = 4.0
    tilt_deg: float = 1.0
    """How crooked sheets hang, as a standard deviation."""


def photo(sheets: Sequence[Image.Image], shot: Shot, seed: int = 1) -> bytes:
    """Return the photo as a JPEG; sheets hang in rows, twice as many beside as above."""
    chance = random.Random(seed)
    columns = math.ceil(math.sqrt(len(sheets) * 1.9))
    rows = math.ceil(len(sheets) / columns)
    pitch = _SHEET_MM[0] + _GAP_MM, _SHEET_MM[1] + _GAP_MM
    width, height = columns * pitch[0] + _GAP_MM, rows * pitch[1] + _GAP_MM
    taken = Image.new("L", (WIDE, HIGH), _BACKGROUND)
    _hang(taken, Image.new("L", (8, 8), _BOARD), _corners(0, 0, width, height, 0), shot)
    for number, sheet in enumerate(sheets):
        row, column = divmod(number, columns)
        x = -width / 2 + _GAP_MM + column * pitch[0] + _SHEET_MM[0] / 2
        y = -height / 2 + _GAP_MM + row * pitch[1] + _SHEET_MM[1] / 2
        _hang(taken, sheet, _corners(x, y, *_SHEET_MM, chance.gauss(0, shot.tilt_deg)), shot)
    out = BytesIO()
    _lit(taken, shot, chance, seed).save(out, "JPEG", quality=85)
    return out.getvalue()


def _corners(
    x: float, y: float, width: float, height: float, degrees: float
) -> list[tuple[float, float]]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    around = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    halves = [(a * width / 2, b * height / 2) for a, b in around]
    return [(x + cos * dx - sin * dy, y + sin * dx + cos * dy) for dx, dy in halves]


def _hang(
    taken: Image.Image, sheet: Image.Image, corners_mm: list[tuple[float, float]], shot: Shot
) -> None:
    """Draw a sheet where its corners, in millimetres from the middle of the board, are seen."""
    cos, sin = math.cos(math.radians(shot.aside_deg)), math.sin(math.radians(shot.aside_deg))
    seen = []
    for x, y in corners_mm:
        depth = shot.metres * 1000 + x * sin
        seen.append((WIDE / 2 + _FOCAL_PX * x * cos / depth, HIGH / 2 + _FOCAL_PX * y / depth))
    left, top = (math.floor(min(one[axis] for one in seen)) for axis in (0, 1))
    right, bottom = (math.ceil(max(one[axis] for one in seen)) for axis in (0, 1))
    # No larger than twice what is seen of it, else fine lines shimmer.
    scale = min(1.0, 2 * (right - left) / sheet.width)
    sheet = sheet.resize((max(2, int(sheet.width * scale)), max(2, int(sheet.height * scale))))
    size = (right - left, bottom - top)
    here = [(x - left, y - top) for x, y in seen]
    there = [(0, 0), (sheet.width, 0), (sheet.width, sheet.height), (0, sheet.height)]
    by = _coefficients(here, there)
    drawn = sheet.transform(size, Image.Transform.PERSPECTIVE, by, Image.Resampling.BICUBIC)
    mask = Image.new("L", sheet.size, 255).transform(size, Image.Transform.PERSPECTIVE, by)
    taken.paste(drawn, (left, top), mask)


def _coefficients(here: list[tuple[float, float]], there: list[tuple[float, float]]) -> list[float]:
    rows, wanted = [], []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    solved: list[float] = np.linalg.solve(np.array(rows), np.array(wanted)).tolist()
    return solved


def _lit(taken: Image.Image, shot: Shot, chance: random.Random, seed: int) -> Image.Image:
    light = np.asarray(taken, np.float32)
    if shot.glare:
        y, x = np.mgrid[0:HIGH, 0:WIDE]
        middle = WIDE * chance.uniform(0.3, 0.7), HIGH * chance.uniform(0.3, 0.7)
        distance = ((x - middle[0]) / (WIDE * 0.12)) ** 2 + ((y - middle[1]) / (HIGH * 0.12)) ** 2
        spot = 0.85 * np.exp(-distance)
        light = light * (1 - spot) + 255 * spot
    light = light * np.linspace(0.65, 1.0, WIDE, dtype=np.float32)[None, :] * shot.light
    blurred = Image.fromarray(np.clip(light, 0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(shot.blur_px)
    )
    noise = np.random.default_rng(seed).normal(0, shot.noise, (HIGH, WIDE))
    noisy = np.asarray(blurred, np.float32) + noise
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).convert("RGB")
