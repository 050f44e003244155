"""The structure tree: what a screen reader is told about the marks (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlab.lib.rl_accel import fp_str

from kit.compose.paper.page import Box, Code, Inset, Outline, Picture, Rule, Text
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.compose.paper.page import Mark
    from kit.render.canvas import SheetCanvas


_BYTE_ORDER_MARK = "feff"  # text in UTF-16 begins with it (7.9.2.2)


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

    def write(self, canvas: SheetCanvas) -> str:
        """Return the reference of the tree's root, with every element written to the file."""
        root, root_ref = canvas.reserve()
        document, above = canvas.reserve()
        refs: dict[int, str] = {}
        kids = " ".join([_write(canvas, element, above, refs) for element in self.elements])
        document.text = f"<</S/Document/P {root_ref}/K[{kids}]>>"
        numbers = []
        for page, owners in enumerate(self._owners):
            # Back from the marks of a page to their elements: by it a reader finds where it is.
            row, row_ref = canvas.reserve()
            row.text = f"[{' '.join([refs[id(owner)] for owner in owners])}]"
            numbers.append(f"{page} {row_ref}")
        root.text = (
            f"<</Type/StructTreeRoot/K {above}/ParentTree<</Nums[{' '.join(numbers)}]>>"
            f"/ParentTreeNextKey {len(self._owners)}>>"
        )
        return root_ref


def _write(canvas: SheetCanvas, element: Element, parent: str, refs: dict[int, str]) -> str:
    written, ref = canvas.reserve()
    refs[id(element)] = ref
    kids = [str(number) for number in element.marked]
    kids += [_write(canvas, child, ref, refs) for child in element.children]
    entries = [f"/S/{element.tag}/P {parent}"]
    if kids:
        entries.append(f"/K[{' '.join(kids)}]")
    if element.marked:
        entries.append(f"/Pg {canvas.page_references[element.page]}")
    if element.alt:
        entries.append(f"/Alt<{_BYTE_ORDER_MARK}{element.alt.encode('utf-16-be').hex()}>")
    if element.box_pt is not None:
        entries.append(f"/A<</O/Layout/Placement/Block/BBox[{fp_str(element.box_pt)}]>>")
    if element.heads_column:
        entries.append("/A<</O/Table/Scope/Column>>")
    written.text = f"<<{''.join(entries)}>>"
    return ref


def table_elements(marks: Sequence[Mark]) -> tuple[Element, dict[int, Element]]:
    """Return a table's element, and the cell of every text by the text's identity."""
    table = Element("Table")
    rows: dict[int, Element] = {}
    cells: dict[tuple[int, int], Element] = {}
    owners: dict[int, Element] = {}
    for mark in marks:
        if not isinstance(mark, Text):
            continue
        assert mark.cell is not None, "a text in a table has its row and column"
        row, _ = mark.cell
        if row not in rows:
            rows[row] = Element("TR")
            table.children.append(rows[row])
        if mark.cell not in cells:
            cells[mark.cell] = Element("TD" if row else "TH", heads_column=not row)
            rows[row].children.append(cells[mark.cell])
        owners[id(mark)] = cells[mark.cell]
    return table, owners


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
        case Code() | Outline():
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
