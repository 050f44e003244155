"""An item's clip to be listened to before its broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.script import compose_script, scripts_of
from kit.edition.make.looks import look_at_clip
from kit.edition.make.sound import ClipOrder, make_clip
from kit.edition.make.spoken import Spoken, sentences_of
from kit.edition.make.studio import said_by, studio_of
from kit.edition.request import OUTPUT
from kit.errors import SourceError
from kit.office.listen import to_listen_for
from kit.office.voice_sample import voice_sample
from kit.source.files import write_in_folder
from kit.source.numbers import find_item
from kit.source.private import STORE
from kit.source.workspace import open_workspace
from kit.speech.programme import around_clip

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kit.office.listen import Heard
    from kit.progress import Clock

TRY_OUT = f"{OUTPUT}/试听"


@dataclass(frozen=True, slots=True)
class TryOut:
    """An item's clip to be listened to, and what in it."""

    path: Path
    heard: tuple[Heard, ...]
    """Unsure ones first."""


def speak_lines(folder: Path, item_id: str, numbers: Collection[int], clock: Clock) -> bytes:
    """Return an MP3 of some sentences of an item, as they are numbered over all its scripts.

    Raises:
        SourceError: There is no such item, or none of its sentences has such a number.
        SpeechError: The voice cannot say one.
    """
    workspace = open_workspace(folder)
    item = find_item(workspace, item_id)
    scripts = (script for _, script in scripts_of(item, workspace.township))
    sentences = (one.spoken for script in scripts for one in script.sentences)
    said = tuple(one for number, one in enumerate(sentences, start=1) if number in numbers)
    if not said:
        raise SourceError("没有要念的句子。", "请刷新这一页再听。")
    return voice_sample(folder, clock, said=said, readings=tuple(item.readings.items()))


def try_out(folder: Path, item_id: str, clock: Clock) -> TryOut:
    """Return an item's clip, spoken into the try-out folder, and what to listen for in it.

    Raises:
        SourceError: There is no such item.
        SpeechError: The voice cannot say it.
        VerifyError: It says something else than the item.
        StorageError: The disk is full, read-only or gone.
    """
    workspace = open_workspace(folder)
    item = find_item(workspace, item_id)
    script = compose_script(item, workspace.township)
    studio = studio_of(workspace, folder / STORE)
    number = f"{item.item_id}/试听/{clock():%Y%m%d%H%M%S}"
    spoken = Spoken(item=item)
    wanted = sentences_of((spoken,), lambda _: script, around_clip(draft=True))
    said = said_by(studio, wanted)
    order = ClipOrder(studio=studio, said=said, spoken=spoken, number=number, draft=True)
    outputs = make_clip(order)
    look_at_clip(order, outputs)
    place = folder / TRY_OUT
    for made in outputs:
        write_in_folder(place / f"{item.item_id}{made.name}", made.data)
    return TryOut(
        place / f"{item.item_id}{outputs[0].name}",
        to_listen_for(script, workspace),
    )
