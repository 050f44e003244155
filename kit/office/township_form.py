"""``kit.toml`` as a form: read part by part, also half filled in, and put back where it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.office.setting_cells import form_of
from kit.office.setting_changes import at_rows, changes_of, labels_of
from kit.office.setting_facts import facts_of_part
from kit.office.setting_parts import BY_NAME, GUIDE, PARTS
from kit.office.setting_rows import is_of, rows_in
from kit.source.settings_file import (
    SettingFault,
    changed_settings,
    read_settings,
    write_settings,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.setting_cells import PartForm
    from kit.office.setting_parts import Part
    from kit.office.setting_rows import TypedPart
    from kit.source.settings_file import SettingsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPart:
    """What came of saving a page: the page anew, and what was changed."""

    form: PartForm
    is_saved: bool
    changed: tuple[str, ...] = ()
    """Labels of what stands otherwise in the file now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """A page in the list of settings."""

    part: Part
    facts: str
    """In a few words what is set."""
    is_whole: bool


def parts_of(folder: Path) -> tuple[PartState, ...]:
    """Return all pages with what is set in them.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    file = read_settings(folder)
    return tuple(
        PartState(
            part=part,
            facts=facts_of_part(part, file.data),
            is_whole=not any(is_of(part, fault) for fault in file.faults),
        )
        for part in PARTS
    )


def first_unfinished(folder: Path) -> str:
    """Return the name of the first page that something is missing in; empty where all is there.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    faults = read_settings(folder).faults
    for part in (*GUIDE, *PARTS):
        if any(is_of(part, fault) for fault in faults):
            return part.name
    return GUIDE[0].name if faults else ""


def open_part(folder: Path, name: str) -> PartForm:
    """Return a page of settings as the file has it, with what is wrong in it.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    file, part = read_settings(folder), BY_NAME[name]
    typed = {group.section: rows_in(group, file.data) for group in part.groups}
    # Nobody is told to fill in what was never open before him.
    faults = tuple(fault for fault in file.faults if fault.message != "还没有填。")
    return form_of(folder, part, file, typed, faults)


def fill_part(folder: Path, name: str, typed: TypedPart, *, seen: str) -> PartForm:
    """Return a page of settings as it is typed so far, and not saved.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    return replace(form_of(folder, BY_NAME[name], read_settings(folder), typed, ()), seen=seen)


def save_part(folder: Path, name: str, typed: TypedPart, *, seen: str) -> SavedPart:
    """Save a page of settings, unless something in it is wrong; what was not changed stays.

    Raises:
        SourceError: There is no ``kit.toml``, it is no TOML, or has no place for the change.
        StorageError: The disk does not take it; the old file stands.
    """
    part, file = BY_NAME[name], read_settings(folder)
    if file.seen != seen:
        return SavedPart(form=_met(folder, part, file, typed), is_saved=False)
    changes, unreadable = changes_of(part, file.data, typed)
    wanted = changed_settings(file, changes)
    # What is missing on other pages may be missing still; what this change breaks may not.
    known = {fault for fault in file.faults if not is_of(part, fault)}
    faults = (*unreadable, *(fault for fault in wanted.faults if fault not in known))
    if not faults and wanted.text != file.text:
        write_settings(folder, wanted, seen=seen)
    now = file if faults else wanted
    form = form_of(folder, part, now, typed, at_rows(part, faults, typed))
    labels = tuple(labels_of(part, changes, file.data, typed))
    return SavedPart(form=form, is_saved=not faults, changed=() if faults else labels)


def _met(folder: Path, part: Part, file: SettingsFile, typed: TypedPart) -> PartForm:
    """Return the page as typed, beside what somebody else saved meanwhile."""
    told = [
        SettingFault(
            section=group.section,
            number=number,
            key=key,
            message=f"别处改成了“{value}”。要用它就照着填，不用就留着这里的。",
        )
        for group in part.groups
        for number, row in enumerate(rows_in(group, file.data))
        for key, value in row.values.items()
        if number < len(typed.get(group.section, ()))
        and isinstance(value, str)
        and typed[group.section][number].values.get(key) != value
    ]
    form = form_of(folder, part, file, typed, told)
    said = "设置刚才在别处改过，没有保存。请看一遍下面填的，都对就再点一次。"
    return replace(form, elsewhere=(said, *form.elsewhere))
