"""Human recordings: a file named by the item's id is broadcast in the machine's place."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.errors import SpeechError
from kit.recordings import telephone
from kit.recordings.telephone import CONVERT
from kit.speech.filters import resample
from kit.speech.sound import RATE_HZ, decibels_to_gain, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from kit.speech.sound import Samples

LONGEST_S = 600.0
"""An item lasts a minute or two; two hours are a meeting recorded by mistake."""
SHORTEST_S = 1.0
SILENT_BELOW_DB = -50.0
"""A microphone that was switched off leaves noise below this."""

LOWEST_GOOD_HZ = 16_000
"""Below it s, sh and f sound alike; telephones and old recorders give 8 kHz."""
SOFT_BELOW_DB = -30.0
CLIPPED_SHARE = 0.0005
"""Of all samples; a cough cuts a few, a wrong level cuts every vowel."""
LEAST_ABOVE_NOISE_DB = 20.0
COMPLETE_SHARE = 0.97
"""Of the length a file's head promises; MP3 heads count a few frames too many."""

BLOCK = 1 << 16
MACHINE = "机器试读"
"""In the name of every clip of ``kit voice preview``; no such file is a recording."""
AGAIN = "请重新录音，或删去这个文件改用机读。"


def read_recording(data: bytes, name: str) -> Samples:
    """Return a recording (WAV, MP3, FLAC, OGG, M4A, AMR, WMA) as mono samples at ``RATE_HZ``.

    ``name`` is how messages call it.

    Raises:
        SpeechError: It is a video, of an unreadable kind, damaged, silent, or of a length
            that no item has.
    """
    mono, rate_hz = decode_recording(data, name)
    samples = resample(mono, from_hz=rate_hz, to_hz=RATE_HZ)
    if not len(trim(samples)) or _level_db(samples) < SILENT_BELOW_DB:
        raise SpeechError(f"录音“{name}”没有声音。", f"请检查话筒。{AGAIN}")
    if len(trim(samples)) < SHORTEST_S * RATE_HZ:
        raise SpeechError(f"录音“{name}”不到一秒。", AGAIN)
    return samples


def decode_recording(data: bytes, name: str) -> tuple[Samples, int]:
    """Return a recording as mono at the rate it was made with, and that rate.

    Raises:
        SpeechError: It is a machine's, a video, of an unreadable kind, damaged, or far too long.
    """
    if MACHINE in name:
        raise SpeechError(
            f"“{name}”是{MACHINE}，不是人念的，不能当录音。", "请本乡人念一遍，用录下来的文件。"
        )
    return _decode(data, name)


def recording_warnings(data: bytes, name: str) -> tuple[str, ...]:
    """Return, in Chinese, what is poor in a recording that can still be broadcast.

    Raises:
        SpeechError: As :func:`read_recording`.
    """
    samples = read_recording(data, name)
    mono, rate_hz = _decode(data, name)
    warnings = []
    if rate_hz < LOWEST_GOOD_HZ:
        kilohertz = rate_hz / 1000
        warnings.append(
            f"录音“{name}”是 {kilohertz:g} kHz 的电话音质，喇叭里听不清。请用手机自带的录音机重录。"
        )
    if np.mean(np.abs(mono) > 0.995) > CLIPPED_SHARE:
        warnings.append(f"录音“{name}”太响，声音破了。请离话筒远一点重录。")
    if _level_db(trim(samples)) < SOFT_BELOW_DB:
        warnings.append(f"录音“{name}”太轻。请靠近话筒重录。")
    if _above_noise_db(samples) < LEAST_ABOVE_NOISE_DB:
        warnings.append(f"录音“{name}”杂音大。请在安静的房间里重录。")
    return tuple(warnings)


def _decode(data: bytes, name: str) -> tuple[Samples, int]:
    """Return the recording as mono, at the rate it was made with."""
    if telephone.kind_of(data):
        channels, rate_hz, promised_s = telephone.decode(data, name, longest_s=LONGEST_S)
        mono = _mono(channels)
    else:
        mono, rate_hz, promised_s = _decode_by_libsndfile(data, name)
    seconds = len(mono) / rate_hz
    if max(seconds, promised_s) > LONGEST_S:
        raise SpeechError(
            f"录音“{name}”长 {max(seconds, promised_s) / 60:.0f} 分钟。",
            f"请剪到 {LONGEST_S / 60:.0f} 分钟以内，一个文件只录一条。",
        )
    if seconds < COMPLETE_SHARE * promised_s or _breaks_off(data):
        raise SpeechError(f"录音“{name}”不完整，后面断了。", "请重新拷贝这个文件，或重新录音。")
    if not np.isfinite(mono).all():
        raise SpeechError(f"录音“{name}”里有坏数据。", AGAIN)
    return mono, rate_hz


def _decode_by_libsndfile(data: bytes, name: str) -> tuple[Samples, int, float]:
    """Return the recording as mono, its rate, and the seconds its head promises.

    Of one that is far too long nothing is decoded.
    """
    import soundfile

    try:
        with soundfile.SoundFile(BytesIO(data)) as file:
            rate_hz, promised_s = int(file.samplerate), file.frames / file.samplerate
            blocks = _blocks(file) if promised_s <= LONGEST_S else ()
            return np.concatenate([np.zeros(0, np.float32), *blocks]), rate_hz, promised_s
    except soundfile.LibsndfileError as error:
        raise SpeechError(f"录音“{name}”打不开，文件可能坏了。", CONVERT) from error


def _breaks_off(data: bytes) -> bool:
    """Return whether a WAV or OGG file ends before its own end; libsndfile plays what is there."""
    if data[:4] == b"RIFF":
        size = int.from_bytes(data[4:8], "little")
        # Recorders that were switched off hard leave 0 or all ones: then the size is not known.
        return size not in {0, 0xFFFFFFFF} and len(data) < COMPLETE_SHARE * size
    last_page = data.rfind(b"OggS")
    return data[:4] == b"OggS" and not data[last_page + 5] & 0x04


def _blocks(file: Any) -> Iterator[Samples]:
    """Yield the file as mono, block by block: ten minutes of stereo are a quarter of a gigabyte.

    Not ``SoundFile.blocks``: where a file ends early, that repeats what was read last.
    """
    while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
        yield _mono(block)


def _mono(block: npt.NDArray[Any]) -> Samples:
    """Return the channels' mean, or the loudest where they cancel each other out."""
    mean: Samples = block.mean(1, dtype=np.float32)
    powers = np.square(block).mean(0)
    loudest = int(powers.argmax())
    if float(np.square(mean).mean()) < 0.1 * float(powers[loudest]):
        channel: Samples = block[:, loudest].copy()
        return channel
    return mean


def _level_db(samples: Samples) -> float:
    return _decibels(float(np.square(samples, dtype=np.float64).mean()))


def _above_noise_db(samples: Samples) -> float:
    """Return how far speech stands above what is heard in the pauses."""
    hop = RATE_HZ // 20
    count = len(samples) // hop
    powers = np.square(samples[: count * hop].reshape(count, hop)).mean(1)
    heard = powers[powers > decibels_to_gain(-90.0) ** 2]
    if not len(heard):
        return 0.0
    loud, soft = np.percentile(heard, 90), np.percentile(heard, 5)
    return _decibels(float(loud)) - _decibels(float(soft))


def _decibels(power: float) -> float:
    return float(10 * np.log10(max(power, 1e-20)))
