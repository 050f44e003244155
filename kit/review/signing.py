"""Signing: chain and signers decide, the ledger keeps, and who is refused is told who may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.errors import ReviewError
from kit.model.finding import Finding, Severity
from kit.review.chain import (
    EMERGENCY_STEP,
    refusal,
    refusal_of_emergency,
    review_state,
    same_person,
    state_of,
)
from kit.review.digest import chain_digest, digest
from kit.review.ledger import FILE, SignOff, append_sign_offs
from kit.review.signed_texts import keep_signed
from kit.source.township import FILE as SETTINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from kit.model.item import Item
    from kit.model.township import Signer, Step, Township
    from kit.review.chain import ReviewState
    from kit.review.ledger import Ledger
    from kit.source.workspace import Workspace
LEFT_UNSIGNED = ("DX-2026-006",)
"""The sample that shows what an unsigned item looks like."""
MOST_NAME_CHARACTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A signature, or a rejection with its reason, that somebody asks to have entered."""

    item: Item
    step: str
    by: str
    reject: str = ""
    way: str = ""
    """How it is known that it is this person, as the ledger will say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of it; without a sign-off and a refusal it stood in the ledger before."""

    wanted: Wanted
    sign_off: SignOff | None
    refusal: str = ""
    remedy: str = ""


def sign(
    ledger: Path,
    item: Item,
    township: Township,
    *,
    step: str,
    by: str,
    at: datetime,
    reject: str = "",
    way: str = "",
) -> SignOff:
    """Return the signature, or the rejection with its reason, as it now stands in the ledger.

    Raises:
        ReviewError: Chain or signers do not allow it; says why and who may sign.
        SourceError: The ledger is broken.
        StorageError: The ledger cannot be written.
    """
    wanted = Wanted(item=item, step=step, by=by, reject=reject, way=way)
    (entered,) = sign_all(ledger, (wanted,), township, at=at)
    if entered.sign_off is None:
        reason = entered.refusal or f"{by.strip()}已经签了“{step}”。"
        raise ReviewError(f"{item.item_id} 不能这样签：{reason}", entered.remedy)
    return entered.sign_off


def sign_all(
    ledger: Path, wanted: Sequence[Wanted], township: Township, *, at: datetime
) -> tuple[Entered, ...]:
    """Return what became of each, in order: those that are refused hinder no other.

    Raises:
        SourceError: The ledger is broken.
        StorageError: The ledger cannot be written.
    """
    entered: list[Entered] = []

    def decide(there: Ledger) -> list[SignOff]:
        added: list[SignOff] = []
        for one in wanted:
            entered.append(weigh(one, there, township, at, added))
            if sign_off := entered[-1].sign_off:
                added.append(sign_off)
        return added

    kept = iter(append_sign_offs(ledger, decide, township.chain))
    keep_signed(ledger.parent, [one.wanted.item for one in entered if one.sign_off])
    return tuple(replace(one, sign_off=next(kept)) if one.sign_off else one for one in entered)


def sign_samples(
    workspace: Workspace, *, at: datetime, leave_unsigned: Collection[str] = LEFT_UNSIGNED
) -> None:
    """Sign the example's items as its sample people, so that a first edition can be made.

    One item is left out, to show what waits for a signature. Nobody's name stands in it.
    """
    chain = workspace.township.chain

    def decide(there: Ledger) -> list[SignOff]:
        return [
            SignOff(
                item_id=item.item_id,
                digest=signed,
                step=step.name,
                by=_sample_person(step, workspace.township),
                at=at,
                chain=chain_digest(chain),
                posts=(step.post,) if workspace.township.signers else (),
            )
            for item in workspace.items
            if item.item_id not in leave_unsigned
            for signed in (digest(item),)
            if not review_state(item, signed, there, chain).signed
            for step in chain
        ]

    signed = {one.item_id for one in append_sign_offs(workspace.folder / FILE, decide, chain)}
    keep_signed(workspace.folder, [item for item in workspace.items if item.item_id in signed])


def _sample_person(step: Step, township: Township) -> str:
    """Return who signs a sample: by the list, whatever the day; posts where there is no list."""
    named = (one.name for one in township.signers if step.post in one.posts)
    return next(named, f"样例·{step.post}")


def signer_findings(township: Township, day: date) -> Iterator[Finding]:
    """Yield a warning where anybody may sign, and for each step that nobody may."""
    if not township.signers:
        yield _warning(
            "没有签字人名单，谁的名字都能签。",
            f"请在 {SETTINGS} 里写 [[signer]]：姓名、岗位、从哪天到哪天。",
        )
        return
    for step in township.chain:
        if not any(one.holds(step.post, day) for one in township.signers):
            yield _warning(
                f"“{step.name}”（{step.post}）现在没有人能签。",
                f"请在 {SETTINGS} 的 [[signer]] 里加上人，或改任期。",
            )


def _warning(message: str, remedy: str) -> Finding:
    return Finding(
        code="D02", severity=Severity.WARN, message=message, remedy=remedy, file=SETTINGS
    )


