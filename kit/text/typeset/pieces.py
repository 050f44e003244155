"""What goes into a paragraph and what comes out: spans, and lines of placed characters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """How the lines of a paragraph stand between the margins."""

    JUSTIFY = "justify"
    LEFT = "left"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one weight.

    ``ruby`` is a reading set above it: with as many syllables (between spaces) as ``text``
    has characters each gets its own, else the reading stands over the whole, unbroken span.
    """

    text: str
    weight: int
    ruby: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one weight on one line, as written, so that they can be copied."""

    characters: str
    offsets_em: tuple[float, ...]
    """From the line's left edge to each character's origin. Two U+2014 in a row fill two em;
    the first offset is where U+2E3A is drawn in their place."""
    weight: int


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading above its base text (注音)."""

    characters: str
    x_em: float
    """From the line's left edge, in em of the base text."""
    offsets_em: tuple[float, ...]
    """From ``x_em``, in em of the reading's own size."""
    scale: float
    """Size of the reading as a part of the base size."""
    weight: int


@dataclass(frozen=True, slots=True)
class Line:
    """A set line; offsets count from the left edge of the measure, indent included."""

    pieces: tuple[Piece, ...]
    width_em: float
    """From the left edge of the measure to the right edge of the last character; a closing
    mark at the end counts half (GB/T 15834, 5.1.10)."""
    ruby: tuple[Ruby, ...] = ()
    stretch_em: float = 0.0
    """Space put between every two characters to fill the measure; 0 where none was needed."""

    @property
    def text(self) -> str:
        """The characters of the line as written."""
        return "".join(piece.characters for piece in self.pieces)
