"""What hangs on a sheet: millimetres from the top left corner, every glyph in its place.

Compose makes these values, render draws them and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kit.text.typeset.legibility import reading_distance_m

if TYPE_CHECKING:
    from kit.model.township import Flip


class Ink(StrEnum):
    """Colours that survive an office printer; there is no grey text.

    What a colour says is said in words or by a shape besides: every twelfth man does not see
    red, and many printers have black alone.
    """

    BLACK = "black"
    WHITE = "white"
    RED = "red"
    """What is forbidden, and the highest level of an alert."""
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
    SAFE = "safe"
    """An alert that is over."""
    NAVY = "navy"
    GREEN = "green"
    TEAL = "teal"
    PLUM = "plum"
    BROWN = "brown"


class Tag(StrEnum):
    """What a block is to somebody who reads the PDF by ear (PDF 1.7, 14.8.4)."""

    TITLE = "H1"
    HEADING = "H2"
    PARAGRAPH = "P"
    TABLE = "Table"
    FIGURE = "Figure"
    ARTIFACT = "Artifact"
    """Rules, marks and stamps: not read aloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text: ``y_mm`` is its base line, every character has its own offset."""

    x_mm: float
    y_mm: float
    characters: str
    offsets_em: tuple[float, ...]
    """From ``x_mm`` to each character's origin, in em of ``size_pt``."""
    size_pt: float
    weight: int
    """400 regular, 500 text on paper, 900 titles and figures."""
    ink: Ink = Ink.BLACK
    angle_deg: float = 0.0
    """Counter-clockwise about the start of the line; only stamps are turned."""
    cell: tuple[int, int] | None = None
    """Row and column in its table, for those who read by ear; row 0 is the header.

    Every text of a block tagged as a table has one.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle, filled, stroked or both."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line."""

    x1_mm: float
    y1_mm: float
    x2_mm: float
    y2_mm: float
    width_mm: float
    ink: Ink = Ink.BLACK
    dash_mm: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code, ``side_mm`` wide with its quiet zone of four modules."""

    x_mm: float
    y_mm: float
    side_mm: float
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A pictogram in one colour, by its name in ``kit.compose.paper.pictograms``."""

    name: str
    x_mm: float
    y_mm: float
    side_mm: float
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """An image file's bytes and its size in pixels."""

    data: bytes
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image file's bytes (JPEG or PNG), stretched into its frame by the composer's sums."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    data: bytes
    cut_x: float = 0.0
    cut_y: float = 0.0
    """Parts of its width and height that are left out, half of them at either edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """A whole page drawn into this one: two handouts on a sheet, or a poster's tile.

    The page's top left corner goes to (``x_mm``, ``y_mm``), its lengths times ``scale``;
    what falls outside the clip frame is cut away.
    """

    page: Page
    x_mm: float
    y_mm: float
    scale: float = 1.0
    clip_mm: tuple[float, float, float, float] | None = None
    """x, y, width, height on the outer sheet."""
    upside_down: bool = False
    """Turned by half a circle within the frame it fills."""


Mark: TypeAlias = Text | Box | Rule | Code | Outline | Picture | Inset


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Marks that belong together, in reading order."""

    tag: Tag
    marks: tuple[Mark, ...]
    alt: str = ""
    """What a figure shows, for those who cannot see it."""
    in_black: tuple[Mark, ...] = ()
    """The same, drawn for a printer told to use black alone; empty: the marks, all in black."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameReport:
    """How a frame of the layout came out."""

    frame: str
    size_pt: float
    reading_distance_m: float
    """About how far an eye of V = 0.5 reads it; see ``kit.text.typeset.legibility``."""


def reported(frame: str, size_pt: float) -> FrameReport:
    """Return how a frame came out, with its reading distance."""
    distance_m = round(reading_distance_m(size_pt), 2)
    return FrameReport(frame=frame, size_pt=size_pt, reading_distance_m=distance_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """Where a print shop cuts a sheet, and how far around it ink may still be."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    bleed_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One side of a sheet."""

    width_mm: float
    height_mm: float
    blocks: tuple[Block, ...]
    frames: tuple[FrameReport, ...] = ()
    stamp: str = ""
    """样例, 送审稿: what must be said on every part of the sheet that may be seen alone."""
    trim: Trim | None = None
    """None where the paper is as large as the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF to be: its title is what a screen reader says first."""

    title: str
    pages: tuple[Page, ...]
    flip: Flip | None = None
    """How the printer turns the paper for which the backs are set; None: not for both sides."""
