"""What is kept and for how long: old revisions give way, and what no recent edition uses."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from kit.edition.published.manifest import MANIFEST, SIGNATURE, manifest_in
from kit.edition.request import newest_revision, revisions
from kit.json_text import parse_json
from kit.source.sealed import read_sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from kit.edition.store.store import Store

KEPT_REVISIONS = 3
"""Of the week that is worked on: enough to see what a build changed. Of all others the last."""
KEPT_WEEKS = 8
"""All that their editions hold stays in the store: it mends them without making it anew."""
KEPT_DAYS = 60
"""Of what no edition of those weeks holds: above all sentences, spoken once."""
LARGEST_STORE_BYTES = 2_000_000_000
_DAY_S = 86_400


def collect_revisions(output: Path, week_name: str) -> None:
    """Empty old revisions but for their signed lists, which tell codes and what hung for ever."""
    for week in output.glob("[0-9]*-W*"):
        kept = KEPT_REVISIONS if week.name == week_name else 1
        for edition in revisions(week)[:-kept]:
            for path in edition.iterdir():
                # Whoever has a file of it open keeps it until the next build.
                with contextlib.suppress(OSError):
                    if path.is_dir():
                        shutil.rmtree(path)
                    elif path.name not in (MANIFEST, SIGNATURE):
                        path.unlink()


def collect_store(store: Store, output: Path, now: datetime) -> None:
    """Remove what no recent edition holds and nobody asked for of late, the oldest first."""
    keys, blobs = _held(output)
    oldest_s = now.timestamp() - KEPT_DAYS * _DAY_S
    size = sum(path.stat().st_size for path in _files(store.folder / "blobs"))
    records = sorted(_files(store.folder / "recipes"), key=lambda path: path.stat().st_mtime)
    wanted = set(blobs)
    for path in records:
        made = _made(path)
        is_spare = path.parent.name + path.name not in keys
        is_old = path.stat().st_mtime < oldest_s or size > LARGEST_STORE_BYTES
        if made is None or (is_spare and is_old):
            size -= sum(made.values()) if made else 0
            _remove(path)
        else:
            wanted |= made.keys()
    for path in _files(store.folder / "blobs"):
        # A blob of the last day may belong to a record that is still to be written.
        is_young = path.stat().st_mtime > now.timestamp() - _DAY_S
        if path.parent.name + path.name not in wanted and not is_young:
            _remove(path)


def _held(output: Path) -> tuple[set[str], set[str]]:
    """Return the keys and the hashes of all that the newest editions of the last weeks hold."""
    weeks = sorted(output.glob("[0-9]*-W*"), key=lambda path: path.name)[-KEPT_WEEKS:]
    manifests = [manifest_in(newest_revision(week)) for week in weeks]
    entries = [entry for one in manifests if one for entry in (*one.files, *one.site)]
    return {entry.key for entry in entries}, {entry.sha256 for entry in entries}


def _made(record: Path) -> dict[str, int] | None:
    """Return the hashes and sizes a record names; None where it is none, or is half written."""
    try:
        found = parse_json(read_sealed(record) or b"{}")
        return {one["sha256"]: one["size"] for one in found["made"]}
    except (ValueError, KeyError, TypeError):
        return None


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*/*") if path.is_file())


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
