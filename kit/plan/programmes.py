"""Which item is heard when: each village's horns play what concerns it, most urgent first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from kit.model.item import Kind
from kit.model.outputs import Output, outputs_of
from kit.plan.calendar import NEXT_MARKET, next_market
from kit.text.office_level import is_county_or_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.model.item import Item
    from kit.model.township import Slot, Township
    from kit.plan.week import Week

    Turns: TypeAlias = tuple[tuple[str, ...], ...]
    """What a slot plays on its first, second and third day, and then again: ids of items."""
    Round: TypeAlias = tuple[tuple[Slot, Turns], ...]
    """What a village hears: its slots with their turns."""

EMERGENCY = "应急"
LIMITED = "限时"

FRAME_S = 27.0
"""What a programme takes beside its items: chimes, opening, rests, closing; its headlines and
its repeat give way where it would be too long."""
USUAL_ITEM_S = 70.0
"""How long an item lasts for which nobody knows better."""
ALERT_EVERY_MINUTES = {"红": 10, "橙": 20, "黄": 30, "蓝": 30}
"""By the colour of an alert; red is said six times before those in the field are home."""
_USUAL_EVERY_MINUTES = 20
SOON = timedelta(days=7)
"""From here on a last day goes before what is new; the nearer the earlier (7, 3, 1 days)."""
MOST_TURNS = 3
"""Whoever hears one slot alone hears all there is within so many days."""
MOST_NAMED = 3
"""Villages that the label of a stick names one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What one broadcast slot plays on some days of the week, in order."""

    name: str
    slot: Slot | None
    """None for what stands alone: an alert, or what is not true on all seven days."""
    item_ids: tuple[str, ...]
    first: date
    last: date
    days: tuple[date, ...] = ()
    """The days of a slot's turn; empty means all from the first to the last."""
    villages: tuple[str, ...] = ()
    """Villages whose horns play it; empty means all."""
    stick: str = ""
    """Which of several USB sticks it is on, by its villages; empty where there is one."""

    every_minutes: int = 0
    """How often an alert is called again in its first hour."""

    def is_played_on(self, day: date) -> bool:
        """Return whether it is heard on ``day``."""
        return day in self.days if self.days else self.first <= day <= self.last

    @property
    def is_alert(self) -> bool:
        """Whether it is played at any hour; everything else is silent from ten to six."""
        return self.name == EMERGENCY


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """An item that some villages' horns do not play, and why."""

    item_id: str
    villages: tuple[str, ...]
    """Empty means all that it concerns."""
    reason: str


def plan_programmes(
    ready: Iterable[Item], township: Township, week: Week, seconds: Mapping[str, float]
) -> tuple[tuple[Programme, ...], tuple[Unheard, ...]]:
    """Return the alerts, then what each slot plays, and what found no room.

    ``seconds`` is how long each item is on the air. Each village's slots are filled with what
    concerns it; villages that hear the same share a stick.
    """
    spoken = sorted(
        (item for item in ready if Output.CLIP in outputs_of(item)),
        key=lambda item: _urgency(item, week),
    )
    last_days = {item.item_id: last_on_air(item, township) or date.max for item in spoken}
    spoken = [item for item in spoken if last_days[item.item_id] >= week.monday]
    alone = [item for item in spoken if _must_stand_alone(item, week, last_days[item.item_id])]
    routine = [item for item in spoken if item not in alone]
    rounds = {
        village: _round(
            [item for item in routine if _concerns(item, village)],
            _slots(township, village),
            seconds,
        )
        # A township without villages is one round for everybody.
        for village in township.villages or ("",)
    }
    alerts = tuple(_alone(item, week, township, last_days[item.item_id]) for item in alone)
    weekly = tuple(_weekly(rounds, week))
    return alerts + weekly, tuple(_unheard(routine, rounds, township))


def _urgency(item: Item, week: Week) -> tuple[bool, bool, date, int, str]:
    """Return a sort key: alerts, what comes from above, the nearest last day, the newest.

    Alerts never share a stick with the rest, so within each of the two the higher office
    goes first (上级优先于下级、应急优先于日常).
    """
    last = item.deadline
    soon = last if last and week.monday <= last <= week.sunday + SOON else date.max
    newest = -item.dates.publish.toordinal()
    above = is_county_or_above(item.issuer)
    return item.kind is not Kind.EMERGENCY, not above, soon, newest, item.item_id


def _concerns(item: Item, village: str) -> bool:
    return not item.villages or village in item.villages


def _slots(township: Township, village: str) -> tuple[Slot, ...]:
    return tuple(one for one in township.slots if not one.villages or village in one.villages)


def _round(items: Sequence[Item], slots: Sequence[Slot], seconds: Mapping[str, float]) -> Round:
    """Fill each slot's turns; neighbouring slots begin with different ones.

    So all is heard every day by those who listen all day, and within three days by those who
    hear one slot alone; in each slot's turns the most urgent comes first.
    """
    filled: list[tuple[Slot, Turns]] = []
    for place, slot in enumerate(slots):
        if turns := _turns(items, slot, seconds):
            start = place % len(turns)
            filled.append((slot, (*turns[start:], *turns[:start])))
    return tuple(filled)


