"""A file from elsewhere read in a process of its own, which cannot take the kit with it.

Whatever the file does to its reader (endless work, all memory, a crash of the interpreter), a
sentence for the clerk comes back. The gate alone is not enough: a docx of 300 kB that passes
it kept a reader busy for five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

from kit.errors import ForeignFileError
from kit.foreign.bound_child import SIGXCPU, run_bound
from kit.foreign.gate import MOST_BYTES, Kind, broken, too_large
from kit.foreign.known_words import NO_WORDS, KnownWords

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

_T = TypeVar("_T")

MOST_S = 10.0
"""Of waiting; where the system can, the child ends itself after four seconds of work."""
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from kit.foreign.read import main; main()"
_TOOK_LONG = (
    "这个文件读了太久，没有读完。",
    "请用 WPS 打开，只留要公开的内容，另存一份再放进来。",
)
_TOO_MUCH = (
    "这个文件大得读不下。",
    "请用 WPS 打开，只留要公开的内容，另存一份再放进来。",
)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the child is told before the file: the dictionary, and how to read a document."""

    words: KnownWords = NO_WORDS
    whole: bool = False
    """As it stands, and not as a notice of which fields are proposed."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the child writes: a kind and its content, or why it reads nothing."""

    kind: Kind | None = None
    content: msgspec.Raw = msgspec.Raw(b"null")
    refused: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ForeignContent:
    """What stands in a file from elsewhere, as the reader of its kind gives it."""

    kind: Kind
    packed: bytes

    def as_type(self, wanted: type[_T]) -> _T:
        """Return the content as the frozen result of the reader of this kind."""
        return msgspec.json.decode(self.packed, type=wanted)


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file that somebody dropped.

    Raises:
        ForeignFileError: It is none, cannot be read, or is too large.
    """
    try:
        # A pipe or a device would be read for ever.
        if not path.is_file():
            raise ForeignFileError(f"找不到文件“{path.name}”。", "请核对文件名和文件夹。")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise too_large(size)
        return path.read_bytes()
    except OSError as error:
        raise ForeignFileError(
            f"读不出“{path.name}”（{error.strerror}）。", "请关闭打开它的程序再试。"
        ) from error


def read_foreign(
    data: bytes, words: KnownWords = NO_WORDS, *, most_s: float = MOST_S, whole: bool = False
) -> ForeignContent:
    """Return what stands in ``data``, read by a child process within bounds of time and memory.

    A document is read as a notice, or as it stands where ``whole`` is asked for.

    Raises:
        ForeignFileError: The gate or the reader refuses it, or the reader came to an end.
    """
    asked = msgspec.json.encode(Asked(words=words, whole=whole)) + b"\n" + data
    done = run_bound(_PROGRAM, asked, most_s=most_s)
    if done is None:
        raise ForeignFileError(*_TOOK_LONG)
    return _content(done)


def _content(done: subprocess.CompletedProcess[bytes]) -> ForeignContent:
    try:
        said = msgspec.json.decode(done.stdout, type=Said)
    except msgspec.DecodeError:
        # It did not come to its last line: killed for its time, or for its memory.
        told = _TOOK_LONG if done.returncode == -SIGXCPU else _TOO_MUCH
        raise ForeignFileError(*told) from None
    if said.refused:
        error = ForeignFileError(*said.refused)
        if done.stderr:
            error.add_note(done.stderr.decode("utf-8", "replace"))
        raise error
    if said.kind is None:
        raise broken()
    return ForeignContent(said.kind, bytes(said.content))
