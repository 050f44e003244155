"""What the checks say of a workspace's items, their words, and how they will sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.checks import Context, check_items
from kit.compose.spoken.script import broadcast_scripts
from kit.edition.make.sheet import font_of, typeface
from kit.edition.unread import table_findings, unread_findings
from kit.model.finding import Severity
from kit.plan.relation_faults import relation_findings
from kit.source.codes import read_codes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kit.compose.spoken.broadcast import Script
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.source.workspace import Workspace


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


def checked(workspace: Workspace, ahead: Sequence[Item], today: date) -> Checked:
    """Return what the checks say of the items ``ahead``, after what reading has found.

    Of all others only what concerns more than one item is asked: relations, and consultations
    that nobody has answered.

    Raises:
        SourceError: The typeface or the register of codes cannot be read.
    """
    scripts = list(broadcast_scripts(ahead, workspace.township))
    context = Context(
        township=workspace.township,
        today=today,
        covers=typeface(font_of(workspace)).covers,
    )
    names = {item.item_id for item in ahead}
    others = [item for item in workspace.items if item.item_id not in names]
    # What was printed once may be named in a relation, though its file is gone.
    known = {entry.item_id for entry in read_codes(workspace.folder)}
    findings = (
        *workspace.findings,
        *check_items(ahead, context, others),
        *relation_findings(workspace.items, known),
        *(finding for _, script in scripts for finding in script.findings),
        *unread_findings(workspace, scripts),
        *table_findings(workspace),
    )
    return Checked(findings, {item.item_id: script for item, script in scripts})


def _reason(found: Sequence[Finding]) -> str:
    first = found[0]
    place = f"【{first.field}】" if first.field else ""
    more = f"还有 {len(found) - 1} 处，请看 kit check。" if len(found) > 1 else ""
    return f"{place}{first.message}{first.remedy}{more}"
