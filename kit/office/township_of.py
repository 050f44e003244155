"""The township that kit.toml describes, kept as long as its bytes are the same."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.township import FILE, read_township

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.township import Township

_kept: dict[str, Township] = {}


def township_of(folder: Path) -> Township:
    """Return the township of a workspace.

    Raises:
        SourceError: There is no kit.toml, or something in it is wrong.
    """
    path = folder / FILE
    key = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    if key not in _kept:
        _kept.clear()  # one workspace a process
        _kept[key] = read_township(path)
    return _kept[key]


def township_name(folder: Path) -> str:
    """Return its name for the head of a page; empty where kit.toml cannot be read yet."""
    try:
        return township_of(folder).name
    except SourceError:
        return ""
