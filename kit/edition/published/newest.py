"""Which edition is the newest: it rules the public pages, the codes and the pointer."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    public_key_of,
    read_signed_manifest,
    signed_manifests,
)
from kit.edition.request import OUTPUT, newest_revision, revisions
from kit.errors import VerifyError
from kit.source.files import read_own
from kit.source.private import KEY, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


def published_test(folder: Path) -> Callable[[bytes], bool]:
    """Return whether a file's bytes were published as a page by an edition of this workspace.

    What nobody signed, or somebody else, is no edition of ours: its pages would be signed by the
    next one. The manifests are read when it is asked first, the newest first, and no more of
    them than it takes.
    """
    known: set[str] = set()

    def editions() -> Iterator[Manifest]:
        if key := public_key_in(folder):
            yield from (manifest for manifest, _ in signed_manifests(folder / OUTPUT, key))

    unread = editions()

    def is_published(data: bytes) -> bool:
        wanted = sha256(data).hexdigest()
        while wanted not in known:
            manifest = next(unread, None)
            if manifest is None:
                return False
            known.update(entry.sha256 for entry in manifest.site)
        return True

    return is_published


def signed_in(edition: Path | None, trusted_key: str | None) -> Manifest | None:
    """Return an edition's manifest if the workspace's own key signed it; None if not."""
    if edition is None:
        return None
    try:
        return read_signed_manifest(edition, trusted_key)[0]
    except VerifyError:
        return None


def newest_manifest(folder: Path) -> Manifest | None:
    """Return the list of what a workspace published last; None as :func:`newest_edition`."""
    found = newest_edition(folder / "output", public_key_in(folder))
    return found[1] if found else None


def own_revision(week: Path, trusted_key: str | None) -> Path | None:
    """Return a week's newest revision that is not :func:`foreign`; None where there is none."""
    return next((one for one in reversed(revisions(week)) if not foreign(one, trusted_key)), None)


def foreign_editions(output: Path, trusted_key: str | None) -> tuple[Path, ...]:
    """Return the editions that stand as a week's newest and that somebody else signed."""
    newest = (newest_revision(week) for week in sorted(output.glob("[0-9]*-W*")))
    return tuple(one for one in newest if one and foreign(one, trusted_key))


def foreign(edition: Path, trusted_key: str | None) -> bool:
    """Return whether an edition is whole and signed by somebody else: it was put there.

    A damaged one is not foreign: it may be the workspace's own.
    """
    try:
        # The key it claims comes first: only one that claims another is read whole.
        if trusted_key is None or trusted_key.encode() in read_own(edition / SIGNATURE):
            return False
        return read_signed_manifest(edition, None)[1] != trusted_key
    except (OSError, VerifyError):
        return False


def newest_edition(output: Path, trusted_key: str | None) -> tuple[Path, Manifest] | None:
    """Return the edition that was published last, with its manifest; None where none is whole.

    None too where the newest may be one that is damaged: to go back to an older one would turn
    corrected pages into what they were before. What somebody else signed is passed over.
    """
    editions = [newest_revision(week) for week in output.glob("[0-9]*-W*")]
    counts = {edition: written(edition) for edition in editions if edition}
    while counts:
        broken = [edition for edition, count in counts.items() if count is None]
        newest = max(counts, key=lambda edition: (counts[edition] or 0, edition.parent.name))
        manifest = signed_in(newest, trusted_key)
        late = [edition for edition in broken if edition.parent.name >= newest.parent.name]
        if manifest is not None and not late:
            return newest, manifest
        # Only now, and of few: to read a whole manifest costs more than to read its end.
        put_there = [edition for edition in {newest, *late} if foreign(edition, trusted_key)]
        if not put_there:
            return None
        for edition in put_there:
            del counts[edition]
            if (own := own_revision(edition.parent, trusted_key)) is not None:
                counts[own] = written(own)
    return None


def written(edition: Path) -> int | None:
    """Return how many editions there were when this one was written; None if it is damaged."""
    if not ((edition / MANIFEST).is_file() and (edition / SIGNATURE).is_file()):
        return None
    try:
        with (edition / MANIFEST).open("rb") as stream:
            stream.seek(max(0, stream.seek(0, 2) - _TAIL))
            tail = stream.read()
    except OSError:
        return None
    if match := _WRITTEN.search(tail):
        return int(match[1])
    return 0 if _EARLIER.search(tail) else None


def next_count(output: Path) -> int:
    """Return the count of the edition that is written next."""
    editions = (newest_revision(week) for week in output.glob("[0-9]*-W*"))
    return 1 + max((written(edition) or 0 for edition in editions if edition), default=0)
