"""A figure of the text as the reader of quantities found it, with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kit.text.figures.quantities import read
from kit.text.figures.quantity import Kind

if TYPE_CHECKING:
    from kit.text.figures.quantity import Quantity

OPAQUE = re.compile(r"[^一-鿿㐀-䶿\U00020000-\U0003ffff，。！？、；]")
"""What is not said as it is written; Chinese characters and pauses are."""

_SIGN = re.compile(OPAQUE.pattern.replace("[^", "[^ "))
_COUNTED = (Kind.COUNT, Kind.SPAN, Kind.ORDER, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one form of the reader matched: an amount, or both ends of a range."""

    text: str
    """The whole text, with one sign for each meaning."""
    start: int
    """Where the first character stands that is not said as it is written."""
    end: int
    quantities: tuple[Quantity, ...]

    @property
    def kind(self) -> Kind:
        """What it measures or names."""
        return self.quantities[0].kind

    @property
    def written(self) -> str:
        """Its characters from the first that is not said as written."""
        return self.text[self.start : self.end]

    def before(self, characters: int = 14) -> str:
        """Return the text that stands before it."""
        return self.text[max(0, self.start - characters) : self.start]

    def after(self, characters: int = 6) -> str:
        """Return the text that stands behind it."""
        return self.text[self.end : self.end + characters]


def figures_in(written: str, folded: str) -> dict[int, Figure]:
    """Return the figures of a text that hold a digit or sign, by where the first of these stands.

    ``folded`` is ``written`` with every character in its old place.
    """
    found: dict[int, Figure] = {}
    for (start, end), group in groupby(read(written), key=lambda one: (one.start, one.end)):
        first = _SIGN.search(folded, start, end)
        # ①元旦 begins an entry of a list: such signs are read by rules of their own.
        if first and (first[0].isascii() or first[0] in "¥€£±〇（"):
            quantities = tuple(group)
            if quantities[0].kind in _COUNTED and quantities[0].value:
                # The unit is a word of its own: 三十天 is heard as 三十, 天; but 0件 is 没有.
                end = max(sign.end() for sign in _SIGN.finditer(folded, start, end))
            found[first.start()] = Figure(folded, first.start(), end, quantities)
    return found
