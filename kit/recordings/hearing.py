"""What is heard in a recording: where somebody speaks, how loud, over how much noise.

A threshold set by the noise alone finds nothing in a noisy take or a very soft one. Those are
told apart here from speech before anything is cut, so that they get a verdict of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kit.speech.filters import resample, shape
from kit.speech.sound import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from kit.speech.sound import Samples

FRAME_S = 0.02
LOW_HZ, HIGH_HZ = 200.0, 6000.0
"""Where speech is looked for: hum and rumble below must not fill the pauses."""
LEAST_CONTRAST_DB = 9.0
"""Between the loud and the soft parts; with less nobody can be told from the noise."""
JOINED_BELOW_S = 0.14
"""Stops inside words are shorter; silences at commas are longer."""
SHORTEST_PHRASE_S = 0.1
"""Shorter ones are clicks: a finger on the telephone, a door."""

NEARLY_FULL = 0.995
FLAT_TOP = 0.95
"""Of the highest sample: what was cut off before the file was made softer stays flat."""
FLAT_SAMPLES = 3

MAINS_HZ = 50.0
HARMONICS = 10
HUM_WINDOW_S = 0.3
NOTHING_DB = -120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A recording as mono at the kit's rate, and what is heard in it."""

    samples: Samples
    phrases: tuple[tuple[float, float], ...]
    """Start and end in seconds of every stretch without a pause; empty where none is found."""
    speech_db: float
    """Level of the phrases; where none is found, of the loudest parts."""
    noise_db: float
    """Level of the pauses, as far as a loudspeaker gives it."""
    pauses_s: float
    """How much silence there is to judge the noise by."""
    hum_db: float
    """Level of what the mains put into the pauses."""
    hum_share: float
    """Of all that is low in the pauses."""
    clipped: float
    """Share of samples that were cut off."""
    rate_hz: int
    """What it was recorded with."""

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / RATE_HZ

    @property
    def span_s(self) -> float:
        """From the first word to the last."""
        return self.phrases[-1][1] - self.phrases[0][0] if self.phrases else 0.0

    @property
    def gaps(self) -> tuple[tuple[float, float], ...]:
        """Start and end of the pauses between the phrases."""
        return tuple((before[1], after[0]) for before, after in pairwise(self.phrases))


def hear(recorded: Samples, rate_hz: int) -> Hearing:
    """Return what is heard in ``recorded``, mono as it was made with ``rate_hz``."""
    samples = resample(recorded, from_hz=rate_hz, to_hz=RATE_HZ)
    levels = _levels_db(samples)
    floor_db, top_db = _extremes(levels)
    speaks = np.zeros(len(levels), bool)
    if top_db - floor_db >= LEAST_CONTRAST_DB:
        speaks = _speaking(levels, floor_db, top_db)
    phrases = tuple(_phrases(speaks))
    quiet = _away_from(phrases, len(levels))
    hum_db, hum_share = _hum(samples, quiet)
    return Hearing(
        samples=samples,
        phrases=phrases,
        speech_db=_mean_db(levels[speaks]) if phrases else top_db,
        noise_db=_mean_db(levels[quiet & (levels > NOTHING_DB)]),
        pauses_s=float(quiet.sum() * FRAME_S),
        hum_db=hum_db,
        hum_share=hum_share,
        clipped=_clipped(recorded),
        rate_hz=rate_hz,
    )


def _levels_db(samples: Samples) -> npt.NDArray[np.float64]:
    """Return the level of every frame in the band of speech."""
    if len(samples) < round(FRAME_S * RATE_HZ):
        return np.zeros(0)
    band = shape(samples, low_hz=LOW_HZ, high_hz=HIGH_HZ, presence_db=0.0, rate_hz=RATE_HZ)
    length = round(FRAME_S * RATE_HZ)
    count = len(band) // length
    powers = np.square(band[: count * length].astype(np.float64)).reshape(count, length).mean(1)
    levels: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(powers, 1e-12))
    return levels


