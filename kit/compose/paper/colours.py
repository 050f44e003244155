"""What the inks look like (颜色), and which type can be read on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.page import Ink

if TYPE_CHECKING:
    from collections.abc import Mapping


RGB: Mapping[Ink, tuple[int, int, int]] = {
    Ink.BLACK: (0, 0, 0),
    Ink.WHITE: (255, 255, 255),
    Ink.RED: (176, 0, 32),
    Ink.ORANGE: (255, 130, 0),
    Ink.YELLOW: (255, 209, 0),
    Ink.BLUE: (0, 84, 166),
    Ink.SAFE: (0, 104, 56),
    Ink.NAVY: (24, 52, 92),
    Ink.GREEN: (0, 92, 60),
    Ink.TEAL: (0, 84, 92),
    Ink.PLUM: (96, 32, 96),
    Ink.BROWN: (112, 60, 0),
}
_LIGHT = frozenset({Ink.WHITE, Ink.ORANGE, Ink.YELLOW})


def type_on(ground: Ink) -> Ink:
    """Return the ink of type on a ground: its contrast is at least 6.9 (WCAG 1.4.6 asks 4.5)."""
    return Ink.BLACK if ground in _LIGHT else Ink.WHITE


def contrast(one: Ink, other: Ink) -> float:
    """Return the contrast of two inks, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(ink: Ink) -> float:
    linear = [_linear(part / 255) for part in RGB[ink]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
