"""Making the office's own forms: run sheet, take-down list, texts for the LED screen."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kit.compose.forms.run_sheet import compose_run_sheet
from kit.compose.forms.take_down_sheet import compose_take_down
from kit.compose.led import led_text
from kit.edition.index import PLAY
from kit.edition.jobs.job import MadeFile
from kit.edition.make.sheet import office_pdf, typeface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.compose.forms.run_sheet import RunSheetProgramme
    from kit.compose.paper.page import Document
    from kit.edition.make.sheet import FontFile
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.take_down import TakeDown


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOrder:
    """All that a form is made from."""

    township: Township
    font: FontFile
    week_label: str
    entries: tuple[Any, ...]
    """What the form lists: programmes of the run sheet, entries of the take-down list."""
    stamp: str = ""
    fingerprint: str = ""
    """Of the key that signs the edition; on the run sheet only."""
    unheard: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """Titles the slots had no room for, the villages without them, and why; run sheet only."""


def make_run_sheet(order: FormOrder) -> tuple[MadeFile, ...]:
    """Return the run sheet of the week."""
    programmes: Sequence[RunSheetProgramme] = order.entries
    document = compose_run_sheet(
        programmes,
        order.township,
        typeface(order.font),
        week_label=order.week_label,
        stamp=order.stamp,
        fingerprint=order.fingerprint,
        unheard=order.unheard,
    )
    told = {"programmes": [_told(one) for one in programmes]}
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
        "villages": list(programme.villages),
        "is_alert": programme.is_alert,
        "all_clear": f"{PLAY}/{programme.all_clear}" if programme.all_clear else "",
        "items": [entry.item_id for entry in programme.entries],
    }


def make_take_down(order: FormOrder) -> tuple[MadeFile, ...]:
    """Return the list of what comes down this week."""
    entries: Sequence[TakeDown] = order.entries
    document = compose_take_down(
        entries,
        order.township,
        typeface(order.font),
        week_label=order.week_label,
        stamp=order.stamp,
    )
    return _form(document, order)


def make_led_text(items: tuple[Item, ...]) -> tuple[MadeFile, ...]:
    """Return the lines for the LED screen."""
    text = led_text(items)
    # A byte order mark: Notepad on older Windows takes the text for GBK without.
    return (MadeFile(name=".txt", data=text.encode("utf-8-sig"), figures={}),)


def _form(
    document: Document, order: FormOrder, told: Mapping[str, Any] = MappingProxyType({})
) -> tuple[MadeFile, ...]:
    data = office_pdf(document, order.township, order.font)
    return (MadeFile(name=".pdf", data=data, figures={"pages": len(document.pages), **told}),)
