"""Numbers of printed cards: given out with the file for the printer, and never twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kit.returns.returns_log import ReturnKind, append_returns, read_returns
from kit.source.private import RETURNS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.returns.returns_log import Return, ReturnsLog


def numbers_given(folder: Path) -> Counter[str]:
    """Return by item, or by what cards are about no item, the last number that was given."""
    return _given(read_returns(folder / RETURNS, ReturnKind.NUMBERED))


def give_numbers(folder: Path, cards: Sequence[Return]) -> dict[str, int]:
    """Return by item, or ``file``, the last number given before; ``copies`` cards have the next.

    Noted before there is a file to print: who prints it and does not say so has cards out there
    all the same. A file that nobody printed leaves its numbers unused.

    Raises:
        RequestError: Nobody prints them.
        SourceError: The log is damaged: which numbers were given is not known.
        StorageError: The log cannot be written.
    """
    before: dict[str, int] = {}

    def decide(log: ReturnsLog) -> Sequence[Return]:
        before.update(_given(log))
        return cards

    append_returns(folder / RETURNS, decide, ReturnKind.NUMBERED)
    return before


def _given(log: ReturnsLog) -> Counter[str]:
    # A line that was taken back counts too: its cards may be out there.
    found: Counter[str] = Counter()
    for one in log.lines:
        if one.kind is ReturnKind.NUMBERED:
            for about in one.items or (one.file,):
                found[about] += one.copies
    return found
