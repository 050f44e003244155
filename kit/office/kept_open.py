"""A workspace kept open between two looks, and opened anew when a file of it has changed.

Only for looking: a list, a preview. Whatever saves, signs or builds compares bytes
(``kit.source.kept_items``, ``save_text``). Here times and sizes tell whether anything changed,
for five thousand files are asked at every key that somebody types.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from kit.edition.jobs.one_item import outside_weeks
from kit.errors import SourceError
from kit.office.look import OpenWorkspace
from kit.plan.links import finder, node_of
from kit.plan.plan import is_past
from kit.plan.week import Week
from kit.review.ledger import FILE as LEDGER
from kit.review.reviews import read_reviews
from kit.source.codes import FILE as CODES
from kit.source.item_folders import ITEMS
from kit.source.layouts import FOLDER as LAYOUTS
from kit.source.township import FILE as SETTINGS
from kit.source.voices import VOICES
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from kit.plan.links import Node
    from kit.progress import Clock
    from kit.review.reviews import Reviews

_FOLDERS = (ITEMS, VOICES, LAYOUTS)
_FILES = (SETTINGS, LEDGER, CODES)
_PARTIAL = ".part"
"""What is being written, and will have another name in a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOpen:
    """A workspace as it stands on the disk, read once for all who look at it."""

    opened: OpenWorkspace
    reviews: Reviews
    """Of what is over and completely signed, no state."""
    related: frozenset[str]
    """Ids of the items that speak of others, and of those they speak of."""
    find: Callable[[str], Node | None]
    """Gives who is meant by a number or a 文号."""
    day: date
    """The day it was opened on."""


_kept: dict[Path, tuple[object, KeptOpen]] = {}
_turn = Lock()


def keep_open(folder: Path, clock: Clock) -> KeptOpen:
    """Return the workspace in ``folder``; any thread may ask.

    Raises:
        SourceError: The workspace or its ledger cannot be read.
    """
    day = clock().date()
    with _turn:  # who comes second finds what the first has read
        seen = (day, tuple(_seen(folder)))
        known = _kept.get(folder)
        if known is None or known[0] != seen:
            _kept.clear()  # one workspace a process
            known = (seen, _open(folder, day))
            _kept[folder] = known
        return known[1]


def file_of(kept: KeptOpen, item_id: str) -> str:
    """Return the path of an item's file inside the workspace, also of one that is refused.

    Raises:
        SourceError: There is no such item.
    """
    workspace = kept.opened.workspace
    files = {one.item_id: one.file for one in workspace.refused}
    files |= {item.item_id: item.place.file for item in workspace.items}
    if item_id not in files:
        raise SourceError(f"没有编号是 {item_id} 的公开事项。", "请从“公开事项”里找。")
    return files[item_id]


def forget(folder: Path) -> None:
    """Have the workspace opened anew, whatever its times say: this process has changed it."""
    with _turn:
        _kept.pop(folder, None)


def _open(folder: Path, day: date) -> KeptOpen:
    workspace = open_workspace(folder)
    past = [item for item in workspace.items if is_past(item, Week.of(day))]
    reviews = read_reviews(workspace, past)
    nodes = [node_of(item, signed=True) for item in workspace.items]
    find = finder(nodes)
    speaking = [node for node in nodes if node.links]
    spoken_of = [find(target) for node in speaking for _, target in node.links]
    return KeptOpen(
        opened=OpenWorkspace(workspace, outside_weeks(workspace, day)),
        reviews=reviews,
        related=frozenset(node.item_id for node in (*speaking, *spoken_of) if node is not None),
        find=find,
        day=day,
    )


def _seen(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of all that an item or its sheets are made from."""
    for name in _FILES:
        path = folder / name
        if path.is_file():
            seen = path.stat()
            yield name, seen.st_size, seen.st_mtime_ns
    for name in _FOLDERS:
        yield from _inside(folder / name)


def _inside(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return  # opening the workspace says what is wrong
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(entry.path)
        elif not entry.name.endswith(_PARTIAL):
            seen = entry.stat(follow_symlinks=False)
            yield entry.path, seen.st_size, seen.st_mtime_ns
