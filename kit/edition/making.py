"""Making what the store lacks: every core at work, and each failure with the item to blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.jobs.job import attempt, is_made, settled
from kit.edition.make.studio import speak_missing
from kit.errors import KitError, StorageError, VerifyError
from kit.progress import Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.edition.jobs.job import Job
    from kit.edition.pool import Team
    from kit.edition.store.store import Artefact, Store
    from kit.progress import Progress

_ALL_AT_ONCE = 3
"""So many notices, all of them refused: no clerk writes a week like that."""


def kept(jobs: Sequence[Job], store: Store) -> dict[str, tuple[Artefact, ...]]:
    """Return by key what stands in the store already, whole and right."""
    found = {job.key: store.recall(job.key, job.about) for job in jobs}
    return {
        key: artefacts
        for key, artefacts in found.items()
        if artefacts is not None and all(store.holds(artefact) for artefact in artefacts)
    }


def make_all(
    jobs: Sequence[Job], store: Store, team: Team, progress: Progress
) -> tuple[dict[str, str], int]:
    """Make what the store lacks; return the items that could not be made, and a count.

    In rounds: what shows other outputs' figures gets its order once those are made.

    Raises:
        KitError: Something could not be made, and no item is to blame for it.
    """
    failed: dict[str, str] = {}
    refused: list[tuple[Job, KitError]] = []
    tried: set[str] = set()
    while not failed:  # else the week is planned again without them; what was made is not lost
        jobs = settled(jobs, store)
        there = kept(jobs, store)
        # Two sticks may carry the same programme: it is made once.
        missing = {job.key: job for job in jobs if job.recipe and job.key not in there}
        if not missing:
            break
        if missing.keys() <= tried:
            raise StorageError("做好的成品存不住。", "请检查磁盘，再做一次。")
        # What only waits for a look is spoken already.
        unmade = [job for job in missing.values() if not is_made(job, store)]
        failed = _speak(unmade, team.workers, progress)
        if failed:
            break
        tried |= missing.keys()
        orders = [(store.folder, job) for job in missing.values()]
        for done, ((_, job), outcome) in enumerate(team.run_all(attempt, orders), start=1):
            progress(Step("制作", done, len(missing), job.title))
            if isinstance(outcome, KitError):
                refused.append((job, outcome))
        _not_all(refused, tuple(missing.values()))
        failed = blamed(refused, failed)
    return failed, len(tried) - len(refused)


def blamed(refused: Sequence[tuple[Job, KitError]], already: Mapping[str, str]) -> dict[str, str]:
    """Return by item id what could not be made of it, and why.

    A programme of ten items falls with one of them, and the other nine are not to blame: only
    what is about a single item, or names its item, says whose fault it is.

    Raises:
        KitError: None of the items of something that could not be made is to blame.
    """
    about = [(error.about or job.about, error) for job, error in refused]
    found = dict(already)
    for ids, error in about:
        if len(ids) == 1:
            found.setdefault(ids[0], f"{error.message}{error.remedy}")
    for ids, error in about:
        if found.keys().isdisjoint(ids):
            raise error
    return found


def _not_all(refused: Sequence[tuple[Job, KitError]], asked: Sequence[Job]) -> None:
    """Raise the first error if an inspection refuses every item there is.

    Then the reader of codes or the meter is broken, and a week that takes down everything would
    be published.
    """
    there = {job.about for job in asked if len(job.about) == 1}
    failed = {job.about for job, error in refused if isinstance(error, VerifyError)}
    if len(there) >= _ALL_AT_ONCE and there <= failed:
        raise refused[0][1]


def _speak(jobs: Sequence[Job], workers: int, progress: Progress) -> dict[str, str]:
    """Have every sentence spoken that is not in the store.

    Returns the items with a sentence that the voice cannot say, and why.
    """
    spoken = [job for job in jobs if job.said]
    if not spoken:
        return {}
    said = {one: pinyin for job in spoken for one, pinyin in job.said.items()}
    unable = speak_missing(said, spoken[0].order.studio, workers, progress)
    return {
        item_id: f"{unable[utterance].message}{unable[utterance].remedy}"
        for job in spoken
        for utterance in job.said
        if utterance in unable
        for item_id in job.about
    }
