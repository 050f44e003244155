"""How well a voice tells the four tones apart: the pitch of every syllable, sorted by tone.

The recogniser says where each syllable lies. Its pitch curve in five numbers is then sorted
to the nearest mean of the four tones, itself left out. The share sorted right says how far
tones can be heard; of one voice forced to say all in the first tone it says how much is luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.hearing import LISTENS_HZ, as_it_listens, recogniser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from kit.speech.sound import Pinyin, Samples

STEP_S = 0.005
WINDOW_S = 0.04
LOWEST_HZ, HIGHEST_HZ = 75.0, 500.0
VOICED = 0.5
"""Of a frame's power, what must come back after one period."""
FEWEST_FRAMES = 8
RECOGNISER_FRAMES = 3000
LATE_S = 0.08
"""The recogniser places a syllable this much too early: the share sorted right is highest here,
and falls on both sides for every voice, while that of one flattened tone hardly moves."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, how its characters are read, and its sound."""

    sentence: str
    pinyin: Pinyin
    samples: Samples


def separability(spoken: Sequence[Spoken]) -> tuple[float, int]:
    """Return the share of syllables whose pitch tells their tone, and how many were looked at."""
    found = [one for sentence in spoken for one in _curves(sentence)]
    tones = np.array([tone for tone, _ in found])
    shapes = np.array([shape for _, shape in found])
    shapes = (shapes - shapes.mean(0)) / shapes.std(0)
    right = 0
    for at, shape in enumerate(shapes):
        others = np.arange(len(shapes)) != at
        means = [shapes[others & (tones == tone)].mean(0) for tone in (1, 2, 3, 4)]
        right += int(np.argmin([np.square(shape - m).sum() for m in means])) + 1 == tones[at]
    return right / len(shapes), len(shapes)


def _curves(spoken: Spoken) -> Iterator[tuple[int, list[float]]]:
    """Yield tone and pitch curve of every syllable with a tone that was voiced long enough."""
    at_s, pitch = _pitch(as_it_listens(spoken.samples))
    pitch -= np.nanmedian(pitch)
    tones = [int(syllable[-1]) for syllable in spoken.pinyin if syllable]
    characters = "".join(c for c, s in zip(spoken.sentence, spoken.pinyin, strict=True) if s)
    places = _places(spoken.samples, spoken.sentence, characters)
    for tone, (start_s, end_s) in zip(tones, places, strict=True):
        curve = pitch[(at_s >= start_s) & (at_s < end_s)]
        curve = curve[~np.isnan(curve)]
        if tone == 5 or len(curve) < FEWEST_FRAMES:
            continue
        edge = max(2, len(curve) // 4)
        slope = np.polyfit(np.linspace(0, 1, len(curve)), curve, 1)[0]
        rise = curve[-edge:].mean() - curve[:edge].mean()
        yield tone, [curve.mean(), slope, rise, curve.max(), curve.min()]


def _places(samples: Samples, sentence: str, characters: str) -> list[tuple[float, float]]:
    """Return from when to when each character is heard, by forced alignment."""
    from faster_whisper.audio import pad_or_trim
    from faster_whisper.tokenizer import Tokenizer

    model = recogniser()
    words = Tokenizer(model.hf_tokenizer, multilingual=True, task="transcribe", language="zh")
    features = model.feature_extractor(as_it_listens(samples))
    encoded = model.encode(pad_or_trim(features, RECOGNISER_FRAMES))
    frames = min(features.shape[-1], RECOGNISER_FRAMES)
    found = model.find_alignment(words, [words.encode(sentence)], encoded, frames)[0]
    places = [
        (word["start"] + LATE_S + n * width, word["start"] + LATE_S + (n + 1) * width)
        for word in found
        if (text := "".join(c for c in word["word"] if c in characters))
        for width in [(word["end"] - word["start"]) / len(text)]
        for n in range(len(text))
    ]
    assert len(places) == len(characters), sentence
    return places


def _pitch(samples: Samples) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return times and pitch in semitones, not a number where nothing is voiced.

    The highest peak of the autocorrelation, divided by the window's own (Boersma 1993).
    """
    width, hop = round(WINDOW_S * LISTENS_HZ), round(STEP_S * LISTENS_HZ)
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(float), width)[::hop]
    window = np.hanning(width)
    powers = np.fft.irfft(
        np.abs(np.fft.rfft((frames - frames.mean(1, keepdims=True)) * window, 2 * width)) ** 2
    )
    own = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * width)) ** 2)
    shortest, longest = int(LISTENS_HZ / HIGHEST_HZ), int(LISTENS_HZ / LOWEST_HZ)
    lags = np.arange(shortest, longest + 1)
    alike = powers[:, lags] / (powers[:, :1] + 1e-9) / (own[lags] / own[0])
    # Of peaks nearly as high the first: twice the period fits as well as the period.
    first = np.argmax(alike >= 0.9 * alike.max(1, keepdims=True), 1)
    best = np.array(
        [f + int(np.argmax(row[f : f + 8])) for f, row in zip(first, alike, strict=True)]
    )
    loud = powers[:, 0] > 1e-4 * powers[:, 0].max()
    voiced = loud & (alike.max(1) >= VOICED)
    pitch = np.where(voiced, 12 * np.log2(LISTENS_HZ / lags[best] / 100), np.nan)
    at_s = np.arange(len(frames), dtype=float) * STEP_S + WINDOW_S / 2
    return at_s, np.asarray(pitch, float)
