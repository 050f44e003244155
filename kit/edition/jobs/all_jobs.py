"""The jobs of an edition: for every item and every channel, what to make and from what."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from kit.edition.jobs.announcer import Announcer
from kit.edition.jobs.context import EditionContext
from kit.edition.jobs.form_jobs import form_jobs
from kit.edition.jobs.page_jobs import page_jobs
from kit.edition.jobs.paper_jobs import paper_jobs
from kit.edition.jobs.sound_jobs import clip_jobs, programme_jobs
from kit.edition.jobs.voice_jobs import reader_jobs
from kit.edition.jobs.week_jobs import week_jobs
from kit.edition.published.newest import published_test
from kit.edition.published.site import read_published
from kit.edition.request import OUTPUT
from kit.model.outputs import Output, outputs_of
from kit.source.private import STORE

if TYPE_CHECKING:
    from kit.edition.jobs.job import Job
    from kit.edition.work import Work


def jobs_of(work: Work, context: EditionContext | None = None) -> tuple[Job, ...]:
    """Return every job of the week's edition, in the order of its folders.

    ``context`` is the one of :func:`context_of`, where more is known than the work tells.
    """
    context, items, drafts = context or context_of(work), work.items, work.drafts
    both = (*items, *drafts)
    recipes, announcer = context.recipes, Announcer(context)
    # With their recipes at once: what tells a sound's length waits for it by its key.
    clips = tuple(
        job.derived(recipes) for item in both for job in clip_jobs(context, item, announcer)
    )
    programmes = programme_jobs(context, items, announcer)
    weekly = {programme: job.derived(recipes) for programme, job in programmes.items()}
    heard = {
        programme: weekly.get(programme) or next(c for c in clips if c.about == programme.item_ids)
        for programme in context.plan.programmes
    }
    papers = tuple(job.derived(recipes) for item in both for job in paper_jobs(context, item))
    others = (
        *papers,
        *clips,
        *weekly.values(),
        *week_jobs(context, items, papers),
        *form_jobs(context, items, heard),
        *reader_jobs(context, both, announcer),
        *page_jobs(context, items, drafts),
    )
    return tuple(job.derived(recipes) for job in others)


def context_of(work: Work) -> EditionContext:
    """Return what all jobs of a week's edition share."""
    source, workspace, options = work.source, work.source.workspace, work.options
    output = workspace.folder / OUTPUT
    numbers = {entry.item_id: entry.code for entry in work.codes}
    pages = (i for i in workspace.items if i.item_id in numbers and i.item_id in work.signed)
    return EditionContext(
        workspace=workspace,
        plan=work.plan,
        digests=source.reviews.digests,
        codes=numbers,
        drafts=frozenset(item.item_id for item in work.drafts),
        font=source.font,
        store_folder=workspace.folder / STORE,
        shared_speech=options.shared_speech,
        pages={item.item_id: item for item in pages},
        earlier=source.history.earlier,
        replaced={
            item_id: was
            for item_id, one in source.reviews.digests.items()
            if (was := source.history.replaced(item_id, one))
        },
        records=source.history.records,
        hanging=source.history.hanging,
        wordings=work.printed,
        # Read when it is asked for: ten years leave thousands of pages.
        published=cache(partial(read_published, output)),
        is_ours=published_test(workspace.folder),
        today=options.now.date().isoformat(),
        readings=source.readings,
        sounds=frozenset(
            item.item_id
            for item in (*work.items, *work.drafts)
            if item.item_id in source.sounding
            or (
                (channel := outputs_of(item).get(Output.CLIP)) is not None
                and options.asks(channel, (item.item_id,))
            )
        ),
    )
