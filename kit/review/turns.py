"""Whose turn it is: the step of an item that somebody may sign now, or why they may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.item import Status
from kit.model.township import Step
from kit.review.chain import EMERGENCY_STEP, refusal_of_emergency, review_state, same_person
from kit.review.digest import digest
from kit.review.signing import Wanted, weigh

if TYPE_CHECKING:
    from datetime import datetime

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.review.chain import ReviewState
    from kit.review.ledger import Ledger, SignOff

_FORWARD = Step(
    name=EMERGENCY_STEP,
    post="在岗的签字人",
    checklist=(
        "和上级的原文逐字核对过",
        "发布单位、来源编号写对了",
        "级别、时间、范围没有改动",
    ),
)
_WITHDRAW = Step(
    name=EMERGENCY_STEP,
    post="在岗的签字人",
    checklist=("确实要马上撤下", "撤回原因写清楚了"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The step of an item that is signed next, and whether this person may sign it."""

    state: ReviewState
    step: Step | None
    """None where nothing is left to sign."""
    refusal: str = ""
    """Why this person may not; empty where they may, or where there is no step."""
    remedy: str = ""
    """Who may."""

    @property
    def is_mine(self) -> bool:
        """Whether this person may sign now."""
        return self.step is not None and not self.refusal

    @property
    def is_urgent(self) -> bool:
        """Whether one signature lets it out, before its review."""
        return self.step is not None and self.step.name == EMERGENCY_STEP


def turn_of(item: Item, township: Township, there: Ledger, by: str, at: datetime) -> Turn:
    """Return which step of ``item`` is signed next, and whether ``by`` may sign it at ``at``.

    An alert, and a withdrawal, is asked to be let out before its review.
    """
    state = review_state(item, digest(item), there, township.chain)
    step = state.next_step
    if not state.complete and not refusal_of_emergency(item):
        step = _WITHDRAW if item.status is Status.WITHDRAWN else _FORWARD
    if step is None:
        return Turn(state=state, step=None)
    entered = weigh(Wanted(item=item, step=step.name, by=by), there, township, at)
    done = "" if entered.sign_off else f"“{step.name}”已经签过了。"
    return Turn(state=state, step=step, refusal=entered.refusal or done, remedy=entered.remedy)


def last_signature(there: Ledger, item_id: str, by: str) -> SignOff | None:
    """Return what somebody signed of an item last, whatever it said then."""
    mine = (one for one in there.of(item_id) if not one.rejection and same_person(one.by, by))
    return max(mine, key=lambda one: one.at, default=None)
