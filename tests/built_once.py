"""Editions for tests: what one of them had made, all of them take, in whatever process they run.

An output's key is a hash of everything that goes into it, so nothing of a test comes into
another's edition but the very bytes that would have been made again. What is patched stands in no
key: a test that replaces a part of the kit builds with :func:`build_anew`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from kit.edition.build import build
from kit.edition.jobs.job import attempt
from kit.edition.store.store import Store
from tests.beeper import use_beeper
from tests.conftest import SHELF

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.edition.jobs.job import Job
    from kit.edition.request import BuildResult, Options
    from kit.edition.store.store import Artefact
    from kit.errors import KitError
    from kit.progress import Step


Build: TypeAlias = "Callable[[Path, Options], BuildResult]"


def quiet(_step: Step) -> None:
    """Take progress and show nothing."""


def build_anew(
    folder: Path, options: Options, progress: Callable[[Step], None] = quiet
) -> BuildResult:
    """Return a week built with the beeper's voice, each output made here."""
    with pytest.MonkeyPatch.context() as patch:
        use_beeper(patch)
        return build(folder, options, progress)


def build_once(
    folder: Path, options: Options, progress: Callable[[Step], None] = quiet
) -> BuildResult:
    """Return a week built with the beeper's voice; outputs that another test had made are its."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.edition.making.attempt", _from_shelf)
        return build_anew(folder, options, progress)


def _from_shelf(order: tuple[Path, Job]) -> tuple[Artefact, ...] | KitError:
    """Make a job's outputs as a worker does, if they were not made before."""
    folder, job = order
    shelf, store = Store(Path(os.environ[SHELF])), Store(folder)
    if (known := shelf.recall(job.key, job.about)) is not None:
        _copy(known, shelf, store)
        store.remember(job.made_key, known, job.about)
        store.remember(job.key, known, job.about)
        return known
    outcome = attempt(order)
    if isinstance(outcome, tuple):
        _copy(outcome, store, shelf)
        shelf.remember(job.key, outcome, job.about)
    return outcome


def _copy(artefacts: tuple[Artefact, ...], source: Store, target: Store) -> None:
    for one in artefacts:
        data = source.read(one.sha256)
        assert data is not None
        target.put(one.name, data, one.figures)
