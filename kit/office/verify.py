"""A finished edition, file by file against its signed manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.known_keys import verify_known

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Progress


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


def verify(folder: Path, known_keys: Path, progress: Progress) -> EditionState:
    """Return the state of an edition; ``known_keys`` is this machine's list of townships' keys.

    Raises:
        VerifyError: It is not signed, or by another key than the one known.
        StorageError: The key cannot be written down.
    """
    verified = verify_known(folder, known_keys, progress)
    return EditionState(
        edition=verified.edition,
        files=len(verified.manifest.files),
        fingerprint=verified.fingerprint,
        first_seen=verified.first_seen,
        faults=verified.faults,
    )
