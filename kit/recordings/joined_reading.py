"""A reading joined from phrases that were recorded once, where nobody read the whole."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from kit.errors import SourceError
from kit.recordings.decode import decode_recording
from kit.recordings.hearing import hear
from kit.recordings.human_readings import lines_of
from kit.recordings.kept_take import keep_take, line_of
from kit.recordings.phrases import recorded_phrases
from kit.recordings.take import Take, line_file, unfinished_folder
from kit.recordings.verdicts import trimmed
from kit.speech.sound import RATE_HZ
from kit.text.dialect.phrase_joins import STOPS, bare, join_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kit.model.item import Item
    from kit.recordings.take_import import Speaker
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace
    from kit.speech.sound import Samples

JOINT_S, STOP_S = 0.04, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What came of joining: the take's folder, or the sentences that must be read."""

    folder: Path | None
    joined: tuple[int, ...]
    """Numbers of the sentences put together from phrases."""
    missing: tuple[int, ...]


def join_reading(
    workspace: Workspace, item: Item, voice: DialectVoice, speaker: Speaker, day: date
) -> Joined:
    """Return the take of an item put together from lines read before and from the bank.

    What was read as a sentence comes first; a sentence that is neither is left to be read.

    Raises:
        SourceError: The bank is not switched on for this voice, or one of its files is damaged.
    """
    dialect = workspace.township.dialect
    if not (dialect and dialect.phrases and dialect.voice == voice.voice_id):
        raise SourceError(
            "没有打开短语拼句。", "要用的话，在 kit.toml 的 [dialect] 里写 phrases = true。"
        )
    bank, owner = recorded_phrases(workspace, voice)
    lines = lines_of(item, workspace.township, voice)
    waiting = unfinished_folder(workspace.folder, item.item_id, voice.voice_id)
    sounds: dict[int, Samples] = {}
    joined: list[int] = []
    originals: list[tuple[str, bytes]] = []
    for number, line in enumerate(lines, start=1):
        path = line_file(waiting, number)
        if path.is_file():
            # It was held against the machine's voice when it was recorded.
            data = path.read_bytes()
            sounds[number] = trimmed(hear(*decode_recording(data, f"第 {number} 句")))
            originals.append((f"{number:02}.wav", data))
        elif parts := join_phrases(bare(line.read), bank.keys()):
            sounds[number] = _spliced(parts, bank)
            joined.append(number)
    missing = tuple(n for n in range(1, len(lines) + 1) if n not in sounds)
    if missing:
        return Joined(folder=None, joined=tuple(joined), missing=missing)
    take = Take(
        item_id=item.item_id,
        voice=voice.voice_id,
        speaker="、".join(dict.fromkeys((speaker.name, owner) if originals else (owner,))),
        consent=speaker.consent,
        recorded=day.isoformat(),
        originals=tuple((name, sha256(data).hexdigest()) for name, data in originals),
        lines=tuple(
            line_of(number, line, sounds[number], joined=number in joined)
            for number, line in enumerate(lines, start=1)
        ),
    )
    folder = keep_take(workspace, item, take, [sounds[n] for n in sorted(sounds)], originals)
    return Joined(folder=folder, joined=tuple(joined), missing=())


def _spliced(parts: Sequence[str], bank: Mapping[str, Samples]) -> Samples:
    """Return phrases one after the other, a rest at every stop."""
    pieces: list[Samples] = []
    for part in parts:
        rest_s = STOP_S if part in STOPS else JOINT_S
        pieces += [] if part in STOPS else [bank[part]]
        pieces.append(np.zeros(round(rest_s * RATE_HZ), np.float32))
    # The last rest is the pause after the sentence, which the script keeps.
    return np.concatenate(pieces[:-1])
