"""A week's next revision: what is due is planned and made, and published if anything changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kit.edition.choose import by_its_id, choose_jobs, left_out_of, made_along, same_as_before
from kit.edition.jobs.job import settled
from kit.edition.jobs.old_pages import jobs_beside_old_pages
from kit.edition.making import kept, make_all
from kit.edition.pool import ALONE
from kit.edition.publish import Publication, publish
from kit.edition.published.manifest import manifest_in
from kit.edition.published.newest import public_key_in, signed_in
from kit.edition.published.settle import put_right
from kit.edition.request import OUTPUT, BuildResult, newest_revision
from kit.edition.source import read_source
from kit.edition.work import plan_work
from kit.errors import OfflineError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from kit.edition.jobs.job import Job
    from kit.edition.jobs.old_pages import OldPages
    from kit.edition.pool import Team
    from kit.edition.published.manifest import Manifest
    from kit.edition.request import Options
    from kit.edition.source import Source
    from kit.edition.store.store import Store
    from kit.edition.work import Work
    from kit.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWeek:
    """A week's outputs in the store, and what they are of."""

    work: Work
    jobs: tuple[Job, ...]
    old: OldPages
    notes: tuple[str, ...]
    """What staff must know of the making: the online voice could not be reached."""
    made: int
    """Outputs made now."""
    is_same: bool
    """Nothing had to be made: it is what was asked not to be made again."""


def make_week(
    source: Source,
    store: Store,
    options: Options,
    previous: Manifest | None,
    progress: Progress,
    *,
    team: Team = ALONE,
    lost: Collection[str] = (),
    is_same: Callable[[Sequence[Job], OldPages, Work], bool] = lambda *_: False,
    sound_only: bool = False,
) -> MadeWeek:
    """Plan and make; an item that cannot be made is left out, and the week planned again.

    ``lost`` are the paths of public pages that are not as they were signed; what ``is_same``
    says of is not made. ``sound_only`` makes what is spoken, and nothing else.

    Raises:
        KitError: Something could not be made, and no item is to blame for it.
    """
    failed: dict[str, str] = {}
    notes: list[str] = []
    made = 0
    while True:
        work = plan_work(source, options, failed)
        every, old = jobs_beside_old_pages(work, store, lost)
        jobs = choose_jobs(every, work, options, previous)
        if sound_only:
            jobs = tuple(job for job in jobs if job.said)
        week = partial(MadeWeek, work=work, old=old)
        if is_same(jobs, old, work):
            return week(jobs=jobs, notes=tuple(notes), made=made, is_same=True)
        try:
            unable, count = make_all(jobs, store, team, progress)
        except OfflineError as error:
            # The whole programme changes its voice: two voices in one sound like two senders.
            notes.append(f"{error.message}{error.remedy}")
            source = source.spoken_offline
            continue
        made += count
        if not unable:
            done = settled(jobs, store)
            return week(jobs=done, notes=tuple(notes), made=made, is_same=False)
        failed.update(unable)


def make_revision(
    folder: Path, store: Store, options: Options, progress: Progress, team: Team
) -> BuildResult:
    """Make the week, and publish it as a new revision if it is not the last one's."""
    last = newest_revision(folder / OUTPUT / options.week.name)
    previous = manifest_in(last)
    # What another key signed, as after a loss, is published anew, though it says the same.
    is_ours = signed_in(last, public_key_in(folder)) is not None
    standing = put_right(folder, last, store)
    source = read_source(folder, options)
    # As it was typed until here: the workspace that knows the numbers is read once.
    options = by_its_id(options, source.workspace)
    result = partial(_result, options, previous)

    def is_last(jobs: Sequence[Job], old: OldPages, work: Work) -> bool:
        return bool(last and is_ours and same_as_before(jobs, old, work, previous))

    week = make_week(
        source,
        store,
        options,
        previous,
        progress,
        team=team,
        lost=standing.lost,
        is_same=lambda *asked: is_last(*asked) and not standing.left,
    )
    work, jobs, old, made = week.work, week.jobs, week.old, week.made
    notes = [*standing.foreign, *standing.mended, *week.notes]
    if last and week.is_same:
        return result(work, last, (*notes, *old.notes), made=made, reused=len(jobs))
    again = standing
    if last and is_last(jobs, old, work):
        # All that belongs to it is in the store again: what was lost can be put back.
        again = put_right(folder, last, store)
        notes += again.mended
        if not again.left:
            return result(work, last, (*notes, *old.notes), made=made, reused=len(jobs) - made)
        notes.append(f"{last.name} 里有的文件找不回原样。")
    # What could not be put right gives way to the new revision, and staff know why there is one.
    notes += again.left
    notes += made_along(jobs, options, previous)
    done = kept(jobs, store)
    publication = Publication(work=work, jobs=jobs, old=old, options=options, done=done, last=last)
    edition, left = publish(publication, store)
    notes += (*left, *old.notes)
    reused = max(0, len(jobs) - made)
    return result(work, edition, notes, changed=True, made=made, reused=reused)


def _result(
    options: Options,
    previous: Manifest | None,
    work: Work,
    edition: Path,
    notes: Sequence[str],
    *,
    changed: bool = False,
    made: int,
    reused: int,
) -> BuildResult:
    return BuildResult(
        edition=edition,
        changed=changed,
        made=made,
        reused=reused,
        left_out=left_out_of(work, options, previous),
        findings=work.source.definitions.changed,
        notes=tuple(notes),
    )
