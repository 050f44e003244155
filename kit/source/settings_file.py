"""``kit.toml`` as it stands, also half filled in: what it says, and all that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.source.files import read_text, write_atomic
from kit.source.toml_table import TomlTable
from kit.source.toml_writer import with_changes
from kit.source.township import FILE, SECTIONS, broken
from kit.source.township_checks import check_names
from kit.text.toml_text import BadTomlError, parse_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.source.toml_writer import Change


_WRITING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFault:
    """What is wrong with one setting, said so that it can stand at its field."""

    section: str
    number: int
    """Which ``[[section]]``, from 0."""
    key: str
    """Empty where the whole section is meant."""
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """A ``kit.toml`` that can at least be read as TOML."""

    text: str
    """As it stands in the file, byte for byte."""
    seen: str
    """SHA-256 of the file."""
    data: Mapping[str, Any]
    """Sections with their keys, as TOML has them."""
    faults: tuple[SettingFault, ...]
    """All that keeps it from being a township."""


def read_settings(folder: Path) -> SettingsFile:
    """Return the settings of the workspace in ``folder``.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    path = folder / FILE
    read_text(path)  # which tells what is no file and no UTF-8
    data = path.read_bytes()
    return settings_of(data.decode("utf-8"))


def settings_of(text: str) -> SettingsFile:
    """Return the settings that a ``kit.toml`` of this text holds.

    Raises:
        SourceError: It is no TOML.
    """
    try:
        data = parse_toml(text.removeprefix("\ufeff"))
    except BadTomlError as bad:
        raise broken(bad.line) from None
    table = TomlTable(text)
    check_names(table.read(data, SECTIONS), table)
    return SettingsFile(
        text=text,
        seen=sha256(text.encode()).hexdigest(),
        data=data,
        faults=tuple(_fault(*told) for told in table.told),
    )


def _fault(spot: tuple[str, int, str], told: str) -> SettingFault:
    section, number, key = spot
    # A form shows the field's own name beside it.
    message = re.sub(rf"^{re.escape(key)}(：| (?=还没有填))", "", told) if key else told
    return SettingFault(section=section, number=number, key=key, message=message)


def changed_settings(before: SettingsFile, changes: Mapping[str, Change]) -> SettingsFile:
    """Return the settings as they would stand with changes.

    Raises:
        SourceError: The file's way of writing has no place for them, or a value cannot stand
            in it.
    """
    return settings_of(with_changes(FILE, before.text, changes))


def write_settings(folder: Path, settings: SettingsFile, *, seen: str) -> None:
    """Put settings in the place of those that were ``seen``.

    Raises:
        SourceError: The file was changed meanwhile.
        StorageError: The disk does not take it; the old file stands.
    """
    # Two windows of one desk: between the look and the writing nobody else writes.
    with _WRITING:
        if read_settings(folder).seen != seen:
            raise SourceError(
                "设置刚才在别处改过，没有保存。", "请看一遍下面的，都对就再点一次；不对就先改。"
            )
        write_atomic(folder / FILE, settings.text.encode())