def _extremes(levels: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return the level of the pauses and that of the loud syllables."""
    heard = levels[levels > NOTHING_DB]
    if not len(heard):
        return NOTHING_DB, NOTHING_DB
    floor, top = np.percentile(heard, (10, 97))
    # Noise gates leave nothing at all between the words.
    gated = len(heard) < 0.9 * len(levels)
    return (min(float(floor), float(top) - 40.0) if gated else float(floor)), float(top)


def _speaking(
    levels: npt.NDArray[np.float64], floor_db: float, top_db: float
) -> npt.NDArray[np.bool_]:
    """Return which frames are speech: nearer to the noise where there is little room above it."""
    contrast = min(top_db - floor_db, 45.0)
    threshold = top_db - contrast + max(5.0, 0.35 * contrast)
    speaks: npt.NDArray[np.bool_] = levels > threshold
    return speaks


def _phrases(speaks: npt.NDArray[np.bool_]) -> Iterator[tuple[float, float]]:
    """Yield the stretches of speech, over short stops and without clicks."""
    held: tuple[float, float] | None = None
    for start, end in _stretches(speaks):
        if held and start - held[1] < JOINED_BELOW_S:
            held = held[0], end
            continue
        if held and held[1] - held[0] >= SHORTEST_PHRASE_S:
            yield held
        held = start, end
    if held and held[1] - held[0] >= SHORTEST_PHRASE_S:
        yield held


def _stretches(flags: npt.NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Return start and end, in seconds, of every run of frames that are set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(a * FRAME_S, b * FRAME_S) for a, b in edges.reshape(-1, 2).tolist()]


def _away_from(phrases: Iterable[tuple[float, float]], count: int) -> npt.NDArray[np.bool_]:
    """Return which frames lie well outside of all phrases, where only the room is heard."""
    quiet = np.ones(count, bool)
    for start_s, end_s in phrases:
        first, last = round((start_s - 0.1) / FRAME_S), round((end_s + 0.2) / FRAME_S)
        quiet[max(0, first) : last] = False
    return quiet


def _hum(samples: Samples, quiet: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return the level of the mains and its harmonics in the pauses, and its share of them."""
    length = round(HUM_WINDOW_S * RATE_HZ)
    window = np.hanning(length)
    spectra = [
        np.square(np.abs(np.fft.rfft(samples[at : at + length] * window)))
        for start_s, end_s in _stretches(quiet)
        for at in range(round(start_s * RATE_HZ), round(end_s * RATE_HZ) - length + 1, length)
    ]
    if not spectra:
        return NOTHING_DB, 0.0
    # By Parseval's rule, with the window's own loss of power made good.
    power = np.mean(spectra, axis=0) * 2 / (length * np.square(window).sum())
    hz = np.fft.rfftfreq(length, 1 / RATE_HZ)
    low = (hz > MAINS_HZ / 2) & (hz < (HARMONICS + 0.5) * MAINS_HZ)
    comb = low & (np.abs((hz + MAINS_HZ / 2) % MAINS_HZ - MAINS_HZ / 2) < 2.1 / HUM_WINDOW_S)
    mains, all_low = float(power[comb].sum()), float(power[low].sum())
    return _decibels(mains), mains / max(all_low, 1e-20)


def _clipped(samples: Samples) -> float:
    """Return the share of samples that were cut off, at full scale or below it."""
    magnitudes = np.abs(samples)
    peak = float(magnitudes.max(initial=0.0))
    if len(samples) < FLAT_SAMPLES or peak < 0.1:
        return 0.0
    same = np.abs(np.diff(samples)) < 1e-4
    flat = same & (magnitudes[1:] > FLAT_TOP * peak)
    runs = np.convolve(flat, np.ones(FLAT_SAMPLES - 1), "valid") >= FLAT_SAMPLES - 1
    return float(max(np.mean(magnitudes > NEARLY_FULL), runs.sum() / len(samples)))


def _mean_db(levels: npt.NDArray[np.float64]) -> float:
    return _decibels(float(np.mean(10 ** (levels / 10)))) if len(levels) else NOTHING_DB


def _decibels(power: float) -> float:
    return float(10 * np.log10(max(power, 1e-12)))
