"""A table as the grid's script takes it, and as it sends it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kit.errors import RequestError
from kit.json_text import parse_json
from kit.model.item import Kind
from kit.office.drafts import table_of
from kit.office.item_form import kind_of
from kit.office.table_grid import CHOICES, TABLE, grid_from, grid_in, likely_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from kit.desk.keeping import Kept, Writing
    from kit.office.table_grid import TableGrid

_TABLES = frozenset({Kind.LIST, Kind.TABLE, Kind.INVENTORY})


def shown_grid(writing: Writing, draft: Kept, written: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the table as its script takes it; None where an item has none."""
    data = draft.table.encode() or table_of(writing.folder, writing.file, draft.text)
    if data is None and TABLE not in written and kind_of(written) not in _TABLES:
        return None
    grid = grid_in(data, written)
    return {
        "columns": [asdict(one) for one in grid.columns],
        "rows": grid.rows,
        "caption": grid.caption,
        "unit": grid.unit,
        "readable": grid.readable,
        "likely": likely_types(grid),
        "choices": CHOICES,
    }


def posted_grid(request: HttpRequest) -> TableGrid | None:
    """Return the table that the page sends; none where nobody touched it.

    Raises:
        RequestError: It is no table.
    """
    sent = request.POST.get("grid", "")
    if not sent:
        return None
    try:
        return grid_from(parse_json(sent))
    except ValueError as error:
        raise RequestError("表格没有存上。", "刷新这一页，再改一次。") from error
