"""One item on one sheet, as it would be printed: for whoever writes it, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.inspect.legible import too_small_on
from kit.edition.jobs.one_item import outside_weeks, sheet_orders
from kit.edition.make.any_sheet import draw
from kit.errors import LayoutError, RequestError
from kit.office.refusal import does_not_fit
from kit.render.picture import write_png
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.compose.paper.page import FrameReport
    from kit.edition.jobs.context import EditionContext
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.progress import Clock
    from kit.source.workspace import Workspace

WIDTH_PX = 620
"""Half a screen: letters of the smallest size stay legible."""


@dataclass(frozen=True, slots=True)
class OpenWorkspace:
    """A workspace kept open, so that a look costs no reading; open it anew when files change."""

    workspace: Workspace
    context: EditionContext


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLook:
    """An item on a sheet; one that does not fit has no pages, and a finding says why."""

    sheet: str
    pages: int = 0
    frames: tuple[FrameReport, ...] = ()
    """How large the parts came out, and from how far each is read."""
    distance_m: float | None = None
    """From how far all that matters is read; None where no frame tells."""
    findings: tuple[Finding, ...] = ()
    picture: bytes = b""
    """The page that was asked for, as PNG."""


def open_to_look(folder: Path, clock: Clock) -> OpenWorkspace:
    """Return a workspace to look at its items in.

    Raises:
        SourceError: The workspace cannot be read.
    """
    workspace = open_workspace(folder)
    return OpenWorkspace(workspace, outside_weeks(workspace, clock().date()))


def sheets_of(opened: OpenWorkspace, item: Item) -> tuple[str, ...]:
    """Return the names of the sheets that an item gets, in the order of its folders.

    Raises:
        SourceError: A layout is missing.
    """
    return tuple(sheet_orders(opened.context, item))


def look_at(
    opened: OpenWorkspace, item: Item, sheet: str, *, page: int = 0, width_px: int = WIDTH_PX
) -> SheetLook:
    """Return an item on one of its sheets; it need not be saved, and any thread may ask.

    Raises:
        RequestError: The item gets no such sheet.
        VerifyError: The sheet has no such page.
    """
    orders = sheet_orders(opened.context, item)
    if sheet not in orders:
        raise RequestError(f"这一条没有“{sheet}”这张纸。", f"可以看：{'、'.join(orders)}。")
    try:
        drawn = draw(orders[sheet], page)
    except LayoutError as error:
        return SheetLook(sheet=sheet, findings=(does_not_fit(item, orders[sheet], error),))
    too_small = too_small_on(drawn.figures, item.item_id, item.place.file)
    return SheetLook(
        sheet=sheet,
        pages=len(drawn.document.pages),
        frames=tuple(frame for one in drawn.document.pages for frame in one.frames),
        distance_m=drawn.figures.get("reading_distance_m"),
        findings=(too_small,) if too_small else (),
        picture=write_png(drawn.pdf, 0, width_px),
    )
