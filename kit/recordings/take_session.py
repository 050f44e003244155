"""A recording session: line by line into a folder, so that a stopped one goes on where it was."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.recordings.decode import decode_recording
from kit.recordings.hearing import hear
from kit.recordings.human_readings import LABEL_OF_MANDARIN, lines_of
from kit.recordings.take import MANDARIN, take_folder
from kit.recordings.take_import import import_take
from kit.recordings.verdicts import check_sentence
from kit.source.files import storage_errors, write_atomic

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kit.compose.spoken.read_lines import ReadLine
    from kit.model.item import Item
    from kit.recordings.take_import import Speaker
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace

UNFINISHED = "未交"


@dataclass
class TakeSession:
    """An item being read in a voice; ``kit.serve.booth`` shows it."""

    workspace: Workspace
    item: Item
    voice: DialectVoice | None
    speaker: Speaker
    day: date
    lines: tuple[ReadLine, ...] = ()
    seconds: float = 0.0
    _good: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.lines = lines_of(self.item, self.workspace.township, self.voice)
        self._good = {
            number for number in range(1, len(self.lines) + 1) if self._file(number).is_file()
        }

    @property
    def title(self) -> str:
        """What is read."""
        return f"{self.item.item_id} {self.item.title}"

    @property
    def label(self) -> str:
        """In which voice."""
        return self.voice.label if self.voice else LABEL_OF_MANDARIN

    @property
    def folder(self) -> Path:
        """Where lines wait until all are there."""
        name = self.voice.voice_id if self.voice else MANDARIN
        whole = take_folder(self.workspace.folder, self.item.item_id, name)
        return whole.with_name(f"{whole.name}.{UNFINISHED}")

    def done(self) -> list[bool]:
        """Return which lines are recorded well enough."""
        return [number in self._good for number in range(1, len(self.lines) + 1)]

    def take(self, number: int, data: bytes) -> tuple[tuple[str, ...], bool]:
        """Keep a recording; return its verdicts, and whether they may be put up with.

        Raises:
            SpeechError: It is no sound.
            StorageError: The disk does not take it.
        """
        read = [line.read for line in self.lines]
        hearing = hear(*decode_recording(data, f"第 {number} 句"))
        verdicts = check_sentence(hearing, number, read)
        with storage_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        self._good.discard(number)
        self._file(number).unlink(missing_ok=True)
        write_atomic(self._file(number, good=not verdicts), data)
        if not verdicts:
            self._good.add(number)
            self._file(number, good=False).unlink(missing_ok=True)
        tolerable = bool(verdicts) and all(one.fault.tolerable for one in verdicts)
        return tuple(map(str, verdicts)), tolerable

    def tolerate(self, number: int) -> None:
        """Take the last recording of a line as it is, where that may be put up with."""
        doubtful = self._file(number, good=False)
        if not doubtful.is_file():
            return
        read = [line.read for line in self.lines]
        hearing = hear(*decode_recording(doubtful.read_bytes(), f"第 {number} 句"))
        if all(one.fault.tolerable for one in check_sentence(hearing, number, read)):
            doubtful.replace(self._file(number))
            self._good.add(number)

    def sound(self, number: int) -> bytes | None:
        """Return the last recording of a line."""
        for good in (True, False):
            path = self._file(number, good=good)
            if path.is_file():
                return path.read_bytes()
        return None

    def finish(self) -> tuple[tuple[str, ...], bool]:
        """Hand all in; return what there is to say, and whether it was taken."""
        if not all(self.done()):
            return ("还有没录好的句子。",), False
        numbers = range(1, len(self.lines) + 1)
        files = [(f"{number:02}.wav", self._file(number).read_bytes()) for number in numbers]
        imported = import_take(
            self.workspace,
            self.item,
            self.voice,
            files,
            speaker=self.speaker,
            day=self.day,
            tolerate=True,
        )
        if imported.folder is None:
            return tuple(map(str, imported.verdicts)), False
        shutil.rmtree(self.folder, ignore_errors=True)
        self.seconds = imported.seconds
        return (f"交上去了，{imported.seconds:.0f} 秒。可以关掉这一页，请另一个人听审。",), True

    def _file(self, number: int, *, good: bool = True) -> Path:
        return self.folder / (f"{number:02}.wav" if good else f"{number:02}.重录.wav")
