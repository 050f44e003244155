"""Which stretch of a reading is which sentence of the script, by lengths and pauses alone.

No recogniser knows these dialects. But a reader keeps a pace, rests longer between sentences
than inside them, and so the cheapest way through is nearly always the right one: also where
a sentence was left out, two ran together, or a line was begun twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, log, sqrt
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

USUAL_PACE = 3.8
"""Characters a second while somebody reads a sentence, its commas included."""
SLOWEST_PACE, FASTEST_PACE = 2.0, 6.5
PACES = (0.72, 0.8, 0.87, 0.94, 1.0, 1.07, 1.15)
"""Times what it would be if all were read: less where something is missing."""
PACE_SPREAD = 0.4
BORDER_SHARE, INNER_SHARE = 0.6, 0.65
"""Of a reader's usual rest between sentences: shorter is no border, longer is one."""
LEAST_BORDER_S, LEAST_INNER_S = 0.25, 0.4
SURE_SHARE = 0.75
"""Of the shortest border: below it the cut may well be at a comma."""
PAUSE_COST = 5.0
LEFT_OUT_COST = 4.0
RUN_TOGETHER_COST = 4.0
UNWANTED_COST, UNWANTED_COST_A_SECOND = 0.6, 2.0
MOST_PHRASES = 12
"""In one sentence: a breath has no more commas and hesitations."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences and the stretch where they are heard.

    One sentence and a stretch is what is wanted. Two ran together; none is speech that is not
    in the script; a sentence without a stretch (both times 0) was left out.
    """

    sentences: tuple[int, ...]
    start_s: float
    end_s: float
    close: bool = False
    """The pause before it is so short that it may be none between sentences."""

    @property
    def left_out(self) -> bool:
        """Whether nobody reads it."""
        return self.end_s == 0.0


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    before: tuple[int, int]
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """How somebody reads: characters a second, and the rests they take."""

    pace: float
    border_s: float
    inner_s: float


def align(
    phrases: Sequence[tuple[float, float]], characters: Sequence[float]
) -> tuple[Passage, ...]:
    """Return the passages of a reading in order.

    ``phrases`` are its stretches without a pause, ``characters`` the length of every sentence.
    """
    rest_s = _usual_rest_s(phrases, len(characters))
    border_s = max(LEAST_BORDER_S, BORDER_SHARE * rest_s)
    inner_s = max(LEAST_INNER_S, INNER_SHARE * rest_s)
    spoken_s = sum(end - start for start, end in phrases)
    guess = sum(characters) / max(spoken_s, 0.1)
    # Something may be missing, so the pace is not known: each is tried, the likeliest stays.
    paces = {min(max(guess * factor, SLOWEST_PACE), FASTEST_PACE) for factor in PACES}
    ways = [_way(phrases, characters, _Reader(pace, border_s, inner_s)) for pace in sorted(paces)]
    passages = min(ways, key=lambda way: way[0])[1]
    return tuple(_told_if_close(passages, SURE_SHARE * border_s))


def _told_if_close(passages: Sequence[Passage], least_s: float) -> Iterator[Passage]:
    """Yield the passages, those marked that follow the last one almost at once."""
    end_s = 0.0
    for passage in passages:
        close = bool(end_s) and 0.0 < passage.start_s < end_s + least_s
        yield replace(passage, close=close)
        end_s = passage.end_s or end_s


def _usual_rest_s(phrases: Sequence[tuple[float, float]], sentences: int) -> float:
    """Return the middle one of as many of the longest pauses as there should be borders."""
    pauses = sorted((after[0] - before[1] for before, after in pairwise(phrases)), reverse=True)
    borders = pauses[: max(1, sentences - 1)]
    return median(borders) if borders else 0.0


def _way(
    phrases: Sequence[tuple[float, float]], characters: Sequence[float], reader: _Reader
) -> tuple[float, tuple[Passage, ...]]:
    """Return the cheapest way through at one pace, and what it costs."""
    best: dict[tuple[int, int], _Step] = {(0, 0): _Step(0.0, (0, 0))}
    for done in range(len(characters) + 1):
        for heard in range(len(phrases) + 1):
            here = best.get((done, heard))
            if here is None:
                continue
            for target, cost, sentences in _steps(phrases, characters, reader, (done, heard)):
                found = best.get(target)
                if found is None or here.cost + cost < found.cost:
                    best[target] = _Step(here.cost + cost, (done, heard), sentences)
    end = (len(characters), len(phrases))
    # An odd pace has its price: else a slow one would explain every sentence left out.
    cost = best[end].cost + (log(reader.pace / USUAL_PACE) / PACE_SPREAD) ** 2 / 2
    return cost, tuple(reversed(list(_back(best, phrases, end))))


def _back(
    best: dict[tuple[int, int], _Step],
    phrases: Sequence[tuple[float, float]],
    end: tuple[int, int],
) -> Iterator[Passage]:
    at = end
    while at != (0, 0):
        step = best[at]
        first, last = step.before[1], at[1]
        times = (phrases[first][0], phrases[last - 1][1]) if last > first else (0.0, 0.0)
        yield Passage(step.sentences, *times)
        at = step.before


def _steps(
    phrases: Sequence[tuple[float, float]],
    characters: Sequence[float],
    reader: _Reader,
    at: tuple[int, int],
) -> Iterator[tuple[tuple[int, int], float, tuple[int, ...]]]:
    """Yield where the reading may go on from ``at``, at what cost, and with which sentences."""
    done, heard = at
    left = len(characters) - done
    if left:
        yield (done + 1, heard), LEFT_OUT_COST, (done,)
    inner = 0.0
    for last in range(heard, min(len(phrases), heard + MOST_PHRASES)):
        start_s, end_s = phrases[heard][0], phrases[last][1]
        if last > heard:
            inner += _inner_cost(phrases[last][0] - phrases[last - 1][1], reader)
        seconds = end_s - start_s
        around = _border_cost(phrases, last + 1, reader) + inner
        if left:
            cost = around + _length_cost(seconds, characters[done], reader.pace)
            yield (done + 1, last + 1), cost, (done,)
        if left > 1:
            both = characters[done] + characters[done + 1]
            cost = around + _length_cost(seconds, both, reader.pace) + RUN_TOGETHER_COST
            yield (done + 2, last + 1), cost, (done, done + 1)
        if last == heard:
            # An aside of ten seconds is no likelier to be a sentence than one of two.
            cost = UNWANTED_COST + UNWANTED_COST_A_SECOND * min(seconds, 2.0)
            yield (done, last + 1), cost, ()


def _length_cost(seconds: float, characters: float, pace: float) -> float:
    """Return how unlikely it is that so many characters take so long; short ones vary more."""
    spread = 0.08 + 0.3 / sqrt(max(characters, 1))
    return (log(seconds * pace / max(characters, 1)) / spread) ** 2 / 2


def _border_cost(phrases: Sequence[tuple[float, float]], at: int, reader: _Reader) -> float:
    """Return how unlikely the pause before phrase ``at`` is between two sentences."""
    if not 0 < at < len(phrases):
        return 0.0
    pause_s = phrases[at][0] - phrases[at - 1][1]
    # A pause of nearly nothing costs much, but not without end.
    return PAUSE_COST * max(0.0, log(reader.border_s / max(pause_s, exp(-4))))


def _inner_cost(pause_s: float, reader: _Reader) -> float:
    """Return how unlikely the pause is inside a sentence."""
    return PAUSE_COST * max(0.0, log(pause_s / reader.inner_s))
