"""Finished editions, file by file against their signed manifests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.known_keys import verify_known
from kit.edition.published.newest import public_key_in
from kit.edition.published.settle import Settled, settle_if_free
from kit.edition.published.verify import verify_workspace
from kit.edition.request import edition_name

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.published.verify import Verified
    from kit.progress import Clock, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionState:
    """Whether an edition is what was made and checked."""

    edition: Path
    files: int
    fingerprint: str
    """Of the key that signed it; to be compared with the one on the run sheet."""
    first_seen: bool
    """The key was taken on trust: this machine had not seen one of this township."""
    faults: tuple[str, ...]
    looked_at: tuple[str, ...]
    """All editions that were looked at: of a workspace, those of which something hangs."""
    passed_over: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What stood outside the editions and was put right."""


def verify(folder: Path, known_keys: Path, clock: Clock, progress: Progress) -> EditionState:
    """Return the state of an edition, or of all in a workspace of which something hangs.

    ``known_keys`` is this machine's list of townships' keys.

    Raises:
        VerifyError: It is not signed, or by another key than the one known.
        StorageError: The key cannot be written down.
    """
    if public_key_in(folder) is None:
        return _state((verify_known(folder, known_keys, progress),), (), Settled())
    return verify_own(folder, clock, progress)


def verify_own(folder: Path, clock: Clock, progress: Progress) -> EditionState:
    """Return the state of all editions of a workspace of which something hangs.

    Raises:
        SourceError: There is no edition.
        VerifyError: One has no signed manifest.
    """
    settled = settle_if_free(folder)
    return _state(*verify_workspace(folder, clock().date(), progress), settled)


def _state(
    verified: tuple[Verified, ...], passed: tuple[str, ...], settled: Settled
) -> EditionState:
    return EditionState(
        edition=verified[0].edition,
        files=sum(len(one.manifest.files) for one in verified),
        fingerprint=verified[0].fingerprint,
        first_seen=verified[0].first_seen,
        faults=(
            *verified[0].faults,
            *(
                f"{edition_name(one.edition)}：{told}"
                for one in verified[1:]
                for told in one.faults
            ),
            *settled.left,
            *settled.foreign,
        ),
        looked_at=tuple(edition_name(one.edition) for one in verified),
        passed_over=passed,
        notes=settled.mended,
    )
