"""A week's next revision: what is due is planned and made, and published if anything changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.edition.choose import choose_jobs, left_out_of, made_along, same_as_before
from kit.edition.index import DRAFTS
from kit.edition.jobs.job import settled
from kit.edition.making import kept, make_all
from kit.edition.publish import Publication, publish
from kit.edition.published.manifest import manifest_in
from kit.edition.published.newest import public_key_in, signed_in
from kit.edition.published.settle import Settled, mend_files, settle
from kit.edition.request import BuildResult, newest_revision
from kit.edition.store.store import Store
from kit.edition.work import plan_work, read_source, spoken_offline
from kit.errors import OfflineError
from kit.source.numbers import find_item
from kit.source.private import STORE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kit.edition.request import Options
    from kit.edition.work import Work
    from kit.progress import Progress


def make_revision(folder: Path, options: Options, progress: Progress) -> BuildResult:
    """Plan and make; an item that cannot be made is left out, and the week planned again."""
    store = Store(folder / STORE)
    last = newest_revision(folder / "output" / options.week.name)
    previous = manifest_in(last)
    standing = _put_right(folder, last, store)
    source = read_source(folder, options)
    if options.only_item:
        # As it was typed until here: the workspace that knows the numbers is read once.
        options = replace(options, only_item=find_item(source.workspace, options.only_item).item_id)
    failed: dict[str, str] = {}
    notes = [*standing.foreign, *standing.mended]
    made = 0
    while True:
        work = plan_work(source, options, failed)
        work = replace(work, jobs=settled(work.jobs, store))
        jobs = choose_jobs(work, options, previous)
        same = previous is not None and same_as_before(jobs, work, previous)
        if last and same and not standing.left:
            return _result(
                work,
                last,
                left_out_of(work, options, previous),
                notes,
                changed=False,
                made=made,
                reused=len(jobs),
            )
        try:
            unable, count = make_all(jobs, store, options.workers, progress)
        except OfflineError as error:
            # The whole programme changes its voice: two voices in one sound like two senders.
            notes.append(f"{error.message}{error.remedy}")
            source = spoken_offline(source)
            continue
        made += count
        if not unable:
            break
        failed.update(unable)
    jobs = settled(jobs, store)
    again = standing
    if last and previous and same_as_before(jobs, work, previous):
        # All that belongs to it is in the store again: what was lost can be put back.
        again = _put_right(folder, last, store)
        notes += again.mended
        if not again.left:
            return _result(
                work,
                last,
                left_out_of(work, options, previous),
                notes,
                changed=False,
                made=made,
                reused=len(jobs) - made,
            )
        notes.append(f"{last.name} 里有的文件找不回原样。")
    # What could not be put right gives way to the new revision, and staff know why there is one.
    notes += again.left
    notes += made_along(jobs, options, previous)
    edition, left = publish(
        Publication(work=work, jobs=jobs, options=options, done=kept(jobs, store), last=last),
        store,
    )
    notes += left
    if work.drafts:
        notes.append(f"{len(work.drafts)} 条没签完字的做了送审稿，在 {DRAFTS} 里。")
    reused = max(0, len(jobs) - made)
    return _result(
        work,
        edition,
        left_out_of(work, options, previous),
        notes,
        changed=True,
        made=made,
        reused=reused,
    )


def _put_right(folder: Path, last: Path | None, store: Store) -> Settled:
    """Settle what stands outside the editions, and mend the files of the week's last revision."""
    outside = settle(folder, thorough=True)
    if last is None:
        return outside
    manifest = signed_in(last, public_key_in(folder))
    if manifest is None:
        told = f"{last.name} 的清单坏了，或签名对不上，已经重新做了一版。"
        return replace(outside, left=(*outside.left, told))
    inside = mend_files(last, manifest, store)
    return Settled(mended=(*outside.mended, *inside.mended), left=(*outside.left, *inside.left))


def _result(
    work: Work,
    edition: Path,
    left_out: Mapping[str, str],
    notes: Sequence[str],
    *,
    changed: bool,
    made: int,
    reused: int,
) -> BuildResult:
    return BuildResult(
        edition=edition,
        changed=changed,
        made=made,
        reused=reused,
        left_out=left_out,
        findings=work.source.changed,
        notes=tuple(notes),
    )
