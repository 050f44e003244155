"""A photo of a board as it was kept, for whoever looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import RequestError, StorageError
from kit.returns.returns_log import ReturnKind, read_returns
from kit.source.private import PHOTOS, RETURNS

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def kept_photos(folder: Path, board: str, day: date) -> tuple[str, ...]:
    """Return the files of the photos of a board on a day, in the order they were taken in."""
    log = read_returns(folder / RETURNS, ReturnKind.PHOTO)
    return tuple(
        file
        for one in log.of(ReturnKind.PHOTO)
        if one.day == day and board in one.places
        for file in one.photos
    )


def read_kept_photo(folder: Path, file: str) -> bytes:
    """Return a photo's bytes by the name under which the log knows it; nothing else is read.

    Raises:
        RequestError: The log knows no such photo.
        StorageError: It is not there any more.
    """
    log = read_returns(folder / RETURNS, ReturnKind.PHOTO)
    is_known = any(file in one.photos for one in log.of(ReturnKind.PHOTO))
    # A line that somebody wrote by hand never leads out of the folder of photos.
    if not is_known or not file.startswith(f"{PHOTOS}/") or ".." in file:
        raise RequestError("没有这张照片。", "请回到“台账”，从公开栏那里打开。")
    try:
        return (folder / file).read_bytes()
    except OSError as error:
        raise StorageError(f"照片不在了：{file}。", "请从备份里找回来。") from error
