"""Recipes are whole: whatever a maker runs or opens is in them. Seen, not believed."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.why import INPUT_NAMES
from kit.edition.store.recipe import LOOK, PROGRAM
from kit.edition.store.store import Store
from kit.office.set_up import set_up
from kit.source.private import PRIVATE
from tests.beeper import use_beeper
from tests.executed import NOW, PACKAGE, definitions, ours, run_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.edition.jobs.job import Job
    from tests.executed import Run

ROOT = PACKAGE.parent


def one_of_each_kind(jobs: Sequence[Job]) -> Sequence[Job]:
    """Return a job for each program and maker, and those that wait with what they wait for."""
    needed = {key for job in jobs for key in job.needs}
    kinds = {(job.make, job.recipe.get(PROGRAM), job.stem and len(job.about)): job for job in jobs}
    return [job for job in jobs if job.key in needed or job in kinds.values()]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, tuple[Run, ...]]]:
    folder = tmp_path_factory.mktemp("executed") / "daxi"
    set_up(folder, sample=True, now=NOW)
    with pytest.MonkeyPatch.context() as patch:
        use_beeper(patch)
        yield folder, run_jobs(folder, one_of_each_kind)


def listed(folder: Path, run: Run, part: str) -> set[str]:
    """Return the names of all that a recipe says can run for a job."""
    store = Store(folder / PRIVATE / "store")
    data = store.read(run.job.recipe[part]) if part in run.job.recipe else b""
    return {line.rpartition(" ")[0] for line in (data or b"").decode("utf-8").splitlines()}


@pytest.mark.slow
def test_every_definition_that_ran_is_in_the_recipe(runs: tuple[Path, tuple[Run, ...]]) -> None:
    folder, made = runs
    known, missed, seen = definitions(), set(), set()
    for run in made:
        for part, ran in ((PROGRAM, run.by_make), (LOOK, run.by_look)):
            names = ours(ran, known)
            seen |= names
            missed |= {(run.job.make.__name__, one) for one in names - listed(folder, run, part)}

    assert not missed
    assert len(seen) > 500
    assert {run.job.make.__name__ for run in made} >= {
        "make_poster", "make_handout", "make_full_text", "make_page", "make_clip",
        "make_programme", "make_run_sheet", "make_led_text", "make_slip",
    }  # fmt: skip


@pytest.mark.slow
def test_every_file_that_was_opened_is_in_the_recipe(runs: tuple[Path, tuple[Run, ...]]) -> None:
    folder, made = runs
    store, libraries = folder / PRIVATE / "store", (sys.prefix, sys.base_prefix)
    uncounted = set()
    for run in made:
        counted = {str(PACKAGE / name) for name in listed(folder, run, PROGRAM)}
        for name in run.opened - counted:
            path = Path(name).resolve()
            by_version = any(path.is_relative_to(Path(one).resolve()) for one in libraries)
            if not by_version and not path.is_relative_to(store) and path.suffix != ".py":
                uncounted.add(name)

    # A workbook's parts are written aside and put together: none of them was there before. Its
    # library asks this machine for names of kinds of files, and uses its own.
    aside = {
        gettempdir(),
        "/etc/mime.types",
        *(one for one in uncounted if Path(one).name.startswith("openpyxl.")),
    }
    read = {one for one in uncounted if not one.startswith(("/dev/", "/proc/", "/sys/"))}
    assert not read - aside


@pytest.mark.slow
def test_every_input_has_a_name_that_staff_know(runs: tuple[Path, tuple[Run, ...]]) -> None:
    assert not {name for run in runs[1] for name in run.job.recipe} - INPUT_NAMES.keys()


def dynamic_names(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield calls that name code of ours by a value, so that nobody sees what is named."""
    modules = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        first = node.args[0] if node.args else None
        if called in {"eval", "exec", "globals", "locals", "__import__"}:
            yield node
        if called == "import_module" and not isinstance(first, ast.Constant):
            yield node
        named = called == "getattr" and isinstance(node.args[1], ast.Constant)
        of_module = isinstance(first, ast.Name) and first.id in modules
        if called in {"getattr", "vars"} and of_module and not named:
            yield node


def test_no_code_of_ours_is_named_by_a_computed_name() -> None:
    # The command line loads its verbs by name, the desk its pages, a child of its own the readers
    # of foreign files; no maker can reach any of them.
    found = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"cli", "desk", "foreign"} & set(path.parts)
        for call in dynamic_names(ast.parse(path.read_bytes()))
    ]

    assert not found
