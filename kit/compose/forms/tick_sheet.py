"""A sheet that somebody carries along and ticks: what is done where, in lists below one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.form import Running, pages_of
from kit.compose.paper.staff_sheet import (
    DEEP_ROW_MM,
    LEAST_ROW_MM,
    STAFF,
    Count,
    counted,
    filled_in,
    headed,
    ruled,
    section,
    ticked,
    two_deep,
)
from kit.compose.paper.strip import height_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.page import Document
    from kit.compose.paper.staff_sheet import Line
    from kit.compose.paper.strip import Strip
    from kit.text.typeset.metrics import Metrics

_LARGEST_ROW_MM = 17.0
_SIGNED_GAP_MM = 6.0
_MOST_COUNTED = 4
"""Lists whose counts stand side by side at the head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickPart:
    """A list of the sheet; only work has ticks."""

    word: str
    lines: tuple[Line, ...]
    pictogram: str = ""
    hint: str = ""
    is_work: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TickSheet:
    """What is done in one place, or of one sort."""

    title: str
    called: str
    """What such a sheet is called, at its foot: 张贴单."""
    parts: tuple[TickPart, ...]
    where: str = ""
    below: str = ""
    notes: str
    """What stands above the lines to write on."""
    signs: tuple[str, ...]

    @property
    def work(self) -> list[str]:
        """What there is to tick, each line with the list it stands in: 贴　交明年的居民医保."""
        parts = (part for part in self.parts if part.is_work)
        return [f"{part.word}　{line.title}" for part in parts for line in part.lines]


def compose_tick_sheet(
    sheet: TickSheet, metrics: Metrics, *, week_label: str, stamp: str = ""
) -> Document:
    """Return the sheet: on one page of A4 unless there is more to do than that holds.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    title = printable(sheet.title, "标题")
    head = headed(title, metrics, beside=week_label, small=sheet.where, below=sheet.below)
    lines = [line for part in sheet.parts for line in part.lines]
    deep = two_deep(lines, metrics)
    end = filled_in(sheet.signs, metrics, gap_mm=_SIGNED_GAP_MM)
    fixed = (*head, *_body(sheet.parts, metrics, 0.0, deep=deep), end)
    room_mm = STAFF.first_mm(stamp) - height_of(fixed)
    row_mm = max(DEEP_ROW_MM if deep else LEAST_ROW_MM, room_mm / max(1, len(lines)))
    row_mm = min(_LARGEST_ROW_MM, row_mm)
    left_mm = room_mm - len(lines) * row_mm
    notes = ruled(sheet.notes, metrics, room_mm=left_mm)
    left_mm -= height_of(notes) + notes[0].gap_mm if notes else 0.0
    end = filled_in(sheet.signs, metrics, gap_mm=_SIGNED_GAP_MM + max(0.0, left_mm))
    running = Running(title=f"{title}　{week_label}", left=f"{sheet.called}　{title}", stamp=stamp)
    strips = (*head, *_body(sheet.parts, metrics, row_mm, deep=deep), *notes, end)
    return pages_of(strips, metrics, running=running, sheet=STAFF)


def _body(
    parts: tuple[TickPart, ...], metrics: Metrics, row_mm: float, *, deep: bool
) -> Iterator[Strip]:
    """Yield the counts, and the lists below them."""
    counts = [
        Count(p.word, f"{len(p.lines)}件", p.pictogram, is_work=p.is_work and bool(p.lines))
        for p in parts
        if p.pictogram
    ]
    if 0 < len(counts) <= _MOST_COUNTED:
        yield counted(counts, metrics)
    for part in parts:
        if part.lines:
            head = section(part.word, part.hint, metrics)
            yield head
            yield from ticked(
                part.lines, metrics, row_mm=row_mm, ticks=part.is_work, deep=deep, header=head
            )
