"""Read files one after another in children, and print what each took; run by bench_import.

A process of its own, and a small one: the peak of a child begins with its parent's.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from kit.errors import ForeignFileError
from kit.foreign.child import bytes_of, read_foreign


def main(folder: Path) -> None:
    """Print a line of JSON a file: name, seconds, refusal, peak of all so far, work in it."""
    for path in sorted(folder.iterdir()):
        begun, before_s = time.perf_counter(), _work_s()
        try:
            read_foreign(bytes_of(path))
            said = ""
        except ForeignFileError as refused:
            said = str(refused)
        spent_s = time.perf_counter() - begun
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(json.dumps([path.name, spent_s, said, peak_mb, _work_s() - before_s]), flush=True)


def _work_s() -> float:
    """Return what all children worked so far, however busy the machine was with others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(Path(sys.argv[1]))
