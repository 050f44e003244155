"""A page of settings as it is shown: its cells, what may be chosen, what is to be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.model.field import EVERYWHERE
from kit.office.setting_rows import is_of
from kit.office.setting_values import KEYS, shown
from kit.source.builtin import builtin_dir
from kit.source.toml_table import Sort
from kit.source.voices import VOICES, dialect_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kit.office.setting_parts import Group, Part, Setting
    from kit.office.setting_rows import TypedPart, TypedRow
    from kit.office.setting_values import Typed
    from kit.source.settings_file import SettingFault, SettingsFile

TICK, PICK, PICKS, LINES, LINE = "tick", "pick", "picks", "lines", "line"
MOST_SHOWN = 4
"""More choices are picked from a list that opens."""
_NO_DIALECT = ("", "不用方言")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One setting as it is asked for."""

    setting: Setting
    name: str
    """Its place on the page, such as ``board-2-paper``."""
    kind: str
    """``tick``, ``pick`` one, ``picks`` several, ``lines`` or one ``line``."""
    typed: Typed
    choices: tuple[tuple[str, str], ...] = ()
    """Values and their words."""
    findings: tuple[str, ...] = ()
    is_set: bool = False
    """Whether it stands otherwise than where nobody wrote anything."""

    @property
    def is_listed(self) -> bool:
        """Whether there are too many choices to show them all."""
        return self.kind == PICK and len(self.choices) > MOST_SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """One section, or one of many."""

    name: str
    """Its place on the page, such as ``board-2``."""
    was: int | None
    cells: tuple[Cell, ...]

    @property
    def usual(self) -> tuple[Cell, ...]:
        """The cells that everybody fills in."""
        return tuple(cell for cell in self.cells if not cell.setting.seldom)

    @property
    def seldom(self) -> tuple[Cell, ...]:
        """The cells that are folded away."""
        return tuple(cell for cell in self.cells if cell.setting.seldom)

    @property
    def seldom_is_open(self) -> bool:
        """Whether something stands in them that must be seen."""
        return any(cell.findings or cell.is_set for cell in self.seldom)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupForm:
    """A section with all its rows."""

    group: Group
    rows: tuple[RowForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForm:
    """A page of settings to fill in."""

    part: Part
    seen: str
    """Of the file it was read from; handed back when it is saved."""
    groups: tuple[GroupForm, ...]
    elsewhere: tuple[str, ...] = ()
    """What stops it and stands at no field of this page."""

    @property
    def findings(self) -> int:
        """How many places are to be mended."""
        cells = (cell for group in self.groups for row in group.rows for cell in row.cells)
        return len(self.elsewhere) + sum(len(cell.findings) for cell in cells)


def form_of(
    folder: Path,
    part: Part,
    file: SettingsFile,
    typed: TypedPart,
    faults: Iterable[SettingFault],
) -> PartForm:
    """Return a page as it is typed, with faults at their fields."""
    own = [fault for fault in faults if is_of(part, fault)]
    said = {(fault.section, fault.number, fault.key): fault.message for fault in reversed(own)}
    groups = tuple(
        GroupForm(
            group=group,
            rows=tuple(
                RowForm(
                    name=f"{group.section}-{n}",
                    was=row.was,
                    cells=tuple(_cells(folder, group, row, n, file, said)),
                )
                for n, row in enumerate(typed.get(group.section, ()))
            ),
        )
        for group in part.groups
    )
    shown_at = {(g.section, n) for g in part.groups for n, _ in enumerate(typed.get(g.section, ()))}
    elsewhere = tuple(
        _at_no_field(part, fault)
        for fault in faults
        if fault not in own or not fault.key or (fault.section, fault.number) not in shown_at
    )
    return PartForm(part=part, seen=file.seen, groups=groups, elsewhere=elsewhere)


def _at_no_field(part: Part, fault: SettingFault) -> str:
    """Return what to tell of a whole section, or of a field of another page."""
    for group in part.groups:
        if group.section == fault.section and not fault.key:
            return f"还要写上{group.title}，至少 1 {group.one}。"
    return fault.message


def _cells(
    folder: Path,
    group: Group,
    row: TypedRow,
    number: int,
    file: SettingsFile,
    said: Mapping[tuple[str, int, str], str],
) -> Iterator[Cell]:
    for setting in group.settings:
        typed = row.values.get(setting.key, "")
        message = said.get((group.section, number, setting.key))
        yield Cell(
            setting=setting,
            name=f"{group.section}-{number}-{setting.key}",
            is_set=typed != shown(group.section, setting.key, None),
            kind=_kind(group, setting, typed),
            typed=typed,
            choices=_choices(folder, setting, typed, file.data),
            findings=(message,) if message else (),
        )


def _kind(group: Group, setting: Setting, typed: Typed) -> str:
    sort = KEYS[group.section, setting.key].sort
    if sort is Sort.FLAG:
        return TICK
    if isinstance(typed, tuple):
        return PICKS
    if setting.names or setting.among:
        return PICK
    return LINES if sort in (Sort.TEXTS, Sort.DAYS) else LINE


def _choices(
    folder: Path, setting: Setting, typed: Typed, data: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    if setting.names:
        return tuple(setting.names.items())
    if not setting.among:
        return ()
    found = dict(_among(folder, setting.among, data))
    chosen = typed if isinstance(typed, tuple) else (typed,)
    # What stands in the file is shown, though it is no choice any more.
    return tuple({**found, **{one: one for one in chosen if one and one not in found}}.items())


def _among(folder: Path, what: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield values and words that stand in the workspace."""
    if what == "posts":
        for step in data.get("step", ()):
            yield step.get("post", ""), f"{step.get('name', '')}（{step.get('post', '')}）"
    elif what == "dialects":
        yield _NO_DIALECT
        yield from ((name, name) for name in dialect_folders(folder))
    elif what == "voices":
        # Loaded only where a voice is chosen.
        from kit.speech.voices import known_voices

        engine = data.get("voice", {}).get("engine") or "kokoro"
        for voice in known_voices(folder / VOICES, builtin_dir(VOICES)):
            if voice.engine == engine:
                yield voice.name, voice.label
    else:
        if what == "village_or_all":
            yield "", "请选"
            yield EVERYWHERE, EVERYWHERE
        yield from ((name, name) for name in data.get("township", {}).get("villages", ()))
