"""Where the public pages stand: one folder for all weeks, so that no printed code dies.

A page tells which wording it is in a meta element; when the next build finds another wording
there than the one it makes, it keeps the old one in a folder ``v1`` below the page.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.source.files import storage_errors, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

SITE = "site"
BROUGHT = "网页"
"""Folder inside an edition: what it puts into the site."""
PAGE = "index.html"
CLIP = "clip.mp3"
_KEPT = (".html", ".jpg")
_MARK = re.compile(
    r'<meta name="kit-version" content="(\d+) (\d{4}-\d\d-\d\d) ([0-9A-Z-]+) ([0-9A-Z-]+)">'
)
_FOLDER = re.compile(r"v(\d+)")
# A part that is no longer there: its address may be open on a telephone, and its words are old.
_GONE = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="robots" content="noindex">\n<title>已经更正</title>\n</head>\n<body>\n'
    '<h1>这一页已经更正</h1>\n<p><a href="index.html">看更正后的</a></p>\n</body>\n</html>\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording of a page."""

    number: int
    day: str
    """When it was published, ISO."""
    check_code: str
    """Of the whole item, as it stands on paper."""
    text_code: str
    """Of what villagers read: a changed channel makes no new wording."""

    @property
    def mark(self) -> str:
        """The meta element's content."""
        return f"{self.number} {self.day} {self.check_code} {self.text_code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What stands in the site under one code."""

    wording: Wording
    files: Mapping[str, bytes]
    """Pages and pictures of the present wording, by name."""
    heard: bool
    earlier: tuple[tuple[Wording, Mapping[str, bytes]], ...] = ()
    """Earlier wordings with their files, the oldest first."""


def page_folder(code: str) -> str:
    """Return the folder of a page below ``output``: upper case, as it is printed."""
    return f"{SITE}/D/{code}"


def printed_folder(number: str) -> str:
    """Return the folder below ``output`` of the page of a printed number, wording included."""
    return f"{SITE}/{number}"


def brought_at(path: str) -> str:
    """Return where an edition holds the bytes of a page that is new with it."""
    return f"{BROUGHT}/{path.removeprefix(SITE).lstrip('/')}"


def is_site_path(path: str) -> bool:
    """Return whether an output belongs to the public pages and not into the edition."""
    return path.startswith(f"{SITE}/")


def read_published(output: Path, code: str) -> Published | None:
    """Return what stands under a code; None before its first publication."""
    folder = output / page_folder(code)
    if not (folder / PAGE).is_file():
        return None
    files = _files(folder)
    wording = _wording(files)
    if wording is None:
        return None
    clip = folder / CLIP
    return Published(
        wording=wording,
        files=files,
        heard=clip.is_file() and clip.stat().st_size > 0,
        earlier=tuple(_earlier(folder)),
    )


def next_wording(
    published: Published | None, check_code: str, text_code: str, *, first_day: str, today: str
) -> Wording:
    """Return the wording a page has now: the one that stands there, or the next."""
    if published is None:
        return Wording(number=1, day=first_day, check_code=check_code, text_code=text_code)
    before = published.wording
    same = before.text_code == text_code
    return Wording(
        number=before.number if same else before.number + 1,
        day=before.day if same else today,
        check_code=check_code,
        text_code=text_code,
    )


def earlier_wordings(
    published: Published | None, now: Wording, is_ours: Callable[[bytes], bool]
) -> tuple[tuple[Wording, Mapping[str, bytes]], ...]:
    """Return all wordings before ``now`` with their files, as they are kept below the page.

    ``is_ours`` tells files that an edition published: others must not be signed by the next.
    """
    if published is None:
        return ()
    earlier = tuple(pair for pair in published.earlier if all(map(is_ours, pair[1].values())))
    if published.wording.number == now.number or not all(map(is_ours, published.files.values())):
        return earlier
    from kit.compose.web.item_page import as_earlier

    number = published.wording.number
    files = {
        name: as_earlier(data.decode("utf-8"), number).encode("utf-8")
        if name.endswith(".html")
        else data
        for name, data in published.files.items()
    }
    return (*earlier, (published.wording, files))


def clear_left_over(output: Path, made: Collection[str], pages: Collection[str]) -> None:
    """Empty what an earlier wording left beside a page made now: parts, pictures, its sound.

    ``made`` is all that an edition has in the site, ``pages`` what of it is looked at. The files
    stay, so that an older edition still finds all it published; their words do not.

    Raises:
        StorageError: They cannot be written.
    """
    for path in pages:
        folder, _, name = path.rpartition("/")
        if name != PAGE or not folder.startswith(f"{SITE}/D/") or not (output / path).is_file():
            continue
        with os.scandir(output / folder) as listed:  # of ten years' pages: no Path for each file
            names = sorted(one.name for one in listed)
        for file in (output / folder / one for one in names if f"{folder}/{one}" not in made):
            if file.suffix not in (*_KEPT, ".mp3") or not file.is_file():
                continue
            if file.name == CLIP and CLIP in (output / path).read_text("utf-8", errors="replace"):
                continue
            rest = _GONE.encode("utf-8") if file.suffix == ".html" else b""
            with storage_errors(file):
                changed = file.read_bytes() != rest
            if changed:
                write_atomic(file, rest)


def _earlier(folder: Path) -> Iterator[tuple[Wording, Mapping[str, bytes]]]:
    found = [(p, _FOLDER.fullmatch(p.name)) for p in folder.iterdir() if p.is_dir()]
    for path, match in sorted(found, key=lambda pair: int(pair[1][1]) if pair[1] else 0):
        files = _files(path)
        wording = _wording(files)
        if match is not None and wording is not None:
            yield wording, files


def _files(folder: Path) -> dict[str, bytes]:
    """Return the pages and pictures of a folder; what was emptied is none."""
    read = {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix in _KEPT and path.is_file()
    }
    return {name: data for name, data in read.items() if data and data != _GONE.encode("utf-8")}


def _wording(files: Mapping[str, bytes]) -> Wording | None:
    match = _MARK.search(files.get(PAGE, b"").decode("utf-8", errors="replace"))
    if match is None:
        return None
    number, day, check_code, text_code = match.groups()
    return Wording(number=int(number), day=day, check_code=check_code, text_code=text_code)
