"""A Word or WPS document (.docx) as paragraphs and grids.

Read by us and by no library: those at hand lose automatic numbers, text boxes or tracked
insertions without a word (每亩元), and one needs two gigabytes for a file of 400 kB.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.foreign.blocks import Document, Grid, Merged, Paragraph
from kit.foreign.docx_names import MC, W, named, root_of, shown_choice, value, whole
from kit.foreign.docx_numbers import numbers_in
from kit.foreign.docx_styles import looks_of, styles_in
from kit.foreign.docx_text import LeftOut, TextReader, note_key
from kit.foreign.gate import swollen
from kit.foreign.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from kit.foreign.blocks import Block
    from kit.foreign.docx_numbers import Numbers
    from kit.foreign.docx_styles import Looks
    from kit.foreign.gate import Package

_HOLDS_BLOCKS = named("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
_HOLDS_CELLS = named("sdt", "sdtContent", "ins", "customXml")
_HOLDS_LINES = _HOLDS_BLOCKS | named("tbl", "tr", "tc")
_MOST_PARAGRAPHS = 20_000
_WIDEST = 60
"""Columns of a table on paper; a span may say a thousand million."""


def read_docx(package: Package) -> Document:
    """Return what stands in a document, changes taken over as if they were accepted.

    Raises:
        ForeignFileError: A part is broken, or holds more than a notice.
    """
    body = root_of(package, "word/document.xml")
    reader = _Reader(
        numbers=numbers_in(root_of(package, "word/numbering.xml")),
        styles=styles_in(root_of(package, "word/styles.xml")),
        notes=dict(_notes(package)),
    )
    reader.left_out.pictures = sum(name.startswith("word/media/") for name in package.names)
    content = None if body is None else body.find(f"{W}body")
    if content is not None:
        reader.read(content)
    return Document(blocks=tuple(reader.blocks), told=tuple(reader.left_out.told()))


def _notes(package: Package) -> Iterator[tuple[str, str]]:
    for kind in ("footnotes", "endnotes"):
        for note in root_of(package, f"word/{kind}.xml") or ():
            if note.get(f"{W}type") is None:  # the others are the rules above the notes
                reader = TextReader({}, LeftOut())
                text = "".join(reader.text_in(one) for one in note.iter(f"{W}p")).strip()
                if text:
                    yield note_key(note.tag, note), text


@dataclass(slots=True)
class _Reader:
    numbers: Numbers
    styles: Mapping[str, Looks]
    notes: Mapping[str, str]
    blocks: list[Block] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)
    paragraphs: int = 0
    joined: str = ""
    """Text of a paragraph whose end was deleted: it goes on in the next."""

    def read(self, element: Element, *, boxed: bool = False) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child, boxed=boxed)
            elif tag == f"{W}tbl":
                self.blocks.append(self._grid(child))
            elif tag == f"{W}altChunk":
                self.left_out.objects += 1
            elif tag in _HOLDS_BLOCKS:
                self.read(child, boxed=boxed)
            elif tag == f"{MC}AlternateContent":
                chosen = shown_choice(child)
                if chosen is not None:
                    self.read(chosen, boxed=boxed)

    def _paragraph(self, element: Element, *, boxed: bool) -> None:
        self.paragraphs += 1
        if self.paragraphs > _MOST_PARAGRAPHS:
            raise swollen()
        looks = looks_of(element, self.styles)
        reader = TextReader(self.notes, self.left_out)
        before, self.joined = self.joined, ""
        text = before + plain(reader.text_in(element)).rstrip(" \u00a0")
        # A box hangs on the paragraph below it, and is read before it.
        self.blocks += [Paragraph(text=one, boxed=True) for one in reader.art if one.strip()]
        for box in reader.boxes:
            self.read(box, boxed=True)
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.joined = text
        elif text.strip():
            size = max(reader.sizes_pt, default=looks.size_pt or 0.0)
            self.blocks.append(
                Paragraph(
                    text=text,
                    number=self._number(looks),
                    centred=bool(looks.centred),
                    boxed=boxed,
                    size_pt=size,
                )
            )
        elif self.blocks and self.blocks[-1] != _BLANK:
            self.blocks.append(_BLANK)

    def _number(self, looks: Looks) -> str:
        return self.numbers.next(looks.numbered, looks.level or 0) if looks.numbered else ""

    def _grid(self, table: Element) -> Grid:
        rows: list[list[str]] = []
        merged: list[Merged] = []
        down: dict[int, int] = {}
        """By column: which of the merged cells may go on in the next row."""
        for number, line in enumerate(_rows(table)):
            row = [""] * min(whole(value(line, f"{W}trPr/{W}gridBefore")), _WIDEST)
            for cell in _cells(line):
                left, text = len(row), self._cell(cell)
                span = max(1, min(whole(value(cell, f"{W}tcPr/{W}gridSpan"), 1), _WIDEST))
                if _goes_on(cell) and left in down:
                    above = merged[down[left]]
                    merged[down[left]] = replace(above, bottom=number)
                    text = rows[above.top][left]
                else:
                    down[left] = len(merged)
                    right = left + span - 1
                    merged.append(Merged(top=number, left=left, bottom=number, right=right))
                row += [text] * span
            if len(row) > _WIDEST * 2:
                raise swollen()
            rows.append(row)
        widest = max(map(len, rows), default=0)
        return Grid(
            rows=tuple(tuple(row + [""] * (widest - len(row))) for row in rows),
            merged=tuple(one for one in merged if not one.is_one_cell),
        )

    def _cell(self, cell: Element) -> str:
        """Return a cell's lines; a table inside it is read as lines too."""
        lines = []
        for one in _lines(cell):
            reader = TextReader(self.notes, self.left_out)
            text = plain(reader.text_in(one)).strip(" \u3000\u00a0")
            lines.append(f"{self._number(looks_of(one, self.styles))}{text}" if text else "")
        return "\n".join(line for line in lines if line)


_BLANK = Paragraph(text="")


def _goes_on(cell: Element) -> bool:
    """Return whether a cell is the lower part of one that begins above."""
    down = cell.find(f"{W}tcPr/{W}vMerge")
    return down is not None and down.get(f"{W}val", "continue") != "restart"


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _HOLDS_CELLS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _HOLDS_CELLS:
            yield from _cells(child)


def _lines(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in _HOLDS_LINES:
            yield from _lines(child)
