"""The texts that signatures were made over, kept so that signers are shown what changed since.

A digest cannot be turned back into words, and the item's file holds the present ones only. What
is kept here vouches for nothing: it is read back and hashed anew, and where its digest is not
the signed one, or it is gone, signers read the whole text. docs/decisions/0018.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kit.errors import StorageError
from kit.model.item import Item
from kit.review.digest import digest
from kit.source.files import read_own, write_in_folder
from kit.source.private import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(PRIVATE, "signed")


def keep_signed(workspace: Path, items: Iterable[Item]) -> None:
    """Keep the texts of items that were just signed; a full disk costs a comparison, no more."""
    for item in items:
        path = _path(workspace, digest(item))
        # A surrogate stands in what was typed into some editors: no JSON holds it.
        with contextlib.suppress(StorageError, OSError, UnicodeError):
            if not path.exists():
                write_in_folder(path, msgspec.json.encode(item))


def signed_text(workspace: Path, signed: str) -> Item | None:
    """Return the item as it was when it had the digest ``signed``; None where it was not kept."""
    try:
        item = msgspec.json.decode(read_own(_path(workspace, signed)), type=Item)
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return item if digest(item) == signed else None


def _path(workspace: Path, signed: str) -> Path:
    return workspace / FOLDER / f"{signed}.json"
