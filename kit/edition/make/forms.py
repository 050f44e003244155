"""Making the office's own forms: run sheet, boards' slips, texts for the LED screen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kit.compose.forms.board_slip import compose_board_slip
from kit.compose.forms.run_sheet import compose_run_sheet
from kit.compose.forms.tick_sheet import compose_tick_sheet
from kit.compose.led import led_text
from kit.edition.index import PLAY
from kit.edition.jobs.job import MadeFile
from kit.edition.make.sheet import office_pdf, typeface

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compose.forms.board_slip import BoardSlip
    from kit.compose.forms.run_sheet import RunSheetProgramme
    from kit.compose.forms.tick_sheet import TickSheet
    from kit.compose.paper.page import Document
    from kit.edition.jobs.print_orders import PrintOrder
    from kit.edition.make.sheet import FontFile
    from kit.model.item import Item
    from kit.model.township import Township


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetOrder:
    """All that the run sheet is made from."""

    township: Township
    font: FontFile
    week_label: str
    entries: tuple[RunSheetProgramme, ...]
    stamp: str = ""
    unheard: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """Titles the slots had no room for, the villages without them, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipOrder:
    """All that the slip of a board is made from."""

    township: Township
    font: FontFile
    week_label: str
    slip: BoardSlip
    prints: tuple[PrintOrder, ...]
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickOrder:
    """All that a sheet to be ticked is made from."""

    township: Township
    font: FontFile
    week_label: str
    sheet: TickSheet
    told: bool = True
    """Its lines name no household."""
    stamp: str = ""


def make_tick_sheet(order: TickOrder) -> tuple[MadeFile, ...]:
    """Return a sheet that somebody carries along and ticks."""
    document = compose_tick_sheet(
        order.sheet, typeface(order.font), week_label=order.week_label, stamp=order.stamp
    )
    # The desk asks what came back ticked; who lives where is not told on.
    told = {"sheet": order.sheet.title, "work": order.sheet.work if order.told else []}
    data = office_pdf(document, order.township, order.font)
    return (MadeFile(name=".pdf", data=data, figures={"pages": len(document.pages), **told}),)


def make_run_sheet(order: RunSheetOrder) -> tuple[MadeFile, ...]:
    """Return the run sheet of the week."""
    document = compose_run_sheet(
        order.entries,
        order.township,
        typeface(order.font),
        week_label=order.week_label,
        stamp=order.stamp,
        unheard=order.unheard,
    )
    told = {"programmes": [_told(one) for one in order.entries]}
    return _form(document, order, told)


def _told(programme: RunSheetProgramme) -> dict[str, Any]:
    """Return what the desk plays from: the run sheet for a program to read."""
    folder = f"{PLAY}/{programme.folder}" if programme.folder else PLAY
    return {
        "name": programme.slot_name,
        "at": programme.at.isoformat("minutes") if programme.at else "",
        "file": f"{folder}/{programme.file_name}",
        "seconds": programme.seconds,
        "first": programme.first.isoformat(),
        "last": programme.last.isoformat(),
        "days": [day.isoformat() for day in programme.days],
        "villages": list(programme.villages),
        "is_alert": programme.is_alert,
        "all_clear": f"{PLAY}/{programme.all_clear}" if programme.all_clear else "",
        "items": [entry.item_id for entry in programme.entries],
    }


def make_slip(order: SlipOrder) -> tuple[MadeFile, ...]:
    """Return the slip of a board, with what is printed for it."""
    document = compose_board_slip(
        order.slip, typeface(order.font), week_label=order.week_label, stamp=order.stamp
    )
    # The desk prints from what an edition tells, in the order of the slips.
    told = {"place": order.slip.place, "orders": [asdict(one) for one in order.prints]}
    data = office_pdf(document, order.township, order.font)
    return (MadeFile(name=".pdf", data=data, figures={"pages": len(document.pages), **told}),)


def make_led_text(items: tuple[Item, ...]) -> tuple[MadeFile, ...]:
    """Return the lines for the LED screen."""
    text = led_text(items)
    # A byte order mark: Notepad on older Windows takes the text for GBK without.
    return (MadeFile(name=".txt", data=text.encode("utf-8-sig"), figures={}),)


def _form(
    document: Document, order: RunSheetOrder, told: Mapping[str, Any] = MappingProxyType({})
) -> tuple[MadeFile, ...]:
    data = office_pdf(document, order.township, order.font)
    return (MadeFile(name=".pdf", data=data, figures={"pages": len(document.pages), **told}),)
