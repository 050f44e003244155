"""A voice for tests: a tone for every character, at once and without a network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kit.errors import SpeechError

if TYPE_CHECKING:
    from kit.speech.sound import Readings, Samples

CHARACTER_S = 0.2


@dataclass(frozen=True)
class Beeper:
    fingerprint: str = "beeper 1"
    rate_hz: int = 24_000

    def speak(self, sentence: str, _readings: Readings) -> Samples:
        if "龘" in sentence:
            raise SpeechError("“龘”读不出来。", "请注音。")
        count = round(len(sentence) * CHARACTER_S * self.rate_hz)
        at_s = np.arange(count) / self.rate_hz
        syllables = 0.6 + 0.4 * np.cos(2 * np.pi * at_s / CHARACTER_S)
        wave = 0.3 * syllables * np.sin(2 * np.pi * 440 * at_s)
        return (wave + 0.1 * np.sin(2 * np.pi * 1300 * at_s)).astype(np.float32)


@dataclass(frozen=True)
class BeeperSpec:
    fingerprint: str = "beeper 1"
    online: bool = False

    def load(self) -> Beeper:
        return Beeper(self.fingerprint)


@dataclass
class Shelf:
    """A cache in memory that counts what is put on it."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        self.kept[key] = data
