"""The sound of a quiet room under all that is broadcast, so that it is never wholly silent.

Amplifiers with a gate switch off in digital silence and swallow the next sentence's first
syllable; and listeners at a telephone take dead silence for the end.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kit.speech.sound import RATE_HZ, decibels_to_gain

if TYPE_CHECKING:
    from kit.speech.sound import Clip, Samples

FLOOR_DBFS = -70.0
"""Fifty decibels under speech: no one hears it, and no meter of loudness counts it."""
LOW_HZ, HIGH_HZ = 140.0, 6000.0
"""What a horn can play."""
_LOOP_SAMPLES = 2**18
"""Eleven seconds; made of whole waves, it begins again without a seam."""
_SEED = 20261130
"""The same room in every file: whoever builds twice gets the same bytes."""


def in_room(clip: Clip) -> Clip:
    """Return ``clip`` with the room under all of it, lead, rests and tail too."""
    room = np.resize(_room(), len(clip.samples))
    return replace(clip, samples=clip.samples + room)


@cache
def _room() -> Samples:
    """Return the loop: noise that falls by 3 dB an octave, as rooms and people's ears do."""
    hz = np.fft.rfftfreq(_LOOP_SAMPLES, 1 / RATE_HZ)
    strength = np.zeros(len(hz))
    heard = (hz >= LOW_HZ) & (hz <= HIGH_HZ)
    strength[heard] = 1 / np.sqrt(hz[heard])
    # RandomState's numbers are promised to stay as they are; the newer generator's are not.
    phases = np.random.RandomState(_SEED).uniform(0, 2 * np.pi, len(hz))
    wave = np.fft.irfft(strength * np.exp(1j * phases), _LOOP_SAMPLES)
    level = decibels_to_gain(FLOOR_DBFS) / np.sqrt(np.mean(np.square(wave)))
    return np.asarray(wave * level, np.float32)
