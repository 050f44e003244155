"""Layouts (版式) as data: frames in millimetres, styles in points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEET_MM: Mapping[Paper, tuple[float, float]] = {
    Paper.A6: (105.0, 148.5),  # a quarter of A4
    Paper.A5: (148.5, 210.0),  # half of A4, so that two stand on a sheet without a strip left over
    Paper.A4: (210.0, 297.0),
    Paper.A3: (297.0, 420.0),
    Paper.A2: (420.0, 594.0),
    Paper.A1: (594.0, 841.0),
}


class Purpose(StrEnum):
    """What a layout is for; decides which frames and styles it must have."""

    FACTS = "facts"
    CONSULT = "consult"
    REPEAL = "repeal"
    ALERT = "alert"
    TABLE = "table"
    PROSE = "prose"
    SHEET = "sheet"
    HANDOUT = "handout"
    LEAFLET = "leaflet"
    QUESTIONS = "questions"
    CARD = "card"
    WINDOW = "window"


TAKEN_HOME = frozenset({Purpose.HANDOUT, Purpose.LEAFLET, Purpose.QUESTIONS, Purpose.CARD})
"""What is given into the hand: it never comes down, and has room to write on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How large and how small a text may be set, and on how many lines (0: any)."""

    largest_pt: float
    smallest_pt: float
    most_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the text of one part looks."""

    name: str
    fit: Fit
    weight: int = 500
    leading: float = 1.3
    """Distance of base lines as a multiple of the type size."""
    indent_em: float = 0.0
    paragraph_gap_em: float = 0.0
    floor: str = "text"
    """Which floor holds: ``fact``, ``text`` or ``note``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle of the sheet, origin at its top left corner."""

    name: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    gap_mm: float = 4.0
    """Least space between the parts inside."""

    @property
    def right_mm(self) -> float:
        """The x of its right edge."""
        return self.x_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """The y of its lower edge."""
        return self.y_mm + self.height_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet, its frames and its styles."""

    name: str
    purpose: Purpose
    paper: Paper
    landscape: bool
    width_mm: float
    height_mm: float
    margin_mm: float
    read_from_m: float
    frames: Mapping[str, Frame]
    styles: Mapping[str, Style]
    code_mm: float = 0.0
    """Side of the QR code with its quiet zone; 0 where the layout carries none."""


_NARROW_MM = 120.0
"""A line on a sheet this narrow holds no name and number."""


def is_written_on(layout: Layout) -> bool:
    """Whether somebody writes on it whom to ask in the village."""
    return layout.purpose in TAKEN_HOME and layout.width_mm > _NARROW_MM
