"""Long works for tests: their folders as a child leaves them at some moment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kit.desk.here import PRIVATE
from kit.desk.running import WORKS

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def left_work(
    folder: Path,
    now: datetime,
    *,
    kind: str = "build",
    order: dict[str, Any] | None = None,
    steps: tuple[tuple[str, int, int], ...] = (),
    result: dict[str, Any] | None = None,
) -> Path:
    """Return the folder of a work that stands as if its child had just written this."""
    at = folder / PRIVATE / WORKS / f"{now.strftime('%Y%m%d-%H%M%S-%f')}-{kind}"
    at.mkdir(parents=True)
    asked = {"week": "2026-W48", **(order or {}), "now": now.isoformat()}
    (at / "order.json").write_text(json.dumps(asked), "utf-8")
    lines = [
        json.dumps({"stage": stage, "done": done, "total": total, "what": "", "at_s": 10.0 + done})
        for stage, done, total in steps
    ]
    (at / "steps.jsonl").write_text("\n".join(lines), "utf-8")
    if result is not None:
        (at / "result.json").write_text(json.dumps(result), "utf-8")
    return at
