"""A desk for a real browser, in a process of its own, at a day that stands still."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.signals import got_request_exception

from kit.desk.launch import open_desk
from tests.desks import hash_quickly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

ROOT = Path(__file__).parents[1]
MOMENT = "2026-11-23T10:00:00+08:00"
"""In the week of the example's notices, and no market day."""


BEEPING = ROOT / "tests" / "beeping"


@contextlib.contextmanager
def desk_at(folder: Path, moment: str = MOMENT) -> Iterator[str]:
    """Open a desk in a process of its own; what is given out is the address that lets one in.

    Its children speak with the beeper's voice: nobody listens to what a test makes.
    """
    set_clock(folder, moment)
    command = [sys.executable, "-m", "tests.desk_at", str(folder)]
    environment = {**os.environ, "PYTHONPATH": f"{BEEPING}{os.pathsep}{ROOT}"}
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


def set_clock(folder: Path, moment: str) -> None:
    """Let it be another moment for the desk over ``folder``; it stands still again."""
    partial = _clock_of(folder).with_suffix(".part")
    partial.write_text(moment, "utf-8")
    partial.replace(_clock_of(folder))


def _clock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.clock")


def _tell_fault(sender: object, request: HttpRequest, **_: object) -> None:
    """Say what a page's answer, which is for its user, does not: where it went wrong."""
    sys.stderr.write(f"{request.path}\n{traceback.format_exc()}")
    sys.stderr.flush()


def main(folder: str) -> None:
    at = _clock_of(Path(folder))
    with open_desk(Path(folder), lambda: datetime.fromisoformat(at.read_text("utf-8"))) as desk:
        hash_quickly()
        got_request_exception.connect(_tell_fault)
        sys.stdout.write(f"{desk.address}\n")
        sys.stdout.flush()
        desk.serve()


if __name__ == "__main__":
    main(sys.argv[1])
