"""Filters in plain numpy: convolution by blocks, a band-pass and a change of rate."""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from kit.speech.sound import Samples

BLOCK = 1 << 15
"""Length of the transforms: larger ones gain nothing and cost memory."""

TAPS = 1023
PRESENCE_HZ = (1000.0, 4500.0)
"""Where speech is told apart: three fifths of its intelligibility lie here, and little power."""

ZEROS_EACH_SIDE = 32
"""Zero crossings of the resampling kernel on each side: images are 80 dB down."""


def convolve(samples: Samples, impulse: npt.NDArray[Any]) -> Samples:
    """Return the full convolution, computed block by block (overlap-add)."""
    step = BLOCK - len(impulse) + 1
    spectrum = np.fft.rfft(impulse, BLOCK).astype(np.complex64)
    result = np.zeros(len(samples) + len(impulse) - 1, np.float32)
    for start in range(0, len(samples), step):
        block = np.fft.irfft(np.fft.rfft(samples[start : start + step], BLOCK) * spectrum, BLOCK)
        count = min(BLOCK, len(result) - start)
        result[start : start + count] += block[:count].astype(np.float32)
    return result


def shape(
    samples: Samples, *, low_hz: float, high_hz: float, presence_db: float, rate_hz: int
) -> Samples:
    """Return what lies between two frequencies, its consonants raised, nothing smeared.

    Windowed sincs are symmetric, so consonants keep their shape in time; 1023 taps fall
    from pass to stop within 130 Hz at 24 kHz, steep enough at a horn's lower edge.
    """
    highest_hz = min(high_hz, 0.45 * rate_hz)
    taps = _band(low_hz, highest_hz, rate_hz)
    raised = 10 ** (presence_db / 20) - 1
    taps += raised * _band(*PRESENCE_HZ, rate_hz)
    return convolve(samples, taps)[TAPS // 2 : TAPS // 2 + len(samples)]


def _band(low_hz: float, high_hz: float, rate_hz: int) -> npt.NDArray[np.float64]:
    """Return the taps that pass what lies between the two frequencies."""
    at = np.arange(TAPS) - (TAPS - 1) / 2
    low, high = 2 * low_hz / rate_hz, 2 * high_hz / rate_hz
    taps: npt.NDArray[np.float64] = high * np.sinc(high * at) - low * np.sinc(low * at)
    return taps * np.blackman(TAPS)


def resample(samples: Samples, *, from_hz: int, to_hz: int) -> Samples:
    """Return ``samples`` at another rate, by a Kaiser-windowed sinc for each phase."""
    if from_hz == to_hz or not len(samples):
        return samples
    divisor = gcd(from_hz, to_hz)
    up, down = to_hz // divisor, from_hz // divisor
    kernels = _kernels(up, down)
    half = kernels.shape[1] // 2
    count = -(-len(samples) * up // down)
    padded = np.concatenate([np.zeros(half, np.float32), samples, np.zeros(half, np.float32)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[1])
    result = np.zeros(count, np.float32)
    for first in range(min(up, count)):
        start, phase = divmod(first * down, up)
        phase_count = -(-(count - first) // up)
        result[first::up] = windows[start::down][:phase_count] @ kernels[phase]
    return result


@lru_cache(maxsize=8)
def _kernels(up: int, down: int) -> npt.NDArray[np.float32]:
    """Return one row of taps a phase; the cut-off lies below the lower of both Nyquist rates."""
    cut = 0.94 * min(1.0, up / down)
    half = int(np.ceil(ZEROS_EACH_SIDE / min(1.0, up / down)))
    at = np.arange(-half, half + 1)[None, :] - (np.arange(up) / up)[:, None]
    window = np.i0(8.0 * np.sqrt(np.clip(1 - (at / (half + 1)) ** 2, 0, None))) / np.i0(8.0)
    rows = cut * np.sinc(cut * at) * window
    normal: npt.NDArray[np.float32] = (rows / rows.sum(1, keepdims=True)).astype(np.float32)
    return normal
