"""The program that runs: its files, what is installed beside it, and Python.

Light, for the answer that nothing has changed must not wait. Whatever a recipe takes of the
program is in :func:`program_state`, and more.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import kit

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(kit.__file__).parent
_NO_PART = frozenset({"__pycache__", "_data"})


class _Files(Mapping[str, bytes]):
    """Files by their place, read at each asking: what is asked for once need not be held."""

    def __init__(self, folder: Path, hashes: Mapping[str, str]) -> None:
        self._folder, self._hashes = folder, hashes

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            OSError: They are not those that were hashed: the program was replaced meanwhile.
        """
        known = self._hashes[name]
        data = Path(self._folder, name).read_bytes()
        if hashlib.sha256(data).hexdigest() != known:
            raise OSError(errno.ESTALE, "软件刚被换过", name)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._hashes)

    def __len__(self) -> int:
        return len(self._hashes)


@cache
def own_files() -> Mapping[str, bytes]:
    """Return every file of the program by its place.

    What a wheel brings under ``_data`` is left out: layouts and voices come with the orders.
    """
    return _Files(_PACKAGE, own_hashes())


@cache
def own_hashes() -> Mapping[str, str]:
    """Return the hash of every file of the program by its place."""
    found: dict[str, str] = {}
    # Not by paths: to make, compare and cut a thousand of them takes longer than to read them.
    for folder, inside, names in os.walk(_PACKAGE):
        inside[:] = sorted({*inside} - _NO_PART)
        place = folder[len(os.fspath(_PACKAGE)) + 1 :].replace(os.sep, "/")
        for name in sorted(names):
            with open(f"{folder}{os.sep}{name}", "rb", buffering=0) as stream:  # noqa: PTH123
                digest = hashlib.sha256(stream.readall()).hexdigest()
            found[f"{place}/{name}" if place else name] = digest
    return found


def installed() -> tuple[str, ...]:
    """Return the names of all installed distributions with their versions, unread."""
    names = (name for folder in sys.path for name in _names_in(folder or os.curdir))
    return tuple(sorted(name for name in names if name.endswith((".dist-info", ".egg-info"))))


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - see own_hashes
    except OSError:
        return []  # Python passes over what it cannot list, too


def platform() -> tuple[str, ...]:
    """Return what of Python itself ends up in bytes."""
    return (
        f"python={sys.version_info.major}.{sys.version_info.minor}",
        f"unicode={unicodedata.unidata_version}",
        f"zlib={zlib.ZLIB_RUNTIME_VERSION}",
    )


@cache
def program_state() -> str:
    """Return one hash over all that any closure can depend on: source, libraries, Python."""
    state = hashlib.sha256("\n".join((*installed(), *platform())).encode())
    for name, digest in own_hashes().items():
        state.update(f"\n{name} {digest}".encode())
    return state.hexdigest()


def hash_of(*parts: object) -> str:
    """Return one hash over values that have a canonical ``repr`` or are text or bytes."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
