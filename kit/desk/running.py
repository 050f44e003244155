"""Long work in a child process: it goes on when the browser closes, and a crash of it is told.

A work is a folder: ``order.json`` (what was asked), ``steps.jsonl`` (how far), ``result.json``
(what came of it), ``cancel`` (somebody wants it to end), ``alive`` (locked by the child as long
as it lives: the system lets go of the lock whatever kills it).
"""

from __future__ import annotations

import json
import re
import shutil
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from kit.desk.children import bear
from kit.desk.here import PRIVATE
from kit.desk.work_steps import read_stages
from kit.errors import RequestError
from kit.json_text import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.desk.work_steps import Stage

WORKS = "works"
KEPT = 20
"""Works that are kept, the newest; what they made stands elsewhere."""
END_LOOK_S = 0.05
"""Seconds between two looks whether a work has ended."""
_END_S = 10.0
"""The longest step of a work that others wait for: a sentence is spoken in half of it."""
_NAME = re.compile(r"\d{8}-\d{6}-\d{6}-[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A piece of long work as it stands now."""

    name: str
    kind: str
    """What is done: ``build``, ``check``."""
    order: Mapping[str, Any]
    is_alive: bool
    is_stopping: bool
    """Somebody asked for its end."""
    stages: tuple[Stage, ...]
    """As far as they were begun, in their order."""
    result: Mapping[str, Any] | None
    """What came of it; None while it runs, and for ever where it broke off."""

    @property
    def broke_off(self) -> bool:
        """Whether it ended without a result: the machine went down, or it crashed."""
        return self.result is None and not self.is_alive

    @property
    def begun(self) -> datetime:
        """When it was asked for."""
        return datetime.fromisoformat(self.order["now"])


def start(folder: Path, kind: str, order: Mapping[str, Any], now: datetime) -> Work:
    """Return a work just begun in a process of its own.

    Raises:
        RequestError: One of its kind is running already.
    """
    private = folder / PRIVATE
    private.mkdir(parents=True, exist_ok=True)
    # Two windows may press at once: the second finds the first one's child at work.
    with FileLock(private / "starting.lock"):
        running = newest(folder, kind)
        if running is not None and running.is_alive:
            raise RequestError("正在做，还没有做完。", "等它做完，或者先点“先不做了”。")
        _clear(private / WORKS)
        at = _new_folder(private / WORKS, kind, now)
        written = {**order, "now": now.isoformat()}
        (at / "order.json").write_text(json.dumps(written, ensure_ascii=False), "utf-8")
        bear(folder, at)
    return look(folder, at.name)


def newest(folder: Path, kind: str) -> Work | None:
    """Return the newest work of a kind."""
    names = sorted((p.name for p in (folder / PRIVATE / WORKS).glob(f"*-{kind}")), reverse=True)
    return look(folder, names[0]) if names else None


def past(folder: Path, kind: str) -> tuple[Work, ...]:
    """Return the works of a kind that came to their end well, the newest first."""
    names = sorted((p.name for p in (folder / PRIVATE / WORKS).glob(f"*-{kind}")), reverse=True)
    found = (look(folder, name) for name in names)
    return tuple(one for one in found if one.result and one.result.get("ok"))


def look(folder: Path, name: str) -> Work:
    """Return how far a work has come.

    Raises:
        RequestError: There is none of that name.
    """
    at = folder / PRIVATE / WORKS / name
    if not _NAME.fullmatch(name) or not at.is_dir():
        raise RequestError("没有这件在做的事。", "请回到“本周”再看。")
    # Asked before the result is read: a work that ends in between is alive, not broken off.
    is_alive = _is_alive(at)
    return Work(
        name=name,
        kind=name.rpartition("-")[2],
        order=read_order(at) or {"now": _time_in(name)},
        is_alive=is_alive,
        is_stopping=is_alive and (at / "cancel").exists(),
        stages=read_stages(at / "steps.jsonl"),
        result=_read(at / "result.json"),
    )


def cancel(folder: Path, name: str) -> None:
    """Ask a work to end after the step it is at; nothing of it is published.

    Raises:
        RequestError: There is none of that name.
    """
    look(folder, name)
    (folder / PRIVATE / WORKS / name / "cancel").touch()


def stop(folder: Path, kind: str, **asked: object) -> None:
    """Stop the work of a kind that is running, if this was asked of it, and wait for its end."""
    work = newest(folder, kind)
    if work is None or not work.is_alive or not asked.items() <= work.order.items():
        return
    cancel(folder, work.name)
    patience = round(_END_S / END_LOOK_S)
    while patience and look(folder, work.name).is_alive:
        time.sleep(END_LOOK_S)
        patience -= 1


def _new_folder(works: Path, kind: str, now: datetime) -> Path:
    """Return a folder that no work has yet: the clock may have been put back."""
    works.mkdir(exist_ok=True)
    while True:
        at = works / f"{now.strftime('%Y%m%d-%H%M%S-%f')}-{kind}"
        try:
            at.mkdir()
        except FileExistsError:
            now += timedelta(microseconds=1)
        else:
            return at


def _is_alive(at: Path) -> bool:
    try:
        with FileLock(at / "alive", timeout=0):
            return False
    except Timeout:
        return True


def _time_in(name: str) -> str:
    day, hour, fraction, _ = name.split("-")
    return datetime.strptime(f"{day}{hour}{fraction}", "%Y%m%d%H%M%S%f").astimezone().isoformat()


def read_order(at: Path) -> Mapping[str, Any] | None:
    """Return what was asked of a work; None of one that was torn while it began."""
    return _read(at / "order.json")


def _read(path: Path) -> Mapping[str, Any] | None:
    try:
        found = parse_json(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _clear(works: Path) -> None:
    """Remove old works, but the newest of each kind: its page still tells what came of it."""
    names = sorted((one.name for one in works.glob("*-*") if one.is_dir()), reverse=True)
    last = {kind: next(n for n in names if n.endswith(kind)) for kind in map(_kind, names)}
    for name in names[KEPT:]:
        if name not in last.values() and not _is_alive(works / name):
            shutil.rmtree(works / name, ignore_errors=True)


def _kind(name: str) -> str:
    return name.rpartition("-")[2]
