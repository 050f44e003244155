"""Making everything that is heard: clips, programmes, and the texts beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.compose.script import compose_script
from kit.edition.inspection import inspect_sound, inspect_text
from kit.edition.job import Made, open_executor
from kit.edition.store import Store
from kit.text.compare import key_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kit.compose.broadcast import Script
    from kit.edition.job import Progress
    from kit.errors import SpeechError
    from kit.model.item import Item
    from kit.model.township import Slot, Township
    from kit.speech.engine import EngineSpec, Say, Utterance
    from kit.speech.programme import Part
    from kit.speech.sound import Clip, Samples
    from kit.speech.tags import Tags


@dataclass(frozen=True, slots=True)
class Sentences:
    """The store as the voice's cache: a sentence is spoken once in its life."""

    store: Store

    def get(self, key: str) -> bytes | None:
        """Return a spoken sentence, or None."""
        return self.store.get_bytes(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep a spoken sentence."""
        self.store.put_bytes(key, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What all sound of an edition shares."""

    township: Township
    spec: EngineSpec
    store_folder: Path

    def say(self) -> Say:
        """Return the voice, which takes from the store what was spoken before."""
        from kit.speech.engine import cached_voice

        return cached_voice(self.spec, Sentences(Store(self.store_folder)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An item and what it takes to hear it."""

    item: Item
    recording: bytes | None = None
    """A human recording that takes the machine's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipOrder:
    """All that an item's clip is made from."""

    studio: Studio
    spoken: Spoken
    number: str
    """The file's own number in its metadata."""
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeOrder:
    """All that a slot's programme is made from."""

    studio: Studio
    slot: Slot
    spoken: tuple[Spoken, ...]
    number: str
    title: str
    day: date


def make_clip(order: ClipOrder) -> tuple[Made, ...]:
    """Return an item's clip with its subtitles and its script to read along."""
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import single_clip
    from kit.speech.tags import Tags

    studio, item = order.studio, order.spoken.item
    script = compose_script(item, studio.township)
    sound = preset(studio.township.voice.preset)
    part = _part(order.spoken, script, studio)
    clip = single_clip(part, studio.say(), sound, emergency=script.emergency, draft=order.draft)
    tags = Tags(
        title=item.title,
        artist=studio.township.government,
        album=f"{studio.township.name}政务公开",
        day=item.dates.publish,
        produce_id=order.number if clip.synthetic else None,
    )
    _inspect_words(clip, (item,))
    recorded = [item.item_id] if order.spoken.recording is not None else []
    return _files(clip, tags, studio, item.title, {"recorded": recorded})


def make_programme(order: ProgrammeOrder) -> tuple[Made, ...]:
    """Return a slot's programme with its subtitles and its script to read along."""
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import make_programme as assemble
    from kit.speech.tags import Tags

    studio = order.studio
    parts = [_part(one, compose_script(one.item, studio.township), studio) for one in order.spoken]
    broadcast = assemble(
        parts,
        studio.township,
        studio.say(),
        preset(studio.township.voice.preset),
        most_minutes=order.slot.most_minutes,
    )
    tags = Tags(
        title=order.title,
        artist=studio.township.government,
        album=f"{studio.township.name}政务公开",
        day=order.day,
        produce_id=order.number,
    )
    figures = {
        "recorded": [one.item.item_id for one in order.spoken if one.recording is not None],
        "repeated": broadcast.repeated,
        "note": broadcast.note,
        "items": [[part.item_id, round(part.body.seconds, 1)] for part in parts],
    }
    return _files(broadcast.clip, tags, studio, order.title, figures)


def sentences_of(spoken: Sequence[Spoken], township: Township) -> tuple[Utterance, ...]:
    """Return all that the voice must say for these items and what stands around them."""
    from kit.speech.engine import utterances
    from kit.speech.programme import frame_utterances

    wanted = list(frame_utterances(township))
    for one in spoken:
        if one.recording is None:
            wanted += utterances(compose_script(one.item, township))
    return tuple(dict.fromkeys(wanted))


def speak_missing(
    wanted: Sequence[Utterance],
    spec: EngineSpec,
    store: Store,
    workers: int,
    progress: Progress,
) -> Mapping[Utterance, SpeechError]:
    """Have every sentence spoken that the store lacks; return those the voice cannot say.

    Raises:
        SpeechError: The voice is not installed, or its process died.
    """
    from kit.speech.engine import speak_all

    if not wanted:
        return {}
    # No process is started before a sentence is missing.
    with open_executor(min(workers, len(wanted))) as executor:
        return speak_all(
            wanted,
            spec,
            Sentences(store),
            executor,
            told=lambda done, total, sentence: progress(f"朗读：{sentence}", done, total),
        )


def _part(spoken: Spoken, script: Script, studio: Studio) -> Part:
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import make_part

    recording: Samples | None = None
    if spoken.recording is not None:
        from kit.speech.recorded import read_recording

        recording = read_recording(spoken.recording, spoken.item.title)
    sound = preset(studio.township.voice.preset)
    return make_part(script, studio.say(), sound, recording=recording)


def _files(
    clip: Clip, tags: Tags, studio: Studio, title: str, figures: dict[str, Any]
) -> tuple[Made, ...]:
    from kit.speech.loudspeaker import preset
    from kit.speech.mp3 import measure_mp3, write_mp3
    from kit.speech.subtitles import read_along, srt

    data = write_mp3(clip.samples, preset(studio.township.voice.preset), tags)
    found = measure_mp3(data)
    measured = {"seconds": found.seconds, "lufs": found.lufs, "dbtp": found.dbtp}
    words = sum(character.isalnum() for mark in clip.marks for character in mark.written)
    inspect_sound(measured, words, title)
    return (
        Made(name=".mp3", data=data, figures={**measured, **figures}),
        # A byte order mark: Notepad and old players on Windows take the text for GBK without.
        Made(name=".txt", data=read_along(title, clip.marks).encode("utf-8-sig"), figures={}),
        Made(name=".srt", data=srt(clip.marks).encode("utf-8-sig"), figures={}),
    )


def _inspect_words(clip: Clip, items: Sequence[Item]) -> None:
    # The second phone gives way where a script would be too long.
    required = key_figures(items[0], phones=1)
    inspect_text("\n".join(mark.written for mark in clip.marks), items, required=required)
