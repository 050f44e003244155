"""What an official paper is made of, for whoever writes it as a document or draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTitle:
    """The paper's title."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHeading:
    """一、 of level 1, （一） of level 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperParagraph:
    """Running text; at the right edge where it signs, without an indent where it is addressed."""

    text: str
    signs: bool = False
    is_address: bool = False
    """To whom it goes, or how its number runs."""
    is_apart: bool = False
    """White space stands above it: room for a seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanCell:
    """A cell by its upper left corner, and over how many rows and columns it lies."""

    top: int
    left: int
    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = False
    at_left: bool = False
    """Its words begin at the left edge; else they stand in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanTable:
    """A table whose cells fill it without a gap."""

    widths_mm: tuple[float, ...]
    rows: int
    cells: tuple[SpanCell, ...]
    head_rows: int = 0
    """Shown again where it goes on on another page."""
    least_row_mm: float = 0.0
    """Of a form: room to write in by hand; its words are larger, too."""

    @property
    def is_form(self) -> bool:
        """Whether somebody fills it in by hand."""
        return self.least_row_mm > 0


PaperBlock: TypeAlias = PaperTitle | PaperHeading | PaperParagraph | SpanTable


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPaper:
    """A paper ready to be written or drawn."""

    title: str
    blocks: tuple[PaperBlock, ...]
