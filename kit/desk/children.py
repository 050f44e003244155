"""The processes that do long works. One that speaks stays for a while: its network is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from threading import Thread, Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SPEAKING = ("voice", "hear")
"""Kinds of work after which the child waits for another of them."""
STAY_S = 300.0
"""Who hears a sentence mends it and hears it again; then its 0.4 GB are for others."""
BIRTH_LOOK_S = 0.02
"""Seconds between two looks for a child that is loading."""
_BIRTH_S = 30.0
"""A child that is not there after these seconds will not come."""


@dataclass(frozen=True, slots=True)
class _Speaker:
    process: subprocess.Popen[bytes]
    at: Path
    """The work it was given last."""
    letting_go: Timer

    @property
    def is_idle(self) -> bool:
        return (self.at / "result.json").exists() and self.process.poll() is None


_speakers: dict[Path, _Speaker] = {}
"""By workspace, who spoke last."""


def bear(folder: Path, at: Path) -> None:
    """Have a child do a work, and return once it is at it or is known to be dead.

    To be called by one at a time. Any other work sends the speaker away: it wants the memory.
    """
    speaks = at.name.rpartition("-")[2] in SPEAKING
    last = _speakers.pop(folder, None)
    if last is not None:
        last.letting_go.cancel()
        if speaks and last.is_idle and _is_handed(last.process, at):
            _stay(folder, at, last.process)
            return
        _let_go(last.process)
    with (at / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "kit.desk.at_work", str(folder), at.name],
            stdin=subprocess.PIPE if speaks else subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            **_apart(),
        )
    # Whoever started it also takes note of its end; else the system keeps its name for ever.
    Thread(target=process.wait, daemon=True).start()
    if speaks:
        _stay(folder, at, process)
    # No page may find it dead before it was born.
    _is_born(process, at)


def _stay(folder: Path, at: Path, process: subprocess.Popen[bytes]) -> None:
    timer = Timer(STAY_S, _let_go, [process])
    timer.daemon = True
    timer.start()
    _speakers[folder] = _Speaker(process, at, timer)


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Tell a speaker that nothing more comes: it ends after what it is at, as with the desk."""
    if process.stdin is not None:
        process.stdin.close()


def _is_handed(process: subprocess.Popen[bytes], at: Path) -> bool:
    assert process.stdin is not None
    try:
        process.stdin.write(f"{at.name}\n".encode())
        process.stdin.flush()
    except (OSError, ValueError):  # it was killed, or let go a moment ago
        return False
    return _is_born(process, at)


def _is_born(process: subprocess.Popen[bytes], at: Path) -> bool:
    patience = round(_BIRTH_S / BIRTH_LOOK_S)
    while patience and not (at / "born").exists() and process.poll() is None:
        time.sleep(BIRTH_LOOK_S)
        patience -= 1
    return (at / "born").exists()


def _apart() -> dict[str, Any]:
    """Return how a child is started so that closing the desk's window does not end it."""
    if os.name == "nt":
        # Names that only Windows has.
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW  # type: ignore[attr-defined,unused-ignore]
        return {"creationflags": flags}
    return {"start_new_session": True}
