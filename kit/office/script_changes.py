"""What the loudspeaker will say of an item, and which of it was not said like that before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.script import scripts_of
from kit.errors import KitError
from kit.text.differences import Piece, changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.model.township import Township


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """A sentence of a script; one that went has no number."""

    script: str
    """Which script: 广播稿, or what is said when an alert is over."""
    number: int
    """From 1, over all scripts; 0 where it is said no more."""
    pieces: tuple[Piece, ...]
    is_changed: bool


def script_changes(before: Item | None, now: Item, township: Township) -> tuple[ScriptLine, ...]:
    """Return every sentence of ``now``, beside ``before`` where that is known.

    What cannot be said has no lines: the findings tell why.
    """
    old, new = _scripts(before, township), _scripts(now, township)
    lines: list[ScriptLine] = []
    for name, script in new.items():
        said = [sentence.written for sentence in script.sentences]
        was = [sentence.written for sentence in old[name].sentences] if name in old else said
        lines += _lines(name, was, said, first=sum(bool(one.number) for one in lines))
    return tuple(lines)


def _lines(name: str, was: list[str], said: list[str], *, first: int) -> Iterator[ScriptLine]:
    changed: dict[int, list[tuple[Piece, ...]]] = {}
    for number, pieces in changed_lines(was, said):
        changed.setdefault(number, []).append(pieces)
    for number in range(1, max(len(said), *changed, 0) + 1):
        mine = changed.get(number, [])
        for pieces in mine:
            gone = all(piece.went for piece in pieces)
            at = 0 if gone else first + number
            yield ScriptLine(script=name, number=at, pieces=pieces, is_changed=True)
        if number <= len(said) and all(all(p.went for p in pieces) for pieces in mine):
            stayed = (Piece(said[number - 1]),)
            yield ScriptLine(script=name, number=first + number, pieces=stayed, is_changed=False)


def _scripts(item: Item | None, township: Township) -> Mapping[str, Script]:
    if item is None:
        return {}
    try:
        return dict(scripts_of(item, township))
    except KitError:
        return {}
