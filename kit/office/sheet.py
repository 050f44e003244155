"""The paper on which the review is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.forms.review_sheet import Basis, ReviewEntry
from kit.edition.make.review_forms import review_pdf
from kit.edition.published.changed import read_definitions
from kit.edition.request import OUTPUT
from kit.errors import SourceError
from kit.office.check import check
from kit.plan.plan import is_ahead
from kit.plan.week import Week
from kit.review.reviews import read_reviews
from kit.review.sheets import keep_sheet, sheet_to_print
from kit.source.files import write_in_folder
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Clock, Progress


def write_review_sheet(
    folder: Path, item_id: str, clock: Clock, progress: Progress = lambda _step: None
) -> Path:
    """Return the file of the review sheet: of one item, or of all that wait this week.

    Before it is drawn every item is tried on its sheets; ``progress`` is told of each.

    Raises:
        SourceError: There is no such item, or nothing waits.
    """
    workspace = open_workspace(folder)
    week = Week.of(clock().date())
    reviews = read_reviews(workspace)
    if item_id:
        wanted = [find_item(workspace, item_id)]
    else:
        waiting = (i for i in workspace.items if reviews.states[i.item_id].next_step)
        wanted = [item for item in waiting if is_ahead(item, workspace.township, week)]
    if not wanted:
        raise SourceError("没有等着签字的公开事项。", "要重新打印某一条，请写上它的编号。")
    found = check(folder, clock, progress)
    titles = {item.item_id: item.title for item in workspace.items}
    entries = [
        ReviewEntry(
            item=item,
            titles=titles,
            check_code=reviews.check_code(item.item_id),
            findings=found.of(item.item_id),
            signed={
                one.step: f"{one.by} {one.at:%m月%d日}"
                for one in reviews.states[item.item_id].signed
            },
        )
        for item in wanted
    ]
    around = read_definitions(workspace, reviews.ledger)
    rows = ((item.item_id, reviews.digests[item.item_id]) for item in wanted)
    sheet = sheet_to_print(week.name, rows, workspace.township.chain, around.hashes)
    if not item_id:
        keep_sheet(folder, sheet)
    # One that was asked for by its number is signed on its own form, and entered by itself.
    code = "" if item_id else sheet.code
    basis = Basis(code=sheet.basis, changed=around.changed)
    path = folder / OUTPUT / f"审核表_{item_id or week.name}.pdf"
    write_in_folder(path, review_pdf(entries, workspace, week.label, basis, code))
    return path
