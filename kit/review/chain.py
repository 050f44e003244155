"""The stage an item's review has reached: computed from digest, ledger and chain, never stored.

A signature stands for the chain it was made under: docs/decisions/0010. What was not complete
when it was signed is completed by no change of ``kit.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.model.item import Kind, Status
from kit.text.office_level import is_county_or_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from kit.model.item import Item
    from kit.model.township import Step
    from kit.review.ledger import Ledger, SignOff

EMERGENCY_STEP = "应急签发"
"""The one signature that lets a forwarded alert out before its review."""
_HURRIED = EMERGENCY_STEP.encode()
REVIEW_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """How far the review of exactly this text has come."""

    signed: tuple[SignOff, ...]
    """Valid signatures of the chain, in its order."""
    chain: tuple[Step, ...]
    """The chain they count under: today's, or the one that was completed."""
    next_step: Step | None
    """Who signs next; None when the chain is complete."""
    complete: bool
    """May be published."""
    rejected: SignOff | None = None
    """The rejection that nobody has answered by a new signature."""
    hurried: SignOff | None = None
    """The emergency signature, where the chain itself is not complete yet."""
    voided: str = ""
    """Why earlier signatures do not hold: the text is another one, or the chain."""

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
            return f"{self.voided}，原来的签字作废。{whose}"
        done = f"已签到“{self.signed[-1].step}”，" if self.signed else "还没有人签字，"
        return f"{done}{whose}"


def review_state(item: Item, digest: str, ledger: Ledger, chain: Sequence[Step]) -> ReviewState:
    """Return the state of ``item`` with ``digest``: the whole chain in order by distinct people.

    What the ledger holds out of order, by a person who signed before, or for another digest
    does not count, however it came there. A rejection takes back all that was signed.
    """
    return state_of(item, digest, ledger.of(item.item_id), ledger.chains, chain)


def completed(
    items: Iterable[Item], digests: Mapping[str, str], ledger: Ledger, chain: Sequence[Step]
) -> frozenset[str]:
    """Return the ids of the items whose review is complete.

    Computed, as all states are, and once for all items that were signed alike: who signed which
    steps under which chain, and whether this text, is all it depends on; but for emergencies.
    """
    alike: dict[object, bool] = {}
    found = set()
    for item in items:
        shape = ledger.shape(item.item_id, digests[item.item_id])
        known = alike.get(shape)
        if known is None:
            state = review_state(item, digests[item.item_id], ledger, chain)
            known = state.complete
            if () not in shape and not any(_HURRIED in part for line in shape for part in line):
                alike[shape] = known
        if known:
            found.add(item.item_id)
    return frozenset(found)


def state_of(
    item: Item,
    digest: str,
    lines: Sequence[SignOff],
    chains: Mapping[str, Sequence[Step]],
    chain: Sequence[Step],
) -> ReviewState:
    """Return the state of an item by its own lines; ``chains`` are those they name."""
    # Lines older than the field were made under the first chain there is a record of.
    under = {"": next(iter(chains.values()), chain), **chains}
    since = _last_word_on_another(lines, digest, under)
    here = [one for one in lines[since:] if one.digest == digest]
    now = _state(item, here, under, chain)
    if now.complete and not now.hurried:
        return now
    for other in dict.fromkeys(one.chain for one in here):
        if other in under and demands_all_of(under[other], chain):
            then = _state(item, here, under, under[other])
            if then.complete and not then.hurried:
                return then
    if now.signed or now.hurried or now.rejected:
        return now
    if any(tuple(under.get(one.chain, ())) != tuple(chain) for one in here):
        return replace(now, voided="审核的步骤改过")
    if any(one.digest == digest for one in lines):
        return replace(now, voided="后来签的是改过的内容")
    return replace(now, voided="内容改过" if lines else "")


def _last_word_on_another(
    lines: Sequence[SignOff], digest: str, chains: Mapping[str, Sequence[Step]]
) -> int:
    """Return how many lines there are up to the last signature that let another text out.

    A correction or a withdrawal takes the earlier text's signatures away for good: else who
    puts the old file back publishes again, alone, what others had signed off the boards.
    """
    last = 0
    for number, one in enumerate(lines, start=1):
        final = [step.name for step in chains.get(one.chain, ())][-1:]
        lets_out = not one.rejection and one.step in (EMERGENCY_STEP, *final)
        if one.digest != digest and lets_out:
            last = number
    return last


