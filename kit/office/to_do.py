"""What waits for somebody: to write, to mend, to send on, to sign; and what is with others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.model.finding import Severity
from kit.model.item import Kind, Status
from kit.office.kept_week import week_work
from kit.office.reasons import stops
from kit.office.waiting import turns
from kit.plan.plan import is_ahead
from kit.review.chain import EMERGENCY_STEP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

    from kit.edition.work import Work
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.week import Week
    from kit.progress import Clock
    from kit.review.chain import ReviewState

NOT_DIALLED = "K11"
"""The check that asks whether somebody dialled a number."""
_URGENT = "应急，一个人签了就发。"


class Want(StrEnum):
    """What somebody is to do, in the words of the page."""

    MEND = "要改"
    RETURNED = "退回了"
    SUBMIT = "还没送签"
    SIGN = "等我签"
    LOOK = "请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """One thing that waits."""

    item_id: str
    """Number of the item; of a file without one, its path."""
    title: str
    want: Want
    why: str
    since: date | None = None
    """The day on which it should hang."""
    late_days: int = 0
    step: str = ""
    """The step to sign."""
    is_alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """An item that somebody else must sign next."""

    item_id: str
    title: str
    step: str
    post: str
    since: date
    late_days: int
    due: datetime | None = None
    """By when a hurried alert's review must be made up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """All that waits for one person, the latest first."""

    mine: tuple[Waits, ...]
    elsewhere: tuple[Elsewhere, ...]


def to_do(folder: Path, clock: Clock, *, by: str = "") -> ToDo:
    """Return what waits for the signer named ``by``; without a name, for the clerk.

    Raises:
        SourceError: The workspace cannot be read.
    """
    work, now = week_work(folder, "", clock), clock()
    today = now.date()
    found = _for_signer(work, by, now) if by else _for_clerk(work, today)
    mine = sorted(found, key=_urgency)
    named = {one.item_id for one in mine if one.want is not Want.LOOK}
    others = (one for one in _elsewhere(work, today) if one.item_id not in named)
    return ToDo(mine=tuple(mine), elsewhere=tuple(sorted(others, key=lambda o: o.since)))


def _urgency(one: Waits) -> tuple[bool, int, int, str]:
    order = list(Want).index(one.want)
    far = one.since.toordinal() if one.since else 0
    is_urgent = one.is_alert or one.step == EMERGENCY_STEP
    return not is_urgent, -one.late_days, far if not one.late_days else order, one.item_id


def _for_clerk(work: Work, today: date) -> Iterator[Waits]:
    stopped = stops(work)
    for one in work.source.workspace.refused:
        why = stopped.get(one.item_id) or stopped.get(one.file, "")
        name = one.item_id or one.file
        yield Waits(item_id=name, title=one.title or name, want=Want.MEND, why=why)
    for item, state in _open_items(work):
        why = stopped.get(item.item_id, "")
        if why:
            yield _waits(item, Want.MEND, why, today)
        elif state.rejected and not state.signed:
            told = state.rejected
            yield _waits(item, Want.RETURNED, f"{told.step}：{told.rejection}", today)
        elif _is_with_clerk(state):
            yield _waits(item, Want.SUBMIT, _to_submit(item, state, today), today)
        elif (why := _not_dialled(work, item)) and not state.hurried:
            yield _waits(item, Want.LOOK, why, today)


def _for_signer(work: Work, by: str, now: datetime) -> Iterator[Waits]:
    source = work.source
    unsigned = (
        item
        for item, state in _open_items(work)
        if state.next_step is not None and item.item_id not in source.stopped
    )
    township, ledger = source.workspace.township, source.reviews.ledger
    for item, turn in turns(unsigned, township, ledger, by, now):
        assert turn.step is not None
        why = _URGENT if turn.is_urgent else _to_sign(turn.state)
        yield _waits(item, Want.SIGN, why, now.date(), turn.step.name)


def _open_items(work: Work) -> Iterator[tuple[Item, ReviewState]]:
    """Yield what is not over, with how far it is signed.

    What is taken back is over for the boards only once that is signed.
    """
    states, effects = work.source.reviews.states, work.plan.effects
    workspace, week = work.source.workspace, work.plan.week
    for item in workspace.items:
        state, effect = states.get(item.item_id), effects.get(item.item_id)
        if state is None:
            continue
        is_over = effect is not None and effect.is_over
        if not is_over or _is_taken_back(item, state, workspace.township, week):
            yield item, state


def _is_taken_back(item: Item, state: ReviewState, township: Township, week: Week) -> bool:
    unsigned = item.status is Status.WITHDRAWN and state.next_step is not None
    return unsigned and is_ahead(item, township, week)


def _elsewhere(work: Work, today: date) -> Iterator[Elsewhere]:
    for item, state in _open_items(work):
        step = state.next_step
        if step is None or item.item_id in work.source.stopped:
            continue
        if _is_with_clerk(state) and not state.hurried:
            continue
        yield Elsewhere(
            item_id=item.item_id,
            title=item.plain_title,
            step=step.name,
            post=step.post,
            since=item.dates.publish,
            late_days=0 if state.complete else _late(item, today),
            due=state.review_by,
        )


def _is_with_clerk(state: ReviewState) -> bool:
    """Whether its first step, 提交, is still to be signed: that is the clerk's own."""
    return state.next_step is not None and not state.signed and not state.hurried


def _to_submit(item: Item, state: ReviewState, today: date) -> str:
    day = item.dates.publish
    when = f"{day.month}月{day.day}日"
    due = f"{when}就该贴出，" if day < today else f"{when}贴出，"
    return f"{state.voided or due + '还没有人签字'}。看一遍，送去签。"


def _to_sign(state: ReviewState) -> str:
    return f"{state.signed[-1].by}签了“{state.signed[-1].step}”。" if state.signed else ""


def _not_dialled(work: Work, item: Item) -> str:
    found = work.source.checked.findings
    mine = (one for one in found if one.item_id == item.item_id and one.code == NOT_DIALLED)
    one = next((f for f in mine if f.severity is not Severity.INFO), None)
    return f"{one.message}打一遍，记下来。" if one else ""


def _waits(item: Item, want: Want, why: str, today: date, step: str = "") -> Waits:
    return Waits(
        item_id=item.item_id,
        title=item.plain_title,
        want=want,
        why=why,
        since=item.dates.publish,
        late_days=0 if want is Want.LOOK else _late(item, today),
        step=step,
        is_alert=item.kind is Kind.EMERGENCY,
    )


def _late(item: Item, today: date) -> int:
    if item.status is Status.WITHDRAWN:
        return 0
    return max(0, (today - item.dates.publish).days)
