"""Sound as a value: mono samples at one rate, and marks that say what is heard when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Samples: TypeAlias = npt.NDArray[np.float32]
"""Mono samples, full scale at 1.0; may exceed it until the limiter has been there."""

Readings: TypeAlias = tuple[tuple[str, str], ...]
"""Words and their pinyin with tone marks, such as ``("便民", "biàn mín")``."""

Pinyin: TypeAlias = tuple[str, ...]
"""The pinyin of every character of a sentence, such as ``bian4``; empty for signs."""

RATE_HZ = 24_000
"""Rate of all sound inside the kit: a horn plays nothing above 6 kHz."""

# The voice leaves up to 0.4 s of near silence around a sentence; pauses are the script's.
TRIM_BELOW_DB = -50.0
TRIM_KEEP_S = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said from ``start_s`` to ``end_s``, as staff read it."""

    start_s: float
    end_s: float
    written: str
    item_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A stretch of sound at ``RATE_HZ`` with its marks."""

    samples: Samples
    marks: tuple[Mark, ...] = ()
    synthetic: bool = False
    """Whether any second of it is a machine's voice: then it needs the cue and the tag."""

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / RATE_HZ


def silence(seconds: float) -> Clip:
    """Return ``seconds`` of silence."""
    return Clip(samples=np.zeros(round(seconds * RATE_HZ), np.float32))


def join(clips: Sequence[Clip]) -> Clip:
    """Return the clips one after the other, their marks moved along."""
    lengths = [len(clip.samples) for clip in clips]
    starts_s = [length / RATE_HZ for length in accumulate(lengths, initial=0)]
    marks = tuple(
        replace(mark, start_s=mark.start_s + start_s, end_s=mark.end_s + start_s)
        for clip, start_s in zip(clips, starts_s, strict=False)
        for mark in clip.marks
    )
    samples = np.concatenate([np.zeros(0, np.float32), *(clip.samples for clip in clips)])
    return Clip(samples=samples, marks=marks, synthetic=any(clip.synthetic for clip in clips))


def trim(samples: Samples, *, rate_hz: int = RATE_HZ) -> Samples:
    """Return ``samples`` without the silence at both ends; empty if there is no sound."""
    magnitudes = np.abs(samples)
    peak = float(magnitudes.max(initial=0.0))
    if peak < decibels_to_gain(TRIM_BELOW_DB):
        return samples[:0]
    heard = np.flatnonzero(magnitudes > peak * decibels_to_gain(TRIM_BELOW_DB))
    keep = round(TRIM_KEEP_S * rate_hz)
    return samples[max(0, int(heard[0]) - keep) : int(heard[-1]) + 1 + keep]


def decibels_to_gain(decibels: float) -> float:
    """Return the factor that changes a level by ``decibels``."""
    return float(10 ** (decibels / 20))


def gain_to_decibels(gain: float) -> float:
    """Return the level of a factor; -200 for silence, which has no logarithm."""
    return float(20 * np.log10(max(gain, 1e-10)))
