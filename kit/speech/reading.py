"""A neighbour's sentences put together: one level, the script's rests, nothing synthetic."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, cast

import numpy as np

from kit.errors import SpeechError
from kit.speech.filters import resample
from kit.speech.measure import SILENT_LUFS, integrated_lufs
from kit.speech.sound import RATE_HZ, Clip, Mark, decibels_to_gain, join, silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.speech.sound import Samples

EVEN_LUFS = -20.0
"""Sentences recorded on different days, or joined from phrases, come to the same level."""
MOST_GAIN_DB = 24.0
FADE_S = 0.01
"""Where the room of one take ends and silence begins nothing must click."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanLine:
    """A sentence that somebody read."""

    data: bytes
    """A FLAC file."""
    written: str
    pause_s: float


def human_clip(lines: Sequence[HumanLine], item_id: str) -> Clip:
    """Return the sentences with their rests, as long as its parts, and no rest at the end.

    Raises:
        SpeechError: There is none, or a file cannot be decoded.
    """
    if not lines:
        raise SpeechError(f"{item_id} 的录音是空的。", "请重新导入。")
    clips: list[Clip] = []
    for line in lines:
        samples = even(decode_take(line.data))
        mark = Mark(
            start_s=0.0, end_s=len(samples) / RATE_HZ, written=line.written, item_id=item_id
        )
        clips += [Clip(samples=samples, marks=(mark,)), silence(line.pause_s)]
    return join(clips[:-1])


def even(samples: Samples) -> Samples:
    """Return a sentence at the common level, faded at both ends."""
    loudness = integrated_lufs(samples, RATE_HZ)
    if loudness <= SILENT_LUFS:
        return samples
    gain = decibels_to_gain(min(EVEN_LUFS - loudness, MOST_GAIN_DB))
    count = min(round(FADE_S * RATE_HZ), len(samples) // 2)
    fade = np.ones(len(samples), np.float32)
    ramp = np.linspace(0, 1, count, dtype=np.float32)
    fade[:count] = ramp
    fade[len(samples) - count :] = ramp[::-1]
    return samples * fade * np.float32(gain)


def encode_take(samples: Samples) -> bytes:
    """Return a sentence as FLAC, 16 bits; the same samples give the same bytes."""
    import soundfile

    file = BytesIO()
    whole = np.clip(np.rint(samples * 32767), -32768, 32767).astype(np.int16)
    soundfile.write(file, whole, RATE_HZ, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def decode_take(data: bytes) -> Samples:
    """Return the samples of a sentence at ``RATE_HZ``.

    Raises:
        SpeechError: The file is damaged.
    """
    import soundfile

    try:
        samples, rate_hz = soundfile.read(BytesIO(data), dtype="float32")
    except soundfile.LibsndfileError as error:
        raise SpeechError("有一句录音打不开。", "请重新导入这一条的录音。") from error
    return resample(cast("Samples", samples), from_hz=rate_hz, to_hz=RATE_HZ)
