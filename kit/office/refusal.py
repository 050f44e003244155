"""One output tried before anyone signs, and what is said of it where a build would refuse it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.forms.review_sheet import Basis, ReviewEntry
from kit.compose.spoken.script import compose_script
from kit.edition.jobs.job import attempt
from kit.edition.make.any_sheet import compose_any
from kit.edition.make.looks import compare_said, look_at_clip
from kit.edition.make.review_forms import review_document
from kit.edition.make.sheet import PaperOrder
from kit.edition.make.sound import ClipOrder, ProgrammeOrder
from kit.edition.store.store import Artefact
from kit.errors import KitError, LayoutError, StorageError
from kit.model.finding import Finding, Severity
from kit.office.too_long import too_long_field

if TYPE_CHECKING:
    from kit.edition.jobs.job import Job
    from kit.edition.store.store import Store
    from kit.model.item import Item
    from kit.office.too_long import TooLong
    from kit.source.workspace import Workspace

CODE = "R02"


def try_output(job: Job, item: Item, store: Store) -> Finding | None:
    """Return why an item's output cannot be made or fails its look; None where it stands."""
    error = _refusal(job, item, store)
    if error is None:
        return None
    if isinstance(error, LayoutError) and isinstance(job.order, PaperOrder):
        return does_not_fit(item, job.order, error)
    return refused(item, error)


def does_not_fit(item: Item, order: PaperOrder, error: LayoutError) -> Finding:
    """Return what stops an item on a sheet, with the field that takes too much room."""
    culprit = too_long_field(item, partial(_fits, order))
    return refused(item, error) if culprit is None else _too_long(item, error, culprit)


def try_review(workspace: Workspace, item: Item) -> Finding | None:
    """Return why the paper that an item is signed on cannot be printed; None where it can."""
    entry, basis = ReviewEntry(item=item, check_code=""), Basis(code="")
    try:
        review_document((entry,), workspace, "", basis)
    except KitError as error:
        return refused(item, error)
    return None


def refused(item: Item, error: KitError) -> Finding:
    """Return what stops an item as a finding."""
    return Finding(
        code=CODE,
        severity=Severity.STOP,
        message=error.message,
        remedy=error.remedy,
        item_id=item.item_id,
        file=item.place.file,
    )


def _refusal(job: Job, item: Item, store: Store) -> KitError | None:
    """Return why a job's output cannot be made or fails its inspection; None where it stands."""
    try:
        if isinstance(job.order, ClipOrder | ProgrammeOrder):
            _try_words(job, job.order)
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


def _try_words(job: Job, order: ClipOrder | ProgrammeOrder) -> None:
    """Look at what a recording will say, without having it said: speech takes minutes."""
    township = order.studio.township
    if job.look is look_at_clip and isinstance(order, ClipOrder):
        item = order.spoken.item
        script = compose_script(item, township)
        compare_said((one.written for one in script.sentences), item, township)


def _sound(item: Item) -> Artefact:
    """Return what stands for a recording where only its length is shown."""
    figures = {"seconds": 60.0, "items": [[item.item_id, 60.0]]}
    return Artefact(name=".mp3", sha256="", size=0, figures=figures)


def _fits(order: PaperOrder, item: Item) -> bool:
    try:
        compose_any(replace(order, item=item))
    except KitError:
        return False
    return True


def _too_long(item: Item, error: KitError, culprit: TooLong) -> Finding:
    label = culprit.label
    return replace(
        refused(item, error),
        message=f"{error.message}{label}有 {culprit.characters} 字，太长。",
        remedy=f"请把{label}缩到 {culprit.most} 字以内，或换大一些的纸。",
        field=label,
        line=item.place.lines.get(label),
    )
