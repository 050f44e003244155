"""Pictures of an item: made safe and put beside it, turned, and let go."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.errors import RequestError
from kit.model.fields import BY_LABEL
from kit.office.drafts import with_changes, written_in
from kit.office.kept_open import forget
from kit.render.picture import safe_picture, turned_picture
from kit.source.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LABEL = "图片"
MOST_PX = 2400
"""Longer side of what is kept: sharp on A4, and a tenth of what a telephone sends."""
_ENDINGS = (".jpg", ".png")


def pictures_in(file: str, text: str) -> tuple[str, ...]:
    """Return the names of an item's pictures.

    Raises:
        SourceError: The text cannot be read.
    """
    value = written_in(file, text).get(LABEL, [])
    listed = value.replace("，", "、").split("、") if isinstance(value, str) else value
    return tuple(one for one in listed if isinstance(one, str) and one)


def add_picture(folder: Path, file: str, text: str, data: bytes) -> str:
    """Return an item's text with one picture more, which stands beside it from now on.

    Drawn anew: upright, no larger than needed, and without the place, time and owner that a
    telephone writes into it.

    Raises:
        SourceError: It is no PNG or JPEG, broken or too large.
        RequestError: The item has as many as it may have.
        StorageError: The disk does not take it.
    """
    names = pictures_in(file, text)
    most = BY_LABEL[LABEL].most_entries
    if len(names) >= most:
        raise RequestError(f"最多 {most} 张图片。", "先去掉一张，再放。")
    name = _write(folder, file, safe_picture(data, MOST_PX), names)
    return with_changes(file, text, {LABEL: [*names, name]})


def turn_picture(folder: Path, file: str, text: str, name: str) -> str:
    """Return an item's text with a picture turned by a quarter to the right.

    The turned one is another file: what was signed is not touched before it is sent again.

    Raises:
        RequestError: It is none of the item's.
        SourceError: It is broken.
        StorageError: The disk does not take it.
    """
    turned = turned_picture(picture_path(folder, file, text, name).read_bytes())
    names = pictures_in(file, text)
    other = _write(folder, file, turned, names)
    return with_changes(file, text, {LABEL: [other if one == name else one for one in names]})


def without_picture(file: str, text: str, name: str) -> str:
    """Return an item's text without a picture; the file stays, for undoing.

    Raises:
        SourceError: The text cannot be read.
    """
    return with_changes(file, text, {LABEL: [o for o in pictures_in(file, text) if o != name]})


def picture_path(folder: Path, file: str, text: str, name: str) -> Path:
    """Return where a picture of an item stands.

    Raises:
        RequestError: It is none of the item's.
    """
    path = (folder / file).parent / name
    if name not in pictures_in(file, text) or PurePosixPath(name).name != name or "\\" in name:
        raise RequestError(f"这一件没有“{name}”这张图片。", "刷新这一页再看。")
    if not path.is_file():
        raise RequestError(f"找不到图片“{name}”。", "看看它还在不在 items 文件夹里。")
    return path


def _write(folder: Path, file: str, data: bytes, names: Sequence[str]) -> str:
    name = _free_name(folder, file, _ENDINGS[data.startswith(b"\x89PNG")], names)
    write_atomic((folder / file).parent / name, data)
    forget(folder)
    return name


def _free_name(folder: Path, file: str, ending: str, names: Sequence[str]) -> str:
    """Return a name that no file beside the item has, whatever its ending."""
    place = (folder / file).parent
    number = len(names) + 1
    while any((place / f"{PurePosixPath(file).stem}-图{number}{one}").exists() for one in _ENDINGS):
        number += 1
    return f"{PurePosixPath(file).stem}-图{number}{ending}"
