"""The child's side: bound to its share of time and memory, it reads one file and says so."""

from __future__ import annotations

import importlib
import sys
import traceback
from typing import TYPE_CHECKING

import msgspec

from kit.errors import ForeignFileError
from kit.foreign.bound_child import bind_to_share
from kit.foreign.child import Asked, Said
from kit.foreign.gate import Kind, broken, open_foreign, swollen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from kit.foreign.gate import Opened
    from kit.foreign.known_words import KnownWords

MOST_MEMORY = 300_000_000
MOST_WORK_S = 4
READERS: Mapping[Kind, tuple[str, str]] = {
    Kind.TEXT: ("kit.foreign.notice.read_notice", "read_notice_file"),
    Kind.DOCX: ("kit.foreign.notice.read_notice", "read_notice_file"),
    Kind.XLSX: ("kit.foreign.xlsx.workbook", "read_workbook"),
}
"""By kind: module and function, which takes what was opened and the known words and returns
a frozen result that msgspec can write. Named and not imported: a list needs no notice rules."""
WHOLE = ("kit.foreign.whole_document", "read_whole_file")
"""What reads a document or text as it stands."""


def main() -> None:
    """Read a line of known words and a file from stdin; write what stands in it to stdout."""
    asked, _, data = sys.stdin.buffer.read().partition(b"\n")
    _bind_to_share()
    sys.stdout.buffer.write(answer(data, msgspec.json.decode(asked, type=Asked)))
    sys.stdout.buffer.flush()


def answer(data: bytes, asked: Asked) -> bytes:
    """Return what the child says of ``data``; nothing that a file holds makes this raise."""
    try:
        opened = open_foreign(data)
        content = _reader(opened.kind, whole=asked.whole)(opened, asked.words)
        return msgspec.json.encode(
            Said(kind=opened.kind, content=msgspec.Raw(msgspec.json.encode(content)))
        )
    except ForeignFileError as error:
        return _refused(error)
    except (MemoryError, RecursionError):
        return _refused(swollen())
    except Exception:  # noqa: BLE001 - a defect of a reader is a broken file to the clerk
        traceback.print_exc()
        return _refused(broken())


def _reader(kind: Kind, *, whole: bool) -> Callable[[Opened, KnownWords], Any]:
    module, name = READERS[kind] if kind is Kind.XLSX or not whole else WHOLE
    reader: Callable[[Opened, KnownWords], Any] = getattr(importlib.import_module(module), name)
    return reader


def _refused(error: ForeignFileError) -> bytes:
    return msgspec.json.encode(Said(refused=(error.message, error.remedy)))


def _bind_to_share() -> None:
    """Take no more memory and work than a notice needs."""
    bind_to_share(MOST_MEMORY, MOST_WORK_S)
