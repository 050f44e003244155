"""Settings put back into a TOML file: what is not replaced stays as it is, byte for byte.

What was written is read again before it is returned: a value that would come back as another
one is refused here, and never stands in a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from kit.errors import SourceError
from kit.source.toml_lines import entry_line, value_lines
from kit.text.toml_text import BadTomlError, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w-]+)\s*\]\]?\s*(#.*)?")
_EMPTY: tuple[Any, ...] = ("", [], None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One ``[[section]]`` as it should stand; keys that are not named stay as they are."""

    was: int | None = None
    """Its number among those before, from 0; None where it is new."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """None takes a key out."""


Change: TypeAlias = "Mapping[str, Any] | Sequence[Entry] | None"
"""Keys of a ``[section]``; all entries of a ``[[section]]``; None puts a section out of use."""


@dataclass(slots=True, kw_only=True)
class _Block:
    """A section's header and keys; blank lines and comments after the last key are not in it."""

    section: str
    first: int
    end: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines from ``first`` up to ``end`` and what stands there instead."""

    first: int
    end: int
    lines: tuple[str, ...]


def with_changes(name: str, text: str, changes: Mapping[str, Change]) -> str:
    """Return the TOML ``text`` of the file ``name`` with sections changed.

    Raises:
        SourceError: It cannot be read, is written in a way that has no place for the change,
            or a value cannot stand in it.
    """
    try:
        before = parse_toml(text.removeprefix("\ufeff"))
        wanted = _wanted(before, changes)
        written = _replaced(text, changes)
        after = parse_toml(written.removeprefix("\ufeff"))
    except (ValueError, TypeError, LookupError, AttributeError):
        after, wanted, written = {}, {"": None}, ""
    if after != wanted:
        raise SourceError(
            f"{name} 的写法和公开台的不一样，改不进去，没有保存。",
            "请用记事本打开它，照旁边的说明改；或者恢复成原来的写法再来。",
        )
    return written


def _wanted(before: dict[str, Any], changes: Mapping[str, Change]) -> dict[str, Any]:
    """Return what the changed text must be read as."""
    wanted = dict(before)
    for section, change in changes.items():
        if change is None:
            wanted.pop(section, None)
        elif isinstance(change, Mapping):
            wanted[section] = _merged(before.get(section, {}), change)
        else:
            old = before.get(section, [])
            entries = [
                _merged({} if e.was is None else old[e.was], e.values) for e in _entries(change)
            ]
            wanted[section] = entries
            if not entries:
                wanted.pop(section)
    return wanted


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for key, value in new.items():
        if value is None:
            merged.pop(key, None)
        elif key in old or value not in _EMPTY:
            merged[key] = value
    return merged


def _entries(change: Change) -> tuple[Entry, ...]:
    return tuple(one for one in change or () if isinstance(one, Entry))


def _replaced(text: str, changes: Mapping[str, Change]) -> str:
    lines = text.split("\n")
    plain = [line.rstrip("\r") for line in lines]
    plain[0] = plain[0].removeprefix("\ufeff")
    blocks = list(_blocks(plain))
    edits: list[_Edit] = []
    for section, change in changes.items():
        own = [block for block in blocks if block.section == section]
        if change is None:
            edits += (_out_of_use(block, plain) for block in own)
        elif isinstance(change, Mapping):
            new = [_new_block(f"[{section}]", change)]
            edits += _in_block(own[0], change, plain) if own else [_at_end(section, plain, new)]
        else:
            edits += _in_blocks(section, own, _entries(change), plain)
    end = "\r\n" if lines[0].endswith("\r") else "\n"
    # From the end to the start: what stands above keeps its place.
    for _, edit in sorted(enumerate(edits), key=lambda n: (n[1].first, n[1].end, n[0]))[::-1]:
        lines[edit.first : edit.end] = [f"{line}{end[:-1]}" for line in edit.lines]
    joined = "\n".join(lines)
    has_lost_mark = text.startswith("\ufeff") and not joined.startswith("\ufeff")
    return f"\ufeff{joined}" if has_lost_mark else joined


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """Yield the sections in their order, first what stands above all of them."""
    block = _Block(section="", first=0, end=0)
    number = 0
    while number < len(lines):
        line = lines[number]
        header = _HEADER.fullmatch(line)
        if not line.strip() or line.lstrip().startswith("#"):
            number += 1
        elif header:
            yield block
            number += 1
            block = _Block(section=header[2], first=number - 1, end=number)
        else:
            key, end = _key_at(lines, number)
            block.keys[key] = (number, end)
            block.end = number = end
    yield block


def _key_at(lines: list[str], first: int) -> tuple[str, int]:
    """Return the key that begins in a line, and the line after its value."""
    for end in range(first + 1, len(lines) + 1):
        try:
            found = tomllib.loads("\n".join(lines[first:end]))
        except tomllib.TOMLDecodeError:
            continue
        return next(iter(found)), end
    raise BadTomlError(first + 1)


def _in_block(block: _Block, values: Mapping[str, Any], lines: list[str]) -> Iterator[_Edit]:
    """Yield what changes the keys of one section."""
    new: list[str] = []
    for key, value in values.items():
        if key in block.keys:
            first, end = block.keys[key]
            old = lines[first:end]
            if value is None:
                yield _Edit(first, end, ())
            elif tomllib.loads("\n".join(old)) != {key: value}:
                yield _Edit(first, end, tuple(value_lines(old, value)))
        elif value not in _EMPTY:
            new.append(entry_line(key, value))
    if new:
        yield _Edit(block.end, block.end, tuple(new))


def _in_blocks(
    section: str, blocks: list[_Block], entries: Sequence[Entry], lines: list[str]
) -> Iterator[_Edit]:
    """Yield what makes the blocks of a section those that are wanted, in the old order."""
    kept = {entry.was for entry in entries}
    for number, block in enumerate(blocks):
        if number not in kept:
            blank = block.end < len(lines) and not lines[block.end].strip()
            yield _Edit(block.first, block.end + blank, ())
    # New ones are written in one piece where they belong: after the entry before them.
    at: _Block | None = None
    fresh: list[list[str]] = []
    for entry in (*entries, Entry(was=-1)):
        if entry.was is None:
            fresh.append(_new_block(f"[[{section}]]", entry.values))
            continue
        if fresh:
            yield _after(at or (blocks[-1] if blocks else None), section, lines, fresh)
            fresh = []
        if entry.was >= 0:
            at = blocks[entry.was]
            yield from _in_block(at, entry.values, lines)


def _after(at: _Block | None, section: str, lines: list[str], new: list[list[str]]) -> _Edit:
    if at is None:
        return _at_end(section, lines, new)
    return _Edit(at.end, at.end, tuple(line for block in new for line in ("", *block)))


def _at_end(section: str, lines: list[str], new: list[list[str]]) -> _Edit:
    """Return new blocks below the section's example that is commented out, else at the end."""
    example = re.compile(rf"#\s*\[\[?{section}\]\]?\s*")
    at = next((n for n, line in enumerate(lines) if example.fullmatch(line)), None)
    if at is None:
        is_last_empty = not lines[-1].strip()
        at = len(lines) - is_last_empty
        return _Edit(at, at, tuple(line for block in new for line in ("", *block)))
    while at < len(lines) and lines[at].startswith("#"):
        at += 1
    return _Edit(at, at, tuple(line for block in new for line in ("", *block)))


def _new_block(header: str, values: Mapping[str, Any]) -> list[str]:
    return [header, *(entry_line(k, v) for k, v in values.items() if v not in _EMPTY)]


def _out_of_use(block: _Block, lines: list[str]) -> _Edit:
    """Return a section commented out: what was known stays, for whoever wants it again."""
    return _Edit(
        block.first,
        block.end,
        tuple(f"# {line}".rstrip() for line in lines[block.first : block.end]),
    )
