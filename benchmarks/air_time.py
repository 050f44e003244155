"""What the air time goes for: speech and silence, how soon an alert says what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.compose.spoken.script import compose_all_clear, compose_script, opening
from kit.plan.plan import plan_week
from kit.plan.week import Week
from kit.speech import chime
from kit.speech.engine import Utterance, in_words, utterances
from kit.speech.loudspeaker import PRESETS
from kit.speech.programme import (
    around_clip,
    around_programme,
    make_part,
    make_programme,
    single_clip,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.programmes import Programme
    from kit.source.workspace import Workspace
    from kit.speech.engine import Say
    from kit.speech.programme import Part
    from kit.speech.sound import Clip

WEEK = Week.parse("2026-W48")
HORN = PRESETS["horn"]
MOST_MINUTES = 4.0


@dataclass(frozen=True, slots=True)
class Air:
    """Seconds between the first and the last word, of words alone, and characters said."""

    all_s: float
    words_s: float
    characters: int


def air_time(workspace: Workspace, say: Say) -> int:
    """Print how the example's week fills its minutes."""
    township = workspace.township
    parts = {
        item.item_id: (script, make_part(script, say, HORN)) for item, script in _scripts(workspace)
    }
    missed = _items([(script, part.body) for script, part in parts.values()])
    missed += _programmes(workspace, parts, say)
    for item in workspace.items:
        if item.emergency is not None:
            missed += _alert(item, township, say)
    return missed


def air_utterances(workspace: Workspace) -> Iterator[Utterance]:
    """Yield all that must be spoken for it beside the items' own scripts."""
    around = (*around_programme(workspace.township), *around_clip(draft=True))
    yield from in_words(around)
    for programme in _weekly(workspace):
        for sentence in _opening(workspace.township, programme):
            yield Utterance(sentence.spoken)
    for item in workspace.items:
        if item.emergency is not None:
            yield from utterances(compose_all_clear(item, workspace.township))


def _scripts(workspace: Workspace) -> Iterator[tuple[Item, Script]]:
    for item in workspace.items:
        yield item, compose_script(item, workspace.township)


def _weekly(workspace: Workspace) -> list[Programme]:
    signed = {item.item_id for item in workspace.items}
    seconds = {item.item_id: script.seconds for item, script in _scripts(workspace)}
    plan = plan_week(workspace.items, workspace.township, WEEK, signed=signed, seconds=seconds)
    return [one for one in plan.programmes if one.slot is not None]


def _opening(township: Township, programme: Programme) -> tuple[Sentence, ...]:
    return opening(township, programme.slot, programme.villages)


def _items(read: Sequence[tuple[Script, Clip]]) -> int:
    """Print pace and silence of the items, each from its first word to its last."""
    airs = [_air(clip, script.characters) for script, clip in read]
    all_s, words_s = sum(one.all_s for one in airs), sum(one.words_s for one in airs)
    characters = sum(one.characters for one in airs)
    missed = line("items, silence", 100 * (1 - words_s / all_s), "%", most=25)
    missed += line("items, characters", characters * 60 / all_s, "a minute", least=200)
    line("items, characters while it speaks", characters * 60 / words_s, "a minute")
    line("items, the longest", max(one.all_s for one in airs), "s")
    return missed


def _air(clip: Clip, characters: int) -> Air:
    marks = clip.marks
    words_s = sum(mark.end_s - mark.start_s for mark in marks)
    return Air(marks[-1].end_s - marks[0].start_s, words_s, characters)


def _programmes(workspace: Workspace, parts: dict[str, tuple[Script, Part]], say: Say) -> int:
    """Print how long the weekly programmes are, and how much of them is silence."""
    lengths, silent, three, twice = [], [], 0, 0
    for programme in _weekly(workspace):
        made = make_programme(
            [parts[item_id][1] for item_id in programme.item_ids],
            workspace.township,
            say,
            HORN,
            most_minutes=MOST_MINUTES,
            first_words=_opening(workspace.township, programme),
        )
        lengths.append(made.clip.seconds)
        air = _air(made.clip, 0)
        silent.append(100 * (1 - air.words_s / air.all_s))
        three += len(programme.item_ids) == 3
        twice += made.repeated
    count = len(lengths)
    print(f"    {count} programmes, {three} of three items, {twice} said twice")
    missed = line("programmes, the longest", max(lengths) / 60, "min", most=MOST_MINUTES)
    return missed + line("programmes, most silence", max(silent), "%", most=25)


def _alert(item: Item, township: Township, say: Say) -> int:
    """Print when an alert says what to do and whom to call, from the file's first second."""
    script = compose_script(replace(item, sample=False), township)
    part = make_part(script, say, HORN)
    clip = single_clip(part, say, HORN, call=chime.EMERGENCY)
    number = item.phones[0].number
    to_do = clip.marks[1]
    call = next(mark for mark in clip.marks if number in mark.written)
    missed = line(f"alert, “{to_do.written}” begins", to_do.start_s, "s", most=8)
    missed += line(f"alert, “{call.written}” is said", call.end_s, "s", most=15)
    line("alert, three times over", part.body.seconds, "s")
    return missed
