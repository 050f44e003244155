"""What stands outside the items and was changed since the last edition, told by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.newest import public_key_in, signed_in
from kit.edition.request import OUTPUT, newest_revision
from kit.model.finding import Finding, Severity
from kit.review.chain import changes
from kit.review.definitions import CHAIN, changed_names, definitions
from kit.review.ledger import FILE as LEDGER
from kit.source.township import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.edition.published.manifest import Manifest
    from kit.model.township import Step
    from kit.review.ledger import Ledger
    from kit.source.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Definitions:
    """What prints or speaks and stands in no item."""

    hashes: Mapping[str, str]
    """SHA-256 of each by its name."""
    changed: tuple[Finding, ...]
    """What of it is not as in the last edition."""


def read_definitions(workspace: Workspace, ledger: Ledger) -> Definitions:
    """Return the definitions of a workspace, compared with those of the newest edition.

    Raises:
        SourceError: A file cannot be read.
    """
    now, output = definitions(workspace), workspace.folder / OUTPUT
    return Definitions(now, tuple(_changed(now, workspace.township.chain, output, ledger)))


def last_manifest(output: Path) -> Manifest | None:
    """Return the newest edition's list that tells what it was made with; None where none does."""
    for week in sorted(output.glob("[0-9]*-W*"), reverse=True):
        manifest = signed_in(newest_revision(week), public_key_in(output.parent))
        if manifest is not None and manifest.definitions:
            return manifest
    return None


def _changed(
    now: Mapping[str, str], chain: Sequence[Step], output: Path, ledger: Ledger
) -> Iterator[Finding]:
    """Yield a warning for each definition that is not what the newest edition was made with."""
    last = last_manifest(output)
    before = last.definitions if last else {}
    # Each line seals the one before, and none seals the last: a rejection taken off the end
    # would let out again what it had stopped.
    if last and last.ledger_head and not ledger.holds(last.ledger_head):
        yield Finding(
            code="D02",
            severity=Severity.WARN,
            message=f"签字台账 {LEDGER} 少了上一期已经有的签字或退回。",
            remedy=f"请从备份里找回 {LEDGER}，或和纸面审核表逐条核对。",
            file=LEDGER,
        )
    # Before the first edition the ledger tells under which chain was signed.
    signed_under = before.get(CHAIN) or ["", *ledger.chains][-1]
    if signed_under not in ("", now[CHAIN]):
        known = ledger.chains.get(signed_under)
        told = f"：{'，'.join(changes(known, chain))}" if known else ""
        yield _told(f"审核的步骤改过{told}。", FILE)
    for name in changed_names(before, now) if before else ():
        if name == CHAIN:
            continue
        if name not in now:
            yield _told(f"{name} 上一期有，现在没有了。", name)
        else:
            added = "是上一期以后加的" if name not in before else "上一期以后改过"
            yield _told(f"{name} {added}，会改变印的、播的。", name)


def _told(message: str, name: str) -> Finding:
    return Finding(
        code="D01",
        severity=Severity.WARN,
        message=message,
        remedy="不是有意改的，请改回来；是有意的，请在审核表上一并审过。",
        file=name,
    )
