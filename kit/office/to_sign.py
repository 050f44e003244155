"""One item before its signer: what changed since they signed last, and all they have to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.checked import checked
from kit.office.script_changes import script_changes
from kit.office.sign import seen_code
from kit.office.waiting import may_sign
from kit.office.whole_text import whole_text
from kit.review.changed_fields import changed_fields
from kit.review.digest import digest, short_code
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.signed_texts import signed_text
from kit.review.turns import last_signature, turn_of
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.office.script_changes import ScriptLine
    from kit.progress import Clock
    from kit.review.changed_fields import FieldChange
    from kit.review.turns import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """An item with the step that is signed next, as one person has to see it."""

    item: Item
    check_code: str
    turn: Turn
    seen: str
    """Stands for exactly this text under exactly this chain: handed back with the signature."""
    names: tuple[str, ...]
    """Who of the list may sign this step now."""
    since: datetime | None
    """When this person signed it last; None where they never did."""
    is_compared: bool
    """Whether the wording of then is known, so that ``changes`` tells all."""
    changes: tuple[FieldChange, ...]
    whole: tuple[tuple[str, str], ...]
    """All that is to be signed, label by label."""
    script: tuple[ScriptLine, ...]
    findings: tuple[Finding, ...]


def to_sign(folder: Path, item_id: str, clock: Clock, by: str = "") -> ToSign:
    """Return an item as ``by`` has to see it before signing; without a name, as a whole.

    Raises:
        SourceError: There is no such item, or the workspace or its ledger cannot be read.
    """
    workspace, now = open_workspace(folder), clock()
    item, township = find_item(workspace, item_id), workspace.township
    there = read_ledger(folder / LEDGER)
    last = last_signature(there, item.item_id, by) if by else None
    before = signed_text(folder, last.digest) if last else None
    findings = checked(workspace, [item], now.date()).findings
    return ToSign(
        item=item,
        check_code=short_code(digest(item)),
        turn=turn_of(item, township, there, by, now),
        seen=seen_code(item, township.chain),
        names=may_sign(item, township, there, now),
        since=last.at if last else None,
        is_compared=before is not None,
        changes=changed_fields(before, item) if before else (),
        whole=whole_text(item, workspace),
        script=script_changes(before, item, township),
        findings=tuple(one for one in findings if one.item_id == item.item_id),
    )
