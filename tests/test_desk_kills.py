"""The desk and its children killed at any moment: what was answered stands, and nothing twice.

Small here; ``python3 run.py bench desk-kills`` kills three hundred times.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.killed_desk import KilledDesk

if TYPE_CHECKING:
    from pathlib import Path

KILLS, SEED = 5, 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills are sent as signals")
def test_after_kills_at_random_all_that_was_answered_stands_once(tmp_path: Path) -> None:
    office = KilledDesk.over(tmp_path / "daxi", SEED, sheets=40 * KILLS)
    try:
        for _ in range(KILLS):
            office.open()
            office.work_until_killed()
        office.open()
    finally:
        office.close()

    assert office.done["desks killed"] == KILLS
    assert all(office.done[what] for what in ("drafts kept", "signatures", "returns")), office.done
