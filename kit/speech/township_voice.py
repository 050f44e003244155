"""The township's machine voice, with the words it has a reading of its own for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.model.township import Voice
from kit.source.builtin import builtin_dir
from kit.source.files import read_text
from kit.source.voices import VOICES
from kit.text.readings.reading_tables import lexicon_of, parse_lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script
    from kit.source.workspace import Workspace
    from kit.speech.engine import MachineVoice
    from kit.text.readings.reading_tables import Lexicon


def township_voice(folder: Path | None, voice: Voice) -> MachineVoice:
    """Return the machine voice: the workspace's own stand before the built-in ones."""
    from kit.speech.engine import machine_voice

    if folder is None:
        return machine_voice(voice, builtin_dir(VOICES))
    if voice.ca_file:
        # Named inside the workspace, so that it travels with it.
        voice = replace(voice, ca_file=str(folder / voice.ca_file))
    own = folder / VOICES
    return machine_voice(voice, own, builtin_dir(VOICES), readings=_own_readings(own))


def _own_readings(voices: Path) -> tuple[tuple[str, str], ...]:
    """Return the township's own words, its place and family names, with their pinyin."""
    table = voices / "mandarin" / "lexicon.tsv"
    if not table.is_file():
        return ()
    # The township's words hold for whichever voice speaks.
    words = parse_lexicon(read_text(table), f"voices/mandarin/{table.name}").words
    return tuple((word, " ".join(pinyin)) for word, pinyin in words.items())


def mandarin_lexicon(workspace: Workspace | None, script: Script | None = None) -> Lexicon:
    """Return the readings of the township's machine voice, with those of the item's own."""
    voice = workspace.township.voice if workspace else Voice()
    lexicon = township_voice(workspace.folder if workspace else None, voice).lexicon()
    if script is None:
        return lexicon
    return lexicon.with_words(lexicon_of(script.readings, f"{script.item_id} 的“读音”"))
