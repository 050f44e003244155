"""Whether anything changed since the last build: every input hashed, nothing else loaded.

Most builds of a week change nothing. Then the answer must not wait until all libraries are
loaded and every item is read, checked and planned again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kit.edition.published.manifest import SIGNATURE, differences
from kit.edition.published.newest import public_key_in, signed_in
from kit.edition.published.settle import settle_if_free
from kit.edition.request import BuildResult, newest_revision
from kit.errors import SourceError, StorageError
from kit.fonts.typeface import built_in_file
from kit.model.finding import Finding  # noqa: TC001 - msgspec reads it when it decodes
from kit.program import hash_of, program_state
from kit.source.builtin import builtin_dir
from kit.source.codes import FILE as CODES
from kit.source.private import KEY, PHOTOS, PREVIEW, PRIVATE, RETURNS
from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.edition.request import Options

_RECORD = "last.json"
_CHUNK_BYTES = 1 << 16
# What the kit writes itself: else every build would find its own outputs changed.
_MADE_HERE = frozenset({"output", PREVIEW, PRIVATE, RETURNS, PHOTOS, "kit.log"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What the last build was made from, and what came of it."""

    inputs: str
    edition: str
    outputs: int
    left_out: dict[str, str]
    findings: tuple[Finding, ...]


def inputs_hash(folder: Path, options: Options, source: str = "") -> str:
    """Return one hash over all that a build is made from: workspace, program, data, typeface.

    ``source`` is the workspace's :func:`source_hash` where it is known.

    Of the program it takes what recipes take, and more: every file of ours and the name and
    version of everything installed. The day counts too: checks ask whether something is over.
    """
    asked = (options.week, options.draft, sorted(options.channels), options.only_item)
    parts: list[object] = [asked, options.now.date(), program_state()]
    parts.append(source or source_hash(folder))
    return hash_of(*parts, *_hashed((folder, _made_files(folder)), *_data_files()))


def data_hash() -> str:
    """Return one hash over the kit's own layouts and voices, and the built-in typeface."""
    return hash_of(*_hashed(*_data_files()))


def source_hash(folder: Path) -> str:
    """Return one hash over the files that people write in a workspace."""
    return hash_of(*_hashed((folder, _own_files(folder))))


def last_result(folder: Path, options: Options, source: str = "") -> BuildResult | None:
    """Return the last build's result if nothing that it was made from has changed since.

    ``source`` is the workspace's :func:`source_hash` where it is known.
    """
    edition = newest_revision(folder / "output" / options.week.name)
    try:
        # Sealed: what it tells of findings and of what was left out is shown as it stands.
        record = msgspec.json.decode(read_sealed(folder / PRIVATE / _RECORD) or b"", type=_Record)
        if edition is None or record.edition != edition.name:
            return None
        if record.inputs != inputs_hash(folder, options, source):
            return None
        settled = settle_if_free(folder)
        if settled.left or not _stands(edition, public_key_in(folder)):
            return None
        return BuildResult(
            edition=edition,
            changed=False,
            made=0,
            reused=record.outputs,
            left_out=record.left_out,
            findings=record.findings,
            notes=(*settled.foreign, *settled.mended),
        )
    except (OSError, msgspec.MsgspecError, SourceError):
        return None


def _stands(edition: Path, trusted_key: str | None) -> bool:
    manifest = signed_in(edition, trusted_key)
    return manifest is not None and not any(differences(edition, manifest))


def remember(folder: Path, options: Options, result: BuildResult, *, begun: str) -> None:
    """Keep what this build was made from; one with a note is tried again next time.

    ``begun`` is the workspace's :func:`source_hash` from before it was read: what somebody saved
    while the build was at work is in no output of it, and must not pass for built.
    """
    if result.notes or begun != source_hash(folder):
        return
    record = _Record(
        inputs=inputs_hash(folder, options, begun),
        edition=result.edition.name,
        outputs=result.made + result.reused,
        left_out=dict(result.left_out),
        findings=result.findings,
    )
    # Without it the next build looks closer; what is published is no reason to fail.
    with contextlib.suppress(StorageError):
        write_sealed(folder / PRIVATE / _RECORD, msgspec.json.encode(record))


def _own_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in _MADE_HERE or path.name == CODES or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files_below(path)
        elif path.is_file():
            yield path


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield all files of a folder; they may be thousands, and listing them tells what they are."""
    try:
        with os.scandir(folder) as listed:
            found = sorted(listed, key=lambda one: one.name)
    except PermissionError:
        return  # told by whoever reads it as what it is
    for one in found:
        if one.is_dir(follow_symlinks=False):
            yield from _files_below(Path(one.path))
        elif one.is_file():
            yield Path(one.path)


def _made_files(folder: Path) -> Iterator[Path]:
    """Yield what earlier builds wrote and the next one reads.

    A new key signs anew; what an earlier week hung is not new on a board.
    """
    weeks = sorted(folder.glob("output/[0-9]*-W*"))
    newest = (newest_revision(week) for week in weeks)
    signed = (edition / SIGNATURE for edition in newest if edition is not None)
    yield from (one for one in (folder / CODES, folder / PRIVATE / KEY, *signed) if one.is_file())


def _hashed(*folders: tuple[Path, Iterable[Path]]) -> Iterator[str]:
    for root, files in folders:
        start = len(os.fspath(root)) + 1
        for path in files:
            yield os.fspath(path)[start:].replace(os.sep, "/")
            yield _sha256(path)


def _data_files() -> Iterator[tuple[Path, list[Path]]]:
    """Yield the folders of the kit's own layouts and voices, and of the built-in typeface."""
    for name in ("layouts", "voices"):
        data = builtin_dir(name)
        yield data, sorted(path for path in data.rglob("*") if path.is_file())
    yield built_in_file().parent, [built_in_file()]


def _sha256(path: Path) -> str:
    state = hashlib.sha256()
    # Not hashlib.file_digest: for each of thousands of small files it clears a large buffer.
    with path.open("rb", buffering=0) as stream:
        while data := stream.read(_CHUNK_BYTES):
            state.update(data)
    return state.hexdigest()
