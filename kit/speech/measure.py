"""Loudness and true peak as broadcasters measure them (ITU-R BS.1770-4)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kit.speech.filters import convolve
from kit.speech.sound import gain_to_decibels

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from kit.speech.sound import Samples

SILENT_LUFS = -120.0
"""What silence measures; a number, so that it can be written into a manifest."""

ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
OVERSAMPLING = 4
TAPS_A_PHASE = 12
"""As in annex 2 of the recommendation; more taps change speech by less than 0.05 dB."""

BLOCK = 512
"""Samples that are interpolated together or, where they are too soft to matter, not at all."""

MOST_OVERSHOOT = 2.5
"""No wave rises higher between samples than this many times the samples around it: the taps'
magnitudes add up to less."""


def integrated_lufs(samples: Samples, rate_hz: int) -> float:
    """Return the gated loudness of the whole clip, pauses left out as the standard says."""
    weighted = convolve(samples, _k_weighting(rate_hz))[: len(samples)]
    hop = rate_hz // 10
    count = len(weighted) // hop
    if count < 4:
        return _loudness(np.array([np.mean(np.square(weighted))])) if len(weighted) else SILENT_LUFS
    tenths = np.square(weighted[: count * hop].astype(np.float64)).reshape(count, hop).mean(1)
    # Blocks of 0.4 s, each overlapping the next by three quarters.
    blocks = (tenths[:-3] + tenths[1:-2] + tenths[2:-1] + tenths[3:]) / 4
    loud = blocks[blocks > _power(ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return SILENT_LUFS
    return _loudness(loud[loud > _power(_loudness(loud) + RELATIVE_GATE_LU)])


def true_peak_dbtp(samples: Samples) -> float:
    """Return the highest level the wave reaches between the samples as well as at them."""
    highest = float(np.abs(samples).max(initial=0.0))
    return gain_to_decibels(float(envelope(samples, highest).max(initial=0.0)))


def envelope(samples: Samples, floor: float) -> Samples:
    """Return, for each sample, the highest magnitude near it in the 4-fold oversampled wave.

    Exact wherever it reaches ``floor``; below, the sample's own magnitude may stand. That
    leaves out four fifths of a sentence, and with them four fifths of the work.
    """
    if not len(samples):
        return samples
    count = -(-len(samples) // BLOCK)
    padded = np.zeros(count * BLOCK + 2 * TAPS_A_PHASE, np.float32)
    padded[TAPS_A_PHASE : TAPS_A_PHASE + len(samples)] = samples
    magnitudes = np.abs(padded[TAPS_A_PHASE : TAPS_A_PHASE + count * BLOCK]).reshape(count, BLOCK)
    rows = np.lib.stride_tricks.sliding_window_view(padded, BLOCK + 2 * TAPS_A_PHASE)[::BLOCK]
    loud = np.flatnonzero(np.abs(rows).max(1, initial=0.0) * MOST_OVERSHOOT >= floor)
    wave = rows[loud].ravel()
    for taps in _phases() if len(loud) else ():
        between = np.abs(np.convolve(wave, taps, "same")).reshape(len(loud), -1)
        # Where two rows meet the wave is not one; there each row has samples to spare.
        kept = between[:, TAPS_A_PHASE:-TAPS_A_PHASE]
        magnitudes[loud] = np.maximum(magnitudes[loud], kept)
    return magnitudes.ravel()[: len(samples)]


@lru_cache(maxsize=1)
def _phases() -> tuple[npt.NDArray[np.float32], ...]:
    """Return the interpolation taps for a quarter, a half and three quarters of a sample."""
    at = np.arange(TAPS_A_PHASE) - TAPS_A_PHASE // 2 + 1
    rows = []
    for quarter in range(1, OVERSAMPLING):
        away = at - quarter / OVERSAMPLING
        window = np.cos(np.pi * away / (TAPS_A_PHASE + 1)) ** 2
        taps = np.sinc(away) * window
        rows.append((taps / taps.sum()).astype(np.float32))
    return tuple(rows)


@lru_cache(maxsize=4)
def _k_weighting(rate_hz: int) -> npt.NDArray[np.float64]:
    """Return the impulse response of the two K-weighting filters at ``rate_hz``.

    The recommendation gives coefficients for 48 kHz only; the analogue prototypes behind
    them are those libebur128 uses. After 60 ms nothing is left of the response.
    """
    count = round(rate_hz * 0.06)
    impulse = np.zeros(count)
    impulse[0] = 1.0
    tangent = np.tan(np.pi * 1681.974450955533 / rate_hz)
    high, quality = 10 ** (3.999843853973347 / 20), 0.7071752369554196
    middle = high**0.4996667741545416
    square = tangent * tangent
    shelf = [
        high + middle * tangent / quality + square,
        2 * (square - high),
        high - middle * tangent / quality + square,
    ]
    shelved = _biquad(impulse, shelf, _poles(tangent, quality))
    tangent, quality = np.tan(np.pi * 38.13547087602444 / rate_hz), 0.5003270373238773
    poles = _poles(tangent, quality)
    # Divided by poles[0] the numerator is 1, -2, 1, as the recommendation prints it.
    return _biquad(shelved, [poles[0], -2 * poles[0], poles[0]], poles)


def _poles(tangent: float, quality: float) -> list[float]:
    square = tangent * tangent
    return [1 + tangent / quality + square, 2 * (square - 1), 1 - tangent / quality + square]


def _biquad(
    samples: npt.NDArray[np.float64], zeros: Sequence[float], poles: Sequence[float]
) -> npt.NDArray[np.float64]:
    """Return ``samples`` through one second-order section (direct form)."""
    result = np.zeros(len(samples) + 2)
    padded = np.concatenate([[0.0, 0.0], samples])
    for at in range(2, len(padded)):
        fed = zeros[0] * padded[at] + zeros[1] * padded[at - 1] + zeros[2] * padded[at - 2]
        back = poles[1] * result[at - 1] + poles[2] * result[at - 2]
        result[at] = (fed - back) / poles[0]
    return result[2:]


def _loudness(powers: npt.NDArray[np.float64]) -> float:
    mean = float(powers.mean())
    return float(-0.691 + 10 * np.log10(mean)) if mean > 1e-12 else SILENT_LUFS


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))
