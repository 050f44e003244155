"""Jobs for the office's own forms; some show what other jobs measured, and come after them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kit.compose.forms.run_sheet import RunSheetEntry, RunSheetProgramme
from kit.edition.index import PLAY
from kit.edition.jobs.forward_jobs import forward_jobs
from kit.edition.jobs.job import Job, MadeFile
from kit.edition.jobs.sound_jobs import (
    all_clear_file,
    has_all_clear,
    slot_and_days,
    sticks,
)
from kit.edition.make.forms import RunSheetOrder, make_run_sheet
from kit.model.item import Channel, Reader
from kit.model.township import Placement
from kit.plan.programmes import last_on_air
from kit.recordings.human_readings import LABEL_OF_MANDARIN
from kit.recordings.listening import TakeState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.edition.store.store import Artefact
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.programmes import Programme


def form_jobs(
    context: EditionContext, items: Sequence[Item], heard: Mapping[Programme, Job]
) -> Iterator[Job]:
    """Yield the jobs of the run sheet, the playlist, and of what is sent on.

    ``heard`` has the job that makes each programme's sound.
    """
    if heard:
        yield _run_sheet(context, items, heard)
        for folder, programmes in sticks(heard).items():
            yield _playlist(folder, {one: heard[one] for one in programmes})
    yield from forward_jobs(context, items)


def _run_sheet(
    context: EditionContext, items: Sequence[Item], heard: Mapping[Programme, Job]
) -> Job:
    return Job(
        folder=PLAY,
        stem="播出单",
        make=make_run_sheet,
        title="播出单",
        about=tuple(dict.fromkeys(i for programme in heard for i in programme.item_ids)),
        channel=Channel.LOUDSPEAKER,
        order_from=partial(_run_sheet_order, context, {i.item_id: i for i in items}, heard),
        needs=tuple(job.key for job in heard.values()),
        of_part=True,
    )


def _run_sheet_order(
    context: EditionContext,
    items: Mapping[str, Item],
    heard: Mapping[Programme, Job],
    done: Mapping[str, tuple[Artefact, ...]],
) -> RunSheetOrder:
    return RunSheetOrder(
        township=context.printed,
        font=context.font,
        week_label=context.week.label,
        entries=tuple(
            _entry(programme, job, items, done[job.key], context.township)
            for programme, job in heard.items()
            if job.key in done
        ),
        stamp="样例" if context.township.sample else "",
        unheard=tuple(
            (items[one.item_id].title, one.villages, one.reason) for one in context.plan.unheard
        ),
    )


def _entry(
    programme: Programme,
    job: Job,
    items: Mapping[str, Item],
    made: Sequence[Artefact],
    township: Township,
) -> RunSheetProgramme:
    sound = next(artefact for artefact in made if artefact.name == ".mp3")
    lengths: dict[str, float] = dict(sound.figures.get("items", []))
    alert = items[programme.item_ids[0]]
    return RunSheetProgramme(
        slot_name=programme.name,
        at=programme.slot.at if programme.slot else None,
        file_name=job.file_name(sound.name),
        folder=job.folder.removeprefix(PLAY).strip("/"),
        seconds=sound.figures["seconds"],
        entries=tuple(
            RunSheetEntry(
                item_id=item_id,
                title=items[item_id].title,
                # What stands alone has no list of items: it is as long as its one.
                seconds=lengths.get(item_id, sound.figures["seconds"]),
                speaker=_speaker(item_id, programme, sound),
                until=last_on_air(items[item_id], township),
                note=_note(items[item_id], sound),
            )
            for item_id in programme.item_ids
        ),
        first=programme.first,
        last=programme.last,
        days=programme.days,
        villages=programme.villages,
        is_alert=programme.is_alert,
        every_minutes=programme.every_minutes,
        all_clear=all_clear_file(alert) if has_all_clear(alert) else "",
        note=sound.figures.get("note", ""),
    )


def _speaker(item_id: str, programme: Programme, sound: Artefact) -> str:
    """Return who is heard: a machine, neighbours by name, or one after the other."""
    heard = {
        label: f"{label}真人" + (f"（{name}）" if name else "")
        for label, state, name, _, _ in _readings(item_id, sound)
        if state == TakeState.SIGNED
    }
    placement = programme.slot.dialect if programme.slot else Placement.AFTER
    mandarin = heard.pop(LABEL_OF_MANDARIN, "机读")
    dialect = list(heard.values()) if placement is not Placement.NONE else []
    alone = dialect and placement is Placement.ONLY
    return "，再".join(dialect if alone else [mandarin, *dialect])


def _note(item: Item, sound: Artefact) -> str:
    """Return what the broadcaster must know: what is not there yet, what was put together."""
    notes = []
    for label, state, _, why, joined in _readings(item.item_id, sound):
        if state != TakeState.SIGNED:
            instead = "这次是机读" if label == LABEL_OF_MANDARIN else "只播普通话"
            notes.append(f"{label}{state}（{why}），{instead}")
        elif joined:
            notes.append(f"{label}第 {'、'.join(map(str, joined))} 句是短语拼成的")
    known = {label for label, *_ in _readings(item.item_id, sound)}
    if item.reader is Reader.PERSON and LABEL_OF_MANDARIN not in known:
        notes.append("还没有真人录音，这次是机读")
    return "；".join(notes)


def _readings(item_id: str, sound: Artefact) -> list[list[Any]]:
    found: list[list[Any]] = sound.figures.get("readings", {}).get(item_id, [])
    return found


def _playlist(folder: str, weekly: Mapping[Programme, Job]) -> Job:
    return Job(
        folder=folder,
        stem="PLAYLIST",
        old_players=True,
        make=make_playlist,
        title="播放列表",
        about=tuple(dict.fromkeys(i for programme in weekly for i in programme.item_ids)),
        channel=Channel.LOUDSPEAKER,
        order_from=partial(_playlist_order, weekly),
        needs=tuple(job.key for job in weekly.values()),
    )


def _playlist_order(
    heard: Mapping[Programme, Job], done: Mapping[str, tuple[Artefact, ...]]
) -> tuple[tuple[str, str, float], ...]:
    return tuple(
        (job.file_name(".mp3"), slot_and_days(programme), done[job.key][0].figures["seconds"])
        for programme, job in heard.items()
    )


def make_playlist(order: tuple[tuple[str, str, float], ...]) -> tuple[MadeFile, ...]:
    """Return the weekly programmes in play order for players that read a list."""
    from kit.speech.subtitles import m3u8

    return (MadeFile(name=".m3u8", data=m3u8(order).encode("utf-8"), figures={}),)