def _turns(items: Sequence[Item], slot: Slot, seconds: Mapping[str, float]) -> Turns:
    """Return the items of a slot in as many turns as they need, at most ``MOST_TURNS``.

    Where the last turn has room to spare, the most urgent are heard in it again.
    """
    turns: list[tuple[str, ...]] = []
    waiting = list(items)
    while waiting and len(turns) < MOST_TURNS:
        heard = [one for one in items if one not in waiting]
        chosen = _fill(slot, [*waiting, *heard], seconds)
        waiting = [one for one in waiting if one not in chosen]
        turns.append(tuple(one.item_id for one in items if one in chosen))
    return tuple(turns)


def _fill(slot: Slot, waiting: Sequence[Item], seconds: Mapping[str, float]) -> list[Item]:
    """Return the items of one slot: as many as it may play in its minutes, at least one."""
    chosen: list[Item] = []
    left_s = slot.most_minutes * 60 - FRAME_S
    for item in waiting:
        left_s -= seconds.get(item.item_id, USUAL_ITEM_S)
        if len(chosen) == slot.most_items or (chosen and left_s < 0):
            break
        chosen.append(item)
    return chosen


def _weekly(rounds: Mapping[str, Round], week: Week) -> Iterator[Programme]:
    """Yield the programmes, stick by stick: one for all villages that hear the same."""
    sticks: dict[Round, list[str]] = {}
    for village, heard in rounds.items():
        if heard:
            sticks.setdefault(heard, []).append(village)
    for heard, villages in sticks.items():
        everywhere = len(villages) == len(rounds)
        for turn in range(MOST_TURNS):
            for slot, turns in heard:
                if turn >= len(turns):
                    continue
                days = week.days[turn :: len(turns)]
                yield Programme(
                    name=slot.name,
                    slot=slot,
                    item_ids=turns[turn],
                    first=days[0],
                    last=days[-1],
                    days=days,
                    villages=() if everywhere else tuple(villages),
                    stick=_label(villages) if len(sticks) > 1 else "",
                )


def _label(villages: Sequence[str]) -> str:
    if len(villages) <= MOST_NAMED:
        return "、".join(villages)
    return f"{villages[0]}等{len(villages)}村"


def last_on_air(item: Item, township: Township) -> date | None:
    """Return the last day an item is true to a listener: of the next market, the day before.

    None where it has no end.

    A poster may hang beyond the last day to pay; a voice that still asks for it misleads.
    """
    ends = [one for one in (item.dates.expire, item.deadline) if one]
    market = next_market(township.market, item.dates.publish)
    spoken_of = (item.when or "", item.how or "", item.script, *item.plain)
    if market and any(re.search(NEXT_MARKET, one) for one in spoken_of):
        ends.append(market - timedelta(days=1))
    return min(ends, default=None)


def _alone(item: Item, week: Week, township: Township, last: date) -> Programme:
    return Programme(
        name=EMERGENCY if item.kind is Kind.EMERGENCY else LIMITED,
        slot=None,
        item_ids=(item.item_id,),
        first=max(item.dates.publish, week.monday),
        last=min(last, week.sunday),
        villages=item.villages,
        every_minutes=_every_minutes(item, township) if item.kind is Kind.EMERGENCY else 0,
    )


def _every_minutes(item: Item, township: Township) -> int:
    """Return how often an alert is called in its first hour; once where it is an end of one."""
    if item.cancels:
        return 0
    level = item.emergency.level[:1] if item.emergency else ""
    usual = ALERT_EVERY_MINUTES.get(level, _USUAL_EVERY_MINUTES)
    return township.broadcast.alert_every_minutes or usual


def _must_stand_alone(item: Item, week: Week, last: date) -> bool:
    """Alerts, and what is not true on all seven days: one stick serves the whole week."""
    whole_week = item.dates.publish <= week.monday and last >= week.sunday
    return item.kind is Kind.EMERGENCY or not whole_week


def _unheard(
    routine: Sequence[Item], rounds: Mapping[str, Round], township: Township
) -> Iterator[Unheard]:
    for item in routine:
        concerned = [village for village in rounds if _concerns(item, village)]
        missed = [
            village
            for village in concerned
            if not any(item.item_id in one for _, turns in rounds[village] for one in turns)
        ]
        if missed:
            yield Unheard(
                item_id=item.item_id,
                villages=() if missed == concerned else tuple(missed),
                reason=_reason([one for village in missed for one in _slots(township, village)]),
            )


def _reason(slots: Sequence[Slot]) -> str:
    if not slots:
        return "kit.toml 里没有给这些村的广播时段"
    items, minutes = max(s.most_items for s in slots), max(s.most_minutes for s in slots)
    return f"每个时段一次最多 {items} 条、{minutes:g} 分钟，三天轮一遍，排在前面的已经排满"
