"""A new item: its number, and a file to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.files import write_atomic
from kit.source.item_folders import ITEMS
from kit.source.numbers import next_item_id
from kit.source.template import new_item_text
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Kind
    from kit.progress import Clock


def new_item(folder: Path, kind: Kind, title: str, clock: Clock) -> Path:
    """Return the new item's file, commented and with the first number that was never given.

    Raises:
        SourceError: The workspace cannot be read, or the file is there already.
        StorageError: The disk does not take it.
    """
    workspace = open_workspace(folder)
    today = clock().date()
    item_id = next_item_id(workspace, today.year)
    path = folder / ITEMS / f"{item_id}.md"
    if path.exists():
        raise SourceError(f"{path.name} 已经有了。", "请换一个编号，或直接改这个文件。")
    write_atomic(path, new_item_text(kind, title, item_id, today).encode("utf-8"))
    return path
