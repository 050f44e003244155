"""An unsaved text read as an item, checked beside the others, or made whole by stand-ins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.edition.checked import checked
from kit.errors import SourceError
from kit.office.drafts import with_changes
from kit.office.stand_ins import stand_ins, stopped_fields
from kit.source.attachments import files_in
from kit.source.item_file import read_item_bytes
from kit.source.tables import LABEL as TABLE
from kit.source.workspace import in_township

if TYPE_CHECKING:
    from kit.compose.spoken.broadcast import Script
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.office.kept_open import KeptOpen
    from kit.source.attachments import Beside, Fault
    from kit.source.item_file import ItemFile

_TRIES = 2
"""Some faults are seen only when others are mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An item's file as it would be saved, and the table beside it where that is changed too."""

    file: str
    """Path inside the workspace."""
    text: str
    table: bytes | None = None


def read_text_as_item(kept: KeptOpen, draft: Text) -> ItemFile:
    """Return an item as it would be read from its file."""
    workspace = kept.opened.workspace
    domains = {one.name: one.duty for one in workspace.township.departments}
    beside = files_in((workspace.folder / draft.file).parent)
    if draft.table is not None:
        beside = _with_table(beside, draft.table)
    data = draft.text.encode(errors="surrogatepass")
    reading = read_item_bytes(draft.file, data, beside, domains=domains)
    return in_township(reading, workspace.township)


def checked_beside_others(kept: KeptOpen, item: Item) -> tuple[list[Finding], Script | None]:
    """Return what the checks say of an item beside those that have to do with it."""
    workspace = kept.opened.workspace
    targets = (*item.replaces, item.cancels, item.decides, item.preview_of, item.interprets)
    named = {node.item_id for one in targets if one and (node := kept.find(one)) is not None}
    others = [
        one
        for one in workspace.items
        if one.item_id != item.item_id and (one.item_id in kept.related or one.item_id in named)
    ]
    near = replace(workspace, items=(*others, item), findings=(), refused=())
    found = checked(near, [item], kept.day)
    mine = [one for one in found.findings if one.item_id in ("", item.item_id)]
    return mine, found.scripts.get(item.item_id)


def with_stand_ins(kept: KeptOpen, draft: Text, reading: ItemFile) -> Item | None:
    """Return the item with something in the place of what is missing or wrong."""
    township = kept.opened.workspace.township
    for _ in range(_TRIES):
        changes = stand_ins(reading.findings, reading.written, township, kept.day)
        if TABLE in stopped_fields(reading.findings) or not changes:
            return None
        try:
            draft = replace(draft, text=with_changes(draft.file, draft.text, changes))
        except SourceError:
            return None
        reading = read_text_as_item(kept, draft)
        if reading.item is not None:
            return reading.item
    return None


def _with_table(beside: Beside, table: bytes) -> Beside:
    def given(name: str, most_bytes: int) -> bytes | Fault:
        return table if name.lower().endswith(".csv") else beside(name, most_bytes)

    return given
