"""What stands outside the editions, brought in line with the newest one: pages, codes, pointer.

An edition is published by one rename. That is the commit: it holds the bytes of its pages too
and, in its signed list, its codes. ``output/site``, ``codes.tsv`` and ``本周.html`` are derived
from it and *settled* after the commit and before all other work: compared, and rewritten where
they differ. So a crash or a full disk at any write leaves the old edition with all that belongs
to it, or the new one, as soon as any command runs; and what a hand has spoilt is mended.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from string import Template
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.edition.published.manifest import differences
from kit.edition.published.newest import (
    foreign_editions,
    newest_edition,
    public_key_in,
    signed_in,
)
from kit.edition.published.register import settle_codes
from kit.edition.published.site import PAGE, SITE, brought_at, clear_left_over
from kit.edition.request import edition_name
from kit.edition.store.store import Store
from kit.errors import StorageError
from kit.plan.week import Week
from kit.source.codes import FILE
from kit.source.files import read_own, replace, storage_errors, write_in_folder
from kit.source.private import LOCK, PRIVATE, STORE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.edition.published.manifest import FileEntry, Manifest

POINTER = "本周.html"
STRAY = "不是这一期的"
"""Where files go that somebody put into an edition: moved, never deleted."""
_POINTER_PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=$address">
<title>$title</title>
</head>
<body style="font:24px/1.8 sans-serif;margin:2em">
<p><a href="$address">打开 $title 这一期</a></p>
</body>
</html>
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was not as the newest edition says."""

    mended: tuple[str, ...] = ()
    """A sentence for each thing put right."""
    left: tuple[str, ...] = ()
    """A sentence for each thing that could not be put right now, and what to do."""
    foreign: tuple[str, ...] = ()
    """A sentence for each edition that somebody else signed: no build can mend that."""
    lost: frozenset[str] = frozenset()
    """Paths of the public pages among ``left``: they must be made anew."""

    @property
    def notes(self) -> tuple[str, ...]:
        """All that staff are told."""
        return (*self.mended, *self.left, *self.foreign)


def settle(folder: Path, edition: Path | None = None, *, thorough: bool = False) -> Settled:
    """Make pages, codes and pointer say what ``edition`` says, by default the newest one.

    ``thorough`` reads every page; otherwise those of what hangs no longer are only weighed.
    Nothing that the disk refuses is raised: what is published stays published. Call it while
    holding the build lock.

    Raises:
        SourceError: The register of codes is damaged and no edition knows better.
    """
    output = folder / "output"
    trusted = public_key_in(folder)
    found = newest_edition(output, trusted)
    if edition is not None and (manifest := signed_in(edition, trusted)):
        found = edition, manifest
    mended: list[str] = []
    left: list[str] = []
    lost: set[str] = set()
    foreign = tuple(
        f"“{edition_name(one)}”不是这个工作夹签的，没有理它。请把它移出 output，不要张贴。"
        for one in foreign_editions(output, trusted)
    )
    if found is not None:
        pages = _settle_pages(output, *found, Store(folder / STORE), thorough=thorough)
        for told, path in pages:
            # Only what is still wrong comes with its path.
            (left if path else mended).append(told)
            lost.add(path)
    try:
        _sweep(folder / FILE)
        mended += settle_codes(folder, found[1] if found else None, trusted)
        # Last: the pointer never opens an edition whose pages are not there yet.
        if found is not None:
            mended += _settle_pointer(output / POINTER, found[1])
    except StorageError as error:
        left.append(f"这一期已经做好；{error.message}关掉正开着它的程序，再运行一次 kit build。")
    return Settled(
        mended=tuple(mended), left=tuple(left), foreign=foreign, lost=frozenset(lost - {""})
    )


def settle_if_free(folder: Path) -> Settled:
    """Settle a workspace before other work; while a build is at work it does so itself.

    Raises:
        SourceError: As :func:`settle`.
    """
    if not (folder / PRIVATE).is_dir():
        return Settled()  # nothing was ever built here
    lock = FileLock(folder / PRIVATE / LOCK)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return Settled()
    try:
        return settle(folder)
    finally:
        lock.release()


