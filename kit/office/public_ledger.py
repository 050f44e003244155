"""The year's ledger (公开台账): from signed editions and returns, as the account has them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from kit.duty.entered import outside
from kit.duty.workdays import read_workdays
from kit.duty.year_ledger import LedgerItem, Version, YearLedger
from kit.edition.published.posted import BETWEEN
from kit.office.account import account
from kit.office.report_entries import entries_of
from kit.plan.week import Week
from kit.returns.returns_log import ReturnKind
from kit.source.codes import read_codes
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.duty.workdays import Workdays
    from kit.model.item import Item
    from kit.office.account import AccountRow
    from kit.progress import Clock

_NO_FILE = "（文件已删）"


def year_ledger(folder: Path, clock: Clock, year: int) -> YearLedger:
    """Return what was public in a year, with the counts of the report.

    Raises:
        SourceError: There is no workspace, or a register of it cannot be read.
        ForeignFileError: The table of entries cannot be read.
    """
    found = account(folder, clock, year=year)
    begun = {one.item_id: _monday(one.week) for one in read_codes(folder)}
    written = {one.item_id: one for one in open_workspace(folder).items}
    workdays = read_workdays(folder)
    rows: dict[str, list[AccountRow]] = {}
    for row in found.rows:
        if row.publish:  # else there is a note of it, and nobody knows what it was
            rows.setdefault(row.item_id, []).append(row)
    items = [_item(versions, begun, written, workdays) for versions in rows.values()]
    later = sum(one.first.year > year for one in items)
    up_to = sum(monday <= date(year, 12, 31) for monday in begun.values())
    return YearLedger(
        year=year,
        items=tuple(
            sorted(
                (one for one in items if one.first.year <= year),
                key=lambda one: (one.first, one.item_id),
            )
        ),
        total=up_to - later,
        before=outside(entries_of(folder, year)),
        notes=found.notes,
    )


def _monday(week: str) -> date:
    return Week.parse(f"20{week[:2]}-{week[2:]}").monday


def _item(
    rows: Sequence[AccountRow],
    begun: Mapping[str, date],
    written: Mapping[str, Item],
    workdays: Workdays,
) -> LedgerItem:
    """Return an item of which these are the wordings, one at least."""
    ordered = sorted(rows, key=lambda row: row.editions)
    last = ordered[-1]
    # What was signed late was not public before its first edition was made.
    first = max(_published(ordered[0]), begun.get(last.item_id, date.min))
    item = written.get(last.item_id)
    deeds = {deed.seal: deed for row in ordered for deed in row.deeds if not deed.taken_back}
    return LedgerItem(
        item_id=last.item_id,
        title=last.title,
        kind=last.kind,
        field_name=item.field_name if item else _NO_FILE,
        first=first,
        last=last.expire,
        ended=last.ended,
        channels=_parted(last.channels),
        villages=_parted(last.villages),
        versions=tuple(_versions(ordered)),
        taken_down=tuple(
            f"{place} {deed.at:%m-%d} {deed.by}"
            for deed in deeds.values()
            if deed.kind == ReturnKind.TAKEN_DOWN
            for place in deed.places
        ),
        deeds=Counter(deed.kind for deed in deeds.values()),
        took_days=workdays.between(item.dates.formed, first) if item else None,
    )


def _versions(rows: Sequence[AccountRow]) -> Iterator[Version]:
    for row in rows:
        yield Version(
            number=row.number or row.wording,
            first=_published(row),
            signers=row.signers,
            editions=row.editions,
        )


def _published(row: AccountRow) -> date:
    """Return the day on which a wording was public first, as far as the year's editions tell."""
    made = Week.parse(row.editions[0].partition("/")[0]).monday if row.editions else date.min
    return max(row.publish or date.min, made)


def _parted(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(BETWEEN)))
