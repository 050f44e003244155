"""The rows of a workbook written into item files: one by one, each whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.errors import KitError, SourceError
from kit.office.rows_read import refusal
from kit.source.files import write_in_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.rows_read import RowFinding, RowsRead


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsTaken:
    """What was written, and what was not."""

    files: tuple[str, ...]
    """Paths inside the workspace."""
    refused: tuple[RowFinding, ...]


def take_rows(folder: Path, read: RowsRead) -> RowsTaken:
    """Write what was read from a workbook; a file that changed meanwhile stays as it is.

    Tables come first: an item that names one is never without it.
    """
    files, refused = [], list(read.refused)
    wanted = [(f"工作表“{one.sheet}”", one.file, one.data, one.seen) for one in read.tables]
    wanted += [(f"第 {one.row} 行", one.file, one.data, one.seen) for one in read.rows]
    for place, file, data, seen in wanted:
        try:
            _write(folder / file, data, seen)
        except KitError as error:
            refused.append(refusal(place, error))
        else:
            files.append(file)
    return RowsTaken(files=tuple(files), refused=tuple(refused))


def _write(path: Path, data: bytes, seen: str) -> None:
    now = path.read_bytes() if path.is_file() else None
    if now == data:
        return  # it was written by the last try, which was broken off
    if now is None and seen:
        raise SourceError(f"{path.name} 不见了，没有写。", "请核对是谁移走的，再导出一次。")
    if now is not None and sha256(now).hexdigest() != seen:
        raise SourceError(f"{path.name} 刚才被别人改过，没有写。", "请重新导出一份，再改。")
    write_in_folder(path, data)
