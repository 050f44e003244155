"""Finished sound files: MP3 for every player, WAV for broadcasters' desks."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, cast

import numpy as np

from kit.errors import SpeechError, VerifyError
from kit.speech.filters import BLOCK, resample
from kit.speech.loudspeaker import limit
from kit.speech.measure import integrated_lufs, true_peak_dbtp
from kit.speech.sound import RATE_HZ, decibels_to_gain
from kit.speech.tags import id3v1, id3v2

if TYPE_CHECKING:
    from kit.speech.loudspeaker import Preset
    from kit.speech.sound import Samples
    from kit.speech.tags import Tags

MP3_RATE_HZ = 44_100
"""MPEG-1: players on USB sticks all know it; not all know the lower rates of MPEG-2."""
MP3_KBPS = 128
MP3_QUALITY = 7
"""LAME's scale. 5 takes half as long again and changes nothing below 6 kHz."""

LAME_LOSS_DB = 0.445
"""LAME scales its input down by this at 128 kbit/s (measured); made good beforehand."""

LOUDNESS_TOLERANCE_LU = 0.15
"""Encoded again when it misses by more; 0.3 is what the finished file may miss by."""
HIGHEST_DBTP = -1.0
MOST_PASSES = 4
LEAST_RISE = 0.1
"""Of a decibel of gain, the least taken to be heard; asking for more would only distort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a finished file measures after decoding."""

    seconds: float
    lufs: float
    dbtp: float


def write_mp3(samples: Samples, preset: Preset, tags: Tags, *, old_players: bool = True) -> bytes:
    """Return an MP3 file that, decoded, has the preset's loudness and peaks below -1 dBTP.

    Encoded, decoded, measured and corrected until it does. ``old_players`` adds the GBK tag.
    The same samples give the same bytes.

    Raises:
        SpeechError: There are no samples.
        VerifyError: The wanted level cannot be reached, such as for a clip of a few clicks.
    """
    if not len(samples):
        raise SpeechError("没有声音可以写进文件。", "请检查广播稿是不是空的。")
    gain_db = preset.target_lufs - integrated_lufs(samples, RATE_HZ) + LAME_LOSS_DB
    ceiling_dbtp = preset.ceiling_dbtp + LAME_LOSS_DB
    step_db, heard_lufs = 0.0, 0.0
    for _ in range(MOST_PASSES):
        raised = samples * np.float32(decibels_to_gain(gain_db))
        frames = _encode(limit(raised, replace(preset, ceiling_dbtp=ceiling_dbtp)))
        data = id3v2(tags) + frames + (id3v1(tags) if old_players else b"")
        measured = measure_mp3(data)
        missing_lu, over_db = preset.target_lufs - measured.lufs, measured.dbtp - HIGHEST_DBTP
        if abs(missing_lu) <= LOUDNESS_TOLERANCE_LU and over_db <= 0:
            return data
        # The limiter takes back most of what is added to a lively voice: ask for as much more.
        rise = (measured.lufs - heard_lufs) / step_db if step_db else 1.0
        step_db, heard_lufs = missing_lu / min(max(rise, LEAST_RISE), 1.0), measured.lufs
        gain_db += step_db
        ceiling_dbtp -= max(0.0, over_db + 0.1)
    raise VerifyError(
        f"“{tags.title}”不合要求：响度 {measured.lufs:.1f} LUFS，峰值 {measured.dbtp:.1f} dBTP。",
        "请试听这一条；录音忽大忽小的请重录。",
    )


@lru_cache(maxsize=1)
def measure_mp3(data: bytes) -> Measured:
    """Return length, loudness and true peak of an MP3 or WAV file as a player hears it.

    The last one is kept: whoever asks for the figures of what was written just now need not
    decode the same bytes once more.

    Raises:
        VerifyError: The file cannot be decoded.
    """
    import soundfile

    try:
        decoded, rate_hz = soundfile.read(BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise VerifyError("有一个音频文件打不开。", "请重新制作这一期。") from error
    samples = cast("Samples", decoded[:, 0])
    return Measured(
        seconds=round(len(samples) / rate_hz, 3),
        lufs=round(integrated_lufs(samples, rate_hz), 2),
        dbtp=round(true_peak_dbtp(samples), 2),
    )


def write_wav(samples: Samples, tags: Tags) -> bytes:
    """Return a 16-bit WAV file with the same tags in an ``id3`` chunk."""
    data = _int16(samples)
    sizes = (16, 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)
    tag = id3v2(tags)
    tag += b"\0" * (len(tag) % 2)
    chunks = b"fmt " + struct.pack("<IHHIIHH", *sizes)
    chunks += b"data" + struct.pack("<I", len(data)) + data
    chunks += b"id3 " + struct.pack("<I", len(tag)) + tag
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def _encode(samples: Samples) -> bytes:
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(MP3_RATE_HZ)
    encoder.set_out_sample_rate(MP3_RATE_HZ)
    encoder.set_bit_rate(MP3_KBPS)
    encoder.set_quality(MP3_QUALITY)
    # LAME's own change of rate takes twice as long as all the rest of its work but one part.
    wave = resample(samples, from_hz=RATE_HZ, to_hz=MP3_RATE_HZ)
    # A little at a time stays within the processor's own memory.
    blocks = (wave[at : at + BLOCK] for at in range(0, len(wave), BLOCK))
    return b"".join([*(encoder.encode(_int16(block)) for block in blocks), encoder.flush()])


def _int16(samples: Samples) -> bytes:
    # No dither: peaks are limited, and the same samples must give the same bytes.
    whole = np.rint(samples * np.float32(32767))
    return bytes(np.clip(whole, -32768, 32767, out=whole).astype("<i2"))
