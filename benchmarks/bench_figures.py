"""Does what is wrong or private get through: spoken, planted, and what other parts add."""

from __future__ import annotations

from benchmarks.lists import lists, other_hands
from benchmarks.planted_figures import planted_figures
from benchmarks.private_plants import private_figures
from benchmarks.spoken_phrases import spoken_figures

# Each part prints its figures and returns how many targets it misses.
PARTS = (planted_figures, spoken_figures, private_figures, lists, other_hands)


def run() -> int:
    """Print the figures of every part and return how many targets are missed."""
    return sum(part() for part in PARTS)
