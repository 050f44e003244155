"""The township that kit.toml describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.township import FILE, read_township

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.township import Township


def township_of(folder: Path) -> Township:
    """Return the township of a workspace.

    Raises:
        SourceError: There is no kit.toml, or something in it is wrong.
    """
    return read_township(folder / FILE)


def township_name(folder: Path) -> str:
    """Return its name for the head of a page; empty where kit.toml cannot be read yet."""
    try:
        return township_of(folder).name
    except SourceError:
        return ""
