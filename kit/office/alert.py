"""An alert of the county or above passed on (转发预警): looked at, and written to be signed."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from kit.compose.spoken.script import compose_script
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.office.alert_fields import fields_of, title_of
from kit.office.alert_form import AlertFault, typing_faults
from kit.office.look import look_at, open_to_look, sheets_of
from kit.office.open import open_item, read_unsaved, save
from kit.source.files import storage_errors, write_atomic
from kit.source.item_folders import ITEMS
from kit.source.numbers import next_item_id
from kit.source.template import new_item_text
from kit.source.workspace import open_workspace
from kit.source.writer import with_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.office.alert_fields import AlertForm
    from kit.office.look import SheetLook
    from kit.progress import Clock
    from kit.source.head import Written

_FIELD_OF = {"电话": "phones", "大白话": "do", "标题": "kind", "时间": "expires", "摘下": "expires"}
_SHOWN = "-a3"
"""The sheet that most boards take."""
_TOO_LONG = "do"
"""What takes too much room on an alert's sheet is what it asks people to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertWritten:
    """An alert that stands in its file, or what keeps it out."""

    item_id: str = ""
    faults: tuple[AlertFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLook:
    """An alert as it will hang and sound, before it is written."""

    faults: tuple[AlertFault, ...]
    warnings: tuple[str, ...] = ()
    picture: bytes = b""
    """Its poster as PNG; empty where it cannot be drawn yet."""
    distance_m: float | None = None
    """From how far all of it is read."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An alert's file as it would be saved."""

    item_id: str
    file: str
    seen: str
    """SHA-256 of the file it changes; empty where it is a new one."""
    text: bytes
    changes: Mapping[str, Written | None]


def write_alert(folder: Path, form: AlertForm, clock: Clock, item_id: str = "") -> AlertWritten:
    """Return the alert's number once its file stands; with faults, nothing is written.

    ``item_id`` is that of an alert typed before; whoever signed that must sign again.

    Raises:
        SourceError: The workspace cannot be read, or the file was changed meanwhile.
        StorageError: The disk does not take it.
    """
    form = _trimmed(form)
    if faults := tuple(typing_faults(form, clock())):
        return AlertWritten(faults=faults)
    draft = _draft(folder, form, clock, item_id)
    item, faults, _ = _read(folder, draft, clock)
    if item is not None and not faults:
        faults = tuple(fault for look in _looks(folder, item, clock) for fault in _unfit(look))
    if faults:
        return AlertWritten(faults=faults)
    if draft.seen:
        save(folder, draft.item_id, draft.changes, draft.seen)
    else:
        write_atomic(folder / draft.file, draft.text)
    return AlertWritten(item_id=draft.item_id)


def look_at_alert(folder: Path, form: AlertForm, clock: Clock) -> AlertLook:
    """Return a typed alert as it will hang and sound; nothing is written.

    Raises:
        SourceError: The workspace cannot be read.
    """
    form = _trimmed(form)
    if faults := tuple(typing_faults(form, clock())):
        return AlertLook(faults=faults)
    item, faults, warnings = _read(folder, _draft(folder, form, clock, ""), clock)
    if item is None:
        return AlertLook(faults=faults)
    opened = open_to_look(folder, clock)
    names = sheets_of(opened, item)
    look = look_at(opened, item, next((n for n in names if n.endswith(_SHOWN)), names[0]))
    script = compose_script(item, opened.workspace.township)
    return AlertLook(
        faults=(*faults, *_unfit(look)),
        warnings=warnings,
        picture=look.picture,
        distance_m=look.distance_m,
        seconds=script.seconds,
    )


def draw_alert(folder: Path, form: AlertForm, clock: Clock, picture: Path) -> AlertLook:
    """Return a typed alert as :func:`look_at_alert` does, its poster drawn into ``picture``.

    Raises:
        SourceError: The workspace cannot be read.
        StorageError: The disk does not take it.
    """
    look = look_at_alert(folder, form, clock)
    if look.picture:
        write_atomic(picture, look.picture)
    return look


def _trimmed(form: AlertForm) -> AlertForm:
    return replace(form, **{one.name: getattr(form, one.name).strip() for one in fields(form)})


def _draft(folder: Path, form: AlertForm, clock: Clock, item_id: str) -> _Draft:
    workspace, now = open_workspace(folder), clock()
    changes = fields_of(form, workspace.township, now)
    if item_id:
        opened = open_item(folder, item_id)
        number, file, seen = opened.item_id, opened.file, opened.seen
        with storage_errors(folder / file):
            before = (folder / file).read_bytes()
    else:
        number = next_item_id(workspace, now.year)
        file, seen = f"{ITEMS}/{number}.md", ""
        before = new_item_text(Kind.EMERGENCY, title_of(form), number, now.date()).encode()
    text = with_fields(file, before, changes)
    return _Draft(item_id=number, file=file, seen=seen, text=text, changes=changes)


def _read(
    folder: Path, draft: _Draft, clock: Clock
) -> tuple[Item | None, tuple[AlertFault, ...], tuple[str, ...]]:
    """Return a draft as an item, what stops it, and what else is to be looked at."""
    read = read_unsaved(folder, draft.file, draft.text.decode(), clock)
    warnings = (one for one in read.findings if one.severity is Severity.WARN)
    return (
        read.item,
        tuple(_fault(one) for one in read.findings if one.severity is Severity.STOP),
        tuple(f"{one.message}{one.remedy}" for one in warnings),
    )


def _fault(finding: Finding) -> AlertFault:
    return AlertFault(
        field=_FIELD_OF.get(finding.field, ""), message=finding.message, remedy=finding.remedy
    )


def _looks(folder: Path, item: Item, clock: Clock) -> list[SheetLook]:
    """Return an alert on every sheet it gets: what does not fit is told before it is signed."""
    opened = open_to_look(folder, clock)
    return [look_at(opened, item, name) for name in sheets_of(opened, item)]


def _unfit(look: SheetLook) -> list[AlertFault]:
    stops = (one for one in look.findings if one.severity is Severity.STOP)
    return [AlertFault(field=_TOO_LONG, message=f.message, remedy=f.remedy) for f in stops]
