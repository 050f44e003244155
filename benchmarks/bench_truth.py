"""A township used at random: steps done, and what was published that was not signed.

``KIT_STEPS`` sets how many steps; 5,000 unless told.
"""

from __future__ import annotations

import os
import time

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.figures import line
from tests.truth import township_machine
from tests.truth.township_machine import STEPS, Township

STEPS_A_TOWNSHIP = 50
WANTED = 5000


def run() -> int:
    wanted = int(os.environ.get("KIT_STEPS", str(WANTED)))
    found = township_machine.FOUND = {}
    begun = time.monotonic()
    while sum(STEPS.values()) < wanted:
        run_state_machine_as_test(
            Township,
            settings=settings(
                max_examples=4,
                stateful_step_count=STEPS_A_TOWNSHIP,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                database=None,
            ),
        )
    steps = sum(STEPS.values())
    missed = line("steps", steps, "", least=wanted)
    line("seconds a step", (time.monotonic() - begun) / steps, "s")
    missed += line("kinds of violation", len(found), "", most=0)
    for kind, (what, history) in sorted(found.items(), key=lambda one: len(one[1][1])):
        print(f"  {kind}: {what}\n    after {' · '.join(history)}")
    print("  " + ", ".join(f"{name} {count}" for name, count in STEPS.most_common()))
    return missed
