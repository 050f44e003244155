"""No machine's voice passes for a neighbour's: by the mark in its file, and by its sound."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import av
import lameenc
import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.cli import main
from kit.edition.build import build
from kit.edition.request import Options
from kit.errors import ExitCode, SpeechError
from kit.model.item import Channel
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.recordings.decode import decode_recording, decode_sound
from kit.recordings.human_readings import BY_MACHINE, read_mandarin
from kit.recordings.listening import TakeState
from kit.recordings.own_voice import PRINTS, own_voice, refuse_own_voice
from kit.recordings.voice_print import SAME_SOUND, marks_of, stretches_alike, voice_prints
from kit.source.workspace import open_workspace
from kit.speech.filters import resample
from kit.speech.loudspeaker import preset, produce
from kit.speech.sound import RATE_HZ, Clip
from kit.speech.tags import Tags, carries_mark, id3v2
from tests.beeper import Beeper
from tests.readings import in_room, reading, sentence
from tests.reciter import use_reciter
from tests.test_recordings_takes import NOW, lines, with_dialect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.speech.sound import Samples

ITEM = "DX-2026-005"
MARKED = Tags(title="医保", artist="样例乡", album="x", day=NOW.date(), produce_id="26W48/01")
SAID = (
    "城乡居民医保开始缴费，每人四百元。",
    "请在十二月三十一号以前到村部交。",
    "再讲一遍，请大家交医保费的时候，记得带上身份证。",
)


def encoded(samples: Samples, rate_hz: int = RATE_HZ, kbps: int = 64) -> bytes:
    """Return an MP3 without any mark, as another program saves it."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_bit_rate(kbps)
    wave = resample(samples, from_hz=RATE_HZ, to_hz=rate_hz)
    whole = np.clip(np.rint(wave * 32767), -32768, 32767).astype("<i2")
    return bytes(encoder.encode(whole.tobytes()) + encoder.flush())


def heard(data: bytes) -> Samples:
    mono, rate_hz = decode_sound(data, "x")
    return resample(mono, from_hz=rate_hz, to_hz=RATE_HZ)


def through_the_chain(samples: Samples) -> Samples:
    return produce(Clip(samples=samples), preset("horn")).samples


def container(kind: str, codec: str) -> bytes:
    """Return a file whose tags a program wrote that knows this kind of file."""
    file = BytesIO()
    options = {"movflags": "use_metadata_tags"} if kind == "ipod" else {}
    with av.open(file, "w", format=kind, options=options) as one:
        one.metadata["AIGC"] = MARKED.aigc
        stream = one.add_stream(codec, rate=RATE_HZ)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, RATE_HZ), np.int16), "s16", "mono")
        frame.sample_rate, frame.pts = RATE_HZ, 0
        into = av.AudioResampler(stream.format, "mono", RATE_HZ, frame_size=stream.frame_size)
        for part in [*into.resample(frame), *into.resample(None), None]:
            one.mux(stream.encode(part))
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        id3v2(MARKED) + encoded(sentence(SAID[0], rate_hz=RATE_HZ)),
        b"ID3\x04" + b'TXXX\0\0\0\x7f\0\0\x03AIGC\0{"Label":"2"}' + bytes(99),
        "<TC260:AIGC>{&quot;Label&quot;:&quot;3&quot;}".encode("utf-16-be"),
        container("ipod", "aac"),
        container("flac", "flac"),
        container("ogg", "libopus"),
        container("wav", "pcm_s16le") + b"LIST....INFOAIGC" + MARKED.aigc.encode(),
    ],
    ids=["ours", "id3v2.4", "xmp", "m4a", "flac", "ogg", "wav"],
)  # fmt: skip
def test_a_marked_file_is_refused_whatever_kind_it_is(data: bytes) -> None:
    with pytest.raises(SpeechError, match="AIGC") as refused:
        decode_recording(data, "DX-2026-004.mp3")

    assert "请本乡人念一遍" in refused.value.remedy


@given(st.binary(max_size=400), st.sampled_from([b"AIGC", "AIGC".encode("utf-16-le"), b""]))
def test_sound_data_and_a_name_alone_are_no_mark(noise: bytes, name: bytes) -> None:
    assert not carries_mark(noise.replace(b"Label", b"") + name + noise.replace(b"Label", b""))


