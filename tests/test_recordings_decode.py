from __future__ import annotations

import sys
from io import BytesIO

import av
import numpy as np
import pytest
import soundfile

from kit.errors import SpeechError
from kit.recordings.decode import read_recording
from kit.speech.sound import RATE_HZ, Samples


def spoken(rate_hz: int = 44_100, seconds: float = 4.0, *, noise: float = 0.0002) -> Samples:
    """A tone with pauses, over the hiss of a quiet room."""
    at_s = np.arange(round(seconds * rate_hz)) / rate_hz
    hiss = noise * np.random.default_rng(1).standard_normal(len(at_s))
    # Swelling, as voices do: a tone switched on and off rings at every change of rate.
    wave = 0.3 * np.sin(2 * np.pi * 600 * at_s) * np.clip(2 * np.sin(4 * at_s), 0, 1)
    return np.asarray(wave + hiss, np.float32)


def file_of(samples: Samples, rate_hz: int = 44_100, kind: str = "WAV") -> bytes:
    file = BytesIO()
    soundfile.write(file, samples, rate_hz, format=kind)
    return file.getvalue()


def telephone_file(
    samples: Samples, rate_hz: int = 44_100, kind: str = "ipod", *, picture: bool = False
) -> bytes:
    """Return what a telephone's recorder writes: M4A, AMR or WMA; with a picture, a video."""
    codecs = {"ipod": "aac", "mp4": "aac", "amr": "libopencore_amrnb", "asf": "wmav2"}
    file = BytesIO()
    with av.open(file, "w", format=kind) as container:
        stream = container.add_stream(codecs[kind], rate=rate_hz)
        assert isinstance(stream, av.AudioStream)
        stream.layout, stream.bit_rate = "mono", 12_200 if kind == "amr" else 64_000
        if picture:
            seen = container.add_stream("mpeg4", rate=1)
            assert isinstance(seen, av.VideoStream)
            seen.width = seen.height = 32
            container.mux([*seen.encode(av.VideoFrame(32, 32, "yuv420p")), *seen.encode(None)])
        whole = np.clip(samples * 32767, -32768, 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole[None], "s16", "mono")
        frame.sample_rate, frame.pts = rate_hz, 0
        into = av.AudioResampler(stream.format, "mono", rate_hz, frame_size=stream.frame_size)
        for part in [*into.resample(frame), *into.resample(None), None]:
            container.mux(stream.encode(part))
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "rate_hz"),
    [("ipod", 16_000), ("ipod", 44_100), ("mp4", 48_000), ("asf", 44_100), ("amr", 8_000)],
)
def test_what_telephones_record_is_heard_like_any_other(kind: str, rate_hz: int) -> None:
    samples = read_recording(telephone_file(spoken(rate_hz), rate_hz, kind), "DX-2026-004")

    assert len(samples) / RATE_HZ == pytest.approx(4.0, abs=0.1)
    assert np.abs(samples).max() == pytest.approx(0.3, abs=0.05)


def test_without_ffmpeg_a_telephones_file_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = telephone_file(spoken())
    monkeypatch.setitem(sys.modules, "av", None)

    with pytest.raises(SpeechError, match="M4A") as refused:
        read_recording(file, "DX-2026-004")

    assert "run.py" in refused.value.remedy


@pytest.mark.parametrize("kind", ["WAV", "MP3", "FLAC", "OGG"])
@pytest.mark.parametrize("rate_hz", [16_000, 44_100, 48_000])
def test_a_recording_is_heard_whole_at_the_rate_of_the_kit(kind: str, rate_hz: int) -> None:
    samples = read_recording(file_of(spoken(rate_hz), rate_hz, kind), "DX-2026-004")

    assert len(samples) / RATE_HZ == pytest.approx(4.0, abs=0.1)
    assert np.abs(samples).max() == pytest.approx(0.3, abs=0.05)


def test_two_channels_become_one_even_where_they_cancel() -> None:
    one = spoken()
    same = read_recording(file_of(np.stack([one, one], 1)), "x")
    half = read_recording(file_of(np.stack([one, 0 * one], 1)), "x")
    opposite = read_recording(file_of(np.stack([one, -one], 1)), "x")

    assert np.abs(same).max() == pytest.approx(0.3, abs=0.01)
    assert np.abs(half).max() == pytest.approx(0.15, abs=0.01)
    assert np.abs(opposite).max() == pytest.approx(0.3, abs=0.01)


def mp4(handler: bytes) -> bytes:
    return b"\0\0\0\x20ftypisom" + bytes(40) + b"hdlr" + bytes(8) + handler + bytes(500)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "打不开"),
        (b"not sound at all" * 99, "打不开"),
        (file_of(spoken())[:20], "打不开"),
        (mp4(b"vide"), "视频"),
        (mp4(b"soun"), "打不开"),
        (b"".join(telephone_file(spoken()).partition(b"moov")[:1]), "打不开"),
        (telephone_file(spoken(), kind="mp4", picture=True), "视频"),
        (b"\x1aE\xdf\xa3" + bytes(99), "视频"),
        (b"RIFF\0\0\0\0AVI LIST" + bytes(99), "视频"),
        (b"\x30\x26\xb2\x75\x8e\x66" + bytes(99), "打不开"),
        (telephone_file(np.zeros(44_100, np.float32)), "没有声音"),
        (telephone_file(np.zeros(44_100 * 602, np.float32)), "10 分钟以内"),
        (file_of(np.zeros(44_100, np.float32)), "没有声音"),
        (file_of(np.zeros(0, np.float32)), "没有声音"),
        (file_of(spoken() * np.float32(0.001)), "没有声音"),
        (file_of(spoken(seconds=0.3)), "不到一秒"),
        (file_of(np.zeros(8_000 * 601, np.float32), 8_000, "FLAC"), "10 分钟以内"),
    ],
)
def test_what_cannot_be_broadcast_is_refused_by_name_and_with_a_remedy(
    data: bytes, says: str
) -> None:
    with pytest.raises(SpeechError, match="DX-2026-004") as refused:
        read_recording(data, "DX-2026-004")

    assert says in str(refused.value)
    assert refused.value.remedy.startswith("请")


def test_samples_that_are_no_numbers_are_refused() -> None:
    broken = spoken()
    broken[1000] = np.nan
    file = BytesIO()
    soundfile.write(file, broken, 44_100, format="WAV", subtype="FLOAT")

    with pytest.raises(SpeechError, match="坏数据"):
        read_recording(file.getvalue(), "x")


@pytest.mark.parametrize("kind", ["MP3", "WAV", "FLAC", "OGG"])
def test_a_file_that_broke_off_is_never_broadcast_as_if_it_were_whole(kind: str) -> None:
    whole = file_of(spoken(), kind=kind)

    with pytest.raises(SpeechError, match=r"不完整|坏|不到一秒"):
        read_recording(whole[: len(whole) // 2], "x")
