"""A share of the state machine on every run; the bench does thousands of steps."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.truth.township_machine import Township

pytestmark = pytest.mark.slow

TestTownship = Township.TestCase
TestTownship.settings = settings(
    max_examples=5,
    stateful_step_count=24,
    derandomize=True,  # a test needs no luck; the bench goes elsewhere every time
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
    database=None,
)
