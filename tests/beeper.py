"""A voice for tests: a tone for every character, so that lengths can be counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kit.speech import engine
from kit.speech.sound import RATE_HZ

if TYPE_CHECKING:
    import pytest

    from kit.speech.sound import Readings, Samples

CHARACTER_S = 0.2


@dataclass(frozen=True, slots=True)
class Beeper:
    """Speaks at 300 characters a minute, at once."""

    fingerprint: str = "beeper 1"
    rate_hz: int = RATE_HZ

    def speak(self, sentence: str, readings: Readings) -> Samples:
        """Return a tone as long as the sentence."""
        del readings
        length = round(sum(c.isalnum() for c in sentence) * CHARACTER_S * self.rate_hz)
        time_s = np.arange(length) / self.rate_hz
        # Syllables, not a siren: the chain's meters and the limiter see something like speech.
        loud = 0.35 + 0.3 * np.sin(2 * np.pi * time_s / CHARACTER_S) ** 2
        tone = np.sin(2 * np.pi * 440 * time_s) + 0.4 * np.sin(2 * np.pi * 1900 * time_s)
        return (loud * tone * 0.5).astype(np.float32)

    def load(self) -> Beeper:
        """Return itself: there is nothing to start."""
        return self


def use_beeper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every voice of this process be the beeper; for builds with one worker."""
    monkeypatch.setitem(engine.ENGINES, "kokoro", lambda _voice, _folders: Beeper())  # type: ignore[arg-type]  # a table only tests write to
