"""A voice for tests that says syllables: its clips can be told apart, as a tone's cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.speech import engine
from kit.speech.sound import RATE_HZ
from tests.readings import sentence

if TYPE_CHECKING:
    import pytest

    from kit.speech.sound import Pinyin, Samples


@dataclass(frozen=True, slots=True)
class Reciter:
    """An engine and how it is started in one: there is nothing to start."""

    online: bool = False
    rate_hz: int = RATE_HZ

    def load(self) -> Reciter:
        return self

    def speak(self, sentence_: str, _pinyin: Pinyin) -> Samples:
        return sentence(sentence_, rate_hz=self.rate_hz)


RECITER = engine.MachineVoice(Reciter())


def use_reciter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every voice of this process be the reciter; for builds with one worker."""
    monkeypatch.setattr(engine, "ENGINES", {"kokoro": lambda _voice, _roots, _readings: RECITER})
