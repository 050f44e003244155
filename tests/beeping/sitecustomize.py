"""Python reads this at its start where it is on its path: every voice is the beeper, and knows the
township's readings.

For processes that a test cannot reach otherwise, such as the children of a desk.
"""

from __future__ import annotations

from kit.speech import engine
from tests.beeper import knowing_readings

engine.ENGINES = {"kokoro": knowing_readings}
