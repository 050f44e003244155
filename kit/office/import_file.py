"""What a workbook or csv from elsewhere is: items in rows, or a list of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.foreign.child import bytes_of
from kit.foreign.gate import may_be_workbook
from kit.office.import_rows import read_rows_of
from kit.office.sent_lists import book_of, is_csv, list_of
from kit.source.item_rows import item_table

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.rows_read import RowsRead
    from kit.office.sent_lists import ListRead
    from kit.progress import Clock


def is_list(path: Path) -> bool:
    """Return whether a file is a table and no notice.

    Raises:
        ForeignFileError: It is none, cannot be read, or is too large.
    """
    return is_csv(path) or may_be_workbook(bytes_of(path))


def read_sent(folder: Path, path: Path, clock: Clock, *, sheet: str = "") -> RowsRead | ListRead:
    """Return what stands in a file, by its content: an export or form has the fields' labels.

    Nothing is written; :func:`kit.office.take_rows.take_rows` and
    :mod:`kit.office.import_list` do that.

    Raises:
        ForeignFileError: The file is refused, or holds neither.
        RequestError: It holds several lists, and none was named by ``sheet``.
        SourceError: There is no workspace in ``folder``.
    """
    return read_given(folder, path, bytes_of(path), clock, sheet=sheet)


def read_given(
    folder: Path, name: Path, data: bytes, clock: Clock, *, sheet: str = ""
) -> RowsRead | ListRead:
    """Return what stands in ``data``, which somebody handed in under this ``name``.

    Raises:
        ForeignFileError: As :func:`read_sent`.
        RequestError: As there.
        SourceError: As there.
    """
    book = book_of(name, data)
    table = None if sheet else item_table(book)
    if table is not None:
        return read_rows_of(folder, book, table, clock)
    return list_of(book, name.name, sheet)
