"""Files that belong to each other put in their places together: all of them, or none.

An item and the table beside it are two files, and a rename moves one. So what is new is first
written whole into a folder of the kit's own; the rename of that folder is the commit, and
renames into the places follow. Who is killed in between leaves the folder, and the next who
opens the workspace goes on with it (docs/decisions/0011-commit-then-settle.md).
"""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.errors import StorageError
from kit.json_text import parse_json
from kit.source.files import (
    make_folder,
    put_folder,
    replace,
    storage_errors,
    sync_folder,
    write_durable,
)
from kit.source.private import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FOLDER = f"{PRIVATE}/together"
_LIST = "files.json"
_BEGUN = ".part"
"""Ends the name of a folder that is not whole yet: what stands in it never counts."""


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put ``files``, by their paths inside the workspace, in their places: all, or none.

    Raises:
        StorageError: The disk does not take them; the old ones stand. Where it failed in the
            midst, the new ones follow as soon as it takes them.
    """
    whole = folder / _FOLDER / secrets.token_hex(8)
    begun = whole.with_suffix(_BEGUN)
    with storage_errors(whole.parent, called=next(iter(files))):
        make_folder(whole.parent)
    try:
        for number, data in enumerate(files.values()):
            write_durable(begun / str(number), data)
        was = {file: _hash(folder / file) for file in files}
        write_durable(begun / _LIST, json.dumps(was, ensure_ascii=False).encode())
        with storage_errors(folder / next(iter(files))):
            put_folder(begun, whole)
        _settle(folder, whole)
    except StorageError:
        # Excel holds the first one open: nothing was moved yet, and nothing is to be later.
        if all((whole / str(number)).exists() for number in range(len(files))):
            with contextlib.suppress(OSError):
                replace(whole, begun)
        raise
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def settle_together(folder: Path) -> None:
    """Go on where somebody was killed while files were put in their places.

    What cannot be put there now is tried by the next: nobody is kept from looking, and what
    stands there in part is signed by nobody.
    """
    at = folder / _FOLDER
    for one in sorted(at.iterdir()) if at.is_dir() else ():
        if one.suffix != _BEGUN:
            with contextlib.suppress(StorageError):
                _settle(folder, one)


def _settle(folder: Path, whole: Path) -> None:
    """Put what is in ``whole`` in its place, but over nothing that somebody saved since then.

    Two may do it at once: what is gone was put there by the other one.
    """
    with contextlib.suppress(FileNotFoundError):
        was = parse_json((whole / _LIST).read_bytes())
        for number, (file, seen) in enumerate(was.items()):
            new, path = whole / str(number), folder / file
            if new.exists() and _hash(path) == seen:
                with storage_errors(path), contextlib.suppress(FileNotFoundError):
                    replace(new, path)
                    sync_folder(path.parent)
    shutil.rmtree(whole, ignore_errors=True)


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
