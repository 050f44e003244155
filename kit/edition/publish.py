"""Publishing: a whole edition appears in one rename, or nothing does."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.index import pointer_page, week_page
from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Manifest,
    manifest_bytes,
    parse_manifest,
    sign,
)
from kit.edition.published.posting import posted_entries, published_entries
from kit.edition.published.site import SITE, clear_left_over, is_site_path
from kit.edition.request import KEY, PRIVATE
from kit.errors import StorageError, VerifyError
from kit.source.codes import write_codes
from kit.source.files import replace, storage_errors, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.edition.jobs.job import Job
    from kit.edition.request import Options
    from kit.edition.store.store import Artefact, Store
    from kit.edition.work import Work

POINTER = "本周.html"
INDEX = "index.html"
SOUND = ".mp3"
_STAGING = ".staging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that goes into a revision."""

    work: Work
    options: Options
    done: Mapping[str, tuple[Artefact, ...]]
    """What each job's key made."""
    carried: tuple[FileEntry, ...]
    """Files of the last revision that stay as they are."""
    last: Path | None


def sweep(output: Path) -> None:
    """Remove what an interrupted build left; call it only while holding the build lock."""
    for leftover in output.glob(f"*/{_STAGING}*"):
        with storage_errors(leftover):
            shutil.rmtree(leftover)


def publish(publication: Publication, store: Store) -> Path:
    """Return the new revision's folder.

    Raises:
        StorageError: It cannot be written; what was published before stands.
        VerifyError: A finished file changed since it was made.
    """
    folder = publication.work.source.workspace.folder
    week_folder = folder / "output" / publication.options.week.name
    number = int(publication.last.name[1:]) + 1 if publication.last else 1
    staging = week_folder / f"{_STAGING}-{os.getpid()}"
    try:
        manifest, site = _stage(publication, store, staging, number)
        _publish_site(folder / "output" / SITE, site, store)
        write_codes(folder, publication.work.codes)
        edition = week_folder / f"r{number:02}"
        with storage_errors(edition):
            replace(staging, edition)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    write_atomic(folder / "output" / POINTER, pointer_page(manifest, edition.name))
    return edition


def _stage(
    publication: Publication, store: Store, staging: Path, number: int
) -> tuple[Manifest, tuple[FileEntry, ...]]:
    """Fill the staging folder; return its manifest and the entries of the public pages."""
    entries = [
        entry
        for job in publication.work.jobs
        for artefact in publication.done.get(job.key, ())
        for entry in _entries(job, artefact)
    ]
    site = tuple(e for e in (*entries, *publication.carried) if is_site_path(e.path))
    inside = [entry for entry in entries if not is_site_path(entry.path)]
    for entry in inside:
        _write(staging / entry.path, _from_store(store, entry))
    stays = [entry for entry in publication.carried if not is_site_path(entry.path)]
    for entry in stays:
        assert publication.last is not None
        _write(staging / entry.path, _from_last(publication.last, entry))
    files = [*inside, *stays]
    previous = _last_manifest(publication.last)
    draft = _manifest(publication, files, site, number)
    boards = publication.work.source.workspace.township.boards
    index = week_page(draft, previous, publication.work.plan, boards)
    _write(staging / INDEX, index)
    files.append(_summary_entry(INDEX, index))
    manifest = _manifest(publication, files, site, number)
    data = manifest_bytes(manifest)
    _write(staging / MANIFEST, data)
    key = publication.work.source.workspace.folder / PRIVATE / KEY
    _write(staging / SIGNATURE, sign(data, _read_key(key)))
    return manifest, site


def _entries(job: Job, artefact: Artefact) -> Iterator[FileEntry]:
    """Yield where an artefact stands; sound stands beside its public page too."""
    name = job.file_name(artefact.name)
    places = [(f"{job.folder}/{name}" if job.folder else name, job.stem)]
    if job.also_at and artefact.name == SOUND:
        places.append((f"{job.also_at}{SOUND}", job.also_at.rpartition("/")[2]))
    for path, stem in places:
        yield FileEntry(
            path=path,
            sha256=artefact.sha256,
            size=artefact.size,
            stem=stem,
            key=job.key,
            about=job.about,
            figures=artefact.figures,
            recipe=dict(job.recipe),
        )


def _summary_entry(path: str, data: bytes) -> FileEntry:
    return FileEntry(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        stem=path,
        key="",
        about=(),
        figures={},
        recipe={},
    )


def _manifest(
    publication: Publication, files: list[FileEntry], site: tuple[FileEntry, ...], number: int
) -> Manifest:
    work = publication.work
    return Manifest(
        week=publication.options.week.name,
        revision=number,
        township=work.source.workspace.township.name,
        files=tuple(sorted(files, key=lambda entry: entry.path)),
        site=site,
        items=published_entries(work),
        posted=posted_entries(work),
        left_out=dict(work.left_out),
        definitions=dict(work.source.definitions),
        ledger_head=work.source.ledger_head,
    )


def _last_manifest(last: Path | None) -> Manifest | None:
    if last is None:
        return None
    try:
        return parse_manifest((last / MANIFEST).read_bytes())
    except (OSError, VerifyError):
        return None


def _from_store(store: Store, entry: FileEntry) -> bytes:
    data = store.read(entry.sha256)
    if data is None:
        raise StorageError(f"“{entry.path}”做好之后又坏了。", "请检查磁盘，再做一次。")
    return data


def _from_last(last: Path, entry: FileEntry) -> bytes:
    with storage_errors(last / entry.path):
        data = (last / entry.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise VerifyError(f"上一版里的“{entry.path}”被改动过。", "请不加 --only，整期重新做一次。")
    return data


def _write(path: Path, data: bytes) -> None:
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _read_key(path: Path) -> bytes:
    with storage_errors(path):
        return path.read_bytes()


def _publish_site(site_folder: Path, site: tuple[FileEntry, ...], store: Store) -> None:
    """Write the public pages that changed; what was printed before stays for ever."""
    for entry in site:
        path = site_folder.parent / entry.path
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
            with storage_errors(path):
                path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, _from_store(store, entry))
    clear_left_over(site_folder.parent, {entry.path for entry in site})
