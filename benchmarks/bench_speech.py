"""Is the voice understood, near and far; is it even, and is it made fast enough.

About 20 minutes on two idle cores the first time, 12 afterwards: spoken sentences are kept.
"""

from __future__ import annotations

import multiprocessing
import re
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from math import log10
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING

import pyebur128
import soundfile

from benchmarks.air_time import air_time, air_utterances
from benchmarks.figures import line, peak_mb
from benchmarks.hearing import compare, hear
from benchmarks.horn import through_horn
from benchmarks.spoken import kept
from benchmarks.tones import Spoken, separability
from kit.compose.spoken.breath import read, spoken_characters
from kit.compose.spoken.script import compose_script
from kit.compose.spoken.script_lines import phones_of
from kit.source.builtin import builtin_dir
from kit.source.workspace import open_workspace
from kit.speech.engine import (
    CACHE_HEADROOM,
    Utterance,
    cached_voice,
    machine_voice,
    pinyin_of,
    said_as,
    speak,
    speak_all,
    utterances,
)
from kit.speech.flac import decode_flac
from kit.speech.loudspeaker import PRESETS, produce
from kit.speech.mp3 import write_mp3
from kit.speech.programme import make_part, read_out, single_clip
from kit.speech.sound import RATE_HZ, Clip, join, silence, trim
from kit.speech.tags import Tags
from kit.text.normalise.normaliser import normalise
from kit.text.readings.reading_tables import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.speech.engine import MachineVoice, Say
    from kit.speech.sound import Pinyin, Samples

GIVEN = Path(__file__).with_name("sentences.txt")
CASES = Path(__file__).resolve().parents[1] / "tests" / "data" / "speech"
OWN_CASES = ("normalise_found", "normalise_fresh", "normalise_given")
"""What others wrote may be refused as well; the bench of figures counts that."""
SQUARES = tuple(range(1, 9))
"""Each with its own echoes and its own breeze."""
PAUSE_S = 1.0
TAGS = Tags(title="样例", artist="样例", album="样例", day=date(2026, 11, 23))


def run() -> int:
    print("    " + (__doc__ or "").splitlines()[2])
    workspace = open_workspace(builtin_dir("examples") / "daxi")
    township = workspace.township
    voice = machine_voice(township.voice, builtin_dir("voices"))
    # Those that only hang on boards, too: any notice may have to be read out one day.
    scripts = [(item, compose_script(item, township)) for item in workspace.items]
    given = GIVEN.read_text("utf-8").split()
    missed = normaliser()
    missed += workers(voice, given)
    wanted = [*map(Utterance, given), *air_utterances(workspace)]
    say = spoken_by(voice, [*wanted, *(one for _, script in scripts for one in utterances(script))])
    missed += air_time(workspace, say)
    missed += near_and_far(voice, say, given)
    missed += tones(voice, say, given)
    return missed + samples(voice, say, scripts)


# --- words ------------------------------------------------------------------------------------


def normaliser() -> int:
    cases = [
        (name, *case.split("\t"))
        for name in OWN_CASES
        for file in (CASES / f"{name}.tsv",)
        for case in file.read_text("utf-8").splitlines()
        if case and not case.startswith("#")
    ]
    right = sum(is_read(*case) for case in cases)
    begun = time.process_time()
    for _, written, _ in cases:
        normalise(written)
    each_ms = 1000 * (time.process_time() - begun) / len(cases)
    missed = line(f"normaliser, right of {len(cases)}", 100 * right / len(cases), "%", least=100)
    return missed + line("normaliser, one case", each_ms, "ms", most=0.3)


def is_read(file: str, written: str, wanted: str) -> bool:
    """Return whether a case of ``tests/data/speech`` is read, or refused, as it says."""
    normalised = normalise(written, day_word="号" if file == "normalise_found" else "日")
    heard = "!" if normalised.problems else bare(normalised.spoken)
    if file == "normalise_fresh":
        return bool(re.fullmatch(wanted.lower(), heard))
    return heard in {one if one == "!" else bare(one) for one in wanted.split("|")}


def bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).lower()


# --- the voice at work ------------------------------------------------------------------------


def spoken_by(voice: MachineVoice, wanted: Sequence[Utterance]) -> Say:
    """Return the voice, all that is wanted of it spoken."""
    said = said_as(wanted, voice.lexicon())
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as two:
        failed = speak_all(said, voice.spec, kept(voice), two)
    assert not failed, failed
    return cached_voice(voice.spec, kept(voice), said)


def workers(voice: MachineVoice, given: Sequence[str]) -> int:
    """Print what a second process brings, and what one holds; each says all of ``given``."""
    lexicon = voice.lexicon()
    wanted = [(one, pinyin_of(Utterance(one), lexicon)) for one in given]
    alone, _ = spoken_a_second(voice, wanted, 1)
    rate, largest_mb = spoken_a_second(voice, wanted, 2)
    line("speech a second, one worker", alone, "s")
    missed = line("speech a second, two workers", rate, "s", least=5)
    missed += line("two workers over one", rate / alone, "×", least=1.7)
    return missed + line("a worker, resident", largest_mb, "MB", most=450)


def spoken_a_second(
    voice: MachineVoice, wanted: Sequence[tuple[str, Pinyin]], count: int
) -> tuple[float, float]:
    """Return the seconds of speech that ``count`` processes make in one, and what one holds.

    Each has a pool of its own and has spoken once when the clock begins: one pool would hand all
    its first sentences to whoever is up first.
    """
    spawn = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, spawn)) for _ in range(count)]
        for warm in [pool.submit(speak, voice.spec, *wanted[0]) for pool in pools]:
            warm.result()
        begun = time.perf_counter()
        made = [pool.submit(speak, voice.spec, *one) for one in wanted for pool in pools]
        clips = [one.result() for one in made]
        taken_s = time.perf_counter() - begun
        largest_mb = max(peak_mb(child.pid or 0) for child in active_children())
    samples = sum(len(decode_flac(clip, headroom=CACHE_HEADROOM)) for clip in clips)
    return samples / RATE_HZ / taken_s, largest_mb


