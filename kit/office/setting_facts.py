"""The settings in a few words: what the list of pages shows of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.office.setting_rows import shown_row
from kit.office.setting_values import KEYS, shown
from kit.source.toml_table import Sort

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.office.setting_parts import Group, Part


_TOO_MUCH = frozenset({"place", "hours", "password", "speed"})


def facts_of_part(part: Part, data: Mapping[str, Any]) -> str:
    """Return in a few words what is set on a page."""
    told = [fact for group in part.groups for fact in _facts_of(group, data)]
    return "，".join(told)


def _facts_of(group: Group, data: Mapping[str, Any]) -> Iterator[str]:
    entry = data.get(group.section)
    if group.many:
        rows = [one for one in entry or () if isinstance(one, dict) and one.get("name")]
        times = [shown("slot", "at", one.get("at")) for one in rows if group.section == "slot"]
        yield f"{len(rows)} {group.one}" + (f"（{'、'.join(map(str, times))}）" if times else "")
        return
    if group.off and not entry:
        yield f"没有{group.title}"
        return
    row = shown_row(group, entry if isinstance(entry, dict) else {})
    for setting in group.settings:
        typed = row[setting.key]
        words = dict(setting.names or {})
        if (
            setting.seldom
            or setting.among
            or not typed
            or setting.key in ("place", "hours", "password", "speed")
        ):
            continue
        if isinstance(typed, tuple):
            yield f"逢{'、'.join(words.get(one, one) for one in typed)}"
        elif setting.key == "villages":
            yield f"{typed.count(chr(10)) + 1} 个村"
        elif KEYS[group.section, setting.key].sort is Sort.FLAG:
            yield setting.label
        else:
            yield words.get(typed, typed)
