"""Registers as files in the workspace: read, put there empty, and added to."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.foreign.child import bytes_of
from kit.foreign.listed import list_in
from kit.foreign.plain_text import decoded
from kit.office.sent_lists import book_of
from kit.office.township_of import township_of
from kit.source.files import write_atomic, write_in_folder
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.duty.register_rows import RegisterForm
    from kit.foreign.listed import ForeignList

_MOST_CSV = 5_000_000
_FILES_KEPT = 8
# Two browsers may send at once; a register of a township is added to by one desk.
_ADDING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """A register as it stands in its file; without a name there is none yet."""

    name: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    told: tuple[str, ...] = ()
    """What in it was not read as a row."""


def register_file(folder: Path, form: RegisterForm) -> RegisterFile:
    """Return the rows of a register; nothing where there is no file of it yet.

    Raises:
        SourceError: There are two files of it, or it has no columns.
        ForeignFileError: It cannot be read.
    """
    path = _path(folder, form)
    if path is None:
        return RegisterFile(columns=form.columns)
    listed = _listed(path.name, bytes_of(path))
    if listed is None:
        raise SourceError(f"{path.name} 里没有表头。", f"第一行请写：{'、'.join(form.columns)}。")
    return RegisterFile(
        name=path.name,
        columns=tuple(listed.names),
        rows=tuple((row.number, row.cells) for row in listed.rows if not row.is_sum),
        told=(*listed.told, *listed.notes),
    )


# A workbook is read by a child process, and the desk's first page asks for every register.
@lru_cache(maxsize=_FILES_KEPT)
def _listed(name: str, data: bytes) -> ForeignList | None:
    """Return the first sheet that has columns."""
    found = (list_in(sheet) for sheet in book_of(Path(name), data).sheets)
    return next(filter(None, found), None)


def _path(folder: Path, form: RegisterForm) -> Path | None:
    files = [path for end in (".xlsx", ".csv") if (path := folder / f"{form.name}{end}").is_file()]
    if len(files) > 1:
        names = "、".join(path.name for path in files)
        raise SourceError(f"{form.name}有两份：{names}。", "请并成一份，另一份改名放到别处。")
    return files[0] if files else None


def new_register_file(
    folder: Path, form: RegisterForm, help_rows: Sequence[Sequence[str]], widths: Mapping[int, int]
) -> Path:
    """Return the empty register that was put into the workspace, with what its columns take.

    Raises:
        SourceError: There is no workspace, or it has such a register already.
        StorageError: It cannot be written.
    """
    township_of(folder)
    if (there := _path(folder, form)) is not None:
        raise SourceError(f"{there.name} 已经有了，没有动它。", "请直接用 Excel 或 WPS 打开它。")
    path = folder / f"{form.name}.xlsx"
    sheets = [
        NewSheet(
            name=form.name[-31:],
            rows=[form.columns],
            widths=widths,
            text_columns=len(form.columns),
        ),
        NewSheet(name="怎么填", rows=[("栏", "怎么填"), *help_rows], widths={1: 24, 2: 80}),
    ]
    write_in_folder(path, workbook_bytes(sheets), called=path.name)
    return path


def add_row(folder: Path, form: RegisterForm, cells: Mapping[str, str]) -> Path:
    """Return the register to which a row was added: a csv, which Excel opens too.

    A workbook is the clerk's own, with colours and notes; it is never written into.

    Raises:
        SourceError: The register is a workbook, or has lost its columns.
        ForeignFileError: It cannot be read.
        StorageError: The disk does not take it.
    """
    with _ADDING:
        path = _path(folder, form) or folder / f"{form.name}.csv"
        if path.suffix == ".xlsx":
            raise SourceError(f"{path.name} 是 Excel 表。", "请用 Excel、WPS 打开它，记在里面。")
        before = decoded(bytes_of(path), most=_MOST_CSV) if path.exists() else ""
        columns = register_file(folder, form).columns
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        if not before.strip():
            writer.writerow(columns)
        elif not before.endswith("\n"):
            out.write("\r\n")
        writer.writerow([_one_line(cells.get(name, "")) for name in columns])
        write_atomic(path, (before + out.getvalue()).encode("utf-8-sig"), called=path.name)
        return path


def _one_line(text: str) -> str:
    # A formula in a cell that somebody typed into a form would run when the table is opened.
    plain = " ".join(text.split())
    return f" {plain}" if plain[:1] in ("=", "+", "-", "@") else plain
