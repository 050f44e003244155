"""``python -m kit.desk.at_work FOLDER WORK``: does one long work and writes how far it is."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from kit.desk.here import PRIVATE
from kit.desk.running import WORKS
from kit.errors import Cancelled, KitError

if TYPE_CHECKING:
    from kit.progress import Step


@dataclass
class Written:
    """A progress that writes every step where the desk reads it, and stops when it is asked to."""

    at: Path
    begun_s: float = field(default_factory=time.monotonic)

    def __call__(self, step: Step) -> None:
        """Write the step down.

        Raises:
            Cancelled: Somebody asked for the end.
        """
        line = {
            "stage": step.stage,
            "done": step.done,
            "total": step.total,
            "what": step.what,
            "at_s": round(time.monotonic() - self.begun_s, 1),
        }
        with (self.at / "steps.jsonl").open("a", encoding="utf-8") as steps:
            steps.write(json.dumps(line, ensure_ascii=False) + "\n")
        if (self.at / "cancel").exists():
            raise Cancelled


def main(folder: str, name: str) -> None:
    """Do the work of that name and leave its result."""
    at = Path(folder) / PRIVATE / WORKS / name
    with FileLock(at / "alive"):
        (at / "born").touch()
        result = _done(Path(folder), at)
        text = json.dumps(result, ensure_ascii=False)
        (at / "result.tmp").write_text(text, "utf-8")
        (at / "result.tmp").replace(at / "result.json")


def _done(folder: Path, at: Path) -> dict[str, Any]:
    order = json.loads((at / "order.json").read_text("utf-8"))
    try:
        return {"ok": True, **_build(folder, order, Written(at))}
    except Cancelled:
        return {"ok": False, "cancelled": True}
    except KitError as error:
        return {
            "ok": False,
            "message": error.message,
            "remedy": error.remedy,
            "about": list(error.about),
        }


def _build(folder: Path, order: dict[str, Any], progress: Written) -> dict[str, Any]:
    from kit.office.build import build

    result = build(
        folder,
        lambda: datetime.fromisoformat(order["now"]),
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


if __name__ == "__main__":
    main(*sys.argv[1:3])
