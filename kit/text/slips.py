"""Slips of notices: characters that sound or look alike in fixed words, and words written twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

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
def _forms() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one pattern with a group for each line of the table, and what each means."""
    lines = _FILE.read_text("utf-8").splitlines()[1:]
    forms = [line.partition("\t") for line in lines]
    # An expression of its own for each would read the text five hundred times.
    names = {f"slip{number}": form for number, (form, _, _) in enumerate(forms)}
    whole = "|".join(f"(?P<{name}>{form})" for name, form in names.items())
    return re.compile(whole), tuple(meant for _, _, meant in forms)


def slips(text: str) -> Iterator[Slip]:
    """Give the slips in ``text``, in their order; each may be right all the same."""
    pattern, meant = _forms()
    for match in pattern.finditer(text):
        name = next(n for n, found in match.groupdict().items() if found and n.startswith("slip"))
        yield Slip(match[0], meant[int(name.removeprefix("slip"))], match.start())
