"""The paper on which items are signed, as the township's printer and typeface have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.forms.review_sheet import compose_review_sheet, compose_weekly_review
from kit.edition.make.sheet import font_of, office_pdf, typeface
from kit.plan.calendar import lunar_date
from kit.plan.told_days import ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.forms.review_sheet import Basis, ReviewEntry
    from kit.compose.paper.page import Document
    from kit.source.workspace import Workspace


def review_document(
    entries: Sequence[ReviewEntry], workspace: Workspace, week_label: str, basis: Basis
) -> Document:
    """Return a form for each item.

    Raises:
        LayoutError: A text has signs that cannot be printed.
    """
    return compose_review_sheet(
        entries,
        workspace.township,
        typeface(font_of(workspace)),
        week_label=week_label,
        lunar=lunar_date,
        basis=basis,
    )


def review_pdf(
    entries: Sequence[ReviewEntry], workspace: Workspace, week_label: str, basis: Basis, code: str
) -> bytes:
    """Return the forms as PDF; with a ``code`` the list on which all are signed comes first.

    Raises:
        LayoutError: A text has signs that cannot be printed.
    """
    font, township = font_of(workspace), workspace.township
    document = review_document(entries, workspace, week_label, basis)
    if code:
        hanging = [replace(one, item=ending(one.item, township)) for one in entries]
        cover = compose_weekly_review(
            hanging, township, typeface(font), week_label=week_label, code=code, basis=basis
        )
        document = replace(document, pages=(*cover.pages, *document.pages))
    return office_pdf(document, township, font)
