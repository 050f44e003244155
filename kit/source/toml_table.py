"""Sections and keys of a TOML file checked against a table, with the line of every fault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeAlias

from kit.model.field import is_nothing
from kit.source.values import WrongValue, parse_date
from kit.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from enum import StrEnum

Spot: TypeAlias = tuple[str, int, str]
"""Section, its number from 0, and the key; an empty key means the section itself."""


class Sort(Enum):
    """What a key holds."""

    TEXT = auto()
    TEXTS = auto()
    FLAG = auto()
    COUNT = auto()
    COUNTS = auto()
    NUMBER = auto()
    CHOICE = auto()
    CLOCK = auto()
    DAY = auto()
    DAYS = auto()
    WORDS = auto()
    """Names and what each stands for."""


_WANTED = {
    Sort.TEXT: "要用引号括起来的文字",
    Sort.TEXTS: '要写成 ["甲", "乙"]',
    Sort.FLAG: "要写 true（是）或 false（否）",
    Sort.COUNT: "要写整数",
    Sort.COUNTS: "要写成 [1, 6]",
    Sort.NUMBER: "要写数",
    Sort.CHOICE: "要用引号括起来的文字",
    Sort.CLOCK: '要写成 "07:00"',
    Sort.DAY: '要写成 "2026-12-31"',
    Sort.DAYS: '要写成 ["2026-12-31"]',
    Sort.WORDS: '要每行写 "名称" = "内容"',
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key, what it holds and what it may be."""

    name: str
    sort: Sort
    required: bool = False
    choices: Iterable[StrEnum] = ()
    names: Mapping[str, StrEnum] | None = None
    """Other names for the choices."""
    pattern: str = ""
    like: str = ""
    """An example, shown where the pattern does not fit."""
    least: float = 0
    most: float = 0
    attribute: str = ""
    """What the value is called in the model, where the key's name cannot be: ``from``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section, ``[name]`` or with ``many`` any number of ``[[name]]``.

    One without a name holds what stands above all sections.
    """

    name: str
    keys: tuple[Key, ...]
    many: bool = False
    required: bool = False


class TomlTable:
    """Reads sections and gathers the faults of one file."""

    def __init__(self, text: str, *, unknown_told: bool = True) -> None:
        self.told: list[tuple[Spot, str]] = []
        self._unknown_told = unknown_told
        self._lines = _lines_of(text)

    def read(self, data: dict[str, Any], sections: Sequence[Section]) -> dict[str, Any]:
        """Return checked values by section: a dict, or a list of dicts where many may stand."""
        known = {section.name: section for section in sections}
        above = {key.name for key in known[""].keys} if "" in known else set()
        for name in data.keys() - known.keys() - above:
            self._unknown((name, 0, ""), name, known)
        given = {**data, "": {name: data[name] for name in above & data.keys()}}
        return {name: self._section(given.get(name), section) for name, section in known.items()}

    def known(self, name: str, names: Iterable[str], spot: Spot) -> None:
        """Tell a name that is not among ``names``."""
        names = list(names)
        if name not in names:
            near = nearest(name, names)
            hint = f"，是不是“{near}”" if near else ""
            self.tell(spot, f"{spot[2]} 里的“{name}”前面没有写过{hint}。")

    def distinct(self, section: str, names: Sequence[str]) -> None:
        """Tell names used twice in a section."""
        for number, name in enumerate(names):
            if name and name in names[:number]:
                self.tell((section, number, "name"), f"[[{section}]] 的“{name}”写了两次。")

    def tell(self, spot: Spot, fault: str) -> None:
        """Add a fault at ``spot``."""
        self.told.append((spot, fault))

    @property
    def faults(self) -> list[tuple[int, str]]:
        """All faults with their lines; 0 where a section is not there at all."""
        return [(self._line(spot), fault) for spot, fault in self.told]

    def _line(self, spot: Spot) -> int:
        section, number, _ = spot
        return self._lines.get(spot) or self._lines.get((section, number, ""), 0)

    def _section(self, given: Any, section: Section) -> Any:
        mark = f"[[{section.name}]]" if section.many else f"[{section.name}]"
        if given is None:
            if section.required:
                self.tell((section.name, 0, ""), f"缺 {mark} 这一段。")
            return [] if section.many else {}
        entries = given if isinstance(given, list) else [given]
        wrong = isinstance(given, list) != section.many
        if wrong or not all(isinstance(entry, dict) for entry in entries):
            self.tell((section.name, 0, ""), f"{section.name} 要写成 {mark} 开头的一段。")
            return [] if section.many else {}
        read = [self._entry(entry, number, section) for number, entry in enumerate(entries)]
        return read if section.many else read[0]

    def _entry(self, entry: dict[str, Any], number: int, section: Section) -> dict[str, Any]:
        keys = {key.name: key for key in section.keys}
        for name in entry.keys() - keys.keys():
            self._unknown((section.name, number, name), name, keys)
        values = {}
        for name, key in keys.items():
            spot = (section.name, number, name)
            value = entry.get(name)
            # A line left empty and 无 say the same as no line.
            if value is None or value in ("", []) or (isinstance(value, str) and is_nothing(value)):
                if key.required:
                    self.tell(spot, f"{name} 还没有填。")
                continue
            try:
                values[key.attribute or name] = _value(value, key)
            except WrongValue as wrong:
                self.tell(spot, f"{name}：{wrong.message}{wrong.remedy}")
        return values

    def _unknown(self, spot: Spot, name: str, known: Iterable[str]) -> None:
        if not self._unknown_told:
            return
        near = nearest(name, known)
        hint = f"是不是“{near}”？" if near else f"可用的有：{'、'.join(known)}。"
        self.tell(spot, f"不认识“{name}”。{hint}")


