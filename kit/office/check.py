"""Everything that is wrong in a workspace, told before anyone signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.edition.published.unchanged import inputs_hash
from kit.edition.request import OUTPUT, Options
from kit.model.finding import Severity
from kit.office.kept_findings import Kept, keep, read_kept
from kit.plan.week import Week
from kit.program import hash_of
from kit.source.private import PRIVATE

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.progress import Clock, Progress


@dataclass(frozen=True, slots=True)
class Checked:
    """What there is to mend, the heaviest first."""

    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings are as heavy as this."""
        return sum(finding.severity is severity for finding in self.findings)

    def of(self, item_id: str) -> tuple[Finding, ...]:
        """Return the findings of one item."""
        return tuple(finding for finding in self.findings if finding.item_id == item_id)

    @property
    def stops(self) -> int:
        """How many must be mended before their items can be published."""
        return self.count(Severity.STOP)


def check(folder: Path, clock: Clock, progress: Progress = lambda _step: None) -> Checked:
    """Return all findings of a workspace; what a build would refuse is among them.

    Nothing is looked at again as long as no file of the workspace or of the kit has changed.

    Raises:
        SourceError: The workspace, its ledger or a register cannot be read.
    """
    now = clock()
    options = Options(week=Week.of(now.date()), now=now)
    # What was published counts too: some findings compare with the last edition.
    editions = sorted(path.as_posix() for path in (folder / OUTPUT).glob("*/r*"))
    inputs = f"{inputs_hash(folder, options)} {hash_of(*editions)}" if folder.is_dir() else ""
    kept = read_kept(folder / PRIVATE)
    if not inputs or kept.inputs != inputs:
        kept = replace(_look_through(folder, options, kept, progress), inputs=inputs)
        keep(folder / PRIVATE, kept)
    return Checked(kept.findings)


def _look_through(folder: Path, options: Options, kept: Kept, progress: Progress) -> Kept:
    # Loaded only now: mostly nothing has changed since the last look.
    from kit.edition.source import read_source
    from kit.office.rehearsal import refusals
    from kit.recordings.findings import recording_findings
    from kit.review.signing import signer_findings

    source = read_source(folder, options)
    refused = refusals(source, options, kept.refusals, progress)
    found = (
        *source.checked.findings,
        *source.definitions.changed,
        *recording_findings(source.workspace),
        *signer_findings(source.workspace.township, options.now.date()),
        *(finding for findings in refused.values() for finding in findings),
    )
    weight = list(Severity)
    heaviest = sorted(found, key=lambda f: (weight.index(f.severity), f.item_id or f.file))
    return Kept(findings=tuple(heaviest), refusals=refused)
