"""One item opened to be worked on: what its file says, what is wrong in it, and saving it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.edition.checked import checked
from kit.source.attachments import files_in
from kit.source.files import storage_errors
from kit.source.item_file import read_item_bytes
from kit.source.numbers import find_item, full_number
from kit.source.workspace import open_workspace
from kit.source.writer import save_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.progress import Clock
    from kit.source.head import Written
    from kit.source.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An item's file as it was read, whatever is wrong with it."""

    item_id: str
    file: str
    """Path inside the workspace."""
    written: Mapping[str, Written]
    """What stands under each label, as it is written."""
    item: Item | None
    """None where the file cannot be used as it is."""
    findings: tuple[Finding, ...]
    seen: str
    """SHA-256 of the file; who saves hands it back, so that nobody's work is written over."""


def open_item(folder: Path, item_id: str) -> OpenItem:
    """Return the item of that number, also one whose file is refused.

    Raises:
        SourceError: There is none, or the workspace cannot be read.
    """
    workspace = open_workspace(folder)
    files = {one.item_id: one.file for one in workspace.refused}
    files |= {item.item_id: item.place.file for item in workspace.items}
    number = full_number(item_id, files)
    file = files[number] if number in files else find_item(workspace, item_id).place.file
    with storage_errors(folder / file):
        data = (folder / file).read_bytes()
    read = _read(workspace, file, data)
    known = {item.item_id: item for item in workspace.items}
    # The whole folder's findings, for it takes two files to have one number twice.
    findings = tuple(one for one in workspace.findings if one.file == file)
    return replace(read, item=known.get(number), findings=findings)


def read_unsaved(folder: Path, file: str, text: str, clock: Clock) -> OpenItem:
    """Return an item as it would be read from ``file`` with ``text``, checked; nothing is saved.

    Raises:
        SourceError: The workspace cannot be read.
    """
    workspace = open_workspace(folder)
    read = _read(workspace, file, text.encode(errors="surrogatepass"))
    if read.item is None:
        return read
    others = (one for one in workspace.items if one.item_id != read.item_id)
    together = replace(workspace, items=(*others, read.item))
    found = checked(together, [read.item], clock().date()).findings
    mine = (one for one in found if one.item_id in ("", read.item_id))
    return replace(read, findings=(*read.findings, *mine))


def save(folder: Path, item_id: str, changes: Mapping[str, Written | None], seen: str) -> OpenItem:
    """Return the item after its fields were replaced; None takes one out.

    Raises:
        SourceError: The file was changed since it was ``seen``, or a value cannot stand in it.
        StorageError: The disk does not take it; the old file stands.
    """
    opened = open_item(folder, item_id)
    save_fields(folder / opened.file, changes, seen=seen)
    return open_item(folder, opened.item_id)


def _read(workspace: Workspace, file: str, data: bytes) -> OpenItem:
    domains = {one.name: one.duty for one in workspace.township.departments}
    beside = files_in((workspace.folder / file).parent)
    read = read_item_bytes(file, data, beside, domains=domains)
    return OpenItem(
        item_id=read.item_id,
        file=file,
        written=read.written,
        item=read.item,
        findings=read.findings,
        seen=sha256(data).hexdigest(),
    )
