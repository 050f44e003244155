"""What a build would refuse about an item, found by making its outputs before anyone signs.

The jobs are those of a build in which this item alone is signed, and they are made as a build
makes them: there is no second list of sheets, and nothing is judged by another measure. What
was made stays in the store, so each wording costs once, and the build finds it there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.store.store import Store
from kit.edition.work import plan_work
from kit.errors import KitError
from kit.office.refusal import refused, try_output, try_review
from kit.plan.plan import is_due
from kit.plan.week import Week
from kit.program import hash_of, program_state
from kit.progress import Step
from kit.source.private import STORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.edition.jobs.job import Job
    from kit.edition.request import Options
    from kit.edition.source import Source
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.progress import Progress


def refusals(
    source: Source,
    options: Options,
    known: Mapping[str, tuple[Finding, ...]],
    progress: Progress,
) -> dict[str, tuple[Finding, ...]]:
    """Return what a build would refuse about items that no check has stopped already.

    By a hash of all that an item is made from; what is ``known`` of it is not tried again.
    """
    store = Store(source.workspace.folder / STORE)
    source = _with_codes(source, options)
    items = [item for item in source.workspace.items if _is_ahead(source, item, options)]
    hashes = sorted(source.definitions.hashes.items())
    around = hash_of(source.workspace.township, hashes, program_state())
    found = {}
    for number, item in enumerate(items, start=1):
        key = _key(source, item, f"{around} {options.week.name}")
        kept = known.get(key)
        found[key] = kept if kept is not None else _refusals_of(source, item, options, store)
        progress(Step("试排", number, len(items), f"{item.item_id} {item.title}"))
    return found


def _key(source: Source, item: Item, around: str) -> str:
    """Return a hash of all that an item's outputs are made from."""
    code = [entry.code for entry in source.codes if entry.item_id == item.item_id]
    heard = [one.digest for (of, _), one in source.readings.items() if of == item.item_id]
    return hash_of(source.reviews.digests[item.item_id], item.place, around, code, heard)


def _is_ahead(source: Source, item: Item, options: Options) -> bool:
    """Return whether an item is still to be printed or said, now or when it is signed."""
    first = max(options.week, Week.of(item.dates.publish))
    waits = first == options.week or item.item_id in source.waiting
    due = is_due(item, source.workspace.township, first, options.now.date())
    return item.item_id not in source.stopped and waits and due


def _with_codes(source: Source, options: Options) -> Source:
    """Return the source with the numbers that this week's build will print.

    So that it finds in the store what is made here: a sheet with another number is another.
    """
    try:
        return replace(source, codes=plan_work(source, options, {}).codes)
    except KitError:
        return source  # nothing is due, so nothing is numbered


def _refusals_of(source: Source, item: Item, options: Options, store: Store) -> tuple[Finding, ...]:
    """Return what would keep an item out of its edition, however completely it is signed."""
    try:
        jobs = _jobs_of(source, item, options)
    except KitError as error:
        return (refused(item, error),)
    tried = [*(try_output(job, item, store) for job in jobs), try_review(source.workspace, item)]
    # One long field fails on several sheets: what is said alike is said once.
    return tuple({(one.message, one.remedy): one for one in tried if one is not None}.values())


def _jobs_of(source: Source, item: Item, options: Options) -> tuple[Job, ...]:
    """Return the jobs of the first edition the item is in, as if it alone were signed."""
    if not is_due(item, source.workspace.township, options.week, options.now.date()):
        options = replace(options, week=Week.of(item.dates.publish))
    jobs = jobs_of(plan_work(source.alone(item), options, {}))
    # What lists a week's work says nothing of an item that its own sheets do not say.
    return tuple(job for job in jobs if not job.of_part)
