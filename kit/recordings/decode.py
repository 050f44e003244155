"""Human recordings: a file named by the item's id is broadcast in the machine's place."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.errors import SpeechError
from kit.recordings import telephone
from kit.recordings.telephone import CONVERT
from kit.speech.filters import resample
from kit.speech.sound import RATE_HZ, trim
from kit.speech.tags import carries_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from kit.speech.sound import Samples

LONGEST_S = 600.0
"""An item lasts a minute or two; two hours are a meeting recorded by mistake."""
SHORTEST_S = 1.0
SILENT_BELOW_DB = -50.0
"""A microphone that was switched off leaves noise below this."""

COMPLETE_SHARE = 0.97
"""Of the length a file's head promises; MP3 heads count a few frames too many."""

BLOCK = 1 << 16
MACHINE = "机器试读"
"""In the name of every clip of ``kit voice preview``; no such file is a recording."""
BY_A_PERSON = "请本乡人念一遍，用录下来的文件。"
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
    refuse_silence(samples, name)
    return samples


def refuse_silence(samples: Samples, name: str) -> None:
    """Refuse what nobody would hear as a reading.

    Raises:
        SpeechError: It is silent, or shorter than a second.
    """
    if not len(trim(samples)) or _level_db(samples) < SILENT_BELOW_DB:
        raise SpeechError(f"录音“{name}”没有声音。", f"请检查话筒。{AGAIN}")
    if len(trim(samples)) < SHORTEST_S * RATE_HZ:
        raise SpeechError(f"录音“{name}”不到一秒。", AGAIN)


def decode_recording(data: bytes, name: str) -> tuple[Samples, int]:
    """Return a recording as mono at the rate it was made with, and that rate.

    Raises:
        SpeechError: It is a machine's, a video, of an unreadable kind, damaged, or far too long.
    """
    if MACHINE in name:
        raise SpeechError(f"“{name}”是{MACHINE}，不是人念的，不能当录音。", BY_A_PERSON)
    if carries_mark(data):
        raise SpeechError(f"“{name}”里有人工智能合成的标识（AIGC），不是人念的。", BY_A_PERSON)
    return decode_sound(data, name)


def decode_sound(data: bytes, name: str) -> tuple[Samples, int]:
    """Return any sound, a machine's too, as mono at the rate it was made with, and that rate.

    Raises:
        SpeechError: It is a video, of an unreadable kind, damaged, or far too long.
    """
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
    return float(10 * np.log10(max(np.square(samples, dtype=np.float64).mean(), 1e-20)))
