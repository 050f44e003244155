"""Speech as it arrives across a village square: a horn, its echoes, and a breeze."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import signal

if TYPE_CHECKING:
    from kit.speech.sound import Samples

HORN_HZ = (400, 5000)
NOISE_HZ = (100, 4000)
ECHO_S = 1.5
"""Until the echo is 60 dB down, as between houses around a square."""
ECHO_DB = -6.0
"""All echoes together, under the direct sound."""
NOISE_DB = -15.0
"""Under what arrives of the speech."""


def through_horn(samples: Samples, rate_hz: int, seed: int) -> Samples:
    """Return ``samples`` as heard at the far side of the square; ``seed`` is the square."""
    random = np.random.default_rng(seed)
    band = signal.butter(4, HORN_HZ, "band", fs=rate_hz, output="sos")
    at_s = np.arange(round(ECHO_S * rate_hz)) / rate_hz
    echo = signal.sosfilt(band, random.standard_normal(len(at_s)) * 10 ** (-3 * at_s / ECHO_S))
    echo *= 10 ** (ECHO_DB / 20) / np.sqrt(np.square(echo).sum())
    echo[0] += 1
    heard = signal.fftconvolve(signal.sosfilt(band, samples), echo)[: len(samples) + rate_hz]
    breeze = signal.butter(2, NOISE_HZ, "band", fs=rate_hz, output="sos")
    noise = signal.sosfilt(breeze, random.standard_normal(len(heard)))
    level = np.sqrt(np.square(heard).mean() / np.square(noise).mean()) * 10 ** (NOISE_DB / 20)
    arrived: Samples = (heard + level * noise).astype(np.float32)
    return arrived
