"""What a county's week costs: by workers, by size, and what a cluster's machine and caller do.

``KIT_SCALE`` sets how many workspaces; 100 unless told. Everything but sound, but for how much of
it is spoken, which is counted in characters from what each township's clips and programmes say.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.counties import NOW, WEEK, make_county
from benchmarks.figures import line, run_process
from kit.edition.elsewhere import make_elsewhere, take
from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.request import Options, newest_revision
from kit.edition.sent_away import packed
from kit.edition.store.store import Store
from kit.edition.work import look_at_week
from kit.office.build import build
from kit.plan.week import Week
from kit.source.private import STORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Result = TypeVar("Result")

WORKSPACES = 100
SPOKEN_OF = 24
SILENT = "公开栏,墟天,网站,LED屏,公众号"
OPTIONS = Options(week=Week.parse(WEEK), now=NOW, channels=frozenset(SILENT.split(",")))


def run() -> int:
    count = int(os.environ.get("KIT_SCALE", str(WORKSPACES)))
    with tempfile.TemporaryDirectory() as name:
        missed = spoken(Path(name))
        costs(make_county(Path(name) / "costs", 2))
        pattern = make_county(Path(name) / "county", count)
        one, two = built(pattern, count, "--workers", "1"), built(pattern, count, "--workers", "2")
        missed += line(f"{count} workspaces, two workers × one", one / two, "×", least=1.85)
        few = max(1, count // 10)
        small = built(pattern, few, "--workers", "2")
        flat = 100 * (two / count / (small / few) - 1)
        missed += line(f"a workspace of {count} against one of {few}", flat, "%", most=5)
    return missed


def costs(home: Path) -> None:
    """Print what making a township's week elsewhere costs there and here, in processor time."""
    os.environ["HOME"] = str(home)  # what is spoken there is kept below it
    alone, afar = sorted(home.iterdir())
    make_elsewhere(packed(alone, OPTIONS), OPTIONS)  # loads all there is
    sent = packed(afar, OPTIONS)
    delivered, made_s = timed(make_elsewhere, sent, OPTIONS)
    assert isinstance(delivered, bytes)
    take(delivered, Store(afar / STORE))
    channels = OPTIONS.channels
    quiet = partial(build, clock=lambda: NOW, progress=lambda _: None, week=WEEK, channels=channels)
    _, alone_s = timed(quiet, alone)
    _, looked_s = timed(quiet, afar)
    line("a township by itself, processor", alone_s, "s")
    line("made on a cluster's machine", made_s, "s")
    line("then looked at and published by the caller", looked_s, "s")
    line("sent of a workspace", len(sent) / 1e6, "MB")
    line("sent back, without sound", len(delivered) / 1e6, "MB")


def timed(work: Callable[..., Result], *given: object) -> tuple[Result, float]:
    begun = time.process_time()
    return work(*given), time.process_time() - begun


def spoken(home: Path) -> int:
    """Print how much of what a county says is said for all."""
    alone, together = 0, set[object]()
    for folder in sorted(make_county(home / "spoken", SPOKEN_OF).iterdir()):
        jobs = jobs_of(look_at_week(folder, replace(OPTIONS, channels=frozenset())))
        said = {one for job in jobs for one in job.said}
        alone += sum(len(one.spoken) for one in said)
        together |= said
    share = sum(len(one.spoken) for one in together) / alone
    line(f"characters a township of {SPOKEN_OF} speaks alone", alone / SPOKEN_OF, "")
    return line(f"{SPOKEN_OF} together × alone", share, "×", most=0.45)


def built(pattern: Path, count: int, *options: str) -> float:
    """Return how long so many workspaces take, all of them new."""
    with fresh(pattern, count) as home:
        result = run_process([*command(home), *options])
        finished(home, count)
    line(f"{count} workspaces, {' '.join(options)}", result.seconds, "s")
    line("main process and largest worker, resident", max(result.main_mb, result.child_mb), "MB")
    return result.seconds


@contextmanager
def fresh(pattern: Path, count: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        for folder in sorted(pattern.iterdir())[:count]:
            shutil.copytree(folder, Path(name) / folder.name)
        yield Path(name)


def command(home: Path) -> list[str]:
    return ["-m", "kit", "build", "--all", str(home), "--week", WEEK, "--only", SILENT]


def finished(home: Path, count: int) -> int:
    made = sum(newest_revision(one / "output" / WEEK) is not None for one in home.glob("0*"))
    if made < count:
        print(f"  only {made} of {count} were finished")
    return made
