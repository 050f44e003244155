"""The week at a glance: what hangs, sounds, is handed out, is late, and comes down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.settle import settle_if_free
from kit.edition.request import Options
from kit.edition.work import look_at_week
from kit.office.build import week_of
from kit.plan.calendar import lunar_date
from kit.text.written_days import weekday, weekdays, written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, time
    from pathlib import Path

    from kit.edition.work import Work
    from kit.model.township import Board
    from kit.progress import Clock


@dataclass(frozen=True, slots=True)
class MarketDay:
    """A market day, with its lunar date."""

    day: date
    lunar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBoards:
    """An item on the boards; ``new`` where it must be printed."""

    item: str
    boards: tuple[str, ...]
    new: bool
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAir:
    """A programme; one without an hour stands alone."""

    name: str
    at: time | None
    items: tuple[str, ...]
    first: date
    last: date
    weekdays: str
    """星期一、四、日 of a slot's turn; empty means every day from the first to the last."""
    villages: tuple[str, ...]
    is_alert: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOnAir:
    """An item that found no room in the slots."""

    item: str
    villages: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Late:
    """An item that should be up already; or down, where it ``is_withdrawal``."""

    item: str
    since: date
    is_withdrawal: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesDown:
    """An item that must hang no more on ``day``, by the title it hangs with."""

    item: str
    title: str
    day: date
    reason: str
    boards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A week's plan in names and numbers; nothing of it is made yet."""

    township: str
    week: str
    label: str
    monday: date
    due: tuple[str, ...]
    market_days: tuple[MarketDay, ...]
    hang: tuple[OnBoards, ...]
    hand_out: tuple[str, ...]
    programmes: tuple[OnAir, ...]
    unheard: tuple[NotOnAir, ...]
    overdue: tuple[Late, ...]
    take_down: tuple[ComesDown, ...]
    left_out: Mapping[str, str]
    """By item or file: why it is not in the week."""
    titles: Mapping[str, str]


def plan_week(folder: Path, week: str, clock: Clock) -> Planned:
    """Return a week's plan without doing any of it.

    Raises:
        RequestError: ``week`` is none.
        SourceError: The workspace cannot be read, or nothing is due.
    """
    return _planned(work_of(folder, week, clock))


def work_of(folder: Path, week: str, clock: Clock, *, draft: bool = False) -> Work:
    """Return a week's work: its plan, and the jobs that a build would do.

    Raises:
        RequestError: ``week`` is none.
        SourceError: The workspace cannot be read, or nothing is due.
    """
    now = clock()
    options = Options(week=week_of(week, now), now=now, draft=draft)
    settle_if_free(folder)
    return look_at_week(folder, options)


def lunar_day(day: date) -> str:
    """Return a day as it is told to staff: 11月26日星期四（农历十月十八）."""
    return f"{day.month}月{day.day}日{weekday(day)}（农历{lunar_date(day)}）"


def short_day(day: date, near: date) -> str:
    """Return a day as it is written near another one: without the year that both share."""
    return written_day(day, near=near)


def _planned(work: Work) -> Planned:
    plan, workspace = work.plan, work.source.workspace
    return Planned(
        township=workspace.township.name,
        week=plan.week.name,
        label=plan.week.label,
        monday=plan.week.monday,
        due=plan.due,
        market_days=tuple(MarketDay(day, lunar_date(day)) for day in plan.market_days),
        hang=tuple(
            OnBoards(item=h.item_id, boards=_names(h.boards), new=h.new, until=h.until)
            for h in plan.hang
        ),
        hand_out=plan.hand_out,
        programmes=tuple(
            OnAir(
                name=p.name,
                at=p.slot.at if p.slot else None,
                items=p.item_ids,
                first=p.first,
                last=p.last,
                weekdays=weekdays(p.days) if p.days else "",
                villages=p.villages,
                is_alert=p.is_alert,
            )
            for p in plan.programmes
        ),
        unheard=tuple(
            NotOnAir(item=u.item_id, villages=u.villages, reason=u.reason) for u in plan.unheard
        ),
        overdue=tuple(
            Late(
                item=o.item_id,
                since=o.since,
                is_withdrawal=o.is_withdrawal,
                reason=work.left_out.get(o.item_id) or work.source.waiting.get(o.item_id, ""),
            )
            for o in plan.overdue
        ),
        take_down=tuple(
            ComesDown(
                item=t.item_id,
                title=t.title,
                day=t.day,
                reason=t.reason,
                boards=_names(t.boards),
            )
            for t in plan.take_down
        ),
        left_out=work.left_out,
        titles={item.item_id: item.title for item in workspace.items},
    )


def _names(boards: Iterable[Board]) -> tuple[str, ...]:
    return tuple(board.name for board in boards)
