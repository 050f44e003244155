"""Signing: the chain decides, the ledger keeps, and who is refused is told who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import ReviewError
from kit.review.chain import (
    EMERGENCY_STEP,
    refusal,
    refusal_of_emergency,
    review_state,
    same_person,
)
from kit.review.digest import digest
from kit.review.ledger import FILE, SignOff, append_sign_offs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from kit.model.item import Item
    from kit.model.township import Step
    from kit.review.chain import ReviewState
    from kit.source.workspace import Workspace

LEFT_UNSIGNED = ("DX-2026-006",)
"""The sample that shows what an unsigned item looks like."""
MOST_NAME_CHARACTERS = 20


def sign(
    ledger: Path,
    item: Item,
    chain: Sequence[Step],
    *,
    step: str,
    by: str,
    at: datetime,
    reject: str = "",
) -> SignOff:
    """Return the signature, or the rejection with its reason, as it now stands in the ledger.

    Raises:
        ReviewError: The chain does not allow it; says why and who may sign.
        SourceError: The ledger is broken.
        StorageError: The ledger cannot be written.
    """
    wanted = SignOff(
        item_id=item.item_id,
        digest=digest(item),
        step=step,
        by=" ".join(by.split()),
        at=at,
        rejection=reject.strip(),
    )

    def decide(there: tuple[SignOff, ...]) -> tuple[SignOff]:
        state = review_state(item, wanted.digest, there, chain)
        reason = _refusal(wanted, item, state, chain)
        if reason:
            raise ReviewError(f"{item.item_id} 不能这样签：{reason}", _who_may(state, chain))
        return (wanted,)

    return append_sign_offs(ledger, decide)[0]


def sign_samples(
    workspace: Workspace, *, at: datetime, leave_unsigned: Collection[str] = LEFT_UNSIGNED
) -> None:
    """Sign the example's items under sample posts, so that a first edition can be made.

    One item is left out, to show what waits for a signature. Nobody's name stands in it.
    """
    chain = workspace.township.chain

    def decide(there: tuple[SignOff, ...]) -> list[SignOff]:
        return [
            SignOff(
                item_id=item.item_id, digest=signed, step=step.name, by=f"样例·{step.post}", at=at
            )
            for item in workspace.items
            if item.item_id not in leave_unsigned
            for signed in (digest(item),)
            if not review_state(item, signed, there, chain).signed
            for step in chain
        ]

    append_sign_offs(workspace.folder / FILE, decide)


def _refusal(wanted: SignOff, item: Item, state: ReviewState, chain: Sequence[Step]) -> str:
    """Return why the sign-off may not be added; empty when it may."""
    names = [step.name for step in chain]
    if not 2 <= len(wanted.by) <= MOST_NAME_CHARACTERS or not wanted.by.isprintable():
        return "没有写清是谁签的。"
    if wanted.step == EMERGENCY_STEP:
        return _refusal_in_emergency(wanted, item, state)
    if wanted.step not in names:
        return f"没有“{wanted.step}”这一步，只有：{'、'.join(names)}。"
    if wanted.rejection:
        return _refusal_of_rejection(wanted, state, chain)
    return refusal(wanted.step, wanted.by, state.signed, chain)


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


def _who_may(state: ReviewState, chain: Sequence[Step]) -> str:
    if state.next_step is None:
        return "要改内容，改好以后从头签。" if chain else "请先在 kit.toml 里写好 [[step]]。"
    signers = "、".join(dict.fromkeys(one.by for one in state.signed))
    others = f"，{signers}除外" if signers else ""
    return f"现在可以签的是“{state.next_step.name}”：{state.next_step.post}{others}。"
