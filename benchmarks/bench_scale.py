"""What a county's week costs: by workers, by size, on a cluster, and despite killed processes.

``KIT_SCALE`` sets how many workspaces; 100 unless told. Nothing speaks: how much is spoken is
counted in characters, and where sound is put together a tone stands for each of them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from benchmarks.clusters import open_cluster
from benchmarks.counties import NOW, WEEK, make_county
from benchmarks.figures import as_in_an_office, line, run_process, tree
from kit.edition.elsewhere import make_elsewhere, take
from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.request import Options, newest_revision
from kit.edition.sent_away import packed
from kit.edition.store.store import Store
from kit.edition.work import look_at_week
from kit.office.build import build
from kit.plan.week import Week
from kit.source.private import STORE
from kit.speech.engine import Utterance
from tests.beeper import use_beeper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


Result = TypeVar("Result")

WORKSPACES = 100
SPOKEN_OF = 24
WORKERS = 2
ROOT = Path(__file__).parents[1]
SILENT = "公开栏,墟天,网站,LED屏,公众号"
OPTIONS = Options(week=Week.parse(WEEK), now=NOW, channels=frozenset(SILENT.split(",")))


def run() -> int:
    count = int(os.environ.get("KIT_SCALE", str(WORKSPACES)))
    with tempfile.TemporaryDirectory() as name:
        missed = spoken(Path(name))
        with pytest.MonkeyPatch.context() as patch:
            use_beeper(patch)
            costs(make_county(Path(name) / "heard", 2))
        pattern = make_county(Path(name) / "county", count)
        one, two = built(pattern, count, "--workers", "1"), built(pattern, count, "--workers", "2")
        missed += line(f"{count} workspaces, two workers × one", one / two, "×", least=1.85)
        missed += on_a_cluster(pattern, max(2, count // 6))
        missed += despite_kills(pattern, max(2, count // 6))
        few = max(1, count // 10)
        small = built(pattern, few, "--workers", "2")
        flat = 100 * (two / count / (small / few) - 1)
        missed += line(f"a workspace of {count} against one of {few}", flat, "%", most=5)
    return missed


def costs(home: Path) -> None:
    """Print what a township's week costs elsewhere and here, with tones, in processor time."""
    options = replace(OPTIONS, channels=frozenset())
    os.environ["HOME"] = str(home)  # what is spoken there is kept below it
    alone, afar = sorted(home.iterdir())
    make_elsewhere(packed(alone, OPTIONS), OPTIONS)  # loads what there is
    sent = packed(afar, options)
    delivered, made_s = timed(make_elsewhere, sent, options)
    assert isinstance(delivered, bytes)
    take(delivered, Store(afar / STORE))
    quiet = partial(
        build,
        clock=lambda: NOW,
        progress=lambda _: None,
        week=WEEK,
        channels=options.channels,
        workers=1,
    )
    _, alone_s = timed(quiet, alone)
    _, looked_s = timed(quiet, afar)
    line("a township by itself, processor", alone_s, "s")
    line("its sound made on a cluster's machine", made_s, "s")
    line("then all else made and published by the caller", looked_s, "s")
    line("sent of a workspace", len(sent) / 1e6, "MB")
    line("sent back", len(delivered) / 1e6, "MB")


def timed(work: Callable[..., Result], *given: object) -> tuple[Result, float]:
    begun = time.process_time()
    return work(*given), time.process_time() - begun


def spoken(home: Path) -> int:
    """Print how much of what a county says is said for all."""
    alone, together = 0, set[Utterance]()
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
        result = run_process([*all_of(home, *options), "--only", SILENT])
        finished(home, count)
    line(f"{count} workspaces, {' '.join(options)}", result.seconds, "s")
    line("main process and largest worker, resident", max(result.main_mb, result.child_mb), "MB")
    return result.seconds


def on_a_cluster(pattern: Path, count: int) -> int:
    """Print how long a cluster of two takes beside two processes here, by the clock.

    With tones, which are there at once: with a voice, nearly all the time is the workers'.
    """
    with tones(), fresh(pattern, count) as home:
        here_s = run_process(all_of(home, "--workers", "2")).seconds
        finished(home, count)
    with tones(), open_cluster(WORKERS) as cluster, fresh(pattern, count) as home:
        afar = all_of(home, "--workers", "2", "--cluster", cluster.address)
        there_s = run_process(afar).seconds
        finished(home, count)
    line(f"{count}, two here, with tones", here_s, "s")
    return line("a cluster of two against it", 100 * (there_s / here_s - 1), "%", most=8)


@contextmanager
def tones() -> Iterator[None]:
    """Let a tone stand for each character in every process that is started meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT / "tests/beeping"), str(ROOT))))
        yield


def despite_kills(pattern: Path, count: int) -> int:
    """Print how many workspaces are finished though a process was killed while it made one."""
    silent = ["--only", SILENT]
    with fresh(pattern, count) as home:
        here = killed_within([*all_of(home, "--workers", "2"), *silent], home, own_worker)
        missed = line(f"a process here killed, finished of {count}", here, "", least=count)
    with tones(), open_cluster(WORKERS) as cluster, fresh(pattern, count) as home:
        afar = all_of(home, "--workers", "1", "--cluster", cluster.address)
        there = killed_within(afar, home, lambda _process: cluster.workers[0].pid)
    return missed + line(f"a cluster's worker killed, finished of {count}", there, "", least=count)


def killed_within(arguments: list[str], home: Path, victim: Callable[[int], int]) -> int:
    """Return how many workspaces are finished, one process killed after the first of them."""
    process = subprocess.Popen(
        [sys.executable, *arguments], env=as_in_an_office(), stdout=subprocess.DEVNULL
    )
    try:
        while process.poll() is None and not any(home.glob(f"0*/output/{WEEK}/r*")):
            time.sleep(0.05)
        if process.poll() is None:
            os.kill(victim(process.pid), signal.SIGKILL)
        process.wait()
    finally:
        process.kill()
    return finished(home, len(list(home.glob("0*"))))


def own_worker(pid: int) -> int:
    """Return one of a process's workers: what else it has for a child only counts semaphores."""
    return next(one for one in tree(pid)[1:] if "spawn_main" in command_of(one))


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")


@contextmanager
def fresh(pattern: Path, count: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        for folder in sorted(pattern.iterdir())[:count]:
            shutil.copytree(folder, Path(name) / folder.name)
        yield Path(name)


def all_of(home: Path, *options: str) -> list[str]:
    return ["-m", "kit", "build", "--all", str(home), "--week", WEEK, *options]


def finished(home: Path, count: int) -> int:
    made = sum(newest_revision(one / "output" / WEEK) is not None for one in home.glob("0*"))
    if made < count:
        print(f"  only {made} of {count} were finished")
    return made
