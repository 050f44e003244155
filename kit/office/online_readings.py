"""The online service: which voices it has, and what it is sent in place of told readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.script import broadcast_scripts
from kit.source.workspace import open_workspace
from kit.speech.same_sound import respelt
from kit.speech.township_voice import mandarin_lexicon
from kit.text.readings.reader import readings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.text.readings.reader import Reading
    from kit.text.readings.reading_tables import Lexicon

ONLINE = "edge"


@dataclass(frozen=True, slots=True)
class SentOnline:
    """A sentence that is sent otherwise than it is written, or cannot be put right."""

    item: Item
    spoken: str
    sent: str
    left: tuple[Reading, ...]
    """Characters with the wanted reading that no other character has: they may be read wrong."""


def online_voices(folder: Path) -> dict[str, str]:
    """Return the names of the online service's Mandarin voices, each with 男声 or 女声.

    Asks the service, as ``kit.toml`` says it is reached; no text of the township is sent.

    Raises:
        OfflineError: The service cannot be reached, or refuses.
        SpeechError: Proxy or certificate in ``kit.toml`` are wrong.
    """
    from kit.speech.edge import DEFAULT, EdgeSpec

    workspace = open_workspace(folder)
    voice = workspace.township.voice
    ca_file = str(workspace.folder / voice.ca_file) if voice.ca_file else ""
    return EdgeSpec(DEFAULT, 1.0, voice.proxy, ca_file).load().voices()


def sent_online(folder: Path) -> tuple[SentOnline, ...]:
    """Return what is told to the township's online voice; nothing where its voice is another.

    Raises:
        SourceError: A table of readings cannot be read.
    """
    workspace = open_workspace(folder)
    if workspace.township.voice.engine != ONLINE:
        return ()
    return tuple(
        one
        for item, script in broadcast_scripts(workspace.items, workspace.township)
        for one in _sent(item, script, mandarin_lexicon(workspace, script))
    )


def _sent(item: Item, script: Script, lexicon: Lexicon) -> Iterator[SentOnline]:
    for spoken in dict.fromkeys(sentence.spoken for sentence in script.sentences):
        wanted = readings(spoken, lexicon)
        online = respelt(spoken, tuple(one.pinyin for one in wanted))
        if online.text != spoken or online.left:
            yield SentOnline(item, spoken, online.text, tuple(wanted[at] for at in online.left))
