"""Publishing: a whole edition appears in one rename, or nothing does."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Manifest,
    manifest_bytes,
    manifest_in,
    sign,
)
from kit.edition.published.newest import newest_edition, next_count, public_key_in
from kit.edition.published.posting import posted_entries, published_entries, returns_head
from kit.edition.published.settle import settle
from kit.edition.published.site import brought_at, is_site_path
from kit.edition.week_page import drafts_told, week_page
from kit.errors import StorageError
from kit.source.codes import seal_of
from kit.source.files import make_folder, put_folder, storage_errors, write_durable
from kit.source.private import KEY, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from kit.edition.jobs.job import Job
    from kit.edition.jobs.old_pages import OldPages
    from kit.edition.request import Options
    from kit.edition.store.store import Artefact, Store
    from kit.edition.work import Work

INDEX = "index.html"
SOUND = ".mp3"
_STAGING = ".staging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that goes into a revision."""

    work: Work
    jobs: tuple[Job, ...]
    """Those of this edition: all, or what a partial build chose."""
    old: OldPages
    """Pages that it lists as the newest edition did."""
    options: Options
    done: Mapping[str, tuple[Artefact, ...]]
    """What each job's key made."""
    last: Path | None


def sweep(output: Path) -> None:
    """Remove what an interrupted build left; call it only while holding the build lock."""
    for leftover in output.glob(f"*/{_STAGING}*"):
        with storage_errors(leftover):
            shutil.rmtree(leftover)


def publish(publication: Publication, store: Store) -> tuple[Path, tuple[str, ...]]:
    """Return the new revision's folder, and what staff must know of it.

    Nothing that people see is touched before the one rename; what follows it is only derived
    from the edition, and any later command finishes what is left of it.

    Raises:
        StorageError: It cannot be written; what was published before stands.
    """
    folder = publication.work.source.workspace.folder
    week_folder = folder / "output" / publication.options.week.name
    number = int(publication.last.name[1:]) + 1 if publication.last else 1
    edition = week_folder / f"r{number:02}"
    staging = week_folder / f"{_STAGING}-{os.getpid()}"
    with storage_errors(week_folder):
        make_folder(week_folder)
    try:
        _stage(publication, store, staging, number)
        with storage_errors(edition):
            put_folder(staging, edition)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    try:
        settled = settle(folder, edition)
    except KeyboardInterrupt:
        # The edition is out: what belongs to it is finished, whoever is in a hurry.
        settled = settle(folder, edition)
    drafts = publication.work.drafts
    return edition, (*settled.left, *drafts_told(drafts))


def _stage(publication: Publication, store: Store, staging: Path, number: int) -> None:
    """Fill the staging folder with all that the edition is, its public pages too."""
    # By path: nothing stands twice in an edition, whoever makes it.
    entries = {
        entry.path: entry
        for job in publication.jobs
        for artefact in publication.done[job.key]
        for entry in _entries(job, artefact)
    }
    files = [entry for entry in entries.values() if not is_site_path(entry.path)]
    for entry in files:
        write_durable(staging / entry.path, _from_store(store, entry))
    output = staging.parent.parent
    site = (
        *(entry for entry in entries.values() if is_site_path(entry.path)),
        *_kept_sounds(publication, output, entries),
    )
    # What stands in the site as it should is not brought along: thousands of pages may.
    there = {entry.sha256 for entry in files}
    for entry in site:
        if entry.sha256 not in there and not _stands(output / entry.path, entry):
            place = brought_at(entry.path)
            write_durable(staging / place, _from_store(store, entry))
            files.append(_plain_entry(place, entry.sha256, entry.size))
    site = tuple(sorted((*site, *publication.old.entries), key=lambda entry: entry.path))
    draft = _manifest(publication, files, site, number)
    township = publication.work.source.workspace.township
    previous = manifest_in(publication.last)
    index = week_page(draft, previous, publication.work.plan, township)
    write_durable(staging / INDEX, index)
    files.append(_plain_entry(INDEX, store.put("", index).sha256, len(index)))
    data = manifest_bytes(_manifest(publication, files, site, number))
    write_durable(staging / MANIFEST, data)
    key = publication.work.source.workspace.folder / PRIVATE / KEY
    write_durable(staging / SIGNATURE, sign(data, _read_key(key)))


def _kept_sounds(
    publication: Publication, output: Path, made: Collection[str]
) -> Iterator[FileEntry]:
    """Yield the recordings that pages play and this edition does not make: they stay listed."""
    played = {job.plays for job in publication.jobs if job.plays} - {*made}
    newest = newest_edition(output, public_key_in(output.parent)) if played else None
    for entry in newest[1].site if newest else ():
        if entry.path in played and _stands(output / entry.path, entry):
            # Without a key: it is no output of today's work.
            yield dataclasses.replace(entry, key="")


def _stands(path: Path, entry: FileEntry) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256


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


def _plain_entry(path: str, sha256: str, size: int) -> FileEntry:
    """Return the entry of what only sums up the edition, or waits in it for its place."""
    return FileEntry(
        path=path, sha256=sha256, size=size, stem=path, key="", about=(), figures={}, recipe={}
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
        pages={item_id: dict(told) for item_id, told in publication.old.told.items()},
        posted=posted_entries(work),
        left_out=dict(work.left_out),
        definitions=dict(work.source.definitions.hashes),
        ledger_head=work.source.reviews.ledger.head,
        returns_head=returns_head(work),
        register=seal_of(work.codes),
        written=next_count(work.source.workspace.folder / "output"),
    )


def _from_store(store: Store, entry: FileEntry) -> bytes:
    data = store.read(entry.sha256)
    if data is None:
        raise StorageError(f"“{entry.path}”做好之后又坏了。", "请检查磁盘，再做一次。")
    return data


def _read_key(path: Path) -> bytes:
    with storage_errors(path):
        return path.read_bytes()
