"""One command's work: from the workspace to a published edition, or to nothing at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.edition.index import DRAFTS
from kit.edition.inspect.legible import too_small
from kit.edition.jobs.job import attempt, settled
from kit.edition.make.sound import speak_missing
from kit.edition.pool import run_all
from kit.edition.publish import Publication, publish, sweep
from kit.edition.published.manifest import MANIFEST, new_key, parse_manifest
from kit.edition.published.unchanged import remember
from kit.edition.request import KEY, PRIVATE, BuildResult, newest_revision
from kit.edition.store.store import Store
from kit.edition.work import plan_work, read_source, spoken_offline
from kit.errors import KitError, LockedError, OfflineError, SourceError, StorageError
from kit.progress import Step
from kit.source.files import storage_errors, write_atomic
from kit.source.numbers import full_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.edition.jobs.job import Job
    from kit.edition.published.manifest import FileEntry, Manifest
    from kit.edition.request import Options
    from kit.edition.store.store import Artefact
    from kit.edition.work import Work
    from kit.progress import Progress


def build(folder: Path, options: Options, progress: Progress) -> BuildResult:
    """Return the edition of a week, published as a new revision if anything changed.

    Raises:
        SourceError: The workspace cannot be read, or an option names an unknown item.
        LockedError: Another build is at work here.
        StorageError: The disk is full or read-only; the old edition stands.
        VerifyError: A finished output failed its inspection; the old edition stands.
    """
    private = folder / PRIVATE
    with storage_errors(private):
        private.mkdir(exist_ok=True)
    lock = FileLock(private / "build.lock")
    with storage_errors(private):
        try:
            lock.acquire(timeout=0)
        except Timeout:  # an OSError too, and not one of the disk
            raise LockedError("另一个窗口正在做这一期。", "请等它做完，再试一次。") from None
    try:
        sweep(folder / "output")
        notes = _key_notes(private / KEY)
        result = _build(folder, options, progress)
        made = _previous(result.edition)
        found = (*result.findings, *(too_small(made.files) if made else ()))
        result = replace(result, notes=(*notes, *result.notes), findings=found)
        remember(folder, options, result)
        return result
    finally:
        lock.release()


def _key_notes(key: Path) -> tuple[str, ...]:
    """Make a new signing key where it is gone, and say so: the fingerprint is another one."""
    if key.is_file():
        return ()
    write_atomic(key, new_key())
    with storage_errors(key):
        key.chmod(0o600)
    lost = f"签名的钥匙 {PRIVATE}/{KEY} 不见了，已经换了一把新的，播出单上的指纹也跟着变。"
    remedy = "有备份的，请拷回原来的钥匙再做一次；没有的，请告诉播音员认新的指纹。"
    return (lost + remedy,)


def _build(folder: Path, options: Options, progress: Progress) -> BuildResult:
    """Plan and make; an item that cannot be made is left out, and the week planned again."""
    store = Store(folder / PRIVATE / "store")
    last = newest_revision(folder / "output" / options.week.name)
    previous = _previous(last)
    source = read_source(folder, options)
    known = [*source.digests, *(one.item_id for one in source.workspace.refused)]
    options = replace(options, only_item=full_number(options.only_item, known))
    failed: dict[str, str] = {}
    notes: list[str] = []
    made = 0
    while True:
        work = plan_work(source, options, failed)
        work = replace(work, jobs=settled(work.jobs, store))
        jobs, carried = _select(work, options, previous)
        jobs = _possible(jobs, store)
        if last is not None and previous is not None and _same(jobs, carried, work, previous):
            result = _result(work, last, changed=False, made=made, reused=len(jobs))
            return replace(result, notes=tuple(notes))
        try:
            unable, count = _make_all(jobs, store, options.workers, progress)
        except OfflineError as error:
            # The whole programme changes its voice: two voices in one sound like two senders.
            notes.append(f"{error.message}{error.remedy}")
            source = spoken_offline(source)
            continue
        made += count
        if not unable:
            break
        failed.update(unable)
    work = replace(work, jobs=settled(work.jobs, store))
    edition = publish(
        Publication(
            work=work,
            options=options,
            done=_kept(work.jobs, store),
            carried=tuple(carried),
            last=last,
        ),
        store,
    )
    if work.drafts:
        notes.append(f"{len(work.drafts)} 条没签完字的做了送审稿，在 {DRAFTS} 里。")
    result = _result(work, edition, changed=True, made=made, reused=max(0, len(jobs) - made))
    return replace(result, notes=tuple(notes))


def _result(work: Work, edition: Path, *, changed: bool, made: int, reused: int) -> BuildResult:
    return BuildResult(
        edition=edition,
        changed=changed,
        made=made,
        reused=reused,
        left_out=work.left_out,
        findings=work.source.changed,
    )


def _previous(last: Path | None) -> Manifest | None:
    """Return the newest revision's manifest, or None where it cannot be used again."""
    if last is None:
        return None
    try:
        return parse_manifest((last / MANIFEST).read_bytes())
    except (OSError, KitError):
        return None


