"""A machine try of a dialect text (机器试读): for whoever writes it, never for a loudspeaker.

It lies in a folder that nothing else reads, its name and its first words say what it is, it
carries the mark of machine speech, and no import takes a file of that name for a recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.dialect_text import WELL_COVERED, read_aloud
from kit.compose.spoken.script import compose_script
from kit.edition.make.sound import studio_of
from kit.edition.request import PREVIEW, PRIVATE
from kit.errors import SpeechError
from kit.source.files import storage_errors, write_atomic
from kit.text.dialect.readings import coverage

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Item
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace

WARNING = "机器试读，不能播出。"
PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Preview:
    """A finished try, and the characters it passes over."""

    path: Path
    passed_over: tuple[str, ...]


def make_preview(
    workspace: Workspace, item: Item, voice: DialectVoice, program: Path, number: str
) -> Preview:
    """Have espeak-ng read an item's dialect text into ``preview`` and return the file.

    Raises:
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

    if voice.rough is None:
        raise SpeechError(
            f"“{voice.name}”没有写机器试读用的音素。",
            "请照自带的 voice.toml 写 [preview]，或不试读。",
        )
    said = read_aloud(item, compose_script(item, workspace.township), voice)
    covered = coverage(said, voice.readings)
    if covered.share < WELL_COVERED:
        raise SpeechError(
            f"{item.item_id} 只有 {covered.share:.0%} 的字有读音，试读听不出什么。",
            "请先收一张同音字表：kit voice import-table。",
        )
    rough = speak_rough(program, voice.rough, [rough_line(s, voice, voice.rough) for s in said])
    warning = studio_of(workspace, workspace.folder / PRIVATE / "store").say()(Utterance(WARNING))
    clip = join([Clip(samples=warning), silence(PAUSE_S), Clip(samples=rough)])
    name = f"{item.item_id}_{voice.label}_{MACHINE}"
    tags = Tags(
        title=name,
        artist=workspace.township.government,
        album=WARNING,
        day=item.dates.publish,
        produce_id=number,
    )
    path = workspace.folder / PREVIEW / f"{name}.wav"
    with storage_errors(path.parent):
        path.parent.mkdir(exist_ok=True)
    write_atomic(path, write_wav(clip.samples, tags))
    return Preview(path, tuple(covered.missing))
