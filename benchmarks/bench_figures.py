"""Do wrong figures get through: what is spoken, and whatever else is added to the parts below."""

from __future__ import annotations

from benchmarks.spoken_phrases import spoken_figures

# Each part prints its figures and returns how many targets it misses.
PARTS = (spoken_figures,)


def run() -> int:
    """Print the figures of every part and return how many targets are missed."""
    return sum(part() for part in PARTS)
