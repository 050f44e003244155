"""A desk for a real browser, in a process of its own, at a day that stands still."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.desk.launch import open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
MOMENT = "2026-11-23T10:00:00+08:00"
"""In the week of the example's notices, and no market day."""


@contextlib.contextmanager
def desk_at(folder: Path, moment: str = MOMENT) -> Iterator[str]:
    """Open a desk in a process of its own; what is given out is the address that lets one in."""
    command = [sys.executable, "-m", "tests.desk_at", str(folder), moment]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert address.startswith("http"), "the desk did not open"
            yield address
        finally:
            process.terminate()


def main(folder: str, moment: str) -> None:
    at = datetime.fromisoformat(moment)
    with open_desk(Path(folder), lambda: at) as desk:
        sys.stdout.write(f"{desk.address}\n")
        sys.stdout.flush()
        desk.serve()


if __name__ == "__main__":
    main(*sys.argv[1:3])
