"""Readings before a broadcast: how lines are said, and the characters to listen for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.script import broadcast_scripts
from kit.source.township import FILE as CONFIG
from kit.source.voices import dialect_folders, read_dialect
from kit.source.workspace import open_workspace
from kit.speech.township_voice import mandarin_lexicon
from kit.text.normalise.normaliser import normalise
from kit.text.readings.reader import polyphones, readings, unknown_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.source.workspace import Workspace
    from kit.text.normalise.normaliser import Problem
    from kit.text.readings.reader import Polyphone
    from kit.text.readings.reading_tables import Lexicon


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence and the characters in it that somebody should listen for."""

    number: int
    spoken: str
    characters: tuple[Polyphone, ...]
    unknown: tuple[Problem, ...]

    @property
    def sure(self) -> bool:
        """Whether a dictionary or a table settles all of them."""
        return not self.unknown and all(one.sure for one in self.characters)


@dataclass(frozen=True, slots=True)
class ToMend:
    """An item and its sentences that the voice is not sure of."""

    item: Item
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """How a written line is said; ``pinyin`` only where it was asked for."""

    spoken: str
    pinyin: str
    problems: tuple[Problem, ...]


def to_listen_for(script: Script, workspace: Workspace) -> tuple[Heard, ...]:
    """Return the sentences with something to listen for, unsure ones first."""
    heard: dict[str, Heard] = {}
    for one in _heard(script, mandarin_lexicon(workspace, script)):
        heard.setdefault(one.spoken, one)
    return tuple(sorted(heard.values(), key=lambda one: one.sure))


def _heard(script: Script, lexicon: Lexicon) -> Iterator[Heard]:
    for number, sentence in enumerate(script.sentences, start=1):
        found = polyphones(sentence.spoken, lexicon)
        unknown = unknown_characters(sentence.spoken, lexicon)
        if found or unknown:
            yield Heard(number, sentence.spoken, found, unknown)


def check_readings(folder: Path) -> tuple[ToMend, ...]:
    """Return the items with sentences that the voice is not sure of.

    Raises:
        SourceError: A table of readings cannot be read.
    """
    workspace = open_workspace(folder)
    # Read for their faults alone: they are told before anybody wants the tables.
    for name in dialect_folders(folder):
        read_dialect(name, folder)
    heard = (
        (item, to_listen_for(script, workspace))
        for item, script in broadcast_scripts(workspace.items, workspace.township)
    )
    unsure = ((item, tuple(one for one in found if not one.sure)) for item, found in heard)
    return tuple(ToMend(item, found) for item, found in unsure if found)


def read_lines(folder: Path, lines: Iterable[str], *, pinyin: bool) -> Iterator[SaidLine]:
    """Yield how the voice reads each line; ``folder`` need be no workspace.

    Raises:
        SourceError: The workspace's own table of readings cannot be read.
    """
    lexicon = None
    if pinyin:
        is_workspace = (folder / CONFIG).is_file()
        lexicon = mandarin_lexicon(open_workspace(folder) if is_workspace else None)
    for line in lines:
        normalised = normalise(line, day_word="号")
        spoken = normalised.spoken
        yield SaidLine(spoken, pinyin_line(spoken, lexicon) if lexicon else "", normalised.problems)


def pinyin_line(spoken: str, lexicon: Lexicon) -> str:
    """Return the pinyin of a spoken line, its marks kept."""
    return " ".join(one.pinyin or one.character for one in readings(spoken, lexicon))
