"""Dialect texts before anyone reads them: voices at hand, drafts, readings known and learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.dialect_text import WELL_COVERED, own_sentences, read_aloud, suggestions
from kit.compose.spoken.script import broadcast_scripts, compose_script
from kit.errors import SourceError
from kit.office.plan import work_of
from kit.source.builtin import builtin_dir
from kit.source.numbers import find_item
from kit.source.voice_tables import import_table
from kit.source.voice_tables import learn as write_reading
from kit.source.voices import VOICES, dialect_folders, read_dialect
from kit.source.workspace import open_workspace
from kit.text.dialect.readings import coverage

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Item
    from kit.progress import Clock
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace
    from kit.speech.voices import KnownVoice
    from kit.text.dialect.character_table import CharacterTable
    from kit.text.dialect.dialect_words import Suggestion
    from kit.text.dialect.readings import Coverage


@dataclass(frozen=True, slots=True)
class AtHand:
    """The voices there are: those a machine speaks with, and the dialects that people speak."""

    machine: tuple[KnownVoice, ...]
    dialects: tuple[DialectVoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An item's script beside what is proposed for the dialect."""

    item: Item
    dialect: DialectVoice
    proposed: tuple[Suggestion, ...]
    written: bool
    """Somebody wrote the item's dialect text already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """What a neighbour would read of an item, and how much of it the readings know."""

    workspace: Workspace
    item: Item
    dialect: DialectVoice
    sentences: tuple[str, ...]
    found: Coverage

    @property
    def well_covered(self) -> bool:
        """Whether so many characters have a reading that a try of it tells something."""
        return self.found.share >= WELL_COVERED


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of some scripts the dialect's table of readings knows."""

    dialect: DialectVoice
    scripts: int
    found: Coverage


@dataclass(frozen=True, slots=True)
class TableTaken:
    """A character table in the township's readings, and the file they stand in."""

    path: Path
    table: CharacterTable


def voices_at_hand(folder: Path) -> AtHand:
    """Return the voices of a workspace, or the built-in ones.

    Raises:
        SourceError: A voice's tables cannot be read.
    """
    from kit.speech.voices import known_voices

    return AtHand(
        known_voices(folder / VOICES, builtin_dir(VOICES)),
        tuple(read_dialect(name, folder) for name in dialect_folders(folder)),
    )


def draft(folder: Path, item_id: str, voice_id: str) -> Draft:
    """Return an item's Mandarin sentences with a dialect wording proposed for each.

    Raises:
        SourceError: There is no such item, or no such dialect.
    """
    workspace = open_workspace(folder)
    item, dialect = find_item(workspace, item_id), dialect_of(workspace, voice_id)
    return Draft(
        item=item,
        dialect=dialect,
        proposed=suggestions(compose_script(item, workspace.township), dialect),
        written=bool(own_sentences(item)),
    )


def to_read(folder: Path, item_id: str, voice_id: str) -> ToRead:
    """Return an item as it is read in the dialect.

    Raises:
        SourceError: There is no such item, or no such dialect.
    """
    workspace = open_workspace(folder)
    item, dialect = find_item(workspace, item_id), dialect_of(workspace, voice_id)
    said = read_aloud(item, compose_script(item, workspace.township), dialect)
    return ToRead(
        workspace=workspace,
        item=item,
        dialect=dialect,
        sentences=said,
        found=coverage(said, dialect.readings),
    )


def covered(folder: Path, item_id: str, week: str, voice_id: str, clock: Clock) -> Covered:
    """Return how much the readings cover: of one item, of what is due in a week, or of all.

    Raises:
        SourceError: There is no such item, or no such dialect.
    """
    workspace = open_workspace(folder)
    dialect = dialect_of(workspace, voice_id)
    wanted = {item.item_id for item in workspace.items}
    if item_id:
        wanted = {find_item(workspace, item_id).item_id}
    elif week:
        wanted = set(work_of(folder, week, clock, draft=True).plan.due)
    said = [
        read_aloud(item, script, dialect)
        for item, script in broadcast_scripts(workspace.items, workspace.township)
        if item.item_id in wanted
    ]
    found = coverage((one for sentences in said for one in sentences), dialect.readings)
    return Covered(dialect, len(said), found)


def learn(
    folder: Path, word: str, reading: str, voice_id: str, clock: Clock, *, by: str, note: str
) -> Path:
    """Return the lexicon in which a local's reading of a word now stands.

    Raises:
        SourceError: It is no reading of that word, or nobody is named.
        StorageError: The lexicon cannot be written.
    """
    name = _dialect_id(open_workspace(folder), voice_id)
    return write_reading(word, reading, folder, name, by=by, day=clock().date(), note=note)


def take_table(
    folder: Path, file: Path, voice_id: str, *, locality: str, source: str, licence: str
) -> TableTaken:
    """Return a public character table as it was taken over.

    Raises:
        SourceError: It is no character table, or the voice is not known.
        StorageError: The lexicon cannot be written.
    """
    name = _dialect_id(open_workspace(folder), voice_id)
    return TableTaken(
        *import_table(file, folder, name, locality=locality, source=source, licence=licence)
    )


def dialect_of(workspace: Workspace, voice_id: str) -> DialectVoice:
    """Return the dialect of that name, else the township's, else the only one there is.

    Raises:
        SourceError: It is not known which, or it cannot be read.
    """
    return read_dialect(_dialect_id(workspace, voice_id), workspace.folder)


def _dialect_id(workspace: Workspace, voice_id: str) -> str:
    dialect = workspace.township.dialect
    if voice_id or dialect:
        return voice_id or (dialect.voice if dialect else "")
    known = list(dialect_folders(workspace.folder))
    # The kit brings one dialect along; then nobody need name it.
    if len(known) == 1:
        return known[0]
    raise SourceError(
        "不知道是哪一种方言。", f"请加上 --voice，现有的有：{'、'.join(known) or '（没有）'}。"
    )
