"""A document as it stands, for whoever reads it through: paragraphs in order, tables between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.foreign.blocks import Grid
from kit.foreign.docx import read_docx
from kit.foreign.plain_text import decoded

if TYPE_CHECKING:
    from kit.foreign.gate import Opened
    from kit.foreign.known_words import KnownWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph with its automatic number, or a table; of a text file a line."""

    text: str = ""
    grid: Grid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDocument:
    """What stands in a file, and what the clerk must know was not read as it stands."""

    pieces: tuple[Piece, ...]
    told: tuple[str, ...] = ()
    counted: str = "段"
    """What a piece is: 行 of a text file, 段 of a document."""


def read_whole_file(opened: Opened, words: KnownWords) -> WholeDocument:
    """Return a document or text without a line left out; no dictionary is needed.

    Raises:
        ForeignFileError: It cannot be read, or nothing is written in it.
    """
    del words
    if not opened.package:
        lines = decoded(opened.data).split("\n")
        return WholeDocument(pieces=tuple(Piece(text=line) for line in lines), counted="行")
    document = read_docx(opened.package)
    return WholeDocument(
        pieces=tuple(
            Piece(grid=block) if isinstance(block, Grid) else Piece(text=block.number + block.text)
            for block in document.blocks
        ),
        told=document.told,
    )
