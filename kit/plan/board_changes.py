"""What each notice board changes by: what goes up, what is exchanged, and what comes down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from kit.model.township import Board
    from kit.plan.take_down import TakeDown


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An item's poster: with which wording, on which boards."""

    digest: str
    boards: tuple[Board, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Down:
    """A poster to take down; ``day`` None where it moves to other boards, and comes off now."""

    item_id: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChange:
    """What boards of one paper all change by; nothing at all is a change of nothing."""

    boards: tuple[Board, ...]
    new: tuple[str, ...]
    again: tuple[str, ...]
    """Hangs with another wording: the old sheet comes off."""
    down: tuple[Down, ...]


def board_changes(
    boards: Iterable[Board],
    hang: Mapping[str, Sheet],
    before: Mapping[str, Sheet],
    take_down: Sequence[TakeDown],
) -> tuple[BoardChange, ...]:
    """Return by board what differs from ``before``; boards that change alike stand together."""
    alike: dict[object, BoardChange] = {}
    for board in boards:
        one = _change(board, hang, before, take_down)
        key = (board.paper, one.new, one.again, one.down)
        same = alike.get(key)
        both = (*same.boards, board) if same else (board,)
        alike[key] = BoardChange(boards=both, new=one.new, again=one.again, down=one.down)
    return tuple(alike.values())


def _change(
    board: Board,
    hang: Mapping[str, Sheet],
    before: Mapping[str, Sheet],
    take_down: Sequence[TakeDown],
) -> BoardChange:
    here = {item_id: sheet for item_id, sheet in hang.items() if board in sheet.boards}
    hung = {item_id: sheet for item_id, sheet in before.items() if board in sheet.boards}
    moved = (Down(item_id=i, day=None) for i in hung if i in hang and i not in here)
    told = (Down(item_id=t.item_id, day=t.day) for t in take_down if _comes_off(t, board, here))
    return BoardChange(
        boards=(board,),
        new=tuple(item_id for item_id in here if item_id not in hung),
        again=tuple(i for i, sheet in here.items() if i in hung and hung[i].digest != sheet.digest),
        down=(*moved, *told),
    )


def _comes_off(told: TakeDown, board: Board, here: Collection[str]) -> bool:
    return board in told.boards or (not told.boards and told.item_id in here)
