"""What a sheet is made from, and what is measured on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from kit.compose.layouts.parse import parse_layout
from kit.compose.paper.ink import in_black
from kit.compose.sheet_context import SheetContext
from kit.edition.inspect.legible import frame_figures
from kit.edition.inspect.scan import cut_payloads, inspection_dpi, payloads, scan_figures
from kit.edition.jobs.job import MadeFile
from kit.errors import SourceError
from kit.fonts import load_typeface
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Document
    from kit.fonts import Typeface
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.source.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FontFile:
    """A typeface as an order knows it: by what is in it; none is the built-in one.

    That one is counted by its package's version, as other libraries are.
    """

    sha256: str = ""
    path: Path | None = field(default=None, compare=False)


BUILT_IN = FontFile()

_Order = TypeVar("_Order")
_Made = TypeVar("_Made")


def font_of(workspace: Workspace) -> FontFile:
    """Return the township's own typeface, or the built-in one.

    Raises:
        SourceError: It cannot be read.
    """
    name = workspace.township.font_file
    if not name:
        return BUILT_IN
    path = workspace.folder / name
    return FontFile(load_typeface(path).fingerprint, path)


@cache
def typeface(font: FontFile) -> Typeface:
    """Return the typeface of a file, loaded once in a process.

    Raises:
        SourceError: It cannot be read, or is another than when the work was planned.
    """
    face = load_typeface(font.path)
    # A worker loads it by its path, and that may be minutes after the week was planned.
    if font.sha256 and face.fingerprint != font.sha256:
        raise SourceError(f"字体 {face.file.name} 刚被换过。", "请再做一次。")
    return face


def office_pdf(document: Document, township: Township, font: FontFile) -> bytes:
    """Return a document as PDF that is not read back: nothing of a form is public."""
    return pdf_of(_printed(document, township), font)


def _printed(document: Document, township: Township) -> Document:
    """Return a document as the township's printer shall print it."""
    return in_black(document) if township.black_only else document


def pdf_of(document: Document, font: FontFile) -> bytes:
    """Return a document as PDF, in all its inks."""
    from kit.render.pdf import write_pdf

    return write_pdf(document, typeface(font))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOrder:
    """All that a sheet is made from whose look is not a layout's."""

    item: Item
    township: Township
    font: FontFile = BUILT_IN
    payload: str
    code_id: str
    stamp: str
    check_code: str

    @property
    def allow(self) -> tuple[str, ...]:
        """Figures that stand on the sheet and are not the item's."""
        return tuple(text for text in (self.payload, self.code_id, self.check_code) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder(SheetOrder):
    """All that a sheet is made from that has a layout."""

    layout_text: str
    layout_file: str
    read_from_m: float = 0.0
    """How far away people stand from the boards it hangs on; 0 where it hangs on none."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def last_kept(
    made_of: Callable[[_Order], _Made],
) -> Callable[[_Order], _Made]:
    """Return the function, which remembers what it made last: for the look that comes after.

    By the order itself: it holds tables, which have no hash, and is never changed.
    """
    last: list[tuple[_Order, _Made]] = []

    @wraps(made_of)
    def kept(order: _Order) -> _Made:
        found = last[0] if last else None
        if found is None or found[0] is not order:
            # Returned from here: by now another thread may have put its own in this one's place.
            found = order, made_of(order)
            last[:] = [found]
        return found[1]

    return kept


def layout_of(order: PaperOrder) -> Layout:
    """Return the order's layout."""
    return parse_layout(order.layout_text, order.layout_file)


def sheet_context_of(order: SheetOrder) -> SheetContext:
    """Return what the composer of the order's sheet is handed with the item."""
    return SheetContext(
        township=order.township,
        metrics=typeface(order.font),
        lunar=lunar_date,
        payload=order.payload,
        code_id=order.code_id,
        stamp=order.stamp,
        check_code=order.check_code,
    )


def rendered(
    document: Document,
    order: PaperOrder,
    *,
    labels: tuple[str, ...] = (),
) -> MadeFile:
    """Return the document's PDF with what was measured on it, and what must be read back."""
    figures = {
        **to_read_back(document),
        **({"labels": list(labels)} if labels else {}),
        **measured(document, order),
    }
    return MadeFile(name="", data=office_pdf(document, order.township, order.font), figures=figures)


def to_read_back(document: Document) -> dict[str, Any]:
    """Return how many pages there are, the codes on each and how they are read back."""
    cut = [list(cut_payloads(page)) for page in document.pages]
    return {
        "pages": len(document.pages),
        "codes": [list(payloads(page)) for page in document.pages],
        **({"cut_codes": cut} if any(cut) else {}),
        "dpi": [inspection_dpi(page) for page in document.pages],
    }


def measured(document: Document, order: PaperOrder) -> dict[str, Any]:
    """Return from how far the sheet's codes are scanned and its parts are read.

    Raises:
        LayoutError: A code is too fine to be printed or scanned.
    """
    layout = layout_of(order)
    return scan_figures(document, layout.paper) | frame_figures(
        (frame for page in document.pages for frame in page.frames),
        wanted_m=max(layout.read_from_m, order.read_from_m),
        paper=layout.paper,
        layout=layout.name,
    )
