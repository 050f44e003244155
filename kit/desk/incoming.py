"""Files that came in and wait until somebody has looked at what stands in them."""

from __future__ import annotations

import re
import secrets
import shutil
from typing import TYPE_CHECKING

from kit.desk.here import here
from kit.errors import RequestError

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 20
"""Files that wait, the newest: what was never taken over is nobody's."""
_NAME = re.compile(r"[0-9a-f]{32}")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 80


def take_in(name: str, data: bytes) -> str:
    """Keep a file, and return the mark it is asked for by."""
    waiting = here().private / "incoming"
    waiting.mkdir(parents=True, exist_ok=True)
    old = sorted(waiting.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for folder in old[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
    mark = secrets.token_hex(16)
    (waiting / mark).mkdir()
    # A mark before it keeps Windows' own names (CON, NUL) and hidden ones harmless.
    safe = _NOT_IN_NAMES.sub("", name).strip(" .")[-_LONGEST:]
    (waiting / mark / f"收到：{safe}".replace("：", "-")).write_bytes(data)
    return mark


def waiting_file(mark: str) -> Path:
    """Return a file that waits.

    Raises:
        RequestError: It waits no more.
    """
    folder = here().private / "incoming" / mark
    files = sorted(folder.iterdir()) if _NAME.fullmatch(mark) and folder.is_dir() else []
    if not files:
        raise RequestError("这个文件已经不在了。", "再拖一次，或者再选一次。")
    return files[0]


def name_of(path: Path) -> str:
    """Return the name under which somebody sent a file."""
    return path.name.partition("-")[2]


def let_go(mark: str) -> None:
    """Forget a file that was taken over."""
    shutil.rmtree(waiting_file(mark).parent, ignore_errors=True)
