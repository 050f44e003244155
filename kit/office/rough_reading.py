"""A machine try of a dialect text (机器试读): for whoever writes it, never for a loudspeaker.

It lies in a folder that nothing else reads, its name and its first words say what it is, it
carries the mark of machine speech, and no import takes a file of that name for a recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.make.studio import said_by, studio_of
from kit.errors import SpeechError
from kit.office.dialect import to_read
from kit.source.files import write_in_folder
from kit.source.private import PREVIEW, STORE

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Clock

GET_ESPEAK = (
    "它是另外的自由软件，本软件不带：Windows 到 github.com/espeak-ng/espeak-ng 下载 .msi，"
    "装好后把它的文件夹加进 PATH；Linux 运行 sudo apt install espeak-ng。不装，别的都照样用。"
)
WARNING = "机器试读，不能播出。"
PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class RoughReading:
    """A finished try, and the characters it passes over."""

    path: Path
    passed_over: tuple[str, ...]


def read_roughly(
    folder: Path, item_id: str, voice_id: str, program: Path | None, clock: Clock
) -> RoughReading:
    """Have espeak-ng, found at ``program``, read an item's dialect text and return the file.

    Raises:
        SourceError: There is no such item, or no such dialect.
        SpeechError: The voice has no sounds for it, too few characters have a reading, or the
            program fails.
        StorageError: The disk is full, read-only or gone.
    """
    from kit.recordings.decode import MACHINE
    from kit.speech.engine import Utterance
    from kit.speech.espeak import rough_line, speak_rough
    from kit.speech.mp3 import write_wav
    from kit.speech.sound import Clip, join, silence
    from kit.speech.tags import Tags

    if program is None:
        raise SpeechError("这台电脑没有 espeak-ng，做不了机器试读。", GET_ESPEAK)
    read = to_read(folder, item_id, voice_id)
    item, voice, government = read.item, read.dialect, read.workspace.township.government
    if voice.rough is None:
        raise SpeechError(
            f"“{voice.name}”没有写机器试读用的音素。",
            "请照自带的 voice.toml 写 [preview]，或不试读。",
        )
    if not read.well_covered:
        raise SpeechError(
            f"{item.item_id} 只有 {read.found.share:.0%} 的字有读音，试读听不出什么。",
            "请先收一张同音字表：kit voice import-table。",
        )
    rough = speak_rough(
        program, voice.rough, [rough_line(s, voice, voice.rough) for s in read.sentences]
    )
    studio, said = studio_of(read.workspace, folder / STORE), Utterance(WARNING)
    warning = studio.say(said_by(studio, [said]))(said)
    clip = join([Clip(samples=warning), silence(PAUSE_S), Clip(samples=rough)])
    name = f"{item.item_id}_{voice.label}_{MACHINE}"
    tags = Tags(
        title=name,
        artist=government,
        album=WARNING,
        day=item.dates.publish,
        produce_id=f"{item.item_id}/{MACHINE}/{clock():%Y%m%d%H%M%S}",
    )
    path = folder / PREVIEW / f"{name}.wav"
    write_in_folder(path, write_wav(clip.samples, tags))
    return RoughReading(path, tuple(read.found.missing))
