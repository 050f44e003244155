"""A machine try of a dialect text (机器试读) by espeak-ng, a program of its own.

It reads no Chinese characters and knows another place's sounds, so it is told the nearest ones.
Good for hearing where a sentence is too long; never good enough to be broadcast.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import SpeechError
from kit.speech.filters import resample
from kit.speech.sound import RATE_HZ, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.source.voices import DialectVoice, RoughSounds
    from kit.speech.sound import Samples
    from kit.text.dialect.romanization import Syllable

MOST_S = 60.0
"""It speaks a minute in a twentieth of a second; after this it hangs."""
WORDS_A_MINUTE = 130
_CLAUSES = re.compile("[，、；：。！？]+")
_REST = "_:"
_REMEDY = "请更新或重装 espeak-ng 再试；试读做不成，不影响提词稿和真人录音。"


def rough_line(text: str, voice: DialectVoice, rough: RoughSounds) -> str:
    """Return a sentence as espeak-ng takes it, a rest in the place of what has no reading."""
    clauses = (" ".join(_sounds(part, voice, rough)) for part in _CLAUSES.split(text))
    return ", ".join(f"[[{clause}]]" for clause in clauses if clause) + "."


def _sounds(text: str, voice: DialectVoice, rough: RoughSounds) -> Iterator[str]:
    for spoken in voice.readings.read(text):
        ipa = spoken.readings[0].ipa if spoken.readings else ""
        for one in ipa.split():
            syllable = voice.spelling.syllable(one)
            yield _rough_syllable(syllable, rough) if syllable else _REST
        if not ipa:
            yield _REST


def _rough_syllable(one: Syllable, rough: RoughSounds) -> str:
    """Return mnemonics such as ``khia1N``; a rest where the tables lack a part."""
    initial = rough.initials.get(one.initial) if one.initial else ""
    final, tone = rough.finals.get(one.final), rough.tones.get(str(one.tone))
    if initial is None or final is None or tone is None:
        return _REST
    vowels, _, ending = final.partition(" ")
    return f"{initial}{vowels}{tone}{ending}"


def speak_rough(program: Path, rough: RoughSounds, lines: Sequence[str]) -> Samples:
    """Return what espeak-ng makes of the lines, at ``RATE_HZ``.

    Raises:
        SpeechError: It fails, hangs, or gives no sound.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "out.wav"
        speed = str(WORDS_A_MINUTE)
        command = [str(program), "-v", rough.espeak, "-s", speed, "-w", str(file), "--stdin"]
        try:
            done = subprocess.run(
                command,
                input="\n".join(lines).encode(),
                capture_output=True,
                timeout=MOST_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise SpeechError(f"espeak-ng 过了 {MOST_S:g} 秒还没有念完。", _REMEDY) from None
        except OSError as error:
            raise SpeechError(f"espeak-ng 启动不了（{error.strerror}）。", _REMEDY) from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()[-200:]
            raise SpeechError(
                f"espeak-ng 出错了（{done.returncode}）{f'：{said}' if said else ''}。", _REMEDY
            )
        return _heard(file.read_bytes() if file.is_file() else b"")


def _heard(data: bytes) -> Samples:
    import soundfile

    silent = SpeechError("espeak-ng 没有念出声音。", _REMEDY)
    try:
        mono, rate_hz = soundfile.read(BytesIO(data), dtype="float32")
    except soundfile.LibsndfileError as error:
        raise silent from error
    samples = trim(resample(mono, from_hz=rate_hz, to_hz=RATE_HZ))
    if not len(samples):
        raise silent
    return samples
