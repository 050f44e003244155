"""Human readings of a workspace: which are there, how far they have come, what they say.

What makes a script is loaded only where somebody has read one: every start of the desk and every
plan of a week asks which readings there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.errors import KitError
from kit.model.outputs import Output, outputs_of
from kit.recordings.listening import TakeState, listened, recording_digest, take_digest
from kit.recordings.take import (
    MANDARIN,
    RECORDINGS,
    read_sounds,
    read_take,
    take_folder,
    voice_name,
)
from kit.source.voices import read_dialect
from kit.speech.tags import carries_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from kit.compose.spoken.read_lines import ReadLine
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.recordings.take import Take
    from kit.review.ledger import SignOff
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace

WHOLE_SUFFIXES = (".wav", ".mp3", ".flac", ".m4a")
"""Of a recording named after its item, which nobody cut into sentences."""
LABEL_OF_MANDARIN = "普通话"
NOT_YET = "还没有录音"
CHANGED = "稿子改过，要重录"
BY_MACHINE = "文件里有人工智能合成的标识（AIGC），不是人念的，要请人重录"


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanSentence:
    """A sentence that somebody read: its file, what it says, and the rest after it."""

    data: bytes
    """A FLAC file."""
    written: str
    pause_s: float
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanReading:
    """What is there of an item in one voice."""

    voice: str
    label: str
    """What people call it: 客家话."""
    state: TakeState
    why: str = ""
    """What is still lacking, for the run sheet; empty when it is signed."""
    digest: str = ""
    speaker: str = ""
    sentences: tuple[HumanSentence, ...] = ()
    whole: bytes | None = None
    """A recording of all of it, in place of the sentences."""
    seconds: float = 0.0

    @property
    def signed(self) -> bool:
        """Whether it may be broadcast."""
        return self.state is TakeState.SIGNED

    @property
    def joined(self) -> tuple[int, ...]:
        """Numbers of the sentences put together from phrases."""
        return tuple(n for n, one in enumerate(self.sentences, start=1) if one.joined)


def human_readings(
    workspace: Workspace, sign_offs: Iterable[SignOff]
) -> Mapping[tuple[str, str], HumanReading]:
    """Return, by item and voice, every reading that is there or wanted.

    ``sign_offs`` are those of recordings: they tell which were listened to.
    """
    heard = listened(sign_offs)
    township = workspace.township
    dialect = read_dialect(township.dialect.voice, workspace.folder) if township.dialect else None
    found = {}
    for item in workspace.items:
        if Output.CLIP not in outputs_of(item):
            continue
        own = read_mandarin(workspace.folder, item, township, heard)
        if own is not None:
            found[item.item_id, MANDARIN] = own
        if dialect is not None:
            reading = find_reading(workspace.folder, item, township, dialect, heard)
            found[item.item_id, dialect.voice_id] = reading
    return found


def lines_of(item: Item, township: Township, voice: DialectVoice | None) -> tuple[ReadLine, ...]:
    """Return what is to be read of an item."""
    from kit.compose.spoken.read_lines import read_lines
    from kit.compose.spoken.script import compose_script

    return read_lines(item, compose_script(item, township), voice)


def find_reading(
    folder: Path,
    item: Item,
    township: Township,
    voice: DialectVoice | None,
    heard: Collection[str],
) -> HumanReading:
    """Return how far an item's reading in a voice has come; None stands for Mandarin."""
    name, label = voice_name(voice), voice.label if voice else LABEL_OF_MANDARIN
    wanted = HumanReading(voice=name, label=label, state=TakeState.WANTED, why=NOT_YET)
    place = take_folder(folder, item.item_id, name)
    try:
        take = read_take(place)
        if take is None:
            return wanted
        lines = lines_of(item, township, voice)
        why = _why_useless(take, item, name, lines)
        sounds = read_sounds(place, take)
    except KitError as error:
        return replace(wanted, why=str(error))
    if why:
        return replace(wanted, why=why)
    return replace(
        _recorded(wanted, take_digest(take), heard),
        speaker=take.speaker,
        sentences=tuple(
            # The rests are today's script's: nobody read them.
            HumanSentence(data=data, written=line.written, pause_s=now.pause_s, joined=line.joined)
            for data, line, now in zip(sounds, take.lines, lines, strict=True)
        ),
        seconds=sum(line.seconds + line.pause_s for line in take.lines),
    )


def read_mandarin(
    folder: Path, item: Item, township: Township, heard: Collection[str]
) -> HumanReading | None:
    """Return the human reading that takes the machine's place; None where there is none.

    Sentences imported as a take come before a recording named after the item.
    """
    if (take_folder(folder, item.item_id, MANDARIN)).is_dir():
        return find_reading(folder, item, township, None, heard)
    whole = whole_recordings(folder, item.item_id)
    return _whole(whole[0], item, township, heard) if whole else None


def whole_recordings(folder: Path, item_id: str) -> tuple[Path, ...]:
    """Return the recordings named after an item; the first is the one that is used.

    Recorders and Windows write .MP3 as well as .mp3.
    """
    beside = (folder / RECORDINGS).glob(f"{item_id}.*")
    found = [path for path in beside if path.suffix.lower() in WHOLE_SUFFIXES and path.is_file()]
    return tuple(sorted(found, key=lambda path: WHOLE_SUFFIXES.index(path.suffix.lower())))


def _whole(path: Path, item: Item, township: Township, heard: Collection[str]) -> HumanReading:
    data = path.read_bytes()
    wanted = HumanReading(voice=MANDARIN, label=LABEL_OF_MANDARIN, state=TakeState.WANTED)
    if carries_mark(data):
        return replace(wanted, why=BY_MACHINE)
    from kit.compose.spoken.script import compose_script

    script = [one.spoken for one in compose_script(item, township).sentences]
    return replace(
        _recorded(wanted, recording_digest(item.item_id, script, data), heard), whole=data
    )


def _recorded(wanted: HumanReading, digest: str, heard: Collection[str]) -> HumanReading:
    """Return a reading that is there, signed or not."""
    if digest in heard:
        return replace(wanted, state=TakeState.SIGNED, why="", digest=digest)
    return replace(wanted, state=TakeState.RECORDED, why="录音还没有听审", digest=digest)


def _why_useless(take: Take, item: Item, voice: str, lines: tuple[ReadLine, ...]) -> str:
    """Return why a take does not say what the item says now; empty where it does."""
    if (take.item_id, take.voice) != (item.item_id, voice):
        return "录音登记的编号或声音不是这一条的"
    if [(one.written, one.read) for one in take.lines] != [(o.written, o.read) for o in lines]:
        return CHANGED
    from kit.compose.spoken.read_lines import says_it_is_a_sample

    if item.sample and not says_it_is_a_sample(lines):
        return "样例的稿子头一句和末一句要说明是样例"
    return ""
