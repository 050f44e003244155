"""A phone held up to a sheet: what its camera sees, with everything that goes wrong outdoors.

A pinhole of 1450 px focal length at 1080 lines (67° across), as scanners analyse a frame. The
same seed makes the same picture; nothing is downloaded and nothing is random from run to run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Grey: TypeAlias = NDArray[np.uint8]
Light: TypeAlias = NDArray[np.float32]

FOCAL_PX = 1450.0

_PAPER, _WALL = 215.0, 120.0
_INK_SPREAD_MM = 0.04
_FINER = 3
"""How much finer than the sensor a far sheet is drawn, so that thin lines do not flicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How the sheet hangs and how the hand holds the phone; ranges are drawn by the seed."""

    tilt_deg: float
    blur_px: tuple[float, float]
    motion_px: float
    noise: float
    contrast: float
    shade: float
    """Share of the light that one side of the sheet lacks."""
    folds: int
    jpeg: int


NORMAL = Conditions(
    tilt_deg=25,
    blur_px=(0.6, 1.0),
    motion_px=1.5,
    noise=5,
    contrast=0.75,
    shade=0.3,
    folds=0,
    jpeg=85,
)
BAD = Conditions(
    tilt_deg=35,
    blur_px=(0.8, 1.3),
    motion_px=2.5,
    noise=9,
    contrast=0.55,
    shade=0.5,
    folds=2,
    jpeg=75,
)


def photograph(
    sheet: Grey, px_a_mm: float, *, distance_m: float, conditions: Conditions, seed: int
) -> Grey:
    """Return the sheet, or a part of it, as the phone's camera delivers it from a distance."""
    rng = np.random.default_rng(seed)
    image = _printed(sheet, px_a_mm, conditions, rng)
    image = _seen(image, px_a_mm, distance_m * 1000, conditions.tilt_deg, rng)
    image = cv2.GaussianBlur(image, (0, 0), rng.uniform(*conditions.blur_px)).astype(np.float32)
    image = _shaken(image, rng.uniform(0, conditions.motion_px), rng.uniform(0, math.pi))
    return _developed(image, conditions, rng)


def blotted(
    sheet: Grey, code_px: tuple[float, float, float], *, share: float, module_px: float, seed: int
) -> Grey:
    """Return the sheet with mud and flaked spots over a share of its code.

    ``code_px`` is left, top and side of the code without its quiet zone.
    """
    rng = np.random.default_rng(seed)
    left, top, side = code_px
    spotted = sheet.copy()
    remaining = share * side * side
    while remaining > 0:
        radius = rng.uniform(0.6, 1.8) * module_px
        centre = round(rng.uniform(left, left + side)), round(rng.uniform(top, top + side))
        cv2.circle(spotted, centre, round(radius), int(rng.choice([0, 255])), -1)
        remaining -= math.pi * radius * radius
    return spotted


def _printed(
    sheet: Grey, px_a_mm: float, conditions: Conditions, rng: np.random.Generator
) -> Light:
    """Return the sheet as an office printer and the weather leave it."""
    spread = cv2.GaussianBlur(sheet, (0, 0), max(0.3, _INK_SPREAD_MM * px_a_mm))
    paper = _PAPER + rng.uniform(-15, 15)
    ink = paper * (1 - conditions.contrast)
    image: Light = (ink + (paper - ink) * spread.astype(np.float32) / 255).astype(np.float32)
    for _ in range(conditions.folds):
        image = _folded(image, paper, px_a_mm, rng)
    return image


def _folded(image: Light, paper: float, px_a_mm: float, rng: np.random.Generator) -> Light:
    """Return the sheet with one crease: shade on one side, ink broken along it."""
    height, width = image.shape
    angle, place = rng.uniform(0, math.pi), rng.uniform(0.3, 0.7) * width
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    off_mm = ((across - place) * math.cos(angle) + (down - place) * math.sin(angle)) / px_a_mm
    shaded = image - 25 * np.exp(-((off_mm / 1.2) ** 2)) + 10 * np.tanh(off_mm / 6)
    broken = np.where(np.abs(off_mm) < 0.15, (shaded + paper) / 2, shaded)
    return np.asarray(broken, dtype=np.float32)


def _seen(
    image: Light, px_a_mm: float, distance_mm: float, tilt_deg: float, rng: np.random.Generator
) -> Light:
    """Return the sheet through the pinhole, turned and tilted by chance, on a grey wall."""
    turns = (math.radians(rng.uniform(-limit, limit)) for limit in (tilt_deg, tilt_deg, 15))
    about_x, about_y, about_z = (
        cv2.Rodrigues(np.array(axis) * turn)[0] for axis, turn in zip(np.eye(3), turns, strict=True)
    )
    height, width = image.shape
    corners_px = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    flat_mm = (corners_px - np.array([width, height]) / 2) / px_a_mm
    solid = np.hstack([flat_mm, np.zeros((4, 1))]) @ (about_z @ about_y @ about_x).T
    solid[:, 2] += distance_mm
    seen = solid[:, :2] / solid[:, 2:] * FOCAL_PX
    seen += 20 + rng.uniform(0, 1, 2) - seen.min(axis=0)
    size = np.ceil(seen.max(axis=0)).astype(int) + 20

    shrinks = px_a_mm * distance_mm / FOCAL_PX
    finer = _FINER if shrinks > 1 else 1
    if shrinks / finer > 1:
        image = cv2.GaussianBlur(image, (0, 0), 0.4 * shrinks / finer).astype(np.float32)
    warp = cv2.getPerspectiveTransform(corners_px, (seen * finer).astype(np.float32))
    fine = cv2.warpPerspective(
        image, warp, (int(size[0]) * finer, int(size[1]) * finer), borderValue=(_WALL,)
    )
    small = cv2.resize(fine, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def _shaken(image: Light, length_px: float, angle: float) -> Light:
    """Return the picture drawn out by a hand that moved."""
    kernel = np.zeros((9, 9), np.float32)
    for step in np.linspace(-length_px / 2, length_px / 2, 21):
        x, y = 4 + step * math.cos(angle), 4 + step * math.sin(angle)
        for column, row, share in _quarters(x, y):
            kernel[row, column] += share
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), dtype=np.float32)


def _quarters(x: float, y: float) -> Iterator[tuple[int, int, float]]:
    """Yield the four pixels around a point with their shares of it."""
    left, top = int(x), int(y)
    for column, across in ((left, 1 - (x - left)), (left + 1, x - left)):
        for row, down in ((top, 1 - (y - top)), (top + 1, y - top)):
            yield column, row, across * down


def _developed(image: Light, conditions: Conditions, rng: np.random.Generator) -> Grey:
    """Return the picture with uneven light and the sensor's noise, packed as JPEG."""
    height, width = image.shape
    across = np.linspace(-1, 1, width)[None]
    down = np.linspace(-1, 1, height)[:, None]
    angle = rng.uniform(0, 2 * math.pi)
    slope = across * math.cos(angle) + down * math.sin(angle)
    lit = image * (1 + conditions.shade / 2 * (slope - 1)) * rng.uniform(0.75, 1)
    noise = conditions.noise
    grain = rng.normal(0, noise, lit.shape)
    grain += rng.normal(0, 1, lit.shape) * np.sqrt(np.clip(lit, 0, 255)) * noise * 0.03
    raw = np.clip(lit + grain, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", raw, [cv2.IMWRITE_JPEG_QUALITY, conditions.jpeg])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
