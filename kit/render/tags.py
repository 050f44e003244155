"""The structure tree: what a screen reader is told about the marks (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from kit.compose.page import Box, Code, Inset, Picture, Rule, Text
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.compose.page import Mark
    from kit.render.canvas import SheetCanvas


@dataclass(slots=True)
class Element:
    """A node of the tree; grows while the page is drawn."""

    tag: str
    alt: str = ""
    box_pt: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top: where a figure stands on its page (ISO 14289-1, 7.3)."""
    heads_column: bool = False
    children: list[Element] = field(default_factory=list)
    marked: list[int] = field(default_factory=list)
    """Numbers of its marked content on the page it was drawn on."""
    page: int = 0


class Structure:
    """Collects the elements of a document in reading order."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self._owners: list[list[Element]] = []

    def begin_page(self) -> None:
        """Start numbering marked content anew."""
        self._owners.append([])

    def add(self, element: Element) -> None:
        """Put an element at the end of the document."""
        self.elements.append(element)

    def mark(self, element: Element) -> int:
        """Return the number of the next marked content; it belongs to ``element``."""
        owners = self._owners[-1]
        owners.append(element)
        number = len(owners) - 1
        element.marked.append(number)
        element.page = len(self._owners) - 1
        return number

    def write(self, canvas: SheetCanvas) -> Any:
        """Return the tree's root, with every element written to the canvas's file."""
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        document = PDFDictionary(_entries("Document", canvas.add(root)))
        root["K"] = above = canvas.add(document)
        refs: dict[int, Any] = {}
        document["K"] = PDFArray([_write(canvas, e, above, refs) for e in self.elements])
        numbers: list[Any] = []
        for page, owners in enumerate(self._owners):
            numbers += [page, canvas.add(PDFArray([refs[id(owner)] for owner in owners]))]
        root["ParentTree"] = canvas.add(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(self._owners)
        return canvas.add(root)


def _entries(tag: str, parent: Any) -> dict[str, Any]:
    return {"S": PDFName(tag), "P": parent}


def _write(canvas: SheetCanvas, element: Element, parent: Any, refs: dict[int, Any]) -> Any:
    written = PDFDictionary(_entries(element.tag, parent))
    ref = refs[id(element)] = canvas.add(written)
    kids: list[Any] = [*element.marked]
    kids += [_write(canvas, child, ref, refs) for child in element.children]
    if kids:
        written["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
    if element.marked:
        written["Pg"] = canvas.page_references[element.page]
    if element.alt:
        written["Alt"] = PDFString(element.alt)
    if element.box_pt is not None:
        written["A"] = _attributes(
            "Layout", Placement=PDFName("Block"), BBox=PDFArray(element.box_pt)
        )
    if element.heads_column:
        written["A"] = _attributes("Table", Scope=PDFName("Column"))
    return ref


def _attributes(owner: str, **entries: Any) -> Any:
    return PDFDictionary({"O": PDFName(owner), **entries})


def table_elements(marks: Sequence[Mark]) -> tuple[Element, dict[int, Element]]:
    """Return a table's element, and the cell of every text by the text's identity."""
    table = Element("Table")
    rows: dict[float, Element] = {}
    cells: dict[tuple[float, float], Element] = {}
    owners: dict[int, Element] = {}
    for mark, (row, column) in _places(marks):
        heads = mark.cell is not None and row == 0
        if row not in rows:
            rows[row] = Element("TR")
            table.children.append(rows[row])
        if (row, column) not in cells:
            cells[row, column] = Element("TH" if heads else "TD", heads_column=heads)
            rows[row].children.append(cells[row, column])
        owners[id(mark)] = cells[row, column]
    return table, owners


def _places(marks: Sequence[Mark]) -> Iterator[tuple[Text, tuple[float, float]]]:
    """Yield every text with its row and column.

    Where the composer names none, a ruled line ends a row, or without lines each base line
    is one; what starts at the same place across is one cell, and no row is a header.
    """
    ruled = any(isinstance(mark, Rule) for mark in marks)
    row = 0
    for mark in marks:
        if isinstance(mark, Rule):
            row += 1
        elif isinstance(mark, Text):
            yield mark, mark.cell or (row if ruled else mark.y_mm, mark.x_mm)


def box_around(marks: Iterable[Mark], height_mm: float) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top in points of everything a figure is made of."""
    frames = [frame for frame in map(_frame_mm, marks) if frame is not None] or [(0.0,) * 4]
    left, top = min(f[0] for f in frames), min(f[1] for f in frames)
    right, bottom = max(f[2] for f in frames), max(f[3] for f in frames)
    return (
        left * PT_PER_MM,
        (height_mm - bottom) * PT_PER_MM,
        right * PT_PER_MM,
        (height_mm - top) * PT_PER_MM,
    )


def _frame_mm(mark: Mark) -> tuple[float, float, float, float] | None:
    """Return left, top, right and bottom of a mark; None for those that stand in no figure."""
    match mark:
        case Code():
            return mark.x_mm, mark.y_mm, mark.x_mm + mark.side_mm, mark.y_mm + mark.side_mm
        case Box() | Picture():
            return mark.x_mm, mark.y_mm, mark.x_mm + mark.width_mm, mark.y_mm + mark.height_mm
        case Text():
            em_mm = mark.size_pt / PT_PER_MM
            width = (max(mark.offsets_em, default=0.0) + 1) * em_mm
            return mark.x_mm, mark.y_mm - em_mm, mark.x_mm + width, mark.y_mm
        case Rule():
            return (
                min(mark.x1_mm, mark.x2_mm),
                min(mark.y1_mm, mark.y2_mm),
                max(mark.x1_mm, mark.x2_mm),
                max(mark.y1_mm, mark.y2_mm),
            )
        case Inset():
            return None
