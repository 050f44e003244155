"""One command's work: from the workspace to a published edition, or to nothing at all."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.edition.inspect.legible import too_small
from kit.edition.pool import Team
from kit.edition.publish import sweep
from kit.edition.published.manifest import manifest_in, write_key
from kit.edition.published.unchanged import remember, source_hash
from kit.edition.ready import load_makers
from kit.edition.request import OUTPUT
from kit.edition.revision import make_revision
from kit.edition.store.closure import own_summaries
from kit.edition.store.collect import collect_revisions, collect_store
from kit.edition.store.store import Store
from kit.errors import LockedError
from kit.source.files import make_folder, storage_errors
from kit.source.private import KEY, LOCK, PRIVATE, STORE

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.request import BuildResult, Options
    from kit.progress import Progress

_FREE_WITHIN_S = 1.0
"""Who only looks whether somebody builds holds the lock for an instant."""
FIRST_REVISION = "r01"
"""Once a week, with its first revision, the store is tidied."""


def build(
    folder: Path,
    options: Options,
    progress: Progress,
    source: str = "",
    team: Team | None = None,
) -> BuildResult:
    """Return the edition of a week, published as a new revision if anything changed.

    ``source`` is the workspace's :func:`source_hash` where it is known already, and ``team``
    are the workers where they were begun.

    Raises:
        SourceError: The workspace cannot be read, or an option names an unknown item.
        LockedError: Another build is at work here.
        StorageError: The disk is full or read-only; the old edition stands.
        VerifyError: A finished output failed its inspection; the old edition stands.
    """
    if team is None:
        with Team(options.workers, load_makers) as own:
            return build(folder, options, progress, source, own)
    private = folder / PRIVATE
    with storage_errors(private):
        make_folder(private)
    lock = FileLock(private / LOCK)
    with storage_errors(private):
        try:
            lock.acquire(timeout=_FREE_WITHIN_S)
        except Timeout:  # an OSError too, and not one of the disk
            raise LockedError("另一个窗口正在做这一期。", "请等它做完，再试一次。") from None
    try:
        sweep(folder / OUTPUT)
        notes = _key_notes(private / KEY)
        begun, store = source or source_hash(folder), Store(folder / STORE)
        result = make_revision(folder, store, options, progress, team)
        made = manifest_in(result.edition)
        found = (*result.findings, *(too_small(made.files) if made else ()))
        result = replace(result, notes=(*notes, *result.notes), findings=found)
        _tidy(folder, store, options, result, begun)
        return result
    finally:
        lock.release()


def _tidy(folder: Path, store: Store, options: Options, result: BuildResult, begun: str) -> None:
    """Note what was built, and remove what is needed no longer."""
    # The edition is out: whoever is impatient now ends the tidying and nothing else.
    with contextlib.suppress(KeyboardInterrupt):
        remember(folder, options, result, begun=begun)
        own_summaries().keep()
        if result.changed:
            collect_revisions(folder / OUTPUT, options.week.name)
        if result.changed and result.edition.name == FIRST_REVISION:
            collect_store(store, folder / OUTPUT, options.now)


def _key_notes(key: Path) -> tuple[str, ...]:
    """Make a new signing key where it is gone, and say so: the fingerprint is another one."""
    if key.is_file():
        return ()
    write_key(key)
    lost = f"签名的钥匙 {PRIVATE}/{KEY} 不见了，已经换了一把新的，指纹也跟着变。"
    remedy = "有备份的，请拷回原来的钥匙再做一次；没有的，请告诉核对的人认新的指纹。"
    return (lost + remedy,)
