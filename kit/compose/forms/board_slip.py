"""The slip (张贴单) of one board or stall: what goes up, what comes off, what is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.forms.tick_sheet import TickPart, TickSheet, compose_tick_sheet

if TYPE_CHECKING:
    from kit.compose.paper.page import Document
    from kit.compose.paper.staff_sheet import Line
    from kit.text.typeset.metrics import Metrics

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


def compose_board_slip(
    slip: BoardSlip, metrics: Metrics, *, week_label: str, stamp: str = ""
) -> Document:
    """Return the slip: on one sheet of A4 unless its board holds more than that.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    sheet = TickSheet(
        title=printable(slip.place, "公开栏"),
        called="张贴单",
        where=slip.where,
        below=slip.bag,
        parts=_parts(slip),
        notes=_STALL_NOTES if slip.hand_out else _BOARD_NOTES,
        signs=("发的人" if slip.hand_out else "贴好的人", "日期", "电话"),
    )
    return compose_tick_sheet(sheet, metrics, week_label=week_label, stamp=stamp)


def _parts(slip: BoardSlip) -> tuple[TickPart, ...]:
    if slip.hand_out:
        hint = "发完了，记下还要几份"
        return (TickPart(word="带去发", pictogram="hand-coins", hint=hint, lines=slip.hand_out),)
    return (
        TickPart(word="贴上去", pictogram="note-pencil", hint=_HANG_HINT, lines=slip.up),
        TickPart(word="摘下来", pictogram="file-x", hint=_OFF_HINT, lines=slip.down),
        TickPart(word="不要动", pictogram="check-circle", lines=slip.stay, is_work=False),
    )
