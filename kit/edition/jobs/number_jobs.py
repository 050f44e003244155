"""Jobs for what is printed under a code: a page for every wording that ever stood on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.web.paper_pages import ended_note, outdated_note
from kit.edition.jobs.job import Job
from kit.edition.make.looks import look_at_printed_page
from kit.edition.make.paper_pages import PrintedOrder, make_note, make_printed_page
from kit.edition.published.posted import text_code
from kit.edition.published.site import printed_folder
from kit.model.item import Channel
from kit.text.code_content import printed_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.web.paper_pages import Note
    from kit.edition.jobs.context import EditionContext


def code_of(context: EditionContext, item_id: str) -> str:
    """Return the code on an item's paper; empty where none was ever printed."""
    if item_id in context.codes:
        return context.codes[item_id]
    return context.records[item_id].entry["code"] if item_id in context.records else ""


def is_bare(context: EditionContext, item_id: str) -> bool:
    """Return whether nothing of what an item said may be read any more."""
    return context.plan.effects[item_id].bare


def is_shut(context: EditionContext, item_id: str) -> bool:
    """Return whether the page of an item must say that it is over, and cannot show its text.

    Either it may not be read, or the file holds another text than the one that was published.
    """
    if not code_of(context, item_id):
        return False
    signed = item_id in context.pages
    effect = context.plan.effects[item_id]
    if item_id not in context.digests or (signed and effect.bare):
        return True
    return not signed and bool(effect.by)


def number_jobs(context: EditionContext, item_id: str, page: Job | None) -> Iterator[Job]:
    """Yield the pages of all wordings of an item on paper; ``page`` is the one of its code.

    What says the same as the present wording is of today, whatever its check code: a changed
    channel corrects nothing.
    """
    printed = context.wordings.get(item_id, {})
    code = code_of(context, item_id)
    # Of the wording that was signed: a page shows its days as dates.
    now = text_code(context.pages[item_id]) if page else ""
    for check, text in printed.items():
        number = printed_number(code, check)
        if page is None:
            yield ended_job(context, item_id, number, printed_folder(number), "../")
        elif text == now:
            yield _printed_job(page, number)
        else:
            effect = context.plan.effects[item_id]
            note = outdated_note(
                context.printed, number, code, page.order.item.title, effect,
                corrected=page.order.setting.corrected,
            )  # fmt: skip
            yield _note_job(item_id, printed_folder(number), note)


def ended_job(
    context: EditionContext, item_id: str, number: str, folder: str, home: str, version: str = ""
) -> Job:
    """Return the job of a page that says that a notice is over, and nothing else."""
    effect = context.plan.effects[item_id]
    link = ""
    if effect.by in context.pages and not is_bare(context, effect.by):
        link = f"D/{context.codes[effect.by]}/index.html"
    note = ended_note(context.printed, number, effect, home=home, link=link, version=version)
    return _note_job(item_id, folder, note)


def _printed_job(page: Job, number: str) -> Job:
    return replace(
        page,
        folder=printed_folder(number),
        make=make_printed_page,
        look=look_at_printed_page,
        order=PrintedOrder(page=page.order, number=number),
        title=f"扫码页 {number}",
    )


def _note_job(item_id: str, folder: str, note: Note) -> Job:
    return Job(
        folder=folder,
        stem="",
        make=make_note,
        title=f"扫码页 {note.number}",
        about=(item_id,),
        channel=Channel.WEBSITE,
        order=note,
    )
