"""Which jobs make an edition: a partial build limits what is made, never what is true.

An edition is made of today's jobs alone, whole or in part. What the last revision holds is no
source of bytes but a list of places: an output that stands in one of them stays in the edition
as today's job makes it, from the store where nothing changed, anew where its item did. So no
output of an earlier wording, and none of an item that is refused today, can come along.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.edition.index import BACK, SLIPS
from kit.edition.published.site import is_site_path
from kit.errors import SourceError
from kit.source.numbers import find_item

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kit.edition.jobs.job import Job
    from kit.edition.jobs.old_pages import OldPages
    from kit.edition.published.manifest import Manifest
    from kit.edition.request import Options
    from kit.edition.work import Work
    from kit.source.workspace import Workspace

_MOST_TOLD = 5
_WALKS = (SLIPS, BACK)


def by_its_id(options: Options, workspace: Workspace) -> Options:
    """Return the options with the item's id for the number that was typed.

    Raises:
        SourceError: There is no such item.
    """
    if not options.only_item:
        return options
    return replace(options, only_item=find_item(workspace, options.only_item).item_id)


def choose_jobs(
    jobs: tuple[Job, ...], work: Work, options: Options, previous: Manifest | None
) -> tuple[Job, ...]:
    """Return the jobs asked for, all pages, the boards' slips, and what the last revision has.

    Raises:
        SourceError: The item that was asked for is not in this week's edition.
    """
    if not options.only_item and not options.channels:
        return jobs
    if options.only_item and options.only_item not in work.made_ids:
        raise SourceError(
            f"这一周没有可以发布的“{options.only_item}”。",
            work.left_out.get(options.only_item, "请核对编号、日期和签字，或加 --draft 做送审稿。"),
        )
    places = _places(previous)
    chosen = [
        job
        for job in jobs
        # A code that is on paper opens a page, whatever was asked for.
        if options.asks(job.channel, job.about)
        or is_site_path(f"{job.folder}/")
        or _place(job) in places
    ]
    there = {job.key for job in chosen}
    # An alert before the week is made has a run sheet, too: by it it is played and noted.
    chosen += [job for job in jobs if job.of_part and job not in chosen]
    chosen = [_of_part(job, there) if job.of_part else job for job in chosen]
    # What sums up outputs that nobody has made yet has nothing to say; but what must come off
    # the boards today is nobody's choice.
    return tuple(
        job
        for job in chosen
        if there.issuperset(job.needs) and (job.needs or not job.of_part or job.folder in _WALKS)
    )


def _of_part(job: Job, there: Collection[str]) -> Job:
    return replace(job, needs=tuple(key for key in job.needs if key in there))


def left_out_of(work: Work, options: Options, previous: Manifest | None) -> dict[str, str]:
    """Return what staff are told was left out: not what they neither asked for nor lose."""
    concerned = {options.only_item, *(previous.items if previous else ())}
    return {
        name: why
        for name, why in work.left_out.items()
        if not options.only_item or name in concerned
    }


def made_along(jobs: Sequence[Job], options: Options, previous: Manifest | None) -> tuple[str, ...]:
    """Return a sentence on what nobody asked for and is made anew: its item changed since."""
    if previous is None or not (options.only_item or options.channels):
        return ()
    before = {entry.key for entry in (*previous.files, *previous.site)}
    places = _places(previous)
    titles = [
        job.title
        for job in jobs
        if _place(job) in places
        and not (
            options.asks(job.channel, job.about)
            or job.key in before
            or is_site_path(f"{job.folder}/")
        )
    ]
    titles = list(dict.fromkeys(titles))
    if not titles:
        return ()
    more = f"等 {len(titles)} 项" if len(titles) > _MOST_TOLD else ""
    told = "、".join(titles[:_MOST_TOLD])
    return (f"内容和上一版不同的也一起重做了，免得前后不一样：{told}{more}。",)


def same_as_before(
    jobs: Sequence[Job], old: OldPages, work: Work, previous: Manifest | None
) -> bool:
    """Return whether the last revision was made from exactly these inputs."""
    if previous is None or (work.left_out, old.told) != (previous.left_out, previous.pages):
        return False
    # What the last one made, this one may carry: then its key is no job's any more.
    carried = {entry.path: entry.sha256 for entry in old.entries}
    entries = (*previous.files, *previous.site)
    there = {entry.key for entry in entries if entry.key and entry.path not in carried}
    stand = {entry.path: entry.sha256 for entry in previous.site if entry.path in carried}
    return {job.key for job in jobs} == there and stand == carried


def _place(job: Job) -> tuple[str, str]:
    return job.folder, job.stem


def _places(manifest: Manifest | None) -> frozenset[tuple[str, str]]:
    entries = (*manifest.files, *manifest.site) if manifest else ()
    return frozenset((entry.folder, entry.stem) for entry in entries if entry.key)
