"""A desk opened where no workspace is yet: an empty one is made, to be filled in by its guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.private import PRIVATE
from kit.source.township import FILE

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def make_ready(folder: Path, now: datetime) -> None:
    """Make an empty workspace of a new or empty folder; one that is there stays as it is.

    Raises:
        SourceError: The folder holds other files and is no workspace.
        StorageError: It cannot be written.
    """
    if (folder / FILE).exists():
        return
    if folder.is_dir() and any(one.name != PRIVATE for one in folder.iterdir()):
        raise SourceError(
            f"{folder.resolve()} 不是工作夹，里面又有别的文件。",
            "请写一个新的名字，如 kit desk 工作夹；或换到有 kit.toml 的文件夹。",
        )
    # Nearly every start finds its workspace, and what makes one takes longer to load than Django.
    from kit.office.set_up import set_up

    set_up(folder, sample=False, now=now)
