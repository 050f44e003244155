"""The network as it is shipped and as it runs: how fast, how large, and heard the same.

About 15 minutes on two idle cores, nearly all of it the listening. Both say every sentence in turn.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.bench_speech import GIVEN, PAUSE_S, SQUARES
from benchmarks.figures import line
from benchmarks.hearing import compare, hear
from benchmarks.horn import through_horn
from benchmarks.network_child import say, start
from benchmarks.tones import Spoken, separability
from kit.model.township import Voice
from kit.source.builtin import builtin_dir
from kit.speech.engine import Utterance, machine_voice, pinyin_of
from kit.speech.kokoro import KokoroSpec
from kit.speech.loudspeaker import PRESETS, produce
from kit.speech.network import network
from kit.speech.quick_network import quickened
from kit.speech.sound import RATE_HZ, Clip, join, silence, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.network_child import Said
    from kit.speech.sound import Pinyin, Samples
    from kit.text.readings.reading_tables import Lexicon

NAMES = ("as shipped", "as it runs")
FRAME, HOP = 512, 128
FLOOR_DB = -60.0
"""Under the loudest: what is softer is compared as silence."""


def run() -> int:
    print("    " + (__doc__ or "").splitlines()[2])
    voice = machine_voice(Voice(), builtin_dir("voices"))
    lexicon = voice.lexicon()
    given = GIVEN.read_text("utf-8").split()
    wanted = [(one, pinyin_of(Utterance(one), lexicon)) for one in given]
    level = [(one, tuple(s and f"{s[:-1]}1" for s in pinyin)) for one, pinyin in wanted]
    assert isinstance(voice.spec, KokoroSpec)
    shipped, quick = said_in_turn(voice.spec, [*wanted, *level])
    missed = speed(shipped, quick)
    missed += alike(shipped, quick)
    for name, said in zip(NAMES, (shipped, quick), strict=True):
        missed += heard(name, [one.samples for one in said], wanted, lexicon)
    return missed


# --- made ---------------------------------------------------------------------------------------


def said_in_turn(
    spec: KokoroSpec, wanted: Sequence[tuple[str, Pinyin]]
) -> tuple[list[Said], list[Said]]:
    """Return what both made of each sentence.

    In turn, so that whatever else the machine does weighs on both alike.
    """
    said: tuple[list[Said], list[Said]] = ([], [])
    spawn = multiprocessing.get_context("spawn")
    with TemporaryDirectory() as folder:
        files = [Path(folder) / "shipped.onnx", Path(folder) / "quick.onnx"]
        data = network()
        files[0].write_bytes(data)
        with files[1].open("wb") as file:
            file.writelines(quickened(data))
        del data
        pools = [ProcessPoolExecutor(1, spawn, start, (file, spec)) for file in files]
        with pools[0], pools[1]:
            for pool in pools:
                pool.submit(say, *wanted[-1]).result()
            for one in wanted:
                for pool, made in zip(pools, said, strict=True):
                    made.append(pool.submit(say, *one).result())
    return said


def speed(shipped: Sequence[Said], quick: Sequence[Said]) -> int:
    rates = [
        sum(len(one.samples) for one in said) / RATE_HZ / sum(one.cpu_s for one in said)
        for said in (shipped, quick)
    ]
    for name, rate in zip(NAMES, rates, strict=True):
        line(f"speech a second of one core, {name}", rate, "s")
    missed = line("the one over the other", rates[1] / rates[0], "×", least=1.2)
    line(f"a process of it, {NAMES[0]}", shipped[-1].peak_mb, "MB")
    return missed + line(f"a process of it, {NAMES[1]}", quick[-1].peak_mb, "MB", most=450)


# --- heard --------------------------------------------------------------------------------------


def alike(shipped: Sequence[Said], quick: Sequence[Said]) -> int:
    pairs = [(a.samples, b.samples) for a, b in zip(shipped, quick, strict=True)]
    same = [pair for pair in pairs if len(pair[0]) == len(pair[1])]
    missed = line(f"sentences of the same length, of {len(pairs)}", len(same), "", least=len(pairs))
    waves = [float(np.corrcoef(*pair)[0, 1]) for pair in same]
    missed += line("correlation of the waves, least", min(waves), "", least=0.9)
    apart_db = [spectral_distance_db(*pair) for pair in same]
    return missed + line("their spectra apart, most", max(apart_db), "dB", most=3)


def spectral_distance_db(one: Samples, other: Samples) -> float:
    """Return the mean log-spectral distance."""
    first, second = _powers(one), _powers(other)
    floor = 10 ** (FLOOR_DB / 10) * first.max()
    decibels = 10 * np.log10((first + floor) / (second + floor))
    return float(np.sqrt(np.square(decibels).mean(1)).mean())


def _powers(samples: Samples) -> Any:
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP] * np.hanning(FRAME)
    return np.square(np.abs(np.fft.rfft(frames)))


def heard(
    name: str, made: Sequence[Samples], wanted: Sequence[tuple[str, Pinyin]], lexicon: Lexicon
) -> int:
    """Print how much of one network's sentences is misheard, and how its tones stand apart."""
    plain, flat = made[: len(wanted)], made[len(wanted) :]
    clips = [part for one in plain for part in (Clip(samples=trim(one)), silence(PAUSE_S))]
    sound = join(clips[:-1])
    text = "".join(sentence for sentence, _ in wanted)
    horn = produce(sound, PRESETS["horn"]).samples
    far = [through_horn(horn, RATE_HZ, square) for square in SQUARES]

    def share(sounds: Sequence[Samples]) -> float:
        found = [compare(text, hear(one), lexicon) for one in sounds]
        return 100 * sum(one.wrong for one in found) / sum(len(one.said) for one in found)

    missed = line(f"misheard, {name}", share([sound.samples]), "%", most=2)
    missed += line(f"misheard across {len(far)} squares, {name}", share(far), "%", most=6)
    told, count = separability(
        [Spoken(*one, wave) for one, wave in zip(wanted, plain, strict=True)]
    )
    luck, _ = separability([Spoken(*one, wave) for one, wave in zip(wanted, flat, strict=True)])
    missed += line(f"tones told apart, of {count}, {name}", 100 * told, "%", least=60)
    line(f"above all in the first tone, {name}", 100 * (told - luck), "points")
    return missed
