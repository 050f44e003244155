"""Who says an item: people where their recording is signed, else the machine voice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.compose.spoken.script import compose_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.edition.make.studio import Studio
    from kit.model.item import Item
    from kit.recordings.human_readings import HumanReading
    from kit.speech.engine import Say, Utterance
    from kit.speech.loudspeaker import Preset
    from kit.speech.programme import Part
    from kit.speech.sound import Clip, Samples


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


def sentences_of(
    spoken: Sequence[Spoken], script_of: Callable[[Item], Script], around: Iterable[Sentence]
) -> tuple[Utterance, ...]:
    """Return all that the voice must say for these items and ``around`` them."""
    from kit.speech.engine import in_words, utterances

    wanted = list(in_words(around))
    for one in spoken:
        script = script_of(one.item)
        if one.by_hand is None:
            wanted += utterances(script)
        # A recording in one piece stays whole: the voice says around it that it is a sample.
        elif one.by_hand.whole is not None and script.sample:
            wanted += utterances(replace(script, sentences=script.sentences[:1], headline=()))
    return tuple(dict.fromkeys(wanted))


def part_of(spoken: Spoken, studio: Studio, say: Say) -> Part:
    """Return an item's sound, ready to stand between others."""
    from kit.speech.programme import make_part

    script = compose_script(spoken.item, studio.township)
    recording: Samples | None = None
    if spoken.by_hand is not None and spoken.by_hand.whole is not None:
        from kit.recordings.decode import read_recording

        recording = read_recording(spoken.by_hand.whole, spoken.item.title)
    return make_part(
        script,
        say,
        studio.preset,
        recording=recording,
        reading=_clip_of(spoken.by_hand, script, studio.preset),
        dialect=_clip_of(spoken.in_dialect, script, studio.preset),
    )


def _clip_of(reading: HumanReading | None, script: Script, preset: Preset) -> Clip | None:
    """Return the sentences of a reading put together; None where there are none."""
    if reading is None or not reading.sentences:
        return None
    from kit.recordings.human_clip import human_clip

    return human_clip(reading.sentences, script.item_id, more_rest_s=preset.more_rest_s)


def human_figures(spoken: Sequence[Spoken]) -> dict[str, Any]:
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
