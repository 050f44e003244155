"""A published item taken back: by its own file and a signature, like everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.edition.published.manifest import signed_manifests
from kit.edition.published.newest import public_key_in
from kit.edition.request import OUTPUT
from kit.errors import RequestError, ReviewError
from kit.model.item import Status
from kit.office.find import find
from kit.office.open import open_item, save
from kit.office.sign import sign
from kit.review.chain import EMERGENCY_STEP
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.signing import Wanted, weigh
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.find import Found
    from kit.progress import Clock


def withdraw(folder: Path, item_id: str, clock: Clock, *, reason: str, by: str = "") -> Found:
    """Return the item as it stands with 撤回 and the reason in its file.

    From the next build on it hangs and sounds no more; its page is emptied once the withdrawal
    is signed. ``by`` signs at once and alone: what must not be read cannot wait for six people.

    Raises:
        RequestError: There is no reason, or the item is over already.
        ReviewError: One signature does not do; nothing is written.
        SourceError: There is no such item, or its file cannot be changed.
        StorageError: The disk does not take it.
    """
    workspace = open_workspace(folder)
    item = find_item(workspace, item_id)
    if not reason.strip():
        raise RequestError("撤回要写明原因。", f"如：kit withdraw {item_id} --reason 金额写错")
    if item.status not in (Status.VALID, Status.AMENDED):
        raise RequestError(f"{item.item_id} 的状态已经是“{item.status}”。", "不用再撤回。")
    if by and not _was_published(folder, item.item_id):
        raise ReviewError(
            f"{item.item_id} 还没有公开过，没有什么要急着撤的。",
            "不想发了，就把它的文件移出 items；要改就改好再按步骤签字。",
        )
    if by:
        alone = Wanted(item=replace(item, status=Status.WITHDRAWN), step=EMERGENCY_STEP, by=by)
        outcome = weigh(alone, read_ledger(folder / LEDGER), workspace.township, clock())
        if outcome.refusal:
            what = f"{item.item_id} 不能一个人撤回：{outcome.refusal}"
            raise ReviewError(what, "请换一个能签的人；或去掉 --by，按步骤签字。")
    changes = {"状态": Status.WITHDRAWN.value, "撤回原因": reason.strip()}
    save(folder, item.item_id, changes, open_item(folder, item.item_id).seen)
    if by:
        return sign(folder, item.item_id, clock, step=EMERGENCY_STEP, by=by)
    return find(folder, item.item_id)


def _was_published(folder: Path, item_id: str) -> bool:
    editions = signed_manifests(folder / OUTPUT, public_key_in(folder))
    return any(item_id in manifest.items for manifest, _ in editions)
