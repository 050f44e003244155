"""Making everything that is heard: clips, programmes, and the texts beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.compose.spoken.script import compose_all_clear
from kit.edition.jobs.job import MadeFile
from kit.edition.make.spoken import human_figures, part_of
from kit.model.item import Kind

if TYPE_CHECKING:
    from datetime import date

    from kit.compose.spoken.broadcast import Sentence
    from kit.edition.make.spoken import Spoken
    from kit.edition.make.studio import Studio
    from kit.model.township import Slot
    from kit.speech.engine import Said
    from kit.speech.sound import Clip


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipOrder:
    """All that an item's clip is made from."""

    studio: Studio
    said: Said
    spoken: Spoken
    number: str
    """The file's own number in its metadata."""
    draft: bool
    first_words: tuple[Sentence, ...] = ()
    """Of what is broadcast alone: nothing else calls those who are to hear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeOrder:
    """All that a slot's programme is made from."""

    studio: Studio
    said: Said
    slot: Slot
    spoken: tuple[Spoken, ...]
    first_words: tuple[Sentence, ...]
    """They name who hears it: the township, or the villages of the stick."""
    file_name: str
    """Of the sound, as it stands on the stick; its cue sheet names it."""
    number: str
    title: str
    day: date


def make_clip(order: ClipOrder) -> tuple[MadeFile, ...]:
    """Return an item's clip with its subtitles and its script to read along."""
    from kit.speech.chime import EMERGENCY
    from kit.speech.programme import single_clip

    studio, item = order.studio, order.spoken.item
    say = studio.say(order.said)
    part = part_of(order.spoken, studio, say)
    call = EMERGENCY if item.kind is Kind.EMERGENCY else None
    clip = single_clip(
        part,
        say,
        studio.preset,
        call=call,
        first_words=order.first_words,
        draft=order.draft,
    )
    number = order.number if clip.synthetic else None
    figures = human_figures((order.spoken,))
    return _files(clip, studio, item.title, item.dates.publish, number, figures)


def make_dialect_clip(order: ClipOrder) -> tuple[MadeFile, ...]:
    """Return the dialect reading alone: a human's, so it carries neither cue nor mark."""
    from kit.speech.programme import dialect_clip

    studio, item = order.studio, order.spoken.item
    reading = order.spoken.in_dialect
    assert reading is not None
    part = part_of(order.spoken, studio, studio.say(order.said))
    clip = dialect_clip(part, studio.preset)
    title = f"{item.title}（{reading.label}）"
    figures = human_figures((order.spoken,))
    return _files(clip, studio, title, item.dates.publish, None, figures)


def make_all_clear(order: ClipOrder) -> tuple[MadeFile, ...]:
    """Return what is played when an alert is lifted, and never before."""
    from kit.speech.chime import ROUTINE
    from kit.speech.programme import make_part, single_clip

    studio, item = order.studio, order.spoken.item
    say = studio.say(order.said)
    part = make_part(compose_all_clear(item, studio.township), say, studio.preset)
    clip = single_clip(part, say, studio.preset, call=ROUTINE, draft=order.draft)
    title = f"只在解除后播放：{part.title}"
    return _files(clip, studio, title, item.dates.publish, order.number, {})


def make_programme(order: ProgrammeOrder) -> tuple[MadeFile, ...]:
    """Return a slot's programme with its subtitles and its script to read along."""
    from kit.speech.programme import heard
    from kit.speech.programme import make_programme as assemble
    from kit.speech.subtitles import cue_sheet

    studio, say = order.studio, order.studio.say(order.said)
    parts = [part_of(one, studio, say) for one in order.spoken]
    broadcast = assemble(
        parts,
        studio.township,
        say,
        studio.preset,
        most_minutes=order.slot.most_minutes,
        first_words=order.first_words,
        placement=order.slot.dialect,
        ducked=studio.township.voice.ducked_opening,
    )
    figures = {
        **human_figures(order.spoken),
        "repeated": broadcast.repeated,
        "note": broadcast.note,
        "items": [
            [part.item_id, round(sum(c.seconds for c in heard(part, order.slot.dialect)), 1)]
            for part in parts
        ],
    }
    artist = studio.township.government
    # A byte order mark, as beside the other texts: else titles are taken for GBK.
    cue = cue_sheet(order.file_name, order.title, artist, broadcast.tracks).encode("utf-8-sig")
    return (
        *_files(broadcast.clip, studio, order.title, order.day, order.number, figures),
        MadeFile(name=".cue", data=cue, figures={}),
    )


def _files(
    clip: Clip,
    studio: Studio,
    title: str,
    day: date,
    produce_id: str | None,
    figures: dict[str, Any],
) -> tuple[MadeFile, ...]:
    """Return the sound and its texts; ``produce_id`` is None where no machine speaks."""
    from kit.speech.mp3 import measure_mp3, write_mp3
    from kit.speech.subtitles import read_along, srt
    from kit.speech.tags import Tags

    township = studio.township
    tags = Tags(
        title=title,
        artist=township.government,
        album=f"{township.name}政务公开",
        day=day,
        produce_id=produce_id,
    )
    data = write_mp3(clip.samples, studio.preset, tags, old_players=township.voice.gbk_titles)
    found = measure_mp3(data)
    measured = {"seconds": found.seconds, "lufs": found.lufs, "dbtp": found.dbtp}
    return (
        MadeFile(name=".mp3", data=data, figures={**measured, **figures}),
        # A byte order mark: Notepad and old players on Windows take the text for GBK without.
        MadeFile(name=".txt", data=read_along(title, clip.marks).encode("utf-8-sig"), figures={}),
        MadeFile(name=".srt", data=srt(clip.marks).encode("utf-8-sig"), figures={}),
    )