def _select(
    work: Work, options: Options, previous: Manifest | None
) -> tuple[list[Job], list[FileEntry]]:
    """Return the jobs asked for, and the files of the last revision that stay as they are."""
    if not options.only_item and not options.channels:
        return list(work.jobs), []
    if options.only_item and options.only_item not in work.made_ids:
        raise SourceError(
            f"这一周没有可以发布的“{options.only_item}”。",
            work.left_out.get(options.only_item, "请核对编号、日期和签字，或加 --draft 做送审稿。"),
        )
    files = (*previous.files, *previous.site) if previous else ()
    wanted = [job for job in work.jobs if _wanted(job, options) or _stale(job, options, files)]
    asked = {job.key for job in wanted}
    rest = [job for job in work.jobs if job.key not in asked]
    stays = {(job.folder, job.stem) for job in rest}
    stays |= {(job.also_at.rpartition("/")[0], "clip") for job in rest}
    # Beside a page made anew, a recording of its earlier wording must not stay.
    now = {job.key for job in work.jobs}
    return wanted, [
        entry
        for entry in files
        if (entry.folder, entry.stem) in stays and (entry.key in now or entry.stem != "clip")
    ]


def _stale(job: Job, options: Options, files: Sequence[FileEntry]) -> bool:
    """Return whether an output of a channel nobody asked for must be made anew all the same.

    A poster of the new text beside a recording of the old one would be two notices. An item
    made alone is another matter: what the others have out stays whole, as it was signed.
    """
    if options.only_item:
        return False
    here = [entry for entry in files if (entry.folder, entry.stem) == (job.folder, job.stem)]
    return bool(here) and all(entry.key != job.key for entry in here)


def _possible(jobs: Sequence[Job], store: Store) -> list[Job]:
    """Return the jobs without those that sum up outputs which nobody asked for or made yet."""
    asked = {job.key for job in jobs}
    return [
        job
        for job in jobs
        if all(key in asked or store.recall(key) is not None for key in job.needs)
    ]


def _wanted(job: Job, options: Options) -> bool:
    item_fits = not options.only_item or options.only_item in job.about
    return item_fits and (not options.channels or job.channel in options.channels)


def _same(
    jobs: Sequence[Job], carried: Sequence[FileEntry], work: Work, previous: Manifest
) -> bool:
    """Return whether the last revision was made from exactly these inputs."""
    wanted = {job.key for job in jobs} | {entry.key for entry in carried}
    there = {entry.key for entry in (*previous.files, *previous.site) if entry.key}
    return wanted == there and work.left_out == previous.left_out


def _kept(jobs: Sequence[Job], store: Store) -> dict[str, tuple[Artefact, ...]]:
    """Return by key what stands in the store already, whole and right."""
    found = {job.key: store.recall(job.key) for job in jobs}
    return {
        key: artefacts
        for key, artefacts in found.items()
        if artefacts is not None and all(store.holds(artefact) for artefact in artefacts)
    }


def _make_all(
    jobs: Sequence[Job], store: Store, workers: int, progress: Progress
) -> tuple[dict[str, str], int]:
    """Make what the store lacks; return the items that could not be made, and a count.

    In rounds: what shows other outputs' figures gets its order once those are made.
    """
    failed: dict[str, str] = {}
    tried: set[str] = set()
    while not failed:  # else the week is planned again without them; what was made is not lost
        jobs = settled(jobs, store)
        kept = _kept(jobs, store)
        # Two sticks may carry the same programme: it is made once.
        missing = {job.key: job for job in jobs if job.recipe and job.key not in kept}
        if not missing:
            break
        if missing.keys() <= tried:
            raise StorageError("做好的成品存不住。", "请检查磁盘，再做一次。")
        failed = _speak(tuple(missing.values()), workers, progress)
        if failed:
            break
        tried |= missing.keys()
        orders = [(store.folder, replace(job, sentences=None)) for job in missing.values()]
        for done, ((_, job), outcome) in enumerate(run_all(attempt, orders, workers), start=1):
            progress(Step("制作", done, len(missing), job.title))
            if isinstance(outcome, KitError):
                if not job.about:
                    raise outcome  # no item is to blame, so none can be left out
                failed.update(dict.fromkeys(job.about, f"{outcome.message}{outcome.remedy}"))
    return failed, len(tried) - len(failed)


def _speak(jobs: Sequence[Job], workers: int, progress: Progress) -> dict[str, str]:
    """Have every sentence spoken that is not in the store.

    Returns the items with a sentence that the voice cannot say, and why.
    """
    spoken = [(job, job.sentences()) for job in jobs if job.sentences]
    if not spoken:
        return {}
    studio = spoken[0][0].order.studio
    unable = speak_missing(
        [utterance for _, utterances in spoken for utterance in utterances],
        studio,
        workers,
        progress,
    )
    return {
        item_id: f"{unable[utterance].message}{unable[utterance].remedy}"
        for job, utterances in spoken
        for utterance in utterances
        if utterance in unable
        for item_id in job.about
    }
