"""The days of a week as its page shows them: what goes up, is heard, comes down on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.plan.calendar import lunar_date
from kit.text.written_days import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from kit.edition.work import Work
    from kit.plan.board_changes import BoardChange

_BOARD = "公开栏"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An item by number and title."""

    item_id: str
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """An item that comes off its boards."""

    item_id: str
    title: str
    where: str
    """样例一村、样例二村公开栏."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the week: what there is to do on it."""

    day: date
    weekday: str
    """周一."""
    lunar: str
    """十五; on the first of a lunar month with its name: 十一月初一."""
    is_today: bool
    is_past: bool
    is_market: bool
    up: tuple[Named, ...]
    """Items whose posters go up or are exchanged, whether that is done or not."""
    hand_out: int
    plays: int
    """Broadcasts at a fixed hour."""
    alert: str
    """随时 while an alert may be played, 到期 on its last day."""
    off: tuple[Off, ...]

    @property
    def hang(self) -> int:
        """How many items go up."""
        return len(self.up)

    @property
    def down(self) -> int:
        """How many items come off."""
        return len(self.off)


def week_days(
    work: Work, changes: Collection[BoardChange], titles: Mapping[str, str], today: date
) -> Iterator[Day]:
    """Yield the seven days of a week, with what the boards change by."""
    plan = work.plan
    publish = {item.item_id: item.dates.publish for item in work.items}
    first = plan.week.left_from(today)
    going_up = sorted({i for change in changes for i in (*change.new, *change.again)})
    for day in plan.week.days:
        heard = [p for p in plan.programmes if p.is_played_on(day)]
        alerts = [p for p in heard if p.is_alert]
        is_market = day in plan.market_days
        yield Day(
            day=day,
            weekday=weekday_of(day),
            lunar=_short_lunar(day),
            is_today=day == today,
            is_past=day < today,
            is_market=is_market,
            up=tuple(
                Named(item_id=i, title=titles[i]) for i in going_up if max(publish[i], first) == day
            ),
            hand_out=len(plan.hand_out) if is_market else 0,
            plays=len({p.slot.at for p in heard if p.slot}),
            alert="" if not alerts else "随时" if any(p.last > day for p in alerts) else "到期",
            off=tuple(
                Off(
                    item_id=one.item_id,
                    title=titles[one.item_id],
                    where=where_of([board.name for board in one.boards]),
                )
                for one in plan.take_down
                if one.day == day
            ),
        )


def weekday_of(day: date) -> str:
    """Return 周一 to 周日."""
    return f"周{WEEKDAYS[day.weekday()]}"


def where_of(names: Sequence[str]) -> str:
    """Return boards as one says them: the word that all end with is said once."""
    if len(names) > 1 and all(name.endswith(_BOARD) for name in names):
        names = [*(name.removesuffix(_BOARD) for name in names[:-1]), names[-1]]
    return "、".join(names)


def _short_lunar(day: date) -> str:
    whole = lunar_date(day)
    return whole if whole.endswith("初一") else whole.partition("月")[2]
