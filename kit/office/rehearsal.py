"""What a build would refuse about an item, found by making its outputs before anyone signs.

The jobs are those of a build in which this item alone is signed, and they are made as a build
makes them: there is no second list of sheets, and nothing is judged by another measure. What
was made stays in the store, so each wording costs once, and the build finds it there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.forms.review_sheet import Basis, ReviewEntry, compose_review_sheet
from kit.compose.spoken.script import compose_script
from kit.edition.jobs.job import attempt
from kit.edition.make.handouts import compose_any
from kit.edition.make.looks import compare_said, look_at_clip
from kit.edition.make.sheet import PaperOrder, font_of, typeface
from kit.edition.published.posted import History
from kit.edition.request import PRIVATE
from kit.edition.store.store import Artefact, Store
from kit.edition.work import plan_work, read_source
from kit.errors import KitError, LayoutError, StorageError
from kit.model.finding import Finding, Severity
from kit.office.too_long import too_long_field
from kit.plan.calendar import lunar_date
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
    from kit.model.item import Item
    from kit.office.too_long import TooLong
    from kit.progress import Progress

CODE = "R02"


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
    coming = item.dates.publish > week.sunday and item.item_id in source.waiting
    return item.item_id not in source.stopped and (is_due(item, week) or coming)


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
        return (_finding(item, error),)
    tried = [(job, _refusal(job, item, store)) for job in jobs]
    found = [_finding_of(job, item, error) for job, error in tried if error is not None]
    review = _review_sheet(source, item)
    # One long field fails on several sheets: what is said alike is said once.
    return tuple({(one.message, one.remedy): one for one in (*found, *review)}.values())


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


def _refusal(job: Job, item: Item, store: Store) -> KitError | None:
    """Return why a job's output cannot be made or fails its inspection; None where it stands."""
    try:
        if job.sentences is not None:
            _try_words(job)
        elif job.order_from is not None:
            _try(job, job.order_from({key: (_sound(item),) for key in job.needs}))
        elif store.recall(job.key) is None:
            made = attempt((store.folder, job))
            return made if isinstance(made, KitError) else None
    except StorageError:
        return None  # it was made, and only not kept: of a full disk the build tells
    except KitError as error:
        return error
    return None


def _try(job: Job, order: object) -> None:
    """Make a job's outputs and look at them; nothing is kept."""
    made = job.make(order)
    if job.look is not None:
        job.look(order, made)


def _try_words(job: Job) -> None:
    """Look at what a recording will say, without having it said: speech takes minutes."""
    from kit.speech.engine import pinyin_of

    assert job.sentences is not None
    studio = job.order.studio
    lexicon = studio.voice.lexicon()
    for sentence in job.sentences():
        pinyin_of(sentence, lexicon)
    if job.look is look_at_clip:
        item = job.order.spoken.item
        script = compose_script(item, studio.township)
        compare_said((one.written for one in script.sentences), item)


def _review_sheet(source: Source, item: Item) -> tuple[Finding, ...]:
    """Return why the paper that the item is signed on cannot be printed."""
    workspace = source.workspace
    face = typeface(font_of(workspace))
    entry, basis = ReviewEntry(item=item, check_code=""), Basis(code="")
    try:
        compose_review_sheet(
            (entry,), workspace.township, face, week_label="", lunar=lunar_date, basis=basis
        )
    except KitError as error:
        return (_finding(item, error),)
    return ()


def _sound(item: Item) -> Artefact:
    """Return what stands for a recording where only its length is shown."""
    figures = {"seconds": 60.0, "items": [[item.item_id, 60.0]]}
    return Artefact(name=".mp3", sha256="", size=0, figures=figures)


def _finding_of(job: Job, item: Item, error: KitError) -> Finding:
    """Return the finding of a refused job, with the field that takes too much room."""
    if isinstance(error, LayoutError) and isinstance(job.order, PaperOrder):
        fits = partial(_fits, job.order)
        culprit = too_long_field(item, fits)
        if culprit is not None:
            return _too_long(item, error, culprit)
    return _finding(item, error)


def _fits(order: PaperOrder, item: Item) -> bool:
    try:
        compose_any(replace(order, item=item))
    except KitError:
        return False
    return True


def _finding(item: Item, error: KitError) -> Finding:
    return Finding(
        code=CODE,
        severity=Severity.STOP,
        message=error.message,
        remedy=error.remedy,
        item_id=item.item_id,
        file=item.place.file,
    )


def _too_long(item: Item, error: KitError, culprit: TooLong) -> Finding:
    label = culprit.label
    return replace(
        _finding(item, error),
        message=f"{error.message}{label}有 {culprit.characters} 字，太长。",
        remedy=f"请把{label}缩到 {culprit.most} 字以内，或换大一些的纸。",
        field=label,
        line=item.place.lines.get(label),
    )
