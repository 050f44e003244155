"""Made readings: syllables like speech, in a room, without anybody's voice."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.speech.sound import Samples

PHONE_HZ = 44_100
ROOM = 0.0006


def syllable(number: int, rate_hz: int, seconds: float) -> Samples:
    """A hiss and a vowel that swells and dies away, with another tone for each number."""
    at_s = np.arange(round(seconds * rate_hz)) / rate_hz
    pitch_hz = 130 + 17 * (number % 5) + 25 * np.sin(2 * np.pi * at_s / seconds * 0.5)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / rate_hz
    vowel = sum(
        np.sin(k * phase + number) / (1 + abs(k * 150 - (500 + 170 * (number % 7))) / 260)
        for k in range(1, 24)
    )
    swell = np.sin(np.pi * np.clip((at_s / seconds - 0.12) / 0.88, 0, 1)) ** 0.7
    hiss = np.random.default_rng(number).standard_normal(len(at_s))
    noise = hiss * np.exp(-(((at_s / seconds - 0.08) / 0.06) ** 2))
    return np.asarray(0.055 * vowel * swell + 0.03 * noise, np.float32)


def sentence(line: str, *, rate_hz: int = PHONE_HZ, pace: float = 4.2) -> Samples:
    """A line as somebody reads it: a rest at each comma."""
    parts: list[Samples] = []
    for number, character in enumerate(line.rstrip("。！？")):
        # No two syllables of a reader last the same.
        length_s = (1 + 0.18 * np.sin(3.7 * number + len(line))) / pace
        if character.isalnum():
            parts.append(syllable(ord(character), rate_hz, float(length_s)))
        else:
            parts.append(np.zeros(round(0.28 * rate_hz), np.float32))
    return np.concatenate([np.zeros(1, np.float32), *parts])


def reading(
    lines: Sequence[str],
    *,
    rate_hz: int = PHONE_HZ,
    pace: float = 4.2,
    pause_s: float = 0.9,
    around_s: float = 0.8,
    room: float = ROOM,
) -> Samples:
    """Lines one after the other, with the hiss of a room over all."""
    around = np.zeros(round(around_s * rate_hz), np.float32)
    rest = np.zeros(round(pause_s * rate_hz), np.float32)
    parts = [around]
    for line in lines:
        parts += [sentence(line, rate_hz=rate_hz, pace=pace), rest]
    return in_room(np.concatenate([*parts[:-1], around]), room)


def in_room(samples: Samples, room: float = ROOM) -> Samples:
    hiss = np.random.default_rng(7).standard_normal(len(samples))
    return np.asarray(samples + room * hiss, np.float32)


def humming(samples: Samples, strength: float, rate_hz: int = PHONE_HZ) -> Samples:
    at_s = np.arange(len(samples)) / rate_hz
    hum = sum(np.sin(2 * np.pi * 50 * k * at_s + k) / k for k in (1, 2, 3, 4, 6))
    return np.asarray(samples + strength * hum, np.float32)


def file_of(samples: Samples, rate_hz: int = PHONE_HZ, kind: str = "WAV") -> bytes:
    import soundfile

    file = BytesIO()
    soundfile.write(file, samples, rate_hz, format=kind)
    return file.getvalue()
