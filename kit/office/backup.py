"""备份: a workspace in one file, read back after it was written; and put back from it.

What can be made anew is left out: the store, and what the desk keeps for the running day. The
file is a zip that any program opens; its last entry lists the others with their SHA-256, so a
file that was cut off has no list, and one that was changed does not fit it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.errors import RequestError, SourceError, StorageError
from kit.json_text import parse_json
from kit.office.township_of import township_name
from kit.progress import Step
from kit.source.files import (
    is_inside,
    put_folder,
    replace,
    storage_errors,
    sync_folder,
    write_durable,
)
from kit.source.private import PRIVATE, STORE
from kit.source.township import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from kit.progress import Clock, Progress

_LIST = "备份清单.json"
_FORMAT = 1
_ENDING = ".zip"
_BEGUN = ".part"
_MADE_ANEW = (
    STORE,
    *(f"{PRIVATE}/desk/{name}" for name in ("static", "works", "incoming")),
)
"""Begins the paths of what a restored workspace makes again by itself."""
_PACKED_ALREADY = frozenset({".mp3", ".flac", ".png", ".jpg", ".jpeg", ".zip", ".pdf", ".xlsx"})
_DATABASE_ENDS = ".sqlite3"
_PASSING = (_BEGUN, ".lock", "-wal", "-shm", "-journal")
"""Ends the names of files that only somebody at work has."""
_MOST_FAT = 4 * 1024**3 - 1
"""Bytes of the largest file that FAT32 takes, as which most sticks are sold."""
_TRIES = 3
_PIECE = 1 << 20
_NO_PLACE = "请换一个空的文件夹名，看过没问题再换掉原来的。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was written, or looked at; sizes in bytes."""

    path: Path
    township: str
    made: str
    """Day and hour, as ISO 8601."""
    files: int
    size: int
    """Of all files together, unpacked."""


def _unheard(_step: Step) -> None:
    """Nobody waits for it."""


class _Kept(NamedTuple):
    """What goes into a backup."""

    township: str
    now: datetime
    marks: Mapping[str, tuple[int, int]]


def back_up(folder: Path, goal: Path, clock: Clock, progress: Progress = _unheard) -> Backup:
    """Return the backup of a workspace in the folder ``goal``, read back and compared.

    The desk may run meanwhile: where a file changed under it, it begins again.

    Raises:
        RequestError: ``goal`` is no folder, lies in the workspace, or files change all the time.
        SourceError: There is no workspace in ``folder``.
        StorageError: The disk does not take it, or gives back something else.
    """
    if not (folder / FILE).is_file():
        raise SourceError(f"{folder} 不是工作夹：没有 {FILE}。", "请写工作夹的位置。")
    # Also a workspace whose settings are broken is worth to be kept.
    township, now = township_name(folder) or folder.resolve().name, clock()
    if not goal.is_dir():
        raise RequestError(f"没有“{goal}”这个文件夹。", "插好U盘，写它的位置；或先建好文件夹。")
    if goal.resolve().is_relative_to(folder.resolve()):
        raise RequestError("备份不能放在工作夹里：工作夹坏了，它也没了。", "放到U盘或别的磁盘。")
    path = goal / f"备份_{township}_{now:%Y%m%d_%H%M}{_ENDING}"
    _room(goal, sum(one.stat().st_size for one in _files(folder)))
    begun = path.with_name(path.name + _BEGUN)
    try:
        for _ in range(_TRIES):
            before = _marks(folder)
            with storage_errors(path):
                _write(folder, begun, _Kept(township, now, before), progress)
            if _marks(folder) == before:
                break
        else:
            raise RequestError("一直有文件在变，备份没有做成。", "等制作、录音停下来，再备份。")
        listed = _read_back(begun, progress)
        with storage_errors(path):
            replace(begun, path)
            sync_folder(goal)
    finally:
        begun.unlink(missing_ok=True)
    return _told(path, listed)


def look_at_backup(path: Path) -> Backup:
    """Return what a backup holds, all of it read and compared with its list.

    Raises:
        StorageError: It is no backup, was cut off, or was changed.
    """
    return _told(path, _read_back(path))


