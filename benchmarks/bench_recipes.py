"""Recipes against the truth: constants changed in functions that ran, outputs made again.

An output that came out otherwise under the same key would have been published stale.
"""

from __future__ import annotations

import ast
import copy
import random
import signal
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.store import recipe as recipe_module
from kit.edition.store.closure import Code
from kit.edition.store.recipe import Recipes
from kit.edition.store.store import Store
from kit.edition.work import look_at_week
from kit.office.set_up import set_up
from kit.program import own_files
from kit.source.private import PRIVATE
from tests.executed import (
    NOW,
    OPTIONS,
    PACKAGE,
    definitions,
    forget_caches,
    functions_by_code,
    run_jobs,
    without_recipe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FunctionType

    from kit.edition.jobs.job import Job
    from tests.executed import Run

WANTED, MOST_TRIED, MOST_JOBS, SEED = 40, 160, 6, 48
LONGEST_S = 5.0


def run() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "daxi"
        set_up(folder, sample=True, now=NOW)
        missed = closures(folder)
        runs = run_jobs(folder, silent)
        return missed + mutations(folder, runs)


def silent(jobs: Sequence[Job]) -> Sequence[Job]:
    """Return the jobs without sound: that would have to be spoken anew for every change."""
    return [job for job in jobs if job.recipe and not job.said]


def closures(folder: Path) -> int:
    """Print what recipes cost: source summed up anew, and known from the last time."""
    jobs = jobs_of(look_at_week(folder, OPTIONS))
    recipes = Recipes(Store(folder / PRIVATE / "store"))
    ready = [without_recipe(job) for job in jobs if job.recipe]
    cold = Recipes(Store(folder / PRIVATE / "cold"))
    for which, most in ((cold, None), (recipes, 0.1)):
        begun = time.process_time()
        for job in ready:
            job.derived(which)
        taken_s = time.process_time() - begun
        missed = line(f"recipes of {len(ready)} jobs", taken_s, "s", most=most)
    return missed


def mutations(folder: Path, runs: Sequence[Run]) -> int:
    """Change one constant after the other; print what came out otherwise and what was remade."""
    chance, known = random.Random(SEED), definitions()
    # Methods that dataclasses write themselves stand in no file.
    functions = {c: f for c, f in functions_by_code().items() if c.co_filename in known}
    ran = sorted(
        {code for one in runs for code in one.by_make & functions.keys()},
        key=lambda code: (code.co_filename, code.co_firstlineno),
    )
    tried = visible = changed = concerned = remade = stale = 0
    for code in chance.sample(ran, min(MOST_TRIED, len(ran))):
        mutant = mutated(code, chance)
        if mutant is None:
            continue
        tried += 1
        # No other job can come out otherwise; of those that can, some are enough.
        may = [one for one in runs if code in one.by_make]
        differs = made_otherwise(
            functions[code], mutant.code, chance.sample(may, min(MOST_JOBS, len(may)))
        )
        if not differs:
            continue
        again = keys_changed(folder, mutant.files, runs)
        visible, changed = visible + 1, changed + len(differs)
        concerned, remade = concerned + len(may), remade + len(again)
        if late := differs - again:
            stale += len(late)
            print("    stale:", known[code.co_filename].get(code.co_firstlineno), late)
        if visible == WANTED:
            break
    line("constants changed", tried, "")
    missed = line("of these seen in an output", visible, "", least=WANTED)
    line("outputs that came out otherwise", changed, "")
    line("outputs that ran the function, mean", concerned / max(visible, 1), "")
    line("outputs made anew, mean", remade / max(visible, 1), "")
    return missed + line("stale outputs", stale, "", most=0)


class Mutant:
    """A function with one constant changed, and the program's files with it."""

    def __init__(self, code: CodeType, files: dict[str, bytes]) -> None:
        self.code, self.files = code, files


def mutated(code: CodeType, chance: random.Random) -> Mutant | None:
    """Return a function with a constant of it changed; None where it has none that shows."""
    file = Path(code.co_filename).relative_to(PACKAGE).as_posix()
    tree = ast.parse(own_files()[file])
    node = next((n for n in functions_in(tree) if first_line(n) == code.co_firstlineno), None)
    constants = list(visible_constants(node)) if node else []
    if not constants:
        return None
    one = chance.choice(constants)
    one.value = other(one.value)
    compiled = compile(copy.deepcopy(tree), code.co_filename, "exec")
    found = next((c for c in codes_in(compiled) if c.co_qualname == code.co_qualname
                  and c.co_firstlineno == code.co_firstlineno), None)  # fmt: skip
    if found is None or found.co_freevars:
        return None
    source = ast.unparse(ast.fix_missing_locations(tree)).encode("utf-8")
    return Mutant(found, {**own_files(), file: source})


def functions_in(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def visible_constants(node: ast.FunctionDef) -> Iterator[ast.Constant]:
    """Yield numbers and words in the body of a function; docstrings and messages show nowhere."""
    for statement in node.body:
        if isinstance(statement, ast.Raise | ast.Expr):
            continue
        for inner in ast.walk(statement):
            if isinstance(inner, ast.Constant) and type(inner.value) in (int, float, str):
                yield inner


def other(value: float | str) -> float | str:
    return f"{value}〇" if isinstance(value, str) else value + 1


def codes_in(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes_in(constant)


def made_otherwise(function: FunctionType, code: CodeType, runs: Sequence[Run]) -> set[str]:
    """Return the keys of the jobs whose outputs differ, or fail, with another code."""
    before, differs = function.__code__, set()
    try:
        function.__code__ = code
        for one in runs:
            forget_caches()
            try:
                with at_most(LONGEST_S):
                    made = tuple(one.job.make(one.job.order))
            except Exception:  # noqa: BLE001 - whatever a mutant raises, it shows
                made = ()
            if made != one.made:
                differs.add(one.job.key)
    finally:
        function.__code__ = before
        forget_caches()
    return differs


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """End what takes longer: a step of nothing goes on for ever."""

    def end(_signal: int, _frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def keys_changed(folder: Path, files: dict[str, bytes], runs: Sequence[Run]) -> set[str]:
    """Return the keys that are others in a program of these files."""
    whole = recipe_module.own_code
    with tempfile.TemporaryDirectory(dir=folder) as empty:
        recipes = Recipes(Store(Path(empty)))
        code = Code(files)
        recipe_module.own_code = lambda: code
        try:
            return {
                one.job.key
                for one in runs
                if without_recipe(one.job).derived(recipes).made_key != one.job.made_key
            }
        finally:
            recipe_module.own_code = whole
