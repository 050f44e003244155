"""Fixtures shared by all tests: the example township, and a network that is not there."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of what is tested, and what one run finds every run finds; who
# searches further takes a profile of his own (``--hypothesis-profile=search``).
settings.register_profile("kit", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("kit")

ROOT = Path(__file__).resolve().parents[1]
SHELF = "KIT_TESTS_SHELF"
"""Names the folder of what :mod:`tests.built_once` keeps, for all processes of a run."""


def pytest_configure(config: pytest.Config) -> None:
    """Open the shelf; the workers, which are started from here, find it open."""
    if SHELF not in os.environ:
        shelf = os.environ[SHELF] = tempfile.mkdtemp(prefix="kit-tests-")
        config.add_cleanup(lambda: shutil.rmtree(shelf, ignore_errors=True))


def pytest_collection_finish() -> None:
    """Look for circles seldom, and never among the ten thousand tests: a seventh of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the example township's folder; nothing may write into it."""
    return ROOT / "examples" / "daxi"
