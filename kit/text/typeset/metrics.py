"""How wide characters are: all that typesetting needs to know of a typeface."""

from __future__ import annotations

from typing import Protocol


class Metrics(Protocol):
    """Widths in em, so that one table serves every type size."""

    def advance_em(self, character: str, weight: int) -> float:
        """Return the advance width of one character at a weight of 100 to 900."""

    def __hash__(self) -> int:
        """Return what tells typefaces apart: what was measured in one is kept for it."""
