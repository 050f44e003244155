"""A piece of work: what is to be made, from what, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kit.edition.store.recipe import LOOK, Recipes, key_of
from kit.edition.store.store import Store
from kit.errors import LayoutError, SourceError, SpeechError, StorageError, VerifyError
from kit.program import hash_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kit.edition.store.store import Artefact
    from kit.errors import KitError
    from kit.speech.engine import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A finished output before it is kept: ending of its name, bytes, measured figures."""

    name: str
    data: bytes
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An output to be made: where it goes, from what, and how."""

    folder: str
    stem: str
    make: Callable[[Any], Sequence[MadeFile]]
    """A module-level function: it runs in another process."""
    look: Callable[[Any, Sequence[MadeFile]], None] | None = None
    """Reads back what was made from the order; raises if it is not what it should be."""
    title: str
    """What it is, for the progress line: 海报 DX-2026-004."""
    old_players: bool = False
    """It is played from a USB stick: its names are of the oldest kind, 8.3 in capitals."""
    about: tuple[str, ...] = ()
    """Ids of the items it shows or says; if one cannot be made, neither can it."""
    channel: str = ""
    order: Any = None
    """What ``make`` is given; frozen data only."""
    order_from: Callable[[Mapping[str, tuple[Artefact, ...]]], Any] | None = None
    """For what shows other outputs' figures: the order, once those are made."""
    needs: tuple[str, ...] = ()
    """Keys of those other outputs."""
    also_at: str = ""
    """Where its sound stands a second time: beside the public page, without the ending."""
    plays: str = ""
    """Path of the recording that a public page plays, whichever edition made it."""
    recipe: Mapping[str, str] = field(default_factory=dict)
    """Derived, see :meth:`derived`; empty as long as the order is still to come."""
    of_part: bool = False
    """It lists what there is: in an edition of a part it needs, and lists, that part."""

    def file_name(self, ending: str) -> str:
        """Return the name of what it makes with that ending, such as ``.mp3``."""
        return f"{self.stem}{ending.upper() if self.old_players else ending}"

    @property
    def said(self) -> Said:
        """Of what is heard: the sentences that must be spoken before, and how they are read."""
        return getattr(self.order, "said", {})

    @property
    def key(self) -> str:
        """The store's key for what it makes, looked at as is done now.

        As long as its order is still to come it has a name of its own, which no store knows.
        """
        return key_of(self.recipe or {"waits": f"{self.folder}/{self.stem}"})

    @property
    def made_key(self) -> str:
        """The store's key for what it makes, whoever looked at it."""
        return key_of({name: value for name, value in self.recipe.items() if name != LOOK})

    def derived(self, recipes: Recipes) -> Job:
        """Return the job with its recipe; one whose order is still to come as it is."""
        if self.order_from is not None or self.recipe:
            return self
        return replace(self, recipe=recipes.of(self.make, self.order, self.look))


def settled(jobs: Iterable[Job], store: Store) -> tuple[Job, ...]:
    """Return the jobs, with an order and a recipe those that waited for what is made by now."""
    return tuple(_settled(job, store) for job in jobs)


def _settled(job: Job, store: Store) -> Job:
    if job.order_from is None:
        return job
    known = {key: store.recall(key) for key in job.needs}
    made = {key: artefacts for key, artefacts in known.items() if artefacts is not None}
    if len(made) < len(known):
        return job
    return replace(job, order=job.order_from(made), order_from=None).derived(Recipes(store))


def attempt(order: tuple[Path, Job]) -> tuple[Artefact, ...] | KitError:
    """Make a job's outputs, look at them, keep and return them; runs in a worker.

    What was made before, or on another machine, is only looked at. What cannot be made, or fails
    its inspection, is a value, so that the rest goes on; what stops the whole work (a full disk)
    is raised.
    """
    store_folder, job = order
    store = Store(store_folder)
    if sent := _looked_at(job, store):
        return sent
    try:
        # A mended inspection looks at what stands there: nothing is spoken or drawn again for it.
        artefacts = _made_before(job, store) or _make(job, store)
        if job.look is not None:
            job.look(job.order, [_read(one, store) for one in artefacts])
    except (LayoutError, SourceError, SpeechError) as error:
        return error
    except VerifyError as error:
        told = VerifyError(f"{job.title}：{error.message}", error.remedy)
        told.about = error.about
        return told
    store.remember(job.key, artefacts, job.about)
    return artefacts


def is_made(job: Job, store: Store) -> bool:
    """Return whether a job's output is there and only waits for its look."""
    return bool(_made_before(job, store) or _sent(job, store))


def sent_key(made_key: str) -> str:
    """Return the store's key for what another machine made, before anybody looked at it."""
    return hash_of("sent", made_key)


def _made_before(job: Job, store: Store) -> tuple[Artefact, ...]:
    return _whole(store.recall(job.made_key, job.about), store)


def _sent(job: Job, store: Store) -> tuple[Artefact, ...]:
    # Sound alone is taken of other machines: no paper, page or figure on it comes from there.
    is_taken = bool(job.look and job.said)
    return _whole(store.recall(sent_key(job.made_key), job.about), store) if is_taken else ()


def _whole(kept: tuple[Artefact, ...] | None, store: Store) -> tuple[Artefact, ...]:
    return kept if kept and all(map(store.holds, kept)) else ()


def _looked_at(job: Job, store: Store) -> tuple[Artefact, ...]:
    """Return what another machine made of a job, once its look has passed it.

    Raises:
        VerifyError: It is not what it should be: no item is to blame, and nothing of it is kept.
    """
    sent = () if _made_before(job, store) else _sent(job, store)
    if not sent or job.look is None:
        return ()
    try:
        job.look(job.order, [_read(one, store) for one in sent])
    except Exception as error:
        # Any: what a stranger may send breaks every reader there is.
        store.remember(sent_key(job.made_key), (), job.about)
        raise VerifyError(
            f"集群送回来的“{job.title}”核对不过（{error}）。",
            "没有用它，什么也没有发布。请再做一次；还是这样，请查一查做它的机器。",
        ) from error
    store.remember(job.made_key, sent, job.about)
    store.remember(job.key, sent, job.about)
    return sent


def _make(job: Job, store: Store) -> tuple[Artefact, ...]:
    made = tuple(store.put(one.name, one.data, one.figures) for one in job.make(job.order))
    store.remember(job.made_key, made, job.about)
    return made


def _read(artefact: Artefact, store: Store) -> MadeFile:
    data = store.read(artefact.sha256)
    if data is None:
        raise StorageError("成品刚存好就坏了。", "请检查磁盘，再做一次。")
    return MadeFile(name=artefact.name, data=data, figures=artefact.figures)
