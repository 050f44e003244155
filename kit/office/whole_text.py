"""All that is signed of an item, label by label, as the paper of the review has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.forms.review_sheet import ReviewEntry, summary_rows
from kit.model.fields import BY_LABEL
from kit.plan.calendar import lunar_date
from kit.text.references import fill

if TYPE_CHECKING:
    from kit.model.item import Item
    from kit.source.workspace import Workspace

_BODY = BY_LABEL["正文"].label


def whole_text(item: Item, workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """Return labels with what stands under them; the body as it is written, not its length."""
    titles = {one.item_id: one.title for one in workspace.items}
    entry = ReviewEntry(item=item, check_code="", titles=titles)
    summary = summary_rows(entry, workspace.township, lunar_date)
    rows = [(label, str(text)) for label, text in summary]
    table = f"（表格 {len(item.table.rows)} 行，见全文页）" if item.table else ""
    body = "\n".join(part for part in (fill(item.body, item), table) if part)
    told = dict(rows) | {"标题": item.plain_title, _BODY: body}
    return tuple((label, told[label]) for label in ("标题", *dict(rows)) if told[label])
