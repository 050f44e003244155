"""Reading a layout's keys: every fault is noted, with its key, and none stops the reading."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from kit.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum

    Choice = TypeVar("Choice", bound=StrEnum)


class KeyReader:
    """Gathers what is wrong while a layout is read."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def problem(self, words: str) -> None:
        """Note one fault."""
        self.problems.append(words)

    def known_keys(self, table: Iterable[str], known: Sequence[str], where: str) -> None:
        """Note every key that is not ``known``, with the nearest one that is."""
        for key in table:
            if key not in known:
                name = f"{where}.{key}" if where else key
                self.problem(f"不认识 {name}，{_nearest(key, known)}")

    def unknown_value(self, value: object, known: Sequence[str], where: str) -> None:
        """Note a value that is none of the ``known`` ones."""
        self.problem(f"{where} 的“{value}”不认识，{_nearest(str(value), known)}")

    def section(self, data: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
        """Return the table ``name``, or an empty one when it is missing or no table."""
        value = data.get(name)
        if isinstance(value, Mapping):
            return value
        self.problem(f"缺少 [{where or name}]" if value is None else f"{where or name} 应是一组键")
        return {}

    def choice(
        self, data: Mapping[str, Any], key: str, where: str, values: type[Choice]
    ) -> Choice | None:
        """Return the member of ``values`` that ``key`` names, or None."""
        name = f"{where}.{key}" if where else key
        known = [member.value for member in values]
        value = data.get(key)
        if value in known:
            return values(value)
        if value is None:
            self.problem(f"缺少 {name}（{'、'.join(known)}）")
        else:
            self.unknown_value(value, known, name)
        return None

    def flag(self, data: Mapping[str, Any], key: str, where: str) -> bool:
        """Return the truth value of ``key``, False when it is missing."""
        value = data.get(key, False)
        if not isinstance(value, bool):
            self.problem(f"{where}.{key} 只能写 true 或 false")
            return False
        return value

    def number(
        self, data: Mapping[str, Any], key: str, where: str, *, default: float | None = None
    ) -> float:
        """Return the number of ``key``; a missing one without ``default`` is a fault."""
        value = data.get(key, default)
        if _is_number(value):
            return float(value)
        self.problem(f"缺少 {where}.{key}" if value is None else f"{where}.{key} 应是数字")
        return default if default is not None else 1.0

    def numbers(
        self, data: Mapping[str, Any], key: str, where: str, count: int
    ) -> tuple[float, ...] | None:
        """Return the ``count`` numbers of ``key``, or None."""
        value = data.get(key)
        if isinstance(value, list) and len(value) == count and all(map(_is_number, value)):
            return tuple(float(number) for number in value)
        self.problem(f"{where}.{key} 应是 {count} 个数字")
        return None


def _is_number(value: object) -> bool:
    # TOML knows inf and nan, and against nan every comparison is false: no rule would see it.
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _nearest(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    return f"是不是想写 {close}？" if close else f"可用的有 {'、'.join(known)}"
