"""A child process that can take neither all time nor all memory, for work on foreign bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import kit

SIGXCPU = 24
"""Ends a process at its limit of work; Windows knows no such signal, nor its name."""


def run_bound(
    program: str, asked: bytes, *, most_s: float
) -> subprocess.CompletedProcess[bytes] | None:
    """Return what came of a program that is given ``asked`` on stdin; None if it took too long.

    A folder of foreign files may hold a json.py, so the child looks for modules where this
    program lies (its first argument) and where it was installed, and never where it was
    started (-P).
    """
    try:
        return subprocess.run(
            [sys.executable, "-P", "-X", "utf8", "-c", program, str(Path(kit.__file__).parents[1])],
            input=asked,
            capture_output=True,
            timeout=most_s,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return None


def bind_to_share(memory: int, work_s: int) -> None:
    """Let this process take no more bytes and seconds; Windows has the parent's clock alone."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, work_s),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        # Below the hard limit: at the soft one the signal says what it was that ran out.
        resource.setrlimit(
            what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )
