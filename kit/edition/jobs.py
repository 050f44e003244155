"""The jobs of an edition: for every item and every channel, what to make and from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.form_jobs import form_jobs
from kit.edition.page_jobs import page_jobs
from kit.edition.paper_jobs import paper_jobs
from kit.edition.sound_jobs import clip_jobs, programme_jobs
from kit.edition.voice_jobs import reader_jobs
from kit.edition.week_jobs import week_jobs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.edition.job import Job
    from kit.edition.sheet import Sheet
    from kit.model.item import Item


def all_jobs(sheet: Sheet, items: Sequence[Item], drafts: Sequence[Item]) -> tuple[Job, ...]:
    """Return every job of the edition, in the order of its folders."""
    both = (*items, *drafts)
    clips = tuple(job for item in both for job in clip_jobs(sheet, item))
    weekly = programme_jobs(sheet, items)
    heard = {
        programme: weekly.get(programme) or next(c for c in clips if c.about == programme.item_ids)
        for programme in sheet.plan.programmes
    }
    return (
        *(job for item in both for job in paper_jobs(sheet, item)),
        *clips,
        *weekly.values(),
        *week_jobs(sheet, items),
        *form_jobs(sheet, items, heard),
        *reader_jobs(sheet, both),
        *page_jobs(sheet, items, drafts),
    )
