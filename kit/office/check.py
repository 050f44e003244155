"""Everything that is wrong in a workspace, told before anyone signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.make.sheet import font_of, typeface
from kit.edition.published.changed import changed_findings
from kit.edition.work import OUTPUT, checked
from kit.model.finding import Severity
from kit.recordings.findings import recording_findings
from kit.review.definitions import definitions
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.signing import signer_findings
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.progress import Clock


@dataclass(frozen=True, slots=True)
class Checked:
    """What there is to mend, the heaviest first."""

    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings are as heavy as this."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def stops(self) -> int:
        """How many must be mended before their items can be published."""
        return self.count(Severity.STOP)


def check(folder: Path, clock: Clock) -> Checked:
    """Return all findings of a workspace.

    Raises:
        SourceError: The workspace, or its ledger, cannot be read.
    """
    workspace = open_workspace(folder)
    ledger = read_ledger(folder / LEDGER)  # a broken seal is told before the week's work
    face = typeface(font_of(workspace))
    found = (
        *workspace.findings,
        *checked(workspace, face, clock().date()),
        *recording_findings(workspace),
        *changed_findings(
            definitions(workspace), workspace.township.chain, folder / OUTPUT, ledger
        ),
        *signer_findings(workspace.township, clock().date()),
    )
    weight = list(Severity)
    return Checked(
        tuple(sorted(found, key=lambda f: (weight.index(f.severity), f.item_id or f.file)))
    )
