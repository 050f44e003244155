"""Telephones' own kinds of sound (M4A, AMR, WMA), which libsndfile does not read.

FFmpeg does, through PyAV: an extra, for its wheels carry parts under the GPL
(``docs/decisions/0006``). Without it these files are refused with what to do.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

CONVERT = "请在手机或电脑上另存为 MP3 或 WAV，再放回 recordings 文件夹。"
INSTALL = "请重新运行一次 python run.py demo，把读它的程序装上；或另存为 MP3、WAV。"

AMR = "AMR 手机录音"

_OF_BROKEN_STREAMS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)

# What the first bytes say.
KINDS = (
    (b"#!AMR", AMR),
    (b"\x30\x26\xb2\x75", "WMA 文件"),
    (b"\x1aE\xdf\xa3", "视频"),
    (b"FLV", "视频"),
    (b"\x00\x00\x01\xba", "视频"),
)


def kind_of(data: bytes) -> str:
    """Return what such a file is called to staff; empty where libsndfile is to be asked."""
    if data[4:8] == b"ftyp":
        # Sound and video share this container; the handler of a picture track tells.
        return "视频" if b"hdlr" in data and b"vide" in data else "M4A 文件"
    if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        return "视频"
    return next((kind for start, kind in KINDS if data.startswith(start)), "")


def decode(data: bytes, name: str, *, longest_s: float) -> tuple[npt.NDArray[Any], int, float]:
    """Return samples (a row a moment, a column a channel), their rate, and the promised seconds.

    No more than ``longest_s`` are decoded, and one second; 0 promised: the file does not say.

    Raises:
        SpeechError: It is a video, damaged, or FFmpeg is not installed.
    """
    kind = kind_of(data)
    if kind == "视频":
        raise SpeechError(f"录音“{name}”是视频，不是声音。", CONVERT)
    try:
        import av
    except ImportError as error:
        raise SpeechError(f"录音“{name}”是 {kind}，这台电脑还读不了。", INSTALL) from error
    try:
        with av.open(BytesIO(data), "r") as container:
            # A picture beside the sound is a cover; WMV says only here that it is a video.
            if any(not _is_cover(stream) for stream in container.streams.video):
                raise SpeechError(f"录音“{name}”是视频，不是声音。", CONVERT)
            # AMR has no head; FFmpeg guesses its length from the first moments.
            promised_s = 0 if kind == AMR else (container.duration or 0) / av.time_base
            stream = container.streams.audio[0]
            blocks = list(_blocks(av, container, stream, longest_s))
            return np.concatenate(blocks), int(stream.rate), promised_s
    # Of a stream whose codec it does not know, PyAV's attributes are missing, zero or None.
    except (av.FFmpegError, *_OF_BROKEN_STREAMS) as error:
        raise SpeechError(f"录音“{name}”打不开，文件可能坏了。", CONVERT) from error


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & type(stream.disposition).attached_pic)


def _blocks(av: Any, container: Any, stream: Any, longest_s: float) -> Iterator[npt.NDArray[Any]]:
    """Yield the sound block by block, as floats at its own rate."""
    to_floats = av.AudioResampler(format="fltp", layout=stream.layout, rate=stream.rate)
    left = round((longest_s + 1) * stream.rate)
    for frame in container.decode(stream):
        for one in to_floats.resample(frame):
            block = one.to_ndarray().T
            yield block
            left -= len(block)
        if left <= 0:
            return
    yield np.zeros((0, stream.channels), np.float32)
