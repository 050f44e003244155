"""An edition has one voice: where the online one fails, the built-in one says all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.edition.build import build
from kit.edition.request import Options
from kit.errors import OfflineError
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from kit.speech import engine
from tests.beeper import Beeper

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.request import BuildResult
    from kit.progress import Step
    from kit.speech.sound import Pinyin, Samples

NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(
    week=Week.parse("2026-W48"),
    now=NOW,
    workers=1,
    channels=frozenset({"广播"}),
    only_item="DX-2026-004",
)

pytestmark = pytest.mark.slow


@dataclass(eq=False)
class Speaker:
    """A voice that remembers what it said, and may lose the line."""

    online: bool
    said: list[str] = field(default_factory=list)
    breaks_after: int = 10**6
    rate_hz: int = Beeper().rate_hz

    def load(self) -> Speaker:
        return self

    def speak(self, sentence: str, pinyin: Pinyin) -> Samples:
        if len(self.said) >= self.breaks_after:
            raise OfflineError("联网语音用不了：断了线。", "这一次全部改用断网的声音。")
        self.said.append(sentence)
        return Beeper().speak(sentence, pinyin)


@dataclass(frozen=True)
class Named:
    """How a speaker is started; two names, two keys of the store."""

    name: str
    speaker: Speaker = field(compare=False, repr=False)

    @property
    def online(self) -> bool:
        return self.speaker.online

    def load(self) -> Speaker:
        return self.speaker


def quiet(step: Step) -> None:
    """Take progress and show nothing."""


def made(folder: Path, online: Speaker, offline: Speaker) -> BuildResult:
    voices = {"edge": Named("online", online), "kokoro": Named("offline", offline)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            engine,
            "ENGINES",
            {
                name: lambda _voice, _roots, _readings, spec=spec: engine.MachineVoice(spec)
                for name, spec in voices.items()
            },
        )
        return build(folder, OPTIONS, quiet)


def test_what_the_online_voice_had_said_before_it_failed_is_said_again_by_the_other(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "daxi"
    set_up(folder, sample=True, now=NOW)
    config = folder / "kit.toml"
    online = config.read_text("utf-8").replace('engine = "kokoro"', 'engine = "edge"')
    config.write_text(online, encoding="utf-8")
    sign_samples(open_workspace(folder), at=NOW)
    broken, offline = Speaker(online=True, breaks_after=5), Speaker(online=False)

    result = made(folder, broken, offline)

    assert len(broken.said) == 5
    assert set(broken.said) < set(offline.said)
    assert any("断了线" in note for note in result.notes)
