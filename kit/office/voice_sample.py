"""Spoken sentences: to choose a voice and its pace by, and to hear how a script is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.spoken.script import ai_cue
from kit.edition.make.studio import said_by, studio_of
from kit.errors import SourceError
from kit.office.settings_draft import township_so_far
from kit.source.private import STORE
from kit.source.workspace import Workspace
from kit.text.normalise.normaliser import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kit.edition.make.studio import Studio
    from kit.progress import Clock
    from kit.speech.engine import Utterance
    from kit.speech.sound import Readings

SAID = "各位乡亲，明年的医保，请在12月31日以前交清，每人400元。"
_PAUSE_S = 0.6
SLOWEST, FASTEST = 0.6, 1.3


def voice_sample(
    folder: Path,
    clock: Clock,
    *,
    name: str = "",
    speed: float = 0.0,
    preset: str = "",
    said: Sequence[str] = (),
    readings: Readings = (),
    hand_over: Callable[[int, int, bytes], None] | None = None,
) -> bytes:
    """Return an MP3 of sentences in a voice; what is not named is as in ``kit.toml``.

    ``said`` are sentences of a script as they are spoken, with an item's own ``readings``.
    ``hand_over`` gets (number, of how many, MP3) of each as soon as it is spoken.

    Raises:
        SourceError: What stands in ``kit.toml`` is wrong.
        SpeechError: There is no such voice, or it cannot say it.
    """
    from kit.speech.engine import Utterance

    township = township_so_far(folder)
    if township is None:
        raise SourceError("设置里有要改的，还不能试听。", "请先改好标出来的几处。")
    voice = township.voice
    voice = replace(
        voice,
        name=name or voice.name,
        preset=preset or voice.preset,
        speed=speed if SLOWEST <= speed <= FASTEST else voice.speed,
    )
    township = replace(township, voice=voice)
    workspace = Workspace(folder=folder, township=township, items=(), findings=(), refused=())
    studio = studio_of(workspace, folder / STORE)
    # Whatever a machine says, also a try-out, says that a machine says it.
    sentences = (*(said or (normalise(SAID, day_word="号").spoken,)), ai_cue().spoken)
    wanted = [Utterance(one, readings) for one in sentences]
    if hand_over is not None:
        for number, one in enumerate(wanted, start=1):
            sound = sample_mp3(studio, [one], clock, number=f"/{number}")
            hand_over(number, len(wanted), sound)
    # What was spoken just now comes from the store.
    return sample_mp3(studio, wanted, clock)


def sample_mp3(
    studio: Studio, said: Sequence[Utterance], clock: Clock, *, number: str = ""
) -> bytes:
    """Return sentences as an MP3 whose tags say that a machine tries them.

    ``number`` tells those of one moment apart.

    Raises:
        SpeechError: The voice cannot say one.
    """
    from kit.speech.loudspeaker import produce
    from kit.speech.mp3 import write_mp3
    from kit.speech.sound import Clip, join, silence
    from kit.speech.tags import Tags

    say, now = studio.say(said_by(studio, said)), clock()
    clips = [Clip(samples=say(one), synthetic=True) for one in said]
    apart = [part for clip in clips for part in (silence(_PAUSE_S), clip)]
    sound = produce(join(apart[1:]), studio.preset)
    tags = Tags(
        title="试听",
        artist=studio.township.government,
        album="试听",
        day=now.date(),
        produce_id=f"试听/{now:%Y%m%d%H%M%S}{number}",
    )
    return write_mp3(sound.samples, studio.preset, tags)
