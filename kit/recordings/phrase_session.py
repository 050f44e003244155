"""Recording the phrase bank phrase by phrase: each one is in the bank as soon as it is good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.compose.spoken.read_lines import ReadLine
from kit.recordings.decode import decode_recording
from kit.recordings.hearing import hear
from kit.recordings.phrases import (
    keep_phrase,
    one_speaker,
    phrase_file,
    phrase_texts,
    recorded_phrases,
)
from kit.recordings.verdicts import check_sentence
from kit.text.dialect.phrase_joins import bare

if TYPE_CHECKING:
    from datetime import date

    from kit.recordings.hearing import Hearing
    from kit.recordings.take_import import Speaker
    from kit.recordings.verdicts import Verdict
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace


@dataclass
class PhraseSession:
    """The bank of a voice being recorded; ``kit.serve.booth`` shows it.

    Raises:
        SourceError: Another person recorded the bank.
    """

    workspace: Workspace
    voice: DialectVoice
    speaker: Speaker
    day: date
    lines: tuple[ReadLine, ...] = ()
    _keys: tuple[str, ...] = ()
    _good: set[str] = field(default_factory=set)
    _doubtful: dict[int, bytes] = field(default_factory=dict)
    """The last recording of a phrase where something is wrong with it."""

    def __post_init__(self) -> None:
        one_speaker(self.workspace, self.voice, self.speaker)
        texts = phrase_texts(self.workspace, self.voice)
        # Two meanings of one word (三点, 零点三) are one sound: it is recorded once.
        by_text = {bare(text): key for key, text in reversed(list(texts.items()))}
        hints = {phrase.key: phrase.note for phrase in self.voice.phrases}
        self._keys = tuple(key for key in texts if by_text[bare(texts[key])] == key)
        self.lines = tuple(
            ReadLine(written=hints.get(key) or texts[key], read=texts[key], pause_s=0.0)
            for key in self._keys
        )
        self._good = set(recorded_phrases(self.workspace, self.voice))

    @property
    def title(self) -> str:
        """What is read."""
        return "短语库：一次念一个短语，照平常说话的快慢"

    @property
    def label(self) -> str:
        """In which voice."""
        return self.voice.label

    def done(self) -> list[bool]:
        """Return which phrases are in the bank."""
        return [key in self._good for key in self._keys]

    def take(self, number: int, data: bytes) -> tuple[tuple[str, ...], bool]:
        """Put a recording into the bank; return its verdicts, and whether they may be put up with.

        Raises:
            SpeechError: It is no sound.
            StorageError: The disk does not take it.
        """
        hearing, verdicts = self._heard(number, data)
        if verdicts:
            self._doubtful[number] = data
        else:
            self._keep(number, hearing)
        tolerable = bool(verdicts) and all(one.fault.tolerable for one in verdicts)
        return tuple(map(str, verdicts)), tolerable

    def tolerate(self, number: int) -> None:
        """Put the last recording of a phrase into the bank, where it is good enough."""
        if number not in self._doubtful:
            return
        hearing, verdicts = self._heard(number, self._doubtful[number])
        if all(one.fault.tolerable for one in verdicts):
            self._keep(number, hearing)

    def sound(self, number: int) -> bytes | None:
        """Return the last recording of a phrase."""
        path = phrase_file(self.workspace, self.voice, self._keys[number - 1])
        return self._doubtful.get(number) or (path.read_bytes() if path.is_file() else None)

    def finish(self) -> tuple[tuple[str, ...], bool]:
        """Return what there is to say, and whether the bank is complete."""
        if not all(self.done()):
            return ("还有没录好的短语。",), False
        return (f"短语库录好了，共 {len(self.lines)} 条。可以关掉这一页。",), True

    def _heard(self, number: int, data: bytes) -> tuple[Hearing, tuple[Verdict, ...]]:
        read = [line.read for line in self.lines]
        hearing = hear(*decode_recording(data, f"第 {number} 条"))
        return hearing, check_sentence(hearing, number, read)

    def _keep(self, number: int, hearing: Hearing) -> None:
        key = self._keys[number - 1]
        keep_phrase(self.workspace, self.voice, key, hearing, speaker=self.speaker, day=self.day)
        self._good.add(key)
        self._doubtful.pop(number, None)
