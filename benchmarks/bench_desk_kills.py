"""The desk and its children killed with SIGKILL while four people work at it over HTTP.

``KIT_KILLS`` sets how often, 300 unless told; ``KIT_SEED`` the moments.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.figures import line
from tests.killed_desk import KilledDesk

KILLS = 300
SHEETS_A_KILL = 5


def run() -> int:
    kills = int(os.environ.get("KIT_KILLS", str(KILLS)))
    seed = int(os.environ.get("KIT_SEED", "1"))
    began_s = time.monotonic()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        office = KilledDesk.over(Path(name) / "daxi", seed, sheets=SHEETS_A_KILL * kills)
        try:
            for _ in range(kills):
                office.open()
                office.work_until_killed()
            office.open()
        except AssertionError as error:
            wrong.append(str(error))
        finally:
            office.close()
    done = office.done
    missed = line("desks killed", done["desks killed"], "", least=kills)
    missed += line("answered and lost, doubled, or half there", len(wrong), "", most=0)
    line("seconds a kill, with the look at what stands", (time.monotonic() - began_s) / kills, "s")
    for one in wrong:
        print(f"  {one}")
    print("  " + ", ".join(f"{what} {count}" for what, count in done.most_common()))
    return missed
