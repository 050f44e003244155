"""A document from elsewhere as its reader sees it: paragraphs and grids, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph, with the line breaks that stand in it."""

    text: str
    number: str = ""
    """What the writing program draws before it and stores nowhere as text: 一、"""
    centred: bool = False
    boxed: bool = False
    """It stands in a text box, as the heads of many notices do."""
    size_pt: float = 0.0
    """Of its largest characters; 0 where nothing says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Cells made one; rows and columns are counted from 0, the last one belongs to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_one_cell(self) -> bool:
        """Whether nothing was merged after all."""
        return (self.top, self.left) == (self.bottom, self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table, all rows of one length; merged cells are filled with what is shown there."""

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What stands in a file, in order, and what the clerk must know was not read as it stands."""

    blocks: tuple[Block, ...]
    told: tuple[str, ...] = ()
