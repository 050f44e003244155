"""A passage as it is judged: folded, with its quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kit.text.figures.fold import fold
from kit.text.figures.quantities import read

if TYPE_CHECKING:
    from datetime import date

    from kit.text.figures.quantity import Quantity
    from kit.text.passages import Passage

_CLAUSE_END = re.compile("[,。;]")
_FILLER = re.compile(r'[的了是为有在到约共满达、,。:()“”"\s]+')


@dataclass(frozen=True)
class Said:
    """One passage folded, with its quantities; places are those of the folded text."""

    passage: Passage
    near: date

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return fold(self.passage.text)

    @property
    def label(self) -> str:
        """Label of its field."""
        return self.passage.label

    @property
    def text(self) -> str:
        """The folded text."""
        return self._folded[0]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every quantity in it."""
        return read(self.text, near=self.near)

    def ends_of(self, quantity: Quantity) -> frozenset[object]:
        """Return the values of the range that a quantity is one end of."""
        return frozenset(one.value for one in self.quantities if one.start == quantity.start)

    def written(self, start: int, end: int) -> str:
        """Return a part as the clerk wrote it."""
        back = self._folded[1]
        return self.passage.text[back[start] : back[end - 1] + 1].strip() if end > start else ""

    def lines_before(self, start: int) -> int:
        """How many lines end before ``start``."""
        return self.text.count("\n", 0, start)


def plain_value(quantity: Quantity) -> Decimal | str:
    """Return a value in one spelling: 2.50 as 2.5, and 90 not as 9E+1."""
    value = quantity.value
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else str(value)


def words_beside(text: str, quantity: Quantity) -> tuple[str, str]:
    """Return the two characters before and behind a figure that say what is counted."""
    after = _FILLER.sub("", _CLAUSE_END.split(text[quantity.end : quantity.end + 6])[0])[:2]
    before = _FILLER.sub("", text[max(0, quantity.start - 6) : quantity.start])[-2:]
    return before, after
