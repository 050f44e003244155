"""Reading line by line: each is kept as soon as it is good, so that a stopped one goes on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kit.compose.spoken.read_lines import ReadLine
from kit.recordings.human_readings import LABEL_OF_MANDARIN, lines_of
from kit.recordings.own_voice import hear_person, own_voice
from kit.recordings.phrases import keep_phrase, one_speaker, phrase_file, phrase_texts
from kit.recordings.take import line_file, unfinished_folder, voice_name
from kit.recordings.take_import import import_take
from kit.recordings.verdicts import check_sentence
from kit.source.files import write_in_folder
from kit.text.dialect.phrase_joins import bare

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kit.model.item import Item
    from kit.recordings.hearing import Hearing
    from kit.recordings.take_import import Speaker
    from kit.recordings.verdicts import Verdict
    from kit.recordings.voice_print import VoicePrints
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace


class Goal(Protocol):
    """Where the lines of a session go."""

    def file(self, number: int) -> Path:
        """Return where a good recording of a line stands."""

    def keep(self, number: int, data: bytes, hearing: Hearing) -> None:
        """Keep a recording that is good enough."""

    def finish(self) -> tuple[tuple[str, ...], bool]:
        """Hand all in; return what there is to say, and whether it was taken."""


@dataclass
class Session:
    """Lines being read in a voice; ``kit.serve.booth`` shows them."""

    title: str
    """What is read."""
    label: str
    """In which voice."""
    lines: tuple[ReadLine, ...]
    goal: Goal
    own: VoicePrints
    """What the machine spoke here: it may not be handed in as a person's."""
    finished: bool = False
    _doubtful: dict[int, bytes] = field(default_factory=dict)
    """The last recording of a line where something is wrong with it."""

    def done(self) -> list[bool]:
        """Return which lines are recorded well enough."""
        numbers = range(1, len(self.lines) + 1)
        return [n not in self._doubtful and self.goal.file(n).is_file() for n in numbers]

    def take(self, number: int, data: bytes) -> tuple[tuple[str, ...], bool]:
        """Keep a recording; return its verdicts, and whether they may be put up with.

        Raises:
            SpeechError: It is no sound, or a machine's.
            StorageError: The disk does not take it.
        """
        hearing, verdicts = self._heard(number, data)
        if verdicts:
            self._doubtful[number] = data
        else:
            self._keep(number, data, hearing)
        tolerable = bool(verdicts) and all(one.fault.tolerable for one in verdicts)
        return tuple(map(str, verdicts)), tolerable

    def tolerate(self, number: int) -> None:
        """Take the last recording of a line as it is, where that may be put up with."""
        data = self._doubtful.get(number)
        if data is None:
            return
        hearing, verdicts = self._heard(number, data)
        if all(one.fault.tolerable for one in verdicts):
            self._keep(number, data, hearing)

    def sound(self, number: int) -> bytes | None:
        """Return the last recording of a line."""
        path = self.goal.file(number)
        return self._doubtful.get(number) or (path.read_bytes() if path.is_file() else None)

    def finish(self) -> tuple[tuple[str, ...], bool]:
        """Hand all in; return what there is to say, and whether it was taken."""
        if not all(self.done()):
            return ("还有没录好的句子。",), False
        said, self.finished = self.goal.finish()
        return said, self.finished

    def _heard(self, number: int, data: bytes) -> tuple[Hearing, tuple[Verdict, ...]]:
        hearing = hear_person(data, f"第 {number} 句", self.own)
        return hearing, check_sentence(hearing, number, [line.read for line in self.lines])

    def _keep(self, number: int, data: bytes, hearing: Hearing) -> None:
        self.goal.keep(number, data, hearing)
        self._doubtful.pop(number, None)


@dataclass(frozen=True, slots=True)
class _WholeTake:
    """An item's take: its lines wait in a folder until all are there."""

    workspace: Workspace
    item: Item
    voice: DialectVoice | None
    speaker: Speaker
    day: date
    count: int

    def file(self, number: int) -> Path:
        place = (self.workspace.folder, self.item.item_id, voice_name(self.voice))
        return line_file(unfinished_folder(*place), number)

    def keep(self, number: int, data: bytes, _hearing: Hearing) -> None:
        path = self.file(number)
        write_in_folder(path, data)

    def finish(self) -> tuple[tuple[str, ...], bool]:
        paths = [self.file(number) for number in range(1, self.count + 1)]
        imported = import_take(
            self.workspace,
            self.item,
            self.voice,
            [(path.name, path.read_bytes()) for path in paths],
            speaker=self.speaker,
            day=self.day,
            tolerate=True,
        )
        if imported.folder is None:
            return tuple(map(str, imported.verdicts)), False
        shutil.rmtree(paths[0].parent, ignore_errors=True)
        return (f"交上去了，{imported.seconds:.0f} 秒。可以关掉这一页，请另一个人听审。",), True


@dataclass(frozen=True, slots=True)
class _PhraseBank:
    """A voice's bank: each phrase is in it as soon as it is good."""

    workspace: Workspace
    voice: DialectVoice
    speaker: Speaker
    day: date
    keys: tuple[str, ...]

    def file(self, number: int) -> Path:
        return phrase_file(self.workspace, self.voice, self.keys[number - 1])

    def keep(self, number: int, _data: bytes, hearing: Hearing) -> None:
        key = self.keys[number - 1]
        keep_phrase(self.workspace, self.voice, key, hearing, speaker=self.speaker, day=self.day)

    def finish(self) -> tuple[tuple[str, ...], bool]:
        return (f"短语库录好了，共 {len(self.keys)} 条。可以关掉这一页。",), True


def take_session(
    workspace: Workspace, item: Item, voice: DialectVoice | None, speaker: Speaker, day: date
) -> Session:
    """Return an item to be read in a voice; None stands for Mandarin."""
    lines = lines_of(item, workspace.township, voice)
    return Session(
        title=f"{item.item_id} {item.title}",
        label=voice.label if voice else LABEL_OF_MANDARIN,
        lines=lines,
        goal=_WholeTake(workspace, item, voice, speaker, day, len(lines)),
        own=own_voice(workspace.folder),
    )


def phrase_session(
    workspace: Workspace, voice: DialectVoice, speaker: Speaker, day: date
) -> Session:
    """Return the bank of a voice, to be recorded phrase by phrase.

    Raises:
        SourceError: Another person recorded the bank.
    """
    one_speaker(workspace, voice, speaker)
    texts = phrase_texts(workspace, voice)
    # Two meanings of one word (三点, 零点三) are one sound: it is recorded once.
    by_text = {bare(text): key for key, text in reversed(list(texts.items()))}
    hints = {phrase.key: phrase.note for phrase in voice.phrases}
    keys = tuple(key for key in texts if by_text[bare(texts[key])] == key)
    return Session(
        title="短语库：一次念一个短语，照平常说话的快慢",
        label=voice.label,
        lines=tuple(
            ReadLine(written=hints.get(key) or texts[key], read=texts[key], pause_s=0.0)
            for key in keys
        ),
        goal=_PhraseBank(workspace, voice, speaker, day, keys),
        own=own_voice(workspace.folder),
    )
