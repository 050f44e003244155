"""Rows of settings: what a form holds of each section, out of the file and as it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.office.setting_values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from kit.office.setting_parts import Group, Part
    from kit.office.setting_values import Typed
    from kit.source.settings_file import SettingFault

    TypedPart: TypeAlias = Mapping[str, Sequence["TypedRow"]]
    """By section, its rows on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRow:
    """What a form holds of one section."""

    was: int | None = None
    """Its number in the file, from 0; None where it is new."""
    values: Mapping[str, Typed]


def rows_in(group: Group, data: Mapping[str, Any]) -> tuple[TypedRow, ...]:
    """Return the rows of a section as the file has them; an empty one where it has none."""
    given = data.get(group.section)
    if not group.many:
        given = [given if isinstance(given, dict) else {}]
    entries = [one for one in given or () if isinstance(one, dict)]
    rows = [TypedRow(was=n, values=shown_row(group, one)) for n, one in enumerate(entries)]
    if group.off and group.section not in data:
        rows = [TypedRow(was=0, values={**rows[0].values, group.off: ""})]
    return tuple(rows) or (empty_row(group),)


def empty_row(group: Group) -> TypedRow:
    """Return a new row to fill in."""
    return TypedRow(values=shown_row(group, {}))


def shown_row(group: Group, entry: Mapping[str, Any]) -> dict[str, Typed]:
    """Return an entry of the file as a form shows it."""
    return {s.key: shown(group.section, s.key, entry.get(s.key)) for s in group.settings}


def kept_rows(group: Group, rows: Sequence[TypedRow]) -> list[tuple[int, TypedRow]]:
    """Return the rows that are meant, with their places on the page: blank new ones are not."""
    usual = empty_row(group).values
    return [
        (place, row)
        for place, row in enumerate(rows)
        if row.was is not None
        or any(typed and typed != usual.get(key) for key, typed in row.values.items())
    ]


def is_of(part: Part, fault: SettingFault) -> bool:
    """Return whether a fault stands on a page."""
    for group in part.groups:
        if group.section == fault.section:
            return not fault.key or fault.key in {one.key for one in group.settings}
    return False
