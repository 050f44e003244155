"""A process that holds one network and little else, so that its memory is the network's."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.figures import peak_mb
from kit.speech.kokoro import SYMBOLS
from kit.speech.network import Kokoro, session_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.speech.kokoro import KokoroSpec
    from kit.speech.sound import Pinyin, Samples

_started: list[Kokoro] = []


@dataclass(frozen=True, slots=True)
class Said:
    """What the network made of a sentence, and what that took."""

    samples: Samples
    cpu_s: float
    peak_mb: float
    """Of the whole process, so far."""


def start(file: Path, spec: KokoroSpec) -> None:
    symbols = json.loads((spec.folder / SYMBOLS).read_text("utf-8"))
    session = session_of(file)
    _started.append(Kokoro(session=session, style=spec.style(), symbols=symbols, speed=spec.speed))


def say(sentence: str, pinyin: Pinyin) -> Said:
    begun = time.process_time()
    samples = _started[0].speak(sentence, pinyin)
    return Said(samples, time.process_time() - begun, peak_mb(os.getpid()))
