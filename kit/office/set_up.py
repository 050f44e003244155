"""A new workspace: its folder, its key, and, for the example, its sign-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.published.manifest import write_key
from kit.office.practice import signed_in_time
from kit.review.signing import sign_samples
from kit.source.files import storage_errors
from kit.source.private import KEY, PRIVATE
from kit.source.setup import create_workspace
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def set_up(folder: Path, *, sample: bool, now: datetime) -> None:
    """Make a workspace in an empty folder; the example comes signed but for one item.

    Raises:
        SourceError: The folder is not empty.
        StorageError: It cannot be written.
    """
    with storage_errors(folder):
        create_workspace(folder, sample=sample)
    write_key(folder / PRIVATE / KEY)
    if sample:
        workspace = open_workspace(folder)
        sign_samples(workspace, at=signed_in_time(workspace.items, now))
