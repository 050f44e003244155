"""Making everything that is heard: clips, programmes, and the texts beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kit.compose.spoken.script import compose_all_clear, compose_script
from kit.edition.jobs.job import MadeFile
from kit.edition.pool import open_executor
from kit.edition.store.recipe import Recipes, key_of
from kit.edition.store.store import Store
from kit.program import hash_of
from kit.progress import Step
from kit.source.builtin import builtin_dir
from kit.source.files import read_text
from kit.text.normalise.lexicon import parse_lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script
    from kit.errors import SpeechError
    from kit.model.item import Item
    from kit.model.township import Slot, Township, Voice
    from kit.progress import Progress
    from kit.recordings.human_readings import HumanReading
    from kit.source.workspace import Workspace
    from kit.speech.engine import MachineVoice, Say, Utterance
    from kit.speech.programme import Part
    from kit.speech.sound import Clip, Pinyin, Samples
    from kit.speech.tags import Tags


@dataclass(frozen=True, slots=True)
class Sentences:
    """The store as the voice's cache: a sentence is spoken once in its life."""

    store: Store
    engine: str
    """Key of the recipe of the engine: its files, its code, its libraries."""

    def get(self, sentence: str, pinyin: Pinyin) -> bytes | None:
        """Return a spoken sentence, or None."""
        return self.store.get_bytes(self._key(sentence, pinyin))

    def put(self, sentence: str, pinyin: Pinyin, data: bytes) -> None:
        """Keep a spoken sentence."""
        self.store.put_bytes(self._key(sentence, pinyin), data)

    def _key(self, sentence: str, pinyin: Pinyin) -> str:
        return hash_of(self.engine, sentence, *pinyin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What all sound of an edition shares."""

    township: Township
    voice: MachineVoice
    engine: str
    """Key of the engine's recipe."""
    store_folder: Path = field(compare=False)

    @property
    def sentences(self) -> Sentences:
        """What this voice has spoken before."""
        return Sentences(Store(self.store_folder), self.engine)

    def say(self) -> Say:
        """Return the voice, which takes from the store what was spoken before."""
        from kit.speech.engine import cached_voice

        return cached_voice(self.voice, self.sentences)


def studio_of(workspace: Workspace, store_folder: Path) -> Studio:
    """Return the workspace's voice with its own readings and the store of what was spoken.

    Raises:
        SourceError: The township's table of readings has lines that are no entry.
        SpeechError: ``kit.toml`` names a voice that is not there.
    """
    from kit.speech.engine import speak

    voice = township_voice(workspace.folder, workspace.township.voice)
    return Studio(
        township=workspace.township,
        voice=voice,
        engine=key_of(Recipes(Store(store_folder)).of(speak, voice.spec)),
        store_folder=store_folder,
    )


def township_voice(folder: Path | None, voice: Voice) -> MachineVoice:
    """Return the machine voice: the workspace's own stand before the built-in ones."""
    from kit.speech.engine import machine_voice

    if folder is None:
        return machine_voice(voice, builtin_dir("voices"))
    if voice.ca_file:
        voice = replace(voice, ca_file=str(folder / voice.ca_file))
    own = folder / "voices"
    return machine_voice(voice, own, builtin_dir("voices"), readings=_own_readings(own))


def _own_readings(voices: Path) -> tuple[tuple[str, str], ...]:
    """Return the township's own words, its place and family names, with their pinyin."""
    table = voices / "mandarin" / "lexicon.tsv"
    if not table.is_file():
        return ()
    words = parse_lexicon(read_text(table), f"voices/mandarin/{table.name}").words
    return tuple((word, " ".join(pinyin)) for word, pinyin in words.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An item and what it takes to hear it."""

    item: Item
    mandarin: HumanReading | None = None
    """Somebody who reads the Mandarin script; in the machine's place once it is signed."""
    dialect: HumanReading | None = None
    """The neighbour who reads it in the dialect; None where the township has none."""

    @property
    def by_hand(self) -> HumanReading | None:
        """The Mandarin reading that is broadcast."""
        return self.mandarin if self.mandarin and self.mandarin.signed else None

    @property
    def in_dialect(self) -> HumanReading | None:
        """The dialect reading that is broadcast."""
        return self.dialect if self.dialect and self.dialect.signed else None


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
    file_name: str
    """Of the sound, as it stands on the stick; its cue sheet names it."""
    number: str
    title: str
    day: date


def make_clip(order: ClipOrder) -> tuple[MadeFile, ...]:
    """Return an item's clip with its subtitles and its script to read along."""
    from kit.speech.chime import EMERGENCY
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import single_clip
    from kit.speech.tags import Tags

    studio, item = order.studio, order.spoken.item
    script = compose_script(item, studio.township)
    sound = preset(studio.township.voice.preset)
    part = _part(order.spoken, script, studio)
    call = EMERGENCY if script.emergency else None
    clip = single_clip(part, studio.say(), sound, call=call, draft=order.draft)
    tags = Tags(
        title=item.title,
        artist=studio.township.government,
        album=f"{studio.township.name}政务公开",
        day=item.dates.publish,
        produce_id=order.number if clip.synthetic else None,
    )
    return _files(clip, tags, studio, item.title, _human_figures((order.spoken,)))


def make_dialect_clip(order: ClipOrder) -> tuple[MadeFile, ...]:
    """Return the dialect reading alone: a human's, so it carries neither cue nor mark."""
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import dialect_clip
    from kit.speech.tags import Tags

    studio, item = order.studio, order.spoken.item
    part = _part(order.spoken, compose_script(item, studio.township), studio)
    reading = order.spoken.in_dialect
    assert reading is not None
    clip = dialect_clip(part, preset(studio.township.voice.preset))
    tags = Tags(
        title=f"{item.title}（{reading.label}）",
        artist=studio.township.government,
        album=f"{studio.township.name}政务公开",
        day=item.dates.publish,
    )
    figures = _human_figures((order.spoken,))
    return _files(clip, tags, studio, tags.title, figures)


def make_all_clear(order: ClipOrder) -> tuple[MadeFile, ...]:
    """Return what is played when an alert is lifted, and never before."""
    from kit.speech.chime import ROUTINE
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import make_part, single_clip
    from kit.speech.tags import Tags

    studio, item = order.studio, order.spoken.item
    say, sound = studio.say(), preset(studio.township.voice.preset)
    part = make_part(compose_all_clear(item, studio.township), say, sound)
    clip = single_clip(part, say, sound, call=ROUTINE, draft=order.draft)
    tags = Tags(
        title=f"只在解除后播放：{part.title}",
        artist=studio.township.government,
        album=f"{studio.township.name}政务公开",
        day=item.dates.publish,
        produce_id=order.number,
    )
    return _files(clip, tags, studio, tags.title, {})


def all_clear_sentences(item: Item, township: Township) -> tuple[Utterance, ...]:
    """Return all that the voice must say when this alert is lifted."""
    from kit.speech.engine import utterances
    from kit.speech.programme import frame_utterances

    said = (*frame_utterances(township), *utterances(compose_all_clear(item, township)))
    return tuple(dict.fromkeys(said))


def _human_figures(spoken: Sequence[Spoken]) -> dict[str, Any]:
    """Return who reads what, for the run sheet."""
    return {
        "recorded": [one.item.item_id for one in spoken if one.by_hand],
        "readings": {
            one.item.item_id: [
                [r.label, r.state.value, r.speaker, r.why, list(r.joined)]
                for r in (one.mandarin, one.dialect)
                if r is not None
            ]
            for one in spoken
        },
    }


def make_programme(order: ProgrammeOrder) -> tuple[MadeFile, ...]:
    """Return a slot's programme with its subtitles and its script to read along."""
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import heard
    from kit.speech.programme import make_programme as assemble
    from kit.speech.subtitles import cue_sheet
    from kit.speech.tags import Tags

    studio = order.studio
    parts = [_part(one, compose_script(one.item, studio.township), studio) for one in order.spoken]
    broadcast = assemble(
        parts,
        studio.township,
        studio.say(),
        preset(studio.township.voice.preset),
        most_minutes=order.slot.most_minutes,
        placement=order.slot.dialect,
        ducked=studio.township.voice.ducked_opening,
    )
    tags = Tags(
        title=order.title,
        artist=studio.township.government,
        album=f"{studio.township.name}政务公开",
        day=order.day,
        produce_id=order.number,
    )
    figures = {
        **_human_figures(order.spoken),
        "repeated": broadcast.repeated,
        "note": broadcast.note,
        "items": [
            [part.item_id, round(sum(c.seconds for c in heard(part, order.slot.dialect)), 1)]
            for part in parts
        ],
    }
    # A byte order mark, as beside the other texts: else titles are taken for GBK.
    cue = cue_sheet(order.file_name, order.title, tags.artist, broadcast.tracks)
    return (
        *_files(broadcast.clip, tags, studio, order.title, figures),
        MadeFile(name=".cue", data=cue.encode("utf-8-sig"), figures={}),
    )


def sentences_of(spoken: Sequence[Spoken], township: Township) -> tuple[Utterance, ...]:
    """Return all that the voice must say for these items and what stands around them."""
    from kit.speech.engine import utterances
    from kit.speech.programme import frame_utterances

    wanted = list(frame_utterances(township))
    for one in spoken:
        script = compose_script(one.item, township)
        if one.by_hand is None:
            wanted += utterances(script)
        elif one.by_hand.whole is not None and script.sample:
            wanted += utterances(replace(script, sentences=script.sentences[:1], headline=()))
    return tuple(dict.fromkeys(wanted))


def speak_missing(
    wanted: Sequence[Utterance],
    studio: Studio,
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
            studio.voice,
            studio.sentences,
            executor,
            told=lambda done, total, said: progress(Step("朗读", done, total, said)),
        )


def _part(spoken: Spoken, script: Script, studio: Studio) -> Part:
    from kit.speech.loudspeaker import preset
    from kit.speech.programme import make_part

    recording: Samples | None = None
    if spoken.by_hand is not None and spoken.by_hand.whole is not None:
        from kit.recordings.decode import read_recording

        recording = read_recording(spoken.by_hand.whole, spoken.item.title)
    return make_part(
        script,
        studio.say(),
        preset(studio.township.voice.preset),
        recording=recording,
        reading=_clip_of(spoken.by_hand, script),
        dialect=_clip_of(spoken.in_dialect, script),
    )


def _clip_of(reading: HumanReading | None, script: Script) -> Clip | None:
    """Return the sentences of a reading put together; None where there are none."""
    if reading is None or not reading.sentences:
        return None
    from kit.recordings.human_clip import human_clip

    return human_clip(reading.sentences, script.item_id)


def _files(
    clip: Clip, tags: Tags, studio: Studio, title: str, figures: dict[str, Any]
) -> tuple[MadeFile, ...]:
    from kit.speech.loudspeaker import preset
    from kit.speech.mp3 import measure_mp3, write_mp3
    from kit.speech.subtitles import read_along, srt

    voice = studio.township.voice
    data = write_mp3(clip.samples, preset(voice.preset), tags, old_players=voice.gbk_titles)
    found = measure_mp3(data)
    measured = {"seconds": found.seconds, "lufs": found.lufs, "dbtp": found.dbtp}
    return (
        MadeFile(name=".mp3", data=data, figures={**measured, **figures}),
        # A byte order mark: Notepad and old players on Windows take the text for GBK without.
        MadeFile(name=".txt", data=read_along(title, clip.marks).encode("utf-8-sig"), figures={}),
        MadeFile(name=".srt", data=srt(clip.marks).encode("utf-8-sig"), figures={}),
    )
