"""Tables of a voice's folder: tab-separated, edited in Notepad, WPS or Excel, nothing lost.

Columns the kit does not know come back as they were; comment lines gather above the heading.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.files import read_text, write_in_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tsv:
    """A table: comment lines, the heading, and rows with the line where each stands."""

    file: str
    comments: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]

    def where(self, wanted: Callable[[Mapping[str, str]], bool]) -> Tsv:
        """Return the table with those of its rows that are ``wanted``."""
        pairs = zip(self.rows, self.lines, strict=True)
        kept = [(row, line) for row, line in pairs if wanted(row)]
        return replace(
            self, rows=tuple(row for row, _ in kept), lines=tuple(line for _, line in kept)
        )

    def with_row(self, row: Mapping[str, str]) -> Tsv:
        """Return the table with one row more; columns it did not have are added."""
        new = [name for name in row if name not in self.columns]
        return replace(
            self,
            columns=(*self.columns, *new),
            rows=(*self.rows, row),
            lines=(*self.lines, (self.lines[-1] if self.lines else 1) + 1),
        )

    def text(self) -> str:
        """Return the table as it stands in a file."""
        stream = io.StringIO()
        for comment in self.comments:
            stream.write(f"{comment}\r\n")
        writer = csv.writer(stream, delimiter="\t", lineterminator="\r\n")
        writer.writerow(self.columns)
        for row in self.rows:
            writer.writerow([row.get(name, "") for name in self.columns])
        return stream.getvalue()


def read_tsv(path: Path, required: Sequence[str]) -> Tsv:
    """Return a table that has at least the ``required`` columns.

    Raises:
        SourceError: It cannot be read, or a column is missing.
    """
    return parse_tsv(_decoded(path), f"{path.parent.name}/{path.name}", required)


def parse_tsv(text: str, file: str, required: Sequence[str]) -> Tsv:
    """Return the table in ``text``; commas serve where a spreadsheet saved it so.

    Raises:
        SourceError: A column is missing.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    first = next((i for i, line in enumerate(lines) if line.strip() and line[0] != "#"), len(lines))
    heading = lines[first] if first < len(lines) else ""
    delimiter = "\t" if "\t" in heading or "," not in heading else ","
    heading_line, *body = list(_numbered(lines[first:], delimiter, file)) or [(0, [])]
    columns = tuple(name.strip() for name in heading_line[1])
    missing = [name for name in required if name not in columns]
    if missing:
        raise SourceError(
            f"{file} 缺这几列：{'、'.join(missing)}。", "第一行要写列名，一列一个制表符；请补上。"
        )
    rows: list[Mapping[str, str]] = []
    numbers: list[int] = []
    for number, cells in body:
        if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
            rows.append({n: c.strip() for n, c in zip(columns, cells, strict=False) if n})
            numbers.append(first + number)
    return Tsv(
        file=file,
        comments=tuple(line.rstrip("\t") for line in lines if line.startswith("#")),
        columns=tuple(name for name in columns if name),
        rows=tuple(rows),
        lines=tuple(numbers),
    )


def _numbered(lines: Sequence[str], delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and rows.

    Raises:
        SourceError: A quote is not closed, so that all that follows is one cell.
    """
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise SourceError(
            f"{file} 第 {reader.line_num} 行读不下去：有一格太长，多半是上面少了一个引号。",
            "请用 Excel 或 WPS 打开它，核对引号，另存一次。",
        ) from None


def write_tsv(path: Path, table: Tsv) -> None:
    """Write a table, in a folder that may be new, so that Excel takes it for UTF-8.

    Raises:
        StorageError: The disk is full, read-only or gone.
    """
    write_in_folder(path, table.text().encode("utf-8-sig"))


def _decoded(path: Path) -> str:
    """Return the text of a file; Excel's “Unicode 文本” is UTF-16."""
    try:
        data = path.read_bytes()
        if data.startswith(_UTF_16_MARKS):
            return data.decode("utf-16")
    except (OSError, UnicodeDecodeError):
        # Told in words by the reader of ordinary files.
        return read_text(path)
    return read_text(path)
