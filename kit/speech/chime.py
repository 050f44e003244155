"""Chimes made here: one before everyday programmes, another before alerts.

Neither imitates a siren or the two-tone signals of civil alarms: sounding those without an
order is forbidden, and people must not learn to ignore them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kit.speech.loudspeaker import level, limit
from kit.speech.sound import RATE_HZ, Clip

if TYPE_CHECKING:
    from kit.speech.loudspeaker import Preset

BELOW_SPEECH_LU = 3.0
"""A chime is all level and no meaning: it calls without startling those beside the pole."""

BED_BELOW_SPEECH_LU = 20.0
"""What sounds on under words hides none of them when it lies this far below (WCAG 1.4.7)."""

FADE_S = 1.5
"""The bed is gone before the first item begins, and nobody hears it stop."""

LAST_NOTE_S = 1.6
RISE_S = 0.008
"""Long enough to start without a click."""

# Overtone, its strength, and how fast it dies away (per second): a struck bar, not an organ.
PARTIALS = ((1.0, 1.0, 2.2), (2.0, 0.45, 3.5), (3.0, 0.2, 5.0), (4.2, 0.1, 9.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chime:
    """A tune of struck notes."""

    notes_hz: tuple[float, ...]
    every_s: float


ROUTINE = Chime(notes_hz=(659.26, 523.25, 587.33, 392.0), every_s=0.55)
"""Four falling notes: what station and school chimes sound like."""

EMERGENCY = Chime(notes_hz=(523.25, 783.99, 523.25, 783.99, 1046.5), every_s=0.3)
"""Quick and rising: nobody takes it for the daily programme, nor for a siren, which glides."""


@lru_cache(maxsize=8)
def sound(chime: Chime, preset: Preset) -> Clip:
    """Return the chime at its level below the speech of that preset."""
    samples = np.zeros(
        round((chime.every_s * (len(chime.notes_hz) - 1) + LAST_NOTE_S) * RATE_HZ), np.float32
    )
    for number, pitch_hz in enumerate(chime.notes_hz):
        start = round(number * chime.every_s * RATE_HZ)
        at_s = np.arange(len(samples) - start) / RATE_HZ
        note = np.zeros(len(at_s))
        for overtone, strength, decay in PARTIALS:
            wave = np.sin(2 * np.pi * pitch_hz * overtone * at_s)
            note += strength * wave * np.exp(-decay * at_s)
        samples[start:] += (note * np.minimum(1.0, at_s / RISE_S)).astype(np.float32)
    fade = np.minimum(1.0, np.arange(len(samples))[::-1] / (0.1 * RATE_HZ))
    faded = samples * fade.astype(np.float32)
    quiet = replace(preset, target_lufs=preset.target_lufs - BELOW_SPEECH_LU)
    levelled = level(faded, quiet.target_lufs, quiet)
    levelled.flags.writeable = False  # the next that asks is given the same
    return Clip(samples=levelled)


def under(chime: Chime, words: Clip, preset: Preset) -> Clip:
    """Return ``words`` with the chime sounding on softly under them, over and over (垫音)."""
    if not len(words.samples):
        return words
    bed = np.resize(sound(chime, preset).samples, len(words.samples))
    left_s = np.arange(len(bed))[::-1] / RATE_HZ
    faded = bed * np.minimum(1.0, left_s / FADE_S).astype(np.float32)
    soft = level(faded, preset.target_lufs - BED_BELOW_SPEECH_LU, preset)
    return replace(words, samples=limit(words.samples + soft, preset))
