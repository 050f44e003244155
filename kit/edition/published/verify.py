"""Verifying an edition that was published: is it still what was made and checked?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    compare_files,
    fingerprint,
    manifest_in,
    public_key_of,
    read_signed_manifest,
    signed_manifests,
)
from kit.edition.published.newest import own_revision, public_key_in
from kit.edition.published.site import SITE
from kit.edition.request import edition_name, newest_revision
from kit.errors import SourceError, VerifyError
from kit.progress import Step
from kit.source.private import KEY, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from kit.edition.published.manifest import FileEntry, Manifest
    from kit.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found; an edition without faults may hang and sound."""

    edition: Path
    manifest: Manifest
    fingerprint: str
    """Of the key that signed it; to be compared with the one printed on the run sheet."""
    public_key: str
    faults: tuple[str, ...]
    first_seen: bool = False
    """The key was taken on trust: this machine had not seen one of this township."""


def edition_of(folder: Path) -> Path:
    """Return the edition meant by a folder: itself, a week's newest revision, or a workspace's.

    Raises:
        SourceError: There is no edition there.
        VerifyError: There is one, and its manifest is gone.
    """
    newest = [newest_revision(week) for week in _weeks(folder) or [folder]]
    candidates = [folder, *(revision for revision in newest if revision is not None)]
    for candidate in candidates:
        if (candidate / MANIFEST).is_file():
            return candidate
    if any((candidate / SIGNATURE).is_file() for candidate in candidates):
        raise VerifyError(f"“{folder.name}”里的清单 {MANIFEST} 不见了。", "请重新做这一期。")
    raise SourceError(
        f"“{folder.resolve().name}”里没有做好的一期。",
        "请先做一期（kit build），或指到工作夹、像 output/2026-W48/r01 这样的文件夹。",
    )


def trusted_key(edition: Path) -> str | None:
    """Return the public key of the workspace that holds the edition; None outside of one."""
    for parent in edition.resolve().parents:
        key = parent / PRIVATE / KEY
        if key.is_file():
            return public_key_of(key.read_bytes())
    return None


def verify_workspace(
    folder: Path, today: date, progress: Progress
) -> tuple[tuple[Verified, ...], tuple[str, ...]]:
    """Return the state of every edition of which something hangs, and those passed over.

    The newest comes first; what several of them hold is looked at once. What somebody else
    signed is no edition of the workspace: ``settle`` tells of it.

    Raises:
        SourceError: There is no edition.
        VerifyError: One has no signed manifest.
    """
    edition_of(folder)  # says what is wrong where there is none at all
    key = public_key_in(folder)
    editions = [own_revision(week, key) for week in _weeks(folder)]
    verified: list[Verified] = []
    passed: list[str] = []
    seen: set[str] = set()
    down: dict[str, str] = {}
    for edition in (one for one in editions if one is not None):
        manifest = manifest_in(edition)
        if manifest and verified and not any(_hanging(manifest, down, today)):
            passed.append(edition_name(edition))
        else:
            verified.append(verify(edition, progress, seen=seen))
        for item_id, entry in manifest.posted.items() if manifest else ():
            if entry["day"]:
                down.setdefault(item_id, entry["day"])
    if not verified:
        raise SourceError(
            f"“{folder.resolve().name}”里没有自己签的一期。", "请先做一期：kit build。"
        )
    return tuple(verified), tuple(passed)


def _weeks(folder: Path) -> list[Path]:
    """Return the folders of all weeks, the newest first."""
    return sorted((folder / "output").glob("[0-9]*-W*"), reverse=True)


def _hanging(manifest: Manifest, down: Mapping[str, str], today: date) -> Iterator[str]:
    """Yield the items of an edition that hang today; ``down`` is what later ones took down."""
    for item_id, entry in manifest.items.items():
        # What earlier versions wrote tells no day: it may hang.
        is_over = entry.get("expire", "") and entry["expire"] < today.isoformat()
        is_down = item_id in down and down[item_id] <= today.isoformat()
        if not (entry["draft"] or is_over or is_down):
            yield item_id


def verify(
    edition: Path,
    progress: Progress,
    *,
    known_key: str | None = None,
    seen: set[str] | None = None,
) -> Verified:
    """Return the edition's state: every file hashed, every page rendered, every clip measured.

    ``seen`` has the hashes of what was looked at before, and takes those of this edition.

    Raises:
        VerifyError: There is no signed manifest, or the signature is not the right one.
    """
    manifest, public_key = read_signed_manifest(edition, known_key or trusted_key(edition))
    faults = list(compare_files(edition, manifest))
    faults += _site_faults(edition, manifest, public_key)
    if not faults:
        for number, entry in enumerate(manifest.files, start=1):
            if seen is None or entry.sha256 not in seen:
                faults += _inspect(edition, entry)
            progress(Step("核对", number, len(manifest.files), entry.path))
    if seen is not None and not faults:
        seen |= {entry.sha256 for entry in manifest.files}
    return Verified(
        edition=edition,
        manifest=manifest,
        fingerprint=fingerprint(public_key),
        public_key=public_key,
        faults=tuple(faults),
    )


def _site_faults(edition: Path, manifest: Manifest, public_key: str) -> Iterator[str]:
    """Tell of public pages that are gone; later editions may change them, none may remove one."""
    output = edition.parent.parent
    if not (output / SITE).is_dir():
        return
    newest = newest_revision(edition.parent) == edition
    for entry in manifest.site:
        path = output / entry.path
        if not path.is_file():
            yield f"公开页少了“{entry.path}”。"
        elif newest and not _is_right(edition, entry, public_key):
            yield f"公开页“{entry.path}”被改动过。"


def _is_right(edition: Path, entry: FileEntry, public_key: str) -> bool:
    """Return whether a public page is this edition's, or one that a later week made anew."""
    output = edition.parent.parent
    sha256 = hashlib.sha256((output / entry.path).read_bytes()).hexdigest()
    if sha256 == entry.sha256:
        return True
    # Only what the same key signed: a page is not made right by a list put beside it.
    return any(
        page.path == entry.path and page.sha256 == sha256
        for other, _ in signed_manifests(output, public_key)
        for page in other.site
    )


def _inspect(edition: Path, entry: FileEntry) -> Iterator[str]:
    from kit.edition.inspect.inspection import inspect_again

    data = (edition / entry.path).read_bytes()
    try:
        inspect_again(entry, data)
    except VerifyError as error:
        yield f"“{entry.path}”：{error.message}"
