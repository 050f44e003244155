"""From sentences to what is broadcast: an item's clip, a slot's programme, an alert."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.spoken.breath import spoken_characters
from kit.compose.spoken.broadcast import HEARD_A_MINUTE, Sentence
from kit.compose.spoken.rests import (
    AFTER_ALERT_CHIME_S,
    AFTER_CHIME_S,
    BEFORE_CUE_S,
    BEFORE_REPEAT_S,
    BETWEEN_ITEMS_S,
    LEAD_OUT_S,
    RULE_S,
)
from kit.compose.spoken.script import ai_cue, closing, opening
from kit.errors import SpeechError
from kit.model.township import Placement
from kit.speech import chime
from kit.speech.engine import utterance
from kit.speech.loudspeaker import even, produce
from kit.speech.room import in_room
from kit.speech.sound import Clip, Mark, join, silence, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.spoken.broadcast import Script
    from kit.model.township import Township
    from kit.speech.chime import Chime
    from kit.speech.engine import Say
    from kit.speech.loudspeaker import Preset
    from kit.speech.sound import Readings, Samples

MOST_STRETCH = 1.6
"""Longer pauses sound as if the programme had stopped."""

DRAFT = Sentence(written="送审稿，不得播出。", spoken="送审稿，不得播出。", pause_s=RULE_S)
AGAIN = Sentence(written="下面再播送一遍。", spoken="下面再播送一遍。", pause_s=RULE_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item ready for a programme: its processed speech, and its headline's."""

    item_id: str
    title: str
    body: Clip
    headline: Clip
    dialect: Clip | None = None
    """The same in the township's dialect, read by a neighbour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """A slot's sound, and what had to give way to its length."""

    clip: Clip
    repeated: bool
    headlines: bool
    tracks: tuple[tuple[str, float], ...]
    """Title and second of what a broadcaster may want to jump to."""
    note: str = ""
    """For staff, in Chinese; empty when everything fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What stands around the items of a programme."""

    lead_in: Clip
    call: Clip
    opening: Clip
    again: Clip
    closing: Clip


def around_clip(
    first_words: Sequence[Sentence] = (), *, draft: bool = False
) -> tuple[Sentence, ...]:
    """Return all that the voice may say around an item in :func:`single_clip`."""
    return (*first_words, ai_cue(), *((DRAFT,) if draft else ()))


def around_programme(
    township: Township, first_words: Sequence[Sentence] = ()
) -> tuple[Sentence, ...]:
    """Return all that the voice may say around the items of :func:`make_programme`."""
    return (*(first_words or opening(township)), AGAIN, ai_cue(), *closing(township))


def make_part(
    script: Script,
    say: Say,
    preset: Preset,
    *,
    recording: Samples | None = None,
    reading: Clip | None = None,
    dialect: Clip | None = None,
) -> Part:
    """Return an item's speech, processed.

    A human's takes the voice's place where given: ``reading`` sentence by sentence, or
    ``recording`` in one piece. ``dialect`` stands beside it.

    Raises:
        SpeechError: A sentence was not spoken, or there is none.
    """
    if reading is None and recording is not None:
        reading = _recorded(script, recording, say, preset)
    human = reading is not None
    body = produce(reading or read_out(script.sentences, script, say, preset), preset)
    if not body.marks:
        raise SpeechError(f"“{script.title}”的广播稿是空的。", "请补上大白话或广播稿。")
    # A recorded item needs no machine at all, so it has no headline either.
    headlines = () if human else script.headline
    headline = produce(read_out(headlines, script, say, preset), preset)
    return Part(
        item_id=script.item_id,
        title=script.title,
        body=body,
        headline=headline,
        dialect=produce(dialect, preset) if dialect is not None else None,
    )


