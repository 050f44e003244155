"""What 5,000 ended notices cost beside the example's thirteen: check, plan, build, nothing new.

``KIT_ENDED`` sets how many; 5,000 unless told. They stand in a folder a year, are signed, were
published week by week, and their pages are made by a build like any other's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import line, run_process
from kit.office.set_up import set_up
from kit.review.signing import sign_samples
from kit.source.codes import FILE as CODES
from kit.source.workspace import open_workspace
from tests.ended import NOW, add_ended

if TYPE_CHECKING:
    from benchmarks.figures import Run

WEEK = "2026-W48"
ENDED = 5000
SILENT = "公开栏,墟天,网站,LED屏,公众号"
CHANGED = "DX-2026-010"
TIMES = 5


def run() -> int:
    ended = int(os.environ.get("KIT_ENDED", str(ENDED)))
    with tempfile.TemporaryDirectory() as name:
        alone, old = Path(name) / "alone", Path(name) / "old"
        set_up(alone, sample=True, now=NOW)
        kit("build", alone, "--only", SILENT)
        shutil.copytree(alone, old, ignore=shutil.ignore_patterns("output", CODES))
        add_ended(old, ended)
        first = kit("build", old, "--only", SILENT)
        line(f"first build with {ended} ended", first.seconds, "s")
        line("main process, resident", first.main_mb, "MB")
        return measured(alone, old)


def measured(alone: Path, old: Path) -> int:
    """Print the figures of a workspace, against the same one without an archive."""
    kit("check", old)
    checked = fastest("check", old)
    missed = line("check, nothing changed", checked.seconds, "s", most=2)
    change(old, "甲")
    missed += line("check, one notice changed", kit("check", old).seconds, "s")
    planned = fastest("plan", old)
    missed += line("plan", planned.seconds, "s", most=1.5)
    times: dict[Path, list[Run]] = {alone: [], old: []}
    for turn in "乙丙丁":
        for folder, runs in times.items():
            change(folder, turn)
            runs.append(kit("build", folder, "--only", SILENT))
    without, beside = (min(run.seconds for run in runs) for runs in times.values())
    line("build of one changed notice, no archive", without, "s")
    line("the same beside the archive", beside, "s")
    missed += line("difference", beside - without, "s", most=1)
    line("main process, resident", max(run.main_mb for run in times[old]), "MB")
    nothing = fastest("build", old, "--only", SILENT)
    return missed + line("build, nothing changed", nothing.seconds, "s", most=0.6)


def kit(verb: str, folder: Path, *options: str) -> Run:
    week = () if verb == "check" else ("--week", WEEK)
    result = run_process(["-m", "kit", verb, str(folder), *week, *options])
    if result.code not in (0, 1, 3):
        raise SystemExit(result.output)
    return result


def fastest(verb: str, folder: Path, *options: str) -> Run:
    """Return the fastest of some runs: what a busy machine adds is no cost of ours."""
    return min((kit(verb, folder, *options) for _ in range(TIMES)), key=lambda run: run.seconds)


def change(folder: Path, word: str) -> None:
    """Add a sentence that is only read, not heard, to one notice, and sign it again."""
    item = folder / "items" / f"{CHANGED}.md"
    item.write_text(f"{item.read_text('utf-8').rstrip()}\n\n也可以看{word}处的告示。\n", "utf-8")
    sign_samples(open_workspace(folder), at=NOW)
