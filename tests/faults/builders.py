"""Builds in processes of their own, at once: one that is warm bears a child for each of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tests.faults.small_township import build_week

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Builders:
    """A process that bears one builder after the other."""

    orders: IO[str]
    answers: IO[str]

    def begin(self, folder: Path) -> int:
        """Return the process that builds in ``folder`` from now on."""
        self._ask(f"build {folder}")
        return int(self.answers.readline())

    def ended(self, process: int) -> bool:
        """Return whether a builder came to its end by itself, once it is gone."""
        self._ask(f"wait {process}")
        return self.answers.readline().strip() == "0"

    def _ask(self, line: str) -> None:
        self.orders.write(f"{line}\n")
        self.orders.flush()


@contextmanager
def open_builders(warm_up: Path) -> Iterator[Builders]:
    """Yield builders that have built once already, in ``warm_up``."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.builders", str(warm_up)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "warm\n"
        try:
            yield Builders(process.stdin, process.stdout)
        finally:
            process.stdin.close()


def kill(process: int) -> None:
    """End a builder as the system does when memory runs out."""
    os.kill(process, signal.SIGKILL)


def main(warm_up: str) -> None:
    """Bear a builder, or wait for one, for every line that is read."""
    build_week(Path(warm_up))
    say("warm")
    for line in sys.stdin:
        word, _, what = line.rstrip("\n").partition(" ")
        if word == "wait":
            say(os.waitpid(int(what), 0)[1])
            continue
        child = os.fork()
        if not child:
            build_week(Path(what))
            os._exit(0)
        say(child)


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
