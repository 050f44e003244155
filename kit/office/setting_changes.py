"""What a page of settings changes in ``kit.toml``, and in what words that is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kit.office.setting_rows import kept_rows, rows_in
from kit.office.setting_values import UnreadableError, meant
from kit.source.settings_file import SettingFault
from kit.source.toml_writer import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.office.setting_parts import Group, Part
    from kit.office.setting_rows import TypedPart, TypedRow
    from kit.source.toml_writer import Change


def changes_of(
    part: Part, data: Mapping[str, Any], typed: TypedPart
) -> tuple[dict[str, Change], tuple[SettingFault, ...]]:
    """Return what of a page is not as in the file, and what means no value."""
    changes: dict[str, Change] = {}
    faults: list[SettingFault] = []
    for group in part.groups:
        rows = typed.get(group.section, ())
        before = rows_in(group, data)
        if group.many:
            changes[group.section] = tuple(
                Entry(was=row.was, values=_new_values(group, row, before, number, faults))
                for number, (_, row) in enumerate(kept_rows(group, rows))
            )
        elif rows and group.off and not rows[0].values.get(group.off):
            if group.section in data:
                changes[group.section] = None
        elif rows:
            values = _new_values(group, rows[0], before, 0, faults)
            if values:
                changes[group.section] = values
    return {**changes, **_renamed(changes, data)}, tuple(faults)


def _new_values(
    group: Group,
    row: TypedRow,
    before: Sequence[TypedRow],
    number: int,
    faults: list[SettingFault],
) -> dict[str, Any]:
    """Return the values of a row that are not as before; a new row says all that it has."""
    is_known = row.was is not None and row.was < len(before)
    old = before[row.was].values if is_known and row.was is not None else {}
    values = {}
    for setting in group.settings:
        typed = row.values.get(setting.key, "")
        if is_known and typed == old.get(setting.key):
            continue
        try:
            values[setting.key] = meant(group.section, setting.key, typed)
        except UnreadableError as error:
            faults.append(
                SettingFault(
                    section=group.section, number=number, key=setting.key, message=str(error)
                )
            )
    return values


def _renamed(changes: Mapping[str, Change], data: Mapping[str, Any]) -> dict[str, Change]:
    """Return what follows when one village is called otherwise: its boards and slots too."""
    new = changes.get("township")
    old_names = data.get("township", {}).get("villages", [])
    names = new.get("villages", old_names) if isinstance(new, dict) else old_names
    pairs = [(a, b) for a, b in zip(old_names, names, strict=False) if a != b]
    if len(names) != len(old_names) or len(pairs) != 1 or pairs[0][1] in old_names:
        return {}
    old, name = pairs[0]
    boards = [
        Entry(was=n, values={"village": name} if one.get("village") == old else {})
        for n, one in enumerate(data.get("board", ()))
    ]
    slots = [
        Entry(was=n, values={"villages": [name if v == old else v for v in one["villages"]]})
        if old in one.get("villages", ())
        else Entry(was=n)
        for n, one in enumerate(data.get("slot", ()))
    ]
    return {"board": tuple(boards), "slot": tuple(slots)}


def at_rows(
    part: Part, faults: Iterable[SettingFault], typed: TypedPart
) -> tuple[SettingFault, ...]:
    """Return faults with the row of the page that they mean: blank new rows are not in the file."""
    places = {
        group.section: [place for place, _ in kept_rows(group, typed.get(group.section, ()))]
        for group in part.groups
        if group.many
    }
    return tuple(
        replace(fault, number=places[fault.section][fault.number])
        if fault.number < len(places.get(fault.section, ()))
        else fault
        for fault in faults
    )


def labels_of(
    part: Part,
    changes: Mapping[str, Change],
    data: Mapping[str, Any],
    typed: TypedPart,
) -> Iterator[str]:
    """Yield the words for what a page changes."""
    for group in part.groups:
        change = changes.get(group.section, {})
        labels = {one.key: one.label for one in group.settings}
        if change is None:
            yield group.title
        elif group.many:
            kept = kept_rows(group, typed.get(group.section, ()))
            before = [row.values for row in rows_in(group, data) if row.was is not None]
            if [row.values for _, row in kept] != before:
                yield group.title
        elif isinstance(change, dict):
            yield from (labels[key] for key in change)
