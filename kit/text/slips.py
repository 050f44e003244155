"""Slips of notices: characters that sound or look alike in fixed words, and words written twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.text.near_words import near_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).with_name("slips.tsv")


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands in a text at ``start``, and what was probably meant."""

    written: str
    meant: str
    """Empty where something stands twice or does not go together."""
    start: int


@cache
def _forms() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """Return one pattern of all lines of the table, and each line's form with what it means."""
    lines = [line.partition("\t") for line in _FILE.read_text("utf-8").splitlines()[1:]]
    # One expression without groups reads a text in one pass; which line it was is asked afterwards.
    whole = re.compile("|".join(form for form, _, _ in lines))
    return whole, tuple((form, meant) for form, _, meant in lines)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


def slips(text: str) -> Iterator[Slip]:
    """Give the slips in ``text``; each may be right all the same."""
    whole, forms = _forms()
    told: set[int] = set()
    for match in whole.finditer(text):
        place = match.start()
        told.update(range(place, match.end()))
        meant = next(meant for form, meant in forms if _compiled(form).match(text, place))
        yield Slip(match[0], meant, place)
    for near in near_words(text):
        if told.isdisjoint(range(near.start, near.start + len(near.written))):
            yield Slip(near.written, near.meant, near.start)
