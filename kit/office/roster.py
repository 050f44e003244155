"""The roster of duty in the workspace: who answers for openness, printed for the wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.forms.listing import ListingPart, ListingSheet
from kit.duty.roster import DUTIES, FORM, read_roster, unheld
from kit.office.print_year import listing_pdf
from kit.office.register_file import new_register_file, register_file
from kit.office.township_of import township_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kit.duty.roster import Holder
    from kit.model.finding import Finding
    from kit.progress import Clock

_WIDTHS = {1: 18, 2: 12, 3: 24, 4: 18, 5: 14, 6: 14, 7: 24}
_HELP = (
    ("责任", "、".join(DUTIES)),
    ("起、止", "写成 2026-03-01；还在任的，“止”空着；换了人，前一位写上“止”，下面加一行"),
    ("职务、办公室", "照分工的文件写"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSeen:
    """The roster as it stands today."""

    file: str
    """Empty where there is none yet."""
    today: date
    holders: tuple[Holder, ...]
    faults: tuple[Finding, ...]
    told: tuple[str, ...] = ()

    @property
    def now(self) -> tuple[Holder, ...]:
        """Who holds a duty today."""
        return tuple(one for one in self.holders if one.holds(self.today))


def roster_seen(folder: Path, clock: Clock) -> RosterSeen:
    """Return who answers for what, and where nobody does.

    Raises:
        SourceError: There are two files of it, or a column is missing.
        ForeignFileError: It cannot be read.
    """
    today = clock().date()
    found = register_file(folder, FORM)
    roster = read_roster(found.columns, found.rows)
    missing = unheld(roster, today) if found.name else ()
    return RosterSeen(
        file=found.name,
        today=today,
        holders=roster.holders,
        faults=(*roster.faults, *missing),
        told=found.told,
    )


def new_roster(folder: Path) -> Path:
    """Return the empty roster that was put into the workspace.

    Raises:
        SourceError: There is no workspace, or it has a roster already.
        StorageError: It cannot be written.
    """
    return new_register_file(folder, FORM, _HELP, _WIDTHS)


def roster_pdf(folder: Path, seen: RosterSeen) -> bytes:
    """Return the roster as a PDF: who holds a duty today, and who held it before.

    Raises:
        SourceError: There is no workspace.
        LayoutError: A name has signs that cannot be printed.
    """
    before = [one for one in seen.holders if one not in seen.now]
    parts = [ListingPart(heading="现在", rows=tuple(map(_row, seen.now)))]
    if before:
        parts.append(ListingPart(heading="以前和以后", rows=tuple(map(_row, before))))
    sheet = ListingSheet(
        title=f"{township_of(folder).name}政务公开责任名册",
        said=(f"截至 {seen.today}。", *(f"{one.message}{one.remedy}" for one in seen.faults)),
        columns=("责任", "姓名", "职务", "办公室", "起", "止"),
        widths_mm={"责任": 34.0, "姓名": 22.0, "起": 25.0, "止": 25.0},
        parts=tuple(parts),
    )
    return listing_pdf(folder, sheet)


def _row(one: Holder) -> tuple[str, ...]:
    until = str(one.until) if one.until else "现在"
    return one.duty, one.name, one.post, one.office, str(one.since), until
