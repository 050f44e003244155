"""A cluster of this machine alone: its scheduler and workers as processes of their own.

They are started as docs/scale.md says, and end with whoever opened them, however that ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import as_in_an_office
from kit.json_text import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STARTED_WITHIN_S = 60


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that is open."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def open_cluster(
    workers: int, *, protocol: str = "tcp", settings: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """Yield a cluster on loopback; ``settings`` are further variables of its processes.

    Each worker is without a guard that would start it anew, so one that is killed is lost.
    """
    with ExitStack() as opened:
        home = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="kit-cluster-")))
        # What is spoken there is kept below it.
        given = {**as_in_an_office(), "HOME": str(home), **(settings or {})}
        told = home / "scheduler.json"
        at = ("--protocol", protocol, "--host", "127.0.0.1", "--no-dashboard")
        opened.enter_context(
            _running(
                ("dask_scheduler", *at, "--port", "0", "--scheduler-file", str(told)), given, home
            )
        )
        address = _address(told)
        one = ("dask_worker", address, *at, "--nthreads", "1", "--no-nanny")
        each = tuple(opened.enter_context(_running(one, given, home)) for _ in range(workers))
        yield Cluster(address, each)


@contextmanager
def _running(
    command: tuple[str, ...], settings: Mapping[str, str], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    module, *arguments = command
    here = Path(__file__).parents[1]
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
        cwd=folder,
        env={**settings, "PYTHONPATH": os.pathsep.join((str(here), *_path(settings)))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()  # it has nothing that anybody wants to keep
        process.wait()


def _path(settings: Mapping[str, str]) -> list[str]:
    return [settings["PYTHONPATH"]] if "PYTHONPATH" in settings else []


def _address(told: Path) -> str:
    """Return where the scheduler listens, once it has written it down.

    Raises:
        TimeoutError: It did not start.
    """
    until = time.monotonic() + _STARTED_WITHIN_S
    while time.monotonic() < until:
        try:
            return str(parse_json(told.read_bytes())["address"])
        except (OSError, ValueError):  # not there yet, or half written
            time.sleep(0.1)
    raise TimeoutError(told)