def single_clip(
    part: Part,
    say: Say,
    preset: Preset,
    *,
    call: Chime | None = None,
    first_words: Sequence[Sentence] = (),
    draft: bool = False,
) -> Clip:
    """Return an item's own clip, for its page, for listening, for alerts and their end.

    An alert begins with its chime, the ``call``, and with itself; the cue that a machine
    speaks comes after it. What is broadcast alone begins with ``first_words``. A draft says that
    it is one first and last.
    """
    clips = [silence(preset.lead_in_s)]
    if call:
        after_s = AFTER_ALERT_CHIME_S if call is chime.EMERGENCY else AFTER_CHIME_S
        clips += [chime.sound(call, preset), silence(after_s)]
    if first_words:
        clips += [_say(first_words, say, preset)]
    framed = [_say((DRAFT,), say, preset), part.body] if draft else [part.body]
    if any(clip.synthetic for clip in framed):
        framed += [silence(BEFORE_CUE_S), _say((ai_cue(),), say, preset)]
    if part.dialect is not None:
        # After the cue, which is true of what was heard before it only.
        framed += [silence(BETWEEN_ITEMS_S), part.dialect]
    if draft:
        framed.append(framed[0])
    return in_room(join([*clips, *framed, silence(LEAD_OUT_S)]))


def dialect_clip(part: Part, preset: Preset) -> Clip:
    """Return the dialect reading alone, for pages and for broadcasters; all of it is human.

    Raises:
        SpeechError: There is none.
    """
    if part.dialect is None:
        raise SpeechError(f"“{part.title}”没有方言录音。", "请先录音、听审。")
    return in_room(join([silence(preset.lead_in_s), part.dialect, silence(LEAD_OUT_S)]))


def make_programme(
    parts: Sequence[Part],
    township: Township,
    say: Say,
    preset: Preset,
    *,
    most_minutes: float,
    first_words: Sequence[Sentence] = (),
    placement: Placement = Placement.AFTER,
    ducked: bool = False,
) -> Broadcast:
    """Return the sound of a slot: chime, opening, headlines, items, again, cue, closing, chime.

    ``first_words`` are the opening's, the township's own if not told; ``ducked`` lets the chime
    sound on softly under them.

    Where it would be too long the repeat goes first, then the headlines; then it is as long
    as it must be and says so: which item to leave for another slot is staff's decision.

    Raises:
        SpeechError: There is no item, or a sentence of the frame was not spoken.
    """
    if not parts:
        raise SpeechError("这一档没有可播的内容。", "请检查条目的渠道和日期。")
    opened = _say(first_words or opening(township), say, preset)
    frame = _Frame(
        lead_in=silence(preset.lead_in_s),
        call=chime.sound(chime.ROUTINE, preset),
        opening=chime.under(chime.ROUTINE, opened, preset) if ducked else opened,
        again=_say((AGAIN,), say, preset),
        closing=_say((ai_cue(), *closing(township)), say, preset),
    )
    several = len(parts) > 1
    for repeated, headlines in ((True, several), (False, several), (False, False)):
        stretches = _stretches(parts, frame, placement, repeated=repeated, headlines=headlines)
        clips = [one for _, some in stretches for one in some]
        if sum(one.seconds for one in clips) <= most_minutes * 60:
            break
    clip = join(clips)
    note = _note(clip, most_minutes, repeated=repeated)
    return Broadcast(
        clip=in_room(clip),
        repeated=repeated,
        headlines=headlines,
        tracks=tuple(_tracks(stretches)),
        note=note,
    )


def read_out(sentences: Sequence[Sentence], script: Script, say: Say, preset: Preset) -> Clip:
    """Return the sentences one after the other with their rests, as the voice gives them."""
    spoken = [_sentence(one, script.item_id, script.readings, say) for one in sentences]
    stretch = _stretch(sentences, sum(clip.seconds for clip in spoken))
    pauses = [silence(stretch * one.pause_s + preset.more_rest_s) for one in sentences]
    pairs = [clip for pair in zip(spoken, pauses, strict=True) for clip in pair]
    # What follows the last sentence is for the caller to say.
    return join(pairs[:-1])


def _stretch(sentences: Sequence[Sentence], spoken_s: float) -> float:
    """Return how many times longer all rests of a quick voice are, so that people can follow.

    Pauses rather than a slower voice: it is understood no better for being drawled.
    """
    pauses_s = sum(one.pause_s for one in sentences[:-1])
    characters = sum(spoken_characters(one.spoken) for one in sentences)
    wanted_s = characters * 60 / HEARD_A_MINUTE
    return min(max(1.0, (wanted_s - spoken_s) / pauses_s), MOST_STRETCH) if pauses_s else 1.0


