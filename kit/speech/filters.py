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

AT_ONCE = 4
"""Blocks transformed together: as many as the processor's own memory holds."""

TAPS = 1023
PRESENCE_HZ = (1000.0, 4500.0)
"""Where speech is told apart: three fifths of its intelligibility lie here, and little power."""

PASSED = 0.92
"""Share of the lower rate's band that a change of rate leaves untouched; from there to the
band's end it falls like a cosine, so that nothing rings for longer than ``OVERLAP``."""
OVERLAP = 1 << 10
"""Samples a block shares with each neighbour."""


def convolve(samples: Samples, impulse: npt.NDArray[Any]) -> Samples:
    """Return the full convolution, computed block by block (overlap-add)."""
    step = BLOCK - len(impulse) + 1
    spectrum = np.fft.rfft(impulse, BLOCK).astype(np.complex64)
    count = -(-len(samples) // step)
    rows = np.zeros((count, step), np.float32)
    rows.ravel()[: len(samples)] = samples
    result = np.zeros(count * step + len(impulse) - 1, np.float32)
    for first in range(0, count, AT_ONCE):
        some = np.fft.rfft(rows[first : first + AT_ONCE], BLOCK) * spectrum
        for number, block in enumerate(np.fft.irfft(some, BLOCK), start=first):
            result[number * step : number * step + BLOCK] += block
    return result[: len(samples) + len(impulse) - 1]


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
    """Return ``samples`` at another rate, block by block: spectra are cut short or lengthened."""
    if from_hz == to_hz or not len(samples):
        return samples
    divisor = gcd(from_hz, to_hz)
    up, down = to_hz // divisor, from_hz // divisor
    # Everything counted in stretches that are whole samples at both rates.
    shared = -(-OVERLAP // min(up, down))
    block = 1 << (8 * shared).bit_length()
    step = block - 2 * shared
    count = -(-len(samples) // (step * down))
    padded = np.zeros((count * step + 2 * shared) * down, np.float32)
    padded[shared * down : shared * down + len(samples)] = samples
    rows = np.lib.stride_tricks.sliding_window_view(padded, block * down)[:: step * down]
    curve = _passed(min(up, down) * block) * np.float32(up / down)
    result = np.empty((count, step * up), np.float32)
    for first in range(0, count, AT_ONCE):
        spectra = np.fft.rfft(rows[first : first + AT_ONCE])[:, : len(curve)] * curve
        waves = np.fft.irfft(spectra, up * block)
        result[first : first + AT_ONCE] = waves[:, shared * up : (shared + step) * up]
    return result.ravel()[: -(-len(samples) * up // down)]


@lru_cache(maxsize=8)
def _passed(count: int) -> npt.NDArray[np.float32]:
    """Return what is kept of each frequency of a block of ``count`` samples at the lower rate."""
    share = np.arange(count // 2 + 1) / (count / 2)
    fall = np.clip((share - PASSED) / (1 - PASSED), 0.0, 1.0)
    kept: npt.NDArray[np.float32] = ((1 + np.cos(np.pi * fall)) / 2).astype(np.float32)
    return kept
