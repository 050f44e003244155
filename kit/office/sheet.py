"""The paper on which the review is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.forms.review_sheet import (
    Basis,
    ReviewEntry,
    compose_review_sheet,
    compose_weekly_review,
)
from kit.edition.make.sheet import font_of, office_pdf, typeface
from kit.edition.published.changed import read_definitions
from kit.edition.request import OUTPUT
from kit.errors import SourceError
from kit.office.check import check
from kit.office.find import found_in
from kit.plan.calendar import lunar_date
from kit.plan.plan import lies_in
from kit.plan.week import Week
from kit.review.digest import chain_digest, digest, digest_of, short_code
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.sheets import PrintedSheet, keep_sheet
from kit.source.files import storage_errors, write_atomic
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.office.find import Found
    from kit.progress import Clock
    from kit.source.workspace import Workspace


def write_review_sheet(folder: Path, item_id: str, clock: Clock) -> Path:
    """Return the file of the review sheet: of one item, or of all that wait this week.

    Raises:
        SourceError: There is no such item, or nothing waits.
    """
    workspace = open_workspace(folder)
    today = clock().date()
    week = Week.of(today)
    found = found_in(workspace)
    if item_id:
        chosen = find_item(workspace, item_id)
        wanted = [one for one in found if one.item is chosen]
    else:
        wanted = [one for one in found if one.state.next_step and _is_ahead(one.item, week)]
    if not wanted:
        raise SourceError("没有等着签字的公开事项。", "要重新打印某一条，请写上它的编号。")
    font = font_of(workspace)
    face = typeface(font)
    findings = check(folder, clock).findings
    entries = [_entry(one, findings) for one in wanted]
    sheet, basis = _printed(workspace, wanted, week)
    document = compose_review_sheet(
        entries, workspace.township, face, week_label=week.label, lunar=lunar_date, basis=basis
    )
    name = f"审核表_{item_id or week.name}.pdf"
    if len(entries) > 1:
        keep_sheet(folder, sheet)
        cover = compose_weekly_review(
            entries,
            workspace.township,
            face,
            week_label=week.label,
            code=sheet.code,
            basis=basis,
        )
        document = type(document)(title=document.title, pages=(*cover.pages, *document.pages))
    path = folder / OUTPUT / name
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    pdf = office_pdf(document, workspace.township, font)
    write_atomic(path, pdf)
    return path


def _printed(
    workspace: Workspace, wanted: Sequence[Found], week: Week
) -> tuple[PrintedSheet, Basis]:
    """Return what the sheet's rows stand for, and what prints and speaks beside the items."""
    around = read_definitions(workspace, read_ledger(workspace.folder / LEDGER))
    sheet = PrintedSheet(
        week=week.name,
        rows=tuple((one.item.item_id, digest(one.item)) for one in wanted),
        chain=chain_digest(workspace.township.chain),
        definitions=digest_of(dict(around.hashes)),
    )
    return sheet, Basis(code=short_code(sheet.definitions), changed=around.changed)


def _is_ahead(item: Item, week: Week) -> bool:
    """Return whether an item is due this week or later."""
    return lies_in(item, week) or item.dates.publish > week.sunday


def _entry(found: Found, findings: tuple[Finding, ...]) -> ReviewEntry:
    item = found.item
    return ReviewEntry(
        item=item,
        check_code=found.check_code,
        findings=tuple(finding for finding in findings if finding.item_id == item.item_id),
        signed={one.step: f"{one.by} {one.at:%m月%d日}" for one in found.state.signed},
    )
