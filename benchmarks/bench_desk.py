"""The desk as browsers meet it: its start, previews of what is typed, a list of 5,000 items.

A desk of its own is started over a made workspace, and asked over HTTP; what a browser spends
on showing a picture is not in it. ``KIT_ENDED`` sets how many items of earlier years there are.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.figures import as_in_an_office, cpu_s, line, peak_mb
from kit.edition.kept_checked import FILE as CHECKED
from kit.office.set_up import set_up
from kit.source.private import PRIVATE
from tests.desk_browser import Browser
from tests.ended import NOW, add_ended

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDED = 5000
ROWS = 120
WARM, TIMES, TOGETHER = 3, 40, 4
STARTS = 3
BROWSED = ("/items/", "/settings/", "/settings/boards/", "/settings/market/")
LIST_FILE = "DX-2026-011"
LOOKS = {
    "fact": ("DX-2026-004", "poster-a3"),
    "table": ("DX-2026-007", "table-a3"),
    f"list of {ROWS} rows": (LIST_FILE, "table-a3"),
    "handout": ("DX-2026-004", "handout-a5"),
    "alert": ("DX-2026-008", "alert-a3"),
}
WORDS = ("医保", "补贴 名单", "12393", "2019", "老人", "样例二村", "DX-2018", "没有这个")


def run() -> int:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        # Compiled modules lie apart, so that the first start finds none.
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/compiled"
        small, old = Path(name) / "small", Path(name) / "old"
        for folder in (small, old):
            set_up(folder, sample=True, now=NOW)
            long_list(folder)
        add_ended(old, int(os.environ.get("KIT_ENDED", str(ENDED))))
        missed = starts(small)
        with desk(small) as address:
            missed += previews(address)
        with desk(old) as address:
            return missed + lists(address) + previews_beside_archive(address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A start of the desk, as its browser met it."""

    first_s: float
    """To the first page, which says that the week is being read."""
    week_s: float
    """To the week itself."""
    week_cpu_s: float
    first_mb: float
    browsed_mb: float


def starts(folder: Path) -> int:
    """Print how long a start takes, and what the desk then holds."""
    told("nothing compiled, a new workspace", start(folder))
    (folder / PRIVATE / CHECKED).unlink()
    missed = told("nothing kept, as after an update", start(folder), most=1.5)
    later = max((start(folder) for _ in range(STARTS)), key=lambda one: one.week_s)
    missed += told("any later day", later, most=1.5)
    missed += line("resident at the week", later.first_mb, "MB", most=150)
    return missed + line("resident, list, settings, a board", later.browsed_mb, "MB", most=150)


def told(what: str, one: Start, most: float | None = None) -> int:
    missed = line(f"start to first page, {what}", one.first_s, "s", most=most)
    line("    to the week", one.week_s, "s")
    line("    processor time of it", one.week_cpu_s, "s")
    return missed


def start(folder: Path) -> Start:
    begun = time.perf_counter()
    with process_of(folder) as (address, pid):
        browser = Browser.let_in(address)
        first_s = time.perf_counter() - begun
        browser.get("/")
        week_s, week_cpu_s, first_mb = time.perf_counter() - begun, cpu_s(pid), peak_mb(pid)
        for path in BROWSED:
            browser.get(path)
        return Start(
            first_s=first_s,
            week_s=week_s,
            week_cpu_s=week_cpu_s,
            first_mb=first_mb,
            browsed_mb=peak_mb(pid),
        )


def previews(address: str) -> int:
    """Print how long a look takes after a pause, of one browser and of four busy ones."""
    missed = 0
    browser = Browser.let_in(address)
    for what, (item, sheet) in LOOKS.items():
        times = looks(browser, item, sheet, TIMES)
        missed += line(f"preview, {what}, p95", p95(times), "ms", most=150)
    wanted = list(LOOKS.values())
    busy = [Browser.let_in(address) for _ in range(TOGETHER)]
    with ThreadPoolExecutor(TOGETHER) as threads:
        all_times = threads.map(
            lambda one: [ms for item, sheet in wanted for ms in looks(one, item, sheet, 8)], busy
        )
        together = [ms for times in all_times for ms in times]
    return missed + line(f"preview, {TOGETHER} busy browsers, p95", p95(together), "ms", most=400)


def previews_beside_archive(address: str) -> int:
    times = looks(Browser.let_in(address), *LOOKS["fact"], TIMES)
    return line("preview, fact, beside the archive, p95", p95(times), "ms", most=150)


def lists(address: str) -> int:
    """Print how long the list takes: pages, searches, and the first after an item was changed."""
    browser = Browser.let_in(address)
    first = browser.timed("GET", "/items/")
    line("list, read for the first time", first, "ms")
    asked = [f"/items/?{urlencode({'q': word, 'part': part, 'rows': 1})}"
             for word in WORDS for part in ("now", "over")] * 5  # fmt: skip
    asked += [f"/items/?part=over&page={page}" for page in range(1, 41)]
    times = [browser.timed("GET", path) for path in asked]
    return line("list of 5,000 with search, p95", p95(times), "ms", most=150)


def looks(browser: Browser, item: str, sheet: str, times: int) -> list[float]:
    """Return how long each look took, every one at other words."""
    page = browser.get(f"/item/{item}/")
    number = re.search(r'name="number" value="(\d+)"', page)
    title = re.search(r'name="标题" value="([^"]*)"', page)
    assert number is not None
    assert title is not None
    found = []
    for turn in range(WARM + times):
        words = {"number": number[1], "sheet": sheet, "标题": f"{title[1][:10]}{turn % 10}"}
        found.append(browser.timed("POST", f"/item/{item}/look/", words))
    return found[WARM:]


def long_list(folder: Path) -> None:
    """Make the example's list as long as a village's."""
    path = folder / "items" / f"{LIST_FILE}.csv"
    heading, first, *_ = path.read_text("utf-8-sig").splitlines()
    cells = first.split(",")[1:]
    rows = [",".join((str(number), *cells)) for number in range(1, ROWS + 1)]
    path.write_text("\n".join((heading, *rows)) + "\n", "utf-8-sig")


@contextmanager
def desk(folder: Path) -> Iterator[str]:
    """Yield the address of a desk that is open over ``folder``."""
    with process_of(folder) as (address, _):
        yield address


@contextmanager
def process_of(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the address of a desk that is open over ``folder``, and its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kit", "desk", str(folder), "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        env={**as_in_an_office(), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        yield said.partition("http")[1] + said.partition("http")[2].strip(), process.pid
    finally:
        process.terminate()
        process.wait()


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
