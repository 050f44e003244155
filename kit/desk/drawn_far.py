"""How far the review sheet is, in the words of its page: each item is tried, then all is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.desk.how_far import HowFar, Row

if TYPE_CHECKING:
    from kit.desk.running import Work

_TRIED = "试排"
"""What the use case calls its stage."""


def drawn_far(work: Work) -> HowFar:
    """Return how far the drawing of a review sheet is."""
    tried = next((stage for stage in work.stages if stage.name == _TRIED), None)
    is_drawing = tried is not None and tried.is_done
    return HowFar(
        left="正在画审核表",
        counted=f"试排了 {tried.done} 件，一共 {tried.total} 件" if tried else "正在看有哪些要签",
        done=tried.done if tried else 0,
        total=tried.total if tried else 0,
        rows=(
            Row(label="每件试排一遍", state="past" if is_drawing else "now", count=""),
            Row(label="画成一张表", state="now" if is_drawing else "", count=""),
        ),
    )
