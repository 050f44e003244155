"""The stage an item's review has reached: computed from digest, ledger and chain, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.model.item import Kind
from kit.text.office import is_county_or_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from kit.model.item import Item
    from kit.model.township import Step
    from kit.review.ledger import SignOff

EMERGENCY_STEP = "应急签发"
"""The one signature that lets a forwarded alert out before its review."""
REVIEW_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """How far the review of exactly this text has come."""

    signed: tuple[SignOff, ...]
    """Valid signatures of the chain, in its order."""
    next_step: Step | None
    """Who signs next; None when the chain is complete."""
    complete: bool
    """May be published."""
    rejected: SignOff | None = None
    """The rejection that nobody has answered by a new signature."""
    hurried: SignOff | None = None
    """The emergency signature, where the chain itself is not complete yet."""
    voided: bool = False
    """An earlier text of this item was signed; its signatures do not hold for this one."""

    @property
    def review_by(self) -> datetime | None:
        """When the review of a hurried alert must be made up at the latest."""
        return self.hurried.at + REVIEW_WITHIN if self.hurried else None

    @property
    def summary(self) -> str:
        """One Chinese sentence: what holds it up, and who is to sign."""
        whose = (
            f"请“{self.next_step.name}”（{self.next_step.post}）签字。" if self.next_step else ""
        )
        if self.hurried and self.review_by:
            return f"应急先发，{self.review_by:%m月%d日%H:%M}以前补审。{whose}"
        if self.complete:
            return "已经签完。"
        if self.rejected:
            return (
                f"“{self.rejected.step}”退回：{self.rejected.rejection.rstrip('。')}。"
                f"改好以后从头签，{whose}"
            )
        if self.voided:
            return f"内容改过，原来的签字作废。{whose}"
        done = f"已签到“{self.signed[-1].step}”，" if self.signed else "还没有人签字，"
        return f"{done}{whose}"


def review_state(
    item: Item, digest: str, sign_offs: Iterable[SignOff], chain: Sequence[Step]
) -> ReviewState:
    """Return the state of ``item`` with ``digest``: the whole chain in order by distinct people.

    What the ledger holds out of order, by a person who signed before, or for another digest
    does not count, however it came there. A rejection takes back all that was signed.
    """
    signed: list[SignOff] = []
    rejected = hurried = None
    voided = False
    for sign_off in sign_offs:
        if sign_off.digest != digest:
            voided = voided or sign_off.item_id == item.item_id
        elif sign_off.rejection:
            signed, hurried, rejected = [], None, sign_off
        elif sign_off.step == EMERGENCY_STEP:
            if not refusal_of_emergency(item):
                hurried, rejected = sign_off, None
        elif not refusal(sign_off.step, sign_off.by, signed, chain):
            signed.append(sign_off)
            rejected = None
    whole = bool(chain) and len(signed) == len(chain)
    return ReviewState(
        signed=tuple(signed),
        next_step=None if whole or not chain else chain[len(signed)],
        complete=whole or hurried is not None,
        rejected=rejected,
        hurried=None if whole else hurried,
        voided=voided and not signed and hurried is None,
    )


def refusal(step: str, by: str, signed: Sequence[SignOff], chain: Sequence[Step]) -> str:
    """Return why ``by`` may not sign ``step`` after ``signed``; empty when they may."""
    if len(signed) >= len(chain):
        return "各步都已经签完。"
    wanted = chain[len(signed)]
    if step != wanted.name:
        return f"现在轮到“{wanted.name}”（{wanted.post}），不是“{step}”。"
    steps = {one.name: one for one in chain}
    for earlier in signed:
        if same_person(earlier.by, by) and not _may_share(wanted, steps[earlier.step]):
            return f"{by.strip()}已经签了“{earlier.step}”，一个人不能再签“{step}”。"
    return ""


def refusal_of_emergency(item: Item) -> str:
    """Return why an item may not go out on one signature; empty when it may."""
    if item.kind is not Kind.EMERGENCY or item.emergency is None:
        return f"“{item.kind}”不能走应急签发，只有转发的应急预警可以。"
    # Only the county and above issue an alert (突发事件应对法第六十四条); the township forwards it.
    if not is_county_or_above(item.emergency.sender):
        return "预警的“发布”不是县级以上单位，不能走应急签发。"
    if not item.emergency.source_ref:
        return "预警没有写“来源”（原预警的编号），不能走应急签发。"
    return ""


def same_person(one: str, other: str) -> bool:
    """Return whether two names are the same person's; blanks and letter forms do not count."""
    return _name(one) == _name(other)


def _name(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())


def _may_share(one: Step, other: Step) -> bool:
    return other.name in one.same_person_as or one.name in other.same_person_as