def _sentence(sentence: Sentence, item_id: str, readings: Readings, say: Say) -> Clip:
    samples = trim(say(utterance(sentence.spoken, readings)))
    if not len(samples):
        raise SpeechError(
            f"没有读出这一句：“{sentence.spoken}”。", "请检查生僻字并注音，或请人录音。"
        )
    return _marked(Clip(samples=samples, synthetic=True), sentence.written, item_id)


def _recorded(script: Script, recording: Samples, say: Say, preset: Preset) -> Clip:
    """Return a human recording as one marked clip: where its sentences lie is not known.

    Nor is whether its reader said that a sample is one, so the voice says it first and last.
    """
    warning = script.sentences[:1] if script.sample else ()
    said = script.sentences[1:-1] if script.sample else script.sentences
    written = "".join(sentence.written for sentence in said) or script.title
    human = _marked(Clip(samples=even(trim(recording))), written, script.item_id)
    if not warning:
        return human
    voice = read_out(warning, script, say, preset)
    spoken = replace(voice, samples=even(voice.samples))
    pause = silence(warning[0].pause_s)
    return join([spoken, pause, human, pause, spoken])


def _marked(clip: Clip, written: str, item_id: str) -> Clip:
    mark = Mark(start_s=0.0, end_s=clip.seconds, written=written, item_id=item_id)
    return replace(clip, marks=(mark,))


def _say(sentences: Sequence[Sentence], say: Say, preset: Preset) -> Clip:
    """Return sentences that belong to no item, processed, with the pause after the last."""
    if not sentences:
        return silence(0)
    spoken = [_sentence(one, "", (), say) for one in sentences]
    pairs = [
        [clip, silence(one.pause_s + preset.more_rest_s)]
        for clip, one in zip(spoken, sentences, strict=True)
    ]
    return produce(join([clip for pair in pairs for clip in pair]), preset)


def _stretches(
    parts: Sequence[Part],
    frame: _Frame,
    placement: Placement,
    *,
    repeated: bool,
    headlines: bool,
) -> tuple[tuple[str, list[Clip]], ...]:
    """Return a programme in play order, stretch by stretch with its title."""
    first = [frame.lead_in, frame.call, silence(AFTER_CHIME_S), frame.opening]
    if headlines:
        first += _spaced([part.headline for part in parts if part.headline.marks])
    items = [(part.title, _spaced(heard(part, placement))) for part in parts]
    again: list[tuple[str, list[Clip]]] = []
    if repeated:
        once_more = [clip for _, clips in items for clip in clips]
        pause = silence(BEFORE_REPEAT_S - BETWEEN_ITEMS_S)
        again = [("再播一遍", [pause, frame.again, *once_more])]
    # The frame is a machine's even where every item is a human's, so there is always a cue.
    last = [frame.closing, frame.call, silence(LEAD_OUT_S)]
    return (("开头", first), *items, *again, ("结尾", last))


def _tracks(stretches: Sequence[tuple[str, Sequence[Clip]]]) -> Iterator[tuple[str, float]]:
    start_s = 0.0
    for title, clips in stretches:
        yield title, start_s
        start_s += sum(clip.seconds for clip in clips)


def heard(part: Part, placement: Placement) -> tuple[Clip, ...]:
    """Return what a slot plays of an item; without a dialect reading that is the Mandarin."""
    if part.dialect is None or placement is Placement.NONE:
        return (part.body,)
    return (part.dialect,) if placement is Placement.ONLY else (part.body, part.dialect)


def _spaced(clips: Sequence[Clip]) -> list[Clip]:
    return [one for clip in clips for one in (clip, silence(BETWEEN_ITEMS_S))]


def _note(clip: Clip, most_minutes: float, *, repeated: bool) -> str:
    minutes, seconds = divmod(round(clip.seconds), 60)
    if clip.seconds > most_minutes * 60:
        return (
            f"这一档长 {minutes} 分 {seconds} 秒，超过 {most_minutes:g} 分钟。"
            "请把一条改到别的时段，或缩短广播稿。"
        )
    if not repeated:
        return f"只播一遍：播两遍会超过 {most_minutes:g} 分钟。"
    return ""