CHANGES: dict[str, Callable[[Samples], Samples]] = {
    "as it is": lambda samples: samples,
    "encoded": lambda samples: heard(encoded(samples, 44_100, 128)),
    "encoded poorly": lambda samples: heard(encoded(samples, 16_000, 32)),
    "softer, cut, encoded": lambda samples: heard(encoded(samples[7200:] * np.float32(0.5))),
    "cut between two frames": lambda samples: samples[2489:-1777],
    "telephone": lambda samples: resample(
        resample(samples, from_hz=RATE_HZ, to_hz=8000), from_hz=8000, to_hz=RATE_HZ
    ),
    "loudspeaker": lambda samples: heard(encoded(through_the_chain(samples), 44_100, 128)),
    "over a noisy room": lambda samples: in_room(samples, 0.004),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_clip_of_ours_is_known_whatever_was_done_to_it(change: str) -> None:
    spoken = [sentence(line, rate_hz=RATE_HZ) for line in SAID]
    own = voice_prints([marks_of(one) for one in spoken])

    for one in spoken:
        with pytest.raises(SpeechError, match="同一段声音"):
            refuse_own_voice(CHANGES[change](one), "录音1.mp3", own)


@settings(max_examples=40, deadline=None)
@given(
    pace=st.floats(3.0, 6.5).filter(lambda pace: abs(pace - 4.2) > 0.15),
    line=st.sampled_from(SAID),
    room=st.floats(0.0003, 0.004),
)
def test_another_reading_of_the_same_words_is_a_persons(
    pace: float, line: str, room: float
) -> None:
    own = voice_prints([marks_of(sentence(one, rate_hz=RATE_HZ)) for one in SAID])
    read = reading([line], rate_hz=RATE_HZ, pace=pace, room=room)

    assert stretches_alike(marks_of(read), own) < SAME_SOUND


def test_a_tone_is_no_voice_however_often_it_agrees_with_itself() -> None:
    beeps = Beeper().speak("满八十岁的老人每月有补贴" * 5, ())
    own = voice_prints([marks_of(beeps)])

    refuse_own_voice(in_room(beeps[1000:]), "x", own)


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(RATE_HZ, np.float32)])
def test_nothing_and_silence_are_nobodys(samples: Samples) -> None:
    refuse_own_voice(samples, "x", voice_prints([marks_of(samples), marks_of(samples)]))
    refuse_own_voice(samples, "x", voice_prints([]))


@pytest.fixture(scope="module")
def spoken_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a township whose week a machine has spoken; tests copy it."""
    folder = tmp_path_factory.mktemp("own") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if not path.stem.startswith(ITEM):
            path.unlink()
    with_dialect(folder)
    only = frozenset({Channel.LOUDSPEAKER})
    options = Options(week=Week.parse("2026-W48"), now=NOW, workers=1, channels=only)
    with pytest.MonkeyPatch.context() as patch:
        use_reciter(patch)
        build(folder, options, lambda _step: None)
    return folder


@pytest.fixture
def workspace(spoken_week: Path, tmp_path: Path) -> Path:
    shutil.copytree(spoken_week, tmp_path / "daxi")
    return tmp_path / "daxi"


def clip(folder: Path) -> bytes:
    return next(folder.glob(f"output/*/r01/2要播放/clips/{ITEM}.mp3")).read_bytes()


def kit(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def put(folder: Path, data: bytes) -> None:
    (folder / "recordings").mkdir(exist_ok=True)
    (folder / "recordings" / f"{ITEM}.mp3").write_bytes(data)


def test_a_published_clip_among_the_recordings_is_told_and_never_signed(workspace: Path) -> None:
    put(workspace, clip(workspace))
    opened = open_workspace(workspace)
    item = next(one for one in opened.items if one.item_id == ITEM)

    found = read_mandarin(workspace, item, opened.township, ())
    assert found is not None
    assert (found.state, found.why) == (TakeState.WANTED, BY_MACHINE)
    told = [line for line in kit("check", workspace).output.splitlines() if "V01" in line]
    assert len(told) == 1
    assert "AIGC" in told[0]
    signed = kit("voice", "sign", ITEM, "--voice", "mandarin", "--by", "样例甲", "--in", workspace)
    assert signed.exit_code != 0
    assert "AIGC" in signed.output


@pytest.mark.parametrize("lost", ["", ".kit", "output"])
def test_without_its_mark_a_clip_is_known_from_the_store_or_from_the_edition(
    workspace: Path, lost: str
) -> None:
    put(workspace, encoded(heard(clip(workspace))[7200:] * np.float32(0.5), 44_100, 96))
    if lost:
        shutil.rmtree(workspace / lost)

    told = [line for line in kit("check", workspace).output.splitlines() if "V01" in line]
    assert ["同一段声音" in line for line in told] == [True]
    signed = kit("voice", "sign", ITEM, "--voice", "mandarin", "--by", "样例甲", "--in", workspace)
    assert signed.exit_code == ExitCode.REFUSED
    assert "同一段声音" in signed.output


def test_what_the_machine_said_is_known_after_its_clips_are_gone(workspace: Path) -> None:
    copy = heard(encoded(heard(clip(workspace))))
    own_voice(workspace)
    shutil.rmtree(workspace / "output")
    shutil.rmtree(workspace / ".kit" / "store")

    with pytest.raises(SpeechError, match="同一段声音"):
        refuse_own_voice(copy, "x", own_voice(workspace))
    (workspace / PRINTS).write_bytes((workspace / PRINTS).read_bytes()[:-400])
    refuse_own_voice(copy, "x", own_voice(workspace))


def test_a_clip_is_not_imported_as_a_neighbours_and_a_reading_is(workspace: Path) -> None:
    said = reading(lines(workspace, ITEM), rate_hz=16_000, pace=6.5)
    mine, ours = workspace.parent / "念.wav", workspace.parent / "录音.mp3"
    soundfile.write(mine, said, 16_000)
    ours.write_bytes(encoded(heard(clip(workspace))))
    who = ("--speaker", "样例·播音员", "--consent", "--anyway", "--in", workspace)

    refused = kit("voice", "import", ITEM, ours, *who)
    taken = kit("voice", "import", ITEM, mine, *who)

    assert refused.exit_code == ExitCode.REFUSED
    assert "同一段声音" in refused.output
    assert "请本乡人念一遍" in refused.output
    assert taken.exit_code == 0, taken.output
