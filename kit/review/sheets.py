"""Printed sheets of a week (审核表): which row stands for which text, until they come back signed.

What is printed is kept: a sheet's code is a hash and cannot be turned back into its rows, and
the file it was printed from is written over by the next print of the same week.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.errors import RequestError, SourceError
from kit.json_text import parse_json
from kit.review.digest import chain_digest, digest_of, plain, short_code
from kit.source.files import read_text, write_in_folder
from kit.source.private import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.model.township import Step

FOLDER = Path(PRIVATE, "sheets")
_SUFFIX = ".json"
# Crockford's base 32 as people read it back: what looks like a digit is one.
_MISREAD = str.maketrans("OIL", "011")
_ROWS = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSheet:
    """What one printed sheet asks to have signed."""

    week: str
    rows: tuple[tuple[str, str], ...]
    """Item id and digest of each row, in the order of their numbers from 1."""
    chain: str
    """Hash of the chain whose steps are printed on it."""
    definitions: str
    """Hash of all that prints or speaks and stands in no item."""

    @property
    def code(self) -> str:
        """What is printed on it, such as ``7K3M-9QXT``: another row, another code."""
        return short_code(digest_of(plain(self)))

    @property
    def basis(self) -> str:
        """Short code of all that prints or speaks and stands in no item."""
        return short_code(self.definitions)


def sheet_to_print(
    week: str, rows: Iterable[tuple[str, str]], chain: Sequence[Step], hashes: Mapping[str, str]
) -> PrintedSheet:
    """Return a sheet whose rows are items with their digests; ``hashes`` are the definitions."""
    return PrintedSheet(
        week=week,
        rows=tuple(rows),
        chain=chain_digest(chain),
        definitions=digest_of(dict(hashes)),
    )


def keep_sheet(workspace: Path, sheet: PrintedSheet) -> None:
    """Keep what is about to be printed.

    Raises:
        StorageError: The disk does not take it.
    """
    path = workspace / FOLDER / f"{sheet.code}{_SUFFIX}"
    write_in_folder(path, json.dumps(plain(sheet), ensure_ascii=False).encode())


def read_sheet(workspace: Path, named: str) -> PrintedSheet:
    """Return the sheet with that code, however it was typed, or in the file of that name.

    Raises:
        SourceError: It was not printed here, or what was kept of it is damaged.
    """
    path = Path(named)
    if path.suffix != _SUFFIX:
        letters = re.sub(r"[\W_]", "", normalize("NFKC", named)).upper().translate(_MISREAD)
        path = workspace / FOLDER / f"{letters[:4]}-{letters[4:]}{_SUFFIX}"
    if not path.is_file():
        raise SourceError(
            f"没有打印过“{named.strip()}”这张审核表。",
            f"请核对表上的编号；换过电脑的，从备份找回 {FOLDER.as_posix()}，或逐条用 kit sign 录。",
        )
    try:
        content = parse_json(read_text(path))
        sheet = PrintedSheet(
            **content | {"rows": tuple((name, text) for name, text in content["rows"])}
        )
    except (ValueError, TypeError, KeyError):
        sheet = None
    if sheet is None or sheet.code != path.stem:
        raise SourceError(
            f"留底的 {path.name} 不完整或被改过。", "请从备份找回，或重新打印、重新签。"
        )
    return sheet


def kept_sheets(workspace: Path) -> tuple[PrintedSheet, ...]:
    """Return the sheets that were printed here and can be read, the newest week first."""
    sheets = []
    for path in (workspace / FOLDER).glob(f"*{_SUFFIX}"):
        with contextlib.suppress(SourceError):
            sheets.append(read_sheet(workspace, str(path)))
    return tuple(sorted(sheets, key=lambda one: (one.week, one.code), reverse=True))


def row_numbers(text: str, count: int) -> tuple[int, ...]:
    """Return the numbers in ``1,3-5``, each once and in order; empty text means all.

    Raises:
        RequestError: It is no such list, or the sheet has no such row.
    """
    parts = [part for part in re.split(r"[,、;\s]+", normalize("NFKC", text)) if part]
    return tuple(sorted({n for part in parts for n in _span(part, count)})) or tuple(
        range(1, count + 1)
    )


def _span(part: str, count: int) -> Iterator[int]:
    match = _ROWS.fullmatch(part)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= count:
        raise RequestError(
            f"“{part}”不是表上的行。", f"请写表上的项号，如 1,3-5；这张表有 {count} 项。"
        )
    yield from range(first, last + 1)
