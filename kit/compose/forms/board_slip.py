"""The slip (张贴单) of one board or stall: what goes up, what comes off, what is left alone."""

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
_HANG_HINT = "每张海报下面贴它的全文"
_OFF_HINT = "连全文一起摘，带回党政办"
_BOARD_NOTES, _STALL_NOTES = "栏坏了、纸破了、有人问的，写在这里", "有人问的、说的，写在这里"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSlip:
    """What somebody does at one board, or hands out at one stall."""

    place: str
    """Name of the board, or 墟天摊位."""
    where: str = ""
    """Where it stands: 村口桥头."""
    bag: str
    """Which of the round's bags it lies in: 第1袋，共5袋."""
    up: tuple[Line, ...] = ()
    down: tuple[Line, ...] = ()
    stay: tuple[Line, ...] = ()
    hand_out: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A list of the slip; only work has ticks."""

    word: str
    pictogram: str
    hint: str
    lines: tuple[Line, ...]
    is_work: bool = True


def compose_board_slip(
    slip: BoardSlip, metrics: Metrics, *, week_label: str, stamp: str = ""
) -> Document:
    """Return the slip: on one sheet of A4 unless its board holds more than that.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    place = printable(slip.place, "公开栏")
    head = headed(place, metrics, beside=week_label, small=slip.where, below=slip.bag)
    parts = _parts(slip)
    lines = [line for part in parts for line in part.lines]
    deep = two_deep(lines, metrics)
    signs = ("发的人" if slip.hand_out else "贴好的人", "日期", "电话")
    end = filled_in(signs, metrics, gap_mm=_SIGNED_GAP_MM)
    fixed = (*head, *_body(parts, metrics, 0.0, deep=deep), end)
    room_mm = STAFF.first_mm(stamp) - height_of(fixed)
    row_mm = max(DEEP_ROW_MM if deep else LEAST_ROW_MM, room_mm / max(1, len(lines)))
    row_mm = min(_LARGEST_ROW_MM, row_mm)
    left_mm = room_mm - len(lines) * row_mm
    about = _STALL_NOTES if slip.hand_out else _BOARD_NOTES
    notes = ruled(about, metrics, room_mm=left_mm)
    left_mm -= height_of(notes) + notes[0].gap_mm if notes else 0.0
    end = filled_in(signs, metrics, gap_mm=_SIGNED_GAP_MM + max(0.0, left_mm))
    running = Running(title=f"{place}　{week_label}", left=f"张贴单　{place}", stamp=stamp)
    strips = (*head, *_body(parts, metrics, row_mm, deep=deep), *notes, end)
    return pages_of(strips, metrics, running=running, sheet=STAFF)


def _parts(slip: BoardSlip) -> tuple[_Part, ...]:
    if slip.hand_out:
        return (_Part("带去发", "hand-coins", "发完了，记下还要几份", slip.hand_out),)
    return (
        _Part("贴上去", "note-pencil", _HANG_HINT, slip.up),
        _Part("摘下来", "file-x", _OFF_HINT, slip.down),
        _Part("不要动", "check-circle", "", slip.stay, is_work=False),
    )


def _body(
    parts: tuple[_Part, ...], metrics: Metrics, row_mm: float, *, deep: bool
) -> Iterator[Strip]:
    """Yield the counts, and the lists below them."""
    counts = [
        Count(p.word, f"{len(p.lines)}件", p.pictogram, is_work=p.is_work and bool(p.lines))
        for p in parts
    ]
    yield counted(counts, metrics)
    for part in parts:
        if part.lines:
            head = section(part.word, part.hint, metrics)
            yield head
            yield from ticked(
                part.lines, metrics, row_mm=row_mm, ticks=part.is_work, deep=deep, header=head
            )
