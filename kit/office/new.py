"""A new item: its number, and a file to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.model.item import Channel, Kind
from kit.model.kinds import ENFORCED
from kit.source.files import write_atomic
from kit.source.item_folders import ITEMS
from kit.source.numbers import next_item_id
from kit.source.template import new_item_text
from kit.source.workspace import open_workspace
from kit.source.writer import with_fields

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Clock
    from kit.source.head import Written
    from kit.source.workspace import Workspace

WRITTEN_ALREADY = frozenset({"贴出", "渠道"})
"""What a new item says by itself: put up today, where such items mostly go."""
_USUAL_CHANNELS = (Channel.BOARD, Channel.LOUDSPEAKER, Channel.MARKET)
_ON_BOARDS = (Channel.BOARD,)
_OF_PERSONS = frozenset({Kind.LIST, Kind.TABLE, Kind.INVENTORY, *ENFORCED})
"""Lists and tables are read, not heard."""


def new_item(folder: Path, kind: Kind, title: str, clock: Clock) -> Path:
    """Return the new item's file, commented and with the first number that was never given.

    Raises:
        SourceError: The workspace cannot be read, or the file is there already.
        StorageError: The disk does not take it.
    """
    workspace = open_workspace(folder)
    path, data = begun(workspace, kind, title, clock)
    if path.exists():
        raise SourceError(f"{path.name} 已经有了。", "请换一个编号，或直接改这个文件。")
    issuer: dict[str, Written | None] = {"发布单位": workspace.township.government}
    write_atomic(path, with_fields(path.name, data, issuer))
    return path


def begun(workspace: Workspace, kind: Kind, title: str, clock: Clock) -> tuple[Path, bytes]:
    """Return where a new item will stand and what it says before anybody writes in it.

    What is nearly always the same is written already, and can be changed like all else.
    """
    today = clock().date()
    item_id = next_item_id(workspace, today.year)
    path = workspace.folder / ITEMS / f"{item_id}.md"
    text = new_item_text(kind, title, item_id, today).encode("utf-8")
    channels = _ON_BOARDS if kind in _OF_PERSONS else _USUAL_CHANNELS
    usual: dict[str, Written | None] = {"渠道": [channel.value for channel in channels]}
    if workspace.township.sample:
        # In a workspace to practise in all is practice: else the example's names would stop it.
        usual["样例"] = "是"
    return path, with_fields(path.name, text, usual)
