"""One signature, or one rejection, entered into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.published.settle import settle_if_free
from kit.errors import RequestError, ReviewError
from kit.office.find import find
from kit.review.digest import chain_digest, digest, digest_of
from kit.review.ledger import FILE as LEDGER
from kit.review.signing import sign as enter
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.item import Item
    from kit.model.township import Step
    from kit.office.find import Found
    from kit.progress import Clock


def sign(
    folder: Path,
    item_id: str,
    clock: Clock,
    *,
    step: str,
    by: str,
    reject: str = "",
    seen: str = "",
    way: str = "",
) -> Found:
    """Return the item as it stands after the signature.

    ``seen`` is what :attr:`kit.office.to_sign.ToSign.seen` was when it was read: nobody signs
    what was changed while they read it. ``way`` says how it is known who signs.

    Raises:
        RequestError: It is not said which step, or who signs.
        ReviewError: The chain does not allow it; says why and who may sign. Or the item, or the
            chain, is not what was ``seen``.
        SourceError: There is no such item, or the ledger is broken.
        StorageError: The ledger cannot be written.
    """
    settle_if_free(folder)
    workspace = open_workspace(folder)
    item = find_item(workspace, item_id)
    if not step or not by:
        raise RequestError(
            "签字要写明哪一步、谁签的。", f"如：kit sign {item_id} --step 初审 --by 张三"
        )
    township = workspace.township
    if seen and seen != seen_code(item, township.chain):
        raise ReviewError(
            "您看的时候，内容或者审核的步骤改过，没有签。", "请刷新这一页，看了改的再签。"
        )
    enter(folder / LEDGER, item, township, step=step, by=by, at=clock(), reject=reject, way=way)
    return find(folder, item.item_id)


def seen_code(item: Item, chain: Sequence[Step]) -> str:
    """Return what stands for exactly this text under exactly this chain."""
    return digest_of([digest(item), chain_digest(chain)])
