"""Voices from a stick: kept with their licence, spoken with, and taken away again."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from kit.cli.app import main
from kit.edition.store.canonical import canonical
from kit.errors import ExitCode, KitError, RequestError, SourceError, SpeechError, StorageError
from kit.model.township import Voice
from kit.office import hear_voices
from kit.office.hear_voices import SENTENCES, compare_page, listening_sheet
from kit.office.voice_shelf import NewVoice, add_voice, remove_voice
from kit.office.voice_votes import tallied
from kit.source.builtin import builtin_dir
from kit.source.files import read_text
from kit.speech import engine, network, trial
from kit.speech.network import Kokoro
from kit.speech.township_voice import township_voice
from kit.speech.trial import symbols_in
from kit.speech.zhuyin import FINALS, INITIALS, zhuyin_symbols
from tests.beeper import BEEPER
from tests.voice_files import BARE, STYLE, TRAP, npz

NOW = datetime(2026, 11, 30, 9).astimezone()
ZHUYIN = {symbol: number for number, symbol in enumerate("ㄅㄆㄇ十;:,.!? 12345", start=1)}


def clock() -> datetime:
    return NOW


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "daxi"
    folder.mkdir()
    (folder / "items").mkdir()
    shutil.copy(example / "kit.toml", folder)
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "zf_001.bin").write_bytes(BARE)
    (folder / "kokoro-v1.1-zh.onnx").write_bytes(b"a network")
    return folder


@dataclass(frozen=True)
class Input:
    name: str
    type: str = "tensor(float)"


class Session:
    """A network for tests: a tenth of a second for every symbol."""

    def __init__(self, *names: str, seconds: float = 0.1, level: float = 0.3) -> None:
        self.names = names or ("tokens", "style", "speed")
        self.seconds, self.level = seconds, level
        self.fed: list[dict[str, Any]] = []

    def get_inputs(self) -> list[Input]:
        return [Input(*name.split("|")) for name in self.names]

    def run(self, _outputs: None, feed: dict[str, Any]) -> list[np.ndarray]:
        self.fed.append(feed)
        tokens = next(feed[name] for name in ("tokens", "input_ids") if name in feed)
        return [np.full(int(24_000 * self.seconds * tokens.shape[1]), self.level, np.float32)]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    """The network that every voice is tried with."""
    made = Session()
    monkeypatch.setattr(trial, "start", lambda _network: made)
    monkeypatch.setattr(network, "network", lambda: b"the kit's own")
    return made


def new(stick: Path, **other: Any) -> NewVoice:
    return replace(NewVoice(file=stick / "zf_001.bin", licence="Apache-2.0", label="女声"), **other)


def no_voice_is_left(workspace: Path) -> bool:
    return not list((workspace / "voices").rglob("*")) if (workspace / "voices").exists() else True


def test_a_voice_is_kept_with_hash_licence_and_label_and_can_be_named(
    workspace: Path, stick: Path, session: Session
) -> None:
    shelved = add_voice(workspace, new(stick, source="U盘，张三给的"), clock)

    text = (shelved.folder / "voice.toml").read_text("utf-8")
    assert 'licence = "Apache-2.0"' in text
    assert shelved.style_sha256 in text
    assert "2026-11-30" in text
    voice = township_voice(workspace, Voice(name="zf_001"))
    assert voice.spec.style() == BARE  # type: ignore[attr-defined]
    assert voice.table == (builtin_dir("voices") / "mandarin/lexicon.tsv").read_text("utf-8")
    assert len(session.fed) == 1


def test_another_file_under_the_same_name_is_another_voice_for_every_clip(
    workspace: Path, stick: Path, session: Session
) -> None:
    add_voice(workspace, new(stick), clock)
    before = canonical(township_voice(workspace, Voice(name="zf_001")).spec)
    remove_voice(workspace, "zf_001")
    (stick / "zf_001.bin").write_bytes((STYLE / 2).tobytes())
    add_voice(workspace, new(stick), clock)

    assert canonical(township_voice(workspace, Voice(name="zf_001")).spec) != before


def test_a_newer_network_comes_along_with_its_own_symbols(
    workspace: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Session("input_ids", "style", "speed")
    monkeypatch.setattr(trial, "start", lambda _network: made)
    symbols = {one: n for n, one in enumerate((*INITIALS.values(), *FINALS.values(), *"12345,. "))}
    (stick / "config.json").write_text(json.dumps({"vocab": symbols}), "utf-8")

    shelved = add_voice(
        workspace,
        new(stick, network=stick / "kokoro-v1.1-zh.onnx", symbols=stick / "config.json"),
        clock,
    )

    spec = township_voice(workspace, Voice(name="zf_001")).spec
    assert spec.network_sha256 == shelved.network_sha256  # type: ignore[attr-defined]
    assert (shelved.folder / "zf_001.onnx").read_bytes() == b"a network"
    said = [int(one) for one in made.fed[0]["input_ids"][0][1:4]]
    assert said == [symbols["ㄍ"], symbols["ㄜ"], symbols["4"]]


@pytest.mark.parametrize(
    ("other", "error", "says"),
    [
        ({"licence": " "}, RequestError, "没有写 zf_001.bin 的许可"),
        ({"name": "女声 1"}, RequestError, "不能作声音的名字"),
        ({"name": "nul"}, RequestError, "不能作声音的名字"),
        ({"name": "../mandarin"}, RequestError, "不能作声音的名字"),
        ({"name": "zn_middle"}, RequestError, "已经有名叫“zn_middle”"),
        ({"name": "mandarin"}, RequestError, "已经有名叫“mandarin”"),
    ],
)
def test_what_is_missing_is_asked_for_before_anything_is_read(
    other: dict[str, str], error: type[KitError], says: str, workspace: Path, stick: Path
) -> None:
    with pytest.raises(error, match=says):
        add_voice(workspace, new(stick, **other), clock)

    assert no_voice_is_left(workspace)


def test_a_voice_of_the_same_name_is_not_written_over(
    workspace: Path, stick: Path, session: Session
) -> None:
    add_voice(workspace, new(stick), clock)
    with pytest.raises(RequestError, match="已经有名叫“zf_001”") as taken:
        add_voice(workspace, new(stick), clock)

    assert "kit voice remove zf_001" in taken.value.remedy


@pytest.mark.parametrize("data", [BARE[:1000], TRAP, npz(a=STYLE, b=STYLE)])
def test_a_bad_file_leaves_nothing(data: bytes, workspace: Path, stick: Path) -> None:
    (stick / "zf_001.bin").write_bytes(data)
    with pytest.raises(SpeechError):
        add_voice(workspace, new(stick), clock)

    assert no_voice_is_left(workspace)


def test_a_file_larger_than_any_voice_is_not_read_to_the_end(
    workspace: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.speech.style_file.LARGEST_FILE", 1000)
    with pytest.raises(SourceError, match="太大"):
        add_voice(workspace, new(stick), clock)


def test_a_stick_that_is_pulled_out_is_told(workspace: Path, stick: Path) -> None:
    with pytest.raises(SourceError, match=r"读不出 gone\.bin"):
        add_voice(workspace, new(stick, file=stick / "gone.bin", name="gone"), clock)


def test_a_full_disk_leaves_no_half_voice(
    workspace: Path, stick: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object) -> None:
        if path.name == "vocab.json":
            raise StorageError("写不进“vocab.json”：磁盘满了。", "请腾出空间。")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")

    monkeypatch.setattr("kit.office.voice_shelf.write_in_folder", full)
    with pytest.raises(StorageError, match="磁盘满了"):
        add_voice(workspace, new(stick), clock)

    assert no_voice_is_left(workspace)


def broken(_network: bytes) -> Session:
    raise RuntimeError("INVALID_PROTOBUF")


@pytest.mark.parametrize(
    ("started", "says"),
    [
        (broken, "不是能用的语音模型"),
        (lambda _: Session("input", "length"), "不是 Kokoro 的模型"),
        (lambda _: Session("tokens", "style", "speed|tensor(int32)"), "不能调快慢"),
        (lambda _: Session(seconds=5.0), "念出来的不是话"),
        (lambda _: Session(seconds=0.001), "念出来的不是话"),
        (lambda _: Session(level=0.0), "念出来的不是话"),
        (lambda _: Session(level=float("nan")), "念出来的不是话"),
    ],
    ids=["no network", "another", "no speed", "drawls", "gabbles", "silent", "NaN"],
)
def test_a_network_that_makes_no_speech_is_refused(
    started: Any, says: str, workspace: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "start", started)
    with pytest.raises(SpeechError, match=says) as wrong:
        add_voice(workspace, new(stick, network=stick / "kokoro-v1.1-zh.onnx"), clock)

    assert "kokoro-v1.1-zh.onnx" in wrong.value.message
    assert no_voice_is_left(workspace)


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"vocab": {"a": "b"}}', "a b c\n", '{"a": 1}', '"x"']
)
def test_what_is_no_table_of_mandarin_symbols_is_refused(text: str) -> None:
    with pytest.raises(SpeechError, match=r"符号表|普通话的音"):
        symbols_in(text, "tokens.txt")


def test_the_tables_of_three_kinds_say_the_same() -> None:
    listed = "".join(f"{symbol} {number}\n" for symbol, number in ZHUYIN.items())

    assert symbols_in(json.dumps(ZHUYIN), "vocab.json") == ZHUYIN
    assert symbols_in(json.dumps({"vocab": ZHUYIN}), "config.json") == ZHUYIN
    assert symbols_in(listed, "tokens.txt") == ZHUYIN


@pytest.mark.parametrize(
    ("pinyin", "symbols"),
    [("zhong1", "ㄓ中1"), ("shi4", "ㄕ十4"), ("zi3", "ㄗㄭ3"), ("xue2", "ㄒ月2"), ("yuan2", "元2"),
     ("jiu3", "ㄐ又3"), ("er4", "ㄦ4"), ("lv4", "ㄌㄩ4"), ("dui4", "ㄉ为4"), ("de5", "ㄉㄜ5")],
)  # fmt: skip
def test_the_newer_network_is_given_zhuyin(pinyin: str, symbols: str) -> None:
    assert zhuyin_symbols(pinyin) == symbols


def test_a_symbol_that_a_network_never_learnt_is_told_and_not_skipped() -> None:
    voice = Kokoro(session=Session(), style=BARE, symbols=ZHUYIN, speed=1.0)

    with pytest.raises(SpeechError, match="不认得 ㄉ、ㄌ、ㄜ、ㄩ"):
        voice.speak("绿的", ("lv4", "de5"))


def test_the_township_s_own_voice_is_not_taken_from_under_it(
    workspace: Path, stick: Path, session: Session
) -> None:
    add_voice(workspace, new(stick), clock)
    config = workspace / "kit.toml"
    config.write_text(
        config.read_text("utf-8").replace('name = "zn_middle"', 'name = "zf_001"'), "utf-8"
    )

    with pytest.raises(RequestError, match="正用着"):
        remove_voice(workspace, "zf_001")


@pytest.mark.parametrize("name", ["zf_001", "zn_middle", "..", ""])
def test_only_what_was_added_is_removed(name: str, workspace: Path) -> None:
    with pytest.raises(RequestError, match=r"没有加过|正用着"):
        remove_voice(workspace, name)


def test_a_folder_with_tables_of_its_own_is_left_alone(workspace: Path) -> None:
    own = workspace / "voices" / "ours"
    own.mkdir(parents=True)
    (own / "voice.toml").write_text('engine = "kokoro"\n', "utf-8")

    with pytest.raises(RequestError, match="自己的表"):
        remove_voice(workspace, "ours")
    assert own.is_dir()


def beeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ENGINES", {"kokoro": lambda *_: BEEPER})
    monkeypatch.setattr(hear_voices, "SENTENCES", SENTENCES[:3])


def test_a_sheet_to_listen_by_is_one_file_that_names_the_voice_and_the_machine(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeping(monkeypatch)
    page = read_text(listening_sheet(workspace, "zf_xiaoyi", clock))

    assert "女声" in page
    assert "人工智能合成" in page
    assert page.count("data:audio/mpeg;base64,") == 3
    assert not re.search(r'(src|href)="(?!data:)', page)


def test_a_blind_page_is_the_same_for_the_same_seed_and_names_nobody(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeping(monkeypatch)
    first = read_text(compare_page(workspace, "zf_xiaoyi", "zm_yunjian", 1, clock))
    again = read_text(compare_page(workspace, "zf_xiaoyi", "zm_yunjian", 1, clock))
    other = read_text(compare_page(workspace, "zf_xiaoyi", "zm_yunjian", 3, clock))

    shown = re.sub(r'data-name="[^"]*"', "", first)
    assert first == again != other
    assert "zf_xiaoyi" not in shown
    assert "女声" not in shown
    assert first.count("<audio") == 6


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [("zf_xiaoyi", "zf_xiaoyi", "两个声音"), ("zf_xiaoyi", "", "两个声音"),
     ("zf_xiaoyi", "nobody", "没有名叫“nobody”")],
)  # fmt: skip
def test_a_comparison_needs_two_voices_that_there_are(
    first: str, second: str, says: str, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeping(monkeypatch)
    with pytest.raises(RequestError, match=says):
        compare_page(workspace, first, second, 1, clock)


def answers(folder: Path, name: str, choices: Any, **other: Any) -> Path:
    said = {"kind": "声音比一比", "voices": ["a", "b"], "seed": 1, "choices": choices, **other}
    path = folder / name
    path.write_text(json.dumps(said), "utf-8")
    return path


def test_what_several_people_chose_is_counted_together(tmp_path: Path) -> None:
    one = answers(tmp_path, "1.json", ["a"] * 8 + ["b", ""])
    two = answers(tmp_path, "2.json", ["a"] * 7 + ["b", "b", ""])

    tally = tallied((one, two))

    assert (tally.listeners, tally.votes, tally.alike) == (2, {"a": 15, "b": 3}, 2)
    assert tally.better == "a"
    assert not tallied((answers(tmp_path, "3.json", ["a"] * 6 + ["b"] * 4),)).better
    assert not tallied((answers(tmp_path, "4.json", [""] * 10),)).better


@pytest.mark.parametrize(
    "other",
    [{"kind": "x"}, {"voices": ["a"]}, {"voices": [1, 2]}, {"said": ["c"] * 10},
     {"said": None}, {"said": [["a"]] * 10}, {"said": ["a"] * 3}],
)  # fmt: skip
def test_a_file_of_answers_that_is_none_is_told(other: dict[str, Any], tmp_path: Path) -> None:
    choices = other.pop("said", ["a"] * 10)
    with pytest.raises(SourceError, match=r"1\.json"):
        tallied((answers(tmp_path, "1.json", choices, **other),))


@pytest.mark.parametrize("text", ["", "[]", "[" * 50_000, "x" * 70_000])
def test_a_file_that_is_no_answer_at_all_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(text, "utf-8")
    with pytest.raises(SourceError, match="不是“声音比一比”的结果"):
        tallied((tmp_path / "1.json",))


def test_answers_of_other_voices_are_not_counted_together(tmp_path: Path) -> None:
    one = answers(tmp_path, "1.json", ["a"] * 10)
    two = answers(tmp_path, "2.json", ["c"] * 10, voices=["a", "c"])
    with pytest.raises(SourceError, match="不是同两个声音"):
        tallied((one, two))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["voice", *map(str, words)])


def test_a_voice_is_added_listed_compared_and_removed_by_hand(
    workspace: Path, stick: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--in", workspace)
    refused = run("add", stick / "zf_001.bin", *where)
    assert refused.exit_code == ExitCode.USAGE
    assert "--licence Apache-2.0" in refused.output

    added = run(
        "add", stick / "zf_001.bin", "--licence", "Apache-2.0", "--label", "女声", "--no-sheet",
        *where,
    )  # fmt: skip
    assert added.exit_code == ExitCode.OK, added.output
    assert 'voice.name = "zf_001"' in added.output
    assert "zf_001　女声　自己加的声音　机器朗读　许可 Apache-2.0" in run("list", *where).output

    beeping(monkeypatch)
    compared = run("compare", "zf_001", "zn_middle", "--seed", "7", *where)
    assert compared.exit_code == ExitCode.OK, compared.output
    assert (workspace / "output" / "试听" / "比一比-zf_001-zn_middle-7.html").is_file()
    result = answers(stick, "r.json", ["a", "b", "", *"aaaaaaa"])
    assert "1 个人：a 8 句，b 1 句，一样 1 句。" in run("compare", "--result", result).output

    assert run("remove", "zf_001", *where).exit_code == ExitCode.OK
    assert "zf_001" not in run("list", *where).output


@pytest.mark.slow
def test_a_real_voice_is_heard_by_the_real_network_before_it_is_kept(
    workspace: Path, tmp_path: Path
) -> None:
    real = tmp_path / "zm_another.bin"
    shutil.copy(builtin_dir("voices") / "mandarin" / "zm_yunjian.bin", real)
    shelved = add_voice(workspace, NewVoice(file=real, licence="Apache-2.0"), clock)

    assert shelved.name == "zm_another"
    noise = np.random.default_rng(1).normal(0, 20, STYLE.shape).astype(np.float32)
    real.write_bytes(noise.clip(-49, 49).tobytes())
    with pytest.raises(SpeechError, match=r"不是话|念不出"):
        add_voice(workspace, NewVoice(file=real, licence="x", name="noise"), clock)
