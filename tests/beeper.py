"""A voice for tests: a tone for every character, so that lengths can be counted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from kit.errors import SpeechError
from kit.speech import engine
from kit.speech.sound import RATE_HZ

if TYPE_CHECKING:
    import pytest

    from kit.speech.sound import Pinyin, Samples

CHARACTER_S = 0.12


@dataclass(frozen=True, slots=True)
class Beeper:
    """Speaks at 500 characters a minute, at once."""

    rate_hz: int = RATE_HZ

    def speak(self, sentence: str, _pinyin: Pinyin) -> Samples:
        if "龘" in sentence:
            raise SpeechError("“龘”读不出来。", "请注音。")
        length = round(sum(c.isalnum() for c in sentence) * CHARACTER_S * self.rate_hz)
        time_s = np.arange(length) / self.rate_hz
        # Syllables, not a siren: the chain's meters and the limiter see something like speech.
        # Short peaks, as speech has them: between soft ones the meters have nothing to look for.
        loud = 0.15 + 0.5 * np.sin(np.pi * time_s / CHARACTER_S) ** 16
        tone = np.sin(2 * np.pi * 440 * time_s) + 0.4 * np.sin(2 * np.pi * 1900 * time_s)
        return (loud * tone * 0.5).astype(np.float32)


@dataclass(frozen=True, slots=True)
class BeeperSpec:
    """Starts the beeper; there is nothing to start."""

    online: bool = False

    def load(self) -> Beeper:
        return Beeper()


BEEPER = engine.MachineVoice(BeeperSpec())


@dataclass
class Shelf:
    """A cache in memory."""

    kept: dict[tuple[str, Pinyin], bytes] = field(default_factory=dict)

    def get(self, sentence: str, pinyin: Pinyin) -> bytes | None:
        return self.kept.get((sentence, pinyin))

    def put(self, sentence: str, pinyin: Pinyin, data: bytes) -> None:
        self.kept[sentence, pinyin] = data


def knowing_readings(
    _voice: object, _roots: object, readings: tuple[tuple[str, str], ...]
) -> engine.MachineVoice:
    """Return the beeper as a voice that knows the township's readings."""
    return replace(BEEPER, readings=readings)


def use_beeper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every voice of this process be the beeper; for builds with one worker."""
    table = {"kokoro": lambda _voice, _roots, _readings: BEEPER}
    monkeypatch.setattr(engine, "ENGINES", table)
