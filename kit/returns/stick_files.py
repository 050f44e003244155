"""Files put on a stick: the kit's old ones replaced, nobody else's touched, all read back.

A list on the stick names what the kit put there. It is written first, with old and new names,
and last, and each time twice: whenever the stick is pulled out, the next copy knows what is the
kit's own.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from typing import TYPE_CHECKING

import msgspec

from kit.errors import StorageError
from kit.progress import Step
from kit.returns.windows_disks import digest_past_the_cache

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.progress import Progress

LIST, SPARE_LIST = "GONGKAI.JSN", "GONGKAI.BAK"
_MOST_LIST_BYTES = 100_000
_SPARE_BYTES = 2_000_000
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)
_OF_SYSTEMS = frozenset({"System Volume Information", "desktop.ini", "Thumbs.db"})


class StickList(msgspec.Struct, frozen=True, kw_only=True):
    """What the kit put on a stick, by name: size in bytes and SHA-256."""

    files: dict[str, tuple[int, str]] = {}
    writing: bool = False
    """The last copy did not end: what it names may be torn."""
    edition: str = ""
    load: str = ""
    """For which villages it was filled."""


def list_on(stick: Path) -> StickList:
    """Return what the kit put on a stick; an empty list where it put nothing."""
    return _read_list(stick / LIST) or _read_list(stick / SPARE_LIST) or StickList()


def _read_list(path: Path) -> StickList | None:
    """Return a list that is whole; None of one that is torn, or that somebody else made."""
    try:
        with path.open("rb") as stream:
            found = msgspec.json.decode(stream.read(_MOST_LIST_BYTES), type=StickList)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None
    # A list that somebody else made never leads out of the stick.
    return found if all(map(is_old_name, found.files)) else None


def is_old_name(name: str) -> bool:
    """Return whether the oldest players show a name: 8.3, in ASCII, none that Windows keeps."""
    stem, _, ending = name.partition(".")
    plain = name.isascii() and all(one.isalnum() or one in "-_." for one in name)
    short = 1 <= len(stem) <= 8 and len(ending) <= 3 and name.count(".") <= 1
    return plain and short and stem.upper() not in _RESERVED


def others_on(stick: Path) -> tuple[str, ...]:
    """Return what else lies on a stick, that the kit did not put there."""
    ours = {*list_on(stick).files, LIST, SPARE_LIST}
    return tuple(
        sorted(
            path.name
            for path in stick.iterdir()
            if path.name not in ours | _OF_SYSTEMS and not path.name.startswith(".")
        )
    )


def put(
    stick: Path,
    files: Mapping[str, bytes],
    progress: Progress,
    *,
    edition: str = "",
    load: str = "",
) -> None:
    """Put ``files`` in the place of the kit's old ones, in this order, and read them back.

    Raises:
        StorageError: The stick is full, read-only, was pulled out or is not reliable; or it
            holds a file of a name that is wanted and that the kit did not put there.
    """
    total = 2 * len(files)
    before = list_on(stick)
    wanted = {name: (len(data), _hash(data)) for name, data in files.items()}
    try:
        _refuse_what_is_not_ours(stick, before, wanted)
        _refuse_full(stick, before, sum(size for size, _ in wanted.values()))
        both = StickList(files={**before.files, **wanted}, writing=True, edition=edition, load=load)
        _write_list(stick, both)
        # First all away, then in play order: FAT players follow the directory, not the name.
        for name in before.files:
            (stick / name).unlink(missing_ok=True)
        for number, (name, data) in enumerate(files.items(), start=1):
            _write(stick / name, data)
            progress(Step("拷贝", number, total, name))
        _write_list(stick, StickList(files=wanted, edition=edition, load=load))
        _compare(stick, wanted, progress)
    except OSError as error:
        raise _told(error) from error


def _refuse_what_is_not_ours(
    stick: Path, before: StickList, wanted: Mapping[str, tuple[int, str]]
) -> None:
    known = {} if before.writing else before.files
    for name, (size, digest) in known.items():
        path = stick / name
        if path.is_file() and (path.stat().st_size != size or _digest(path) != digest):
            raise StorageError(
                f"U盘上的 {name} 不是原来放的那个了，不敢删。", "请看一看，自己删掉再来。"
            )
    for name in wanted:
        if name not in before.files and (stick / name).exists():
            raise StorageError(f"U盘上已经有别人的 {name}。", "请换一个U盘，或者把它挪走。")


def _refuse_full(stick: Path, before: StickList, need: int) -> None:
    ours = sum((stick / name).stat().st_size for name in before.files if (stick / name).is_file())
    if shutil.disk_usage(stick).free + ours < need + _SPARE_BYTES:
        raise OSError(errno.ENOSPC, "")


def _compare(stick: Path, wanted: Mapping[str, tuple[int, str]], progress: Progress) -> None:
    for number, (name, (size, digest)) in enumerate(wanted.items(), start=len(wanted) + 1):
        path = stick / name
        if path.stat().st_size != size or _digest(path, cold=True) != digest:
            raise StorageError(f"{name} 读回来不一样，这个U盘不可靠。", "请换一个U盘。")
        progress(Step("核对", number, 2 * len(wanted), name))


def _told(error: OSError) -> StorageError:
    """Return what the system says of a stick as a sentence for staff."""
    # Windows tells of a protected stick (error 19) as if somebody had no right.
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StorageError("U盘写不进去。", "请看侧面的写保护开关，或者换一个。")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError("U盘放不下。", "请换一个，或者把里面不要的东西挪走。")
    return StorageError("写U盘出了岔子，可能拔早了或者坏了。", "请重新插上再试，或者换一个。")


def _write_list(stick: Path, listed: StickList) -> None:
    """Write it twice, the torn one first: so one of the two is always whole."""
    is_whole = _read_list(stick / LIST) is not None
    for name in (SPARE_LIST, LIST) if is_whole else (LIST, SPARE_LIST):
        _write(stick / name, msgspec.json.encode(listed))


def _write(path: Path, data: bytes) -> None:
    """Write in place and flush to the medium: on FAT a rename is no atom, the list makes up."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest(path: Path, *, cold: bool = False) -> str:
    """Return a file's SHA-256; ``cold`` reads it from the medium, past the system's memory."""
    if cold and sys.platform == "win32":
        return digest_past_the_cache(path)
    with path.open("rb") as stream:
        if cold and sys.platform == "linux":
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(stream, "sha256").hexdigest()
