"""Text read and files written: whole or not at all, and what the disk says put for staff."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.errors import SourceError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REPLACE_TRIES = 10
_REPLACE_WAIT_S = 0.2
_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘只能读、不能写",
    errno.EACCES: "没有写入的权限，或者有别的程序正开着它",
}


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text with plain line ends and without a byte order mark.

    Raises:
        SourceError: It is not there, or is no UTF-8.
    """
    if path.exists() and not path.is_file():
        # A pipe would be waited for till somebody writes into it.
        raise SourceError(f"{path.name} 不是文件。", "请把它移走，换上原来的文件。")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(
            f"{path.name} 不是 UTF-8 编码。",
            "请用记事本打开它，点“文件—另存为”，编码选 UTF-8，再保存。",
        ) from None
    except FileNotFoundError:
        raise SourceError(f"找不到 {path}。", "请核对文件名和文件夹。") from None
    except OSError as error:
        raise SourceError(
            f"读不出 {path.name}（{error.strerror}）。", "请核对磁盘和权限。"
        ) from error


def is_inside(name: str) -> bool:
    """Return whether a name leads nowhere but into the folder it is put in, on Windows too."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and not name.startswith("/")
        and not any(part in {".", ".."} or "\\" in part or ":" in part for part in parts)
    )


def read_own(path: Path) -> bytes:
    """Return the bytes of a file that only the kit writes.

    Raises:
        OSError: It is not there, or is no file: a pipe would be waited for for ever.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.read_bytes()


@contextlib.contextmanager
def storage_errors(path: Path, *, called: str = "") -> Iterator[None]:
    """Turn what the operating system says of a disk into a sentence for staff.

    ``called`` is what staff know the file by, where its name tells them nothing.

    Raises:
        StorageError: The disk is full, read-only, or gone.
    """
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"磁盘读写出错（{error.strerror or error}）")
        raise StorageError(
            f"写不进“{called or path.name}”：{reason}。",
            f"{_remedy(error)}再做一次；原来的没有动。",
        ) from error


def _remedy(error: OSError) -> str:
    # What Windows says of a file that another program has open is the same as of a locked folder.
    if isinstance(error, PermissionError):
        return "请关掉正开着它的程序（WPS、看图的、播放的），还不行就换一个能写的磁盘，"
    return "请腾出空间，或换一个能写的磁盘，"


def write_atomic(path: Path, data: bytes, *, called: str = "") -> None:
    """Put ``data`` in the place of ``path``: after a power cut the old file stands, or the new.

    Raises:
        StorageError: The disk is full, read-only, or gone; the old file stands.
    """
    with storage_errors(path, called=called):
        # Beside its goal: a rename works within one disk only. Of this thread: two voices of one
        # process may keep the same sound at once.
        partial = path.with_name(f"{path.name}.{threading.get_native_id()}.part")
        try:
            with partial.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())  # else a power cut keeps the name and loses the bytes
            replace(partial, path)
        finally:
            partial.unlink(missing_ok=True)
        sync_folder(path.parent)


def write_in_folder(path: Path, data: bytes, *, called: str = "") -> None:
    """As :func:`write_atomic`, and make the folder of ``path`` where there is none.

    Raises:
        StorageError: The disk is full, read-only, or gone; the old file stands.
    """
    with storage_errors(path, called=called):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, data, called=called)


def write_durable(path: Path, data: bytes) -> None:
    """Write a new file that a power cut cannot tear once its folders are synced.

    Raises:
        StorageError: The disk is full, read-only, or gone.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it: what is put into them later outlasts a power cut."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(missing):
        sync_folder(one.parent)


def put_folder(begun: Path, goal: Path) -> None:
    """Give a finished folder its name: after a power cut it is there with all its files, or not.

    Its files were written by :func:`write_durable`; that their names stand in it is seen to here.
    """
    for folder in (*(one for one in begun.rglob("*") if one.is_dir()), begun):
        sync_folder(folder)
    replace(begun, goal)
    # It has its name now, whatever the disk says next; whoever writes next is told.
    with contextlib.suppress(OSError):
        sync_folder(goal.absolute().parent)


def replace(source: Path, target: Path) -> None:
    """Rename ``source`` to ``target``; on Windows an antivirus may hold a file for a moment."""
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(_REPLACE_WAIT_S)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlast a power cut."""
    # Windows cannot open a folder; there the rename itself is written through.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
