"""What the checks say of a workspace's items, their words, and how they will sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks import Context, check_items
from kit.compose.spoken.script import broadcast_scripts
from kit.duty.workdays import known_workdays, read_workdays
from kit.edition.kept_checked import Checked
from kit.edition.make.sheet import font_of, typeface
from kit.edition.unread import doubted_findings, table_findings, unread_findings
from kit.errors import SourceError
from kit.plan.relation_faults import relation_findings
from kit.source.codes import read_codes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kit.duty.workdays import Workdays
    from kit.model.item import Item
    from kit.source.workspace import Workspace


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
        workdays=_workdays(workspace),
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
        *doubted_findings(workspace, scripts),
        *table_findings(workspace),
    )
    return Checked(findings, {item.item_id: script for item, script in scripts})


def _workdays(workspace: Workspace) -> Workdays:
    try:
        return read_workdays(workspace.folder)
    except SourceError:
        # Told wherever clocks are looked at; no alert waits for a calendar to be mended.
        return known_workdays()
