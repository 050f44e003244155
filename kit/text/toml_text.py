"""TOML that anybody may have typed: what cannot be read is told by its line, whatever it is."""

from __future__ import annotations

import re
import tomllib
from math import inf
from typing import Any

# No setting counts beyond a thousand million; a larger one is a key that stuck.
_MOST = 10**9


class BadTomlError(ValueError):
    """Says in which line the text stops being TOML; 0 where that is not known."""

    def __init__(self, line: int) -> None:
        super().__init__(f"第 {line} 行" if line else "一层套一层，太深了")
        self.line = line


def parse_toml(text: str) -> dict[str, Any]:
    """Return what stands in a TOML text.

    Raises:
        BadTomlError: It is none, is nested too deep, or has a number nobody can mean.
    """
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise BadTomlError(0) from None
    except ValueError as error:  # of a number of thousands of digits Python makes no number
        place = re.search(r"line (\d+)", str(error))
        raise BadTomlError(int(place.group(1)) if place else _line_of_long(text)) from None
    if _is_too_large(data):
        raise BadTomlError(_line_of_long(text))
    return data


def _is_too_large(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_is_too_large, value.values()))
    if isinstance(value, list):
        return any(map(_is_too_large, value))
    return isinstance(value, int | float) and _MOST <= abs(value) != inf


def _line_of_long(text: str) -> int:
    """Return the first line with a number that is too large, or none at all."""
    for number, line in enumerate(text.split("\n"), start=1):
        if re.search(rf"=[^\"'#]*(?:[\d_]{{{len(str(_MOST))},}}|[\d.][eE])", line):
            return number
    return 0
