"""A piece of work: what is to be made, from what, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.edition.store.recipe import key_of
from kit.edition.store.store import Store
from kit.errors import LayoutError, SourceError, SpeechError, VerifyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kit.edition.store.store import Artefact
    from kit.errors import KitError


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished output before it is kept: ending of its name, bytes, measured figures."""

    name: str
    data: bytes
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An output to be made: where it goes, from what, and how."""

    folder: str
    stem: str
    recipe: Mapping[str, str]
    make: Callable[[Any], Sequence[Made]]
    """A module-level function: it runs in another process."""
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
    sentences: Callable[[], Sequence[Any]] | None = None
    """For what is heard: the sentences that must be spoken before."""
    also_at: str = ""
    """Where its sound stands a second time: beside the public page, without the ending."""

    def file_name(self, ending: str) -> str:
        """Return the name of what it makes with that ending, such as ``.mp3``."""
        return f"{self.stem}{ending.upper() if self.old_players else ending}"

    @property
    def key(self) -> str:
        """The store's key for what it makes: one recipe may serve several kinds of output."""
        return key_of({**self.recipe, "make": self.make.__name__})


def attempt(order: tuple[Path, Job]) -> tuple[Artefact, ...] | KitError:
    """Make a job's outputs, keep them in the store and return them; runs in a worker.

    An item that cannot be made is a value, so that the rest goes on; what stops the whole
    work (a full disk, a failed inspection) is raised.
    """
    store_folder, job = order
    store = Store(store_folder)
    try:
        outputs = job.make(job.order)
    except (LayoutError, SourceError, SpeechError) as error:
        return error
    except VerifyError as error:
        raise VerifyError(f"{job.title}：{error.message}", error.remedy) from error
    artefacts = tuple(store.put(made.name, made.data, made.figures) for made in outputs)
    store.remember(job.key, artefacts)
    return artefacts
