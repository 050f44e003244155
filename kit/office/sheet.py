"""The paper on which the review is signed, and what has been signed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.office.review_sheet import ReviewEntry, compose_review_sheet, compose_weekly_review
from kit.edition.make.paper import office_pdf, typeface
from kit.edition.work import checked, font_file
from kit.errors import SourceError
from kit.plan.calendar import lunar_date
from kit.plan.plan import is_due
from kit.plan.week import Week
from kit.review.chain import review_state
from kit.review.digest import digest, short_code
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.source.files import storage_errors, write_atomic
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.review.chain import ReviewState
    from kit.source.workspace import Workspace


def states_of(folder: Path) -> Iterator[str]:
    """Yield a line for every item: how far it is signed and who is next."""
    workspace = open_workspace(folder)
    for item, state in _states(workspace):
        yield f"{item.item_id} {item.title}：{state.summary}"


def write_review_sheet(folder: Path, item_id: str, now: datetime) -> Path:
    """Return the file of the review sheet: of one item, or of all that wait this week.

    Raises:
        SourceError: There is no such item, or nothing waits.
    """
    workspace = open_workspace(folder)
    week = Week.of(now.date())
    if item_id:
        item_id = find_item(workspace, item_id).item_id
        wanted = [(item, state) for item, state in _states(workspace) if item.item_id == item_id]
    else:
        wanted = [
            (item, state)
            for item, state in _states(workspace)
            if not state.complete and (is_due(item, week) or item.dates.publish > week.sunday)
        ]
    if not wanted:
        raise SourceError("没有等着签字的公开事项。", "要重新打印某一条，请写上它的编号。")
    face = typeface(str(font_file(workspace) or ""))
    findings = checked(workspace, face, now.date())
    entries = [_entry(item, state, findings) for item, state in wanted]
    document = compose_review_sheet(
        entries, workspace.township, face, week_label=week.label, lunar=lunar_date
    )
    name = f"审核表_{item_id or week.name}.pdf"
    if len(entries) > 1:
        cover = compose_weekly_review(entries, workspace.township, face, week_label=week.label)
        document = type(document)(title=document.title, pages=(*cover.pages, *document.pages))
    path = folder / "output" / name
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    pdf = office_pdf(document, workspace.township, str(font_file(workspace) or ""))
    write_atomic(path, pdf)
    return path


def _states(workspace: Workspace) -> Iterator[tuple[Item, ReviewState]]:
    sign_offs = read_ledger(workspace.folder / LEDGER)
    for item in workspace.items:
        yield item, review_state(item, digest(item), sign_offs, workspace.township.chain)


def _entry(item: Item, state: ReviewState, findings: tuple[Finding, ...]) -> ReviewEntry:
    return ReviewEntry(
        item=item,
        check_code=short_code(digest(item)),
        findings=tuple(finding for finding in findings if finding.item_id == item.item_id),
        signed={one.step: f"{one.by} {one.at:%m月%d日}" for one in state.signed},
    )
