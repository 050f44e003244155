"""``python -m kit.desk.at_work FOLDER WORK``: does one long work and writes how far it is.

Names of further works are lines of its standard input, if there is any.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from filelock import FileLock

from kit.desk import copy_work
from kit.desk.here import PRIVATE
from kit.desk.running import WORKS, read_order
from kit.errors import Cancelled, KitError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.progress import Step

    Work: TypeAlias = Callable[[Path, Mapping[str, Any], datetime, "Written"], Mapping[str, Any]]

SILENT_S = 20 * 60.0
"""So long nothing takes: reading ten years of notices and loading a voice take a minute."""
LONGEST_S = 6 * 3600.0
CANCEL_S = 20.0
"""Who stops a work does not wait for the step it is at for longer."""
WATCH_S = 2.0
_KILLED = 9
SOUND = "sample.mp3"
"""What a work that speaks leaves beside its result."""
SENTENCE = "sentence-{}.mp3"
"""What it leaves before: a sentence, as soon as it is spoken."""
LAYOUTS = "layouts"
"""Folder of the pictures that drawing the layouts leaves there."""
SHEET = "sheet.pdf"
"""What a work that draws the review sheet leaves there."""


@dataclass
class Written:
    """A progress that writes every step where the desk reads it, and stops when it is asked to."""

    at: Path
    begun_s: float = field(default_factory=time.monotonic)
    last_s: float = field(default_factory=time.monotonic)
    over: Event = field(default_factory=Event)
    """The work is done: nobody needs to watch it."""

    def __call__(self, step: Step) -> None:
        """Write the step down.

        Raises:
            Cancelled: Somebody asked for the end.
        """
        self.last_s = time.monotonic()
        line = {
            "stage": step.stage,
            "done": step.done,
            "total": step.total,
            "what": step.what,
            "at_s": round(self.last_s - self.begun_s, 1),
        }
        with (self.at / "steps.jsonl").open("a", encoding="utf-8") as steps:
            steps.write(json.dumps(line, ensure_ascii=False) + "\n")
        if (self.at / "cancel").exists():
            raise Cancelled

    def watch(self) -> None:
        """End the process where it has no more business here; it outlives the desk, not its folder.

        Its workers end with it, and what a build had not published yet is as if never begun.
        """
        stopped_s = 0.0
        while not self.over.wait(WATCH_S):
            now_s = time.monotonic()
            if not (self.at / "order.json").exists():
                os._exit(_KILLED)  # the stick was pulled, or somebody deleted the workspace
            stopped_s += WATCH_S if (self.at / "cancel").exists() else 0.0
            if stopped_s > CANCEL_S:
                self._end({"ok": False, "cancelled": True})
            if now_s - self.last_s > SILENT_S or now_s - self.begun_s > LONGEST_S:
                self._end(_told("做到一半没有动静了，已经停下。", "再做一次，会接着做。"))

    def _end(self, result: Mapping[str, Any]) -> None:
        _leave(self.at, result)
        os._exit(_KILLED)


def main(folder: str, name: str) -> None:
    """Do the work of that name and leave its result."""
    at = Path(folder) / PRIVATE / WORKS / name
    with FileLock(at / "alive"):
        (at / "born").touch()
        progress = Written(at)
        Thread(target=progress.watch, daemon=True).start()
        _leave(at, _done(Path(folder), at, progress))
        progress.over.set()


def _done(folder: Path, at: Path, progress: Written) -> Mapping[str, Any]:
    order = read_order(at)
    assert order, "a work begins when its order is written"
    now = datetime.fromisoformat(order["now"])
    try:
        return {"ok": True, **WORK_OF[at.name.rpartition("-")[2]](folder, order, now, progress)}
    except Cancelled:
        return {"ok": False, "cancelled": True}
    except KitError as error:
        return {**_told(error.message, error.remedy), "about": list(error.about)}
    except Exception:  # noqa: BLE001 - a defect of ours must reach whoever waits for it
        from kit.office.defect import write_defect

        told = write_defect(folder, traceback.format_exc(), now)
        return _told(told, "请把 kit.log 发给维护的人，再做一次试试。")


def _told(message: str, remedy: str) -> dict[str, Any]:
    return {"ok": False, "message": message, "remedy": remedy, "about": []}


def _leave(at: Path, result: Mapping[str, Any]) -> None:
    (at / "result.tmp").write_text(json.dumps(result, ensure_ascii=False), "utf-8")
    (at / "result.tmp").replace(at / "result.json")


def _build(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.build import build

    result = build(
        folder,
        lambda: now,
        progress,
        week=order.get("week", ""),
        only_item=order.get("only_item", ""),
        draft=bool(order.get("draft")),
        workers=min(os.cpu_count() or 1, 8),
    )
    return {
        "edition": result.edition.relative_to(folder).as_posix(),
        "changed": result.changed,
        "made": result.made,
        "left_out": dict(result.left_out),
        "notes": list(result.notes),
        "findings": [f"{one.file} {one.message}{one.remedy}" for one in result.findings],
    }


def _check(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.check import check

    del order
    checked = check(folder, lambda: now, progress)
    return {"stops": checked.stops, "findings": len(checked.findings)}


def _voice(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.voice_sample import voice_sample
    from kit.progress import Step

    def hand_over(number: int, total: int, sound: bytes) -> None:
        (progress.at / SENTENCE.format(number)).write_bytes(sound)
        progress(Step("朗读", number, total, ""))  # from now on it is there to be heard

    sound = voice_sample(
        folder,
        lambda: now,
        name=order.get("name", ""),
        speed=float(order.get("speed") or 0),
        preset=order.get("preset", ""),
        said=tuple(order.get("said", ())),
        readings=tuple((word, pinyin) for word, pinyin in order.get("readings", ())),
        hand_over=hand_over,
    )
    (progress.at / SOUND).write_bytes(sound)
    return {}


def _hear(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.find import find
    from kit.office.try_out import speak_lines, try_out

    item_id, numbers = order["item_id"], order.get("numbers")
    code = find(folder, item_id).check_code
    if numbers:
        sound = speak_lines(folder, item_id, numbers, lambda: now)
    else:
        sound = try_out(folder, item_id, lambda: now).path.read_bytes()
    (progress.at / SOUND).write_bytes(sound)
    # What changed while it was spoken was spoken in part at most: no page plays it.
    return {"code": code if find(folder, item_id).check_code == code else ""}


def _photos(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.board_photo import add_photos

    del progress
    dropped = [(name, Path(path).read_bytes()) for name, path in order["photos"]]
    try:
        seen = add_photos(folder, lambda: now, order["board"], dropped, by=order.get("by", ""))
    finally:
        for _, path in order["photos"]:
            Path(path).unlink(missing_ok=True)
    photos = [asdict(one) for one in seen.photos]
    return {"day": seen.day.isoformat(), "photos": photos, "notes": list(seen.notes)}


def _verify(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.verify import verify_own

    del order
    seen = verify_own(folder, lambda: now, progress)
    return {
        "files": seen.files,
        "faults": list(seen.faults),
        "looked_at": list(seen.looked_at),
        "passed_over": list(seen.passed_over),
        "notes": list(seen.notes),
        "fingerprint": seen.fingerprint,
    }


def _layouts(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.gallery import by_purpose, make_gallery

    del order, now
    pictured = make_gallery(folder, progress.at / LAYOUTS, progress)
    return {
        "groups": [
            (
                words,
                [asdict(one.layout) | {"picture": one.picture, "fault": one.fault} for one in same],
            )
            for words, same in by_purpose(pictured)
        ]
    }


def _review(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Written
) -> Mapping[str, Any]:
    from kit.office.sheet import write_review_sheet

    del order
    path = write_review_sheet(folder, "", lambda: now, progress)
    (progress.at / SHEET).write_bytes(path.read_bytes())
    return {}


WORK_OF: Mapping[str, Work] = {
    "build": _build,
    "check": _check,
    "voice": _voice,
    "stick": copy_work.stick,
    "backup": copy_work.backup,
    "hear": _hear,
    "photos": _photos,
    "verify": _verify,
    "layouts": _layouts,
    "review": _review,
}
"""By kind: what a child can do. A new long work is a function and an entry here."""


if __name__ == "__main__":
    main(*sys.argv[1:3])
    for line in sys.stdin:
        main(sys.argv[1], line.strip())
