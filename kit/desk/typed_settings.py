"""Settings as a browser sends them: names of inputs are section, row and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.office.setting_rows import TypedRow, empty_row
from kit.office.setting_values import is_ticked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from kit.office.setting_cells import PartForm
    from kit.office.setting_parts import Group, Part
    from kit.office.setting_rows import TypedPart

MOST_ROWS = 400
"""A township has fewer boards; a form with more was not made by this page."""


def typed_rows(part: Part, sent: QueryDict) -> dict[str, list[TypedRow]]:
    """Return what was typed into a page, by section."""
    return {group.section: list(_rows(group, sent)) for group in part.groups}


def rows_of(form: PartForm) -> dict[str, list[TypedRow]]:
    """Return what a page shows, as if it were sent back untouched."""
    return {
        one.group.section: [
            TypedRow(was=row.was, values={cell.setting.key: cell.typed for cell in row.cells})
            for row in one.rows
        ]
        for one in form.groups
    }


def _rows(group: Group, sent: QueryDict) -> Iterator[TypedRow]:
    count = sent.get(f"{group.section}-rows", "")
    for number in range(min(int(count), MOST_ROWS) if count.isdecimal() else 0):
        name = f"{group.section}-{number}"
        was = sent.get(f"{name}-was", "")
        values = {
            setting.key: tuple(sent.getlist(f"{name}-{setting.key}"))
            if is_ticked(group.section, setting.key)
            else sent.get(f"{name}-{setting.key}", "").replace("\r\n", "\n")
            for setting in group.settings
        }
        yield TypedRow(was=int(was) if was.isdecimal() else None, values=values)


def with_row_added(part: Part, rows: TypedPart, section: str) -> TypedPart:
    """Return the rows with an empty one more in a section."""
    new = [empty_row(group) for group in part.groups if group.section == section and group.many]
    return {**rows, section: [*rows[section], *new]} if new else rows


def dropped(rows: TypedPart, name: str) -> TypedPart:
    """Return the rows without the one that is called ``board-2``."""
    section, _, number = name.rpartition("-")
    if not number.isdecimal():
        return rows
    kept = [row for n, row in enumerate(rows.get(section, ())) if n != int(number)]
    return {**rows, section: kept} if section in rows else rows