def _value(value: Any, key: Key) -> Any:
    """Return the value as its sort says; raises :class:`WrongValue`."""
    match key.sort, value:
        case Sort.TEXT, str():
            return _text(value, key)
        case Sort.TEXTS, list() if all(isinstance(part, str) and part.strip() for part in value):
            return tuple(part.strip() for part in value)
        case Sort.FLAG, bool():
            return value
        case Sort.COUNT, int() if not isinstance(value, bool):
            return int(_within(value, key))
        # Not isinstance: to Python true and false are whole numbers.
        case Sort.COUNTS, list() if all(type(part) is int for part in value):
            return tuple(int(_within(part, key)) for part in value)
        case Sort.NUMBER, int() | float() if not isinstance(value, bool):
            return float(_within(value, key))
        case Sort.CHOICE, str():
            return _choice(value, key)
        case Sort.CLOCK, str() | time():
            return _clock(value)
        case Sort.DAY, str() | date():
            return _day(value)
        case Sort.WORDS, dict() if not any(
            isinstance(part, dict | list) for part in value.values()
        ):
            return {name: str(part) for name, part in value.items()}
        case Sort.DAYS, list():
            return tuple(_day(part) for part in value)
        case _:
            raise WrongValue("填法不对。", f"{_WANTED[key.sort]}。")


def _text(value: str, key: Key) -> str:
    text = value.strip()
    if key.pattern and not re.fullmatch(key.pattern, text):
        raise WrongValue(f"“{text}”的写法不对。", f"要像 {key.like} 这样。")
    return text


def _within(value: float, key: Key) -> float:
    if not key.least <= value <= key.most:
        raise WrongValue(f"{value:g} 不行。", f"要在 {key.least:g} 到 {key.most:g} 之间。")
    return value


def _choice(value: str, key: Key) -> StrEnum:
    names = {**(key.names or {}), **{member.value: member for member in key.choices}}
    if value not in names:
        raise WrongValue(f"没有“{value}”。", f"只能是 {'、'.join(names)}。")
    return names[value]


def _clock(value: str | time) -> time:
    if isinstance(value, time):
        return value
    match = re.fullmatch(r"([01]?\d|2[0-3])[:：]([0-5]\d)", value.strip())
    if match is None:
        raise WrongValue(f"“{value}”不是钟点。", f"{_WANTED[Sort.CLOCK]}。")
    return time(int(match.group(1)), int(match.group(2)))


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return parse_date(str(value))


def _lines_of(text: str) -> dict[Spot, int]:
    """Return the line of each section and key; tomllib does not tell them."""
    lines: dict[Spot, int] = {}
    section, number = "", 0
    counts: dict[str, int] = {}
    for line_number, line in enumerate(text.split("\n"), start=1):
        header = re.match(r"\s*\[\[?\s*([\w-]+)\s*\]", line)
        if header:
            section = header.group(1)
            number = counts[section] = counts.get(section, -1) + 1
            lines.setdefault((section, number, ""), line_number)
            continue
        key = re.match(r"\s*[\"']?([^\s\"'=#\[\]]+)[\"']?\s*=", line)
        if key:
            lines.setdefault((section, number, key.group(1)), line_number)
            if not section:
                # A key above all sections may stand where a section should.
                lines.setdefault((key.group(1), 0, ""), line_number)
    return lines
