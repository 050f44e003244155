"""How far a stick is, in the words of its page: copied, then read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.desk.how_far import HowFar, Row

if TYPE_CHECKING:
    from kit.desk.running import Work
    from kit.desk.work_steps import Stage

_COPIED, _COMPARED = "拷贝", "核对"
"""What the use case calls its stages; it counts both on from the first to the last."""


def copied_far(work: Work, unit: str = "段") -> HowFar:
    """Return how far the filling of a stick is, or any other copy that is read back."""
    by_name = {stage.name: stage for stage in work.stages}
    copied, compared = by_name.get(_COPIED), by_name.get(_COMPARED)
    files = copied.total // 2 if copied else 0
    is_reading = copied is not None and copied.done >= files
    left = "先别拔，正在读回来核对" if is_reading else "先别拔，正在拷"
    at = _at(compared, files) if is_reading else (copied.done if copied else 0)
    return HowFar(
        left="先别拔，正在停下" if work.is_stopping else left,
        counted=f"{at} {unit}，一共 {files} {unit}" if files else "正在开始",
        done=(copied.done if copied else 0) + _at(compared, files),
        total=2 * files,
        rows=(
            Row(label="拷进去", state="past" if is_reading else "now", count=""),
            Row(label="读回来核对", state="now" if is_reading else "", count=""),
        ),
    )


def _at(compared: Stage | None, files: int) -> int:
    """Return how many files were read back."""
    return compared.done - files if compared else 0
