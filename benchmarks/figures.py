"""How a figure is printed beside what was asked of it, and how processes are measured."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


def line(
    what: str, value: float, unit: str, *, most: float | None = None, least: float | None = None
) -> int:
    """Print a figure with its target; return 1 if it is missed."""
    target = f"≤ {most:g}" if most is not None else f"≥ {least:g}" if least is not None else ""
    missed = (most is not None and value > most) or (least is not None and value < least)
    print(
        f"{'✗' if missed else '✓' if target else ' '} {what:<44} {value:>10.2f} {unit:<6} {target}"
    )
    return int(missed)


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: its wall time, its own peak memory, and that of its largest child."""

    seconds: float
    code: int
    main_mb: float
    child_mb: float
    output: str


def run_process(arguments: list[str]) -> Run:
    """Run the interpreter with ``arguments`` and watch it and its children."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=as_in_an_office(),
    )
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in tree(process.pid):
            peaks[pid] = max(peaks.get(pid, 0.0), peak_mb(pid))
        time.sleep(0.01)
    seconds = time.perf_counter() - begun
    assert process.stdout is not None
    children = [peak for pid, peak in peaks.items() if pid != process.pid]
    return Run(
        seconds=seconds,
        code=process.returncode,
        main_mb=peaks.get(process.pid, 0.0),
        child_mb=max(children, default=0.0),
        output=process.stdout.read(),
    )


def as_in_an_office() -> dict[str, str]:
    """Return the environment of a process that is measured.

    An office keeps compiled modules where the kit is installed; a server may forbid them.
    """
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def cpu_s(pid: int) -> float:
    """Return the processor time a process has used; 0 on systems without /proc.

    On a machine with other work it says more than the clock does.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """Return a process and all below it; on systems without /proc, none."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        # Of every thread: the processes of many townships are started by threads of their own.
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, listed.read_text("ascii").split())
    return found


def peak_mb(pid: int) -> float:
    """Return the most memory a process ever held; 0 on systems without /proc."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", errors="replace")
    except OSError:
        return 0.0
    for row in status.splitlines():
        if row.startswith("VmHWM"):
            return int(row.split()[1]) / 1024
    return 0.0
