"""The example's edition: cold, unchanged, with one figure changed, and twice the same."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median

from benchmarks.figures import line, run_process
from kit.compose.layouts.parse import parse_layout
from kit.compose.layouts.purposes import poster_layout
from kit.compose.posters.poster import compose_poster
from kit.compose.sheet_context import SheetContext
from kit.edition.published.manifest import MANIFEST, parse_manifest
from kit.fonts import load_typeface
from kit.model.township import Paper
from kit.office.set_up import set_up
from kit.plan.calendar import lunar_date
from kit.render.pdf import write_pdf
from kit.review.signing import sign_samples
from kit.source.builtin import builtin_dir
from kit.source.workspace import open_workspace

WEEK = "2026-W48"
NOW = datetime(2026, 11, 23, 9).astimezone()
SILENT = "公开栏,墟天,网站,LED屏,公众号"
STAYS_EQUAL = (".pdf", ".png", ".html", ".mp3")


def run() -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "daxi"
        set_up(folder, sample=True, now=NOW)
        cold = build(folder, "--only", SILENT)
        missed += line("cold, everything but speech", cold.seconds, "s", most=5)
        missed += line("main process, resident", cold.main_mb, "MB", most=300)
        spoken = build(folder)
        line("speech added", spoken.seconds, "s")
        missed += line("speech worker, resident", spoken.child_mb, "MB", most=700)
        unchanged = median(build(folder).seconds for _ in range(5))
        missed += line("nothing changed, whole process", unchanged, "s", most=0.4)
        missed += one_figure(folder)
        missed += twice(Path(name), folder)
    missed += line("warm A3 poster page", warm_poster_ms(), "ms", most=30)
    return missed


def build(folder: Path, *options: str):
    result = run_process(["-m", "kit", "build", str(folder), "--week", WEEK, *options])
    if result.code not in (0, 3):
        raise SystemExit(result.output)
    return result


def one_figure(folder: Path) -> int:
    """Change an amount, sign again, build: what was made anew?"""
    before = files(folder)
    item = folder / "items" / "DX-2026-010.md"
    text = item.read_text("utf-8")
    item.write_text(re.sub(r"每天补30元", "每天补35元", text), "utf-8")
    sign_samples(open_workspace(folder), at=NOW)
    line("one figure changed", build(folder).seconds, "s")
    after = files(folder)
    changed = {path for path in after if after[path] != before.get(path)}
    others = {
        path
        for path in changed
        if "DX-2026-010" not in path
        # What sums up several items may change with one of them: programmes, lists, run sheet.
        and (not path.startswith("2要播放/") or "/clips/" in path)
    } - {"index.html"}
    print(f"    changed: {len(changed)} of {len(after)}: {sorted(changed)}")
    return line("outputs of other items changed", len(others), "", most=0)


def twice(parent: Path, first: Path) -> int:
    """Build the same in a second folder: every byte must be the same."""
    second = parent / "again"
    shutil.copytree(first, second, ignore=shutil.ignore_patterns("output", ".kit"))
    (second / ".kit").mkdir()
    shutil.copy(first / ".kit" / "key.pem", second / ".kit")
    build(second)
    one, other = files(first), files(second)
    differs = [
        path for path in one if path.lower().endswith(STAYS_EQUAL) and one[path] != other.get(path)
    ]
    # The page of the first folder tells what changed since its last revision.
    differs = [path for path in differs if path != "index.html"]
    print(f"    compared: {sum(path.lower().endswith(STAYS_EQUAL) for path in one)} files")
    return line("files that differ between two folders", len(differs), "", most=0)


def files(folder: Path) -> dict[str, str]:
    week = folder / "output" / WEEK
    newest = max(week.glob("r*"), key=lambda path: int(path.name[1:]))
    manifest = parse_manifest((newest / MANIFEST).read_bytes())
    return {entry.path: entry.sha256 for entry in (*manifest.files, *manifest.site)}


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
