"""Fixtures shared by all tests: the example township, and a network that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of what is tested.
settings.register_profile("kit", deadline=None)
settings.load_profile("kit")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the example township's folder; nothing may write into it."""
    return ROOT / "examples" / "daxi"
