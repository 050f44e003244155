"""What a build would refuse about an item, found by making its outputs before anyone signs.

The jobs are those of a build in which this item alone is signed, and they are made as a build
makes them: there is no second list of sheets, and nothing is judged by another measure. What
was made stays in the store, so each wording costs once, and the build finds it there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.edition.published.posted import History
from kit.edition.request import PRIVATE
from kit.edition.store.store import Store
from kit.edition.work import plan_work, read_source
from kit.errors import KitError
from kit.model.finding import Severity
from kit.office.refusal import refused, try_output, try_review
from kit.plan.plan import is_due
from kit.plan.week import Week
from kit.progress import Step
from kit.recordings.findings import recording_findings
from kit.review.signing import signer_findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.edition.jobs.job import Job
    from kit.edition.request import Options
    from kit.edition.work import Source
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.progress import Progress


def all_findings(folder: Path, options: Options, progress: Progress) -> tuple[Finding, ...]:
    """Return everything that is wrong in a workspace, the heaviest first.

    Raises:
        SourceError: The workspace, its ledger or a register cannot be read.
    """
    source = read_source(folder, options)
    found = (
        *source.findings,
        *source.changed,
        *recording_findings(source.workspace),
        *signer_findings(source.workspace.township, options.now.date()),
        *_refusals(source, options, progress),
    )
    weight = list(Severity)
    return tuple(sorted(found, key=lambda f: (weight.index(f.severity), f.item_id or f.file)))


def _refusals(source: Source, options: Options, progress: Progress) -> Iterator[Finding]:
    """Yield what a build would refuse about items that no check has stopped already."""
    store = Store(source.workspace.folder / PRIVATE / "store")
    source = _with_codes(source, options)
    items = [item for item in source.workspace.items if _is_ahead(source, item, options.week)]
    for number, item in enumerate(items, start=1):
        yield from _refusals_of(source, item, options, store)
        progress(Step("试排", number, len(items), f"{item.item_id} {item.title}"))


def _is_ahead(source: Source, item: Item, week: Week) -> bool:
    """Return whether an item is still to be printed or said, now or when it is signed."""
    first = max(week, Week.of(item.dates.publish))
    waits = first == week or item.item_id in source.waiting
    return item.item_id not in source.stopped and waits and is_due(item, first)


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
    if not is_due(item, options.week):
        options = replace(options, week=Week.of(item.dates.publish))
    alone = replace(
        source,
        workspace=replace(source.workspace, items=(item,)),
        waiting={},
        stopped={},
        history=History(),
    )
    return plan_work(alone, options, {}).jobs
