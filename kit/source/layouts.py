"""Layout files: the kit's own, and the township's in its workspace, which win by their name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.builtin import builtin_dir
from kit.source.files import read_text, write_in_folder
from kit.source.township import FILE

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "layouts"
_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFile:
    """A layout's text and where it stands; the township's own is taken before the kit's."""

    name: str
    text: str
    own: bool

    @property
    def file(self) -> str:
        """What messages call it."""
        return f"{FOLDER}/{self.name}{_SUFFIX}"


def layout_names(workspace: Path | None) -> tuple[str, ...]:
    """Return the names of all layouts, those of the workspace among them."""
    folders = [builtin_dir(FOLDER), *([workspace / FOLDER] if workspace else [])]
    return tuple(sorted({path.stem for folder in folders for path in folder.glob(f"*{_SUFFIX}")}))


def read_layout(name: str, workspace: Path | None) -> LayoutFile:
    """Return a layout by its name.

    Raises:
        SourceError: There is none of that name, or it cannot be read.
    """
    own = workspace / FOLDER / f"{name}{_SUFFIX}" if workspace else None
    if own is not None and own.is_file():
        return LayoutFile(name=name, text=read_text(own), own=True)
    path = builtin_dir(FOLDER) / f"{name}{_SUFFIX}"
    if not path.is_file():
        close = get_close_matches(name, layout_names(workspace), 1)
        hint = f"是不是想写 {close[0]}？" if close else ""
        raise SourceError(f"没有版式 {name}。", f"{hint}有哪些版式，用 kit layout 看。")
    return LayoutFile(name=name, text=read_text(path), own=False)


def copy_layout(name: str, new_name: str, workspace: Path) -> Path:
    """Copy a built-in layout into the workspace, to be changed there; return the new file.

    Raises:
        SourceError: There is no workspace, no such layout, or the file is there already.
        StorageError: The disk does not take it.
    """
    if not (workspace / FILE).is_file():
        raise SourceError(f"{workspace} 不是工作夹。", "请在工作夹里运行，或加上 --in 工作夹。")
    path = workspace / FOLDER / f"{new_name}{_SUFFIX}"
    if path.exists():
        raise SourceError(
            f"{FOLDER}/{path.name} 已经有了。", "请直接改它；要从头改起，先把它改名或删掉。"
        )
    text = read_layout(name, None).text
    write_in_folder(path, text.encode("utf-8"))
    return path
