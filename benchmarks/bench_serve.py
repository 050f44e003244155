"""The stall under a crowd (50 telephones, 40 requests each) and under attack; tampers seen."""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path

from benchmarks.figures import line
from tests.stalls import ask, make_workspace, stall
from tests.test_edition_known_keys import accepted_tampers
from tests.test_serve_server import escapes

CLIENTS, REQUESTS = 50, 40
HOSTILE, TAMPERS = 2000, 1000
PATHS = ("/", "/D/26W48-03/", "/D/26W48-03/2.html", "/by-date.html", "/D/26W48-03/clip.mp3")


def run() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        stall(make_workspace(Path(folder) / "w")) as server,
    ):
        times_s: list[float] = []
        failed: list[object] = []

        def telephone() -> None:
            for number in range(REQUESTS):
                begun = time.perf_counter()
                try:
                    status = ask(server, PATHS[number % len(PATHS)])[0].status
                except OSError as error:
                    failed.append(error)
                    continue
                times_s.append(time.perf_counter() - begun)
                if status != 200:
                    failed.append(status)

        threads = [threading.Thread(target=telephone) for _ in range(CLIENTS)]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begun
        escaped = escapes(server, Path(folder) / "w", HOSTILE)
    with tempfile.TemporaryDirectory() as folder:
        accepted = accepted_tampers(make_workspace(Path(folder) / "w"), TAMPERS)
    ordered = sorted(times_s)
    missed = line("requests that failed", len(failed), "", most=0)
    missed += line(f"escapes of {HOSTILE} hostile paths", len(escaped), "", most=0)
    missed += line(f"accepted of {TAMPERS} changed bytes", len(accepted), "", most=0)
    line("requests a second", len(ordered) / seconds, "")
    line("half of the requests within", ordered[len(ordered) // 2] * 1000, "ms")
    return missed + line(
        "99 of 100 within", ordered[len(ordered) * 99 // 100] * 1000, "ms", most=500
    )
