"""The example's edition: cold, unchanged, with one figure changed, and twice the same."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figures import line, run_process
from kit.compose.layouts.parse import parse_layout
from kit.compose.layouts.purposes import poster_layout
from kit.compose.posters.poster import compose_poster
from kit.compose.sheet_context import SheetContext
from kit.edition.published.manifest import MANIFEST, parse_manifest
from kit.edition.request import newest_revision
from kit.fonts import load_typeface
from kit.model.township import Paper
from kit.office.set_up import set_up
from kit.plan.calendar import lunar_date
from kit.render.pdf import write_pdf
from kit.review.signing import sign_samples
from kit.source.builtin import builtin_dir
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from kit.edition.published.manifest import FileEntry

WEEK = "2026-W48"
CHANGED = "DX-2026-010"
NOW = datetime(2026, 11, 23, 9).astimezone()
SILENT = "公开栏,墟天,网站,LED屏,公众号"
STAYS_EQUAL = (".pdf", ".png", ".html", ".mp3")


def run() -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "daxi"
        set_up(folder, sample=True, now=NOW)
        # The first compiles the kit, as it does once after it was installed.
        cold = [build(copied(folder, Path(name) / each), "--only", SILENT) for each in "123"]
        print("    cold: " + ", ".join(f"{one.seconds:.1f} s" for one in cold))
        missed += line("cold, everything but speech", cold[-1].seconds, "s", most=5)
        build(folder, "--only", SILENT)
        largest_mb = max(cold[-1].main_mb, cold[-1].child_mb)
        missed += line("a process without speech, resident", largest_mb, "MB", most=200)
        spoken = build(folder)
        line("speech added", spoken.seconds, "s")
        missed += line("speech worker, resident", spoken.child_mb, "MB", most=700)
        unchanged = median(build(folder).seconds for _ in range(5))
        missed += line("nothing changed, whole process", unchanged, "s", most=0.4)
        # Before anything is published anew: the history of a folder is on its pages.
        missed += twice(Path(name), folder)
        missed += one_figure(folder)
    missed += line("warm A3 poster page", warm_poster_ms(), "ms", most=30)
    return missed


def build(folder: Path, *options: str):
    result = run_process(["-m", "kit", "build", str(folder), "--week", WEEK, *options])
    if result.code not in (0, 3):
        raise SystemExit(result.output)
    return result


def one_figure(folder: Path) -> int:
    """Change an amount, sign again, build: what was made anew?"""
    before = {path: entry.sha256 for path, entry in entries(folder).items()}
    text = (folder / "items" / f"{CHANGED}.md").read_text("utf-8")
    text = re.sub(r"每天补30元", "每天补35元", text)
    (folder / "items" / f"{CHANGED}.md").write_text(text, "utf-8")
    sign_samples(open_workspace(folder), at=NOW)
    line("one figure changed", build(folder).seconds, "s")
    after = entries(folder)
    changed = [entry for path, entry in after.items() if entry.sha256 != before.get(path)]
    print(f"    changed: {len(changed)} of {len(after)}")
    # What is about no item lists the week; what is about several may change with one of them.
    others = [entry.path for entry in changed if entry.about and CHANGED not in entry.about]
    return line("outputs of other items changed", len(others), "", most=0)


def twice(parent: Path, first: Path) -> int:
    """Build the same in a second folder: every byte must be the same."""
    second = copied(first, parent / "again")
    build(second, "--only", SILENT)
    build(second)
    one, other = entries(first), entries(second)
    compared = [path for path in one if path.lower().endswith(STAYS_EQUAL)]
    differs = [p for p in compared if p not in other or one[p].sha256 != other[p].sha256]
    print(f"    compared: {len(compared)} files")
    return line("files that differ between two folders", len(differs), "", most=0)


def copied(folder: Path, to: Path) -> Path:
    """Return a copy of what a clerk wrote, with the same key and nothing made yet."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("output", "store", "last.json"))
    return to


def entries(folder: Path) -> dict[str, FileEntry]:
    """Return what the newest edition holds, by path."""
    newest = newest_revision(folder / "output" / WEEK)
    assert newest is not None
    manifest = parse_manifest((newest / MANIFEST).read_bytes())
    return {entry.path: entry for entry in (*manifest.files, *manifest.site)}


def warm_poster_ms() -> float:
    """Every fact poster of the example once, after one of them: words met before would flatter."""
    layout_file = builtin_dir("layouts") / "poster-a3.toml"
    layout = parse_layout(layout_file.read_text("utf-8"), layout_file.name)
    workspace = open_workspace(builtin_dir("examples") / "daxi")
    typeface = load_typeface()
    setting = SheetContext(
        township=workspace.township,
        metrics=typeface,
        lunar=lunar_date,
        payload="https://dx.example/D/26W48-03",
        code_id="26W48-03",
        stamp="样例",
        check_code="7K2M-9QXD",
    )
    times = []
    for item in workspace.items:
        if poster_layout(item, Paper.A3) == layout_file.stem:
            begun = time.perf_counter()
            write_pdf(compose_poster(item, layout, setting), typeface)
            times.append((time.perf_counter() - begun) * 1000)
    return median(times[1:])
