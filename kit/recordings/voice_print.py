"""What a sound is known by again: pairs of its spectral peaks, and when they sound.

Peaks outlive what is done to a file: encoding, another rate, another level, a horn's band, a
cut at either end. Another reading of the same words, by anybody, puts them elsewhere in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from kit.speech.filters import resample
from kit.speech.sound import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.speech.sound import Samples

Marks: TypeAlias = npt.NDArray[np.int32]
"""A row for every pair of peaks: which pitches how far apart, and in which frame."""

PRINT_HZ = 8000
"""Telephones keep what is below 3.4 kHz, and so does this."""
WINDOW, HOP = 512, 128
LOWEST_BIN, HIGHEST_BIN = 20, 218
"""312 to 3400 Hz: hum and rumble are the room's, not the voice's."""
FRAMES_AROUND, BINS_AROUND = 6, 8
"""A peak is the highest of everything so near."""
SOFTEST_DB = -50.0
"""Below the loudest peak; softer ones are the encoder's."""
PAIRED = 6
"""With so many peaks that follow: some of them survive whatever is done."""
LONGEST_PAIR = 64
_DIFFERENT = 1 << 18
"""More than any two frames of recordings that are taken in lie apart."""

STRETCH = 16
"""Frames: a quarter of a second. One vowel held by two people agrees in one stretch, no more."""
PAIRS_A_STRETCH = 2
SAME_SOUND = 6
"""Stretches that must agree on one shift in time. docs/decisions/0013 has what was measured."""


@dataclass(frozen=True, slots=True, eq=False)
class VoicePrints:
    """The marks of many clips, in the order of their pairs."""

    pairs: npt.NDArray[np.int32]
    frames: npt.NDArray[np.int32]
    clips: npt.NDArray[np.int32]


def marks_of(samples: Samples) -> Marks:
    """Return what ``samples`` at ``RATE_HZ`` are known by again; nothing for silence."""
    peaks = _peaks(resample(samples, from_hz=RATE_HZ, to_hz=PRINT_HZ))
    frames, bins = peaks[:, 0], peaks[:, 1]
    found = [np.zeros((0, 2), np.int32)]
    for further in range(1, min(PAIRED, len(peaks) - 1) + 1):
        apart = frames[further:] - frames[:-further]
        kept = (apart > 0) & (apart < LONGEST_PAIR)
        # Two bins are one pitch: encoders move a peak to its neighbour.
        pair = (bins[:-further] >> 1) << 13 | (bins[further:] >> 1) << 6 | apart
        found.append(np.stack([pair[kept], frames[:-further][kept]], axis=1).astype(np.int32))
    return np.concatenate(found)


def voice_prints(clips: Sequence[Marks]) -> VoicePrints:
    """Return the marks of ``clips`` as they are searched."""
    numbers = np.repeat(np.arange(len(clips), dtype=np.int32), [len(clip) for clip in clips])
    marks = np.concatenate([np.zeros((0, 2), np.int32), *clips])
    order = np.argsort(marks[:, 0], kind="stable")
    return VoicePrints(marks[order, 0], marks[order, 1], numbers[order])


def stretches_alike(marks: Marks, known: VoicePrints) -> int:
    """Return in how many stretches ``marks`` agree with one clip of ``known`` on one shift.

    A pair that comes again and again counts once, for a tone or a hum is no voice; and a shift
    that few pairs agree on is passed over: most of what agrees at all does so by chance.
    """
    first = np.searchsorted(known.pairs, marks[:, 0], "left")
    count = np.searchsorted(known.pairs, marks[:, 0], "right") - first
    at = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    frames = np.repeat(marks[:, 1], count)
    shift = known.frames[at] - frames + _DIFFERENT // 2
    place = known.clips[at].astype(np.int64) * _DIFFERENT + shift
    # A cut falls between two frames as a rule: then half of the pairs are one frame later.
    places = np.concatenate([place, place - 1])
    found, which, votes = np.unique(places, return_inverse=True, return_counts=True)
    likely = votes[which] >= PAIRS_A_STRETCH * SAME_SOUND
    pairs = np.stack([which, np.tile(known.pairs[at], 2)])[:, likely]
    once = np.unique(pairs, axis=1, return_index=True)[1]
    in_stretch = np.stack([which, np.tile(frames // STRETCH, 2)])[:, likely][:, once]
    stretches, agreed = np.unique(in_stretch, axis=1, return_counts=True)
    alike = np.bincount(stretches[0, agreed >= PAIRS_A_STRETCH], minlength=1)
    return int(alike.max()) if len(found) else 0


def _peaks(samples: Samples) -> npt.NDArray[np.int64]:
    """Return frame and bin of every peak, in the order of time."""
    if len(samples) < WINDOW:
        return np.zeros((0, 2), np.int64)
    rows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    spectrum = np.fft.rfft(rows * np.hanning(WINDOW).astype(np.float32), axis=1)
    levels = np.log10(np.abs(spectrum[:, LOWEST_BIN:HIGHEST_BIN]) + 1e-6).astype(np.float32)
    around = _highest_near(_highest_near(levels, FRAMES_AROUND, 0), BINS_AROUND, 1)
    return np.argwhere((levels == around) & (levels > levels.max() + SOFTEST_DB / 20))


def _highest_near(levels: Samples, reach: int, axis: int) -> Samples:
    """Return for each place the highest of all that lies up to ``reach`` away."""
    highest = np.moveaxis(levels, axis, 0).copy()
    rest = reach
    for step in (1, 2, 4, 8):
        moved = min(step, rest)
        if not moved:
            break
        wider = highest.copy()
        np.maximum(wider[moved:], highest[:-moved], out=wider[moved:])
        np.maximum(wider[:-moved], highest[moved:], out=wider[:-moved])
        highest, rest = wider, rest - moved
    return np.moveaxis(highest, 0, axis)
