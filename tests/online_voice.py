"""The real client of the online voice, led to a stand-in on loopback."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import edge_tts.communicate
import edge_tts.voices
import pytest
from edge_tts.drm import DRM

from kit.speech.edge import EdgeSpec
from tests.fake_edge import VOICES, FakeEdge, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from ssl import SSLContext

    from kit.speech.edge import Edge
    from kit.speech.sound import Samples

TEXT = "各位村民请注意，大溪乡政府信息公开年报已经发布。请到公开栏查看。"
SPEC = EdgeSpec("zh-CN-YunyangNeural", 0.9)


@dataclass
class Nap:
    """Sleeps in no time and remembers for how long it was asked."""

    naps: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.naps.append(seconds)


@contextmanager
def reached(fake: FakeEdge, context: SSLContext | None = None) -> Iterator[None]:
    """The real client, led to the stand-in."""
    with pytest.MonkeyPatch.context() as patch, serving(fake, context) as address:
        # The name as imported into the module that connects.
        patch.setattr(edge_tts.communicate, "WSS_URL", address)
        there = urlsplit(address)
        scheme = "https" if there.scheme == "wss" else "http"
        patch.setattr(edge_tts.voices, "VOICE_LIST", f"{scheme}://{there.netloc}{VOICES}?x=x")
        patch.setattr(DRM, "clock_skew_seconds", 0.0)
        yield


def ask(fake: FakeEdge, text: str = TEXT, *, idle_s: float = 5.0) -> tuple[Samples, list[float]]:
    nap = Nap()
    engine = replace(SPEC.load(), sleep=nap, idle_s=idle_s)
    with reached(fake):
        return engine.speak(text, ()), nap.naps


@dataclass(frozen=True)
class Impatient:
    """The online voice with no time to wait."""

    spec: EdgeSpec = SPEC
    idle_s: float = 5.0
    whole_s: float = 20.0
    online: bool = True

    def load(self) -> Edge:
        return replace(
            self.spec.load(), sleep=Nap(), tries=2, idle_s=self.idle_s, whole_s=self.whole_s
        )
