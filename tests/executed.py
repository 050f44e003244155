"""What the makers of a week really run and open, job by job: beside it stands what recipes say."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import kit
from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.jobs.job import settled
from kit.edition.request import Options
from kit.edition.store.store import Store
from kit.edition.store.summary import bound_names
from kit.edition.work import look_at_week
from kit.plan.week import Week
from kit.program import own_files
from kit.source.private import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import CodeType

    from kit.edition.jobs.job import Job, MadeFile

PACKAGE = Path(kit.__file__).parent
NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, workers=1, draft=True)

_opened: list[str] | None = None


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if _opened is not None and event == "open" and isinstance(arguments[0], str):
        _opened.append(arguments[0])


@dataclass(frozen=True)
class Run:
    """A job that was made and looked at."""

    job: Job
    made: tuple[MadeFile, ...]
    by_make: frozenset[CodeType]
    by_look: frozenset[CodeType]
    opened: frozenset[str] = field(default=frozenset())


def load_everything() -> None:
    """Import all of the kit: a class whose body runs at its first import was called by nobody."""
    for module in pkgutil.walk_packages(kit.__path__, "kit."):
        # No maker reaches the desk, and its pages cannot be loaded without one.
        if not module.name.endswith("__main__") and not module.name.startswith("kit.desk"):
            importlib.import_module(module.name)


def forget_caches() -> None:
    """Empty our caches, so that each job shows all that it runs."""
    for name, module in list(sys.modules.items()):
        # A name of the desk's pages answers to everything, also to this.
        if name.startswith("kit.") and "store" not in name and not name.startswith("kit.desk"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@contextmanager
def watched(ran: set[CodeType]) -> Iterator[None]:
    """Note the code of everything called."""
    sys.setprofile(lambda frame, event, _: ran.add(frame.f_code) if event == "call" else None)
    try:
        yield
    finally:
        sys.setprofile(None)


def run_jobs(folder: Path, choose: Callable[[Sequence[Job]], Sequence[Job]]) -> tuple[Run, ...]:
    """Make the chosen jobs of a workspace one by one, those that show others' figures last."""
    global _opened  # noqa: PLW0603 - a hook cannot be taken out again, only be told to sleep
    sys.addaudithook(_note)
    load_everything()
    store = Store(folder / PRIVATE / "store")
    runs: dict[str, Run] = {}
    jobs = tuple(choose(jobs_of(look_at_week(folder, OPTIONS))))
    for _round in range(2):
        jobs = settled(jobs, store)
        for job in jobs:
            if not job.recipe or job.key in runs:
                continue
            forget_caches()
            by_make, by_look = set[Any](), set[Any]()
            _opened = []
            with watched(by_make):
                made = tuple(job.make(job.order))
            with watched(by_look):
                if job.look is not None:
                    job.look(job.order, made)
            opened, _opened = frozenset(_opened), None
            store.remember(job.key, tuple(store.put(m.name, m.data, m.figures) for m in made))
            runs[job.key] = Run(job, made, frozenset(by_make), frozenset(by_look), opened)
    return tuple(runs.values())


def definitions() -> dict[str, dict[int, str]]:
    """Return by file: the definition that each of its lines belongs to, as recipes name it."""
    found = {}
    for file, source in own_files().items():
        if not file.endswith(".py"):
            continue
        parts = ["kit", *file.removesuffix(".py").split("/")]
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        lines: dict[int, str] = {}
        for number, node in enumerate(ast.parse(source).body):
            name = (bound_names(node) or (f"<{number}>",))[0]
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(one.lineno for one in decorators)])
            last = node.end_lineno or node.lineno
            lines |= dict.fromkeys(range(first, last + 1), f"{module}.{name}")
        found[str(PACKAGE / file)] = lines
    return found


def ours(ran: frozenset[CodeType], known: dict[str, dict[int, str]]) -> set[str]:
    """Return the definitions of ours among what ran."""
    return {
        known[code.co_filename].get(code.co_firstlineno, "?")
        for code in ran
        if code.co_filename in known and code.co_name != "<module>"
    }


def functions_by_code() -> dict[CodeType, FunctionType]:
    """Return every function of ours by its code."""
    return {
        one.__code__: one
        for one in gc.get_objects()
        if isinstance(one, FunctionType) and (one.__module__ or "").startswith("kit.")
    }


def without_recipe(job: Job) -> Job:
    """Return a job as it was before its recipe was derived."""
    return replace(job, recipe={})
