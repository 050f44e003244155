"""What cannot be read from where people stand: every frame's size against the distance wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.model.finding import Finding, Severity
from kit.model.township import Paper
from kit.text.typeset.legibility import size_pt_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kit.compose.paper.page import FrameReport
    from kit.edition.published.manifest import FileEntry

READ_NEARBY = frozenset(
    ("band", "foot", "issuer", "label", "note", "promise", "sender", "serial", "village")
)
"""Parts that are looked at when one stands at the board already; the others carry the facts."""
FRAME_WORDS: Mapping[str, str] = {
    "title": "标题",
    "date": "最后一天",
    "lead": "大字",
    "amount": "金额",
    "words": "金额",
    "reason": "为什么",
    "heading": "小标题",
    "area": "范围",
    "rows": "各行",
    "cells": "表格",
    "body": "正文",
    "back": "背面",
    "phone": "电话",
}
"""What staff call the frames of a report."""
CODE = "R01"
# Distances are about: a few hundredths less is no finding.
_NEARLY = 0.97
_LARGER = {Paper.A4: Paper.A3, Paper.A3: Paper.A2, Paper.A2: Paper.A1}


def frame_figures(
    frames: Iterable[FrameReport], *, wanted_m: float, paper: Paper, layout: str
) -> dict[str, Any]:
    """Return for the manifest: size and distance of every frame, and the distance wanted.

    Of frames that come more than once the smallest counts.
    """
    least: dict[str, FrameReport] = {}
    for frame in frames:
        known = least.get(frame.frame)
        if known is None or frame.size_pt < known.size_pt:
            least[frame.frame] = frame
    if not least:
        return {}
    figures: dict[str, Any] = {
        "frames": {
            name: {"pt": frame.size_pt, "m": round(frame.reading_distance_m, 2)}
            for name, frame in least.items()
        },
        "read_from_m": wanted_m,
        "paper": paper.value,
        "layout": layout,
    }
    far = [frame.reading_distance_m for name, frame in least.items() if name not in READ_NEARBY]
    return figures | ({"reading_distance_m": round(min(far), 2)} if far else {})


def too_small(files: Collection[FileEntry]) -> Iterator[Finding]:
    """Yield a finding for each sheet with a frame that is not read from where it should be.

    Told once for a poster, though the same one comes in tiles and for the print shop, too.
    """
    told: set[tuple[tuple[str, ...], str]] = set()
    for entry in files:
        sheet = (entry.about, entry.figures.get("layout", ""))
        found = too_small_on(entry.figures, "".join(entry.about[:1]), entry.path)
        if found and sheet not in told:
            told.add(sheet)
            yield found


def too_small_on(figures: Mapping[str, Any], item_id: str, file: str) -> Finding | None:
    """Return what on one sheet is not read from where it should be; None where all is."""
    missed = tuple(_missed(figures))
    if not missed:
        return None
    wanted_m = figures["read_from_m"]
    larger = _LARGER.get(Paper(figures["paper"]))
    other = f"；或换 {larger} 的纸" if larger else ""
    return Finding(
        code=CODE,
        severity=Severity.WARN,
        item_id=item_id,
        file=file,
        message=f"版式 {figures['layout']} 要从 {wanted_m:g} 米看清，"
        f"达不到的：{'；'.join(missed)}。",
        remedy=f"要 {size_pt_for(wanted_m):.0f} 磅才够，请把这些栏目写短{other}。",
    )


def _missed(figures: Mapping[str, Any]) -> Iterator[str]:
    wanted_m = figures.get("read_from_m", 0.0)
    for name, frame in figures.get("frames", {}).items():
        if name not in READ_NEARBY and frame["m"] < _NEARLY * wanted_m:
            words = FRAME_WORDS.get(name, name)
            yield f"{words} {frame['pt']:g} 磅，约 {frame['m']:.1f} 米"
