"""A file of a finished edition, for whoever shows or plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.published.at_hand import edition_at_hand

if TYPE_CHECKING:
    from pathlib import Path


def read_edition_file(folder: Path, path: str, *, week: str = "", revision: int = 0) -> bytes:
    """Return the bytes of a file by its path inside the edition, as they were published.

    The path is looked up in the signed list, so that nothing else is ever read.

    Raises:
        SourceError: There is no such edition, or it has no such file.
        VerifyError: The edition is damaged, or the file was changed or lost since.
    """
    return edition_at_hand(folder, week, revision).read(path)
