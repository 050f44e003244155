"""A township's week spoken on another machine, and what is taken of it.

The other machine fills a store of its own from what it was sent (``edition.sent_away``), and
sends back the sound that its recipes made: nearly all the work, and no paper. The caller plans
the week itself: what came back waits in its store until the ordinary build asks for just that
recipe, and looks at it first (``jobs.job.attempt``). So one way leads to an edition, and only one
machine draws and signs. docs/decisions/0030.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from kit.edition.jobs.job import sent_key
from kit.edition.published.manifest import manifest_in
from kit.edition.request import OUTPUT, newest_revision
from kit.edition.revision import make_week
from kit.edition.source import read_source
from kit.edition.store.store import Artefact, Store
from kit.errors import KitError, SourceError, StorageError, VerifyError
from kit.json_text import parse_json
from kit.program import program_state
from kit.source.files import storage_errors, write_in_folder
from kit.source.private import STORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.edition.jobs.job import Job
    from kit.edition.request import Options

SPOKEN = ".kit-speech"
"""Where a machine of a cluster keeps what it has spoken, in the home of who runs it."""
LARGEST_BYTES = 500_000_000
"""Of what comes back: an edition with all its sound takes a tenth."""
_MADE = "made.json"


def make_elsewhere(sent: bytes, options: Options) -> bytes | KitError:
    """Return a week's sound, as an archive; runs on a machine of a cluster.

    What is wrong with the week is a value: another machine would find the same. What is wrong
    with this machine is raised, and its work is given to another.

    Raises:
        StorageError: This machine's disk is full or broken.
    """
    options = replace(options, workers=1, shared_speech=Path.home() / SPOKEN)
    # An OSError itself would be taken for the loss of the cluster.
    with (
        storage_errors(Path(tempfile.gettempdir())),
        tempfile.TemporaryDirectory(prefix="kit-") as name,
    ):
        folder = Path(name) / "township"
        _unpack(sent, folder)
        store = Store(folder / STORE)
        try:
            source = read_source(folder, options)
            previous = manifest_in(newest_revision(folder / OUTPUT / options.week.name))
            week = make_week(source, store, options, previous, lambda _step: None, sound_only=True)
        except StorageError:
            raise
        except KitError as error:
            return error
        return _made(week.jobs, store)


def _unpack(sent: bytes, folder: Path) -> None:
    with ZipFile(io.BytesIO(sent)) as archive:
        for name in archive.namelist():
            path = folder / name
            if not path.resolve().is_relative_to(folder.resolve()):
                raise SourceError(f"送来的“{name}”不在工作夹里。", "请再做一次。")
            write_in_folder(path, archive.read(name))


def _made(jobs: Sequence[Job], store: Store) -> bytes:
    found = {job.made_key: (job, store.recall(job.made_key)) for job in jobs}
    records = [
        {"key": key, "about": job.about, "made": [asdict(one) for one in artefacts]}
        for key, (job, artefacts) in found.items()
        if artefacts
    ]
    blobs = {one.sha256 for _, artefacts in found.values() for one in artefacts or ()}
    whole = io.BytesIO()
    # Stored: sound does not get smaller.
    with ZipFile(whole, "w", ZIP_STORED) as archive:
        archive.writestr(_MADE, json.dumps({"program": program_state(), "records": records}))
        for sha256 in sorted(blobs):
            archive.writestr(sha256, store.read(sha256) or b"")
    return whole.getvalue()


def take(delivered: bytes, store: Store) -> None:
    """Keep what another machine made, for the build to look at; nothing is published by it.

    Raises:
        VerifyError: It is damaged, or was made by another version of the program.
    """
    try:
        records, blobs = _read(delivered)
        for key, about, artefacts in records:
            for one in artefacts:
                store.put(one.name, blobs[one.sha256])
            store.remember(sent_key(key), artefacts, about)
    except (BadZipFile, KeyError, TypeError, ValueError) as error:
        raise VerifyError(
            f"集群送回来的东西不完整，或者被改动过（{error}）。",
            "没有用它，什么也没有发布。请再做一次；还是这样，请查一查做它的机器。",
        ) from error


_Record = tuple[str, tuple[str, ...], tuple[Artefact, ...]]


def _read(delivered: bytes) -> tuple[list[_Record], dict[str, bytes]]:
    """Return the records and the bytes they name, each of which has the hash for its name."""
    with ZipFile(io.BytesIO(delivered)) as archive:
        if sum(one.file_size for one in archive.infolist()) > LARGEST_BYTES:
            raise ValueError("太大")
        content: dict[str, Any] = parse_json(archive.read(_MADE))
        blobs = {name: archive.read(name) for name in archive.namelist() if name != _MADE}
    _same_program(str(content["program"]))
    for sha256, data in blobs.items():
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(sha256[:8])
    records = [
        (str(one["key"]), tuple(one["about"]), tuple(Artefact(**made) for made in one["made"]))
        for one in content["records"]
    ]
    if lost := {one.sha256 for _, _, made in records for one in made} - blobs.keys():
        raise ValueError(min(lost)[:8])
    return records, blobs


def _same_program(theirs: str) -> None:
    ours = program_state()
    if theirs != ours:
        raise VerifyError(
            f"集群上的软件和这里的不一样（那里 {theirs[:8]}，这里 {ours[:8]}）。",
            "请用同一份安装包（requirements/cluster.txt）在集群的每台机器上装好，再做一次。",
        )