def weigh(
    wanted: Wanted,
    there: Ledger,
    township: Township,
    at: datetime,
    added: Sequence[SignOff] = (),
) -> Entered:
    """Return what would become of a sign-off after ``added``; nothing is entered."""
    item, chain = wanted.item, township.chain
    signed_under = chain_digest(chain)
    lines = (*there.of(item.item_id), *(one for one in added if one.item_id == item.item_id))
    chains = {**there.chains, signed_under: chain}
    state = state_of(item, digest(item), lines, chains, chain)
    sign_off = SignOff(
        item_id=item.item_id,
        digest=digest(item),
        step=wanted.step,
        by=" ".join(wanted.by.split()),
        at=at,
        rejection=wanted.reject.strip(),
        chain=signed_under,
        posts=_posts(wanted.by, township.signers, at.date()),
        way=wanted.way,
    )
    remedy = _who_may(state, township, at.date())
    if not sign_off.rejection and _has_signed(sign_off, state):
        return Entered(wanted=wanted, sign_off=None, remedy=remedy)
    reason = _refusal(sign_off, item, state, chain) or _refusal_of_signer(sign_off, township)
    if reason:
        return Entered(wanted=wanted, sign_off=None, refusal=reason, remedy=remedy)
    return Entered(wanted=wanted, sign_off=sign_off)


def _has_signed(wanted: SignOff, state: ReviewState) -> bool:
    signed = (*state.signed, *((state.hurried,) if state.hurried else ()))
    return any(one.step == wanted.step and same_person(one.by, wanted.by) for one in signed)


def _refusal(wanted: SignOff, item: Item, state: ReviewState, chain: Sequence[Step]) -> str:
    """Return why the chain does not allow the sign-off; empty when it does."""
    names = [step.name for step in chain]
    if not 2 <= len(wanted.by) <= MOST_NAME_CHARACTERS or not wanted.by.isprintable():
        return "没有写清是谁签的。"
    if wanted.step == EMERGENCY_STEP:
        return _refusal_in_emergency(wanted, item, state)
    if wanted.step not in names:
        return f"没有“{wanted.step}”这一步，只有：{'、'.join(names)}。"
    if wanted.rejection:
        return _refusal_of_rejection(wanted, state, chain)
    if state.complete and not state.hurried:
        return "各步都已经签完。"
    return refusal(wanted.step, wanted.by, state.signed, chain)


def _refusal_of_signer(wanted: SignOff, township: Township) -> str:
    """Return why the table of signers does not allow it; without a table anybody may sign."""
    if not township.signers:
        return ""
    named = [one for one in township.signers if same_person(one.name, wanted.by)]
    if not named:
        return f"签字人名单里没有“{wanted.by}”。"
    posts = {step.name: step.post for step in township.chain}
    # An alert is forwarded by whoever is there: any post serves, but it must be held today.
    post = posts.get(wanted.step)
    if any(post in (None, one) for one in wanted.posts):
        return ""
    if all(post not in one.posts for one in named) and post:
        held = "、".join(dict.fromkeys(one for signer in named for one in signer.posts))
        return f"“{wanted.step}”由{post}签，{wanted.by}是{held}。"
    return f"{wanted.by}的任期是{'；'.join(map(_term, named))}，{wanted.at:%Y-%m-%d} 不在里面。"


def _term(signer: Signer) -> str:
    return f"{signer.since or '以前'} 到 {signer.until or '现在'}"


def _posts(by: str, signers: Sequence[Signer], day: date) -> tuple[str, ...]:
    """Return the posts that somebody holds that day."""
    mine = [one for one in signers if same_person(one.name, by)]
    posts = [post for one in mine for post in one.posts if one.holds(post, day)]
    return tuple(dict.fromkeys(posts))


def _refusal_in_emergency(wanted: SignOff, item: Item, state: ReviewState) -> str:
    if wanted.rejection:
        taken_back = state.hurried and same_person(state.hurried.by, wanted.by)
        return "" if taken_back else "只有应急签发的人可以收回它。"
    return refusal_of_emergency(item) or ("已经可以发布，不用应急签发。" if state.complete else "")


def _refusal_of_rejection(wanted: SignOff, state: ReviewState, chain: Sequence[Step]) -> str:
    """Whose turn it is may send back; who has signed may take it back."""
    if not state.signed and not state.hurried:
        return "还没有人签字，没有什么可以退回。"
    if any(one.step == wanted.step and same_person(one.by, wanted.by) for one in state.signed):
        return ""
    return refusal(wanted.step, wanted.by, state.signed, chain)


def _who_may(state: ReviewState, township: Township, day: date) -> str:
    if state.next_step is None:
        return (
            "要改内容，改好以后从头签。" if township.chain else "请先在 kit.toml 里写好 [[step]]。"
        )
    post = state.next_step.post
    named = "、".join(one.name for one in township.signers if one.holds(post, day))
    known = f"（{named or '签字人名单里现在没有'}）" if township.signers else ""
    signers = "、".join(dict.fromkeys(one.by for one in state.signed))
    others = f"，{signers}除外" if signers else ""
    return f"现在可以签的是“{state.next_step.name}”：{post}{known}{others}。"
