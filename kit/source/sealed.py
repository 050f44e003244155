"""A file of the kit's own that says itself whether it is whole: its first line is its hash.

No lock against a forger, who can write the hash as well; it tells what a crash, a bad disk or
an editor left. What is lost this way is found out anew.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kit.source.files import read_own, write_in_folder

if TYPE_CHECKING:
    from pathlib import Path


def write_sealed(path: Path, body: bytes, *, called: str = "") -> None:
    """Put ``body`` below its hash in the place of ``path``.

    Raises:
        StorageError: As :func:`kit.source.files.write_in_folder`.
    """
    write_in_folder(path, _seal(body) + b"\n" + body, called=called)


def read_sealed(path: Path) -> bytes | None:
    """Return the body of a file written by :func:`write_sealed`; None if it is not whole."""
    try:
        seal, _, body = read_own(path).partition(b"\n")
    except OSError:
        return None
    return body if seal == _seal(body) else None


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")
