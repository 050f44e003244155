"""The checker on made recordings: every verdict right, no crash, and words that say what to do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.recordings.alignment import align
from kit.recordings.hearing import Hearing, hear
from kit.recordings.verdicts import Fault, check_sentences, cut_reading, faults_of_sound, trimmed
from kit.speech.sound import RATE_HZ, Samples
from tests.readings import humming, in_room, reading, sentence

RATE = 16_000
LINES = (
    "这是样例稿，不是真的通知。",
    "交明年的居民医保。",
    "明年的居民医保，十二月三十一号以前要交。",
    "每人四百元，过期要等三个月才能报销。",
    "再说一遍。",
    "电话，零五九七，零幺二三四五六。",
)


def told(samples: Samples, lines: tuple[str, ...] = LINES) -> list[tuple[str, int]]:
    cut = cut_reading(hear(samples, RATE), lines)
    for verdict in cut.verdicts:
        assert "录" in verdict.remedy
        assert "请" in verdict.remedy
    return [(verdict.fault.name, verdict.sentence) for verdict in cut.verdicts]


def made(lines: tuple[str, ...] = LINES, **how: float) -> Samples:
    return reading(lines, rate_hz=RATE, **how)


GOOD = made()
SILENCE = np.zeros(2 * RATE, np.float32)
NOISE = np.random.default_rng(1).standard_normal(3 * RATE).astype(np.float32)

INSIDE_THE_THIRD = (
    round((0.8 + 2 * 0.9) * RATE)
    + sum(
        len(sentence(line, rate_hz=RATE)) * share
        for line, share in zip(LINES, (2, 2, 1), strict=False)
    )
    // 2
)

RECORDINGS = {
    "ok": (GOOD, []),
    "ok, slow": (made(pace=3.0, pause_s=1.4), []),
    "ok, fast": (made(pace=5.2, pause_s=0.6), []),
    "ok, short rests": (made(pause_s=0.4), []),
    "ok, a noise gate": (np.where(np.abs(GOOD) < 0.002, 0, GOOD).astype(np.float32), []),
    "clipped": (np.clip(9 * GOOD, -1, 1), [("CLIPPED", 0)]),
    "clipped, then made softer": (0.4 * np.clip(9 * GOOD, -1, 1), [("CLIPPED", 0)]),
    "noisy": (in_room(GOOD, 0.015), [("NOISY", 0)]),
    "lost in noise": (in_room(GOOD, 0.2), [("NOISY", 0)]),
    "noise alone": (0.1 * NOISE, [("NOISY", 0)]),
    "quiet": (np.float32(0.05) * GOOD, [("QUIET", 0)]),
    "very quiet": (np.float32(0.02) * GOOD, [("QUIET", 0)]),
    "lost in its own hiss": (in_room(np.float32(0.005) * GOOD, 0.0005), [("QUIET", 0)]),
    "hum": (humming(GOOD, 0.01, RATE), [("HUM", 0)]),
    "hum louder than the voice": (humming(GOOD, 0.2, RATE), [("HUM", 0)]),
    "silent": (SILENCE, [("SILENT", 0)]),
    "empty": (SILENCE[:0], [("SILENT", 0)]),
    "five samples": (SILENCE[:5], [("SILENT", 0)]),
    "a false start": (
        made((*LINES[:3], "每人四百元过", *LINES[3:])),
        [("EXTRA", 3)],
    ),
    "a rest inside": (
        np.concatenate([GOOD[:INSIDE_THE_THIRD], SILENCE, GOOD[INSIDE_THE_THIRD:]]),
        [("PAUSE", 3)],
    ),
}


@pytest.mark.parametrize("kind", RECORDINGS)
def test_each_made_recording_gets_its_one_right_verdict(kind: str) -> None:
    samples, wanted = RECORDINGS[kind]

    assert told(np.asarray(samples, np.float32)) == wanted


def left_out(number: int) -> Samples:
    return made((*LINES[: number - 1], *LINES[number:]))


@pytest.mark.parametrize("number", range(1, len(LINES) + 1))
def test_a_sentence_left_out_is_named(number: int) -> None:
    assert told(left_out(number)) == [("MISSING", number)]


def run_together(number: int, between: str) -> Samples:
    both = LINES[number - 1].rstrip("。") + between + LINES[number]
    return made((*LINES[: number - 1], both, *LINES[number + 1 :]))


@pytest.mark.parametrize("number", range(1, len(LINES)))
@pytest.mark.parametrize("between", ["", "，"])
def test_two_sentences_without_a_rest_between_them_are_told(number: int, between: str) -> None:
    assert told(run_together(number, between)) == [("DOUBLE", number)]


def test_a_whole_reading_is_cut_where_its_sentences_are() -> None:
    cut = cut_reading(hear(GOOD, RATE), LINES)

    lengths = [len(one) / RATE_HZ for one in cut.sentences if one is not None]
    wanted = [len(sentence(line, rate_hz=RATE)) / RATE for line in LINES]
    assert lengths == pytest.approx(wanted, abs=0.25)


def alone(line: str, **how: float) -> Hearing:
    return hear(made((line,), **how), RATE)


def told_of_files(hearings: list[Hearing]) -> list[tuple[str, int]]:
    return [
        (verdict.fault.name, verdict.sentence)
        for verdicts in check_sentences(hearings, LINES)
        for verdict in verdicts
    ]


def test_one_good_file_a_sentence_gives_no_verdict() -> None:
    assert told_of_files([alone(line) for line in LINES]) == []


FAULTY_FILES = [
    (4, alone(LINES[3][:4]), Fault.SHORT),
    (4, alone(LINES[3], pace=1.6), Fault.LONG),
    (2, hear(made(LINES[1:3]), RATE), Fault.DOUBLE),
    (4, hear(made(LINES[3:5]), RATE), Fault.DOUBLE),
    (1, hear(SILENCE, RATE), Fault.SILENT),
    (1, hear(np.clip(9 * made(LINES[:1]), -1, 1), RATE), Fault.CLIPPED),
    (1, hear(made(LINES[:1])[::2], RATE // 2), Fault.TELEPHONE),
    (1, hear(in_room(made(LINES[:1]), 0.02), RATE), Fault.NOISY),
    (1, hear(humming(made(LINES[:1]), 0.02, RATE), RATE), Fault.HUM),
    (1, hear(np.float32(0.03) * made(LINES[:1]), RATE), Fault.QUIET),
]


def files_with(number: int, instead: Hearing) -> list[Hearing]:
    hearings = [alone(line) for line in LINES]
    hearings[number - 1] = instead
    return hearings


@pytest.mark.parametrize(("number", "instead", "fault"), FAULTY_FILES)
def test_a_faulty_file_among_good_ones_is_named(
    number: int, instead: Hearing, fault: Fault
) -> None:
    assert [name for name, _ in told_of_files(files_with(number, instead))] == [fault.name]


def test_a_single_file_is_cut_to_its_words() -> None:
    heard = alone(LINES[2], around_s=2.0)

    assert len(trimmed(heard)) / RATE_HZ == pytest.approx(heard.span_s + 0.2, abs=0.05)
    assert heard.seconds > heard.span_s + 3.5


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.floats(0.02, 8), st.floats(0.1, 9)), max_size=14),
    st.lists(st.integers(1, 40), min_size=1, max_size=8),
)
def test_every_sentence_is_found_or_told_whatever_was_recorded(
    parts: list[tuple[float, float]], characters: list[int]
) -> None:
    phrases, at = [], 0.0
    for pause_s, seconds in parts:
        phrases.append((at + pause_s, at + pause_s + seconds))
        at += pause_s + seconds

    passages = align(phrases, characters)

    assert [n for passage in passages for n in passage.sentences] == list(range(len(characters)))


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1), st.floats(-90, 10), st.integers(0, RATE))
@example(seed=0, level_db=0.0, length=1)
def test_no_noise_however_odd_stops_the_checker(seed: int, level_db: float, length: int) -> None:
    noise = np.random.default_rng(seed).standard_normal(length) * 10 ** (level_db / 20)

    assert faults_of_sound(hear(np.asarray(np.clip(noise, -1, 1), np.float32), RATE))
