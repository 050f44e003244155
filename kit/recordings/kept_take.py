"""A take with all its files: sentences, originals, and what is to be listened to."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kit.recordings.human_clip import human_clip
from kit.recordings.human_readings import LABEL_OF_MANDARIN, HumanSentence
from kit.recordings.take import MANDARIN, ORIGINAL, TakeLine, take_folder, write_take
from kit.speech.flac import encode_flac
from kit.speech.loudspeaker import preset, produce
from kit.speech.mp3 import write_mp3
from kit.speech.sound import RATE_HZ
from kit.speech.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.compose.spoken.read_lines import ReadLine
    from kit.model.item import Item
    from kit.recordings.take import Take
    from kit.source.workspace import Workspace
    from kit.speech.sound import Samples

TRY_OUT = "试听.mp3"
"""The whole reading as the loudspeaker gives it, beside the take: this is what is signed."""


def keep_take(
    workspace: Workspace,
    item: Item,
    take: Take,
    sentences: Sequence[Samples],
    originals: Sequence[tuple[str, bytes]],
) -> Path:
    """Write a take with all its files, and what is to be listened to; return its folder."""
    folder = take_folder(workspace.folder, item.item_id, take.voice)
    encoded = [encode_flac(samples) for samples in sentences]
    sounds = {line.file: data for line, data in zip(take.lines, encoded, strict=True)}
    for (name, _), (_, data) in zip(take.originals, originals, strict=True):
        sounds[f"{ORIGINAL}/{name}"] = data
    sounds[TRY_OUT] = _try_out(workspace, item, take, encoded)
    write_take(folder, take, sounds)
    return folder


def line_of(number: int, line: ReadLine, samples: Samples, *, joined: bool = False) -> TakeLine:
    """Return the entry of a sentence in its take."""
    return TakeLine(
        file=f"{number:02}.flac",
        sha256=sha256(encode_flac(samples)).hexdigest(),
        seconds=round(len(samples) / RATE_HZ, 3),
        written=line.written,
        read=line.read,
        pause_s=line.pause_s,
        joined=joined,
    )


def _try_out(workspace: Workspace, item: Item, take: Take, encoded: Sequence[bytes]) -> bytes:
    sound = preset(workspace.township.voice.preset)
    lines = [
        HumanSentence(data=data, written=line.written, pause_s=line.pause_s)
        for line, data in zip(take.lines, encoded, strict=True)
    ]
    label = LABEL_OF_MANDARIN if take.voice == MANDARIN else take.voice
    tags = Tags(
        title=f"试听 {item.item_id} {label}",
        artist=workspace.township.government,
        album="试听，没有听审",
        day=item.dates.publish,
    )
    clip = human_clip(lines, item.item_id, more_rest_s=sound.more_rest_s)
    return write_mp3(produce(clip, sound).samples, sound, tags)
