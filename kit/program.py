"""The program that runs: its files, what is installed beside it, and Python.

Light, for the answer that nothing has changed must not wait. Whatever a recipe takes of the
program is in :func:`program_state`, and more.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import kit

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def own_files() -> Mapping[str, bytes]:
    """Return every file of the program by its place, read once in a process.

    What a wheel brings under ``_data`` is left out: layouts and voices come with the orders.
    """
    package = Path(kit.__file__).parent
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*"))
        if not {"__pycache__", "_data"} & set(path.parts) and path.is_file()
    }


def installed() -> tuple[str, ...]:
    """Return the names of all installed distributions with their versions, unread."""
    folders = (Path(entry) for entry in sys.path)
    return tuple(
        sorted(
            path.name
            for folder in folders
            if folder.is_dir()
            for pattern in ("*.dist-info", "*.egg-info")
            for path in folder.glob(pattern)
        )
    )


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
    for name, data in own_files().items():
        state.update(f"\n{name} {hashlib.sha256(data).hexdigest()}".encode())
    return state.hexdigest()


def hash_of(*parts: object) -> str:
    """Return one hash over values that have a canonical ``repr`` or are text or bytes."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
