"""Which edition is the newest: it rules the public pages, the codes and the pointer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.edition.published.manifest import MANIFEST, SIGNATURE, public_key_of, read_signed_manifest
from kit.edition.request import newest_revision
from kit.errors import VerifyError
from kit.source.private import KEY, PRIVATE

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.published.manifest import Manifest

# The count is the manifest's last key, so its last bytes tell it: a hundred weeks are not parsed.
_TAIL = 80
_WRITTEN = re.compile(rb'"written": (\d+)\s*\}\s*$')
_EARLIER = re.compile(rb'"week": "[^"]+"\s*\}\s*$')


def public_key_in(folder: Path) -> str | None:
    """Return the public key of a workspace; None where nothing was signed yet."""
    key = folder / PRIVATE / KEY
    return public_key_of(key.read_bytes()) if key.is_file() else None


def signed_in(edition: Path | None, trusted_key: str | None) -> Manifest | None:
    """Return an edition's manifest if the workspace's own key signed it; None if not."""
    if edition is None:
        return None
    try:
        return read_signed_manifest(edition, trusted_key)[0]
    except VerifyError:
        return None


def newest_edition(output: Path, trusted_key: str | None) -> tuple[Path, Manifest] | None:
    """Return the edition that was published last, with its manifest; None where none is whole.

    None too where the newest may be one that is damaged: to go back to an older one would turn
    corrected pages into what they were before.
    """
    whole: list[tuple[int, str, Path]] = []
    broken: list[str] = []
    for week in output.glob("[0-9]*-W*"):
        edition = newest_revision(week)
        if edition is None:
            continue
        count = written(edition)
        if count is None:
            broken.append(week.name)
        else:
            whole.append((count, week.name, edition))
    if not whole:
        return None
    _, week_name, edition = max(whole)
    manifest = signed_in(edition, trusted_key)
    if manifest is None or any(name >= week_name for name in broken):
        return None
    return edition, manifest


def written(edition: Path) -> int | None:
    """Return how many editions there were when this one was written; None if it is damaged."""
    try:
        with (edition / MANIFEST).open("rb") as stream:
            stream.seek(max(0, stream.seek(0, 2) - _TAIL))
            tail = stream.read()
    except OSError:
        return None
    if not (edition / SIGNATURE).is_file():
        return None
    if match := _WRITTEN.search(tail):
        return int(match[1])
    return 0 if _EARLIER.search(tail) else None


def next_count(output: Path) -> int:
    """Return the count of the edition that is written next."""
    editions = (newest_revision(week) for week in output.glob("[0-9]*-W*"))
    return 1 + max((written(edition) or 0 for edition in editions if edition), default=0)
