"""What neighbours read aloud: taken in, recorded here, joined from phrases, listened to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.recordings.human_readings import find_reading, human_readings, read_mandarin
from kit.recordings.listening import TakeState, ledger_name, sign_take
from kit.recordings.take import MANDARIN
from kit.recordings.take_import import speaker_of
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.source.numbers import find_item
from kit.source.voices import read_dialect
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kit.model.item import Item
    from kit.progress import Clock
    from kit.recordings.human_readings import HumanReading
    from kit.recordings.joined_reading import Joined
    from kit.recordings.session import Session
    from kit.recordings.take_import import Imported, Speaker
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace

PHRASE_BANK = "短语"
"""Written in an item's place: the routine phrases that are recorded once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoReads:
    """Who reads, in which voice, and whether they agreed to be broadcast."""

    name: str
    consent: bool
    voice_id: str = ""
    """Empty for the township's own dialect."""


@dataclass(frozen=True, slots=True)
class PhrasesKept:
    """How many phrases were taken in, and why the others were not, by the name of their file."""

    count: int
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of an item's recordings."""

    item: Item
    imported: Imported


@dataclass(frozen=True, slots=True)
class ItemReading:
    """A reading that is there or wanted, and whose it is."""

    item: Item
    reading: HumanReading


def take_in(
    folder: Path, item_id: str, who: WhoReads, files: Iterable[Path], clock: Clock, *, anyway: bool
) -> TakenIn:
    """Return the take made from recordings of an item, or what is wrong with them.

    Raises:
        SourceError: There is no such item, or nobody agreed.
        SpeechError: A file is a video, of an unreadable kind, or damaged.
        StorageError: The disk does not take it.
    """
    from kit.recordings.take_import import import_take

    speaker = _speaker(who, clock)
    workspace, item, voice = _opened(folder, item_id, who.voice_id)
    given = [(path.name, path.read_bytes()) for path in files]
    return TakenIn(
        item,
        import_take(
            workspace, item, voice, given, speaker=speaker, day=clock().date(), tolerate=anyway
        ),
    )


def take_in_phrases(
    folder: Path, who: WhoReads, files: Iterable[Path], clock: Clock
) -> PhrasesKept:
    """Return how many recordings the phrase bank took.

    Raises:
        SourceError: Mandarin has no bank, or nobody agreed.
        SpeechError: A file cannot be read.
    """
    from kit.recordings.phrases import import_phrases

    speaker = _speaker(who, clock)
    workspace, voice = _bank(folder, who.voice_id)
    given = [(path.name, path.read_bytes()) for path in files]
    told = import_phrases(workspace, voice, given, speaker=speaker, day=clock().date())
    refused = tuple((name, str(verdict)) for name, verdict in told)
    return PhrasesKept(len(given) - len({name for name, _ in refused}), refused)


def join(folder: Path, item_id: str, who: WhoReads, clock: Clock) -> Joined:
    """Return the take put together from phrases, or the sentences that somebody must read.

    Raises:
        SourceError: There is no such item, no bank, or nobody agreed.
    """
    from kit.recordings.joined_reading import join_reading

    speaker = _speaker(who, clock)
    workspace, voice = _bank(folder, who.voice_id)
    return join_reading(workspace, find_item(workspace, item_id), voice, speaker, clock().date())


def open_session(folder: Path, item_id: str, who: WhoReads, clock: Clock) -> Session:
    """Return a session that leads a reader through an item, line by line.

    Raises:
        SourceError: There is no such item, or nobody agreed.
    """
    from kit.recordings.session import take_session

    speaker = _speaker(who, clock)
    return take_session(*_opened(folder, item_id, who.voice_id), speaker, clock().date())


def open_phrases(folder: Path, who: WhoReads, clock: Clock) -> Session:
    """Return a session that leads a reader through the phrase bank.

    Raises:
        SourceError: Mandarin has no bank, or nobody agreed.
    """
    from kit.recordings.session import phrase_session

    speaker = _speaker(who, clock)
    return phrase_session(*_bank(folder, who.voice_id), speaker, clock().date())


def hear(
    folder: Path, item_id: str, voice_id: str, clock: Clock, *, by: str, reject: str = ""
) -> ItemReading:
    """Return the reading that was listened to and signed, or sent back.

    Raises:
        SourceError: There is no recording that says what the item says.
        SpeechError: A machine spoke it.
        ReviewError: The listener is the speaker, or is not named.
    """
    from kit.recordings.own_voice import own_voice, refuse_machine

    workspace, item, voice = _opened(folder, item_id, voice_id)
    township = workspace.township
    reading = (
        find_reading(folder, item, township, voice, ())
        if voice
        else read_mandarin(folder, item, township, ())
    )
    if reading is None or reading.state is TakeState.WANTED:
        why = reading.why if reading else "还没有录音"
        raise SourceError(f"{item.item_id} 没有可以听审的录音：{why}。", "请先录音、导入。")
    if not reject:
        refuse_machine(reading, item.title, own_voice(folder))
    sign_take(
        folder / LEDGER,
        name=ledger_name(item, reading.voice),
        digest=reading.digest,
        speaker=reading.speaker,
        by=by,
        at=clock(),
        reject=reject,
    )
    return ItemReading(item, reading)


def all_readings(folder: Path) -> tuple[ItemReading, ...]:
    """Return every human reading of a workspace that is there or wanted.

    Raises:
        SourceError: The workspace or its ledger cannot be read.
    """
    workspace = open_workspace(folder)
    found = human_readings(workspace, read_ledger(folder / LEDGER).recordings)
    items = {item.item_id: item for item in workspace.items}
    return tuple(ItemReading(items[item_id], one) for (item_id, _), one in found.items())


def _speaker(who: WhoReads, clock: Clock) -> Speaker:
    return speaker_of(who.name, clock().date(), consent=who.consent)


def _opened(
    folder: Path, item_id: str, voice_id: str
) -> tuple[Workspace, Item, DialectVoice | None]:
    """Return the workspace, the item, and the dialect; None for Mandarin."""
    workspace = open_workspace(folder)
    return workspace, find_item(workspace, item_id), _dialect(workspace, voice_id)


def _bank(folder: Path, voice_id: str) -> tuple[Workspace, DialectVoice]:
    """Return the workspace and the dialect whose phrases are recorded."""
    workspace = open_workspace(folder)
    voice = _dialect(workspace, voice_id)
    if voice is None:
        raise SourceError("普通话没有短语库。", "短语库只给方言用。")
    return workspace, voice


def _dialect(workspace: Workspace, voice_id: str) -> DialectVoice | None:
    own = workspace.township.dialect
    name = voice_id or (own.voice if own else "")
    if not name:
        raise SourceError(
            "不知道是哪一种话。", "请加上 --voice，或在 kit.toml 里写好 [dialect] voice。"
        )
    return None if name == MANDARIN else read_dialect(name, workspace.folder)
