"""What the checks said of a workspace, known from the last time it was looked at.

To load the checks and run them takes most of the time in which a page opens. What they said is
taken again where every byte they read is the same, and the day says the same of every item.
Only for looking: who builds, checks or signs has the items checked anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from kit.compose.spoken.broadcast import Script
from kit.edition.published.unchanged import data_hash, source_hash
from kit.errors import StorageError
from kit.model.finding import Finding, Severity
from kit.model.of_the_day import of_the_day
from kit.program import hash_of, program_state
from kit.source.codes import read_codes
from kit.source.private import PRIVATE
from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kit.model.item import Item
    from kit.source.workspace import Workspace

FILE = "checked.json"
"""In the kit's own folder."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, and the scripts it was found in."""

    findings: tuple[Finding, ...]
    scripts: Mapping[str, Script]
    """By item id: what is said of those that are broadcast."""

    @property
    def stopped(self) -> dict[str, str]:
        """By item id or file: the first finding that stops it."""
        by_name: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if finding.severity is Severity.STOP:
                by_name.setdefault(finding.item_id or finding.file, []).append(finding)
        return {name: _reason(found) for name, found in by_name.items()}


def made_from(workspace: Workspace, ahead: Sequence[Item], today: date, source: str) -> str:
    """Return one hash over all that the checks of a workspace read.

    ``source`` is the :func:`source_hash` of its folder from before it was read.

    Raises:
        SourceError: The register of codes cannot be read.
    """
    return hash_of(
        program_state(),
        data_hash(),
        source,
        of_the_day(workspace.items, today),
        [item.item_id for item in ahead],
        [entry.item_id for entry in read_codes(workspace.folder)],
    )


def recalled(workspace: Workspace, made_by: str) -> Checked | None:
    """Return what was kept under :func:`made_from`; None if it is another's, broken or lost."""
    body = read_sealed(workspace.folder / PRIVATE / FILE)
    if body is None or not body.startswith(made_by.encode()):
        return None
    try:
        return msgspec.json.decode(body[len(made_by) :], type=Checked)
    except msgspec.DecodeError:
        return None


def keep(workspace: Workspace, made_by: str, found: Checked, source: str) -> None:
    """Keep what was found, unless somebody saved a file while it was looked for."""
    folder = workspace.folder
    if not (folder / PRIVATE).is_dir() or source_hash(folder) != source:
        return
    # What could not be kept is found out again.
    with contextlib.suppress(StorageError, OSError, UnicodeError):
        write_sealed(folder / PRIVATE / FILE, made_by.encode() + msgspec.json.encode(found))


def _reason(found: Sequence[Finding]) -> str:
    first = found[0]
    place = f"【{first.field}】" if first.field else ""
    more = f"还有 {len(found) - 1} 处，请看 kit check。" if len(found) > 1 else ""
    return f"{place}{first.message}{first.remedy}{more}"
