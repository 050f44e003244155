"""Listening before a broadcast: an item's clip, and the characters to listen for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.script import compose_script
from kit.edition.make.sound import ClipOrder, Spoken, make_clip, studio_of, voice_spec
from kit.edition.request import PRIVATE
from kit.errors import KitError
from kit.model.finding import Finding, Severity
from kit.source.files import storage_errors, write_atomic
from kit.source.numbers import find_item
from kit.source.voices import VOICES
from kit.text.normalise.lexicon import (
    is_rare,
    lent_readings,
    lexicon_of,
    polyphones,
    readings,
    unknown_characters,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.source.workspace import Workspace
    from kit.text.normalise.lexicon import Lexicon, Polyphone
    from kit.text.normalise.normaliser import Problem

TRY_OUT = "output/试听"


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


def mandarin_lexicon(workspace: Workspace | None, script: Script | None = None) -> Lexicon:
    """Return the readings of the township's machine voice, with those of the item's own."""
    from kit.model.township import Voice

    voice = workspace.township.voice if workspace else Voice()
    lexicon = voice_spec(workspace.folder if workspace else None, voice).lexicon()
    if script is None:
        return lexicon
    return lexicon.with_words(lexicon_of(script.readings, f"{script.item_id} 的“读音”"))


def to_listen_for(script: Script, lexicon: Lexicon) -> tuple[Heard, ...]:
    """Return the sentences with something to listen for, unsure ones first."""
    heard: dict[str, Heard] = {}
    for one in _heard(script, lexicon):
        heard.setdefault(one.spoken, one)
    return tuple(sorted(heard.values(), key=lambda one: one.sure))


def _heard(script: Script, lexicon: Lexicon) -> Iterator[Heard]:
    for number, sentence in enumerate(script.sentences, start=1):
        found = polyphones(sentence.spoken, lexicon)
        unknown = unknown_characters(sentence.spoken, lexicon)
        if found or unknown:
            yield Heard(number, sentence.spoken, found, unknown)


def unread_findings(workspace: Workspace) -> Iterator[Finding]:
    """Yield a stop for every character of a script that no voice has a reading for."""
    for item, script in scripts_of(workspace):
        # The dictionary is loaded where a character is rare enough to be missing from it.
        rare = [s.spoken for s in script.sentences if any(map(is_rare, s.spoken))]
        lexicon = mandarin_lexicon(workspace, script) if rare else None
        if lexicon is None:
            continue
        told = (bad for spoken in rare for bad in unknown_characters(spoken, lexicon))
        for message, remedy in dict.fromkeys((bad.message, bad.remedy) for bad in told):
            yield Finding(
                code="L04",
                severity=Severity.STOP,
                message=message,
                remedy=remedy,
                item_id=item.item_id,
                file=item.place.file,
                field="广播稿",
            )


def table_findings(workspace: Workspace) -> Iterator[Finding]:
    """Yield what is wrong in the workspace's tables of readings, and entries nobody will hear."""
    if not (workspace.folder / VOICES).is_dir():
        return
    try:
        lent = lent_readings(mandarin_lexicon(workspace))
    except KitError as error:
        yield Finding(
            code="L09",
            severity=Severity.STOP,
            message=error.message,
            remedy=error.remedy,
            file=VOICES,
        )
        return
    for word in lent:
        yield Finding(
            code="L09",
            severity=Severity.WARN,
            message=f"读音表把“{word}”念成别的字，这一行不起作用。",
            remedy="读音只能在一个字自己的几个读法里选；请改好或删去。",
            file=VOICES,
        )


def pinyin_line(spoken: str, lexicon: Lexicon) -> str:
    """Return the pinyin of a spoken line, its marks kept."""
    return " ".join(one.pinyin or one.character for one in readings(spoken, lexicon))


def make_try_out(workspace: Workspace, item_id: str, number: str) -> Path:
    """Speak an item's clip into the try-out folder and return its MP3.

    Raises:
        SourceError: There is no such item.
        SpeechError: The voice cannot say it.
        StorageError: The disk is full, read-only or gone.
    """
    item = find_item(workspace, item_id)
    studio = studio_of(workspace, workspace.folder / PRIVATE / "store")
    outputs = make_clip(
        ClipOrder(studio=studio, spoken=Spoken(item=item), number=number, draft=True)
    )
    folder = workspace.folder / TRY_OUT
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for made in outputs:
        write_atomic(folder / f"{item.item_id}{made.name}", made.data)
    return folder / f"{item.item_id}{outputs[0].name}"


def scripts_of(workspace: Workspace) -> Iterator[tuple[Item, Script]]:
    """Yield every item that is broadcast with its script."""
    from kit.model.outputs import Output, outputs_of

    for item in workspace.items:
        if Output.CLIP in outputs_of(item):
            yield item, compose_script(item, workspace.township)
