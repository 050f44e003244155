"""What clerks hand in by mistake, on its way to the loudspeaker: told plainly, never cut short."""

from __future__ import annotations

import errno
import os
import re
import shutil
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import edge_tts.communicate
import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from kit.cli import main
from kit.edition.build import build
from kit.edition.published.manifest import MANIFEST, parse_manifest
from kit.edition.request import BuildResult, Options
from kit.errors import ExitCode, KitError, StorageError
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.recordings.human_readings import read_mandarin
from kit.recordings.listening import ledger_name, sign_take
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from kit.speech import engine
from kit.speech.edge import EdgeSpec
from tests.beeper import BEEPER

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Step

NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(
    week=Week.parse("2026-W48"), now=NOW, workers=1, channels=frozenset({"广播"}), draft=False
)
ITEM = "DX-2026-012"
KEPT = (ITEM, "DX-2026-010")
ENGINES = dict(engine.ENGINES)


@pytest.fixture(scope="module")
def two_items(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with two short items that are broadcast."""
    folder = tmp_path_factory.mktemp("sound") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if path.stem not in KEPT:
            path.unlink()
    return folder


@pytest.fixture
def workspace(two_items: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(two_items, tmp_path / "daxi")
    beeper = {**ENGINES, "kokoro": lambda _voice, _roots, _readings: BEEPER}
    monkeypatch.setattr(engine, "ENGINES", beeper)
    return tmp_path / "daxi"


def checked(folder: Path) -> Result:
    return CliRunner().invoke(main, ["check", str(folder)])


def built(folder: Path) -> BuildResult:
    sign_samples(open_workspace(folder), at=NOW)
    return build(folder, OPTIONS, lambda _step: None)


def write_script(folder: Path, script: str) -> None:
    path = folder / "items" / f"{ITEM}.md"
    head, _, rest = path.read_text("utf-8").partition("\n---\n")
    lines = "".join(f"  {line}\n" for line in script.split("\n"))
    path.write_text(f"{head}\n广播稿: |\n{lines}---\n{rest}", encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("！！？？……", "没有能读的字"),
        ("※★", "没有能读的字"),
        ("请大家来😀", "不认得“😀”"),
        ("Please come to the market. It is open.", "“Please”是外文"),
        ("姓\U00030000的村民来领。", "没有读音"),
        ("\n".join(["大溪乡政府信息公开，" * 100] * 20), "最多 1000 个"),
        ("大溪乡" * 6667, "超过 3000 字"),
    ],
)
def test_a_script_that_cannot_be_broadcast_is_stopped_and_the_rest_goes_on(
    workspace: Path, script: str, says: str
) -> None:
    write_script(workspace, script)

    result = checked(workspace)

    assert result.exit_code == ExitCode.FINDINGS
    told = [line for line in result.output.splitlines() if says in line]
    assert any(line.startswith("不能发布") and ITEM in line for line in told)
    assert max(map(len, result.output.splitlines())) < 300


@pytest.mark.slow
def test_what_is_stopped_is_in_no_file_and_named(workspace: Path) -> None:
    write_script(workspace, "！！？？……")

    result = built(workspace)

    assert "没有能读的字" in result.left_out[ITEM]
    entries = parse_manifest((result.edition / MANIFEST).read_bytes()).files
    assert {i for entry in entries for i in entry.about} == {"DX-2026-010"}


def test_a_lone_character_is_told(workspace: Path) -> None:
    write_script(workspace, "来")

    assert "“来。”只有一个字，声调读不准" in checked(workspace).output


def test_a_script_without_a_stop_is_told_and_not_repeated_whole(workspace: Path) -> None:
    write_script(workspace, "大溪乡" * 300)

    output = checked(workspace).output

    assert "一口气读不完" in output
    assert "超过 70 秒。请缩短广播稿" in output
    assert max(map(len, output.splitlines())) < 300


def test_an_empty_script_is_written_by_the_kit(workspace: Path) -> None:
    write_script(workspace, "   ")

    # The beeper knows no table, so that one word's reading is doubted here.
    told = [line for line in checked(workspace).output.splitlines() if "L10" not in line]
    assert "广播稿" not in "\n".join(told)


def sound(seconds: float, rate_hz: int = 44_100, *, channels: int = 1) -> bytes:
    at_s = np.arange(round(seconds * rate_hz)) / rate_hz
    # Syllables with rests of real silence between them.
    loud = 0.3 * np.sin(2 * np.pi * 300 * at_s) * (np.sin(2 * np.pi * at_s) > -0.5)
    return flac(loud + np.random.default_rng(1).normal(0, 1e-4, len(at_s)), rate_hz, channels)


def silence(seconds: int, rate_hz: int = 44_100) -> bytes:
    return flac(np.zeros(seconds * rate_hz, np.int16), rate_hz)


def flac(samples: np.ndarray[Any, Any], rate_hz: int, channels: int = 1) -> bytes:
    file = BytesIO()
    soundfile.write(file, np.stack([samples] * channels, 1), rate_hz, format="FLAC")
    return file.getvalue()


TWO_HOURS = silence(7200, 8_000)
VIDEO = b"\0\0\0\x20ftypisom" + bytes(40) + b"hdlr" + bytes(8) + b"vide" + bytes(500)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        (f"{ITEM}.mp3", VIDEO, "是视频，不是声音"),
        (f"{ITEM}.mp4", VIDEO, "不是 WAV、MP3、FLAC、M4A，用不上"),
        (f"{ITEM}.flac", b"fLaC" + bytes(900), "打不开"),
        (f"{ITEM}.flac", sound(5)[:4000], "打不开|不完整"),
        (f"{ITEM}.flac", sound(5, 8_000), "打电话的音质"),
        (f"{ITEM}.flac", silence(5), "没有声音"),
        (f"{ITEM}.flac", TWO_HOURS, "长 120 分钟"),
        ("录音1.flac", sound(5), "不知道是哪一条的录音"),
    ],
)
def test_a_recording_that_is_no_good_is_told_by_check(
    workspace: Path, name: str, data: bytes, says: str
) -> None:
    (workspace / "recordings").mkdir()
    (workspace / "recordings" / name).write_bytes(data)

    told = [line for line in checked(workspace).output.splitlines() if "V01" in line]

    assert any(re.search(says, line) and f"recordings/{name}" in line for line in told), told


def test_a_good_recording_in_stereo_is_nothing_to_tell(workspace: Path) -> None:
    (workspace / "recordings").mkdir()
    (workspace / "recordings" / f"{ITEM}.flac").write_bytes(sound(20, channels=2))

    assert "V01" not in checked(workspace).output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (VIDEO, "是视频"),
        (TWO_HOURS, "长 120 分钟"),
        (sound(4), "和广播稿对不上"),
    ],
)
def test_a_signed_recording_that_is_no_good_is_never_half_broadcast(
    workspace: Path, data: bytes, says: str
) -> None:
    (workspace / "recordings").mkdir()
    (workspace / "recordings" / f"{ITEM}.flac").write_bytes(data)
    opened = open_workspace(workspace)
    item = next(i for i in opened.items if i.item_id == ITEM)
    reading = read_mandarin(workspace, item, opened.township, ())
    assert reading is not None
    sign_take(
        workspace / "reviews.jsonl",
        name=ledger_name(item, reading.voice),
        digest=reading.digest,
        speaker="",
        by="样例·听审员",
        at=NOW,
    )

    try:
        told = built(workspace).left_out.get(ITEM, "")
    except KitError as error:  # an inspection that fails stops the edition
        told = str(error)

    assert says in told


def voice(folder: Path, old: str, new: str) -> None:
    path = folder / "kit.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_without_a_network_the_whole_programme_is_the_built_in_voice(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_wait(_seconds: float) -> None:
        return

    voice(workspace, 'engine = "kokoro"', 'engine = "edge"')
    voice(workspace, 'name = "zn_middle"', 'name = "zh-CN-YunyangNeural"')
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", "ws://127.0.0.1:9/nobody?x=y")
    load = EdgeSpec.load
    monkeypatch.setattr(EdgeSpec, "load", lambda spec: replace(load(spec), sleep=no_wait))
    engine._engine.cache_clear()

    result = built(workspace)

    assert any("联网语音用不了" in note and "改用断网的声音" in note for note in result.notes)
    entries = parse_manifest((result.edition / MANIFEST).read_bytes()).files
    heard = [entry for entry in entries if entry.path.lower().endswith(".mp3")]
    assert heard
    assert len({entry.recipe["studio"] for entry in heard}) == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "zn_middle"', 'name = "zf_nobody"', "没有名叫“zf_nobody”的音色"),
        ('engine = "kokoro"', 'engine = "radio"', "没有名叫“radio”的朗读引擎"),
        ('preset = "horn"', 'preset = "siren"', "没有名叫“siren”的喇叭预设"),
    ],
)
def test_a_voice_that_is_not_there_is_told_by_name(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, says: str
) -> None:
    monkeypatch.setattr(engine, "ENGINES", ENGINES)
    voice(workspace, old, new)

    result = CliRunner().invoke(main, ["voice", "listen", ITEM, "--in", str(workspace)])

    assert result.exit_code != ExitCode.OK
    assert says in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("spoil", "says"),
    [("gone", "不见了"), ("other", "不是原来的")],
)
def test_a_voice_file_that_is_missing_or_changed_is_told(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, spoil: str, says: str
) -> None:
    from kit.source.builtin import builtin_dir

    monkeypatch.setattr(engine, "ENGINES", ENGINES)
    own = workspace / "voices" / "mandarin"
    shutil.copytree(builtin_dir("voices") / "mandarin", own)
    (file,) = own.glob("zf_xiaoyi*")
    if spoil == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] + b"\x00")

    result = CliRunner().invoke(main, ["voice", "listen", ITEM, "--in", str(workspace)])

    assert result.exit_code != ExitCode.OK
    assert says in result.output


@pytest.mark.slow
def test_a_full_disk_publishes_nothing_and_the_next_build_goes_on_where_it_was(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Step] = []

    def full_after_some(descriptor: int) -> None:
        if sum(step.stage == "朗读" for step in told) >= 10:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    sign_samples(open_workspace(workspace), at=NOW)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", full_after_some)
    with pytest.raises(StorageError, match="磁盘满了"):
        build(workspace, OPTIONS, told.append)
    assert not list((workspace / "output").rglob("r01"))

    monkeypatch.setattr(os, "fsync", real)
    before, told[:] = [step for step in told if step.stage == "朗读"], []
    build(workspace, OPTIONS, told.append)

    after = [step for step in told if step.stage == "朗读"]
    assert not {step.what for step in before} & {step.what for step in after}
    assert len(before) + len(after) == before[0].total
    assert [step.done for step in after] == list(range(1, len(after) + 1))
