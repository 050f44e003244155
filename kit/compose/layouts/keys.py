"""Reading a layout's tables: every fault is noted, with its key, and none stops the reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from kit.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum

    Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class KeyReader:
    """A table of the file; all tables of one file gather what is wrong in one list."""

    data: Mapping[str, Any]
    where: str = ""
    """Its name in the file, such as ``style.title``; empty for the whole."""
    problems: list[str] = field(default_factory=list)

    def known_keys(self, known: Sequence[str]) -> None:
        """Note every key that is not ``known``, with the nearest one that is."""
        for key in self.data:
            if key not in known:
                self.problems.append(f"不认识 {self._named(key)}，{_nearest(key, known)}")

    def missing(self, wanted: Iterable[str]) -> None:
        """Note every table that is ``wanted`` and not there."""
        gone = (name for name in sorted(wanted) if name not in self.data)
        self.problems.extend(f"缺少 [{self._named(name)}]" for name in gone)

    def section(self, name: str) -> KeyReader:
        """Return the table ``name``, an empty one where it is missing or no table."""
        value, where = self.data.get(name), self._named(name)
        if not isinstance(value, Mapping):
            self.problems.append(f"缺少 [{where}]" if value is None else f"{where} 应是一组键")
            value = {}
        return KeyReader(value, where, self.problems)

    def empty(self, name: str) -> KeyReader:
        """Return the table ``name`` with nothing in it: one that need not be there."""
        return KeyReader({}, self._named(name), self.problems)

    def choice(self, key: str, values: type[Choice]) -> Choice | None:
        """Return the member of ``values`` that ``key`` names, or None."""
        known = [member.value for member in values]
        value = self.data.get(key)
        if value in known:
            return values(value)
        if value is None:
            self.problems.append(f"缺少 {self._named(key)}（{'、'.join(known)}）")
        else:
            self.unknown_value(key, value, known)
        return None

    def unknown_value(self, key: str, value: object, known: Sequence[str]) -> None:
        """Note a value that is none of the ``known`` ones."""
        near = _nearest(str(value), known)
        self.problems.append(f"{self._named(key)} 的“{value}”不认识，{near}")

    def flag(self, key: str) -> bool:
        """Return the truth value of ``key``, False when it is missing."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.problems.append(f"{self._named(key)} 只能写 true 或 false")
            return False
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Return the number of ``key``; a missing one without ``default`` is a fault."""
        value, name = self.data.get(key, default), self._named(key)
        if _is_number(value):
            return float(value)
        self.problems.append(f"缺少 {name}" if value is None else f"{name} 应是数字")
        return default if default is not None else 1.0

    def numbers(self, key: str, count: int) -> tuple[float, ...] | None:
        """Return the ``count`` numbers of ``key``, or None."""
        value = self.data.get(key)
        if isinstance(value, list) and len(value) == count and all(map(_is_number, value)):
            return tuple(float(number) for number in value)
        self.problems.append(f"{self._named(key)} 应是 {count} 个数字")
        return None

    def _named(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def _is_number(value: object) -> bool:
    # TOML knows inf and nan, and against nan every comparison is false: no rule would see it.
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _nearest(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    return f"是不是想写 {close}？" if close else f"可用的有 {'、'.join(known)}"