def demands_all_of(chain: Sequence[Step], other: Sequence[Step]) -> bool:
    """Return whether who completed ``chain`` did all that ``other`` asks for, by as many people.

    Checklists are left out: they guide the eye, and a point put more clearly must not take a
    township's notices off its boards. They are told where they change.
    """
    rest = iter([(step.name, step.post) for step in chain])
    if not all((step.name, step.post) in rest for step in other):
        return False
    names = {step.name for step in other}
    return {pair for pair in _shared(chain) if pair <= names} <= _shared(other)


def changes(before: Sequence[Step], now: Sequence[Step]) -> tuple[str, ...]:
    """Return in Chinese what became of a chain: one sentence part for each thing changed."""
    old, new = ({step.name: step for step in chain} for chain in (before, now))
    both = [name for name in old if name in new]
    told = [f"去掉了“{name}”" for name in old if name not in new]
    told += [f"加了“{name}”" for name in new if name not in old]
    told += [
        f"“{name}”由“{old[name].post}”改为“{new[name].post}”签"
        for name in both
        if old[name].post != new[name].post
    ]
    told += [
        f"“{'”“'.join(sorted(pair, key=list(new).index))}”可以一个人签了"
        for pair in sorted(_shared(now) - _shared(before), key=sorted)
        if pair <= set(new)
    ]
    told += [
        f"“{'”“'.join(sorted(pair, key=list(old).index))}”不能再一个人签"
        for pair in sorted(_shared(before) - _shared(now), key=sorted)
        if pair <= set(both)
    ]
    if both != [name for name in new if name in old]:
        told.append("先后改了")
    told += [f"“{n}”看什么改了" for n in both if old[n].checklist != new[n].checklist]
    return tuple(told)


def _state(
    item: Item,
    lines: Sequence[SignOff],
    chains: Mapping[str, Sequence[Step]],
    chain: Sequence[Step],
) -> ReviewState:
    """Return how far the lines of one digest go under ``chain``.

    Of another chain's lines those count that were made where no more was asked for: else a
    chain cut short would count what its longer one had not finished.
    """
    counts = {
        name: tuple(steps) == tuple(chain) or demands_all_of(chain, steps)
        for name, steps in chains.items()
    }
    signed: list[SignOff] = []
    rejected = hurried = None
    for one in lines:
        if one.rejection:
            signed, hurried, rejected = [], None, one
        elif one.step == EMERGENCY_STEP:
            if not refusal_of_emergency(item):
                hurried, rejected = one, None
        elif counts.get(one.chain) and not refusal(one.step, one.by, signed, chain):
            signed.append(one)
            rejected = None
    whole = bool(chain) and len(signed) == len(chain)
    return ReviewState(
        signed=tuple(signed),
        chain=tuple(chain),
        next_step=None if whole or not chain else chain[len(signed)],
        complete=whole or hurried is not None,
        rejected=rejected,
        hurried=None if whole else hurried,
    )


def refusal(step: str, by: str, signed: Sequence[SignOff], chain: Sequence[Step]) -> str:
    """Return why ``by`` may not sign ``step`` after ``signed``; empty when they may."""
    if len(signed) >= len(chain):
        return "各步都已经签完。"
    wanted = chain[len(signed)]
    if step != wanted.name:
        return f"现在轮到“{wanted.name}”（{wanted.post}），不是“{step}”。"
    # What was signed stands in the order of the steps: as many lines, as many steps.
    for earlier, its_step in zip(signed, chain, strict=False):
        if same_person(earlier.by, by) and not _may_share(wanted, its_step):
            return f"{by.strip()}已经签了“{earlier.step}”，一个人不能再签“{step}”。"
    return ""


def refusal_of_emergency(item: Item) -> str:
    """Return why an item may not go out on one signature; empty when it may."""
    if item.status is Status.WITHDRAWN:
        # A repeal taken back puts up again what it had ended: that is no withdrawal alone.
        ends = item.replaces or item.cancels or item.decides
        return "它停用过别的公告，撤回它要按步骤签。" if ends else ""
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


@lru_cache(maxsize=1024)
def _name(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())


def _shared(chain: Sequence[Step]) -> set[frozenset[str]]:
    """Return the pairs of steps that one person may sign."""
    return {frozenset((step.name, other)) for step in chain for other in step.same_person_as}


def _may_share(one: Step, other: Step) -> bool:
    return other.name in one.same_person_as or one.name in other.same_person_as
