"""What a child of the desk copies to a stick: programmes, or the whole workspace."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kit.progress import Progress


def stick(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Progress
) -> Mapping[str, Any]:
    """Return what came of filling a stick."""
    from kit.office.stick import copy_to_stick

    path, load = Path(order.get("path", "")), order.get("load", "")
    return asdict(copy_to_stick(folder, path, load, lambda: now, progress, by=order.get("by", "")))


def backup(
    folder: Path, order: Mapping[str, Any], now: datetime, progress: Progress
) -> Mapping[str, Any]:
    """Return what a backup is called and holds."""
    from kit.office.backup import back_up

    made = back_up(folder, Path(order.get("path", "")), lambda: now, progress)
    return {"name": made.path.name, "files": made.files, "size": made.size}
