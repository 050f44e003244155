"""What the faults share: the small township, how many are tried, and the figures at the end."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.faults.small_township import SmallTownship, small_township

if TYPE_CHECKING:
    from collections.abc import Callable

    from _pytest.terminal import TerminalReporter

ALL = os.environ.get("KIT_FAULTS") == "all"
"""Set by ``run.py faults``; else a share is tried."""
FIGURE = "fault figure"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallTownship:
    """Return the small township; tests copy it, none changes it."""
    return small_township(tmp_path_factory.mktemp("small"))


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Return what notes how often something was tried; the sums are printed at the end."""
    return lambda what, times: record_property(FIGURE, f"{times} {what}")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print how often each fault was tried; a fault that did harm has failed its test."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == FIGURE:
                times, _, what = str(value).partition(" ")
                counts[what] += int(times)
    for what, count in counts.items():
        terminalreporter.write_line(f"{count:>7,}  {what}")
