"""A week's plan: items, the township's boards and slots, and the calendar make it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from kit.model.item import Kind, Status
from kit.model.outputs import Output, outputs_of
from kit.plan.calendar import market_days
from kit.plan.programmes import plan_programmes
from kit.plan.relations import resolve
from kit.plan.take_down import boards_of, gone_nodes, node_for, take_down
from kit.plan.told_days import ending

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kit.model.item import Item
    from kit.model.township import Board, Township
    from kit.plan.programmes import Programme, Unheard
    from kit.plan.relations import Effect
    from kit.plan.take_down import Posted, TakeDown
    from kit.plan.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """An item on the notice boards of this week."""

    item_id: str
    boards: tuple[Board, ...]
    new: bool
    """No earlier week put it up; otherwise it hangs already and need not be printed again."""
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """An item that should be up already, and why it is not."""

    item_id: str
    since: date
    is_withdrawal: bool = False
    """It was put up and is being taken back: its page stays as it was until that is signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """The week at a glance."""

    week: Week
    effects: Mapping[str, Effect]
    """What every item is this week; also those that are over, and those whose file is gone."""
    due: tuple[str, ...]
    """Every item with something to make this week, whether it may be published or not."""
    market_days: tuple[date, ...]
    hang: tuple[Hanging, ...]
    hand_out: tuple[str, ...]
    programmes: tuple[Programme, ...]
    unheard: tuple[Unheard, ...]
    """Broadcast items for which the slots have no room."""
    take_down: tuple[TakeDown, ...]
    overdue: tuple[Overdue, ...]


def is_due(item: Item, township: Township, week: Week, today: date) -> bool:
    """Return whether the item is in force on some day that is left, as far as it says itself."""
    in_force = item.status in (Status.VALID, Status.AMENDED)
    return in_force and lies_in(ending(item, township), week, today)


def lies_in(item: Item, week: Week, today: date | None = None) -> bool:
    """Return whether some day of the week, from ``today`` on, lies between its first and last."""
    return item.dates.publish <= week.sunday and (
        item.dates.expire is None or item.dates.expire >= week.left_from(today)
    )


def is_ahead(item: Item, township: Township, week: Week) -> bool:
    """Return whether an item is due this week or later, as far as it says itself."""
    return lies_in(ending(item, township), week) or item.dates.publish > week.sunday


def is_past(item: Item, week: Week) -> bool:
    """Return whether the item was over before the week began, as far as it says itself."""
    return item.dates.expire is not None and item.dates.expire < week.monday


def plan_week(
    items: Sequence[Item],
    township: Township,
    week: Week,
    *,
    signed: Collection[str],
    seconds: Mapping[str, float] = MappingProxyType({}),
    hung: Collection[str] = (),
    posted: Mapping[str, Posted] = MappingProxyType({}),
    today: date | None = None,
) -> WeekPlan:
    """Return what the week needs.

    ``signed`` are the ids that may be published; ``seconds`` how long each is on the air;
    ``hung`` the ids that an earlier week's edition put up with the same text; ``posted`` what
    editions put up at all. ``today`` is the day of the build: Monday if not told.
    """
    items = [ending(item, township) for item in items]
    nodes = [
        node_for(item, posted.get(item.item_id), signed=item.item_id in signed) for item in items
    ]
    effects = resolve([*nodes, *gone_nodes(posted.values())], week, today)
    due = sorted(
        (i for i in items if lies_in(i, week, today) and effects[i.item_id].may_hang),
        key=lambda i: _urgency(i, week),
    )
    ready = tuple(item for item in due if item.item_id in signed)
    markets = market_days(township.market, week.monday, week.sunday) if township.market else ()
    programmes, unheard = plan_programmes(ready, township, week, seconds)
    return WeekPlan(
        week=week,
        effects=effects,
        due=tuple(item.item_id for item in due),
        market_days=markets,
        hang=tuple(
            Hanging(
                item_id=item.item_id,
                boards=boards_of(item.villages, township),
                new=item.item_id not in hung,
                until=item.dates.expire,
            )
            for item in ready
            if Output.POSTER in outputs_of(item)
        ),
        hand_out=tuple(item.item_id for item in ready if Output.HANDOUT in outputs_of(item)),
        programmes=programmes,
        unheard=unheard,
        take_down=take_down(items, posted, effects, township, week, today or week.monday),
        overdue=tuple(_overdue(items, due, signed, posted)),
    )


def _overdue(
    items: Sequence[Item],
    due: Sequence[Item],
    signed: Collection[str],
    posted: Mapping[str, Posted],
) -> Iterator[Overdue]:
    """Yield what waits for signatures: what should hang, and what should be taken back."""
    # A withdrawal nobody signed is late too: its page still says what was taken back.
    taken_back = (i for i in items if i.status is Status.WITHDRAWN and i.item_id in posted)
    for item in (*due, *taken_back):
        if item.item_id not in signed:
            yield Overdue(
                item_id=item.item_id,
                since=item.dates.publish,
                is_withdrawal=item.status is Status.WITHDRAWN,
            )


def _urgency(item: Item, week: Week) -> tuple[bool, date, int, str]:
    """Return a sort key: alerts, then the nearest deadline, then the newest."""
    nearest = item.deadline if item.deadline and item.deadline >= week.monday else date.max
    newest = -item.dates.publish.toordinal()
    return item.kind is not Kind.EMERGENCY, nearest, newest, item.item_id
