"""Files of lines that are only added, each one sealed to the last: what was signed, what was done.

Who edits, drops or moves a line breaks the seals after it. It shows that something was changed;
it cannot keep somebody with the file from changing it.
"""

from __future__ import annotations

import codecs
import contextlib
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kit.errors import LockedError, SourceError
from kit.source.files import storage_errors, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

_LOCK_WAIT_S = 10.0
_PREVIOUS, _SEAL = b'"previous":"', b'"sha256":"'


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """What staff are told of such a file."""

    called: str
    """What they know it by: 签字台账."""
    compare: str
    """What to compare by hand once the backup is back: 再核对这一行以后的纸面审核表."""
    busy: tuple[str, str]
    """Message and remedy where somebody else is adding."""

    def broken(self, path: Path, number: int, how: str) -> SourceError:
        """Return what is told of the first line that does not fit."""
        return SourceError(
            f"{self.called} {path.name} 第 {number} 行{how}。",
            f"请从备份里找回 {path.name}，{self.compare}；不要手工改它。",
        )


def read_lines(path: Path) -> list[bytes]:
    """Return the lines as they stand; none yet is an empty list.

    Raises:
        SourceError: It is no file, or cannot be read.
    """
    if path.exists() and not path.is_file():
        raise SourceError(f"{path.name} 不是文件。", f"请把它移走，从备份里找回 {path.name}。")
    try:
        # A byte order mark and CRLF: Notepad leaves them when somebody only looked and saved.
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SourceError(
            f"读不出 {path.name}：{error.strerror}。", "请核对磁盘和权限。"
        ) from error
    return data.removesuffix(b"\n").split(b"\n") if data else []


def head_of(path: Path) -> str:
    """Return the seal of the last line as it stands; empty where there is none."""
    try:
        lines = read_lines(path)
    except SourceError:
        return ""
    return value(lines[-1], _SEAL).decode("utf-8", "replace") if lines else ""


def whole_lines(
    file: SealedFile, path: Path, lines: Sequence[bytes]
) -> Iterator[tuple[bytes, bytes]]:
    """Yield every line with its seal, as long as the seals are whole.

    Raises:
        SourceError: A line was changed, added by hand, moved or taken out; the first is named.
    """
    head = b""
    for number, line in enumerate(lines, start=1):
        before, _, after = line.partition(_SEAL)
        seal = after[:64]
        # The seal is over the line without it, just as it stands: nothing is written anew to check,
        # and what the seal fits was written by _json, so that its parts are found by their names.
        if after[64:66] != b'",':
            raise file.broken(path, number, "不完整或被改过")
        if sha256(before + after[66:]).hexdigest().encode() != seal:
            raise file.broken(path, number, "被改过")
        if value(line, _PREVIOUS) != head:
            raise file.broken(path, number, "和上一行接不上，有一行被删去、调换或插入")
        head = seal
        yield line, seal


def value(line: bytes, name: bytes) -> bytes:
    """Return what a line says under a name whose values have no quotation marks."""
    start = line.find(name) + len(name)
    return line[start : line.find(b'"', start)]


def append_lines(
    file: SealedFile,
    path: Path,
    contents: Callable[[list[bytes]], Sequence[Mapping[str, Any]]],
) -> list[bytes]:
    """Add what ``contents`` makes of the lines as they stand, and return the new lines.

    It runs while nobody else can add, and checks the seals. One key at least of every content
    comes after ``sha256`` in the alphabet.

    Raises:
        SourceError: The file is broken.
        StorageError: The disk does not take it; the old file stands.
        LockedError: Somebody else keeps it locked.
    """
    with storage_errors(path), _locked(path, file.busy):
        lines = read_lines(path)
        new: list[bytes] = []
        for content in contents(lines):
            last = (new or lines or [b""])[-1]
            new.append(_sealed({**content, "previous": value(last, _SEAL).decode()}))
        # The whole file anew and one rename: a line is never there in part.
        if new:
            write_atomic(path, b"".join(line + b"\n" for line in (*lines, *new)))
    return new


def _sealed(content: dict[str, Any]) -> bytes:
    return _json({**content, "sha256": sha256(_json(content)).hexdigest()})


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@contextlib.contextmanager
def _locked(path: Path, busy: tuple[str, str]) -> Iterator[None]:
    # The system lets go of the lock when its holder crashes.
    import filelock

    lock = filelock.FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=_LOCK_WAIT_S)
    except filelock.Timeout:  # an OSError, but not one of the disk
        raise LockedError(*busy) from None
    try:
        yield
    finally:
        lock.release()
