"""What an online voice is sent: it takes no pinyin, so some characters give way to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.script import broadcast_scripts
from kit.source.workspace import open_workspace
from kit.speech.same_sound import respelt
from kit.speech.township_voice import mandarin_lexicon
from kit.text.normalise.lexicon import readings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.text.normalise.lexicon import Lexicon, Reading

ONLINE = "edge"


@dataclass(frozen=True, slots=True)
class SentOnline:
    """A sentence that is sent otherwise than it is written, or cannot be put right."""

    item: Item
    spoken: str
    sent: str
    left: tuple[Reading, ...]
    """Characters with the wanted reading that no other character has: they may be read wrong."""


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