# --- heard near and far -----------------------------------------------------------------------


def near_and_far(voice: MachineVoice, say: Say, given: Sequence[str]) -> int:
    """Print how many syllables of the given sentences are misheard, and where."""
    clips = [Clip(samples=trim(say(Utterance(one)))) for one in given]
    paused = [part for clip in clips for part in (clip, silence(PAUSE_S))]
    sound = join(paused[:-1])
    text, lexicon = "".join(given), voice.lexicon()

    def share(heard: Sequence[Samples]) -> float:
        found = [compare(text, hear(samples), lexicon) for samples in heard]
        return 100 * sum(one.wrong for one in found) / sum(len(one.said) for one in found)

    missed = line("given, the voice itself, misheard", share([sound.samples]), "%", most=2)
    horn = produce(sound, PRESETS["horn"]).samples
    line("given, made for a horn, beside it", share([horn]), "%")
    far = [through_horn(horn, RATE_HZ, square) for square in SQUARES]
    missed += line("given, across a square", share(far), "%", most=5.5)
    bare_far = [through_horn(sound.samples, RATE_HZ, square) for square in SQUARES]
    line("the same, had it not been made for a horn", share(bare_far), "%")
    return missed + made_fast(sound)


def made_fast(sound: Clip) -> int:
    """Print how fast one core runs the chain and the MP3 writer."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        write_mp3(produce(sound, PRESETS["horn"]).samples, PRESETS["horn"], TAGS)
        taken.append(time.process_time() - begun)
    return line("chain and MP3", sound.seconds / min(taken), "×", least=80)


def tones(voice: MachineVoice, say: Say, given: Sequence[str]) -> int:
    """Print how far the tones can be told apart, and how far if there were none."""
    lexicon, engine = voice.lexicon(), voice.spec.load()
    spoken, flat = [], []
    for one in given:
        pinyin = pinyin_of(Utterance(one), lexicon)
        level = tuple(syllable and f"{syllable[:-1]}1" for syllable in pinyin)
        spoken.append(Spoken(one, pinyin, say(Utterance(one))))
        flat.append(Spoken(one, pinyin, engine.speak(one, level)))
    share, count = separability(spoken)
    luck, _ = separability(flat)
    missed = line(f"tones told apart, of {count} syllables", 100 * share, "%", least=65)
    return missed + line("above all in the first tone", 100 * (share - luck), "points", least=20)


# --- the samples, as they are broadcast -------------------------------------------------------


def samples(voice: MachineVoice, say: Say, scripts: Sequence[tuple[Item, Script]]) -> int:
    """Print what of the example's items is misheard, figure by figure; their pace, their levels."""
    wrong = said = figures = missing = 0
    paces, away, peaks = [], [], []
    for item, script in scripts:
        part = make_part(script, say, PRESETS["horn"])
        lexicon = voice.lexicon().with_words(lexicon_of(script.readings, item.item_id))
        spoken = "".join(sentence.spoken for sentence in script.sentences)
        found = compare(
            spoken, hear(read_out(script.sentences, script, say, PRESETS["horn"]).samples), lexicon
        )
        wrong, said = wrong + found.wrong, said + len(found.said)
        paces.append(script.characters * 60 / part.body.seconds)
        for one in figures_of(item, script):
            figures += 1
            if not found.heard_right(one.start, one.end):
                missing += 1
                heard = "".join(found.heard[one.start : one.end])
                print(f"    {item.item_id}: {one.spoken} → {heard}")
        for clip in (single_clip(part, say, PRESETS["horn"]), part.body):
            lufs, dbtp = measured(write_mp3(clip.samples, PRESETS["horn"], TAGS))
            away.append(abs(lufs - PRESETS["horn"].target_lufs))
            peaks.append(dbtp)
    missed = line(f"samples, misheard of {said}", 100 * wrong / said, "%", most=2.8)
    missed += line(f"samples, figures misheard of {figures}", missing, "", most=5)
    missed += line("pace, slowest item", min(paces), "a minute", least=190)
    missed += line("pace, fastest item", max(paces), "a minute", most=230)
    missed += line(f"loudness of {len(away)} MP3, furthest off", max(away), "LU", most=0.3)
    return missed + line("their highest peak", max(peaks), "dBTP", most=-1)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a script, and which of its syllables it is."""

    spoken: str
    start: int
    end: int


def figures_of(item: Item, script: Script) -> list[Figure]:
    """Return every figure each time it is said: money, dates, times, numbers, phones."""
    found, at = [], 0
    for sentence in script.sentences:
        place = at
        for word in read(sentence.written, phones_of(item)).words:
            length = spoken_characters(word.spoken)
            if word.kind.is_figure:
                found.append(Figure(word.spoken, place, place + length))
            place += length
        at += spoken_characters(sentence.spoken)
    return found


def measured(mp3: bytes) -> tuple[float, float]:
    """Return loudness and true peak of a file by another's meter."""
    samples, rate_hz = soundfile.read(BytesIO(mp3), dtype="float32")
    mode = pyebur128.MeasurementMode.MODE_I | pyebur128.MeasurementMode.MODE_TRUE_PEAK
    state = pyebur128.R128State(1, rate_hz, mode)
    state.add_frames(samples, len(samples))
    peak = pyebur128.get_true_peak(state, 0)
    return pyebur128.get_loudness_global(state), 20 * log10(peak)
