"""Values as TOML writes them, with the remarks that stood beside the old ones."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 96
"""Columns of a list that stays in one line."""


def entry_line(key: str, value: Any) -> str:
    """Return a new key with its value."""
    return f"{key} = {written(value)}"


def written(value: Any) -> str:
    """Return a value as TOML; text in plain quotes, a number or a flag as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, int | float):
        return repr(value)
    # JSON's quotes are TOML's, but for one character that TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def value_lines(old: list[str], value: Any) -> Iterator[str]:
    """Yield a key's lines with its value replaced; what stood before ``=`` and after stays."""
    head = re.match(r"[^=]*=[ \t]*", old[0])
    assert head is not None
    if isinstance(value, list) and (len(old) > 1 or _columns(head[0] + written(value)) > _LONGEST):
        yield from _long_list(head[0], old, value)
        return
    line = head[0] + written(value)
    column, remark = _remark(old)
    yield f"{line}{' ' * max(column - _columns(line), 2)}{remark}" if remark else line


def _remark(old: list[str]) -> tuple[int, str]:
    """Return the remark behind a value and the column it begins in; empty where there is none."""
    if len(old) > 1:
        return 0, ""
    for match in re.finditer("#", old[0]):
        before = old[0][: match.start()]
        try:
            tomllib.loads(before)
        except tomllib.TOMLDecodeError:
            continue  # inside the quotes
        return _columns(before), old[0][match.start() :]
    return 0, ""


def _long_list(head: str, old: list[str], value: list[Any]) -> Iterator[str]:
    """Yield a list with a line an entry; entries that were there keep their line and remark."""
    own = {_alone(line): line for line in old[1:-1]}
    yield f"{head}["
    for one in value:
        line = own.get(written(one), "")
        yield line if line and re.search(r",\s*(#.*)?$", line) else f"    {written(one)},"
    yield from (line for line in old[1:-1] if line.lstrip().startswith("#"))
    yield "]"


def _alone(line: str) -> str:
    """Return the one entry that stands in a line of a list, as it would be written."""
    try:
        found = tomllib.loads(f"x = [{line}\n]")["x"]
    except tomllib.TOMLDecodeError:
        return ""
    return written(found[0]) if len(found) == 1 else ""


def _columns(text: str) -> int:
    """Return how wide a text stands in an editor: Chinese characters take two columns."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
