"""Jobs for sound: a clip for every item that is broadcast, a programme for every slot."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from kit.compose.spoken.script import opening
from kit.edition.index import ALL_CLEAR, CLIPS, DRAFTS, PLAY
from kit.edition.jobs.job import Job
from kit.edition.make.looks import look_at_all_clear, look_at_clip, look_at_sound
from kit.edition.make.sound import (
    ClipOrder,
    ProgrammeOrder,
    make_all_clear,
    make_clip,
    make_dialect_clip,
    make_programme,
)
from kit.edition.published.site import page_folder
from kit.model.item import Channel, Kind
from kit.model.outputs import Output, outputs_of
from kit.speech.programme import around_clip, around_programme
from kit.text.written_days import weekdays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.compose.spoken.broadcast import Sentence
    from kit.edition.jobs.announcer import Announcer
    from kit.edition.jobs.context import EditionContext
    from kit.model.item import Item
    from kit.plan.programmes import Programme

ALERTS = f"{PLAY}/应急（单独一个U盘）"
LIMITED = f"{PLAY}/限时（到期就收回）"
ALL_CLEAR_STEM = "JIECHU"
"""No digits, nothing of the alert's own name: nobody takes one for the other on a display."""


def clip_jobs(context: EditionContext, item: Item, announcer: Announcer) -> Iterator[Job]:
    """Yield the job of an item's clip; an alert's goes to a stick of its own.

    A weekly stick plays everything on it every day: an alert on it would sound after its end.
    """
    if Output.CLIP not in outputs_of(item):
        return
    draft = item.item_id in context.drafts
    spoken = announcer.spoken(item)
    number = f"{item.item_id}/{context.check_code(item)}"
    alone = {i: p for p in context.plan.programmes if p.slot is None for i in p.item_ids}
    folder, stem = CLIPS, item.item_id
    if item.item_id in alone:
        folder = ALERTS if alone[item.item_id].is_alert else LIMITED
        stem = _short_name(item)
    first_words = _call(context, alone.get(item.item_id))
    yield Job(
        folder=f"{DRAFTS}/试听" if draft else folder,
        stem=item.item_id if draft else stem,
        old_players=stem != item.item_id and not draft,
        make=make_clip,
        look=look_at_clip,
        title=f"广播 {item.item_id}",
        about=(item.item_id,),
        channel=Channel.LOUDSPEAKER,
        order=ClipOrder(
            studio=announcer.studio,
            said=announcer.said((spoken,), around_clip(first_words, draft=draft)),
            spoken=spoken,
            number=number,
            draft=draft,
            first_words=first_words,
        ),
        # A draft is heard in the office only.
        also_at="" if draft else f"{page_folder(context.codes[item.item_id])}/clip",
    )
    if has_all_clear(item):
        yield _all_clear_job(context, item, announcer)
    if spoken.in_dialect is not None and not draft:
        order = ClipOrder(
            studio=announcer.studio,
            said=announcer.said((spoken,), ()),
            spoken=spoken,
            number=number,
            draft=False,
        )
        yield Job(
            folder=folder,
            stem=f"{item.item_id}_{spoken.in_dialect.voice}",
            make=make_dialect_clip,
            look=look_at_sound,
            title=f"{spoken.in_dialect.label} {item.item_id}",
            about=(item.item_id,),
            channel=Channel.LOUDSPEAKER,
            order=order,
        )


def all_clear_file(item: Item) -> str:
    """Return where an alert's end stands, seen from the folder of what is played."""
    folder = ALL_CLEAR.removeprefix(PLAY).strip("/")
    return f"{folder}/{item.item_id}/{ALL_CLEAR_STEM}.MP3"


def has_all_clear(item: Item) -> bool:
    """Return whether the item is an alert, and not itself the end of one."""
    return item.kind is Kind.EMERGENCY and not item.cancels


def _short_name(item: Item) -> str:
    """Return a name that the oldest players show: YJ26_008 for an alert, XS for the rest.

    Made from the item's number, so that an alert that comes later takes nobody's name.
    """
    kind = "YJ" if item.kind is Kind.EMERGENCY else "XS"
    _, year, number = item.item_id.rsplit("-", 2)
    return f"{kind}{year[-2:]}{f'_{number}'[-4:]}"


