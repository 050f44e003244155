"""Annual reports with one wrong figure each, and the same without."""

from __future__ import annotations

import random
import time

from benchmarks.figures import line
from kit.duty.proof import proofread
from tests.annual_reports import made, plants, read_back

_PLANTS = 500


def run() -> int:
    """Print the figures and return how many targets are missed."""
    return _proof()


def _proof() -> int:
    chance = random.Random(16)
    begun = time.perf_counter()
    found = alone = 0
    for plant in plants(chance, _PLANTS):
        faults = proofread(read_back(plant.report), read_back(plant.before))
        found += any(plant.named in one.field + one.message for one in faults)
        alone += len(faults) == 1
    false = 0
    for number in range(_PLANTS):
        before = made(chance, 2019 + number % 7)
        right = made(chance, before.year + 1, before)
        false += len(proofread(read_back(right), read_back(before)))
    taken_s = (time.perf_counter() - begun) / (4 * _PLANTS)
    missed = line(f"of {_PLANTS} wrong figures, named", found, "", least=_PLANTS)
    line("  by one sentence alone", alone, "")
    missed += line(f"of {_PLANTS} right reports, faults told", false, "", most=0)
    line("a report read and proofread", taken_s * 1000, "ms")
    return missed
