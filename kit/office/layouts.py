"""All layouts in a list (kit layout): what each is for, and copies of them to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.layouts.parse import parse_layout
from kit.compose.layouts.purposes import PURPOSES, WIDE, is_used
from kit.errors import LayoutError
from kit.source.layouts import copy_layout, layout_names, read_layout

if TYPE_CHECKING:
    from pathlib import Path

    from kit.compose.layouts.layout import Layout
    from kit.source.layouts import LayoutFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A layout in the list."""

    name: str
    own: bool
    """The township's own, in place of the kit's or beside it."""
    paper: str = ""
    landscape: bool = False
    purpose: str = ""
    words: str = ""
    """What it is for."""
    read_from_m: float | None = None
    unused: str = ""
    """Why no item is made with it; empty where some are."""
    fault: str = ""
    """What is wrong in its file; then nothing else of it is known."""


def all_layouts(workspace: Path | None) -> tuple[Listed, ...]:
    """Return all layouts, those whose file is wrong with what is wrong in them."""
    found = (read_layout(name, workspace) for name in layout_names(workspace))
    return tuple(listed_as(file, parsed(file)) for file in found)


def copy(name: str, new_name: str, workspace: Path) -> Path:
    """Return the file of a built-in layout copied into the workspace, to be changed there.

    Raises:
        SourceError: There is no workspace, no such layout, or the file is there already.
        StorageError: The disk does not take it.
    """
    return copy_layout(name, new_name or name, workspace)


def parsed(file: LayoutFile) -> Layout | LayoutError:
    """Return the layout in a file, or what is wrong with it."""
    try:
        return parse_layout(file.text, file.file)
    except LayoutError as error:
        return error


def listed_as(file: LayoutFile, layout: Layout | LayoutError) -> Listed:
    """Return a layout as it stands in the list."""
    if isinstance(layout, LayoutError):
        return Listed(name=file.name, own=file.own, fault=str(layout))
    return Listed(
        name=file.name,
        own=file.own,
        paper=layout.paper.value,
        landscape=layout.landscape,
        purpose=layout.purpose.value,
        words=PURPOSES[layout.purpose].words,
        read_from_m=layout.read_from_m,
        unused=_unused(file.name),
    )


def _unused(name: str) -> str:
    """Return why no item is made with a layout of that name; empty where some are."""
    if is_used(name):
        return ""
    if name.endswith(WIDE):
        return f"备用：运行 kit layout copy {name} {name.removesuffix(WIDE)} 才用得上"
    return "没有事项会用它：文件名要和自带的一样"
