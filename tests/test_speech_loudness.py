from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyebur128
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import SpeechError
from kit.speech import chime, loudspeaker
from kit.speech.filters import resample, shape
from kit.speech.loudspeaker import PRESETS, limit, preset, produce
from kit.speech.measure import SILENT_LUFS, integrated_lufs, step_peaks, true_peak_dbtp
from kit.speech.sound import RATE_HZ, Clip, Mark, Samples, trim

HORN = PRESETS["horn"]


def speechlike(seconds: float, seed: int, *, rate_hz: int = RATE_HZ) -> Samples:
    """Bursts of coloured noise with pauses: as uneven as a sentence."""
    rng = np.random.default_rng(seed)
    count = round(seconds * rate_hz)
    noise = np.convolve(rng.standard_normal(count), [0.3, 0.5, 0.3], "same")
    syllables = rng.uniform(0.0, 0.5, -(-count * 5 // rate_hz))
    syllables[len(syllables) // 2] = 0.5  # once in a thousand seeds all would be pauses
    loudness = np.repeat(syllables * (syllables > 0.12), rate_hz // 5 + 1)[:count]
    return (noise * loudness).astype(np.float32)


def tone(pitch_hz: float, rate_hz: int, seconds: float = 1.0) -> Samples:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.sin(2 * np.pi * pitch_hz * at).astype(np.float32)


def reference(samples: Samples, rate_hz: int) -> tuple[float, float]:
    mode = pyebur128.MeasurementMode.MODE_I | pyebur128.MeasurementMode.MODE_TRUE_PEAK
    state = pyebur128.R128State(1, rate_hz, mode)
    state.add_frames(samples, len(samples))
    peak = pyebur128.get_true_peak(state, 0)
    return pyebur128.get_loudness_global(state), 20 * np.log10(peak)


@pytest.mark.parametrize("rate_hz", [24_000, 44_100, 48_000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_loudness_and_peak_are_those_of_the_reference_meter(rate_hz: int, seed: int) -> None:
    samples = speechlike(8.0, seed, rate_hz=rate_hz)
    lufs, dbtp = reference(samples, rate_hz)

    assert integrated_lufs(samples, rate_hz) == pytest.approx(lufs, abs=0.02)
    assert true_peak_dbtp(samples) == pytest.approx(dbtp, abs=0.2)


def test_a_peak_between_the_samples_is_seen() -> None:
    # A tone at a quarter of the rate, 45 degrees off: every sample lies 3 dB below the crest.
    at = np.arange(RATE_HZ)
    samples = np.sin(np.pi * at / 2 + np.pi / 4).astype(np.float32)

    assert 20 * np.log10(np.abs(samples).max()) == pytest.approx(-3.01, abs=0.01)
    assert true_peak_dbtp(samples) == pytest.approx(0.0, abs=0.3)


@pytest.mark.parametrize("step", [12, 24])
def test_leaving_soft_steps_out_changes_no_peak_that_counts(step: int) -> None:
    samples = speechlike(3.0, 7)[: 3 * RATE_HZ - 5]
    every = step_peaks(samples, step, floor=0.0)
    floor = float(every.max()) * 0.6

    some = step_peaks(samples, step, floor=floor)

    assert len(some) == -(-len(samples) // step)
    np.testing.assert_allclose(some[every >= floor], every[every >= floor], rtol=1e-5)
    assert (some <= every * np.float32(1.00001)).all()


def test_silence_and_nothing_have_a_loudness_too() -> None:
    assert integrated_lufs(np.zeros(RATE_HZ, np.float32), RATE_HZ) == SILENT_LUFS
    assert integrated_lufs(np.zeros(0, np.float32), RATE_HZ) == SILENT_LUFS
    assert integrated_lufs(np.zeros(100, np.float32), RATE_HZ) == SILENT_LUFS
    assert true_peak_dbtp(np.zeros(0, np.float32)) == -200


@settings(max_examples=12)
@given(
    seed=st.integers(0, 1000),
    seconds=st.floats(1.0, 5.0),
    gain_db=st.floats(-40, 12),
    name=st.sampled_from(sorted(PRESETS)),
)
def test_speech_of_any_level_comes_out_as_loud_as_wanted(
    seed: int, seconds: float, gain_db: float, name: str
) -> None:
    samples = speechlike(seconds, seed) * np.float32(10 ** (gain_db / 20))
    made = produce(Clip(samples=samples), preset(name)).samples

    assert len(made) == len(samples)
    assert integrated_lufs(made, RATE_HZ) == pytest.approx(preset(name).target_lufs, abs=0.3)
    assert true_peak_dbtp(made) <= preset(name).ceiling_dbtp + 0.1


@settings(max_examples=20)
@given(seed=st.integers(0, 1000), at=st.integers(0, 23_999), gain=st.floats(1.0, 8.0))
def test_no_click_passes_the_limiter(seed: int, at: int, gain: float) -> None:
    samples = speechlike(1.0, seed)
    samples[at] = gain

    assert true_peak_dbtp(limit(samples, HORN)) <= HORN.ceiling_dbtp + 0.1


def test_the_limiter_leaves_what_is_low_enough_alone() -> None:
    samples = tone(500, RATE_HZ) * np.float32(0.5)

    assert limit(samples, HORN) is samples


def test_loud_and_soft_words_come_closer_together() -> None:
    loud, soft = tone(800, RATE_HZ, 3.0), tone(800, RATE_HZ, 3.0) * np.float32(0.1)
    made = produce(Clip(samples=np.concatenate([loud, soft])), HORN).samples
    first, second = made[: 3 * RATE_HZ], made[3 * RATE_HZ :]
    difference = integrated_lufs(first, RATE_HZ) - integrated_lufs(second, RATE_HZ)

    assert 6 < difference < 18


@pytest.mark.parametrize("presence_db", [0.0, 12.0])
def test_what_a_horn_cannot_play_is_taken_out_and_consonants_are_raised(
    presence_db: float,
) -> None:
    def passed(pitch_hz: float) -> float:
        wave = tone(pitch_hz, RATE_HZ)
        kept = shape(wave, low_hz=250, high_hz=6000, presence_db=presence_db, rate_hz=RATE_HZ)
        return float(20 * np.log10(np.abs(kept[4000:-4000]).max()))

    assert passed(100) < -60
    assert passed(8000) < -60
    assert passed(600) == pytest.approx(0, abs=0.1)
    assert passed(2500) == pytest.approx(presence_db, abs=0.1)


def test_marks_stay_where_they_are() -> None:
    mark = Mark(start_s=0.5, end_s=1.0, written="每人400元。")
    clip = Clip(samples=speechlike(2.0, 5), marks=(mark,), synthetic=True)

    assert replace(produce(clip, HORN), samples=clip.samples) == clip


def test_what_is_heard_in_several_programmes_is_produced_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clip = Clip(samples=speechlike(2.0, 6))
    first = produce(clip, HORN)
    monkeypatch.setattr(loudspeaker, "shape", lambda *_args, **_kwargs: pytest.fail("once more"))

    again = produce(replace(clip, samples=clip.samples.copy(), synthetic=True), HORN)

    assert again.samples is first.samples
    assert again.synthetic


def test_another_loudspeaker_gets_its_own_sound_of_the_same_words() -> None:
    clip = Clip(samples=speechlike(2.0, 6))

    assert not np.allclose(produce(clip, HORN).samples, produce(clip, preset("headphone")).samples)


def test_a_silent_clip_has_no_level_to_bring_up() -> None:
    with pytest.raises(SpeechError, match="静音"):
        produce(Clip(samples=np.zeros(RATE_HZ, np.float32)), HORN)


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(SpeechError, match="horn"):
        preset("megaphone")


@pytest.mark.parametrize("one", [chime.ROUTINE, chime.EMERGENCY])
def test_a_chime_is_softer_than_speech(one: chime.Chime) -> None:
    samples = chime.sound(one, HORN).samples

    assert integrated_lufs(samples, RATE_HZ) == pytest.approx(HORN.target_lufs - 3, abs=0.3)
    assert np.abs(samples[[0, -1]]).max() < 0.001


def test_a_bed_lies_far_below_the_words_and_is_gone_at_their_end() -> None:
    words = produce(Clip(samples=speechlike(8.0, 4)), HORN)

    mixed = chime.under(chime.ROUTINE, words, HORN)

    bed = mixed.samples - words.samples
    assert integrated_lufs(bed, RATE_HZ) == pytest.approx(
        HORN.target_lufs - chime.BED_BELOW_SPEECH_LU, abs=0.5
    )
    assert np.abs(bed[-RATE_HZ // 50 :]).max() < np.abs(bed).max() / 20
    assert len(mixed.samples) == len(words.samples)


def test_the_alert_chime_is_another_tune_and_no_gliding_or_two_tone_alarm() -> None:
    assert set(chime.EMERGENCY.notes_hz) != set(chime.ROUTINE.notes_hz)
    assert len(set(chime.EMERGENCY.notes_hz)) > 2
    assert len(chime.EMERGENCY.notes_hz) <= 5


def test_silence_around_speech_is_cut_but_for_a_moment() -> None:
    quiet = np.zeros(RATE_HZ, np.float32)
    samples = np.concatenate([quiet, tone(400, RATE_HZ), quiet])

    assert len(trim(samples)) / RATE_HZ == pytest.approx(1.16, abs=0.01)
    assert not len(trim(quiet))


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000])
def test_a_tone_is_the_same_tone_at_another_rate(rate_hz: int) -> None:
    made = resample(tone(1000, rate_hz), from_hz=rate_hz, to_hz=RATE_HZ)
    away = np.abs(made - tone(1000, RATE_HZ))[300:-300]

    assert len(made) == RATE_HZ
    assert away.max() < 1e-3


def test_what_the_lower_rate_cannot_hold_does_not_come_back_as_noise() -> None:
    made = resample(tone(15_000, 48_000), from_hz=48_000, to_hz=RATE_HZ)

    assert np.abs(made[300:-300]).max() < 1e-3