def _all_clear_job(context: EditionContext, item: Item, announcer: Announcer) -> Job:
    """Return the job of an alert's end, in a folder of its own: no stick for alerts holds it."""
    draft = item.item_id in context.drafts
    number = f"{item.item_id}/{context.check_code(item)}/解除"
    return Job(
        folder=f"{DRAFTS}/试听" if draft else f"{ALL_CLEAR}/{item.item_id}",
        stem=f"{item.item_id}_解除" if draft else ALL_CLEAR_STEM,
        old_players=not draft,
        make=make_all_clear,
        look=look_at_all_clear,
        title=f"解除 {item.item_id}",
        about=(item.item_id,),
        channel=Channel.LOUDSPEAKER,
        order=ClipOrder(
            studio=announcer.studio,
            said=announcer.all_clear(item, around_clip(draft=draft)),
            spoken=announcer.spoken(item),
            number=number,
            draft=draft,
        ),
    )


def programme_jobs(
    context: EditionContext, items: Sequence[Item], announcer: Announcer
) -> dict[Programme, Job]:
    """Return a job for each slot's programme, numbered in play order, with names in ASCII."""
    by_id = {item.item_id: item for item in items}
    return {
        programme: _programme_job(
            context, folder, number, programme, [by_id[i] for i in programme.item_ids], announcer
        )
        for folder, stick in sticks(context.plan.programmes).items()
        for number, programme in enumerate(stick, start=1)
    }


def sticks(programmes: Iterable[Programme]) -> dict[str, list[Programme]]:
    """Return the folder of each USB stick with the weekly programmes on it, in play order."""
    found: dict[str, list[Programme]] = {}
    for programme in programmes:
        if programme.slot is not None:
            folder = f"{PLAY}/U盘_{programme.stick}" if programme.stick else PLAY
            found.setdefault(folder, []).append(programme)
    return found


def _programme_job(
    context: EditionContext,
    folder: str,
    number: int,
    programme: Programme,
    items: Sequence[Item],
    announcer: Announcer,
) -> Job:
    assert programme.slot is not None
    spoken = tuple(map(announcer.spoken, items))
    stem = f"{_mark(context, programme)}{number:02}_{programme.slot.at:%H%M}"
    first_words = opening(context.township, programme.slot, programme.villages)
    order = ProgrammeOrder(
        studio=announcer.studio,
        said=announcer.said(spoken, around_programme(context.heard, first_words)),
        slot=programme.slot,
        spoken=spoken,
        first_words=first_words,
        file_name=f"{stem}.MP3",
        number=f"{context.week.name}/{stem}",
        title=_title(context, programme),
        day=context.week.monday,
    )
    return Job(
        folder=folder,
        stem=stem,
        old_players=True,
        make=make_programme,
        look=look_at_sound,
        title=f"广播 {programme.slot.name}",
        about=tuple(item.item_id for item in items),
        channel=Channel.LOUDSPEAKER,
        order=order,
    )


def _title(context: EditionContext, programme: Programme) -> str:
    """Return what a player shows: which stick, which week, which slot."""
    whose = programme.stick or context.township.name
    return f"{whose}政务公开　{context.week.label}　{slot_and_days(programme)}"


def slot_and_days(programme: Programme) -> str:
    """Return the slot, with its days where others play something else: 早上　星期一、四、日."""
    every_day = len(programme.days) == (programme.last - programme.first).days + 1
    return programme.name if every_day else f"{programme.name}　{weekdays(programme.days)}"


def _mark(context: EditionContext, programme: Programme) -> str:
    """Return the letter of a stick among several, the same every week: two are never mixed up."""
    if not programme.stick:
        return ""
    return ascii_uppercase[context.township.villages.index(programme.villages[0]) % 26]


def _call(context: EditionContext, programme: Programme | None) -> tuple[Sentence, ...]:
    """Return the first words of what is broadcast alone; an alert has its own."""
    if programme is None or programme.is_alert:
        return ()
    return opening(context.township, villages=programme.villages)
