"""The jobs of an edition: for every item and every channel, what to make and from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.jobs.form_jobs import form_jobs
from kit.edition.jobs.page_jobs import page_jobs
from kit.edition.jobs.paper_jobs import paper_jobs
from kit.edition.jobs.sound_jobs import clip_jobs, programme_jobs
from kit.edition.jobs.voice_jobs import reader_jobs
from kit.edition.jobs.week_jobs import week_jobs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.job import Job
    from kit.edition.work import Work
    from kit.model.item import Item


def jobs_of(work: Work) -> tuple[Job, ...]:
    """Return every job of a week's edition, in the order of its folders."""
    return all_jobs(work.context, work.items, work.drafts)


def all_jobs(
    context: EditionContext, items: Sequence[Item], drafts: Sequence[Item]
) -> tuple[Job, ...]:
    """Return every job of the edition, in the order of its folders."""
    both = (*items, *drafts)
    recipes = context.recipes
    clips = tuple(job.derived(recipes) for item in both for job in clip_jobs(context, item))
    programmes = programme_jobs(context, items)
    weekly = {programme: job.derived(recipes) for programme, job in programmes.items()}
    heard = {
        programme: weekly.get(programme) or next(c for c in clips if c.about == programme.item_ids)
        for programme in context.plan.programmes
    }
    others = (
        *(job for item in both for job in paper_jobs(context, item)),
        *clips,
        *weekly.values(),
        *week_jobs(context, items),
        *form_jobs(context, items, heard),
        *reader_jobs(context, both),
        *page_jobs(context, items, drafts),
    )
    return tuple(job.derived(recipes) for job in others)