def put_right(folder: Path, last: Path | None, store: Store) -> Settled:
    """Settle what stands outside the editions, and mend the files of a week's last revision."""
    outside = settle(folder, thorough=True)
    if last is None:
        return outside
    manifest = signed_in(last, public_key_in(folder))
    inside = mend_files(last, manifest, store) if manifest else Settled(left=(_unreadable(last),))
    return Settled(
        mended=(*outside.mended, *inside.mended),
        left=(*outside.left, *inside.left),
        foreign=outside.foreign,
        lost=outside.lost,
    )


def _unreadable(edition: Path) -> str:
    return f"{edition.name} 的清单坏了，或签名对不上，已经重新做了一版。"


def mend_files(edition: Path, manifest: Manifest, store: Store) -> Settled:
    """Put an edition's own files back as they were signed; what was added is moved out."""
    mended: list[str] = []
    left: list[str] = []
    for fault, name in differences(edition, manifest):
        entry = manifest.file(name)
        try:
            if entry is None:
                _move_out(edition, name)
                mended.append(f"{fault}已经移到 output/{STRAY}。")
                continue
            data = store.read(entry.sha256)
            if data is None:
                left.append(fault)
                continue
            _put(edition / name, data)
            mended.append(f"{fault}已经照原样放回去。")
        except StorageError as error:
            left.append(f"{fault}{error.message}")
    return Settled(mended=tuple(mended), left=tuple(left))


def _settle_pages(
    output: Path, edition: Path, manifest: Manifest, store: Store, *, thorough: bool
) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each public page that was wrong, and its path if it still is."""
    inside = {entry.sha256: edition / entry.path for entry in manifest.files}
    brought = {entry.path for entry in manifest.files}
    due = {
        entry.path
        for entry in manifest.site
        if brought_at(entry.path) in brought or _is_current(entry, manifest)
    }
    for entry in manifest.site:
        path = output / entry.path
        is_read = thorough or entry.path in due
        if _is(_read(path), entry) if is_read else _weighs(path, entry):
            continue
        data = _read(inside[entry.sha256]) if entry.sha256 in inside else None
        if not _is(data, entry):
            data = store.read(entry.sha256)
        if data is None:
            yield f"公开页“{entry.path}”坏了，请再运行一次 kit build。", entry.path
            continue
        try:
            _put(path, data)
        except StorageError as error:
            yield f"公开页没有换上：{error.message}请再运行一次 kit build。", entry.path
        else:
            yield f"公开页“{entry.path}”和这一期不一样，已经换成这一期的。", ""
    pages = {path for path in due if path.endswith(f"/{PAGE}")}
    try:
        clear_left_over(output, {entry.path for entry in manifest.site}, pages)
    except StorageError as error:
        yield f"公开页的旧内容没有清掉：{error.message}请再运行一次 kit build。", SITE


def _is_current(entry: FileEntry, manifest: Manifest) -> bool:
    """Return whether a page is of this week, or of all: every command reads those."""
    return not entry.about or bool(manifest.items.keys() & entry.about)


def _settle_pointer(path: Path, manifest: Manifest) -> Iterator[str]:
    page = pointer_page(manifest)
    if _read(path) != page:
        _put(path, page)
        yield f"{POINTER} 没有指到最新的一期，已经改好。"


def pointer_page(manifest: Manifest) -> bytes:
    """Return ``本周.html``, which opens the newest edition."""
    address = f"{manifest.week}/r{manifest.revision:02}/index.html"
    title = escape(f"{manifest.township} {Week.parse(manifest.week).label}")
    return _POINTER_PAGE.substitute(address=address, title=title).encode("utf-8")


def _put(path: Path, data: bytes) -> None:
    _sweep(path)
    write_in_folder(path, data)


def _sweep(path: Path) -> None:
    """Remove what a killed command left half written in a file's place."""
    with storage_errors(path):
        for part in path.parent.glob(f"{path.name}.*.part"):
            part.unlink()


def _move_out(edition: Path, name: str) -> None:
    place = edition.parent.parent / STRAY / f"{edition.parent.name}-{edition.name}" / name
    with storage_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        while place.exists():
            place = place.with_name(f"再_{place.name}")
        replace(edition / name, place)


def _read(path: Path) -> bytes | None:
    try:
        return read_own(path)
    except OSError:
        return None


def _weighs(path: Path, entry: FileEntry) -> bool:
    try:
        return path.stat().st_size == entry.size
    except OSError:
        return False


def _is(data: bytes | None, entry: FileEntry) -> bool:
    return data is not None and hashlib.sha256(data).hexdigest() == entry.sha256
