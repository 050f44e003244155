"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from kit.errors import StorageError


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path``: after a power cut the old file stands, or the new.

    Raises:
        StorageError: The disk is full, read-only or gone; the old file stands.
    """
    temporary = None
    try:
        # Beside its goal: a rename works within one disk only.
        with NamedTemporaryFile(dir=path.parent, prefix=".kit-", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is closed to others; the office's other accounts must read this one.
        temporary.chmod(0o644)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise StorageError(
            f"写不进 {path.name}（{os.strerror(error.errno or 0)}）。",
            "请核对磁盘是否已满、U 盘是否写保护，再试；原来的文件没有变。",
        ) from error


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename itself is written through.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
