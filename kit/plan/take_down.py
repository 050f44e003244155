"""What comes off the boards in a week: told once, with a day that is not past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.model.outputs import Output, outputs_of
from kit.plan.links import Node, node_of
from kit.plan.relations import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from kit.model.item import Item
    from kit.model.township import Board, Township
    from kit.plan.links import Relation
    from kit.plan.relations import Effect
    from kit.plan.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An item as an edition put it up: known also when its file says something else or is gone."""

    item_id: str
    title: str
    villages: tuple[str, ...] = ()
    expire: date | None = None
    hangs: bool = True
    """Nothing was told since that takes it off the boards."""
    told: date | None = None
    """The day on which an earlier list of the same week takes it down."""
    changed: bool = False
    """Its file says something else by now, which nobody has signed."""
    sent_back: bool = False
    """Somebody took a signature of this very wording back."""
    gone: date | None = None
    """Its file is gone: the day of the first build that missed it."""
    links: tuple[tuple[Relation, str], ...] = ()
    """What its published wording says of others."""
    since: date | None = None
    """From which day that holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDown:
    """An item that comes down: on ``day`` it must hang no more."""

    item_id: str
    title: str
    boards: tuple[Board, ...]
    day: date
    reason: str


def node_for(item: Item, posted: Posted | None, *, signed: bool) -> Node:
    """Return what relations need of an item; of one that is being changed, as it was published."""
    node = node_of(item, signed=signed)
    if posted is None or not posted.changed or posted.since is None:
        return node
    return replace(node, links=posted.links, effective=posted.since, stands=True)


def gone_nodes(posted: Iterable[Posted]) -> Iterator[Node]:
    """Yield what relations need of the items whose files are gone."""
    for one in posted:
        if one.gone is not None:
            yield Node(item_id=one.item_id, publish=one.gone, expire=one.expire, gone=one.gone)


def boards_of(villages: Collection[str], township: Township) -> tuple[Board, ...]:
    """Return the boards of these villages; none named means all."""
    return tuple(b for b in township.boards if not villages or b.village in villages)


def take_down(
    items: Sequence[Item],
    posted: Mapping[str, Posted],
    effects: Mapping[str, Effect],
    township: Township,
    week: Week,
    today: date,
) -> tuple[TakeDown, ...]:
    """Return what must come down in ``week``, the earliest day first."""
    # A list made on Thursday cannot ask for something to be gone on Tuesday.
    earliest = min(max(today, week.monday), week.sunday)
    by_id = {item.item_id: item for item in items}
    found = []
    for item_id, effect in effects.items():
        item, before = by_id.get(item_id), posted.get(item_id)
        if before is None and (item is None or Output.POSTER not in outputs_of(item)):
            continue
        day = _day(effect, before, week, earliest)
        if day is not None:
            title = before.title if before else ""
            villages = before.villages if before else ()
            # What hangs bears the published title, whatever the file says by now.
            if item is not None and not (before and before.changed):
                title, villages = item.title, item.villages
            found.append(
                TakeDown(
                    item_id=item_id,
                    title=title,
                    boards=boards_of(villages, township),
                    day=day,
                    reason=_reason(effect, before),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.day, one.item_id)))


def _day(effect: Effect, before: Posted | None, week: Week, earliest: date) -> date | None:
    """Return by when it must be gone; None where nothing is to be told this week.

    What no day is written for, or a day that is past, is told as soon as it is seen, and in
    the following weeks no more: by then somebody took it down.
    """
    day = effect.down_from
    if before is not None and (before.changed or before.sent_back) and effect.may_hang:
        day = None  # nobody vouches any more for what hangs
    elif effect.state is State.NOT_YET or (effect.may_hang and (not day or day > week.sunday)):
        return None
    if before is not None and before.told is not None:
        return before.told
    if day is not None and day >= week.monday:
        return max(day, earliest) if day <= week.sunday else None
    return earliest if before is not None and before.hangs else None


def _reason(effect: Effect, before: Posted | None) -> str:
    if effect.may_hang and before and (before.changed or before.sent_back):
        return "改过，还没签完" if before.changed else "审核退回了"
    if effect.may_hang:
        return "到期"
    if effect.state is State.EXPIRED:
        return "到期"
    return f"{effect.state}（见 {effect.by}）" if effect.by else effect.state.value
