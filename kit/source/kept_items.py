"""Items read from their files, or known from the last time they were.

An item is read anew when a byte of it, or of a file beside it, or of the program is another
one: to read ten years of notices takes half a minute, to know that they are the same, none.
Kept whole and not in part, so that nobody has to know which part of an item that is over may
be asked for. docs/decisions/0014.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.errors import StorageError
from kit.model.finding import Finding
from kit.model.item import Item
from kit.program import hash_of, program_state
from kit.source.attachments import files_in
from kit.source.item_file import ItemFile, item_bytes, read_item, read_item_bytes
from kit.source.problems import Problems
from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.source.attachments import Beside, Fault

FOLDER = "items"
"""Below the kit's own folder: a file for each folder of items, so that a closed year's stays."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An item as it was read, and what else was asked for to read it."""

    item: Item
    findings: tuple[Finding, ...]
    beside: tuple[str, ...]
    asked: dict[str, tuple[int, str]]
    """By name of a file beside it: the most it may hold, and a hash of what came of asking."""


def read_items(
    files: Mapping[str, Path], domains: Mapping[str, str], private: Path
) -> list[ItemFile]:
    """Return what :func:`read_item` says of each file, in their order.

    What was written for forms is left out of those that are known. What is kept in ``private``
    and is broken, half-written or another program's is as good as none.
    """
    folders: dict[Path, dict[str, Path]] = {}
    for file, path in files.items():
        folders.setdefault(path.parent, {})[file] = path
    made_by = hash_of(program_state(), sorted(domains.items()))
    found: dict[str, ItemFile] = {}
    for folder, inside in folders.items():
        store = private / FOLDER / f"{folder.name}.json"
        before = _recalled(store, made_by)
        now: dict[str, Kept] = {}
        for file, path in inside.items():
            found[file] = _read(file, path, domains, before, now)
        if now.keys() != before.keys() or any(now[key] is not before[key] for key in now):
            _keep(store, made_by, now)
    return [found[file] for file in files]


def _read(
    file: str,
    path: Path,
    domains: Mapping[str, str],
    before: Mapping[str, Kept],
    now: dict[str, Kept],
) -> ItemFile:
    """Return one file's item, and put it into ``now`` if there is one to be kept."""
    data = item_bytes(path, Problems(file, path.stem))
    if data is None:
        return read_item(path, file=file, domains=domains)
    key = f"{file} {sha256(data).hexdigest()}"
    beside = files_in(path.parent)
    known = before.get(key)
    if known is not None and _is_same_beside(known, beside):
        now[key] = known
        return _as_read(known)
    asked: dict[str, tuple[int, str]] = {}

    def asking(name: str, most_bytes: int) -> bytes | Fault:
        found = beside(name, most_bytes)
        asked[name] = (most_bytes, hash_of(found))
        return found

    reading = read_item_bytes(file, data, asking, domains=domains)
    if reading.item is not None:
        now[key] = Kept(reading.item, reading.findings, reading.beside, asked)
    return reading


def _is_same_beside(known: Kept, beside: Beside) -> bool:
    return all(
        hash_of(beside(name, most_bytes)) == seen
        for name, (most_bytes, seen) in known.asked.items()
    )


def _as_read(known: Kept) -> ItemFile:
    item = known.item
    return ItemFile(
        file=item.place.file,
        item_id=item.item_id,
        title=item.title,
        item=item,
        findings=known.findings,
        written_id=item.item_id,
        beside=known.beside,
        lines=item.place.lines,
    )


def _recalled(store: Path, made_by: str) -> dict[str, Kept]:
    body = read_sealed(store)
    if body is None or not body.startswith(made_by.encode()):
        return {}
    import msgspec

    try:
        return msgspec.json.decode(body[len(made_by) :], type=dict[str, Kept])
    except msgspec.DecodeError:
        return {}


def _keep(store: Path, made_by: str, now: Mapping[str, Kept]) -> None:
    import msgspec

    if not store.parent.parent.is_dir():
        return  # a folder that is only looked into stays as it is
    # What could not be kept, on a full disk or for a character no file can hold, is read again.
    with contextlib.suppress(StorageError, OSError, UnicodeError):
        write_sealed(store, made_by.encode() + msgspec.json.encode(now))