def restore(path: Path, folder: Path) -> Backup:
    """Return the backup whose workspace stands in ``folder`` now: all of it, or nothing.

    Raises:
        RequestError: Something stands in ``folder`` already.
        StorageError: The backup is not whole, or the disk does not take it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(f"“{folder}”里已经有东西了，没有动它。", _NO_PLACE)
    listed = _read_back(path)
    begun = folder.with_name(folder.name + _BEGUN)
    _room(folder.absolute().parent, sum(one["size"] for one in listed["files"].values()))
    shutil.rmtree(begun, ignore_errors=True)
    try:
        with zipfile.ZipFile(path) as archive:
            for name, one in listed["files"].items():
                data = archive.read(name)
                if sha256(data).hexdigest() != one["sha256"]:
                    raise _unlike(name)
                write_durable(begun / name, data)
        with storage_errors(folder):
            if folder.exists():
                folder.rmdir()
            put_folder(begun, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _no_backup(path) from error
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    return _told(path, listed)


def _write(folder: Path, goal: Path, kept: _Kept, progress: Progress) -> None:
    listed: dict[str, dict[str, Any]] = {}
    with goal.open("wb") as stream, zipfile.ZipFile(stream, "w") as archive:
        for number, name in enumerate(kept.marks, start=1):
            progress(Step("拷贝", number, 2 * len(kept.marks), name))
            data = _bytes(folder / name)
            how = zipfile.ZIP_STORED if _is_packed(name) else zipfile.ZIP_DEFLATED
            # One date for all: two backups of one state are one and the same file.
            archive.writestr(zipfile.ZipInfo(name), data, how)
            listed[name] = {"size": len(data), "sha256": sha256(data).hexdigest()}
        made = kept.now.isoformat("T", "seconds")
        head = {"format": _FORMAT, "township": kept.township, "made": made}
        whole = json.dumps({**head, "files": listed}, ensure_ascii=False, indent=1)
        archive.writestr(zipfile.ZipInfo(_LIST), whole, zipfile.ZIP_DEFLATED)
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())
        if hasattr(os, "posix_fadvise"):  # read back from the stick, not from memory
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _read_back(path: Path, progress: Progress = _unheard) -> dict[str, Any]:
    """Return the list of a backup whose every file was read and fits it.

    Raises:
        StorageError: It is no backup, was cut off, or was changed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            listed: dict[str, Any] = parse_json(archive.read(_LIST))
            files: dict[str, dict[str, Any]] = listed["files"]
            if listed["format"] > _FORMAT:
                raise StorageError(
                    f"“{path.name}”是更新的程序做的，这里读不了。", "请先更新程序，再恢复。"
                )
            if set(archive.namelist()) != {*files, _LIST} or not all(map(is_inside, files)):
                raise _no_backup(path)
            for number, (name, one) in enumerate(files.items(), start=1):
                progress(Step("核对", len(files) + number, 2 * len(files), name))
                if _hash(archive, name, one["size"]) != one["sha256"]:
                    raise _unlike(name)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise _no_backup(path) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_backup(path) from error
    return listed


def _hash(archive: zipfile.ZipFile, name: str, size: int) -> str:
    """Return the SHA-256 of what an entry unpacks to; of more than ``size`` nothing is read."""
    found, read = sha256(), 0
    with archive.open(name) as stream:
        while (piece := stream.read(_PIECE)) and read <= size:
            found.update(piece)
            read += len(piece)
    return found.hexdigest()


def _marks(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file, by its path: what changes when somebody writes one.

    A database has none: it is kept as of one moment, and the desk writes into it all day.
    """
    found = {}
    for path in _files(folder):
        known = path.stat()
        is_database = path.suffix == _DATABASE_ENDS
        mark = (0, 0) if is_database else (known.st_size, known.st_mtime_ns)
        found[path.relative_to(folder).as_posix()] = mark
    return found


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_anew = any(name == one or name.startswith(f"{one}/") for one in _MADE_ANEW)
        if not is_anew and not name.endswith(_PASSING) and path.is_file():
            yield path


def _bytes(path: Path) -> bytes:
    """Return a file's bytes; of a database that is open, those of one moment."""
    if path.suffix != _DATABASE_ENDS:
        return path.read_bytes()
    with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(":memory:")) as still:
        live.backup(still)
        return still.serialize()


def _is_packed(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _PACKED_ALREADY


def _room(goal: Path, size: int) -> None:
    free = shutil.disk_usage(goal).free
    if free < size:
        raise StorageError(
            f"“{goal}”只剩 {free / 1e6:.0f} MB，要 {size / 1e6:.0f} MB。",
            "请删掉用不着的文件，或换一个大的U盘。",
        )
    if size > _MOST_FAT:
        raise StorageError(
            f"备份有 {size / 1e9:.1f} GB，一般的U盘放不下这么大的文件。",
            "请把 output 里往年的几期先拷到别处，再备份。",
        )


def _told(path: Path, listed: Mapping[str, Any]) -> Backup:
    files = listed["files"]
    return Backup(
        path=path,
        township=listed["township"],
        made=listed["made"],
        files=len(files),
        size=sum(one["size"] for one in files.values()),
    )


def _no_backup(path: Path) -> StorageError:
    return StorageError(
        f"“{path.name}”不是完整的备份：没有拷完，坏了，或者被改过。", "请换一份更早的备份。"
    )


def _unlike(name: str) -> StorageError:
    return StorageError(f"备份里的“{name}”和清单对不上。", "请换一个U盘，或换一份更早的备份。")
