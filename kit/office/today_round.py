"""What is left of today's round: what is not printed yet goes up, what is not ticked comes off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import SourceError, VerifyError
from kit.office.print_desk import SheetState, print_desk
from kit.office.take_down import to_take_down
from kit.office.week_days import Off, where_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.week import WeekView
    from kit.office.week_days import Named
    from kit.progress import Clock

_OF_SEVERAL = ""
"""Whose sheet sums up several items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayRound:
    """What somebody still has to carry to the boards today, and to bring back."""

    hang: tuple[Named, ...]
    down: tuple[Off, ...]


def today_round(folder: Path, view: WeekView, clock: Clock) -> TodayRound:
    """Return what of this week's boards is still to be done today; of another week, nothing.

    Raises:
        SourceError: The township cannot be read.
    """
    today = next((day for day in view.days if day.is_today), None)
    if today is None:
        return TodayRound(hang=(), down=())
    up = today.up if view.made is None else _not_printed(folder, view.week, today.up)
    return TodayRound(hang=up, down=_not_taken_down(folder, clock, today.off))


def _not_printed(folder: Path, week: str, up: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return those of which a board's sheet is to be printed; all where nobody can tell."""
    try:
        desk = print_desk(folder, week)
    except (SourceError, VerifyError):
        return up
    there: set[str] = set()
    missing: set[str] = set()
    # A bag without a village goes to no board, and nothing of it hangs.
    for bag in (bag for job in desk.jobs for bag in job.bags if bag.village):
        there.update(one.item_id for one in bag.sheets)
        missing.update(one.item_id for one in bag.sheets if one.state is SheetState.TO_PRINT)
    told = {one.item_id: one.item_id if one.item_id in there else _OF_SEVERAL for one in up}
    return tuple(
        one for one in up if told[one.item_id] in missing or told[one.item_id] not in there
    )


def _not_taken_down(folder: Path, clock: Clock, off: tuple[Off, ...]) -> tuple[Off, ...]:
    """Return what is not ticked: the list's own first, then what no list has told yet."""
    round_ = to_take_down(folder, clock)
    boards: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for stop in round_.stops:
        for one in stop.sheets:
            here = boards.setdefault(one.item_id, [])
            titles[one.item_id] = one.title
            if not one.done_by and one.day <= round_.day:
                here.append(stop.board)
    due = (Off(item_id=i, title=titles[i], where=where_of(n)) for i, n in boards.items() if n)
    return (*due, *(one for one in off if one.item_id not in boards))
