"""The township as somebody is typing it: what is still missing is made up, and nothing is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.office.setting_changes import at_rows, changes_of
from kit.office.setting_parts import BY_NAME
from kit.office.setting_rows import is_of
from kit.source.settings_file import changed_settings, read_settings
from kit.source.toml_writer import Entry
from kit.source.township import township_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.model.township import Township
    from kit.office.setting_rows import TypedPart
    from kit.source.settings_file import SettingFault, SettingsFile
    from kit.source.toml_writer import Change

_MADE_UP: dict[tuple[str, str], Any] = {
    ("township", "name"): "本乡",
    ("township", "county"): "本县",
    ("township", "government"): "本乡人民政府",
    ("township", "id_prefix"): "XX",
    ("township", "villages"): ["本村"],
    ("board", "name"): "公开栏",
    ("board", "village"): "全乡",
    ("board", "place"): "村口",
    ("board", "paper"): "A3",
    ("board", "read_from_m"): 1.5,
    ("department", "name"): "乡党政办",
}
_LEFT_OUT = ("market", "dialect", "stall")


def township_as_typed(
    folder: Path, name: str, typed: TypedPart
) -> tuple[Township | None, tuple[SettingFault, ...]]:
    """Return the township with a page as it is typed, and what is wrong on that page.

    None where that page is so wrong that nothing can be shown of it.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    part, file = BY_NAME[name], read_settings(folder)
    changes, unreadable = changes_of(part, file.data, typed)
    wanted = changed_settings(file, changes)
    own = (*unreadable, *(fault for fault in wanted.faults if is_of(part, fault)))
    whole = None if own else _made_up(wanted)
    return whole, at_rows(part, own, typed)


def township_so_far(folder: Path) -> Township | None:
    """Return the township as the file has it, with made-up values for what it lacks.

    None where what stands in the file is wrong.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    return _made_up(read_settings(folder))


def _made_up(file: SettingsFile) -> Township | None:
    singles: dict[str, dict[str, Any]] = {}
    many: dict[str, dict[int, dict[str, Any]]] = {}
    changes: dict[str, Change] = {}
    for fault in file.faults:
        spot = (fault.section, fault.key)
        if fault.section in _LEFT_OUT:
            changes[fault.section] = None
        elif spot in _MADE_UP and isinstance(file.data.get(fault.section), list):
            row = many.setdefault(fault.section, {}).setdefault(fault.number, {})
            row[fault.key] = _MADE_UP[spot]
        elif spot in _MADE_UP:
            singles.setdefault(fault.section, {})[fault.key] = _MADE_UP[spot]
    for section, rows in many.items():
        changes[section] = _entries(file.data[section], rows)
    filled = changed_settings(file, {**changes, **singles})
    return None if filled.faults else township_in(filled.text.removeprefix("\ufeff"))


def _entries(entries: list[Any], rows: Mapping[int, dict[str, Any]]) -> tuple[Entry, ...]:
    return tuple(Entry(was=n, values=rows.get(n, {})) for n, _ in enumerate(entries))
